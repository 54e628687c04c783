"""The setting of the stories is itself a record."""

from registry import verify
from tests.registry.world import World, setting


def test_the_setting_is_on_record_and_proves_itself(world: World) -> None:
    assert world.position().number == len(setting()) == 16
    assert verify(world.registry).entries == 16


def test_recording_the_same_again_records_nothing_and_still_proves_itself(world: World) -> None:
    before = world.everything()

    recorded = world.record(*setting())

    assert (recorded.entries, recorded.repeated) == (tuple(range(1, 17)), 16)
    assert world.everything() == before
    assert verify(world.registry).entries == 16
