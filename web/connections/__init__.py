"""What one connection, and one address, may take before anything was asked."""

from web.connections.guard import ConnectionGuard
from web.connections.http_protocol import BoundedHttp, GuardedConfig
from web.connections.limits import ConnectionLimits, End
from web.connections.websocket_protocol import BoundedWebSocket

__all__ = [
    "BoundedHttp",
    "BoundedWebSocket",
    "ConnectionGuard",
    "ConnectionLimits",
    "End",
    "GuardedConfig",
]
