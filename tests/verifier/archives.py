"""Exports to check: one of a history with something of everything, and how to alter it as somebody without the key."""

from __future__ import annotations

import hashlib
import json
import tempfile
import zipfile
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path

from muster.domain.access_log import Sight
from muster.domain.ledger.checkpoints import Log
from muster.domain.moments import Moment
from muster.services import access_log, checkpoints, ledger_export, people
from muster.signing import KeyFile
from tests import make
from tests.cast import NOW
from tests.persistence.rigs import History, history

Members = dict[str, bytes]
LATER = Moment(NOW.at + timedelta(days=1), NOW.today + timedelta(days=1))


@dataclass(frozen=True, slots=True)
class Archive:
    """An export with values, and what an auditor kept before it was made: checkpoints, and the foot of a report.

    Two keys signed, the second introduced by the first. ``kept``: of the ledger, by the first key.
    """

    on: History
    members: Members
    kept: str
    looks: str
    foot: str
    keys: KeyFile = field(repr=False)


async def archive(folder: Path, name: str = "Harbor County") -> Archive:
    """Record a history, look at people, sign, let another key follow, record some more, and export."""
    on = await history(name)
    keys = KeyFile(folder / f"{name}.pem")
    scope = on.by.scope
    await access_log.looked(Sight.RECORD, [on.ben], by=on.by, now=NOW)
    await access_log.looked(Sight.EXPORT, [on.ben, on.ines], by=on.by, now=NOW, detail="roster csv")
    kept = await checkpoints.checkpoint(Log.LEDGER, by=on.by, now=NOW, keys=keys)
    looks = await checkpoints.checkpoint_of_looks(by=on.by, now=NOW, keys=keys)
    printed = await checkpoints.checkpoint_at(scope, 6, at=NOW.at, keys=keys)
    await checkpoints.introduce_next(scope, at=LATER.at, keys=keys)
    keys.follow()
    for each in range(5):
        await people.add_person(make.identity(f"Noor {each}"), by=on.by, now=LATER)
    await access_log.looked(Sight.RECORD, [on.ines], by=on.by, now=LATER)
    out = folder / f"{name}.zip"
    await ledger_export.export(out, with_values=True, version="0", by=on.by, now=LATER, keys=keys)
    said = printed.checkpoint
    return Archive(on, read(out), kept.note, looks.note, f"{said.size}:{said.root.hex()[:16]}:{printed.key}", keys)


def read(file: Path) -> Members:
    """Return the members of a zip."""
    with zipfile.ZipFile(file) as opened:
        return {name: opened.read(name) for name in opened.namelist()}


def written(members: Members, *, honest: bool = True) -> Path:
    """Write members as a zip. ``honest``: with the manifest made to fit, as whoever alters an export would."""
    members = dict(members)
    if honest:
        manifest = json.loads(members["manifest.json"])
        manifest["members"] = {
            name: hashlib.sha256(content).hexdigest() for name, content in members.items() if name != "manifest.json"
        }
        members["manifest.json"] = json.dumps(manifest).encode()
    handle = tempfile.NamedTemporaryFile(suffix=".zip", delete=False)  # noqa: SIM115 - whoever asked takes it away
    with handle, zipfile.ZipFile(handle, "w") as out:
        for name, content in members.items():
            out.writestr(name, content)
    return Path(handle.name)


Change = Callable[[list[bytes]], list[bytes]]


def lines(members: Members, name: str, change: Change) -> Members:
    """Return the members with the lines of one of them changed."""
    before = members[name].splitlines(keepends=True)
    return {**members, name: b"".join(change(before))}
