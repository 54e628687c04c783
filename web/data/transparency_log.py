"""``/log/``: the ledger's tree, so that nobody need trust this server: c2sp.org/tlog-tiles.

What it shows of an entry is what its leaf commits to, never its words.
"""

from __future__ import annotations

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse, Response
from starlette.routing import Route

from publish import read_tile
from registry.checkpoints import read_log_key, read_newest_checkpoint, read_public_history
from registry.ledger import (
    Tile,
    compute_root,
    list_leaf_fields,
    make_consistency_proof,
    make_inclusion_proof,
    read_leaves,
    read_position,
)
from registry.signing import KEYS_FILE, Checkpoint, make_log_origin
from web.data.number_parameters import OutOfRange, out_of_range, whole_number
from web.site.context import site_of
from web.site.turns import in_turn, read_record

MOST = 1_000
_FOREVER = {"cache-control": "public, max-age=31536000, immutable"}
_NOW = {"cache-control": "no-cache"}


def routes() -> list[Route]:
    """Return the routes of the log."""
    return [
        Route("/log/checkpoint", in_turn(checkpoint)),
        Route("/log/key", in_turn(key)),
        Route(f"/log/{KEYS_FILE}", in_turn(keys)),
        Route("/log/entries", in_turn(entries)),
        Route("/log/proof/inclusion", in_turn(inclusion)),
        Route("/log/proof/consistency", in_turn(consistency)),
        Route("/log/{path:path}", in_turn(tile)),
    ]


def checkpoint(request: Request) -> Response:
    """Send the newest signed checkpoint, which may be behind the log; unsigned before the first."""
    site = site_of(request)
    text = read_newest_checkpoint(site.settings)
    if text is None:
        with read_record(request) as session:
            size = read_position(session.connection).number
            root = bytes.fromhex(compute_root(session.connection, size))
        text = Checkpoint(make_log_origin(site.settings), size, root).text()
    return PlainTextResponse(text, headers=_NOW)


def key(request: Request) -> Response:
    """Send the public key that verifies the checkpoint. Get it elsewhere as well."""
    text = read_log_key(site_of(request).settings)
    if text is None:
        raise HTTPException(404)
    return PlainTextResponse(text, headers=_NOW)


def keys(request: Request) -> Response:
    """Send the key with the signed statements about those before it, for ``verify --key``."""
    text = read_public_history(site_of(request).settings)
    if text is None:
        raise HTTPException(404)
    return PlainTextResponse(text, headers=_NOW)


def entries(request: Request) -> Response:
    """Send what the leaves after a number commit to, with the hash of each."""
    try:
        after = whole_number(request.query_params, "after", 0)
        first = whole_number(request.query_params, "first", 100, most=MOST)
    except OutOfRange as error:
        return out_of_range(error)
    with read_record(request) as session:
        size = read_position(session.connection).number
        found = read_leaves(session.connection, after, first)
    told = [{**list_leaf_fields(row._mapping), "hash": row.hash} for row in found]
    return JSONResponse({"size": size, "entries": told}, headers=_NOW)


def inclusion(request: Request) -> Response:
    """Send the inclusion proof of an entry in the tree of a size."""
    with read_record(request) as session:
        connection = session.connection
        newest = read_position(connection).number
        try:
            size = whole_number(request.query_params, "size", newest, least=1, most=newest)
            number = whole_number(request.query_params, "number", None, least=1, most=size)
        except OutOfRange as error:
            return out_of_range(error)
        told = {
            "number": number,
            "size": size,
            "root": compute_root(connection, size),
            "proof": make_inclusion_proof(connection, number, size),
        }
    return JSONResponse(told, headers=_NOW)


def consistency(request: Request) -> Response:
    """Send the consistency proof of two sizes of the tree."""
    with read_record(request) as session:
        connection = session.connection
        newest = read_position(connection).number
        try:
            new = whole_number(request.query_params, "to", newest, most=newest)
            old = whole_number(request.query_params, "from", None, most=new)
        except OutOfRange as error:
            return out_of_range(error)
        told = {
            "from": {"size": old, "root": compute_root(connection, old)},
            "to": {"size": new, "root": compute_root(connection, new)},
            "proof": make_consistency_proof(connection, old, new),
        }
    return JSONResponse(told, headers=_NOW)


def tile(request: Request) -> Response:
    """Send a tile of hashes or of entries, which never changes."""
    wanted = Tile.parse_path(request.path_params["path"])
    with read_record(request) as session:
        if wanted is None or not wanted.fits_in(read_position(session.connection).number):
            raise HTTPException(404)
        data = read_tile(session.connection, wanted)
    return Response(data, media_type="application/octet-stream", headers=_FOREVER)
