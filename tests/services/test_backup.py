"""A backup taken while others write is whole, says what it holds, and comes back as it was."""

from __future__ import annotations

import asyncio
import io
import os
import subprocess
import sys
import tarfile
import tempfile
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from muster.domain.acts import Act
from muster.domain.documents import document
from muster.domain.errors import Conflict, Invalid, NotFound, Unavailable
from muster.files import Files
from muster.persistence import documents
from muster.persistence.embedded import Embedded
from muster.persistence.ledger import recorded
from muster.persistence.opening import Place
from muster.persistence.positions import head
from muster.sealing import Sealing
from muster.services import backup, people
from tests import make
from tests.cast import NOW, Cast
from tests.conftest import serving

WRITERS = 8
EACH = 6


@pytest.fixture(scope="module")
def server() -> Iterator[Embedded]:
    """A server of these tests' own: others put files on record without keeping them."""
    with serving() as made:
        yield made


@pytest.fixture
def place(server: Embedded) -> Place:
    return Place(server.home)


@pytest.fixture
def empty() -> Iterator[Path]:
    """A home with nothing in it, under a short path that PostgreSQL's account can reach."""
    with tempfile.TemporaryDirectory(prefix="muster-", dir="/tmp") as folder:
        Path(folder).chmod(0o755)
        yield Path(folder) / "home"


async def file_on_record(cast: Cast, place: Place, content: bytes) -> str:
    digest = Files(place.home / "evidence").keep(content)
    async with recorded(make.everybody(cast.amara.principal), Act.FILES_IMPORTED, at=NOW.at) as entry:
        await documents.add_document(entry, document("roster.csv", content))
    return digest


def left(folder: Path) -> list[str]:
    """Return the names of what lies in a folder."""
    return sorted(each.name for each in folder.iterdir())


async def backed_up(place: Place, out: Path) -> backup.Backup:
    return await backup.back_up(place, out, version="0", at=NOW.at)


async def test_a_backup_holds_no_key_to_the_secrets_in_it(
    cast: Cast, place: Place, empty: Path, tmp_path: Path
) -> None:
    keys = place.home / "secrets" / "sealing.key"
    Sealing(keys).seal(b"a secret", "somebody")
    await backed_up(place, tmp_path / "one.backup")

    assert keys.read_bytes().strip() not in (tmp_path / "one.backup").read_bytes()
    with tarfile.open(tmp_path / "one.backup") as tar:
        assert not [name for name in tar.getnames() if "secret" in name]
    await backup.bring_back(tmp_path / "one.backup", Place(empty))
    assert not (empty / "secrets").exists(), "the keys come back by hand"


async def test_what_is_restored_is_what_was_backed_up_though_eight_wrote_meanwhile(
    cast: Cast, place: Place, empty: Path, tmp_path: Path
) -> None:
    scope = make.everybody(cast.amara.principal)
    digest = await file_on_record(cast, place, b"names,\n")
    before = (await head(scope)).position

    async def write(writer: int) -> None:
        for each in range(EACH):
            await people.add_person(make.identity(f"Writer {writer} {each}"), by=cast.amara.principal, now=NOW)

    taking = asyncio.create_task(backed_up(place, tmp_path / "one.backup"))
    await asyncio.gather(*map(write, range(WRITERS)))
    made = await taking
    restored = await backup.bring_back(tmp_path / "one.backup", Place(empty))

    after = (await head(scope)).position
    mine = next(each for each in made.holds.ledgers if each.agency == cast.agency)
    assert restored == made
    assert before <= mine.position <= after == before + WRITERS * EACH
    assert Files(empty / "evidence").read(digest) == b"names,\n"


async def test_the_command_restores_into_an_empty_home_and_verifies_every_ledger(
    cast: Cast, place: Place, empty: Path, tmp_path: Path
) -> None:
    await backed_up(place, tmp_path / "one.backup")
    muster = Path(sys.executable).with_name("muster")

    def run() -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [muster, "restore", str(tmp_path / "one.backup")],
            env={"PATH": os.environ["PATH"], "MUSTER_HOME": str(empty)},
            capture_output=True,
            text=True,
            check=False,
        )

    ran = await asyncio.to_thread(run)

    assert ran.returncode == 0, ran.stderr
    assert "every ledger verifies" in ran.stderr
    assert str(cast.agency) in ran.stdout


