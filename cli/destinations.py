"""Where words may lie from now on, noted so that `redact --check` searches there."""

from __future__ import annotations

from cli.console import print_note
from registry import Settings


def note_destination(now: Settings, to: object) -> None:
    """Note a destination; where that cannot be written down, say so."""
    # The packages' stack takes half a second to load, which other commands need not wait for.
    from publish.delivery import known_destinations  # noqa: PLC0415 - see above

    try:
        known_destinations.note_destination(now, str(to))
    except OSError as error:
        print_note(
            f"The destination cannot be noted ({error.strerror}): name it to `answerable redact "
            "--check` with --in."
        )
