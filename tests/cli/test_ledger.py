"""The ledger at the prompt: a checkpoint to keep, a key that follows another, an export, and what verification says."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any, cast
from uuid import UUID

import pytest
import typer

from muster.cli import ledger
from muster.cli.prompt import Here
from muster.domain.access_log import Sight
from muster.domain.errors import Conflict, Invalid, NotFound
from muster.domain.ledger.checkpoints import Checkpoint, Log, Note, PublicKey
from muster.domain.programs import Agency
from muster.persistence.embedded import Embedded
from muster.persistence.opening import Place
from muster.services import access_log, people
from muster.signing import KeyFile
from tests import make
from tests.cast import NOW
from tests.persistence.rigs import History, history, superuser
from verifier import verify_ledger as verifier


def typed(work: object) -> Callable[..., Awaitable[None]]:
    """Return what a command does, without the loop that it would start of its own."""
    return cast("Callable[..., Awaitable[None]]", cast("Any", work).__wrapped__)


def text() -> str:
    return Path("kept.txt").read_text()


def write(name: str, content: bytes) -> None:
    Path(name).write_bytes(content)


def key_here() -> PublicKey:
    return KeyFile(Path("secrets/key.pem")).signer().public


@pytest.fixture
async def on(database: Embedded, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> History:
    """A history, and a prompt at it in an empty folder, with a key of its own."""
    found = await history()
    harbor = Agency(found.agency, "Harbor County", "America/Chicago")

    @asynccontextmanager
    async def here(agency: UUID | None) -> AsyncIterator[Here]:
        yield Here(harbor, found.by, NOW)

    @asynccontextmanager
    async def opened(where: Place) -> AsyncIterator[None]:
        yield

    async def agencies(where: Place) -> list[Agency]:
        return [harbor]

    monkeypatch.setattr(ledger, "here", here)
    monkeypatch.setattr(ledger, "opened", opened)
    monkeypatch.setattr(ledger, "agencies", agencies)
    monkeypatch.setattr(ledger, "signing", lambda: KeyFile(tmp_path / "secrets" / "key.pem"))
    monkeypatch.chdir(tmp_path)
    return found


async def test_a_checkpoint_is_written_to_be_kept_and_verified_against(
    on: History, capsys: pytest.CaptureFixture[str]
) -> None:
    await typed(ledger.checkpoint)(out=Path("kept.txt"))
    with pytest.raises(Conflict, match="not overwritten"):
        await typed(ledger.checkpoint)(out=Path("kept.txt"))
    await typed(ledger.checkpoint)(log=Log.ACCESS)
    said = capsys.readouterr().out

    assert Checkpoint.read(Note.read(text()).text).size == 10
    assert said.startswith(f"kept.txt\nmuster/access-log/{on.agency}\n0\n")
    write("kept.txt", text().replace("\n", "\r\n").encode())  # as mail may bring it back
    await typed(ledger.verify)(checkpoint=[Path("kept.txt")])
    assert capsys.readouterr().out == (
        "position 9, 10 leaves, 0 looks, 2 checkpoints, 1 kept elsewhere: everything says what it said\n"
    )


async def test_a_cut_tail_ends_verification_with_3(
    on: History, database: Embedded, capsys: pytest.CaptureFixture[str]
) -> None:
    await typed(ledger.checkpoint)(out=Path("kept.txt"))
    async with superuser(database, tampering=True) as root:
        for table in ("leaf", "act"):
            await root.execute(f"DELETE FROM {table} WHERE agency = $1 AND position = 9", on.agency)  # noqa: S608
        await root.execute("DELETE FROM employment_version WHERE agency = $1", on.agency)
        for table in ("checkpoint", "tree_leaf", "tree_node", "tree"):
            await root.execute(f"DELETE FROM {table} WHERE agency = $1", on.agency)  # noqa: S608
        await root.execute("UPDATE ledger SET position = 8 WHERE agency = $1", on.agency)
    capsys.readouterr()

    await typed(ledger.verify)()
    assert capsys.readouterr().out.endswith("everything says what it said\n")
    with pytest.raises(typer.Exit) as ended:
        await typed(ledger.verify)(checkpoint=[Path("kept.txt")], json=True)

    assert ended.value.exit_code == 3
    (fault,) = json.loads(capsys.readouterr().out)["faults"]
    assert fault.startswith("the checkpoint kept in kept.txt: it was signed over 10 leaves, and there are 8")


async def test_what_is_no_checkpoint_is_said_so(on: History) -> None:
    write("bytes.txt", b"\xff\xfe")

    with pytest.raises(NotFound, match="there is no file"):
        await typed(ledger.verify)(checkpoint=[Path("nowhere.txt")])
    with pytest.raises(Invalid, match="cannot be read as a checkpoint"):
        await typed(ledger.verify)(checkpoint=[Path("bytes.txt")])


async def test_a_key_follows_another_and_is_told(on: History, capsys: pytest.CaptureFixture[str]) -> None:
    await typed(ledger.checkpoint)(out=Path("kept.txt"))
    old = key_here()
    capsys.readouterr()

    await typed(ledger.rotate_key)()

    out, said = capsys.readouterr()
    new = key_here()
    assert out == f"{new.id}\n"
    assert said == f"key {old.id} signed until now; tell your auditors that the next is\n"
    await people.add_person(make.identity(), by=on.by, now=NOW)
    await typed(ledger.checkpoint)()
    await typed(ledger.verify)(checkpoint=[Path("kept.txt")])
    assert "everything says what it said" in capsys.readouterr().out


async def test_a_key_file_that_somebody_named_is_left_where_it_is(
    on: History, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    KeyFile(tmp_path / "mine.pem").signer()
    named = KeyFile(tmp_path / "mine.pem", given=True)
    monkeypatch.setattr(ledger, "signing", lambda: named)
    before = named.signer().public

    await typed(ledger.rotate_key)()

    assert named.signer().public == before
    assert "let MUSTER_SIGNING_KEY_FILE name" in capsys.readouterr().err
    assert capsys.readouterr().out != before.id


async def test_an_export_holds_and_was_told_of_in_itself(on: History, capsys: pytest.CaptureFixture[str]) -> None:
    await access_log.looked(Sight.RECORD, [on.ben], by=on.by, now=NOW)
    for name, values in (("plain.zip", False), ("full.zip", True)):
        await typed(ledger.export)(Path(name), with_values=values)
        assert verifier.main([name]) == 0
    with pytest.raises(Invalid, match="not overwritten"):
        await typed(ledger.export)(Path("plain.zip"))

    plain, full = (verifier.Export(Path(name)) for name in ("plain.zip", "full.zip"))
    assert "values.jsonl" not in plain.names
    assert b"Ben Abdi" not in b"".join(plain.read(name) for name in plain.names)
    assert b"Ben Abdi" in full.read("values.jsonl")
    details = [json.loads(each)["detail"] for each in full.lines("access-log.jsonl")]
    assert details == ["", "ledger archive", "ledger archive with values"]
    assert "It names people, in 10 values" in capsys.readouterr().err


async def test_looks_are_listed(on: History, capsys: pytest.CaptureFixture[str]) -> None:
    await access_log.looked(Sight.EXPORT, [on.ben], by=on.by, now=NOW, detail="roster csv")

    await typed(ledger.looks)()
    shown = capsys.readouterr().out
    await typed(ledger.looks)(person=on.ines, json=True)

    assert f"1       2026-11-22 15:00:00 UTC  export  at the prompt  {on.ben}  roster csv" in shown
    assert json.loads(capsys.readouterr().out) == []
