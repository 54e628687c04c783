"""One measurement a process: `python -m bench.publishing.measures NAME FOLDER`."""

from __future__ import annotations

import json
import resource
import sys
from collections.abc import Callable, Mapping
from pathlib import Path
from types import MappingProxyType

from bench.publishing import ours, peers, proofs
from bench.publishing.watch import Watch

Measure = Callable[[Path, Watch], int]
"""Deals with some rows, says how many, and tells the watch when the clock runs."""

OURS: Mapping[str, Measure] = MappingProxyType(
    {
        "SQL read alone": ours.read,
        "CSV, sha256, zip, proofs": ours.write_csv,
        "all formats beside them": ours.write_formats,
        "inclusion proofs": proofs.inclusion,
        "verify offline": proofs.offline,
    }
)
EVERYTHING: Mapping[str, Measure] = MappingProxyType(
    {
        "publish everything, unaudited": ours.publish_all,
        "publish again, nothing new": ours.publish_again,
    }
)
PEERS: Mapping[str, Measure] = MappingProxyType(
    {
        "frictionless: write, zip, validate": peers.frictionless,
        "csv and zipfile of the library": peers.standard_library,
        "sqlite-utils: CSV": peers.sqlite_utils,
        "DuckDB: COPY to CSV": peers.duckdb_csv,
        "DuckDB: COPY to Parquet": peers.duckdb_parquet,
        "pyarrow: CSV to Parquet": peers.pyarrow_parquet,
    }
)


def main(name: str, folder: str) -> None:
    """Measure once and print the figures as JSON."""
    watch = Watch()
    rows = {**OURS, **EVERYTHING, **PEERS}[name](Path(folder), watch)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    figures = {"rows": rows, "seconds": watch.seconds, "cpu": watch.cpu, "peak_mb": peak}
    print(json.dumps({key: round(value, 4) for key, value in figures.items()}))


if __name__ == "__main__":
    main(*sys.argv[1:])
