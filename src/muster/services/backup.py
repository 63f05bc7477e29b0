"""Back everything up while muster runs, and bring it back: the database, the files on record, and the proof.

A backup is one tar file: ``manifest.json``, ``database.dump`` (PostgreSQL's own format) and
``evidence/`` with every file that is on record. The manifest says what the database held at the
moment of the copy, and the digest of each part, so that a restore can be compared with it.
"""

from __future__ import annotations

import asyncio
import hashlib
import io
import json
import os
import re
import shutil
import tarfile
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any, Final

from muster.domain.errors import Conflict, Invalid, Unavailable
from muster.domain.ledger.backups import Stand
from muster.files import Files
from muster.persistence.backup import DUMP, dumped, restore_dump
from muster.persistence.opening import Place

FORM: Final = 1
_MANIFEST: Final = "manifest.json"
_EVIDENCE: Final = re.compile(r"evidence/([0-9a-f]{64})")


@dataclass(frozen=True, slots=True)
class Backup:
    """What a backup says of itself."""

    made_at: datetime
    version: str
    holds: Stand
    dump_digest: str
    size: int


async def back_up(place: Place, out: Path, *, version: str, at: datetime) -> Backup:
    """Write a backup beside the running database, and read it back before saying that it is made.

    Raises:
        Invalid: there is a file of that name already.
        Unavailable: the database is not the embedded one, does not answer, a file on record is missing, or
            there is no room.
    """
    _embedded(place)
    _refuse_to_overwrite(out)
    kept = Files(place.home / "evidence")
    with _written(out) as half:
        async with dumped(place.embedded) as (dump, holds):
            await asyncio.to_thread(_pack, half, dump, holds, kept, {"version": version, "made_at": at.isoformat()})
        return await asyncio.to_thread(look_at, half)


async def bring_back(file: Path, place: Place) -> Backup:
    """Restore a backup into a home that has no database yet, and compare what it then holds.

    Raises:
        Conflict: the home has a database already; it differs from what the backup says it held.
        Invalid: this is no whole backup.
        Unavailable: the database could not be made.
    """
    _embedded(place)
    home = place.home
    _refuse_to_mix(home)
    found = await asyncio.to_thread(look_at, file)
    was_there = await asyncio.to_thread(home.exists)
    server = place.embedded
    try:
        await asyncio.to_thread(server.acquire)
        try:
            holds = await restore_dump(server, await asyncio.to_thread(_member, file, DUMP))
        finally:
            await asyncio.to_thread(server.release)
        await asyncio.to_thread(_unpack_evidence, file, Files(home / "evidence"))
        _refuse_a_difference(found.holds.differences(holds))
    except BaseException:
        _undo(home, was_there=was_there)
        raise
    return found


def look_at(file: Path) -> Backup:
    """Read a backup through, and check every part of it against what it says of itself.

    Raises:
        Invalid: this is no whole backup; the words say which part.
    """
    try:
        with tarfile.open(file, "r:") as tar:
            said = _manifest(tar, file)
            found = Backup(
                datetime.fromisoformat(said["made_at"]),
                said["version"],
                Stand.of_json(said["holds"]),
                said["dump_digest"],
                file.stat().st_size,
            )
            _compare(tar, found, file)
    except (OSError, tarfile.TarError, KeyError, TypeError, ValueError) as why:
        raise Invalid(f"{file} is not a backup of muster's, or not a whole one ({why})", code="not-a-backup") from why
    return found


def _manifest(tar: tarfile.TarFile, file: Path) -> dict[str, Any]:
    said = json.loads(_read(tar, _MANIFEST))
    if not isinstance(said, dict) or said.get("form") != FORM:
        raise Invalid(
            f"{file} was made by another muster (form {said.get('form') if isinstance(said, dict) else '?'}, this one "
            f"reads {FORM}); restore it with the version that made it",
            code="not-a-backup",
        )
    return said


def _compare(tar: tarfile.TarFile, found: Backup, file: Path) -> None:
    missing = set(found.holds.documents)
    if _digest(tar, DUMP) != found.dump_digest:
        raise Invalid(f"{file}: its dump of the database was changed or cut off", code="not-a-backup")
    for member in tar.getmembers():
        name = _EVIDENCE.fullmatch(member.name)
        if name and _digest(tar, member.name) == name[1]:
            missing.discard(name[1])
        elif member.name not in {DUMP, _MANIFEST}:
            raise Invalid(f"{file}: {member.name} does not belong in a backup, or was changed", code="not-a-backup")
    if missing:
        raise Invalid(f"{file} lacks {len(missing)} of the files on record", code="not-a-backup")


