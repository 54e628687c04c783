"""Who records an act: a partner in one of its roles, or the registrar."""

from __future__ import annotations

from dataclasses import dataclass

from registry.vocabulary.codes import Role


@dataclass(frozen=True, slots=True)
class Author:
    """Who records an act: the partner's reference and the role in which it does so.

    Raises:
        ValueError: a partner records as the registrar, or nobody in a partner's role.
    """

    partner: str | None
    role: Role

    def __post_init__(self) -> None:
        """Refuse what is neither a partner in a role nor the registrar."""
        if (self.partner is None) != (self.role is Role.REGISTRAR):
            raise ValueError(f"{self.partner} cannot record as {self.role.value}")

    @property
    def is_registrar(self) -> bool:
        """Whether this is the registry's own keeper."""
        return self.partner is None


REGISTRAR = Author(None, Role.REGISTRAR)
"""The registry's own keeper, who records what documents say."""
