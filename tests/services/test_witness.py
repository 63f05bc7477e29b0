"""Named attacks on both logs, made by whoever may do anything to the database: each is found, and by what.

Over the history that ``rigs.history`` writes, nine acts and ten leaves, with looks at Ben and Ines; both trees are
signed when six acts were there (the report somebody printed) and at the end. One checkpoint of the end was kept.
"""

# ruff: noqa: S608 - names come from here; values are parameters

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from uuid import UUID, uuid4

import pytest

from muster.domain.access_log import Sight
from muster.domain.errors import Conflict
from muster.domain.ledger import tree as rule
from muster.domain.ledger.checkpoints import Checkpoint, Introduction, Log, Note
from muster.domain.ledger.leaves import Leaf, commitment
from muster.domain.ledger.tree import Run
from muster.persistence import proofs
from muster.persistence.embedded import Embedded
from muster.persistence.facts import KINDS
from muster.services import access_log, checkpoints, ledger, people
from muster.services.verifying import Kept
from muster.signing import KeyFile, Signer
from tests import make
from tests.cast import NOW
from tests.persistence.rigs import History, Raw, history, superuser


@dataclass(frozen=True, slots=True)
class Scene:
    """A history, signed; ``kept``: the checkpoints of the end, as an auditor took them along."""

    on: History
    keys: KeyFile
    kept: tuple[Kept, ...]

    def fill(self, sql: str) -> str:
        """Return an attack about this history."""
        return sql.format(agency=self.on.agency, ben=self.on.ben, ines=self.on.ines, course=self.on.course)


async def signed(folder: Path, name: str = "Harbor County") -> Scene:
    on = await history(name)
    keys = KeyFile(folder / f"{name}.pem")
    await access_log.looked(Sight.RECORD, [on.ben], by=on.by, now=NOW)
    await access_log.looked(Sight.EXPORT, [on.ben, on.ines], by=on.by, now=NOW)
    await access_log.looked(Sight.RECORD, [on.ines], by=on.by, now=NOW)
    await checkpoints.checkpoint_at(on.by.scope, 6, at=NOW.at, keys=keys)
    kept = [Kept(f"{log}.txt", (await checkpoints.checkpoint(log, by=on.by, now=NOW, keys=keys)).note) for log in Log]
    return Scene(on, keys, tuple(kept))


@pytest.fixture
async def scene(database: Embedded, tmp_path: Path) -> Scene:
    return await signed(tmp_path)


async def faults(scene: Scene, *, kept: bool = False) -> list[str]:
    found = await ledger.verify(by=scene.on.by, kept=scene.kept if kept else ())
    return list(found.faults)


async def attack(server: Embedded, scene: Scene, sql: str) -> None:
    async with superuser(server, tampering=True) as root:
        await root.execute(scene.fill(sql))


async def rehash(root: Raw, scene: Scene) -> None:
    """Make every leaf's hash fit what its row and its act say now, as whoever rewrites rows would."""
    async for written in proofs.written(scene.on.by.scope, through=20):
        for kept in written.leaves:
            await root.execute(
                "UPDATE leaf SET hash = $1 WHERE agency = $2 AND position = $3 AND place = $4",
                kept.leaf.hash(),
                scene.on.agency,
                written.position,
                kept.leaf.place,
            )


