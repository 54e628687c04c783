"""Reading a file as a table, in a process of its own."""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import asdict, replace
from pathlib import Path
from signal import SIGABRT, SIGKILL, SIGSEGV, SIGXCPU
from threading import Timer
from typing import IO, Any

from ingest.files.covered_cells import cover_cells
from ingest.files.limits import TableLimits
from ingest.files.table import Hidden, MergedRange, Row, StoredValue, Table, TableOptions
from registry.errors import InvalidInput, Problem

_ROOT = Path(__file__).resolve().parents[2]
# The face of registry would bring the database along; a reader of files must not even know of it.
_BEGIN = (
    "import sys, types\n"
    "for name in ('registry', 'ingest'):\n"
    "    package = types.ModuleType(name)\n"
    "    package.__path__ = [f'{sys.argv[1]}/{name}']\n"
    "    sys.modules[name] = package\n"
    "from ingest.files.worker import main; main()"
)


def read_table(
    path: Path, options: TableOptions | None = None, limits: TableLimits | None = None
) -> Table:
    """Return what a CSV, TSV, XLSX or ODS file holds.

    It is read by a child process without network and files, in bounded time and memory.

    Raises:
        InvalidInput: there is no such file, or it cannot be read; the problems say why.
    """
    limits = limits or TableLimits()
    try:
        if not path.is_file():
            raise InvalidInput([_no_such_file(path)])
        with path.open("rb") as file:
            return _read_in_worker(path, file, options or TableOptions(), limits)
    except InvalidInput as error:
        raise InvalidInput(replace(one, file=str(path)) for one in error.problems) from error
    except OSError as error:
        raise InvalidInput([_cannot_open(path, error)]) from error


def _read_in_worker(
    path: Path, file: IO[bytes], options: TableOptions, limits: TableLimits
) -> Table:
    asked = json.dumps({"options": asdict(options), "limits": asdict(limits)})
    command = [sys.executable, "-I", "-S", "-c", _BEGIN, str(_ROOT), asked]
    with _start_worker(_add_library_paths(command), file, limits) as process:
        table = build_table(path, map(json.loads, process.stdout or ()))
    if table is None:
        raise InvalidInput([_worker_failed(process.returncode, limits)])
    return table


def build_table(path: Path, lines: Iterable[dict[str, Any]]) -> Table | None:
    """Return the table that a reader tells line by line; None where it does not come to an end.

    Raises:
        InvalidInput: it tells what is wrong with the file.
    """
    told: dict[str, Any] = {}
    rows: list[Row] = []
    for said in lines:
        if "row" in said:
            rows.append(Row(said["row"], tuple(said["cells"]), said["width"]))
        elif "problems" in said:
            raise InvalidInput(Problem(**problem) for problem in said["problems"])
        else:
            told.update(said)
    if "end" not in told:
        return None
    if not rows:
        raise InvalidInput([_no_rows(told)])
    return cover_cells(_make_table(path, told, rows), keep=told.get("record_hidden", False))


def _add_library_paths(command: list[str]) -> list[str]:
    """Return the command with the library paths, so that no start-up file is run."""
    paths = [entry for entry in sys.path if entry.endswith("-packages")]
    begin = f"import sys; sys.path += {paths!r}; "
    return [*command[:4], begin + command[4], *command[5:]]


@contextmanager
def _start_worker(
    command: list[str], file: IO[bytes], limits: TableLimits
) -> Iterator[subprocess.Popen[bytes]]:
    with tempfile.TemporaryDirectory() as nowhere:
        process = subprocess.Popen(
            command,
            stdin=file,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            cwd=nowhere,
            env={"PYTHONUTF8": "1"},
        )
        # Processor time is bounded by the kernel; a process that only waits is ended here.
        timer = Timer(limits.seconds * 2, process.kill)
        timer.start()
        try:
            with process:
                try:
                    yield process
                    process.wait()
                finally:
                    process.kill()
        finally:
            timer.cancel()


def _make_table(path: Path, told: dict[str, Any], rows: list[Row]) -> Table:
    return Table(
        file=str(path),
        format=told["format"],
        rows=tuple(rows),
        encoding=told.get("encoding"),
        delimiter=told.get("delimiter"),
        sheet=told.get("sheet"),
        sheets=tuple(told.get("sheets", ())),
        notes=tuple(told.get("notes", ())),
        merged=tuple(MergedRange(*each) for each in told.get("merged", ())),
        uncomputed=tuple((row, column) for row, column in told.get("uncomputed", ())),
        hidden=_build_hidden(told.get("hidden", {})),
        stored=tuple(StoredValue(*each) for each in told.get("stored", ())),
    )


def _build_hidden(told: dict[str, Any]) -> Hidden:
    return Hidden(
        tuple(told.get("rows", ())),
        tuple(told.get("columns", ())),
        tuple((row, column) for row, column in told.get("cells", ())),
        bool(told.get("sheet")),
    )


def _worker_failed(code: int, limits: TableLimits) -> Problem:
    if code in (-SIGXCPU, -SIGKILL):
        return Problem(
            f"reading it takes longer than {limits.seconds} seconds",
            "Save only the sheet and rows that are to be imported",
        )
    if code in (-SIGABRT, -SIGSEGV):
        return Problem(
            f"reading it takes more than {limits.memory // 1_000_000} MB of memory",
            "Save only the sheet and rows that are to be imported",
        )
    return Problem("the file is damaged: its reader gave up", "Save it again, or as CSV")


def _no_such_file(path: Path) -> Problem:
    if path.is_dir():
        return Problem("this is a folder", "Give one file: CSV, TSV, XLSX or ODS")
    there = path.exists()
    return Problem("this is no plain file" if there else "there is nothing here", "Mend the path")


def _cannot_open(path: Path, error: OSError) -> Problem:
    return Problem(
        f"the file cannot be opened: {error.strerror}", "See who may read it", file=str(path)
    )


def _no_rows(told: dict[str, Any]) -> Problem:
    others = ", ".join(told.get("sheets", ()))
    remedy = f"Name another sheet ({others})" if others else "Give a file with a header and rows"
    return Problem("there are no rows in it", remedy)
