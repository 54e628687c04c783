"""Which destinations hold what was published: noted when something is sent there."""

from __future__ import annotations

import json
from contextlib import suppress
from pathlib import Path

from publish.releases.atomic_files import replace_file
from registry import Damaged, Settings
from registry.private_files import make_private_folder

FILE = "deliveries.json"


def note_destination(settings: Settings, address: str) -> None:
    """Note the address of a destination, without what is secret of it."""
    known, new = list_known_destinations(settings), _make_permanent(address)
    if new in known:
        return
    noted = {*known, new}
    make_private_folder(settings.data_dir)
    text = json.dumps({"destinations": sorted(noted)}, indent=2, ensure_ascii=False)
    replace_file(settings.data_dir / FILE, f"{text}\n".encode())


def list_known_destinations(settings: Settings) -> list[str]:
    """List the addresses to which something was ever sent.

    Raises:
        Damaged: the file cannot be read.
    """
    path = settings.data_dir / FILE
    with suppress(FileNotFoundError):
        try:
            found: list[str] = list(json.loads(path.read_bytes())["destinations"])
            return found
        except (ValueError, KeyError, TypeError) as error:
            raise Damaged(str(path), "it lists no destinations; remove or mend it") from error
    return []


def _make_permanent(address: str) -> str:
    scheme, found, rest = address.partition("://")
    if not found:
        return str(Path(address).absolute())
    host, slash, path = rest.partition("/")
    return f"{scheme}://{host.rpartition('@')[2]}{slash}{path}"
