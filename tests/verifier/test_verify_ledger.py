"""The verifier that goes alone: it hashes as muster does, needs nothing of muster, and finds whatever was altered."""

from __future__ import annotations

import ast
import json
import os
import random
import re
import shutil
import subprocess
import sys
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from muster import data
from muster.domain.ledger import leaves as ledger
from muster.domain.ledger import tree
from muster.domain.ledger.checkpoints import Checkpoint, Introduction, Log, Note
from muster.domain.ledger.tree import Run
from muster.persistence.embedded import Embedded
from muster.signing import Signer
from tests.verifier.archives import Archive, Members, archive, lines, written
from verifier import verify_ledger as verifier

FILE = data.folder("verifier") / "verify_ledger.py"
PLAIN = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-(2**53) + 1, 2**53 - 1)
    | st.text(st.characters(exclude_categories=["Cs"])),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(st.characters(exclude_categories=["Cs"])), inner),
    max_leaves=10,
)


@pytest.fixture
async def made(database: Embedded, tmp_path: Path) -> Archive:
    return await archive(tmp_path)


def checked(
    members: Members,
    *,
    kept: tuple[str, ...] = (),
    feet: tuple[str, ...] = (),
    known: tuple[str, ...] = (),
    honest: bool = True,
) -> verifier.Findings:
    file = written(members, honest=honest)
    try:
        printed = [verifier.Foot(each, int(each.split(":")[0]), *each.split(":")[1:]) for each in feet]
        named = [(f"number {n}", note) for n, note in enumerate(kept)]
        return verifier.check(verifier.Export(file), kept=named, feet=printed, known=known)
    finally:
        file.unlink()


# -- alone


def test_it_imports_nothing_but_the_standard_library_and_cryptography() -> None:
    found = set()
    for each in ast.walk(ast.parse(FILE.read_text())):
        if isinstance(each, ast.Import):
            found |= {name.name.partition(".")[0] for name in each.names}
        elif isinstance(each, ast.ImportFrom):
            found.add((each.module or "").partition(".")[0])

    assert found - set(sys.stdlib_module_names) == {"cryptography"}


def run(folder: Path, *words: str) -> subprocess.CompletedProcess[str]:
    """Run the verifier alone: an empty folder, no environment, isolated from whatever is installed around it."""
    return subprocess.run(
        [sys.executable, "-I", "verify_ledger.py", *words],
        cwd=folder,
        env={"PATH": os.defpath},
        capture_output=True,
        text=True,
        encoding="utf-8",
        timeout=60,
        check=False,
    )


@pytest.fixture
def alone(made: Archive, tmp_path: Path) -> Path:
    """A folder with the verifier, an export, and what an auditor kept; nothing else."""
    folder = tmp_path / "alone"
    folder.mkdir()
    shutil.copy(FILE, folder / "verify_ledger.py")
    shutil.move(written(made.members), folder / "export.zip")
    (folder / "kept.txt").write_text(made.kept)
    return folder


def test_alone_in_a_folder_it_says_what_holds(alone: Path, made: Archive) -> None:
    # What makes muster importable here must not be there: the interpreter is asked to deny it.
    (alone / "verify_ledger.py").write_text(
        "import sys\nsys.modules['muster'] = None\n"
        + FILE.read_text().replace("from __future__ import annotations", "")
    )
    done = run(alone, "export.zip", "--checkpoint", "kept.txt", "--foot", f"a page · ledger {made.foot} · SHA-256 ab")

    assert (done.returncode, done.stderr) == (0, "")
    assert "The ledger has 15 leaves of 14 acts, each written in the one way" in done.stdout
    assert "The checkpoint you kept, kept.txt, signed 2026-11-22T15:00:00Z over 10 leaves" in done.stdout
    assert f"The report with {made.foot} was drawn from this ledger, when it had 6 leaves." in done.stdout
    assert "Everything that can be checked holds." in done.stdout


