"""The settings: one frozen value, read once from the environment and passed along."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from ipaddress import ip_network
from pathlib import Path

from registry.base_url import REMEDY, parse_base_url, path_of
from registry.errors import InvalidInput, Problem
from registry.licences import Licence
from registry.limits import Limits, Rates, read_limits
from registry.web_addresses import is_archive_template

LEVELS = ("debug", "info", "warning", "error")
STORES = ("memory://", "redis://", "rediss://")

_PUBLISHER = "Answerable"
_KEEPERS = "The keepers of this registry"
# No more than what stands in RDF without being escaped.
_WEB = re.compile(r"https?://[^\s<>\"{}|\\^`]+")
_EMAIL = re.compile(r"[\w.+-]+@[\w.-]+\.\w+", re.ASCII)


@dataclass(frozen=True, slots=True, kw_only=True)
class Publisher:
    """Who publishes the data, and whom to ask about it, as the catalogue names them.

    Attributes:
        name: what the publisher is called.
        uri: the address by which others know the publisher; one of our own where it is None.
        contact_name: whom to ask.
        contact_email: where to write to, if anywhere.
        contact_url: where to ask; the front page where it is None.
    """

    name: str = _PUBLISHER
    uri: str | None = None
    contact_name: str = _KEEPERS
    contact_email: str | None = None
    contact_url: str | None = None

    @classmethod
    def from_environment(cls, environment: Mapping[str, str]) -> Publisher:
        """Return the publisher that ``ANSWERABLE_PUBLISHER_*`` and ``ANSWERABLE_CONTACT_*`` give.

        Raises:
            InvalidInput: an address is none.
        """
        return cls(
            name=environment.get("ANSWERABLE_PUBLISHER_NAME") or _PUBLISHER,
            uri=_parse_address(environment, "ANSWERABLE_PUBLISHER_URI", _WEB, "https://..."),
            contact_name=environment.get("ANSWERABLE_CONTACT_NAME") or _KEEPERS,
            contact_email=_parse_address(
                environment, "ANSWERABLE_CONTACT_EMAIL", _EMAIL, "name@host"
            ),
            contact_url=_parse_address(environment, "ANSWERABLE_CONTACT_URL", _WEB, "https://..."),
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """Where the registry keeps its records and how it is reached.

    Attributes:
        database_url: ``sqlite:///PATH`` or ``postgresql://USER@HOST/NAME``.
        data_dir: the folder of the embedded database and of published releases.
        host: the address that the server listens on.
        port: the port that the server listens on.
        base_url: the address under which permanent URIs stand, without a slash at its end.
        archive_url: where archived copies of sources are to be found, with ``{url}`` in the place
            of a source's address; none are offered where it is None.
        clock_checked: whether the keeper says that the clock is right, however long nothing was
            recorded.
        signing_key: the file of the secret key; under ``data_dir`` where it is None.
        trusted_documents: a folder of ``*.graphql`` files that may be asked for by their hash.
        publisher: who publishes the data.
        licence: under which licence it is published.
        catalogue_fiction: whether catalogues for portals list datasets that are made up.
        limits: how much one question may ask for.
        rates: how much one client may ask for in a minute.
        rate_store: where clients' requests are counted: ``memory://`` of each process, or a Redis
            that processes share.
        rate_loopback: whether clients on the machine itself are counted too.
        trusted_proxies: the addresses or networks whose word for a client's address is taken.
        metrics_token: what others than the machine itself show to read the metrics; nobody else
            may where it is None.
        log_level: the least of what is logged: debug, info, warning or error.
        subscribers: how many connections of a process may follow the ledger at a time.
    """

    data_dir: Path = Path("data")
    database_url: str = "sqlite:///data/answerable.sqlite"
    host: str = "127.0.0.1"
    port: int = 8000
    base_url: str = "http://127.0.0.1:8000"
    archive_url: str | None = None
    clock_checked: bool = False
    signing_key: Path | None = None
    trusted_documents: Path | None = None
    publisher: Publisher = Publisher()
    licence: Licence = field(default_factory=Licence)
    catalogue_fiction: bool = False
    limits: Limits = field(default_factory=Limits)
    rates: Rates = field(default_factory=Rates)
    rate_store: str = field(default="memory://", repr=False)
    rate_loopback: bool = False
    trusted_proxies: tuple[str, ...] = ()
    metrics_token: str | None = field(default=None, repr=False)
    log_level: str = "info"
    subscribers: int = 1_000

    @classmethod
    def from_environment(cls, environment: Mapping[str, str]) -> Settings:
        """Read the settings from ``ANSWERABLE_*`` variables; what they leave out has a default.

        Raises:
            InvalidInput: a variable cannot be read.
        """
        data_dir = Path(environment.get("ANSWERABLE_DATA_DIR") or "data")
        host = environment.get("ANSWERABLE_HOST") or "127.0.0.1"
        trusted = environment.get("ANSWERABLE_TRUSTED_DOCUMENTS")
        port = _parse_port(environment.get("ANSWERABLE_PORT") or "8000")
        return cls(
            data_dir=data_dir,
            database_url=_parse_database_url(
                environment.get("ANSWERABLE_DATABASE_URL")
                or f"sqlite:///{data_dir / 'answerable.sqlite'}"
            ),
            host=host,
            port=port,
            base_url=_parse_base_url(
                environment.get("ANSWERABLE_BASE_URL") or f"http://127.0.0.1:{port}"
            ),
            archive_url=_parse_archive(environment.get("ANSWERABLE_ARCHIVE_URL") or None),
            clock_checked=_parse_flag(environment, "ANSWERABLE_CLOCK_CHECKED"),
            signing_key=Path(key) if (key := environment.get("ANSWERABLE_SIGNING_KEY")) else None,
            trusted_documents=Path(trusted) if trusted else None,
            publisher=Publisher.from_environment(environment),
            licence=Licence.from_environment(environment),
            catalogue_fiction=_parse_flag(environment, "ANSWERABLE_CATALOGUE_FICTION"),
            limits=read_limits(Limits, "ANSWERABLE_LIMIT_", environment),
            rates=read_limits(Rates, "ANSWERABLE_RATE_", environment),
            rate_store=_parse_store(environment.get("ANSWERABLE_RATE_STORE") or "memory://"),
            rate_loopback=_parse_flag(environment, "ANSWERABLE_RATE_LOOPBACK"),
            trusted_proxies=_parse_networks(environment.get("ANSWERABLE_TRUSTED_PROXIES") or ""),
            metrics_token=environment.get("ANSWERABLE_METRICS_TOKEN") or None,
            log_level=_parse_log_level(environment.get("ANSWERABLE_LOG_LEVEL") or "info"),
            subscribers=_parse_count(environment.get("ANSWERABLE_SUBSCRIBERS") or "1000"),
        )

    def address(self, path: str) -> str:
        """Return the address of a path of this site on its own host, for links and redirects.

        Where the base address has a path, everything stands below it.
        """
        return f"{path_of(self.base_url)}{path}"


def _parse_base_url(text: str) -> str:
    try:
        return parse_base_url(text)
    except ValueError as error:
        raise _make_error("ANSWERABLE_BASE_URL", text, REMEDY) from error


def _parse_port(text: str) -> int:
    if text.isascii() and text.isdigit() and 0 < int(text) < 65536:
        return int(text)
    raise _make_error("ANSWERABLE_PORT", text, "Give a port between 1 and 65535")


def _parse_count(text: str) -> int:
    if text.isascii() and text.isdigit() and len(text) <= 6:
        return int(text)
    raise _make_error("ANSWERABLE_SUBSCRIBERS", text, "Give a number of connections, such as 1000")


def _parse_database_url(text: str) -> str:
    if text.startswith(("sqlite:///", "postgresql://")):
        return text
    raise _make_error(
        "ANSWERABLE_DATABASE_URL", text, "Give sqlite:///PATH or postgresql://USER@HOST/NAME"
    )


def _parse_address(
    environment: Mapping[str, str], variable: str, form: re.Pattern[str], example: str
) -> str | None:
    text = environment.get(variable)
    if text and not form.fullmatch(text):
        raise _make_error(variable, text, f"Give an address like {example}")
    return text or None


def _parse_archive(text: str | None) -> str | None:
    if text is None or is_archive_template(text):
        return text
    raise _make_error(
        "ANSWERABLE_ARCHIVE_URL", text, "Give an address like https://web.archive.org/web/{url}"
    )


def _parse_store(text: str) -> str:
    if text.startswith(STORES):
        return text
    # The address may hold a password, which nobody needs to read in a terminal.
    scheme = text.partition("://")[0]
    raise _make_error("ANSWERABLE_RATE_STORE", scheme, "Give memory:// or redis://HOST:PORT/NUMBER")


def _parse_flag(environment: Mapping[str, str], variable: str) -> bool:
    text = environment.get(variable) or "no"
    if text.lower() in ("yes", "no"):
        return text.lower() == "yes"
    raise _make_error(variable, text, "Give yes or no")


def _parse_networks(text: str) -> tuple[str, ...]:
    networks = tuple(part.strip() for part in text.split(",") if part.strip())
    for network in networks:
        try:
            ip_network(network)
        except ValueError as error:
            raise _make_error(
                "ANSWERABLE_TRUSTED_PROXIES",
                network,
                "Give addresses or networks with commas between them, such as 10.0.0.0/8,::1",
            ) from error
    return networks


def _parse_log_level(text: str) -> str:
    if text.lower() in LEVELS:
        return text.lower()
    raise _make_error("ANSWERABLE_LOG_LEVEL", text, f"Give one of {', '.join(LEVELS)}")


def _make_error(variable: str, value: str, remedy: str) -> InvalidInput:
    return InvalidInput([Problem(message=f"{variable} cannot be read", remedy=remedy, value=value)])
