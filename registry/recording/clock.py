"""Whether the machine's clock can be right, as far as the ledger can tell.

An entry of a future year would pin time for good: instants never run backwards, so that all later
entries would carry its year. A register that was left alone for years has to record again.
"""

from __future__ import annotations

from datetime import datetime, timedelta

from registry.errors import Unavailable

# Machines that are kept in time differ by less.
_BEHIND = timedelta(minutes=5)
# Clocks jump by decades (1970, 2036, 2099, the 19.6 years of GPS weeks); few registers pause so.
_AHEAD_YEARS = 10
_AHEAD = timedelta(days=365.25 * _AHEAD_YEARS)


def check_clock(now: str, newest: str, *, checked: bool = False) -> None:
    """Compare the clock with the instant of the newest entry; ``checked`` allows any pause.

    Raises:
        Unavailable: the clock is behind the newest entry, or so far ahead that it has to be wrong.
    """
    if not newest:
        return
    pause = datetime.fromisoformat(now) - datetime.fromisoformat(newest)
    if pause < -_BEHIND:
        raise Unavailable(
            f"Nothing was recorded: the clock of this machine ({now}) is behind the newest entry "
            f"({newest}). Set the clock and try again; if it is right, that entry was recorded "
            "with a wrong one: restore the backup from before it"
        )
    if pause > _AHEAD and not checked:
        raise Unavailable(
            f"Nothing was recorded: the clock of this machine ({now}) is more than {_AHEAD_YEARS} "
            f"years ahead of the newest entry ({newest}). Set the clock and try again; if it is "
            "right, run the command with ANSWERABLE_CLOCK_CHECKED=yes"
        )
