"""The tree over a log: taken in after commit, whole batches, by any number of processes, and never waited for."""

# ruff: noqa: S608 - names come from here; values are parameters

from __future__ import annotations

import asyncio
from uuid import UUID, uuid4

import asyncpg
import pytest

from muster.domain.access import Scope
from muster.domain.access_log import Sight
from muster.domain.ledger import tree as rule
from muster.domain.ledger.checkpoints import Log
from muster.domain.ledger.tree import EMPTY, Run
from muster.persistence import tree as store
from muster.persistence.embedded import DatabaseRole, Embedded
from muster.services import access_log, people
from muster.services import tree as service
from tests import make
from tests.cast import NOW
from tests.persistence.rigs import History, found, history, look_at, raw, superuser

EXTEND = "UPDATE tree SET size = size + 1, position = position + 1 WHERE log = 'ledger'; "
LEAF = (
    "INSERT INTO tree_leaf (agency, log, number, position, place, hash)"
    " SELECT agency, '{log}', {number}, {position}, 0, {hash} FROM leaf WHERE position = {of} AND place = 0"
)
NODE = (
    "INSERT INTO tree_node (agency, log, level, number, hash)"
    " VALUES ('{agency}', 'ledger', {level}, {number}, sha256('x'))"
)
# Over a history of nine acts and ten leaves, of which eight acts are in the tree; the ninth is there to take in.
ATTACKS = {
    "a leaf without extending": LEAF.format(log="ledger", number=8, position=9, of=9, hash="hash"),
    "a leaf of another hash": EXTEND + LEAF.format(log="ledger", number=8, position=9, of=9, hash="sha256('x')"),
    "a leaf of another act's hash": EXTEND + LEAF.format(log="ledger", number=8, position=9, of=8, hash="hash"),
    "a leaf past the end": EXTEND + LEAF.format(log="ledger", number=9, position=9, of=9, hash="hash"),
    "a leaf in the place of another": EXTEND + LEAF.format(log="ledger", number=3, position=9, of=9, hash="hash"),
    "a leaf taken in twice": EXTEND + LEAF.format(log="ledger", number=8, position=8, of=8, hash="hash"),
    "a leaf of the ledger in the other tree": EXTEND
    + LEAF.format(log="access-log", number=0, position=9, of=9, hash="hash"),
    "a node without extending": NODE.format(agency="{agency}", level=1, number=0),
    "a node past the end": EXTEND + NODE.format(agency="{agency}", level=1, number=9),
    "a node in the place of another": EXTEND + NODE.format(agency="{agency}", level=1, number=0),
    "a leaf changed": "UPDATE tree_leaf SET hash = sha256('x')",
    "a leaf taken away": "DELETE FROM tree_leaf",
    "a node changed": "UPDATE tree_node SET hash = sha256('x')",
    "a node taken away": "DELETE FROM tree_node",
    "a tree cut": "UPDATE tree SET size = 0, position = 0",
    "a tree that stands still": "UPDATE tree SET size = size",
    "a tree that shrinks as it goes on": "UPDATE tree SET size = 0, position = position + 1",
    "a tree that becomes the other": "UPDATE tree SET log = 'access-log', position = position + 1",
    "a tree of nothing known": "INSERT INTO tree (id, agency, log, size, position)"
    " VALUES (gen_random_uuid(), '{agency}', 'gossip', 0, 0)",
    "a tree taken away": "DELETE FROM tree",
    "a checkpoint changed": "UPDATE checkpoint SET note = 'x'",
    "a checkpoint taken away": "DELETE FROM checkpoint",
    "a checkpoint of a tree larger than it is": "INSERT INTO checkpoint (id, agency, log, size, key, note)"
    " VALUES (gen_random_uuid(), '{agency}', 'ledger', 1000, 'x', 'x')",
    "a checkpoint by a key that nobody introduced": "INSERT INTO checkpoint (id, agency, log, size, key, note)"
    " VALUES (gen_random_uuid(), '{agency}', 'ledger', 1, '0123456789abcdef', 'x')",
    "a key changed": "UPDATE signing_key SET note = 'x'",
    "a key taken away": "DELETE FROM signing_key",
}
REFUSALS = (
    asyncpg.InsufficientPrivilegeError,
    asyncpg.UniqueViolationError,
    asyncpg.ForeignKeyViolationError,
    asyncpg.CheckViolationError,
)


@pytest.fixture
async def on(database: Embedded) -> History:
    return await history()


async def hashes(server: Embedded, agency: UUID, *, table: str = "leaf", by: str = "position") -> list[bytes]:
    async with superuser(server) as root:
        rows = await root.fetch(f"SELECT hash FROM {table} WHERE agency = $1 ORDER BY {by}, place", agency)
    return [row["hash"] for row in rows]


def root_of(leaves: list[bytes]) -> bytes:
    return rule.hash_of(Run(0, len(leaves)), dict(rule.grown(0, [], leaves)))


async def kept(server: Embedded, agency: UUID) -> list[tuple[object, ...]]:
    async with superuser(server) as root:
        rows = [
            *await root.fetch("SELECT log, size, position FROM tree WHERE agency = $1 ORDER BY log", agency),
            *await root.fetch(
                "SELECT log, number, position, place, hash FROM tree_leaf WHERE agency = $1 ORDER BY log, number",
                agency,
            ),
            *await root.fetch(
                "SELECT log, level, number, hash FROM tree_node WHERE agency = $1 ORDER BY log, level, number", agency
            ),
        ]
    return [tuple(row) for row in rows]


async def grow(on: History, times: int) -> None:
    for _ in range(times):
        await people.add_person(make.identity(), by=on.by, now=NOW)