async def regrow(root: Raw, scene: Scene, log: Log) -> bytes:
    """Throw a tree away and grow it again from what stands in its log now; return its root."""
    table, count = ("leaf", "position") if log is Log.LEDGER else ("look_leaf", "number")
    rows = await root.fetch(
        f"SELECT {count} AS at, place, hash FROM {table} WHERE agency = $1 ORDER BY 1, 2", scene.on.agency
    )
    here = (scene.on.agency, str(log))
    for name in ("tree_leaf", "tree_node"):
        await root.execute(f"DELETE FROM {name} WHERE agency = $1 AND log = $2", *here)
    nodes = dict(rule.grown(0, [], [row["hash"] for row in rows]))
    add_leaf = "INSERT INTO tree_leaf (agency, log, number, position, place, hash) VALUES ($1, $2, $3, $4, $5, $6)"
    for number, row in enumerate(rows):
        await root.execute(add_leaf, *here, number, row["at"], row["place"], row["hash"])
    add_node = "INSERT INTO tree_node (agency, log, level, number, hash) VALUES ($1, $2, $3, $4, $5)"
    for node, over in nodes.items():
        if node.level:
            await root.execute(add_node, *here, node.level, node.number, over)
    stand = "UPDATE tree SET size = $3, position = $4 WHERE agency = $1 AND log = $2"
    await root.execute(stand, *here, len(rows), rows[-1]["at"])
    return rule.hash_of(Run(0, len(rows)), nodes)


CUT = (
    "DELETE FROM leaf WHERE position = 9 AND agency = '{agency}'; DELETE FROM act WHERE position = 9 AND"
    " agency = '{agency}'; DELETE FROM employment_version WHERE agency = '{agency}'; DELETE FROM employment WHERE"
    " agency = '{agency}';"
)
COUNTER = "UPDATE ledger SET position = 8 WHERE agency = '{agency}';"
CUT_TREE = (
    "DELETE FROM tree_leaf WHERE agency = '{agency}' AND log = 'ledger' AND position = 9;"
    "DELETE FROM tree_node WHERE agency = '{agency}' AND log = 'ledger' AND (number + 1) << level > 8;"
    ""
    "UPDATE tree SET size = 8, position = 8 WHERE agency = '{agency}' AND log = 'ledger';"
    ""
)
CUT_CHECKPOINTS = "DELETE FROM checkpoint WHERE agency = '{agency}' AND log = 'ledger' AND size > 8;"


async def test_an_untouched_agency_has_no_fault(scene: Scene) -> None:
    found = await ledger.verify(by=scene.on.by, kept=scene.kept)

    assert (found.faults, found.notes) == ((), ())
    assert (found.leaves, found.looks, found.witness.checkpoints, found.witness.kept) == (10, 4, 3, 2)
    assert found.witness.keys == (scene.keys.signer().public.id,)


async def test_a_cut_tail_is_found_by_the_tree_and_by_the_checkpoints(database: Embedded, scene: Scene) -> None:
    await attack(database, scene, CUT + COUNTER)

    found = await faults(scene)

    assert "the tree over the ledger has leaves that the log has not: the newest were cut off" in found
    assert any("it was signed over 10 leaves, and there are 8: the newest were cut off" in each for each in found)


async def test_a_tail_cut_from_the_tree_as_well_is_found_by_the_checkpoints(database: Embedded, scene: Scene) -> None:
    await attack(database, scene, CUT + COUNTER + CUT_TREE)

    (fault,) = await faults(scene)
    assert fault.startswith("the checkpoint of the ledger at 10 leaves: it was signed over 10 leaves, and there are 8")


async def test_a_tail_cut_with_all_that_was_signed_of_it_is_found_by_a_checkpoint_kept_elsewhere_and_only_by_that(
    database: Embedded, scene: Scene
) -> None:
    await attack(database, scene, CUT + COUNTER + CUT_TREE + CUT_CHECKPOINTS)

    assert await faults(scene) == [], "what this cannot find is said in decision 18"
    assert await faults(scene, kept=True) == [
        "the checkpoint kept in ledger.txt: it was signed over 10 leaves, and there are 8: the newest were cut off"
    ]


async def test_acts_put_in_after_a_cut_are_found_by_the_checkpoint_kept(database: Embedded, scene: Scene) -> None:
    await attack(database, scene, CUT + COUNTER + CUT_TREE + CUT_CHECKPOINTS)
    for _ in range(3):
        await people.add_person(make.identity(), by=scene.on.by, now=NOW)
    await checkpoints.checkpoint(Log.LEDGER, by=scene.on.by, now=NOW, keys=scene.keys)

    assert await faults(scene) == []
    assert ["something among them was rewritten" in each for each in await faults(scene, kept=True)] == [True]


