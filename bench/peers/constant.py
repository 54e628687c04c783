"""The bytes of files, each under its name: what no server in Python can undercut."""

from __future__ import annotations

from pathlib import Path

from starlette.types import ASGIApp, Receive, Scope, Send


def app(folder: str) -> ASGIApp:
    """The application: it reads a request and sends a file that it holds in memory."""
    bodies = {f"/{path.name}": path.read_bytes() for path in Path(folder).iterdir()}

    async def send_bytes(scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            return
        while (await receive()).get("more_body"):
            pass
        body = bodies[scope["path"]]
        headers = [
            (b"content-type", b"application/json"),
            (b"content-length", str(len(body)).encode()),
        ]
        await send({"type": "http.response.start", "status": 200, "headers": headers})
        await send({"type": "http.response.body", "body": body})

    return send_bytes
