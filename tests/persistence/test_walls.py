"""Before every table stands a wall that lets through what it should and nothing else; each stone of it is needed."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from muster.persistence.embedded import Embedded
from tests.conftest import serving
from tests.persistence.conditions import Weakened, weakened, weakened_functions
from tests.persistence.rigs import superuser
from tests.persistence.trespass import breaches, broken
from tests.persistence.walls import Walls, build

KEPT: dict[str, Walls] = {}
DELETING = "CREATE POLICY planted ON completion FOR DELETE USING (true);GRANT DELETE ON completion TO muster_app"

# What a policy of the owner says once more, of what is done for whoever calls the function: either would do alone.
SAID_TWICE = {
    "agency_version_owner": "muster_agencies",
    "role_held_version_owner": "muster_reached",
    "session_sweep": "muster_sweep_sessions",
}


@pytest.fixture(scope="module")
def server() -> Iterator[Embedded]:
    """A server of this module's own: what is written here past every key would be in others' way."""
    with serving() as made:
        yield made


@pytest.fixture
async def walls(database: Embedded) -> Walls:
    """Return what this module looks at. It is written once: whatever is tried is taken back."""
    if not KEPT:
        KEPT["built"] = await build(database)
    return KEPT["built"]


async def conditions(server: Embedded) -> list[Weakened]:
    async with superuser(server) as root:
        return await weakened(root)


async def test_every_table_shows_and_takes_what_it_should_and_nothing_else(database: Embedded, walls: Walls) -> None:
    found = {table: wrong for table in walls.columns if (wrong := await breaches(database, walls, table))}

    assert found == {}
    print(f"{len(walls.columns)} tables, {len(walls.looks())} ways of looking")  # noqa: T201 - pytest -rP


async def test_what_acts_for_its_owner_shows_and_does_no_more_than_it_should(database: Embedded, walls: Walls) -> None:
    async with superuser(database) as root:
        functions = {each.of for each in await weakened_functions(root)}

    assert functions == set(SAID_TWICE.values()), "say in trespass.done_wrong what the new one should do, and here"
    assert await broken(database, walls) == []


@pytest.mark.parametrize(
    ("planted", "said"),
    [
        ("CREATE POLICY planted ON completion FOR SELECT USING (true)", "sees"),
        ("CREATE POLICY planted ON completion FOR INSERT WITH CHECK (true)", "can be written"),
        ("CREATE POLICY planted ON completion_version FOR UPDATE USING (true)", "changes"),
        (DELETING, "away"),
        ("ALTER TABLE completion DISABLE ROW LEVEL SECURITY", "sees"),
    ],
)
async def test_a_hole_in_a_wall_is_found(database: Embedded, walls: Walls, planted: str, said: str) -> None:
    table = "completion_version" if "completion_version" in planted else "completion"

    assert any(said in each for each in await breaches(database, walls, table, planted))


@pytest.mark.prove
async def test_no_condition_of_any_policy_can_be_left_out(database: Embedded, walls: Walls) -> None:
    every = await conditions(database)

    unnoticed = [each for each in every if not await breaches(database, walls, each.table, each.statement)]

    print(f"{len(every) - len(unnoticed)} of {len(every)} conditions noticed")  # noqa: T201 - pytest -rP
    assert {each.of for each in unnoticed} == set(SAID_TWICE), [each.name for each in unnoticed]


async def test_no_condition_of_any_function_can_be_left_out(database: Embedded, walls: Walls) -> None:
    """What its owner's policy says once more is left out there too: both together are noticed."""
    twice = {SAID_TWICE[each.of]: each for each in await conditions(database) if each.of in SAID_TWICE}
    async with superuser(database) as root:
        every = await weakened_functions(root)

    for each in every:
        alone = await broken(database, walls, each.statement)
        both = await broken(database, walls, f"{each.statement};{twice[each.of].statement}")
        assert alone or both, each.name
