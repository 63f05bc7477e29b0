"""Tries to see, to write, to change and to take away what is not one's own, and says where it went well."""

# ruff: noqa: S608 - names come from the catalogue; values are ids made here

from __future__ import annotations

from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from typing import Any, Final
from uuid import uuid4

import asyncpg

from muster.persistence.embedded import Embedded
from muster.persistence.facts import OPEN_POSITION
from tests.persistence.rigs import Raw, superuser
from tests.persistence.walls import Eyes, Walls, literal

# What else is wrong with a row that is written, beside what is wrong with any.
ALSO_WRONG: Final[Mapping[str, tuple[Mapping[str, object], ...]]] = {
    "reminder": ({"state": "sent"}, {"attempts": 1}),
    "ledger": ({"position": 1},),
    "access_log": ({"number": 1},),
    "import_draft": ({"position": 1},),
}
NO_POSITION = {
    "reminder": "work that waits, no fact: it is planned without an act",
    "calendar": "an address, no fact",
    "calendar_day": "what an address has told, no fact",
    "card": "a code, no fact",
    "import_draft": "what somebody has begun, no fact",
    "import_draft_file": "a file that somebody has chosen, no fact",
}
OF_ITS_MAKER = {"import_draft", "import_draft_file"}  # written and changed by one account alone

# What may be changed of what is no fact, and into what.
MAY_BECOME: Final[Mapping[str, tuple[str, str]]] = {
    "reminder": ("detail", "'x'"),
    "calendar": ("read_at", "now()"),
    "calendar_day": ("sequence", "1"),
    "card": ("shows_name", "true"),
    "import_draft": ("recipe", "'x'"),
}
COUNTED: Final = {"ledger": "position", "access_log": "number"}  # a counter of each agency begins at nothing
OF_A_POSITION = {"act", "leaf", "remark"}
OF_A_NUMBER = {"look", "look_leaf"}

# Who can write about one of the people of a program, and who cannot.
REACHING: Final = {
    "the agency": True,
    "its program": True,
    "one of its people": True,
    "somebody with no reach": False,
    "a program elsewhere": False,
    "one of the others": False,
}


# -- trying


@asynccontextmanager
async def trying(server: Embedded, change: str = "") -> AsyncIterator[Raw]:
    """Open a transaction of the application's role in which every column may be changed; nothing of it stays.

    ``change`` is made first, by one who may: a policy with a condition less.
    """
    async with superuser(server) as root:
        undone = root.transaction()
        await undone.start()
        try:
            if change:
                await root.execute(change)
            await root.execute("GRANT UPDATE ON ALL TABLES IN SCHEMA public TO muster_app")
            await root.execute("SET LOCAL ROLE muster_app")
            yield root
        finally:
            await undone.rollback()


async def look(by: Raw, eyes: Eyes) -> None:
    """Look with these eyes from now on."""
    said = eyes.settings()
    await by.execute("SELECT " + ", ".join(f"set_config('{name}', '{value}', true)" for name, value in said.items()))


async def count(by: Raw, table: str, predicate: str) -> int:
    """Return how many rows there are, as the one sees them whom no policy stops."""
    await by.execute("RESET ROLE")
    found: int = await by.fetchval(f"SELECT count(*) FROM {table} WHERE {predicate}")
    await by.execute("SET LOCAL ROLE muster_app")
    return found


async def tried(by: Raw, statement: str, *values: object) -> str:
    """Run a statement and take it back; return how many rows it was about, ``refused``, or what else was in its way."""
    async with taken_back(by):
        try:
            prepared = await by.prepare(statement)
            await prepared.fetch(*values)
            return str(prepared.get_statusmsg()).rpartition(" ")[2]
        except asyncpg.PostgresError as why:
            return "refused" if "row-level security" in str(why) else f"{type(why).__name__}: {why}"


@asynccontextmanager
async def taken_back(by: Raw) -> AsyncIterator[None]:
    """Take back whatever is done inside, and be in the transaction itself again, whose position it is."""
    await by.execute("SAVEPOINT inside")
    try:
        yield
    finally:
        await by.execute("ROLLBACK TO SAVEPOINT inside")
        await by.execute("RELEASE SAVEPOINT inside")


async def seen_wrong(by: Raw, walls: Walls, table: str) -> list[str]:
    """Say who sees more of a table than they should, or less."""
    found = []
    for name, eyes in walls.looks().items():
        should = await count(by, table, walls.should_see(table, eyes))
        await look(by, eyes)
        got = await by.fetchval(f"SELECT count(*) FROM {table}")
        if got != should:
            found.append(f"{name} sees {got} rows of {table}, not {should}")
    return found