async def test_a_home_with_a_database_is_never_restored_over(cast: Cast, place: Place, tmp_path: Path) -> None:
    await backed_up(place, tmp_path / "one.backup")

    with pytest.raises(Conflict, match="has a database already"):
        await backup.bring_back(tmp_path / "one.backup", place)


async def test_a_backup_is_never_written_over_a_file(cast: Cast, place: Place, tmp_path: Path) -> None:
    (tmp_path / "mine.backup").write_bytes(b"mine")

    with pytest.raises(Invalid, match="is there already"):
        await backed_up(place, tmp_path / "mine.backup")

    assert (tmp_path / "mine.backup").read_bytes() == b"mine"


async def test_no_backup_is_made_while_a_file_on_record_is_missing(cast: Cast, place: Place, tmp_path: Path) -> None:
    digest = await file_on_record(cast, place, b"soon gone")
    gone = place.home / "evidence" / digest[:2] / digest
    gone.unlink()

    with pytest.raises(NotFound, match=digest):
        await backed_up(place, tmp_path / "one.backup")

    assert left(tmp_path) == []
    Files(place.home / "evidence").keep(b"soon gone")  # other tests share the server


async def test_a_backup_with_one_byte_changed_anywhere_is_refused(cast: Cast, place: Place, tmp_path: Path) -> None:
    await file_on_record(cast, place, b"a certificate")
    await backed_up(place, tmp_path / "one.backup")
    whole = (tmp_path / "one.backup").read_bytes()
    with tarfile.open(tmp_path / "one.backup") as tar:
        parts = {each.name: each.offset_data + each.size // 2 for each in tar.getmembers() if each.size}

    for name, at in parts.items():
        changed = tmp_path / "changed.backup"
        changed.write_bytes(whole[:at] + bytes([whole[at] ^ 1]) + whole[at + 1 :])
        try:
            found = backup.look_at(changed)
        except Invalid:
            continue
        # A byte of the manifest's own words may change without harm to the rest; what it says then differs.
        assert name == "manifest.json"
        assert found != backup.look_at(tmp_path / "one.backup")


async def test_a_backup_that_was_cut_off_is_refused_and_leaves_no_home_behind(
    cast: Cast, place: Place, empty: Path, tmp_path: Path
) -> None:
    await backed_up(place, tmp_path / "one.backup")
    whole = (tmp_path / "one.backup").read_bytes()
    (tmp_path / "half.backup").write_bytes(whole[: len(whole) // 2])

    with pytest.raises(Invalid, match="backup"):
        await backup.bring_back(tmp_path / "half.backup", Place(empty))

    assert left(empty.parent) == []


async def test_a_dump_that_holds_less_than_the_manifest_says_is_found_out(
    cast: Cast, place: Place, empty: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = await backed_up(place, tmp_path / "one.backup")
    more = [(table, count + (table == "person")) for table, count in made.holds.rows]
    monkeypatch.setattr(backup, "look_at", lambda _file: replace(made, holds=replace(made.holds, rows=tuple(more))))

    with pytest.raises(Conflict, match="rows of person"):
        await backup.bring_back(tmp_path / "one.backup", Place(empty))

    assert left(empty.parent) == []


def test_what_is_no_backup_at_all_is_refused_in_words(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("a letter")
    with tarfile.open(tmp_path / "other.tar", "w") as tar:
        info = tarfile.TarInfo("../etc/passwd")
        tar.addfile(info, io.BytesIO())

    for name in ("a.txt", "other.tar", "nothing"):
        with pytest.raises(Invalid, match="not a backup"):
            backup.look_at(tmp_path / name)


async def test_a_database_of_your_own_is_left_to_its_own_means(tmp_path: Path) -> None:
    with pytest.raises(Unavailable, match="a server of your own"):
        await backup.back_up(Place(tmp_path, url="postgresql://nowhere/muster"), tmp_path / "x", version="0", at=NOW.at)
