"""What is kept has room for so many things, and for so much of them together."""

from schema.planner.lru_cache import Kept


def test_what_weighs_too_much_together_is_forgotten_from_the_least_lately_asked_for() -> None:
    kept = Kept[str](size=4, room=10)
    kept.put("small", "a", 2)
    kept.put("large", "b", 6)
    assert kept.get("small") == "a"

    kept.put("another", "c", 5)
    assert list(kept.things.values()) == ["a", "c"]
    assert kept.used == 7

    kept.put("another", "d", 8)
    assert (list(kept.things.values()), kept.used) == (["a", "d"], 10)

    kept.put("more than there is room for", "e", 11)
    assert (list(kept.things.values()), kept.used) == (["e"], 11)


def test_things_without_weight_are_only_counted() -> None:
    kept = Kept[int](size=2)
    for number in range(3):
        kept.put(number, number)
    assert list(kept.things) == [1, 2]
    assert kept.weights == {}
