"""Before every table stands a wall that lets through what it should and nothing else; each stone of it is needed."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from muster.persistence.embedded import Embedded
from tests.conftest import serving
from tests.persistence.conditions import Weakened, weakened, weakened_functions
from tests.persistence.rigs import superuser
from tests.persistence.trespass import breaches, broken
from tests.persistence.walls import HELD_ELSEWHERE, Walls, build

KEPT: dict[str, Walls] = {}
DELETING = "CREATE POLICY planted ON completion FOR DELETE USING (true);GRANT DELETE ON completion TO muster_app"

# What a policy of the owner says once more, of what is done for whoever calls the function: either would do alone.
SAID_TWICE = {
    "agency_version_owner": "muster_agencies",
    "role_held_version_owner": "muster_reached",
}

# What a policy says of a row before it is changed and once more of it afterwards: nobody may change the id it goes by.
BEFORE_AND_AFTER = {"account_update"}

# Functions that act for their owner and are tried with what they take away: ``trespass.swept_wrong``.
SAID_BY_TRYING = {"muster_sweep_drafts"}

# Functions that act for their owner and whose own tests say what they show and do.
SAID_ELSEWHERE = {
    "muster_agency_named": "tests/services/test_shares.py",
    "muster_disclosure_counts": "tests/services/test_disclosures.py",
    "muster_end_links": "tests/services/test_links.py",
    "muster_erase": "tests/persistence/test_erasing.py",
    "muster_erase_drafts": "tests/persistence/test_erasing.py",
    "muster_erase_shifts": "tests/persistence/test_erasing.py",
    "muster_erased": "tests/persistence/test_erasing.py",
    "muster_file_gone": "tests/persistence/test_erasing.py",
    "muster_file_wanted": "tests/persistence/test_erasing.py",
    "muster_forget": "tests/persistence/test_erasing.py",
    "muster_only_of": "tests/persistence/test_erasing.py",
    "muster_resalt": "tests/persistence/test_erasing.py",
    "muster_sweep_flows": "tests/web/test_openid.py",
    "muster_sweep_links": "tests/services/test_links.py",
    "muster_sweep_sign_ins": "tests/services/test_account_events.py",
}
ROOT = Path(__file__).resolve().parents[2]


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
        return [each for each in await weakened(root, SAID_TWICE) if each.table not in HELD_ELSEWHERE]


async def test_every_table_shows_and_takes_what_it_should_and_nothing_else(database: Embedded, walls: Walls) -> None:
    found = {table: wrong for table in walls.columns if (wrong := await breaches(database, walls, table))}

    assert found == {}
    print(f"{len(walls.columns)} tables, {len(walls.looks())} ways of looking")  # noqa: T201 - pytest -rP


async def test_what_acts_for_its_owner_shows_and_does_no_more_than_it_should(database: Embedded, walls: Walls) -> None:
    async with superuser(database) as root:
        rows = await root.fetch("SELECT proname FROM pg_proc WHERE pronamespace = 'public'::regnamespace AND prosecdef")

    found = {row["proname"] for row in rows}
    said = {*SAID_TWICE.values(), *SAID_BY_TRYING, *SAID_ELSEWHERE}
    assert found == said, "say in trespass.done_wrong what the new one should do"
    assert await broken(database, walls) == []


def test_what_is_held_elsewhere_is() -> None:
    assert [each for each in {*HELD_ELSEWHERE.values(), *SAID_ELSEWHERE.values()} if not (ROOT / each).exists()] == []


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
    assert {each.of for each in unnoticed} == {*SAID_TWICE, *BEFORE_AND_AFTER}, [each.name for each in unnoticed]


async def test_no_condition_of_any_function_can_be_left_out(database: Embedded, walls: Walls) -> None:
    """What its owner's policy says once more is left out there too: both together are noticed."""
    twice = {SAID_TWICE[each.of]: each for each in await conditions(database) if each.of in SAID_TWICE}
    async with superuser(database) as root:
        every = await weakened_functions(root, SAID_TWICE.values())

    for each in every:
        alone = await broken(database, walls, each.statement)
        both = await broken(database, walls, f"{each.statement};{twice[each.of].statement}")
        assert alone or both, each.name
