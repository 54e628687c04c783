"""Load, made by wrk."""

from __future__ import annotations

import json
import shutil
import subprocess
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

SCRIPT = Path(__file__).with_name("ask.lua")


@dataclass(frozen=True, slots=True)
class Load:
    """What wrk saw.

    Attributes:
        requests: how many were answered.
        seconds: how long it asked.
        size: the mean size of an answer with its headers, in bytes.
        p50: the median time of an answer in milliseconds.
        p99: the time in which 99 of 100 answers came, in milliseconds.
    """

    requests: int
    seconds: float
    size: float
    p50: float
    p99: float

    @property
    def rate(self) -> float:
        """Answers a second."""
        return self.requests / self.seconds


def write_bodies(file: Path, bodies: Iterable[dict[str, Any]]) -> Path:
    """Write the bodies of requests for wrk, one a line."""
    file.write_text("".join(json.dumps(body) + "\n" for body in bodies), encoding="utf-8")
    return file


def put(url: str, bodies: Path, *, connections: int, seconds: int, cores: str) -> Load | None:
    """Ask an address over some connections for some seconds; None where that was too short.

    Raises:
        SystemExit: wrk is missing, or a request was refused or not answered.
    """
    if not shutil.which("wrk"):
        raise SystemExit("The measurement needs wrk: sudo apt-get install wrk")
    command = ["taskset", "-c", cores, "wrk", "-t1", f"-c{connections}", f"-d{seconds}s"]
    command += ["--timeout", "120s", "--latency", "-s", str(SCRIPT), url, "--", str(bodies)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode:
        raise SystemExit(f"wrk failed on {url}:\n{done.stdout}{done.stderr}")
    told = json.loads(done.stdout.splitlines()[-1])
    if told["errors"]:
        raise SystemExit(f"{url} did not answer all that wrk asked:\n{done.stdout}")
    if not told["requests"]:
        return None
    return Load(
        requests=told["requests"],
        seconds=told["duration"] / 1e6,
        size=told["bytes"] / told["requests"],
        p50=told["p50"] / 1000,
        p99=told["p99"] / 1000,
    )
