"""The server goes away under muster: the next call says so or works, none hangs, and none is lost in silence."""

from __future__ import annotations

import asyncio
import tempfile
from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import asyncpg
import pytest

from muster.domain.access import Principal
from muster.domain.acts import Act
from muster.domain.errors import Unavailable
from muster.persistence import people as store
from muster.persistence.database import DB, Connection, connect, connection, disconnect, fetch, transaction
from muster.persistence.embedded import DatabaseRole, Embedded
from muster.persistence.ledger import recorded
from muster.persistence.migrate import migrate
from muster.services import ledger, people
from tests import make
from tests.cast import NOW
from tests.persistence.rigs import found, superuser

POOL = 2


@pytest.fixture(scope="module")
def own_server() -> Iterator[Embedded]:
    """A server that may be stopped: nobody else's."""
    with tempfile.TemporaryDirectory(prefix="muster-", dir="/tmp") as folder:  # a socket's path is short
        Path(folder).chmod(0o755)
        with Embedded(Path(folder) / "home", options={"fsync": "off"}) as server:
            yield server


@pytest.fixture
async def by(own_server: Embedded) -> AsyncIterator[Principal]:
    await migrate(own_server.connection_parameters(DatabaseRole.OWNER))
    await connect(own_server.connection_parameters(DatabaseRole.APP), pool=POOL)
    yield await found()
    async with asyncio.timeout(20):  # it waits for every connection that is still out
        await disconnect()


async def stop(server: Embedded) -> None:
    assert await asyncio.to_thread(server.stop, force=True)


async def start(server: Embedded) -> None:
    await asyncio.to_thread(server.acquire)
    await asyncio.to_thread(server.release)


async def add(by: Principal) -> str:
    """Add a person; return how it went."""
    async with asyncio.timeout(20):
        try:
            await people.add_person(make.identity(), by=by, now=NOW)
        except Unavailable as why:
            return why.code
    return "recorded"


async def heals(by: Principal) -> None:
    """Every connection of the pool serves again, one after the other and all at once, and nothing was half recorded."""
    for _ in range(2):
        assert await asyncio.gather(*(add(by) for _ in range(POOL + 1))) == ["recorded"] * (POOL + 1)
    assert not (await ledger.verify(by=by)).faults


async def test_while_the_server_is_away_every_call_says_so_and_afterwards_every_call_works(
    own_server: Embedded, by: Principal
) -> None:
    assert await add(by) == "recorded"

    await stop(own_server)
    away = [await add(by) for _ in range(POOL + 1)]
    await start(own_server)

    assert away == ["database-unreachable"] * (POOL + 1)
    await heals(by)


async def test_a_restart_between_two_calls_costs_at_most_one_clear_refusal_a_connection(
    own_server: Embedded, by: Principal
) -> None:
    await asyncio.gather(*(add(by) for _ in range(POOL)))

    await stop(own_server)
    await start(own_server)

    said = [await add(by) for _ in range(POOL + 1)]
    assert said[-1] == "recorded"
    assert set(said) <= {"recorded", "database-unreachable"}
    await heals(by)


async def test_a_restart_in_the_middle_of_an_act_undoes_it_and_says_so(own_server: Embedded, by: Principal) -> None:
    for _ in range(POOL + 1):
        with pytest.raises(Unavailable) as refused:  # noqa: PT012 - the end of the act is what refuses
            async with recorded(make.everybody(by), Act.PERSON_ADDED, at=NOW.at) as entry:
                await store.add_person(entry, make.identity("Ben Abdi"))
                await stop(own_server)
                await start(own_server)
                await store.add_person(entry, make.identity("Ines de la Cruz"))
        assert refused.value.code == "database-unreachable"

    assert (await people.people(by=by)).items == ()
    await heals(by)


async def test_a_connection_that_is_cut_before_an_act_is_committed_says_that_nobody_can_tell(
    own_server: Embedded, by: Principal
) -> None:
    for _ in range(POOL + 1):
        with pytest.raises(Unavailable) as refused:  # noqa: PT012 - as above
            async with recorded(make.everybody(by), Act.PERSON_ADDED, at=NOW.at) as entry:
                await store.add_person(entry, make.identity("Ben Abdi"))
                await cut_when_it_commits(own_server)
        assert refused.value.code == "outcome-unknown"

    assert (await people.people(by=by)).items == ()
    await heals(by)


async def cut_when_it_commits(server: Embedded) -> None:
    """End the session of the open transaction in the moment in which it is told to commit."""
    current = DB.current_transaction.get()
    assert current
    number = await connection().fetchval("SELECT pg_backend_pid()")
    whole = current.transaction

    class Cut:
        async def commit(self) -> None:
            async with superuser(server) as root:
                await root.execute("SELECT pg_terminate_backend($1, 5000)", number)
            await whole.commit()

    current.transaction = Cut()


async def test_a_mistake_in_a_query_is_still_a_mistake_and_costs_no_connection(by: Principal) -> None:
    for _ in range(POOL + 1):
        with pytest.raises(asyncpg.UndefinedTableError):
            async with transaction():
                await fetch("SELECT * FROM nowhere")
        with pytest.raises(asyncpg.InterfaceError):
            async with transaction():
                await fetch("SELECT $1::int")
        with pytest.raises(ZeroDivisionError):
            async with transaction():
                raise ZeroDivisionError

    await heals(by)


class CalledOff(Connection):
    """Calls its task off at a statement, once or, as a task group does, at every one from then on."""

    __slots__ = ()
    left = 0
    stubborn = False

    @classmethod
    def count(cls) -> None:
        cls.left -= 1
        task = asyncio.current_task()
        if task and (cls.left == 0 or (cls.left < 0 and cls.stubborn and task.cancelling())):
            task.cancel()

    async def execute(self, *query: object, **more: object) -> object:
        self.count()
        return await super().execute(*query, **more)

    async def fetch(self, *query: object, **more: object) -> object:
        self.count()
        return await super().fetch(*query, **more)


@pytest.mark.parametrize("stubborn", [False, True], ids=["once", "again and again"])
async def test_an_act_called_off_at_any_statement_costs_no_connection(
    own_server: Embedded, by: Principal, *, stubborn: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    await disconnect()
    to = {**own_server.connection_parameters(DatabaseRole.APP), "connection_class": CalledOff}
    await connect(to, pool=POOL)
    monkeypatch.setattr(CalledOff, "stubborn", stubborn)
    called_off = 0
    for statement in range(1, 20):
        for _ in range(POOL):
            CalledOff.left = statement
            try:
                await asyncio.create_task(add(by))
            except asyncio.CancelledError:
                called_off += 1
        CalledOff.left = 10**6
        await heals(by)

    assert called_off >= 6 * POOL
