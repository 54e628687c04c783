"""A portal that keeps datasets as CKAN's action API documents it, and can be down for a while."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import Any

TOKEN = "a-token-of-the-portal"
Told = dict[str, Any]


class Portal:
    """What it keeps, which actions it was asked for, and how often it will still be down."""

    def __init__(self) -> None:
        self.packages: dict[str, Told] = {}
        self.asked: list[str] = []
        self.down = 0
        self.address = ""

    def act(self, action: str, told: Told) -> tuple[int, Told]:
        """The status and answer of an action."""
        name = told.get("name") or told.get("id")
        there = self.packages.get(str(name))
        if action == "package_search":
            key, _, value = told["fq"].removeprefix("extras_").partition(":")
            extra = {"key": key, "value": value.strip('"')}
            found = [each for each in self.active() if extra in each["extras"]]
            start = told["start"]
            return _well({"results": found[start : start + told["rows"]], "count": len(found)})
        if action == "package_create":
            if there is not None:
                return _wrong(409, "Validation Error", name=["That URL is already in use."])
            return _well(self._keep(told))
        if there is None:
            return _wrong(404, "Not Found Error", message="Not found")
        if action == "package_patch":
            return _well(self._keep({**there, **told}))
        if action == "package_delete":
            there["state"] = "deleted"
            return _well(None)
        return _well(there)

    def active(self) -> list[Told]:
        """The datasets that visitors see."""
        return [each for each in self.packages.values() if each["state"] == "active"]

    def _keep(self, told: Told) -> Told:
        resources = [
            {"id": f"id-{each['url']}", "state": "active", **each} for each in told["resources"]
        ]
        kept = {**told, "id": f"id-{told['name']}", "resources": resources, "num_tags": 1}
        self.packages[told["name"]] = kept
        return kept


def _well(result: Any) -> tuple[int, Told]:
    return 200, {"success": True, "result": result}


def _wrong(status: int, kind: str, **told: Any) -> tuple[int, Told]:
    return status, {"success": False, "error": {"__type": kind, **told}}


@contextmanager
def serve_portal() -> Iterator[Portal]:
    """Serve a portal on an address of this machine."""
    kept = Portal()

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            told = json.loads(self.rfile.read(int(self.headers["content-length"])))
            if kept.down:
                kept.down -= 1
                self._answer(503, {})
                return
            if self.headers["Authorization"] != TOKEN:
                self._answer(*_wrong(403, "Authorization Error", message="Access denied"))
                return
            action = self.path.removeprefix("/api/action/")
            kept.asked.append(action)
            self._answer(*kept.act(action, told))

        def _answer(self, status: int, told: Told) -> None:
            body = json.dumps(told).encode()
            self.send_response(status)
            self.send_header("content-type", "application/json")
            self.send_header("content-length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_: Any) -> None:
            pass

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        kept.address = f"http://127.0.0.1:{server.server_port}"
        thread = Thread(target=server.serve_forever, daemon=True)
        thread.start()
        yield kept
        server.shutdown()
        thread.join()
