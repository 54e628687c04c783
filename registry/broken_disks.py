"""What a database says of a disk that is full or failing, and of pages that are damaged."""

from __future__ import annotations

from sqlalchemy import Engine, ExceptionContext, event
from sqlalchemy.exc import DatabaseError

from registry.errors import AnswerableError, Damaged, Unavailable

# SQLite has words, PostgreSQL codes: disk_full; io_error, data_corrupted, index_corrupted.
_FULL = ("database or disk is full", "No space left on device")
_FAILING = ("disk I/O error", "readonly database")
_DAMAGED = ("malformed", "Could not decode to UTF-8")
_FULL_CODES, _FAILING_CODES, _DAMAGED_CODES = ("53100",), ("58030",), ("XX001", "XX002")

_PLACE = "database: "


def note_place_on_errors(engine: Engine) -> None:
    """Note on each error which database it is of: commands such as ``replay`` use two at once."""
    place = engine.url.render_as_string(hide_password=True).replace("+psycopg", "", 1)

    def note_place(context: ExceptionContext) -> None:
        if context.sqlalchemy_exception is not None:
            context.sqlalchemy_exception.add_note(f"{_PLACE}{place}")

    event.listen(engine, "handle_error", note_place)


def find_place(error: DatabaseError) -> str | None:
    """Return the address of the database that an error is of, if it was noted."""
    notes: list[str] = getattr(error, "__notes__", [])
    return next((note.removeprefix(_PLACE) for note in notes if note.startswith(_PLACE)), None)


def explain_broken_disk(place: str, error: DatabaseError) -> AnswerableError | None:
    """Return what a person can be told of the error; None where it is of another kind."""
    words = str(error.orig)
    code = getattr(error.orig, "sqlstate", None)
    line = words.partition("\n")[0]
    if code in _FULL_CODES or any(sign in words for sign in _FULL):
        return Unavailable(
            f"{place}: the disk is full, and nothing was written. Make room and try again"
        )
    if code in _FAILING_CODES or any(sign in words for sign in _FAILING):
        return Unavailable(
            f"{place}: the disk cannot be written or read ({line}), and nothing was written. "
            "Look for room, quotas, limits and rights, then try again"
        )
    if code in _DAMAGED_CODES or any(sign in words for sign in _DAMAGED):
        return Damaged(place, f"the database is damaged ({line}). Restore the newest backup")
    return None
