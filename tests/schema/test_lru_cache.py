"""A cache has room for so much; what was used longest ago is dropped first."""

from schema.lru_cache import LruCache


def test_what_weighs_too_much_together_is_dropped_from_the_least_recently_used() -> None:
    cache: LruCache[str, str] = LruCache(room=10)
    cache.put("small", "a", 2)
    cache.put("large", "b", 6)
    assert cache.get("small") == "a"

    cache.put("another", "c", 5)
    assert [cache.get(key) for key in ("small", "large", "another")] == ["a", None, "c"]
    assert cache.weight == 7

    cache.put("another", "d", 8)
    assert [cache.get(key) for key in ("small", "another")] == ["a", "d"]
    assert cache.weight == 10


def test_what_is_heavier_than_the_room_is_not_cached_and_drops_what_was_there() -> None:
    cache: LruCache[str, str] = LruCache(room=10)
    cache.put("a", "small", 1)
    cache.put("a", "large", 11)

    assert cache.get("a") is None
    assert (len(cache), cache.weight) == (0, 0)


def test_values_without_a_weight_are_counted() -> None:
    cache: LruCache[int, int] = LruCache(room=2)
    for number in range(3):
        cache.put(number, number)

    assert [cache.get(number) for number in range(3)] == [None, 1, 2]
    assert len(cache) == 2


def test_a_cache_of_bytes_counts_what_an_entry_takes_beside_its_bytes() -> None:
    cache: LruCache[str, str] = LruCache.of_bytes(40_000)
    for name in "abcdefghijklmno":
        cache.put(name, name.upper(), 2_000)
        cache.get("a")

    assert cache.get("a") == "A"
    assert cache.get("b") is None
    assert cache.get("o") == "O"
    assert len(cache) == 13
    assert cache.weight <= 40_000


def test_one_value_takes_at_most_a_tenth_of_a_cache_of_bytes() -> None:
    cache: LruCache[str, str] = LruCache.of_bytes(40_000)
    cache.put("a", "small", 1)
    cache.put("a", "large", 10_000)

    assert cache.get("a") is None
    assert cache.weight == 0