def _pack(out: Path, dump: Path, holds: Stand, kept: Files, said: dict[str, str]) -> None:
    with out.open("rb+") as raw, tarfile.open(fileobj=raw, mode="w:", format=tarfile.PAX_FORMAT) as tar:
        with dump.open("rb") as content:
            digest = hashlib.file_digest(content, "sha256").hexdigest()
        manifest = {"form": FORM, **said, "dump_digest": digest, "holds": holds.as_json()}
        _add(tar, _MANIFEST, json.dumps(manifest, indent=2).encode())
        tar.add(dump, DUMP, filter=_plain)
        for each in holds.documents:
            _add(tar, f"evidence/{each}", kept.read(each))
        tar.close()
        raw.flush()
        os.fsync(raw.fileno())


def _plain(info: tarfile.TarInfo) -> tarfile.TarInfo:
    info.uid = info.gid = 0
    info.uname = info.gname = ""
    info.mode = 0o600
    return info


def _add(tar: tarfile.TarFile, name: str, content: bytes) -> None:
    info = tarfile.TarInfo(name)
    info.size, info.mode = len(content), 0o600
    tar.addfile(info, io.BytesIO(content))


def _read(tar: tarfile.TarFile, name: str) -> bytes:
    member = tar.extractfile(name)
    if member is None:
        raise ValueError(f"{name} is not a file in it")
    with member:
        return member.read()


def _digest(tar: tarfile.TarFile, name: str) -> str:
    member = tar.extractfile(name)
    if member is None:
        raise ValueError(f"{name} is not a file in it")
    digest = hashlib.sha256()
    with member:
        while piece := member.read(1 << 20):
            digest.update(piece)
    return digest.hexdigest()


def _member(file: Path, name: str) -> bytes:
    with tarfile.open(file, "r:") as tar:
        return _read(tar, name)


def _unpack_evidence(file: Path, kept: Files) -> None:
    with tarfile.open(file, "r:") as tar:
        for member in tar.getmembers():
            if _EVIDENCE.fullmatch(member.name):
                kept.keep(_read(tar, member.name))


@contextmanager
def _written(out: Path) -> Iterator[Path]:
    """Give a file to write; it has the name asked for once it is whole, and nobody else may read it."""
    try:
        handle, name = tempfile.mkstemp(dir=out.parent, prefix=f".{out.name}.half-")
    except OSError as why:
        raise Unavailable(f"no backup can be written to {out.parent}: {why}", code="storage-failed") from why
    os.close(handle)
    half = Path(name)
    try:
        yield half
        half.replace(out)
    except OSError as why:
        raise Unavailable(f"the backup could not be written to {out}: {why}", code="storage-failed") from why
    finally:
        half.unlink(missing_ok=True)


def _undo(home: Path, *, was_there: bool) -> None:
    """Leave the home as it was found: without a database."""
    with suppress(OSError):
        if not was_there:
            shutil.rmtree(home)
            return
        for name in ("database", "evidence", "secret"):
            shutil.rmtree(home / name, ignore_errors=True)


def _refuse_to_overwrite(out: Path) -> None:
    if out.exists():
        raise Invalid(f"{out} is there already; a backup never overwrites one", code="file-exists")


def _refuse_to_mix(home: Path) -> None:
    if (home / "database").exists():
        raise Conflict(
            f"{home} has a database already; restore into an empty home (MUSTER_HOME), and move there once it is well",
            code="home-in-use",
        )


def _refuse_a_difference(differences: list[str]) -> None:
    if differences:
        raise Conflict(
            "what was restored is not what was backed up:\n  " + "\n  ".join(differences), code="restore-differs"
        )


def _embedded(place: Place) -> None:
    if place.url:
        raise Unavailable(
            "this database is a server of your own: back it up with its own means (pg_dump, snapshots), together with "
            f"the folder {place.home / 'evidence'}; the runbook says how",
            code="not-embedded",
        )
