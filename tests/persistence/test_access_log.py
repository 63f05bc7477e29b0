"""The access log only grows: one number after the other, whole entries, and nobody can take one back."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass
from uuid import UUID, uuid4

import asyncpg
import pytest

from muster.domain.access import Scope
from muster.domain.access_log import Sight
from muster.domain.errors import NotFound
from muster.persistence import access_log as store
from muster.persistence.embedded import DatabaseRole, Embedded
from muster.services import access_log, people
from tests import make
from tests.cast import NOW
from tests.persistence.rigs import History, history, look_at, raw, superuser

TAKE = "UPDATE access_log SET number = number + 1; "
ENTRY = (
    "INSERT INTO look (id, agency, number, sight, account, at, on_day, detail)"
    " SELECT gen_random_uuid(), agency, {number}, 'record', NULL, at, on_day, '' FROM look WHERE number = 1"
)
LEAF = (
    "INSERT INTO look_leaf (id, agency, number, place, subject, hash)"
    " SELECT gen_random_uuid(), agency, {number}, {place}, subject, hash FROM look_leaf WHERE number = 1 AND place = 0"
)
ATTACKS = {
    "an entry without a number": ENTRY.format(number=3),
    "an entry at another number than the one held": TAKE + ENTRY.format(number=4),
    "an entry beside another": TAKE + f"{ENTRY.format(number=3)}; {ENTRY.format(number=3)}",
    "a leaf added to an entry of the past": LEAF.format(number=1, place=7),
    "a leaf added to an entry of the past, with a number taken": TAKE + LEAF.format(number=1, place=7),
    "a leaf without its entry": TAKE + LEAF.format(number=3, place=0),
    "an entry changed": "UPDATE look SET account = NULL",
    "an entry taken away": "DELETE FROM look",
    "a leaf changed": "UPDATE look_leaf SET subject = NULL",
    "a leaf taken away": "DELETE FROM look_leaf",
    "everything taken away": "TRUNCATE look_leaf",
    "the counter turned back": "UPDATE access_log SET number = 0",
    "the counter moved on by two": "UPDATE access_log SET number = number + 2",
    "the log's time turned back": "UPDATE access_log SET number = number + 1, at = '-infinity'",
    "the counter taken away": "DELETE FROM access_log",
    "a second counter": "INSERT INTO access_log (agency, number, at) VALUES ('{agency}', 0, now())",
    "words about somebody": TAKE + ENTRY.format(number=3).replace("on_day, ''", "on_day, 'Ben Abdi'"),
    "a sight that nobody knows": TAKE + ENTRY.format(number=3).replace("'record'", "'glance'"),
}
REFUSALS = (
    asyncpg.InsufficientPrivilegeError,
    asyncpg.UniqueViolationError,
    asyncpg.ForeignKeyViolationError,
    asyncpg.CheckViolationError,
)


@dataclass(frozen=True, slots=True)
class Looked:
    """A history in which Ben was looked at, and then he and Ines."""

    on: History

    @property
    def scope(self) -> Scope:
        """Whose log it is."""
        return self.on.by.scope


@pytest.fixture
async def looked(database: Embedded) -> Looked:
    on = await history()
    await access_log.looked(Sight.RECORD, [on.ben], by=on.by, now=NOW)
    await access_log.looked(Sight.EXPORT, [on.ben, on.ines], by=on.by, now=NOW, detail="roster csv")
    return Looked(on)


async def rows(server: Embedded, agency: UUID) -> list[tuple[int, int, UUID | None]]:
    async with superuser(server) as root:
        found = await root.fetch(
            "SELECT number, place, subject FROM look_leaf WHERE agency = $1 ORDER BY number, place", agency
        )
    return [tuple(each) for each in found]


async def test_an_entry_has_a_leaf_for_each_subject_and_each_is_of_one_alone(
    database: Embedded, looked: Looked
) -> None:
    on = looked.on

    assert await rows(database, on.agency) == [(1, 0, on.ben), (2, 0, on.ben), (2, 1, on.ines)]
    bens = await access_log.looks_at(on.ben, by=on.by)
    assert [(each.look.number, each.look.place, each.look.leaves) for each in bens.items] == [(2, 0, 2), (1, 0, 1)]
    assert all(each.look.subject == on.ben for each in bens.items), "it says nothing of Ines but that there were two"


async def test_the_hash_kept_is_that_of_what_is_read_back(database: Embedded, looked: Looked) -> None:
    found = await access_log.looks(by=looked.on.by)
    async with superuser(database) as root:
        kept = await root.fetch(
            "SELECT hash FROM look_leaf WHERE agency = $1 ORDER BY number DESC, place DESC", looked.on.agency
        )

    assert [each.look.hash() for each in found.items] == [row["hash"] for row in kept]


@pytest.mark.parametrize("sql", ATTACKS.values(), ids=ATTACKS)
async def test_an_attack_over_sql_is_refused_and_changes_nothing(database: Embedded, looked: Looked, sql: str) -> None:
    before = await rows(database, looked.on.agency)
    async with raw(database, DatabaseRole.APP) as app, app.transaction():
        await look_at(app, looked.on.agency)
        with pytest.raises(REFUSALS):
            await app.execute(sql.replace("{agency}", str(looked.on.agency)))

    assert await rows(database, looked.on.agency) == before


async def test_an_honest_entry_over_sql_is_accepted(database: Embedded, looked: Looked) -> None:
    """The control: what the attacks are made of is refused for what is wrong with each, not as a whole."""
    async with raw(database, DatabaseRole.APP) as app, app.transaction():
        await look_at(app, looked.on.agency)
        await app.execute(TAKE + ENTRY.format(number=3) + "; " + LEAF.format(number=3, place=0))

    assert len(await rows(database, looked.on.agency)) == 4


async def test_many_at_once_take_numbers_without_gaps_and_tell_each_day_once(database: Embedded) -> None:
    on = await history()
    await asyncio.gather(
        *(access_log.looked(Sight.RECORD, [who], by=on.by, now=NOW) for who in (on.ben, on.ines) for _ in range(6)),
        *(access_log.looked(Sight.EXPORT, [on.ben], by=on.by, now=NOW) for _ in range(6)),
    )

    found = await rows(database, on.agency)
    assert [number for number, _, _ in found] == list(range(1, 9)), "two records once each, six exports"
    async with superuser(database) as root:
        assert await root.fetchval("SELECT number FROM access_log WHERE agency = $1", on.agency) == 8


async def test_of_several_only_those_not_told_today_are_told(database: Embedded, looked: Looked) -> None:
    on = looked.on

    await access_log.looked(Sight.RECORD, [on.ben, on.ines, on.ines], by=on.by, now=NOW)

    assert (await rows(database, on.agency))[3:] == [(3, 0, on.ines)]


async def test_who_is_nobody_here_takes_no_number(database: Embedded, looked: Looked) -> None:
    elsewhere = await history("Far County")
    for nobody in (uuid4(), elsewhere.ben):
        with pytest.raises(NotFound):
            await access_log.looked(Sight.EXPORT, [looked.on.ben, nobody], by=looked.on.by, now=NOW)

    assert len(await rows(database, looked.on.agency)) == 3
    await access_log.looked(Sight.EXPORT, [looked.on.ben], by=looked.on.by, now=NOW)
    assert (await rows(database, looked.on.agency))[-1][0] == 3


async def test_the_ledger_is_not_waited_for(database: Embedded, looked: Looked) -> None:
    """Whoever writes facts holds the ledger's counter, not the log's."""
    async with raw(database, DatabaseRole.APP) as app, app.transaction():
        await look_at(app, looked.on.agency)
        await app.execute("UPDATE ledger SET position = position + 1")
        async with asyncio.timeout(5):
            await access_log.looked(Sight.EXPORT, [looked.on.ben], by=looked.on.by, now=NOW)


async def test_a_list_goes_on_where_it_was_however_many_look_meanwhile(database: Embedded, looked: Looked) -> None:
    on, seen, after = looked.on, [], None
    while True:
        page = await store.looks(on.by.scope, person=None, after=after, limit=1)
        seen += [(each.look.number, each.look.place) for each in page.items]
        await access_log.looked(Sight.EXPORT, [on.ines], by=on.by, now=NOW)
        if page.after is None:
            break
        after = UUID(page.after)

    assert seen == [(2, 1), (2, 0), (1, 0)]


async def test_a_look_at_everybody_is_a_look_at_each(database: Embedded, looked: Looked) -> None:
    on = looked.on
    later = await people.add_person(make.identity("Noor"), by=on.by, now=NOW)

    await access_log.looked(Sight.EXPORT, None, by=on.by, now=NOW, detail="ledger")

    for who in (on.ben, later):
        newest = (await access_log.looks_at(who, by=on.by)).items[0]
        assert (newest.look.subject, newest.look.detail) == (None, "ledger")