async def written_wrong(by: Raw, walls: Walls, table: str) -> list[str]:
    """Say which rows can be written that should not be, or cannot that should."""
    row, looks, found = await _a_row(by, walls, table), walls.looks(), []
    eyes = Eyes(walls.empty, whole=True) if table in COUNTED else looks[_writer(table)]
    takes = "agency" in row and table not in {*COUNTED, *NO_POSITION}  # a position, or a number
    if takes and await _looking(by, eyes, table, row) != "refused":
        found.append(f"a row of {table} can be written without a position of its own")
    told = await _told(by, walls, table, row)
    right = row | told
    if await _looking(by, eyes, table, right) == "refused":
        found.append(f"no row of {table} can be written")
    found += [
        f"a row of {table} can be written with {each}"
        for each in _wrong(walls, table, row, told)
        if await _looking(by, eyes, table, {**right, **each}) != "refused"
    ]
    for name, may in REACHING.items() if walls.personal(table) else ():
        if (await _looking(by, looks[name], table, right) != "refused") is not may:
            found.append(f"{name} {'cannot' if may else 'can'} write a row of {table}")
    if table == "account" and await _looking(by, Eyes(), table, right) != "refused":
        found.append("an account can be made outside of every agency")
    if table in OF_A_NUMBER and await _numberless(by, walls, table, right) != "refused":
        found.append(f"a row of {table} can be written before the first number")
    return found


async def _told(by: Raw, walls: Walls, table: str, row: Mapping[str, object]) -> dict[str, int]:
    """Take a position and a number; return what a row that is written at them says of it."""
    if table in COUNTED:
        return {}
    head, number = await _take(by, walls)
    if "known_from" in row:
        return {"known_from": head}
    return {"position": head} if table in OF_A_POSITION else {"number": number} if table in OF_A_NUMBER else {}


def _wrong(walls: Walls, table: str, row: Mapping[str, object], told: Mapping[str, int]) -> list[Mapping[str, object]]:
    """Return everything that a row may say and must not."""
    wrong = list(ALSO_WRONG.get(table, ()))
    if "agency" in row:
        wrong.append({"agency": walls.far.has.agency})
    if table in OF_ITS_MAKER:
        wrong.append({"account": walls.here.has.account})
    if told:
        wrong.append({each: value - 1 for each, value in told.items()})
    if "known_until" in row:
        wrong.append({"known_until": told["known_from"] + 1})
    return wrong


async def changed_wrong(by: Raw, walls: Walls, table: str) -> list[str]:
    """Say which rows can be changed, or taken away, that should not be, and into what."""
    looks, found = walls.looks(), []
    if table in COUNTED:
        column, own = COUNTED[table], f"agency = '{walls.here.has.agency}'"
        await look(by, looks["the agency"])
        ahead = await by.fetchval(f"SELECT {column} + 1 FROM {table} WHERE {own}")
        done = await tried(by, f"UPDATE {table} SET {column} = {ahead}")
        await by.execute("RESET ROLE")
        await by.execute(f"ALTER TABLE {table} DISABLE TRIGGER USER")
        await by.execute("SET LOCAL ROLE muster_app")
        moved = await tried(by, f"UPDATE {table} SET agency = '{walls.far.has.agency}'")
        return [f"{table}: {done}, {moved}"] if (done, moved) != ("1", "refused") else []
    head, _ = await _take(by, walls)
    sets = ("known_until", str(head)) if "known_until" in walls.columns[table] else MAY_BECOME.get(table)
    if not sets:
        return []
    column, value = sets
    current = f" AND known_until = {OPEN_POSITION}" if column == "known_until" else ""
    for name, eyes in looks.items():
        should = await count(by, table, f"({_writable(walls, table, eyes)}){current}")
        await look(by, eyes)
        done = await tried(by, f"UPDATE {table} SET {column} = {value}")
        if done != str(should):
            found.append(f"{name} changes {done} rows of {table}, not {should}")
    into = {"agency": walls.far.has.agency, "known_until": head + 5}
    into |= {"account": walls.here.has.account} if table in OF_ITS_MAKER else {}
    for each in (name for name in into if name in walls.columns[table]):
        await look(by, looks[_writer(table)])
        also = f", known_until = {head}" if column == "known_until" and each != "known_until" else ""
        done = await tried(by, f"UPDATE {table} SET {each} = {literal(into[each])}{also}")
        if done != "refused":
            found.append(f"{each} of {table} can be changed: {done}")
    if about := walls.personal(table):
        await look(by, looks["one of its people"])
        done = await tried(by, f"UPDATE {table} SET {column} = {value}, {about} = '{walls.far.has.person}'")
        if done != "refused":
            found.append(f"{about} of {table} can be changed to somebody out of reach: {done}")
    return found


async def taken_wrong(by: Raw, walls: Walls, table: str) -> list[str]:
    """Say which rows can be taken away that should not be: of most tables, not even that may be tried."""
    found = []
    for name, eyes in walls.looks().items():
        should = await count(by, table, _writable(walls, table, eyes))
        await look(by, eyes)
        done = await tried(by, f"DELETE FROM {table}")
        if done != str(should) and not done.startswith("InsufficientPrivilege"):
            found.append(f"{name} takes {done} rows of {table} away, not {should}")
    return found