def test_alone_in_a_folder_it_says_what_does_not(alone: Path, made: Archive) -> None:
    shutil.move(written(lines(made.members, "ledger.jsonl", lambda them: them[:-1])), alone / "cut.zip")

    done = run(alone, "cut.zip")

    assert done.returncode == 3
    assert "there are 14: the newest were cut off" in done.stdout
    assert "DOES NOT HOLD" in done.stdout


def test_what_cannot_be_read_is_said_so(alone: Path) -> None:
    (alone / "export.txt").write_text("nothing")

    for words in (
        ["export.txt"],
        ["nowhere.zip"],
        ["export.zip", "--foot", "433"],
        ["export.zip", "--checkpoint", "x"],
    ):
        done = run(alone, *words)
        assert done.returncode == 1, done.stdout
        assert len(done.stderr.splitlines()) == 1
    assert run(alone).returncode == 2


def test_the_one_in_the_export_is_this_one(made: Archive) -> None:
    assert made.members["verify_ledger.py"] == FILE.read_bytes()


# -- the same hashes


@given(PLAIN)
def test_it_writes_values_as_muster_does(value: object) -> None:
    assert verifier.canonical(value) == ledger.canonical(value)


@given(st.lists(st.binary(max_size=20), max_size=70))
def test_it_hashes_trees_as_muster_does(leaves: list[bytes]) -> None:
    grown = verifier.Tree()
    for each in leaves:
        assert verifier.leaf_hash(each) == tree.leaf_hash(each)
        grown.append(verifier.leaf_hash(each))

    known = dict(tree.grown(0, [], map(tree.leaf_hash, leaves)))
    assert grown.root() == tree.hash_of(Run(0, len(leaves)), known)


def test_it_names_keys_and_reads_notes_as_muster_does(made: Archive) -> None:
    key = made.keys.signer().public
    note = Note.read(made.kept)
    said = verifier.read_checkpoint("here", made.kept, str(made.on.agency))

    assert verifier.key_id(key.raw) == key.id
    assert isinstance(said, verifier.Checkpoint)
    assert (said.text, said.size, said.root) == (note.text, *_of(note))
    assert verifier.read_note(made.kept) == (
        note.text,
        tuple((each.name, each.key, each.signed) for each in note.signatures),
    )


def _of(note: Note) -> tuple[int, bytes]:
    said = Checkpoint.read(note.text)
    return said.size, said.root


# -- what it finds


def test_a_clean_export_holds(made: Archive) -> None:
    found = checked(made.members, kept=(made.kept, made.looks), feet=(made.foot,), honest=False)

    assert found.faults == []
    assert found.notes == []
    assert any("Values are given for 15 leaves and 2 remarks, and are what the leaves" in each for each in found.held)


def test_without_anything_kept_it_says_whose_keys_to_compare(made: Archive) -> None:
    found = checked(made.members)

    assert found.faults == []
    assert len(found.notes) == 1
    assert "Compare that with the foot of a report" in found.notes[0]


def edited(line: bytes, **said: object) -> bytes:
    """Return a leaf that says something else, written in the one way."""
    return verifier.canonical(json.loads(line) | said) + b"\n"


def only(n: int, **said: object) -> Callable[[list[bytes]], list[bytes]]:
    return lambda them: [edited(each, **said) if at == n else each for at, each in enumerate(them)]


def swapped(a: int, b: int) -> Callable[[list[bytes]], list[bytes]]:
    def change(them: list[bytes]) -> list[bytes]:
        them[a], them[b] = them[b], them[a]
        return them

    return change


def moved(them: list[bytes]) -> list[bytes]:
    """Give one leaf the values, and the salt, of another."""
    them[2] = edited(them[1], position=json.loads(them[2])["position"])
    return them


