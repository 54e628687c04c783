"""Opening the database: SQLite as it must be set, PostgreSQL as it comes, one writer at a time."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from filelock import Timeout
from sqlalchemy import (
    Connection,
    Engine,
    PoolProxiedConnection,
    create_engine,
    event,
    make_url,
    select,
)
from sqlalchemy.exc import DatabaseError, DBAPIError, IntegrityError
from sqlalchemy.pool import QueuePool

from registry.broken_disks import explain_broken_disk, find_place, note_place_on_errors
from registry.errors import Damaged, Unavailable
from registry.models import Head
from registry.private_files import close_to_others, hold_lock
from registry.vocabulary import now

LOCK_SECONDS = 60
# Questions are many, small and the same again and again: their plans are made once, lead through
# indices (the record is in memory or on a disk without arms), and are not worth compiling.
_READING = "-c plan_cache_mode=force_generic_plan -c random_page_cost=1.1 -c jit=off"
_SNAPSHOTS = "SET SESSION CHARACTERISTICS AS TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY"
_LIMIT = "statement_timeout"
# So many connections are kept open to read: one for each question that is answered at a time.
_READERS = 8
_NOT_THERE = ("unable to open", "not a database", "connection")


@dataclass(frozen=True, slots=True)
class ReadSession:
    """One snapshot of the record; nothing can be written through it."""

    connection: Connection


@dataclass(frozen=True, slots=True)
class WriteSession:
    """The one writer's transaction; whoever opened it commits by leaving it without an error.

    ``clock_checked``: the keeper says that the clock is right, however long the pause was.
    """

    connection: Connection
    clock: Callable[[], str] = now
    clock_checked: bool = False


@dataclass(frozen=True, slots=True)
class Registry:
    """A registry's database: ``reading()`` and ``writing()`` open sessions on it."""

    url: str
    reader: Engine
    writer: Engine
    lock_path: Path | None
    clock: Callable[[], str] = field(default=now)
    clock_checked: bool = False

    @classmethod
    def open(
        cls, url: str, *, clock: Callable[[], str] = now, clock_checked: bool = False
    ) -> Registry:
        """Open the registry at ``sqlite:///PATH`` or ``postgresql://...``, without connecting."""
        reader, writer = _create_engine(url, reading=True), _create_engine(url, reading=False)
        note_place_on_errors(reader)
        note_place_on_errors(writer)
        return cls(
            url=url,
            reader=reader,
            writer=writer,
            lock_path=_find_lock_path(url),
            clock=clock,
            clock_checked=clock_checked,
        )

    @property
    def dialect(self) -> str:
        """``sqlite`` or ``postgresql``."""
        return self.reader.dialect.name

    @contextmanager
    def reading(self) -> Iterator[ReadSession]:
        """One snapshot, for as long as the session is open.

        Raises:
            Unavailable: the database is not there or not set up.
        """
        with self.reading_lazily() as session:
            limit_statements(session.connection, 0)
            _check_set_up(session.connection)
            yield session

    @contextmanager
    def reading_lazily(self) -> Iterator[ReadSession]:
        """One snapshot that begins with the first statement: until then, nothing is sent at all.

        Raises:
            Unavailable: the database is not there; it may still hold no registry.
        """
        with (
            explain_database_errors(self.url),
            self.reader.connect() as connection,
            connection.begin(),
        ):
            yield ReadSession(connection)

    @contextmanager
    def writing(self) -> Iterator[WriteSession]:
        """Open the one writer's transaction: committed at the end, rolled back on any error.

        Raises:
            Unavailable: the database is not there, not set up, or another writer will not finish.
        """
        with (
            self._wait_for_turn(),
            explain_database_errors(self.url),
            self.writer.connect() as connection,
            connection.begin(),
        ):
            _check_set_up(connection)
            if self.dialect == "postgresql":
                # Taking the head's row first is what gives entries a gapless order.
                connection.execute(select(Head.number).with_for_update())
            yield WriteSession(connection, self.clock, self.clock_checked)

    @contextmanager
    def upgrading(self) -> Iterator[Connection]:
        """Open the one writer's transaction on a database that may hold no registry yet.

        SQLite's foreign keys are off, as rebuilding a table needs; all of them are checked
        before the commit.

        Raises:
            Damaged: a record names another that is not there.
        """
        with (
            self._wait_for_turn(),
            explain_database_errors(self.url),
            self.writer.connect() as connection,
            _switch_foreign_keys_off(connection),
            connection.begin(),
        ):
            yield connection
            _check_foreign_keys(connection)

    @contextmanager
    def _wait_for_turn(self) -> Iterator[None]:
        """Wait for the other writers of this machine before SQLite's own, unfair lock."""
        if self.lock_path is None:
            yield
            return
        try:
            # SQLite has a lock of its own: this one only gives writers their order.
            with hold_lock(self.lock_path, LOCK_SECONDS, for_order_only=True):
                _close_files_to_others(self.url)
                yield
        except Timeout as error:
            raise Unavailable(
                f"another writer has held {self.lock_path} for {LOCK_SECONDS} s; try again later"
            ) from error

    def close(self) -> None:
        """Let go of every connection."""
        self.reader.dispose()
        self.writer.dispose()


