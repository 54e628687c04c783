"""Rule 6: targets change only by a revision, and with consent."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from registry.acts import ACTS, TargetChanged, fields_of
from registry.errors import Refusal, RefusalCode

MOST_DESIGNATED = 35
# Fields of a target that say what it is rather than what it asks for.
FIXED = frozenset({"reference", "agreement", "source", "standing", "locator"})
CHANGEABLE = frozenset(field.name for field in fields_of(ACTS["targets"])) - FIXED


def check_consent(
    act: TargetChanged, *, designated: bool, consented: Collection[str], concerned: Collection[str]
) -> Iterator[Refusal]:
    """Yield why a revision cannot change a target.

    ``consented`` are the bodies that consented to the revision; ``concerned`` the partners that
    lead the target or are accountable for it.
    """
    if act.field not in CHANGEABLE:
        yield Refusal(
            RefusalCode.INVALID,
            f"a target has no field {act.field} that a revision could change",
            f"Name one of {', '.join(sorted(CHANGEABLE))}",
            field="field",
            value=act.field,
        )
    if not consented:
        yield _consent_missing(f"{act.revision} names nobody who consented", act.revision)
    missing = sorted(set(concerned) - set(consented))
    if missing and not designated:
        yield _consent_missing(
            f"{act.target} is not designated and {', '.join(missing)} did not consent", act.revision
        )


def check_designated_count(agreement: str, designated: int) -> Iterator[Refusal]:
    """Yield why an agreement cannot have this many designated targets at once."""
    if designated > MOST_DESIGNATED:
        yield Refusal(
            RefusalCode.OUT_OF_ORDER,
            f"{agreement} would have {designated} designated targets at once",
            f"At most {MOST_DESIGNATED} can be designated; end another designation first",
            field="designation",
        )


def _consent_missing(message: str, revision: str) -> Refusal:
    return Refusal(
        RefusalCode.OUT_OF_ORDER,
        message,
        f"Record who consented to {revision} (kind revision_consents) before the change",
        field="revision",
    )