OTHER = "00000000-0000-0000-0000-000000000009"
IN_A_LOG: dict[str, tuple[str, Callable[[list[bytes]], list[bytes]], str]] = {
    "the newest leaf cut off": ("ledger.jsonl", lambda them: them[:-1], "the newest were cut off"),
    "the newest acts cut off": ("ledger.jsonl", lambda them: them[:8], "the newest were cut off"),
    "everything cut off": ("ledger.jsonl", lambda _: [], "the newest were cut off"),
    "a leaf taken out": ("ledger.jsonl", lambda them: them[:4] + them[5:], "something is missing"),
    "a leaf put in twice": ("ledger.jsonl", lambda them: [*them[:4], them[3], *them[4:]], "there twice"),
    "an act put in": ("ledger.jsonl", lambda them: [*them[:4], edited(them[3], position=5), *them[4:]], "there twice"),
    "two acts swapped": ("ledger.jsonl", swapped(3, 5), "moved"),
    "two subjects of an act swapped": ("ledger.jsonl", swapped(8, 9), "moved"),
    "an act called something else": ("ledger.jsonl", only(3, act="completion-withdrawn"), "rewritten"),
    "an act on another account": ("ledger.jsonl", only(3, by=OTHER), "rewritten"),
    "an act of another time": ("ledger.jsonl", only(3, at="2026-11-22T15:00:00.000001Z"), "rewritten"),
    "an act about somebody else": ("ledger.jsonl", only(3, subject=OTHER), "rewritten"),
    "other values": ("ledger.jsonl", only(3, values="00" * 32), "rewritten"),
    "a leaf of another agency": ("ledger.jsonl", only(3, agency=OTHER), "it is of another agency"),
    "a leaf written in another way": (
        "ledger.jsonl",
        lambda them: [b" " + them[0], *them[1:]],
        "not written in the one",
    ),
    "the last line cut": ("ledger.jsonl", lambda them: [*them[:-1], them[-1][:-5]], "not written in the one way"),
    "a look taken out": ("access-log.jsonl", lambda them: them[1:], "something is missing"),
    "the newest look cut off": ("access-log.jsonl", lambda them: them[:-1], "the newest were cut off"),
    "a look on another account": ("access-log.jsonl", only(0, account=OTHER), "rewritten"),
    "a look at somebody else": ("access-log.jsonl", only(0, subject=OTHER), "rewritten"),
    "a look as something less": ("access-log.jsonl", only(1, sight="record"), "says otherwise than the leaf before"),
    "two looks swapped": ("access-log.jsonl", swapped(0, 3), "moved"),
    "a value altered": ("values.jsonl", only(1, values={"closed": [], "opened": []}), "not what the leaf committed to"),
    "a value of another leaf": ("values.jsonl", moved, "not what the leaf committed to"),
    "two values swapped": ("values.jsonl", swapped(1, 2), "stands in the wrong order"),
    "a value put in twice": ("values.jsonl", lambda them: [them[0], *them], "it belongs to no leaf"),
    "another salt": ("values.jsonl", only(1, salt="00" * 32), "not what the leaf committed to"),
    "a remark altered": ("remarks.jsonl", only(0, words="as the chief told me to"), "not what the leaf committed to"),
}


@pytest.mark.parametrize("name", IN_A_LOG)
def test_what_was_altered_in_a_log_is_found(made: Archive, name: str) -> None:
    member, change, said = IN_A_LOG[name]

    found = checked(lines(made.members, member, change))

    assert any(said in each for each in found.faults), found.faults


# -- checkpoints and keys


def introduction(made: Archive, signer: Signer, *, after: str = "") -> bytes:
    """Return how somebody introduces a key of their own."""
    at = Checkpoint.read(Note.read(made.kept).text).at
    said = Introduction(made.on.agency, signer.public, at, after)
    return Note(said.text(), (signer.sign(said.text(), name=said.name),)).written().encode()


def signed(made: Archive, signer: Signer, log: Log, members: Members) -> tuple[str, bytes]:
    """Sign how a log of an altered export stands, with a key of somebody's own; return the member."""
    leaves = members[f"{log}.jsonl"].splitlines()
    grown = verifier.Tree()
    for each in leaves:
        grown.append(verifier.leaf_hash(each))
    last = json.loads(leaves[-1])["position" if log is Log.LEDGER else "number"]
    at = Checkpoint.read(Note.read(made.kept).text).at
    said = Checkpoint(made.on.agency, log, grown.size, grown.root(), last, at)
    note = Note(said.text(), (signer.sign(said.text(), name=said.origin),))
    return f"checkpoints/{log}/{grown.size}-{signer.public.id}.txt", note.written().encode()