IN_THE_LEDGER = {
    "two acts swapped": "UPDATE leaf SET position = position + 100 WHERE position IN (3, 5) AND agency = '{agency}';"
    "UPDATE leaf SET position = 108 - position WHERE position IN (103, 105) AND agency = '{agency}';"
    "UPDATE act SET position = position + 100 WHERE position IN (3, 5) AND agency = '{agency}';"
    "UPDATE act SET position = 108 - position WHERE position IN (103, 105) AND agency = '{agency}'",
    "two subjects swapped": "UPDATE leaf SET subject = CASE subject WHEN '{ben}'::uuid THEN '{ines}'::uuid"
    " ELSE '{ben}'::uuid END WHERE position = 9 AND agency = '{agency}'",
    "an act called something else": "UPDATE act SET act = 'x' WHERE position = 4 AND agency = '{agency}'",
    "an act on another account": "UPDATE act SET account = agency WHERE position = 4 AND agency = '{agency}'",
    "an act of another time": "UPDATE act SET at = at - interval '1 hour' WHERE position = 1 AND agency = '{agency}'",
}


@pytest.mark.parametrize("sql", IN_THE_LEDGER.values(), ids=IN_THE_LEDGER)
async def test_a_row_rewritten_with_its_leaf_is_found_by_the_tree(database: Embedded, scene: Scene, sql: str) -> None:
    await attack(database, scene, sql)
    async with superuser(database, tampering=True) as root:
        await rehash(root, scene)

    found = await faults(scene)

    assert not [each for each in found if "the leaf, its act or their number was altered" in each], "that was mended"
    assert [each for each in found if "it was rewritten after it was taken in" in each]
    assert [each for each in found if "its root is not that of the first" in each]


@pytest.mark.parametrize("sql", IN_THE_LEDGER.values(), ids=IN_THE_LEDGER)
async def test_a_row_rewritten_with_its_leaf_and_the_tree_is_found_by_the_checkpoint(
    database: Embedded, scene: Scene, sql: str
) -> None:
    await attack(database, scene, sql)
    async with superuser(database, tampering=True) as root:
        await rehash(root, scene)
        await regrow(root, scene, Log.LEDGER)

    found = await faults(scene)

    assert not [each for each in found if each.startswith("the tree over")], "that was mended"
    assert [each for each in found if "its root is not that of the first" in each]
    await people.add_person(make.identity(), by=scene.on.by, now=NOW)
    with pytest.raises(Conflict) as refused:
        await checkpoints.checkpoint(Log.LEDGER, by=scene.on.by, now=NOW, keys=scene.keys)
    assert refused.value.code == "tree-broken", "and nothing is signed over a fork"


async def move_on(root: Raw, on: History) -> None:
    """Let everything from the fifth act on stand one position later."""
    for table in ("act", "leaf", "remark"):
        where = f"UPDATE {table} SET position = position + $2 WHERE agency = $1 AND position BETWEEN $3 AND $4"
        await root.execute(where, on.agency, 1000, 5, 9)
        await root.execute(where, on.agency, -999, 1005, 1009)
    for kind in KINDS:
        later = ", ".join(f"{each} = {each} + ({each} BETWEEN 5 AND 9)::int" for each in ("known_from", "known_until"))
        await root.execute(f"UPDATE {kind.table} SET {later} WHERE agency = $1", on.agency)
    await root.execute("UPDATE ledger SET position = 10 WHERE agency = $1", on.agency)


