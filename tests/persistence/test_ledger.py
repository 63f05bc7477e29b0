"""The one door for facts: what it promises to those who write, to those who read later, and against the rest."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta
from uuid import uuid4

import pytest

from muster.domain.access import Principal, Scope
from muster.domain.acts import Act
from muster.domain.errors import NotFound
from muster.persistence import people as people_store
from muster.persistence.database import fetch, scoped
from muster.persistence.embedded import Embedded
from muster.persistence.ledger import recorded
from muster.persistence.positions import head, position_at
from muster.services import ledger
from tests import make
from tests.cast import NOW
from tests.persistence.rigs import PATIENCE, Raw, found, superuser

AT = NOW.at


@asynccontextmanager
async def held_open(by: Principal, name: str) -> AsyncIterator[asyncio.Task[int]]:
    """Let somebody else add a person and not commit until the end of the block; yields once it is written."""
    written, may_commit = asyncio.Event(), asyncio.Event()

    async def write() -> int:
        async with recorded(make.everybody(by), Act.PERSON_ADDED, at=AT) as entry:
            await people_store.add_person(entry, make.identity(name))
            written.set()
            await may_commit.wait()
        return entry.position

    writing = asyncio.create_task(write())
    async with asyncio.timeout(PATIENCE):
        await written.wait()
    try:
        yield writing
    finally:
        may_commit.set()
        async with asyncio.timeout(PATIENCE):
            await writing


async def add_person(by: Principal, name: str, *, at: datetime = AT) -> int:
    """Add a person; return the position."""
    async with recorded(make.everybody(by), Act.PERSON_ADDED, at=at) as entry:
        await people_store.add_person(entry, make.identity(name))
    return entry.position


async def names(by: Principal, *, known: int) -> list[str]:
    page = await people_store.people(make.everybody(by), known=known, after=None, limit=100)
    return sorted(each.value.name for each in page.items)


async def until_somebody_waits(root: Raw) -> None:
    """Return as soon as one session of the application waits for a lock that another one holds."""
    async with asyncio.timeout(PATIENCE):
        while not await root.fetchval(
            "SELECT count(*) FROM pg_stat_activity WHERE usename = 'muster_app' AND pg_blocking_pids(pid) <> '{}'"
        ):
            pass


# -- positions


async def test_positions_are_contiguous_from_one_in_each_agency(database: Embedded) -> None:
    harbor, far = await found(), await found("Far County")

    taken = [await add_person(by, "Ben") for by in (harbor, far, harbor, harbor, far)]

    assert taken == [1, 1, 2, 3, 2]
    assert (await head(harbor.scope)).position == 3


async def test_an_act_that_fails_takes_no_position(database: Embedded) -> None:
    harbor = await found()

    with pytest.raises(ZeroDivisionError):  # noqa: PT012 - what fails is inside the act
        async with recorded(harbor.scope, Act.PERSON_ADDED, at=AT) as entry:
            await people_store.add_person(entry, make.identity())
            raise ZeroDivisionError

    assert await add_person(harbor, "Ben") == 1
    assert await names(harbor, known=1) == ["Ben"]


async def test_an_act_that_changes_nothing_is_refused(database: Embedded) -> None:
    harbor = await found()

    with pytest.raises(RuntimeError, match="changed nothing"):
        async with recorded(harbor.scope, Act.PERSON_ADDED, at=AT):
            pass

    assert (await head(harbor.scope)).position == 0


async def test_an_act_inside_an_act_is_refused(database: Embedded) -> None:
    harbor = await found()

    with pytest.raises(RuntimeError, match="one act, one position"):
        async with recorded(harbor.scope, Act.PERSON_ADDED, at=AT):
            await add_person(harbor, "Ben")

    assert (await head(harbor.scope)).position == 0


async def test_an_agency_that_is_not_there_has_no_ledger(database: Embedded) -> None:
    with pytest.raises(NotFound):
        await head(Scope(uuid4()))
    with pytest.raises(NotFound):
        async with recorded(Scope(uuid4()), Act.PERSON_ADDED, at=AT):
            pass


async def test_two_writers_of_one_agency_wait_for_each_other(database: Embedded) -> None:
    harbor = await found()
    async with superuser(database) as root, held_open(harbor, "Ben") as first:
        second = asyncio.create_task(add_person(harbor, "Ines"))
        await until_somebody_waits(root)

        assert not second.done()

    assert (await first, await second) == (1, 2)


async def test_two_writers_of_two_agencies_do_not_wait(database: Embedded) -> None:
    harbor, far = await found(), await found("Far County")
    async with held_open(harbor, "Ben") as first, asyncio.timeout(PATIENCE):
        assert await add_person(far, "Ines") == 1
        assert not first.done()


async def test_twenty_writers_at_once_take_twenty_positions(database: Embedded) -> None:
    harbor = await found()

    taken = await asyncio.gather(*(add_person(harbor, f"Responder {number}") for number in range(20)))

    assert sorted(taken) == list(range(1, 21))
    assert not (await ledger.verify(by=harbor)).faults


# -- known at


async def test_what_was_known_at_a_position_never_changes_while_a_cut_by_time_would(database: Embedded) -> None:
    harbor = await found()
    await add_person(harbor, "Ben", at=AT)
    asked_at = AT + timedelta(minutes=5)  # after everything below was written

    async with held_open(harbor, "Ines"):
        position = (await head(harbor.scope)).position
        by_position = await names(harbor, known=position)
        by_time = await names(harbor, known=await position_at(harbor.scope, asked_at))
    by_position_later = await names(harbor, known=position)
    by_time_later = await names(harbor, known=await position_at(harbor.scope, asked_at))

    assert by_position == by_position_later == ["Ben"]
    assert (by_time, by_time_later) == (["Ben"], ["Ben", "Ines"]), "the control: an instant is not safe to cite"


async def test_nobody_sees_a_position_before_everything_below_it(database: Embedded) -> None:
    harbor = await found()
    async with superuser(database) as root:
        async with held_open(harbor, "Ben"):
            second = asyncio.create_task(add_person(harbor, "Ines"))
            await until_somebody_waits(root)

            assert (await head(harbor.scope)).position == 0

        await second
    assert await names(harbor, known=1) == ["Ben"]
    assert await names(harbor, known=2) == ["Ben", "Ines"]


async def test_the_ledgers_time_never_runs_backwards_though_the_callers_clock_does(database: Embedded) -> None:
    harbor = await found()
    said = [AT, AT - timedelta(hours=1), AT + timedelta(seconds=1), AT - timedelta(days=400)]

    for at in said:
        await add_person(harbor, "Ben", at=at)

    async with scoped(harbor.scope):
        rows = await fetch("SELECT at FROM act WHERE agency = $1 ORDER BY position", harbor.scope.agency)
    late = AT + timedelta(seconds=1)
    assert [row["at"] for row in rows] == [AT, AT, late, late]
    assert (await head(harbor.scope)).at == late
    assert not (await ledger.verify(by=harbor)).faults


async def test_an_instant_is_the_last_position_taken_by_then(database: Embedded) -> None:
    harbor = await found(at=AT)
    for minutes in (0, 10, 10, 20):
        await add_person(harbor, "Ben", at=AT + timedelta(minutes=minutes))

    async def asked(**after: int) -> int:
        return await position_at(harbor.scope, AT + timedelta(**after))

    assert await asked(seconds=-1) == 0
    assert await asked() == 1
    assert await asked(minutes=9) == 1
    assert await asked(minutes=10) == 3
    assert await asked(days=1) == 4
    in_chicago = datetime.fromisoformat("2026-11-22T09:10:00-06:00")
    assert await position_at(harbor.scope, in_chicago) == 3


async def test_an_empty_ledger_has_no_position_at_any_instant(database: Embedded) -> None:
    harbor = await found()

    assert await position_at(harbor.scope, datetime.max.replace(tzinfo=UTC)) == 0
