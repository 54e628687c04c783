"""What the reading process may do: nearly nothing, held by the kernel and not by good will."""

from __future__ import annotations

import os
import resource
import sys
from contextlib import suppress

from ingest.files.limits import TableLimits

_NOBODY = 65534


def limit_resources(limits: TableLimits) -> None:
    """Bound processor time and memory, and forbid new processes, core dumps and written files."""
    _lower_limit(resource.RLIMIT_CPU, limits.seconds)
    # macOS knows the limit by name but cannot lower it; time and what can be opened are bounded.
    if sys.platform != "darwin":
        _lower_limit(resource.RLIMIT_AS, limits.memory)
    _lower_limit(resource.RLIMIT_CORE, 0)
    _lower_limit(resource.RLIMIT_FSIZE, 0)


def forbid_opening() -> None:
    """Forbid opening anything: files, sockets, processes; what is open stays usable.

    The limit is 0 and not the number of open descriptors, so that closing one makes no room. Root
    could raise it again and is not bound by the limit on processes: it becomes nobody first.
    """
    _drop_root()
    _lower_limit(resource.RLIMIT_NOFILE, 0)
    _lower_limit(resource.RLIMIT_NPROC, 0)


def _drop_root() -> None:
    """Become nobody where the process is root, as far as its container lets it."""
    if os.geteuid() != 0:
        return
    with suppress(OSError):
        os.setgroups([])
        os.setresgid(_NOBODY, _NOBODY, _NOBODY)
        os.setresuid(_NOBODY, _NOBODY, _NOBODY)


def _lower_limit(which: int, to: int) -> None:
    _, hard = resource.getrlimit(which)
    most = to if hard == resource.RLIM_INFINITY else min(to, hard)
    resource.setrlimit(which, (most, most))
