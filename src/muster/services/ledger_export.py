"""Write both logs down for whoever wants to check them elsewhere: leaves, checkpoints, keys, and the verifier."""

from __future__ import annotations

import hashlib
import json
import os
import tempfile
import zipfile
from collections.abc import AsyncIterator, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO, Final

from muster import data
from muster.domain.access import Permission, Principal, Scope
from muster.domain.access_log import Sight
from muster.domain.errors import Invalid, Unavailable
from muster.domain.ledger.checkpoints import Log
from muster.domain.ledger.leaves import canonical
from muster.domain.moments import Moment
from muster.persistence import access_log as look_store
from muster.persistence import checkpoints as store
from muster.persistence import proofs
from muster.persistence.facts import DISCLOSURE, PAY_RATE, REQUEST
from muster.services import access_log
from muster.services.checkpoints import SignedCheckpoint, checkpoint
from muster.signing import KeyFile

FORM: Final = 1
# Kinds of fact whose values nobody needs in order to check a claim; what people say of themselves goes nowhere.
WITHHELD: Final = frozenset({PAY_RATE.name, DISCLOSURE.name, REQUEST.name})
_README: Final = """\
An export of a muster ledger.

ledger.jsonl and access-log.jsonl have one leaf a line, exactly as it was hashed. checkpoints/ has every signed
checkpoint of both trees, keys/ the public keys that signed. values.jsonl and remarks.jsonl, where they are, have the
values behind the leaves, each with the salt that it is committed to under.

To check it, on any machine, offline, with Python 3.9 or newer and the package cryptography:

    python verify_ledger.py THIS-FILE.zip --checkpoint A-CHECKPOINT-YOU-KEPT.txt

verify_ledger.py lies in here for convenience. Whoever would alter an export could alter it as well: take it from a
release of muster that you trust, and compare.
"""


@dataclass(slots=True)
class Exported:
    """What was written: the checkpoints of the two logs that it reaches to, and how many leaves came with values."""

    checkpoints: dict[Log, SignedCheckpoint] = field(default_factory=dict)
    values: int = 0
    members: dict[str, str] = field(default_factory=dict)


async def export(
    out: Path, *, with_values: bool = False, version: str, by: Principal, now: Moment, keys: KeyFile
) -> Exported:
    """Write both logs of an agency into a file that is not there yet, up to a checkpoint signed for it.

    ``with_values`` adds what the leaves commit to, except what is withheld from everybody (``WITHHELD``), so that a
    claim can be checked against it; without, the file names nobody. Either way it is told in the access log.

    Raises:
        Unavailable: the file cannot be written.
        Conflict: a tree is no longer what was signed before.
    """
    scope = by.require(Permission.LEDGER_VERIFY, whole=True)
    if with_values:
        by.require(Permission.PEOPLE_READ, whole=True)
    detail = "ledger archive with values" if with_values else "ledger archive"
    await access_log.looked(Sight.EXPORT, None, by=by, now=now, detail=detail)
    done = Exported()
    for log in Log:
        done.checkpoints[log] = await checkpoint(log, by=by, now=now, keys=keys)
    with _zip(out) as archive:
        members = _Members(archive, done)
        members.add("README.txt", _README.encode())
        members.add("verify_ledger.py", (data.folder("verifier") / "verify_ledger.py").read_bytes())
        await _add_ledger(scope, members, with_values=with_values)
        through = done.checkpoints[Log.ACCESS].checkpoint.position
        await members.stream("access-log.jsonl", _looks(scope, through))
        for kept in await store.checkpoints(scope):
            if kept.size <= done.checkpoints[Log(kept.log)].checkpoint.size:
                members.add(f"checkpoints/{kept.log}/{kept.size}-{kept.key}.txt", kept.note.encode())
        for key in await store.keys(scope):
            members.add(f"keys/{key.key}.txt", key.note.encode())
        manifest = {
            "form": FORM,
            "agency": str(scope.agency),
            "made_at": now.at.isoformat(),
            "version": version,
            "with_values": with_values,
            "sizes": {str(log): each.checkpoint.size for log, each in done.checkpoints.items()},
            "members": done.members,
        }
        archive.writestr("manifest.json", json.dumps(manifest, indent=2) + "\n")
    return done