async def test_both_trees_stand_on_their_logs_in_their_order(database: Embedded, on: History) -> None:
    await access_log.looked(Sight.EXPORT, [on.ben, on.ines], by=on.by, now=NOW)
    await access_log.looked(Sight.RECORD, [on.ben], by=on.by, now=NOW)
    scope = on.by.scope

    assert (await service.sequence(scope, Log.LEDGER), await service.sequence(scope, Log.ACCESS)) == (10, 3)
    assert await store.stand(scope, Log.LEDGER) == (10, 9)
    assert await store.stand(scope, Log.ACCESS) == (3, 2)
    assert await service.root(scope, Log.LEDGER, 10) == root_of(await hashes(database, on.agency))
    looked = await hashes(database, on.agency, table="look_leaf", by="number")
    assert await service.root(scope, Log.ACCESS, 3) == root_of(looked)


async def test_of_nothing_there_is_the_empty_tree(database: Embedded) -> None:
    by = await found()

    assert await service.sequence(by.scope, Log.LEDGER) == 0
    assert await service.root(by.scope, Log.LEDGER, 0) == EMPTY


@pytest.mark.parametrize("batch", [1, 2, 3, 100])
async def test_in_batches_of_any_size_it_is_the_same_tree(
    database: Embedded, on: History, batch: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(store, "BATCH", batch)
    for more in (0, 1, 5):
        await grow(on, more)
        size = await service.sequence(on.by.scope, Log.LEDGER)
        leaves = await hashes(database, on.agency)

        assert size == len(leaves)
        for first in range(size + 1):
            assert await service.root(on.by.scope, Log.LEDGER, first) == root_of(leaves[:first])


async def test_twice_is_once(database: Embedded, on: History) -> None:
    await service.sequence(on.by.scope, Log.LEDGER)
    before = await kept(database, on.agency)

    await service.sequence(on.by.scope, Log.LEDGER)

    assert await kept(database, on.agency) == before


async def test_the_size_at_a_position_counts_the_leaves_up_to_it(database: Embedded, on: History) -> None:
    await service.sequence(on.by.scope, Log.LEDGER)

    sizes = [await store.size_at(on.by.scope, Log.LEDGER, position) for position in (0, 1, 8, 9, 100)]

    assert sizes == [0, 1, 8, 10, 10]
    assert [await store.position_of(on.by.scope, Log.LEDGER, size) for size in (0, 1, 9, 10)] == [0, 1, 9, 9]


async def test_many_at_once_make_one_tree_while_others_write(
    database: Embedded, on: History, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(store, "BATCH", 2)
    scope = on.by.scope

    await asyncio.gather(grow(on, 12), grow(on, 12), *(service.sequence(scope, Log.LEDGER) for _ in range(8)))
    await asyncio.gather(*(service.sequence(scope, Log.LEDGER) for _ in range(4)))

    leaves = await hashes(database, on.agency)
    assert len(leaves) == 34
    assert await service.root(scope, Log.LEDGER, 34) == root_of(leaves)
    assert not (await service.recomputed(scope, Log.LEDGER, {34})).faults


async def test_an_act_that_is_not_committed_is_not_taken_in_and_not_waited_for(database: Embedded, on: History) -> None:
    async with raw(database, DatabaseRole.APP) as app, app.transaction():
        await look_at(app, on.agency)
        await app.execute("UPDATE ledger SET position = position + 1")
        async with asyncio.timeout(5):
            assert await service.sequence(on.by.scope, Log.LEDGER) == 10


async def test_whoever_writes_never_waits_for_the_tree(database: Embedded, on: History) -> None:
    await service.sequence(on.by.scope, Log.LEDGER)
    async with raw(database, DatabaseRole.APP) as app, app.transaction():
        await look_at(app, on.agency)
        await app.execute("SELECT * FROM tree FOR UPDATE")
        async with asyncio.timeout(5):
            await grow(on, 1)
            await access_log.looked(Sight.EXPORT, [on.ben], by=on.by, now=NOW)


async def test_a_tree_of_another_agency_is_not_seen(database: Embedded, on: History) -> None:
    other = await history("Far County")
    await service.sequence(on.by.scope, Log.LEDGER)

    assert await store.stand(other.by.scope, Log.LEDGER) == (0, 0)
    assert await store.stand(Scope(uuid4()), Log.LEDGER) == (0, 0)


@pytest.fixture
async def eight(database: Embedded, on: History, monkeypatch: pytest.MonkeyPatch) -> History:
    """The first eight acts are in the tree; the ninth is not."""
    with monkeypatch.context() as then:
        then.setattr(store, "BATCH", 8)
        await store.extend(on.by.scope, Log.LEDGER)
    return on


@pytest.mark.parametrize("sql", ATTACKS.values(), ids=ATTACKS)
async def test_an_attack_over_sql_is_refused_and_changes_nothing(database: Embedded, eight: History, sql: str) -> None:
    before = await kept(database, eight.agency)
    async with raw(database, DatabaseRole.APP) as app, app.transaction():
        await look_at(app, eight.agency)
        with pytest.raises(REFUSALS):
            await app.execute(sql.replace("{agency}", str(eight.agency)))

    assert await kept(database, eight.agency) == before


async def test_an_honest_leaf_over_sql_is_accepted(database: Embedded, eight: History) -> None:
    """The control: what the attacks are made of is refused for what is wrong with each."""
    async with raw(database, DatabaseRole.APP) as app, app.transaction():
        await look_at(app, eight.agency)
        await app.execute(EXTEND + LEAF.format(log="ledger", number=8, position=9, of=9, hash="hash"))

    assert await store.stand(eight.by.scope, Log.LEDGER) == (9, 9)
