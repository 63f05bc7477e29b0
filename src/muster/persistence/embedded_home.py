"""The folder that an embedded database lives in: who may use it, its locks, socket and passwords.

Nothing here runs a server; ``embedded`` does, and describes the layout.
"""

from __future__ import annotations

import errno
import fcntl
import hashlib
import os
import re
import secrets
import shutil
import stat
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from functools import cached_property
from pathlib import Path
from typing import IO

from muster.domain.errors import Unavailable
from muster.persistence.postgres_programs import Account, Programs, account_for, first_closed, scratch

PORT = 5432
"""A part of the socket's name; nothing listens on the network."""
SUPERUSER = "postgres"

_BUSY_SECONDS = 200  # longer than starting and stopping may take
_SOCKET_BYTES = 100  # the kernels allow 108 (Linux) and 104 (macOS), and a zero at the end
_ROOM_BYTES = 100_000_000  # a new cluster takes 40 MB and soon more
_BUILTIN_LOCALE = 17


class Home:
    """One home folder. ``account`` is who PostgreSQL runs as; unset: whoever runs muster."""

    def __init__(self, path: Path) -> None:
        self.path = path.resolve()
        self.database = self.path / "database"
        self.log = self.path / "database.log"
        self._using: IO[bytes] | None = None

    @cached_property
    def account(self) -> Account | None:
        """The account to switch to, which root has to."""
        return account_for(self.database)

    @property
    def major(self) -> int | None:
        """The major version that made the database; unset while there is none."""
        version = self.database / "PG_VERSION"
        return int(version.read_text()) if version.exists() else None

    @cached_property
    def sockets(self) -> Path:
        """The folder of the socket: ``run/``, or a short one where that path would not do.

        ``/tmp`` by name, not whatever TMPDIR says: every process has to arrive at the same folder,
        and the account that runs PostgreSQL has to reach it.
        """
        folder = self.path / "run"
        socket = os.fsencode(folder / f".s.PGSQL.{PORT}")
        # Clients take a comma for a list of servers, and other characters mean things elsewhere.
        if len(socket) <= _SOCKET_BYTES and re.fullmatch(rb"[\w/.+~-]+", socket):
            return folder
        name = hashlib.sha256(os.fsencode(self.path)).hexdigest()[:16]
        return Path("/tmp") / f"muster-{name}"  # noqa: S108 - made 0700, refused when it is another's

    def prepare(self) -> None:
        """Make the folder when it is missing, and see that the account can enter it.

        Raises:
            Unavailable: ``database-home-unreachable``.
        """
        for folder in reversed([self.path, *self.path.parents]):
            if not folder.is_dir():
                folder.mkdir(exist_ok=True)
                # Whatever the umask. Root's other account may pass through, and sees nothing.
                folder.chmod(0o711 if self.account else 0o700)
        closed = self.account and first_closed(self.account, self.path)
        if self.account and closed:
            raise Unavailable(
                f"The account {self.account.name}, which runs PostgreSQL for root, cannot enter {closed} on "
                f"the way to {self.path}. Open it (chmod o+x {closed}), or set MUSTER_HOME to a folder that "
                f"every account can reach, such as /var/lib/muster.",
                code="database-home-unreachable",
            )

    @contextmanager
    def words(self) -> Iterator[None]:
        """Turn what the operating system refuses into a sentence.

        Raises:
            Unavailable: ``database-home-unwritable``, ``database-disk-full``, or for anything else
                ``database-home-unusable``.
        """
        try:
            yield
        except OSError as error:
            # A copied tree reports its errors as one text, without a number.
            if error.errno in {errno.ENOSPC, errno.EDQUOT} or out_of_room(str(error)):
                raise self.no_room() from error
            if error.errno in {errno.EACCES, errno.EPERM, errno.EROFS}:
                raise Unavailable(
                    f"The database's home {self.path} cannot be written by user {os.geteuid()}, who "
                    f"runs muster ({error}). Give that account the folder, or set MUSTER_HOME to one that "
                    f"it owns.",
                    code="database-home-unwritable",
                ) from error
            raise Unavailable(f"{self.path} cannot hold a database: {error}.", code="database-home-unusable") from error

    def no_room(self) -> Unavailable:
        """Return the refusal for a full disk."""
        return Unavailable(
            f"There is no room for the database in {self.path}: free at least {_ROOM_BYTES // 1_000_000} MB there.",
            code="database-disk-full",
        )

    # ------------------------------------------------------------------------------------ the locks

    @contextmanager
    def start_lock(self) -> Iterator[None]:
        """Hold ``start.lock`` alone: nobody else makes, starts, mends or stops the server meanwhile.

        Raises:
            Unavailable: ``database-busy``, after minutes of waiting.
        """
        with open_again(self.path / "start.lock", os.O_RDWR | os.O_CREAT) as lock:
            patience = time.monotonic() + _BUSY_SECONDS
            while not _locked(lock):
                if time.monotonic() > patience:
                    raise Unavailable(
                        f"Another process has been holding {self.path / 'start.lock'} for minutes: see what "
                        f"it is doing with the database, and try again.",
                        code="database-busy",
                    )
                time.sleep(0.02)
            yield

    def share(self) -> bool:
        """Hold a share of ``using.lock``; return whether it is a new one. Needs the start lock."""
        if self._using:
            return False
        self._using = open_again(self.path / "using.lock", os.O_RDWR | os.O_CREAT)
        fcntl.flock(self._using, fcntl.LOCK_SH)
        return True

    def let_go(self) -> None:
        """Give the share back. Closed, not unlocked: what was forked off may still hold it."""
        if self._using:
            self._using.close()
            self._using = None

    def alone(self) -> bool:
        """Return whether no other process holds a share. Needs the start lock."""
        if self._using:
            alone = _locked(self._using)
            fcntl.flock(self._using, fcntl.LOCK_SH)
            return alone
        with open_again(self.path / "using.lock", os.O_RDWR | os.O_CREAT) as lock:
            return _locked(lock)

    # ---------------------------------------------------------------------- what the server needs

    def secret(self, role: str, *, make: bool = False) -> str:
        """Return the password of a role, generating it first where ``make`` says so.

        Raises:
            Unavailable: ``database-not-made``, when there is none.
        """
        path = self.path / "secret" / role
        if not path.exists():
            if not make:
                raise Unavailable(
                    f"{path} is missing: either this database was never started, or secret/ was not restored "
                    f"along with it.",
                    code="database-not-made",
                )
            path.parent.mkdir(exist_ok=True)
            path.parent.chmod(0o700)
            _write_private(path, secrets.token_urlsafe(32))
        return path.read_text()

    def make_sockets(self) -> None:
        """Make the folder of the socket.

        Raises:
            Unavailable: ``database-sockets-taken``, when somebody else made it first.
        """
        with suppress(FileExistsError):
            self.sockets.mkdir(mode=0o700)
            self.give(self.sockets, 0o700)
        found = self.sockets.lstat()
        private = stat.S_ISDIR(found.st_mode) and not found.st_mode & 0o077
        if not private or found.st_uid != self.database.stat().st_uid:
            raise Unavailable(
                f"{self.sockets}, where the database's socket belongs, is not this database's alone: remove it.",
                code="database-sockets-taken",
            )

    def give(self, path: Path, mode: int) -> None:
        """Set who may use what was just made, whatever the umask; root gives it to the account."""
        path.chmod(mode)
        if self.account:
            os.chown(path, self.account.uid, self.account.gid)

    def make_cluster(self, programs: Programs, *, sync: bool = True) -> None:
        """Make the database, in UTF-8, with a superuser of generated password.

        It is made aside and renamed when it is whole, so that half of one never has the name. Needs
        the start lock. ``sync=False`` does not wait for the disk.

        Raises:
            Unavailable: ``database-not-made``, with what initdb said; ``database-disk-full``.
        """
        if shutil.disk_usage(self.path).free < _ROOM_BYTES:
            raise self.no_room()
        password = self.secret(SUPERUSER, make=True)
        # PostgreSQL 17 brings Unicode's rules along; before, the machine's C.UTF-8 serves, and plain
        # C where it has none.
        locales = [["--locale=C.UTF-8"], ["--locale=C"]]
        if programs.major >= _BUILTIN_LOCALE:
            locales = [["--locale-provider=builtin", "--builtin-locale=C.UTF-8", "--locale=C"]]
        said = ""
        for locale in locales:
            with scratch(self.path, self.database.name) as fresh:
                _write_private(fresh / "password", password)
                self.give(fresh / "password", 0o600)
                self.give(fresh, 0o700)
                made = programs.run(
                    *("initdb", "-D", f"{fresh.name}/data", "-U", SUPERUSER, "-A", "scram-sha-256"),
                    *("--pwfile", f"{fresh.name}/password", "-E", "UTF8", "--data-checksums", *locale),
                    *(() if sync else ("--no-sync",)),
                    home=self.path,
                )
                if made.returncode == 0:
                    (fresh / "data").rename(self.database)
                    _sync(self.path)
                    return
            said = made.stderr.strip()
            if "locale" not in said:
                break
        if out_of_room(said):
            raise self.no_room()
        raise Unavailable(f"The database in {self.path} could not be made:\n{said}", code="database-not-made")


def out_of_room(said: str) -> bool:
    """Return whether a program's words mean a full disk."""
    return os.strerror(errno.ENOSPC) in said


def open_again(path: Path, flags: int) -> IO[bytes]:
    """Open a file to read and write it in place; a new one is private."""
    return os.fdopen(os.open(path, flags | os.O_CLOEXEC, 0o600), "r+b")


def _locked(lock: IO[bytes]) -> bool:
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


def _write_private(path: Path, text: str) -> None:
    """Write a file that only its owner can read, whole or not at all."""
    fresh = path.with_name(f"{path.name}.new")
    fresh.unlink(missing_ok=True)
    with open_again(fresh, os.O_RDWR | os.O_CREAT | os.O_EXCL) as file:
        os.fchmod(file.fileno(), 0o600)
        file.write(text.encode())
        file.flush()
        os.fsync(file.fileno())
    fresh.rename(path)
    _sync(path.parent)


def _sync(folder: Path) -> None:
    """Make a rename last through a power cut."""
    opened = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(opened)
    finally:
        os.close(opened)