class _Members:
    """What goes into an export, each with its digest."""

    def __init__(self, archive: zipfile.ZipFile, done: Exported) -> None:
        self._archive, self.done = archive, done

    def add(self, name: str, content: bytes) -> None:
        """Add a member as a whole."""
        self._archive.writestr(name, content)
        self.done.members[name] = hashlib.sha256(content).hexdigest()

    async def stream(self, name: str, lines: AsyncIterator[bytes]) -> None:
        """Add a member line by line."""
        digest = hashlib.sha256()
        with self._archive.open(name, "w", force_zip64=True) as into:
            async for line in lines:
                into.write(line)
                digest.update(line)
        self.done.members[name] = digest.hexdigest()

    def spooled(self, name: str, content: IO[bytes]) -> None:
        """Add a member that was written beside."""
        content.seek(0)
        with self._archive.open(name, "w", force_zip64=True) as into:
            while piece := content.read(1 << 20):
                into.write(piece)
        content.seek(0)
        self.done.members[name] = hashlib.file_digest(content, "sha256").hexdigest()  # type: ignore[arg-type]  # binary


async def _add_ledger(scope: Scope, members: _Members, *, with_values: bool) -> None:
    """Add the ledger's leaves; their values and remarks, if they are to come along, are written beside meanwhile."""
    through = members.done.checkpoints[Log.LEDGER].checkpoint.position
    with tempfile.TemporaryFile() as values, tempfile.TemporaryFile() as remarks:

        async def leaves() -> AsyncIterator[bytes]:
            async for written in proofs.written(scope, through=through):
                for kept in written.leaves:
                    yield kept.leaf.encoded() + b"\n"
                if with_values:
                    for line in _values(written):
                        values.write(line)
                        members.done.values += 1
                    remarks.write(_remark(written))

        await members.stream("ledger.jsonl", leaves())
        if with_values:
            members.spooled("values.jsonl", values)
            members.spooled("remarks.jsonl", remarks)


def _values(written: proofs.Written) -> Iterator[bytes]:
    """Yield what the leaves of an act committed to, each with its salt; not what is erased, nor what is withheld."""
    for kept in written.leaves:
        change = written.changes.get(kept.leaf.subject)
        if kept.salt is None or change is None or kept.leaf.place in written.erased:
            continue
        said = change.values()
        kinds = {each["kind"] for each in (*change.opened, *change.closed)}
        if not kinds & WITHHELD:
            line = {"position": written.position, "leaf": kept.leaf.place, "salt": kept.salt.hex(), "values": said}
            yield canonical(line) + b"\n"


def _remark(written: proofs.Written) -> bytes:
    """Return what was said of an act, with its salt; nothing where nothing was, or where it is erased."""
    said = written.remark
    if said is None or said.words is None or said.salt is None:
        return b""
    return canonical({"position": written.position, "salt": said.salt.hex(), "words": said.words}) + b"\n"


async def _looks(scope: Scope, through: int) -> AsyncIterator[bytes]:
    async for _, kept in look_store.written(scope, through=through):
        for each in kept:
            yield each.look.encoded() + b"\n"


@contextmanager
def _zip(out: Path) -> Iterator[zipfile.ZipFile]:
    """Give an archive to fill; it has the name asked for once it is whole, and nothing is overwritten.

    Raises:
        Invalid: there is a file of that name.
        Unavailable: it cannot be written.
    """
    if out.exists():
        raise Invalid(f"{out} is there already, and is not overwritten; name another file", code="file-exists")
    half = None
    try:
        handle, name = tempfile.mkstemp(dir=out.parent, prefix=f".{out.name}.half-")  # nobody else may read it
        half = Path(name)
        with os.fdopen(handle, "wb") as raw, zipfile.ZipFile(raw, "w", zipfile.ZIP_DEFLATED) as archive:
            yield archive
        half.replace(out)
    except OSError as why:
        raise Unavailable(f"the export could not be written to {out}: {why.strerror}", code="storage-failed") from why
    finally:
        if half is not None:
            half.unlink(missing_ok=True)
