"""What a command says, and how it ends."""

import json
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Ended:
    """How a command ended, and what it said where."""

    code: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        """The result for machines."""
        return json.loads(self.out)


Command = Callable[..., Ended]