def rewritten(made: Archive) -> tuple[Members, Signer]:
    """Rewrite an act, throw away everything that was signed, and sign it all with a key of somebody's own."""
    signer = Signer.made()
    members = lines(made.members, "ledger.jsonl", only(3, subject=OTHER))
    members = {name: each for name, each in members.items() if not name.startswith(("checkpoints/", "keys/", "values"))}
    members[f"keys/{signer.public.id}.txt"] = introduction(made, signer)
    members |= dict(signed(made, signer, log, members) for log in Log)
    return members, signer


def test_all_rewritten_and_signed_by_another_key_is_found_by_whatever_was_kept(made: Archive) -> None:
    members, signer = rewritten(made)

    assert checked(members).faults == [], "with nothing kept it cannot be found, and is not claimed to be"
    assert signer.public.id in checked(members).notes[0], "but whose key to compare is said"
    assert any("no key of this export has signed it" in each for each in checked(members, kept=(made.kept,)).faults)
    assert any("was drawn from another ledger" in each for each in checked(members, feet=(made.foot,)).faults)
    first = made.foot.rpartition(":")[2]
    assert any("nothing ties it to a key that you know" in each for each in checked(members, known=(first,)).faults)


def test_a_checkpoint_signed_by_a_key_that_slipped_in_is_found(made: Archive) -> None:
    signer = Signer.made()
    members = {**made.members, f"keys/{signer.public.id}.txt": introduction(made, signer)}
    members |= dict([signed(made, signer, Log.LEDGER, lines(members, "ledger.jsonl", lambda them: them[:12]))])

    found = checked(members, kept=(made.kept,))

    assert found.faults == [
        f"key {signer.public.id} has signed checkpoints, and nothing ties it to a key that you know"
    ]
    assert any("was not introduced by the one before it" in each for each in checked(members).notes)


def test_a_key_that_says_another_introduced_it_is_found(made: Archive) -> None:
    signer, first = Signer.made(), made.foot.rpartition(":")[2]
    members = {**made.members, f"keys/{signer.public.id}.txt": introduction(made, signer, after=first)}

    assert any("which did not sign" in each for each in checked(members).faults)


def test_a_cut_tail_is_found_by_a_checkpoint_or_a_foot_kept_elsewhere_and_by_nothing_else(made: Archive) -> None:
    """The newest acts, all that was signed over them, and the key that signed it last, are gone."""
    cut = lines(made.members, "ledger.jsonl", lambda them: them[:6])
    cut = lines(cut, "values.jsonl", lambda them: them[:6])
    cut = lines(cut, "remarks.jsonl", lambda them: them[:1])
    gone = [name for name in cut if re.match(r"checkpoints/ledger/(?!6-)", name)]
    cut = {name: each for name, each in cut.items() if name not in gone}

    assert checked(cut).faults == [], "nobody can know, and nothing is claimed"
    assert checked(cut, feet=(made.foot,)).faults == [], "the report is older than what was cut off"
    kept = checked(cut, kept=(made.kept,))
    assert [each for each in kept.faults if "the newest were cut off" in each]


def test_the_checkpoint_of_another_agency_or_log_is_none_of_this(made: Archive) -> None:
    elsewhere = made.kept.replace(str(made.on.agency), OTHER)
    as_looks = made.kept.replace("muster/ledger/", "muster/access-log/")

    assert any("it is of another agency" in each for each in checked(made.members, kept=(elsewhere,)).faults)
    assert any("no key of this export has signed it" in each for each in checked(made.members, kept=(as_looks,)).faults)


