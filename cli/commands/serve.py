"""``answerable serve | demo``: the registry on the web."""

from __future__ import annotations

import os
import socket
from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from ipaddress import ip_address
from typing import TYPE_CHECKING, Annotated
from urllib.parse import urlsplit

import typer

from cli.commands.databases import is_current, set_up
from cli.commands.publish import publish_with_bar
from cli.commands.sign import sign_in_background
from cli.console import print_line, print_note, progress_bar
from cli.context import MIGRATE, hide_password, load_settings, open_any_version, open_registry
from cli.logs import configure_logs, make_access_log
from ingest.packages import ImportProgress, NotImported, import_packages, sample_packages
from registry import InvalidInput, Registry, Settings, Unavailable
from registry.recording import truncate_write_log

if TYPE_CHECKING:
    from web.server import ServedApp

# Seconds for which the system waits for a client that takes nothing; where it can (Linux) it ends
# the connection then.
UNREAD = 60

Host = Annotated[str | None, typer.Option(help="The address to listen on.", show_default=False)]
Port = Annotated[
    int | None,
    typer.Option(min=1, max=65535, help="The port to listen on.", show_default=False),
]


def serve(host: Host = None, port: Port = None) -> None:
    """Serve the registry: GraphQL, pages and published packages.

    Listens on ANSWERABLE_HOST and ANSWERABLE_PORT, 127.0.0.1:8000 by default. Where there is no
    registry yet an empty one is set up; one of an older version must be migrated first.

    For example:

        answerable serve
        answerable serve --host 0.0.0.0 --port 80
    """
    now = read_listen_settings(host, port)
    _prepare_database(now.database_url)
    _run_server(now)


def demo(host: Host = None, port: Port = None) -> None:
    """Load the sample records, publish them, and serve them.

    Sets up the database if need be. Starting it again keeps everything and adds nothing twice.
    With a key it signs where the ledger stands, every minute.

    For example:

        answerable demo
        ANSWERABLE_DATA_DIR=/tmp/try ANSWERABLE_PORT=8001 answerable demo
    """
    now = read_listen_settings(host, port)
    set_up(now.database_url)
    with open_registry(now.database_url) as registry:
        _load_samples(registry)
        publish_with_bar(registry, now)
    stop = sign_in_background(now)
    try:
        _run_server(now)
    finally:
        stop.set()


def read_listen_settings(host: str | None, port: int | None) -> Settings:
    """Return the settings of a server, and set up its logs."""
    now = load_settings()
    # The default base address follows the port; a stated one stays.
    if port is not None and now.base_url == f"http://127.0.0.1:{now.port}":
        now = replace(now, base_url=f"http://127.0.0.1:{port}")
    configure_logs(now.log_level)
    _check_store(now)
    return replace(now, host=host or now.host, port=port or now.port)


def _check_store(now: Settings) -> None:
    # The web stack takes a second to load, which other commands need not wait for.
    from web.middleware.rate_limit import check_store  # noqa: PLC0415 - see above

    try:
        check_store(now)
    except InvalidInput as error:
        raise typer.BadParameter(str(error), param_hint="environment") from error


def _prepare_database(url: str) -> None:
    if is_current(url):
        with open_registry(url) as registry:
            # A redaction may have met a reader: what it could not overwrite is overwritten now.
            truncate_write_log(registry)
        return
    try:
        with open_any_version(url):
            pass
    except Unavailable:
        set_up(url)
        return
    raise Unavailable(f"{hide_password(url)} is of an older version; {MIGRATE}")


def _load_samples(registry: Registry) -> None:
    new = repeated = 0
    with progress_bar("Loading", counted=False) as shown:
        for path in sample_packages():

            def progress(now: ImportProgress, name: str = path.name) -> None:
                shown.show_progress(now.read, now.total, f"Loading {name}: {now.kind}")

            try:
                imported = import_packages(registry, [path], progress=progress)
            except NotImported as error:
                # A registry may refuse a newer version of a sample; it serves all the same.
                print_note(f"The sample {path.name} was left out: {error.problems[0]}")
                continue
            new, repeated = new + imported.new_acts, repeated + imported.repeated_acts
    print_note(f"Sample records: {new:,} loaded, {repeated:,} on record already.")


def _run_server(now: Settings) -> None:
    # As above.
    import web  # noqa: PLC0415 - see above
    from web.server import prepare_process  # noqa: PLC0415 - see above

    app = web.app(now, make_access_log(now.log_level))

    def announce(base: str) -> None:
        prepare_process()
        print_line(f"Answerable is at    {base}/")
        print_line(f"Ask in GraphQL at   {base}/graphql")
        print_line(f"Published data at   {base}/data/")
        _warn_of_base_url(now)
        print_note("Stop it with Ctrl-C.")

    run_app(app, now, announce)


def run_app(app: ServedApp, now: Settings, announce: Callable[[str], None]) -> None:
    """Serve an app until Ctrl-C; say at which address once that can be listened on."""
    from web.server import Server  # noqa: PLC0415 - as above

    listening = _open_socket(now.host, now.port)
    announce(f"http://{_format_host(now.host)}:{now.port}")
    # Ctrl-C is how a server ends: nothing to complain about.
    with suppress(KeyboardInterrupt):
        Server(app, now).run(sockets=[listening])


def _open_socket(host: str, port: int) -> socket.socket:
    """Open a listening socket; uvicorn would exit with a code that means something else."""
    try:
        family = socket.AF_INET6 if ":" in host else socket.AF_INET
        listening = socket.create_server((host, port), family=family)
    except OSError as error:
        reason = os.strerror(error.errno) if error.errno else error
        raise Unavailable(f"{host}:{port} cannot be listened on: {reason}") from error
    # What is sent to somebody who never reads it would otherwise be kept for as long as they like.
    with suppress(AttributeError):
        listening.setsockopt(socket.IPPROTO_TCP, socket.TCP_USER_TIMEOUT, UNREAD * 1_000)
    return listening


def _warn_of_base_url(now: Settings) -> None:
    """Say that permanent addresses lead nobody here where the server listens to others."""
    named = urlsplit(now.base_url).hostname or ""
    if _is_loopback(named) and not _is_loopback(now.host):
        print_note(
            f"Warning: the server listens on {now.host}, but permanent addresses and the log's "
            f"name begin with {now.base_url}, which is this machine alone. "
            "Set ANSWERABLE_BASE_URL to the address that readers use."
        )


def _is_loopback(host: str) -> bool:
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host == "localhost" or host.endswith(".localhost")


def _format_host(host: str) -> str:
    if host in ("0.0.0.0", "::"):
        return "127.0.0.1"
    return f"[{host}]" if ":" in host else host
