"""The database muster brings along: a PostgreSQL of its own, in one folder, started when first needed.

The first process to ``acquire`` makes the cluster and starts the server, the next ones share it, and
the last to ``release`` stops it. Two lock files carry that, so a killed process counts as gone:

- ``start.lock``, exclusive: who makes, starts, mends or stops the server;
- ``using.lock``, shared: who uses it.

Beside them in the home lie ``database/``, ``database.log``, ``run/`` (the socket; there is no TCP),
``secret/`` (generated passwords) and, only for root, ``programs-<version>/``. The server is no child
of the process that started it: neither Ctrl-C nor ``kill -9`` there ends it. Linux and macOS.
"""

from __future__ import annotations

import logging
import os
import shlex
import time
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager, suppress
from enum import StrEnum
from functools import cached_property
from pathlib import Path
from typing import Self, TypedDict
from urllib.parse import quote, urlencode

from muster.domain.errors import Conflict, Unavailable
from muster.persistence.embedded_home import PORT, SUPERUSER, Home, open_again, out_of_room
from muster.persistence.postgres_programs import Programs, at_work, end_orphans, find, scratch, sweep

DATABASE = "muster"

_START_SECONDS = 120  # mending after a power cut may take a while
_STOP_SECONDS = 60
_LOG_BYTES = 8_000_000
_LINES_QUOTED = 12
_OPEN, _SILENT = 0, 2  # what pg_isready returns; 1 is a server that lets nobody in yet

_log = logging.getLogger(__name__)


class DatabaseRole(StrEnum):
    """The roles of the embedded server; whoever serves requests is ``APP``."""

    SUPERUSER = SUPERUSER
    OWNER = "muster_owner"
    APP = "muster_app"


class ConnectionParameters(TypedDict):
    """What a client needs to sign in, by asyncpg's names; ``host`` is the folder of the socket."""

    host: str
    port: int
    user: str
    password: str
    database: str


# Every line may be repeated, so an interrupted run is finished by the next. psql's \gexec runs what
# the query says, if it says anything. A failing statement would put its password into the log.
_MAKE_ROLES = r"""
\set ON_ERROR_STOP on
SET log_min_error_statement = panic;
SET lock_timeout = '30s';
SELECT format('CREATE ROLE %I', name) FROM unnest(ARRAY['muster_owner', 'muster_app']) AS name
 WHERE NOT EXISTS (SELECT FROM pg_roles WHERE rolname = name) \gexec
ALTER ROLE muster_owner LOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE NOREPLICATION NOBYPASSRLS PASSWORD :'owner';
ALTER ROLE muster_app LOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE NOREPLICATION NOBYPASSRLS PASSWORD :'app';
SELECT 'CREATE DATABASE muster OWNER muster_owner'
 WHERE NOT EXISTS (SELECT FROM pg_database WHERE datname = 'muster') \gexec
ALTER DATABASE muster OWNER TO muster_owner;
REVOKE CONNECT ON DATABASE muster FROM PUBLIC;
GRANT CONNECT ON DATABASE muster TO muster_owner, muster_app;
"""