@contextmanager
def _switch_foreign_keys_off(connection: Connection) -> Iterator[None]:
    """Switch SQLite's foreign keys off, which it does outside of a transaction only."""
    driver: Any = connection.connection.driver_connection
    if connection.dialect.name != "sqlite":
        yield
        return
    driver.execute("PRAGMA foreign_keys = OFF").close()
    try:
        yield
    finally:
        driver.execute("PRAGMA foreign_keys = ON").close()


def _check_foreign_keys(connection: Connection) -> None:
    if connection.dialect.name == "sqlite":
        broken = connection.exec_driver_sql("PRAGMA foreign_key_check").first()
        if broken is not None:
            raise Damaged(
                f"{broken[0]} row {broken[1]}",
                f"it names a record of {broken[2]} that is not there",
            )


def limit_statements(connection: Connection, milliseconds: int) -> None:
    """Let no statement of a snapshot not yet begun take longer; 0 is for as long as it takes.

    A connection to PostgreSQL keeps its limit, so that it is told only another one than the last.
    """
    if connection.dialect.name == "sqlite" or connection.info.get(_LIMIT, 0) == milliseconds:
        return
    driver: Any = connection.connection.driver_connection
    text = f"SET statement_timeout = {milliseconds}"
    with translate_driver_errors(connection, text, None):
        # Outside of transactions, for it would end with one that is rolled back.
        driver.autocommit = True
        driver.execute(text).close()
        driver.autocommit = False
    connection.info[_LIMIT] = milliseconds


@contextmanager
def translate_driver_errors(connection: Connection, text: str, values: Any) -> Iterator[None]:
    """Give errors of a driver that is used directly the form that SQLAlchemy would give them."""
    error = connection.dialect.loaded_dbapi.Error
    try:
        yield
    except error as problem:
        raise DBAPIError.instance(
            text, values, problem, error, hide_parameters=True, dialect=connection.dialect
        ) from problem


def detach_from_pool(borrowed: PoolProxiedConnection) -> Any:
    """Take the driver's connection out of its pool, which may open another in its place."""
    connection: Any = borrowed.driver_connection
    borrowed.detach()
    return connection


def make_engine_url(url: str) -> str:
    """Return the address as SQLAlchemy reads it, with the driver that the registry uses."""
    return url.replace("postgresql://", "postgresql+psycopg://", 1)


def _find_lock_path(url: str) -> Path | None:
    path = find_database_file(url)
    return path.with_name(f"{path.name}.lock") if path else None


