"""Styles and scripts from our own origin: compressed at set-up, and named by their content."""

from __future__ import annotations

import os
import re
from hashlib import sha256
from mimetypes import guess_type
from pathlib import Path

import orjson
from starlette.datastructures import Headers
from starlette.responses import FileResponse, Response
from starlette.staticfiles import NotModifiedResponse, StaticFiles
from starlette.types import Scope

from web.graphql.content_negotiation import takes_encoding
from web.site.conditional import REVALIDATED

STATIC = Path(__file__).parents[1] / "static"
BUILT = STATIC / "graphiql"
_FOREVER = {"cache-control": "public, max-age=31536000, immutable"}
# As the bundler names what never changes, and as ``asset_path`` does.
_FINGERPRINT = re.compile(r"-[0-9A-Z]{8}\.[a-z]+$")
_VERSION = re.compile(rb"v=[0-9a-f]{16}")
# Endings of what stands ready beside a file, the smallest first.
_READY = (("br", ".br"), ("gzip", ".gz"))


class Assets(StaticFiles):
    """Static files, each in the best form that there is of it and the client takes."""

    def file_response(
        self,
        full_path: str | os.PathLike[str],
        stat_result: os.stat_result,
        scope: Scope,
        status_code: int = 200,
    ) -> Response:
        """Send a file, or 304 where the client has it."""
        asked = Headers(scope=scope)
        headers = {"vary": "Accept-Encoding", **REVALIDATED}
        if _FINGERPRINT.search(str(full_path)) or _VERSION.fullmatch(scope["query_string"]):
            headers |= _FOREVER
        path = Path(full_path)
        for encoding, ending in _READY:
            ready = path.with_name(f"{path.name}{ending}")
            if takes_encoding(asked.get("accept-encoding", ""), encoding) and ready.exists():
                headers["content-encoding"], path = encoding, ready
                break
        media_type = guess_type(full_path)[0] or "application/octet-stream"
        answer = FileResponse(path, status_code, headers, media_type, stat_result=path.stat())
        if self.is_not_modified(answer.headers, asked):
            return NotModifiedResponse(answer.headers)
        if "content-encoding" not in headers:
            # It is small, or nothing was built: it is compressed as it is sent, and never in parts.
            del answer.headers["accept-ranges"]
        return answer


def asset_path(name: str) -> str:
    """Return the path of a file of ours; another one as soon as its content is another."""
    version = sha256((STATIC / name).read_bytes()).hexdigest()[:16]
    return f"/static/{name}?v={version}"


def find_components() -> str | None:
    """Return the path of the styles of components; None where they were not built."""
    files = read_manifest(STATIC / "components")
    return f"/static/components/{files['components.css']}" if files else None


def read_manifest(built: Path) -> dict[str, str] | None:
    """Return how files that were built are named; None where they were not."""
    try:
        found: dict[str, str] = orjson.loads((built / "manifest.json").read_bytes())
    except FileNotFoundError:
        return None
    return found