async def done_wrong(by: Raw, walls: Walls) -> list[str]:
    """Say what the functions show or do that act for their owner, whoever calls them."""
    await look(by, Eyes())
    found = []
    agencies = await count(by, "agency_version", f"known_until = {OPEN_POSITION}")
    if (told := await by.fetchval("SELECT count(*) FROM muster_agencies()")) != agencies:
        found.append(f"muster_agencies tells {told}, not {agencies}")
    found += await seen_wrong(by, walls, "person")  # as far as muster_reached says
    return found + await swept_wrong(by, walls)


async def swept_wrong(by: Raw, walls: Walls) -> list[str]:
    """Say which drafts are swept that should not be, or are not that should: those that are over, of one agency."""
    found, whose = [], (walls.here.has.agency, walls.far.has.agency)
    for ends, at, left in (
        ("now()", "'infinity'", 0),
        ("now()", "now() - interval '1 second'", 1),
        ("now() + interval '1 second'", "'infinity'", 1),
    ):
        async with taken_back(by):
            await by.execute("RESET ROLE")
            await by.execute(f"UPDATE import_draft SET ends_at = {ends}")
            await by.execute("SET LOCAL ROLE muster_app")
            await look(by, Eyes(walls.here.has.agency))
            await by.fetch(f"SELECT muster_sweep_drafts({at})")
            for table in sorted(OF_ITS_MAKER):
                stay = [await count(by, table, f"agency = '{each}'") for each in whose]
                if stay != [left, 1]:
                    found.append(f"of {table} that end at {ends}, a sweep at {at} leaves {stay}")
    return found


def _writer(table: str) -> str:
    """Return who writes and changes whatever an agency has of a table."""
    return "whoever chose the files" if table in OF_ITS_MAKER else "the agency"


def _writable(walls: Walls, table: str, eyes: Eyes) -> str:
    """Return the rows that these eyes may change: as those they see, but a place is changed by its agency alone.

    And what somebody brings is seen, and no more than that.
    """
    if table in {"membership", "membership_version"}:
        return f"agency = {literal(eyes.agency)}"
    return walls.theirs(table, eyes)


async def breaches(server: Embedded, walls: Walls, table: str, change: str = "") -> list[str]:
    """Say everything that is wrong with the wall before a table, once ``change`` is made."""
    found: list[str] = []
    for tries in (seen_wrong, written_wrong, changed_wrong, taken_wrong):
        async with trying(server, change) as by:
            try:
                found += await tries(by, walls, table)
            except asyncpg.PostgresError as why:
                found.append(f"{tries.__name__}: {why}")
        if found and change:
            break
    return found


async def broken(server: Embedded, walls: Walls, change: str = "") -> list[str]:
    """Say everything that is wrong with the functions that act for their owner, once ``change`` is made."""
    async with trying(server, change) as by:
        try:
            return await done_wrong(by, walls)
        except asyncpg.PostgresError as why:
            return [str(why)]


# -- rows to try


async def _a_row(by: Raw, walls: Walls, table: str) -> dict[str, Any]:
    """Return a row that is there, as it would be written anew."""
    has = walls.here.has
    about = walls.personal(table)
    where = [f"agency = '{has.agency}'"] if "agency" in walls.columns[table] else []
    where += [f"{about} = '{has.person}'"] if about else []
    where += [f"known_until = {OPEN_POSITION}"] if "known_until" in walls.columns[table] else []
    await by.execute("RESET ROLE")
    found = await by.fetchrow(f"SELECT * FROM {table} WHERE {' AND '.join(where) or 'true'} LIMIT 1")
    await by.execute("SET LOCAL ROLE muster_app")
    assert found, f"put something into {table}, in tests/persistence/full.py"
    row = dict(found)
    if "id" in row and about != "id":
        row["id"] = uuid4()
    if table == "reminder":
        row |= {"state": "pending", "attempts": 0}
    if table in COUNTED:
        row |= {"agency": walls.empty, COUNTED[table]: 0}
    return row


async def _take(by: Raw, walls: Walls) -> tuple[int, int]:
    """Take a position and a number, as a transaction that writes does."""
    await look(by, walls.looks()["the agency"])
    own = f"agency = '{walls.here.has.agency}'"
    head = await by.fetchval(f"UPDATE ledger SET position = position + 1 WHERE {own} RETURNING position")
    number = await by.fetchval(f"UPDATE access_log SET number = number + 1 WHERE {own} RETURNING number")
    return head, number


async def _looking(by: Raw, eyes: Eyes, table: str, row: Mapping[str, object]) -> str:
    await look(by, eyes)
    return await _inserted(by, table, row)


async def _inserted(by: Raw, table: str, row: Mapping[str, object]) -> str:
    names = ", ".join(f'"{each}"' for each in row)
    places = ", ".join(f"${place}" for place in range(1, len(row) + 1))
    return await tried(by, f"INSERT INTO {table} ({names}) VALUES ({places})", *row.values())


async def _numberless(by: Raw, walls: Walls, table: str, row: Mapping[str, object]) -> str:
    """Begin the log of an agency and write a look at once, under the number that it begins with."""
    await look(by, Eyes(walls.empty, whole=True))
    await by.execute(f"INSERT INTO access_log VALUES ('{walls.empty}', 0, now())")
    return await _inserted(by, table, {**row, "agency": walls.empty, "number": 0})