async def add_course(root: Raw, on: History, course: UUID) -> None:
    """Let the fifth act add a course, with a leaf that commits to it."""
    await root.execute("INSERT INTO course (id, agency) VALUES ($1, $2)", course, on.agency)
    columns = [row[0] for row in await root.fetch(
        "SELECT attname FROM pg_attribute WHERE attrelid = 'course_version'::regclass AND attnum > 0"
        " AND NOT attisdropped")]  # fmt: skip
    new = {"id": "gen_random_uuid()", "fact": "$2", "known_from": "5"}
    listed, said = ", ".join(columns), ", ".join(new.get(each, each) for each in columns)
    await root.execute(
        f"INSERT INTO course_version ({listed}) SELECT {said} FROM course_version WHERE agency = $1 AND fact = $3",
        on.agency,
        course,
        on.course,
    )
    (changed,) = [each.changes[course] async for each in proofs.written(on.by.scope, through=5) if each.position == 5]
    salt = b"s" * 32
    await root.execute(
        "INSERT INTO leaf (id, agency, position, place, subject, salt, commitment, hash)"
        " VALUES (gen_random_uuid(), $1, 5, 0, $2, $3, $4, $4)",
        on.agency,
        course,
        salt,
        commitment(salt, changed.values()),
    )


async def test_an_act_put_in_in_the_middle_is_found(database: Embedded, scene: Scene) -> None:
    """Everything after it moved on by one, with facts, counter, leaves and tree made to fit."""
    on = scene.on
    async with superuser(database, tampering=True) as root:
        await move_on(root, on)
        await root.execute(
            "INSERT INTO act SELECT gen_random_uuid(), agency, 5, act, account, at, because FROM act"
            " WHERE agency = $1 AND position = 4",
            on.agency,
        )
        await add_course(root, on, uuid4())
        await rehash(root, scene)
        found = await faults(scene)
        assert not [each for each in found if each.startswith("position")], "leaves and facts fit each other"
        assert [each for each in found if "the tree over the ledger, leaf 4 (position 5, leaf 0)" in each], found
        await regrow(root, scene, Log.LEDGER)

    found = await faults(scene)
    assert [each for each in found if "its root is not that of the first 6 leaves" in each], found
    assert [each for each in found if "its root is not that of the first 10 leaves" in each], found


async def test_a_leaf_and_its_act_replayed_from_another_agency_are_found(
    database: Embedded, scene: Scene, tmp_path: Path
) -> None:
    far = await signed(tmp_path, "Far County")
    async with superuser(database, tampering=True) as root:
        await root.execute(
            "UPDATE leaf t SET subject = f.subject, salt = f.salt, commitment = f.commitment, hash = f.hash FROM leaf f"
            " WHERE t.agency = $1 AND f.agency = $2 AND t.position = 4 AND f.position = 4",
            scene.on.agency,
            far.on.agency,
        )

    found = await faults(scene)

    assert [each for each in found if each.startswith("position 4") and "was altered" in each]
    assert [each for each in found if "leaf 3 (position 4, leaf 0): it was rewritten" in each]
    assert await faults(far, kept=True) == []


# -- checkpoints


async def replace_note(server: Embedded, scene: Scene, size: int, note: str, *, key: str | None = None) -> None:
    async with superuser(server, tampering=True) as root:
        await root.execute(
            "UPDATE checkpoint SET note = $3, key = coalesce($4, key)"
            " WHERE agency = $1 AND log = 'ledger' AND size = $2",
            scene.on.agency,
            size,
            note,
            key,
        )


