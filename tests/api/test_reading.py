"""Reading changes nothing: what the whole database says is the same after every address has been asked for."""

from __future__ import annotations

from collections.abc import Mapping

import httpx
import pytest
from litestar import Litestar, get

from muster.domain.access import Role
from muster.http.signed import Signed
from muster.persistence.embedded import Embedded
from muster.services import programs
from tests.api.asking import everything_to_read
from tests.api.conftest import Caller
from tests.api.world import World, gather_world
from tests.cast import NOW, Cast, join
from tests.persistence.rigs import superuser

# What is written because somebody read, and why. A table by its name, and the columns that may differ; none: any.
# A route that writes anything else while it is only asked is at fault, not this list.
WRITTEN_WHILE_READING: Mapping[str, frozenset[str]] = {
    # That somebody looked is what the access log is for; it says nothing of what is on record.
    "access_log": frozenset(),
    "look": frozenset(),
    "look_leaf": frozenset(),
    # A checkpoint and a proof are of what is committed by now, which has to be taken in first; a report carries one.
    "tree": frozenset(),
    "tree_leaf": frozenset(),
    "tree_node": frozenset(),
    "checkpoint": frozenset(),
    "signing_key": frozenset(),
    # A code or an address that opens nothing is a guess, and guesses are counted by where they come from.
    "attempt": frozenset(),
    # A calendar that is read keeps what it told, so as to count its changes; a card that is checked, how often.
    "calendar": frozenset({"read_at"}),
    "calendar_day": frozenset(),
    "card": frozenset({"times", "last_at"}),
    # Where one's own import stands: whichever process shows it looks at the files again, when it has not yet.
    "import_draft": frozenset({"state", "work", "lease_until", "planned_at", "held"}),
}

_TABLES = """
    SELECT quote_ident(relname) AS name,
           (SELECT array_agg(attname::text ORDER BY attnum) FROM pg_attribute
             WHERE attrelid = c.oid AND attnum > 0 AND NOT attisdropped) AS columns
      FROM pg_class c WHERE relnamespace = 'public'::regnamespace AND relkind IN ('r', 'p') ORDER BY 1
"""


async def said_by(server: Embedded) -> dict[str, str]:
    """Return a digest of every table, and where every sequence stands."""
    found = {}
    async with superuser(server) as root:
        for table in await root.fetch(_TABLES):
            excused = WRITTEN_WHILE_READING.get(table["name"], frozenset(["nothing"]))
            columns = [f'"{each}"' for each in table["columns"] if each not in excused]
            if excused:
                row = f"ROW({', '.join(columns)})::text"
                digest = f"md5(coalesce(string_agg({row}, chr(10) ORDER BY {row}), ''))"
                found[table["name"]] = await root.fetchval(f"SELECT {digest} FROM {table['name']}")  # noqa: S608 - names from the catalogue
        for sequence in await root.fetch("SELECT sequencename AS name, last_value FROM pg_sequences"):
            found[sequence["name"]] = str(sequence["last_value"])
    return found


async def crawl(client: httpx.AsyncClient, world: World) -> set[int]:
    """Ask for everything; return which kinds of answer came back."""
    seen = set()
    for asked in everything_to_read(world):
        for method in ("GET", "HEAD", "OPTIONS"):
            seen.add((await client.request(**{**asked, "method": method})).status_code)
    return seen


async def test_nothing_is_changed_by_being_asked_for(database: Embedded, cast: Cast, calling: Caller) -> None:
    world = await gather_world(cast)
    callers = [None, cast.amara, cast.ben, cast.chidi, cast.dana, await join(cast.amara, Role.HR)]
    clients = [await calling(who) for who in callers]
    before = await said_by(database)

    seen = set()
    for client in clients:
        seen |= await crawl(client, world)

    after = await said_by(database)
    assert [name for name in before if before[name] != after[name]] == []
    assert after.keys() == before.keys()
    assert len(before) > 20
    assert {200, 204, 303, 401, 403, 404} <= seen


@pytest.mark.own_app
async def test_a_planted_route_that_writes_when_asked_is_found(
    app: Litestar, database: Embedded, cast: Cast, calling: Caller
) -> None:
    @get("/planted", include_in_schema=False)
    async def planted(principal: Signed) -> str:
        await programs.add_program("Night team", by=principal, now=NOW)
        return "as if nothing had been"

    app.register(planted)
    amara = await calling(cast.amara)
    before = await said_by(database)

    assert (await amara.get("/planted")).status_code == 200

    after = await said_by(database)
    assert {"act", "leaf"} <= {name for name in before if before[name] != after[name]}