class Embedded:
    """The PostgreSQL in one home folder, shared by every muster process that uses that folder.

    ``programs`` forces a folder of PostgreSQL's programs. ``options`` are settings of the server
    (``{"fsync": "off"}`` for tests), used by whichever process happens to start it.

    As a context manager it acquires and releases. ``acquire``, ``release`` and ``stop`` block, for
    minutes at worst: from async code, call them in a thread. What is forked off a process that has
    acquired shares its place: the server stays until both have left.
    """

    def __init__(self, home: Path, *, programs: Path | None = None, options: Mapping[str, str] | None = None) -> None:
        self._home = Home(home)
        self._forced = programs
        self._options = dict(options or {})
        self._acquired = 0

    @property
    def home(self) -> Path:
        """The folder, absolute and without links."""
        return self._home.path

    def __enter__(self) -> Self:
        self.acquire()
        return self

    def __exit__(self, *_: object) -> None:
        self.release()

    def acquire(self) -> None:
        """Make sure that the server runs, making the cluster the first time, and use it.

        Each call is answered by one ``release``. Calling it again also mends a server that died.

        Raises:
            Unavailable: the home cannot be used, there are no programs or those of another major
                version, there is no room, or the server does not start. The words say which.
        """
        with self._home.words():
            self._home.prepare()
            with self._home.start_lock(), ExitStack() as undo:
                if self._home.share():
                    undo.callback(self._back_out)
                sweep(self.home)
                self._make()
                self._check_ours()
                self._home.make_sockets()
                self._bring_up()
                self._acquired += 1
                undo.pop_all()

    def release(self) -> None:
        """Stop using the server, and stop it when nobody else uses it. Without ``acquire``: nothing.

        Raises:
            Unavailable: ``database-not-stopped``.
        """
        if not self._acquired:
            return
        with self._home.words(), self._home.start_lock():
            self._acquired -= 1
            if not self._acquired:
                self._home.let_go()
                if self._home.alone():
                    self._stop()

    def stop(self, *, force: bool = False) -> bool:
        """Stop the server by hand; return whether it was running.

        With ``force`` also when other processes use it: their next query fails, and the next
        ``acquire`` starts it again.

        Raises:
            Conflict: ``database-in-use``, when others use it and ``force`` is not given.
            Unavailable: ``database-not-stopped``.
        """
        with self._home.words():
            if not self._at_work():
                return False
            with self._home.start_lock():
                if not self._home.alone():
                    if not force:
                        raise Conflict(
                            f"Other muster processes use the database in {self.home}. End them, and the last "
                            f"one stops it; or stop it by force.",
                            code="database-in-use",
                        )
                    _log.warning("stopping the database in %s although other processes use it", self.home)
                return self._stop()

    def running(self) -> bool:
        """Return whether the server is there and lets people in; start, make and mend nothing."""
        with self._home.words():
            return (self._home.database / "postmaster.pid").exists() and self._answer() == _OPEN

    def connection_parameters(self, role: DatabaseRole | str, *, database: str = DATABASE) -> ConnectionParameters:
        """Return what ``role`` needs to sign in, for ``asyncpg.connect`` or a pool.

        Raises:
            Unavailable: ``database-not-made``, before the first ``acquire``.
        """
        role = DatabaseRole(role)
        with self._home.words():
            password = self._home.secret(role)
        return {
            "host": str(self._home.sockets),
            "port": PORT,
            "user": role.value,
            "password": password,
            "database": database,
        }

    def dsn(self, role: DatabaseRole | str, *, database: str = DATABASE) -> str:
        """Return the same as a URL, password included: not for logs, not for a command line."""
        to = self.connection_parameters(role, database=database)
        where = urlencode({"host": to["host"], "port": to["port"]})
        return f"postgresql://{to['user']}:{quote(to['password'])}@/{quote(database)}?{where}"

    def client(self, name: str, *arguments: str) -> None:
        """Run one of PostgreSQL's client programs in the home, signed in as the superuser of the running server.

        Raises:
            Unavailable: ``database-program-failed``, with what it said.
        """
        to = ("-h", str(self._home.sockets), "-p", str(PORT), "-U", SUPERUSER, "-w", "-d", DATABASE)
        ran = self._programs.run(
            name, *to, *arguments, home=self.home, secrets={"PGPASSWORD": self._home.secret(SUPERUSER)}
        )
        if ran.returncode:
            raise Unavailable(
                f"{name} could not do its work on the database in {self.home}:\n{ran.stderr.strip()}",
                code="database-program-failed",
            )

    def give(self, place: Path) -> None:
        """Let PostgreSQL's programs read a file that muster laid down in the home."""
        self._home.give(place, 0o600)

    @contextmanager
    def scratch(self) -> Iterator[Path]:
        """Give a folder in the home that PostgreSQL's programs may write to; it goes afterwards."""
        with scratch(self.home, "backup") as folder:
            self._home.give(folder, 0o700)
            yield folder

    # -------------------------------------------------------------------------- making and starting

    @cached_property
    def _found(self) -> Programs:
        return find(self._forced, major=self._home.major)

    @cached_property
    def _programs(self) -> Programs:
        """The programs, run as the right account. Asked for with the start lock held."""
        mine = Programs(self._found.folder, self._found.version, self._home.account)
        return mine.within_reach(self.home)

    def _make(self) -> None:
        database = self._home.database
        if not (database.exists() and any(database.iterdir())):
            self._home.make_cluster(self._programs, sync=self._options.get("fsync") != "off")
        elif not self._home.major:
            raise Unavailable(
                f"{database} is not empty, and no PostgreSQL database either: move it away.",
                code="database-folder-taken",
            )

    def _check_ours(self) -> None:
        account = self._home.account
        owner, mine = self._home.database.stat().st_uid, account.uid if account else os.geteuid()
        if owner != mine:
            raise Unavailable(
                f"{self._home.database} belongs to user {owner}, and PostgreSQL would run as user {mine}: "
                f"start muster from the account that made it.",
                code="database-of-another-account",
            )
        made, major = self._home.major, self._programs.major
        if made != major:
            raise Unavailable(
                f"The database in {self._home.database} was made by PostgreSQL {made}, and these programs "
                f"are PostgreSQL {major} ({self._programs.folder}). Keep or install the programs of {made}; "
                f"or move over, with `muster backup` under {made} and `muster restore` into a new home "
                f"under {major}.",
                code="database-other-version",
            )

    def _answer(self) -> int:
        to = ("-h", str(self._home.sockets), "-p", str(PORT))
        return self._found.run("pg_isready", "-q", *to, home=self.home).returncode

    def _bring_up(self) -> None:
        """Start the server and make its roles; again when somebody shoots it meanwhile."""
        patience = time.monotonic() + _START_SECONDS
        for last in (False, False, True):
            try:
                self._start(patience)
                self._make_roles()
            except Unavailable:
                if last or self._answer() != _SILENT or time.monotonic() > patience:
                    raise
            else:
                return

    def _start(self, patience: float) -> None:
        while (answer := self._answer()) != _OPEN:
            if time.monotonic() > patience:
                raise self._not_started(self._logged())
            if answer != _SILENT or not self._start_once():
                time.sleep(0.1)

    def _start_once(self) -> bool:
        """Try to start the server; False when it did not, but may the next time."""
        self._disown()
        log = self._home.log
        if log.exists() and log.stat().st_size > _LOG_BYTES:
            log.rename(log.with_name("database.log.1"))
        log.touch()
        self._home.give(log, 0o600)
        before = log.stat().st_size
        # On the command line, where no configuration file and no ALTER SYSTEM can open a port.
        settings = self._options | {
            "port": str(PORT),
            "listen_addresses": "",
            "unix_socket_directories": str(self._home.sockets),
            "unix_socket_permissions": "0700",
            # What fails is logged without the values of the row, which may be somebody's name or address.
            "log_error_verbosity": "terse",
            "log_min_error_statement": "panic",
        }
        flags = [part for name, value in settings.items() for part in ("-c", f"{name}={value}")]
        # pg_ctl hands its paths to a shell, to which these two, relative to the home, mean nothing.
        paths = ("-D", "database", "-l", log.name, "-o", shlex.join(flags))
        wait = ("-s", "-w", "-t", str(_START_SECONDS))
        started = self._programs.run("pg_ctl", "start", *paths, *wait, home=self.home)
        if started.returncode == 0:
            return True
        said = self._logged(before)
        if "is still in use" in said:
            end_orphans(self._home.database)
        elif "already exists" not in said and self._answer() == _SILENT:
            raise self._home.no_room() if out_of_room(said) else self._not_started(said or started.stderr)
        return False

    def _logged(self, since: int = 0) -> str:
        with self._home.log.open("rb") as log:
            log.seek(since)
            return "\n".join(log.read().decode(errors="replace").splitlines()[-_LINES_QUOTED:])

    def _not_started(self, said: str) -> Unavailable:
        return Unavailable(
            f"The database in {self.home} does not start. The end of {self._home.log}:\n{said}",
            code="database-not-started",
        )

    def _disown(self) -> None:
        """Take a dead server's number out of the way.

        PostgreSQL does not start while any process of its account has that number: a stranger's,
        after a container restarts, or that of a dead process which nobody buried. The number of
        whoever starts it counts as stale, and it still looks for orphans by the lines that follow.
        """
        if self._at_work():
            return
        database = self._home.database
        for left in (database / "postmaster.pid", self._home.sockets / f".s.PGSQL.{PORT}.lock"):
            # Root follows no link out of folders that belong to the other account.
            with suppress(FileNotFoundError), open_again(left, os.O_RDWR | os.O_NOFOLLOW) as file:
                found = os.fstat(file.fileno())
                if (found.st_nlink, found.st_uid) == (1, database.stat().st_uid):
                    _, _, rest = file.read().partition(b"\n")
                    file.seek(0)
                    file.write(b"%d\n%b" % (os.getpid(), rest))
                    file.truncate()

    def _make_roles(self) -> None:
        to = ("-h", str(self._home.sockets), "-p", str(PORT), "-U", SUPERUSER, "-d", "postgres")
        owner = self._home.secret(DatabaseRole.OWNER, make=True)
        app = self._home.secret(DatabaseRole.APP, make=True)
        made = self._programs.run(
            *("psql", "-X", "-q", "-w", *to),
            home=self.home,
            typed=f"\\set owner '{owner}'\n\\set app '{app}'\n{_MAKE_ROLES}",
            secrets={"PGPASSWORD": self._home.secret(SUPERUSER)},
        )
        if made.returncode:
            raise Unavailable(
                f"The database in {self.home} runs, but could not be given its roles:\n{made.stderr.strip()}",
                code="database-roles-not-made",
            )

    # ------------------------------------------------------------------------------------- stopping

    def _at_work(self) -> bool:
        with suppress(FileNotFoundError, ValueError):
            number = (self._home.database / "postmaster.pid").read_text().partition("\n")[0]
            return at_work(int(number), self._home.database)
        return False

    def _back_out(self) -> None:
        """Leave after a failed start. A server that is still mending is not interrupted."""
        self._home.let_go()
        with suppress(Unavailable, OSError):
            if self.running() and self._home.alone():
                self._stop()

    def _stop(self) -> bool:
        # Asked first, since pg_ctl would send its signal to whoever has the number by now.
        if not self._at_work():
            return False
        wait = ("-m", "fast", "-s", "-w", "-t", str(_STOP_SECONDS))
        stopped = self._programs.run("pg_ctl", "stop", "-D", "database", *wait, home=self.home)
        if stopped.returncode and self._at_work():
            raise Unavailable(
                f"The database in {self.home} did not stop: {stopped.stderr.strip()}",
                code="database-not-stopped",
            )
        if self._home.sockets.parent != self.home:
            with suppress(OSError):
                self._home.sockets.rmdir()
        return True