async def test_a_root_signed_again_by_another_key_is_found(database: Embedded, scene: Scene) -> None:
    """All rewritten, grown again and signed by a key of somebody's own, which is put beside the other."""
    signer = Signer.made()
    await attack(database, scene, IN_THE_LEDGER["an act on another account"])
    async with superuser(database, tampering=True) as root:
        await rehash(root, scene)
        over = await regrow(root, scene, Log.LEDGER)
        said = Checkpoint(scene.on.agency, Log.LEDGER, 10, over, 9, NOW.at)
        note = Note(said.text(), (signer.sign(said.text(), name=said.origin),))
        intro = Introduction(scene.on.agency, signer.public, NOW.at + timedelta(days=1))
        introduced = Note(intro.text(), (signer.sign(intro.text(), name=intro.name),))
        await root.execute("DELETE FROM checkpoint WHERE agency = $1 AND log = 'ledger' AND size < 10", scene.on.agency)
        await root.execute(
            "INSERT INTO signing_key (id, agency, key, since, note) VALUES ($1, $2, $3, $4, $5)",
            uuid4(), scene.on.agency, signer.public.id, intro.since, introduced.written(),
        )  # fmt: skip
    await replace_note(database, scene, 10, note.written(), key=signer.public.id)

    alone = await ledger.verify(by=scene.on.by)
    assert alone.faults == (), "every row fits every other"
    assert [signer.public.id in each and "was not introduced" in each for each in alone.notes] == [True], (
        "but it is said"
    )
    found = await faults(scene, kept=True)
    assert [each for each in found if "nothing ties it to the key of the checkpoint you kept" in each]
    assert [each for each in found if "something among them was rewritten" in each]


async def test_a_forged_checkpoint_is_found(database: Embedded, scene: Scene) -> None:
    forger = Signer.made()
    said = Checkpoint(scene.on.agency, Log.LEDGER, 10, b"x" * 32, 9, NOW.at)
    note = Note(said.text(), (forger.sign(said.text(), name=said.origin),))

    await replace_note(database, scene, 10, note.written())

    assert any("no key that ever signed for this agency has signed it" in each for each in await faults(scene))


async def test_a_checkpoint_of_another_agency_is_found(database: Embedded, scene: Scene, tmp_path: Path) -> None:
    far = await signed(tmp_path, "Far County")

    await replace_note(database, scene, 10, far.kept[0].note)

    assert any("it is of another agency" in each for each in await faults(scene))
    found = await ledger.verify(by=scene.on.by, kept=far.kept)
    assert any(f"it is of another agency, {far.on.agency}" in each for each in found.faults)


async def test_an_older_checkpoint_put_in_the_place_of_a_newer_is_found(database: Embedded, scene: Scene) -> None:
    async with superuser(database) as root:
        older = await root.fetchval(
            "SELECT note FROM checkpoint WHERE agency = $1 AND log = 'ledger' AND size = 6", scene.on.agency
        )

    await replace_note(database, scene, 10, older)

    assert any("kept under another log, size or key than it says" in each for each in await faults(scene))


@pytest.mark.parametrize("what", ["size", "root", "position", "time"])
async def test_a_checkpoint_that_says_otherwise_is_found(database: Embedded, scene: Scene, what: str) -> None:
    lines = scene.kept[0].note.split("\n")
    at = {"size": 1, "root": 2, "position": 3, "time": 4}[what]
    lines[at] = {"size": "9", "root": lines[2][::-1], "position": "position 8", "time": "at 2026-11-22T15:00:01Z"}[what]

    await replace_note(database, scene, 10, "\n".join(lines))

    assert await faults(scene)


async def test_an_altered_key_is_found(database: Embedded, scene: Scene) -> None:
    await attack(
        database,
        scene,
        "UPDATE signing_key SET note = replace(note, 'after none', 'after x') WHERE agency = '{agency}'",
    )

    assert any(each.startswith("key ") for each in await faults(scene))


# -- nodes, and the access log


async def test_an_altered_node_is_found_and_nothing_is_signed_over_it(database: Embedded, scene: Scene) -> None:
    await attack(
        database,
        scene,
        "UPDATE tree_node SET hash = sha256(hash) WHERE agency = '{agency}' AND log = 'ledger' AND level = 3",
    )

    assert await faults(scene) == ["the tree over the ledger: 1 of its nodes were altered"]
    await people.add_person(make.identity(), by=scene.on.by, now=NOW)
    with pytest.raises(Conflict):
        await checkpoints.checkpoint(Log.LEDGER, by=scene.on.by, now=NOW, keys=scene.keys)


