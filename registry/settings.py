"""The settings: one frozen value, read once from the environment and passed along."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from registry.errors import InvalidInput, Problem


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """Where the registry keeps its records and how it is reached.

    Attributes:
        database_url: ``sqlite:///PATH`` or ``postgresql://USER@HOST/NAME``.
        data_dir: the folder of the embedded database and of published releases.
        host: the address that the server listens on.
        port: the port that the server listens on.
        base_url: the address under which permanent URIs stand, without a slash at its end.
        signing_key: the file of the secret key; under ``data_dir`` where it is None.
        trusted_documents: a folder of ``*.graphql`` files that may be asked for by their hash.
        subscribers: how many connections of a process may follow the ledger at a time.
    """

    data_dir: Path = Path("data")
    database_url: str = "sqlite:///data/answerable.sqlite"
    host: str = "127.0.0.1"
    port: int = 8000
    base_url: str = "http://127.0.0.1:8000"
    signing_key: Path | None = None
    trusted_documents: Path | None = None
    subscribers: int = 1_000

    @classmethod
    def from_environment(cls, environment: Mapping[str, str]) -> Settings:
        """The settings that ``ANSWERABLE_*`` variables give; what they leave out has a default.

        Raises:
            InvalidInput: a variable cannot be read.
        """
        data_dir = Path(environment.get("ANSWERABLE_DATA_DIR") or "data")
        host = environment.get("ANSWERABLE_HOST") or "127.0.0.1"
        trusted = environment.get("ANSWERABLE_TRUSTED_DOCUMENTS")
        port = _port(environment.get("ANSWERABLE_PORT") or "8000")
        return cls(
            data_dir=data_dir,
            database_url=_database(
                environment.get("ANSWERABLE_DATABASE_URL")
                or f"sqlite:///{data_dir / 'answerable.sqlite'}"
            ),
            host=host,
            port=port,
            base_url=(environment.get("ANSWERABLE_BASE_URL") or f"http://127.0.0.1:{port}").rstrip(
                "/"
            ),
            signing_key=Path(key) if (key := environment.get("ANSWERABLE_SIGNING_KEY")) else None,
            trusted_documents=Path(trusted) if trusted else None,
            subscribers=_count(environment.get("ANSWERABLE_SUBSCRIBERS") or "1000"),
        )


def _port(text: str) -> int:
    if text.isascii() and text.isdigit() and 0 < int(text) < 65536:
        return int(text)
    raise _wrong("ANSWERABLE_PORT", text, "Give a port between 1 and 65535")


def _count(text: str) -> int:
    if text.isascii() and text.isdigit() and len(text) <= 6:
        return int(text)
    raise _wrong("ANSWERABLE_SUBSCRIBERS", text, "Give a number of connections, such as 1000")


def _database(text: str) -> str:
    if text.startswith(("sqlite:///", "postgresql://")):
        return text
    raise _wrong(
        "ANSWERABLE_DATABASE_URL", text, "Give sqlite:///PATH or postgresql://USER@HOST/NAME"
    )


def _wrong(variable: str, value: str, remedy: str) -> InvalidInput:
    return InvalidInput([Problem(message=f"{variable} cannot be read", remedy=remedy, value=value)])
