"""Count the connections of each address, and what was ended; log that once a minute at most."""

from __future__ import annotations

import logging
from collections import Counter
from collections.abc import Callable
from ipaddress import ip_address, ip_network
from time import monotonic

from registry import Settings
from web.connections.limits import ConnectionLimits, End
from web.middleware.client_identity import identify_address

LOG = logging.getLogger("answerable.web")


class ConnectionGuard:
    """The connections of one process.

    Attributes:
        ended: how many connections were ended, per reason.
        open: how many connections of counted addresses are open.
    """

    def __init__(
        self,
        settings: Settings,
        limits: ConnectionLimits | None = None,
        clock: Callable[[], float] = monotonic,
    ) -> None:
        self.limits = limits or ConnectionLimits.of_process()
        self.ended: Counter[str] = Counter({end.label: 0 for end in End})
        self._trusted = [ip_network(text, strict=False) for text in settings.trusted_proxies]
        self._loopback = settings.rate_loopback
        self._clock = clock
        self._addresses: Counter[str] = Counter()
        self._unlogged: Counter[str] = Counter()
        self._logged = -self.limits.pause

    @property
    def open(self) -> int:
        """How many connections of counted addresses are open."""
        return self._addresses.total()

    def admit(self, host: str | None) -> bool:
        """Count a connection; return whether its address may have another."""
        key = self._find_key(host)
        if key is None:
            return True
        if self._addresses[key] >= self.limits.address:
            self.note(End.ADDRESS)
            return False
        self._addresses[key] += 1
        return True

    def leave(self, host: str | None) -> None:
        """Count an admitted connection no longer."""
        key = self._find_key(host)
        if key is None:
            return
        self._addresses[key] -= 1
        if self._addresses[key] <= 0:
            del self._addresses[key]

    def note(self, end: End) -> None:
        """Count a connection that is ended."""
        self.ended[end.label] += 1
        self._unlogged[end.label] += 1

    def log(self) -> None:
        """Log what was ended since the last line, if that was long enough ago."""
        now = self._clock()
        if not self._unlogged or now - self._logged < self.limits.pause:
            return
        told = ", ".join(f"{label}={count}" for label, count in sorted(self._unlogged.items()))
        self._unlogged.clear()
        self._logged = now
        LOG.warning("connections were ended: %s", told)

    def _find_key(self, host: str | None) -> str | None:
        """Return under what a peer is counted; None for trusted proxies and the machine itself."""
        client = identify_address(host)
        if client.local and not self._loopback:
            return None
        return None if self._trusted and self._is_trusted(host or "") else client.address

    def _is_trusted(self, host: str) -> bool:
        try:
            address = ip_address(host.partition("%")[0])
        except ValueError:
            return False
        return any(address in network for network in self._trusted)