async def test_a_node_taken_away_is_found(database: Embedded, scene: Scene) -> None:
    await attack(database, scene, "DELETE FROM tree_node WHERE agency = '{agency}' AND log = 'ledger' AND level = 1")

    assert await faults(scene)


async def test_a_tree_that_says_it_is_smaller_is_found(database: Embedded, scene: Scene) -> None:
    await attack(
        database,
        scene,
        "UPDATE tree SET size = 9 WHERE agency = '{agency}' AND log = 'ledger'; ",
    )

    assert await faults(scene)


LOOKS = {
    "an entry deleted": "DELETE FROM look_leaf WHERE number = 2 AND agency = '{agency}';"
    "DELETE FROM look WHERE number = 2 AND agency = '{agency}'",
    "one leaf of an entry deleted": "DELETE FROM look_leaf WHERE number = 2 AND place = 0 AND agency = '{agency}'",
    "the newest deleted, counter included": "DELETE FROM look_leaf WHERE number = 3 AND agency = '{agency}';"
    "DELETE FROM look WHERE number = 3 AND agency = '{agency}'; "
    "UPDATE access_log SET number = 2 WHERE agency = '{agency}'; ",
    "another account": "UPDATE look SET account = gen_random_uuid() WHERE number = 2 AND agency = '{agency}'",
    "another subject": "UPDATE look_leaf SET subject = '{ines}' WHERE number = 1 AND agency = '{agency}'",
    "another day": "UPDATE look SET on_day = on_day + 1 WHERE number = 1 AND agency = '{agency}'",
    "another time": "UPDATE look SET at = at - interval '1 hour' WHERE number = 1 AND agency = '{agency}'",
    "something less": "UPDATE look SET sight = 'record' WHERE number = 2 AND agency = '{agency}'",
    "another detail": "UPDATE look SET detail = 'x' WHERE number = 2 AND agency = '{agency}'",
    "two entries swapped": "UPDATE look_leaf SET subject ="
    " CASE number WHEN 1 THEN '{ines}'::uuid ELSE '{ben}'::uuid END WHERE number IN (1, 3) AND agency = '{agency}'",
    "the counter moved on": "UPDATE access_log SET number = number + 1 WHERE agency = '{agency}'",
}


@pytest.mark.parametrize("sql", LOOKS.values(), ids=LOOKS)
async def test_an_altered_access_log_is_found(database: Embedded, scene: Scene, sql: str) -> None:
    await attack(database, scene, sql)

    assert [each for each in await faults(scene) if "access" in each]


@pytest.mark.parametrize("name", ["another account", "another subject", "something less", "two entries swapped"])
async def test_an_entry_rewritten_with_its_leaf_is_found_by_the_tree_and_with_the_tree_by_the_checkpoint(
    database: Embedded, scene: Scene, name: str
) -> None:
    await attack(database, scene, LOOKS[name])
    async with superuser(database, tampering=True) as root:
        for each in (await access_log.looks(by=scene.on.by)).items:
            await root.execute(
                "UPDATE look_leaf SET hash = $1 WHERE agency = $2 AND id = $3",
                each.look.hash(),
                scene.on.agency,
                each.id,
            )
        assert [each for each in await faults(scene) if "it was rewritten after it was taken in" in each]
        await regrow(root, scene, Log.ACCESS)

    found = await faults(scene)
    assert found
    assert all("the checkpoint of the access-log at 4 leaves: its root is not" in each for each in found)


def test_a_leaf_names_its_agency_and_its_log() -> None:
    """What a replay fails on: no leaf of one log is one of another."""
    leaf = Leaf(UUID(int=1), 1, 0, 1, "x", None, NOW.at, None, UUID(int=2), b"")

    assert b'"agency":"00000000-0000-0000-0000-000000000001"' in leaf.encoded()
    assert b'"log":' not in leaf.encoded()
