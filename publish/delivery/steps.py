"""A delivery as steps: all are planned first and then run, stage by stage."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from enum import StrEnum
from itertools import groupby

AT_ONCE = 8


class StepKind(StrEnum):
    """What a step does at the destination."""

    CREATE = "create"
    UPDATE = "update"
    KEEP = "keep"
    WITHDRAW = "withdraw"


def _do_nothing() -> None:
    pass


@dataclass(frozen=True, slots=True)
class DeliveryStep:
    """One step: what it does, to which object or dataset, and how many bytes it sends.

    Steps of one ``stage`` need not wait for each other; a stage waits for those before it.
    ``is_file``: whether it is about a file that caches in front of the destination may hold.
    """

    kind: StepKind
    what: str
    size: int = 0
    stage: int = 0
    is_file: bool = False
    run: Callable[[], object] = field(default=_do_nothing, compare=False, repr=False)


def run_steps(steps: Sequence[DeliveryStep]) -> Iterator[DeliveryStep]:
    """Run the steps, stage by stage, and yield each when it is done.

    The first that fails ends it: no later stage is begun, so that nothing points to what is not
    there.
    """
    with ThreadPoolExecutor(AT_ONCE) as pool:
        for _, staged in groupby(sorted(steps, key=_stage), _stage):
            some = list(staged)
            running = [pool.submit(step.run) for step in some]
            try:
                for step, done in zip(some, running, strict=True):
                    done.result()
                    yield step
            finally:
                for each in running:
                    each.cancel()


def _stage(step: DeliveryStep) -> int:
    return step.stage