def find_database_file(url: str) -> Path | None:
    """Return the file of a SQLite database; None for PostgreSQL."""
    parsed = make_url(url)
    path = parsed.database if parsed.get_backend_name() == "sqlite" else None
    return Path(path) if path else None


def _close_files_to_others(url: str) -> None:
    """Close SQLite's files to others; those that it makes itself get the rights of the first."""
    if path := find_database_file(url):
        for suffix in ("", "-wal", "-shm"):
            close_to_others(path.with_name(f"{path.name}{suffix}"))


def _create_engine(url: str, *, reading: bool) -> Engine:
    if not url.startswith("sqlite"):
        if not reading:
            return create_engine(make_engine_url(url), hide_parameters=True)
        engine = create_engine(
            make_engine_url(url),
            hide_parameters=True,
            connect_args={"options": _READING},
            pool_size=_READERS,
            # Who has just been asked knows the statements; the others are there for a rush.
            pool_use_lifo=True,
        )
        event.listen(engine, "connect", _make_read_only)
        return engine
    # One writing connection a process: all checkpoints of the write-ahead log go through it.
    size = {"pool_size": _READERS} if reading else {"pool_size": 1, "max_overflow": 0}
    engine = create_engine(
        url,
        hide_parameters=True,
        poolclass=QueuePool,
        connect_args={"check_same_thread": False},
        **size,
    )
    event.listen(engine, "connect", _make_pragma_setter(reading=reading))
    begin = "BEGIN" if reading else "BEGIN IMMEDIATE"
    event.listen(engine, "begin", lambda connection: connection.exec_driver_sql(begin))
    return engine


def _make_read_only(connection: Any, _record: Any) -> None:
    """Have each transaction see one snapshot and write nothing, also one that nobody began."""
    connection.autocommit = True
    connection.execute(_SNAPSHOTS).close()
    connection.autocommit = False
    # Journeys name their statements themselves; psycopg would have the server forget all names.
    connection.prepare_threshold = None


def _make_pragma_setter(*, reading: bool) -> Callable[[Any, Any], None]:
    """Settings of each SQLite connection; the reasons stand in docs/explanation/architecture.md."""

    def connected(connection: Any, _record: Any) -> None:
        connection.isolation_level = None
        for pragma in (
            "busy_timeout = 5000",
            "journal_mode = WAL",
            "synchronous = FULL",
            "foreign_keys = ON",
            f"query_only = {'ON' if reading else 'OFF'}",
            "cache_size = -65536",
            # What is taken off the record is overwritten, not merely let go.
            "secure_delete = ON",
        ):
            connection.execute(f"PRAGMA {pragma}").close()

    return connected


def _check_set_up(connection: Connection) -> None:
    """Touch the head: it starts the snapshot, and its absence means that nothing is set up."""
    # As plain text: every question begins with it, and it is as dear as a small question's own SQL.
    heads = connection.exec_driver_sql("SELECT head.number FROM head").scalars().all()
    if len(heads) != 1:
        raise Damaged("head", f"it has {len(heads)} rows instead of one")


@contextmanager
def explain_database_errors(url: str) -> Iterator[None]:
    """Say in one sentence what a database error means: nothing there, locked, full, damaged.

    Raises:
        Unavailable: the database cannot be used right now.
        Damaged: its pages cannot be read as those of a database.
    """
    try:
        yield
    except DatabaseError as error:
        place = find_place(error) or make_url(url).render_as_string(hide_password=True)
        words = str(error.orig)
        if "no such table: head" in words or 'relation "head" does not exist' in words:
            raise Unavailable(f"{place} holds no registry yet; run `answerable init`") from error
        if "database is locked" in words:
            raise Unavailable(f"{place} is locked by another program; try again later") from error
        if (broken := explain_broken_disk(place, error)) is not None:
            raise broken from error
        if any(sign in words for sign in _NOT_THERE) and not isinstance(error, IntegrityError):
            raise Unavailable(f"{place} cannot be reached: {words.splitlines()[0]}") from error
        raise
