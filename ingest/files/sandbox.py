"""What the reading process may do: nearly nothing, held by the kernel and not by good will."""

from __future__ import annotations

import resource
import sys

from ingest.files.limits import TableLimits


def limit_resources(limits: TableLimits) -> None:
    """Bound processor time and memory, and forbid new processes, core dumps and written files."""
    _lower_limit(resource.RLIMIT_CPU, limits.seconds)
    # macOS knows the limit by name but cannot lower it; time and what can be opened are bounded.
    if sys.platform != "darwin":
        _lower_limit(resource.RLIMIT_AS, limits.memory)
    _lower_limit(resource.RLIMIT_CORE, 0)
    _lower_limit(resource.RLIMIT_FSIZE, 0)


def forbid_opening() -> None:
    """From here on nothing can be opened: no file, no socket, no link; stdin and stdout remain.

    Nobody, this process included, can raise the limit again.
    """
    _lower_limit(resource.RLIMIT_NOFILE, 3)
    _lower_limit(resource.RLIMIT_NPROC, 0)


def _lower_limit(which: int, to: int) -> None:
    _, hard = resource.getrlimit(which)
    most = to if hard == resource.RLIM_INFINITY else min(to, hard)
    resource.setrlimit(which, (most, most))