async def test_a_leaf_and_a_checkpoint_replayed_from_another_agency_are_found(made: Archive, tmp_path: Path) -> None:
    far = await archive(tmp_path, "Far County")
    (stolen,) = [each for each in far.members if each.startswith("checkpoints/ledger/15-")]
    own = [each for each in made.members if each.startswith("checkpoints/ledger/15-")]

    theirs = far.members["ledger.jsonl"].splitlines(keepends=True)
    leaf = lines(made.members, "ledger.jsonl", lambda them: [*them[:3], theirs[3], *them[4:]])
    assert any("it is of another agency" in each for each in checked(leaf).faults)
    replayed = {name: each for name, each in made.members.items() if name not in own} | {stolen: far.members[stolen]}
    assert any("it is of another agency" in each for each in checked(replayed).faults)


def test_an_older_checkpoint_passed_off_as_the_newest_is_found(made: Archive) -> None:
    (newest,) = [each for each in made.members if each.startswith("checkpoints/ledger/15-")]
    older = made.kept.encode()

    found = checked({**made.members, newest: older})

    assert any("it lies under another name than it says" in each for each in found.faults)
    assert any("the newest 5 leaves of the ledger are under no signed checkpoint" in each for each in found.faults)


def test_what_does_not_belong_in_an_export_is_found(made: Archive) -> None:
    assert any("does not belong" in each for each in checked({**made.members, "virus.exe": b"x"}).faults)
    damaged = {**made.members, "README.txt": b"x"}
    assert any("not what the manifest says" in each for each in checked(damaged, honest=False).faults)
    gone = {name: each for name, each in made.members.items() if name != "README.txt"}
    assert any("is not in the export" in each for each in checked(gone, honest=False).faults)


# -- at random

EVIDENCE = ("ledger.jsonl", "access-log.jsonl")
SIGNED = ("checkpoints/", "keys/")


def at_random(members: Members, dice: random.Random) -> tuple[str, Members]:
    """Alter an export in one place; return how, and what came of it. The manifest is made to fit afterwards."""
    others = [each for each in members if each.startswith((*SIGNED, "values", "remarks"))]
    name = dice.choice([*others, *EVIDENCE * len(others)])
    ways = ["edit"]
    if name in EVIDENCE:
        ways += ["delete", "insert", "swap", "field"]
    way = dice.choice(ways)
    before = members[name].splitlines(keepends=True)
    them = list(before)
    at, other = dice.randrange(len(them)), dice.randrange(len(them))
    if way == "edit":
        content = bytearray(members[name])
        content[dice.randrange(len(content))] ^= dice.randrange(1, 256)
        return way, {**members, name: bytes(content)}
    if way == "delete":
        del them[at]
    elif way == "insert":
        them.insert(other, them[at])
    elif way == "swap":
        them[at], them[other] = them[other], them[at]
    else:
        said = json.loads(them[at])
        field = dice.choice(sorted(said))
        said[field] = said[field] + 1 if isinstance(said[field], int) else dice.choice(["x", None, OTHER, 7])
        them[at] = verifier.canonical(said) + b"\n"
    return way, {**members, name: b"".join(them)}


def hunt(made: Archive, times: int) -> None:
    """Alter the export that often, each time anew, and see that every single one is found."""
    dice, ways, missed = random.Random(20261125), Counter[str](), []  # noqa: S311 - it guards nothing
    while ways.total() < times:
        way, altered = at_random(made.members, dice)
        if altered == made.members:  # two equal lines swapped, a field that said so before
            continue
        ways[way] += 1
        if not checked(altered).faults:
            missed.append((way, [name for name in altered if altered[name] != made.members.get(name)]))
    print(f"{ways.total()} alterations, {ways.total() - len(missed)} found: {dict(ways)}")  # noqa: T201 - pytest -rP
    assert missed == []
    assert checked(made.members).faults == [], "the control"


def test_whatever_is_altered_at_random_is_found(made: Archive) -> None:
    hunt(made, 400)


@pytest.mark.prove
def test_ten_thousand_alterations_are_all_found(made: Archive) -> None:
    hunt(made, 10_000)
