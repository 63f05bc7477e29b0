"""See whether what was signed still holds: who signed it, in what order, and over which leaves."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from uuid import UUID

from muster.domain.access import Scope
from muster.domain.errors import Invalid
from muster.domain.ledger.checkpoints import Checkpoint, Introduction, Log, Note, PublicKey
from muster.persistence import checkpoints as store
from muster.services.tree import Recomputed, recomputed
from muster.signing import signers


@dataclass(frozen=True, slots=True)
class Kept:
    """A checkpoint that somebody kept elsewhere, and where."""

    where: str
    note: str


@dataclass(slots=True)
class Witness:
    """What was found of the trees and of what was signed.

    ``notes`` are no faults, but things that only a person can settle.
    """

    sizes: dict[Log, int] = field(default_factory=dict)
    checkpoints: int = 0
    kept: int = 0
    keys: tuple[str, ...] = ()
    faults: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class _Known:
    """The keys on file, and for each the ids of those that really signed its introduction."""

    keys: tuple[PublicKey, ...]
    vouched: Mapping[str, Collection[str]]

    @property
    def orphans(self) -> list[str]:
        """The keys, but the first, that no other key introduced."""
        return [each.id for each in self.keys[1:] if not set(self.vouched[each.id]) - {each.id}]

    def reached(self, anchors: Collection[str]) -> set[str]:
        """Return the keys that are tied to one of these by introductions, one way or the other."""
        tied = defaultdict[str, set[str]](set)
        for key, by in self.vouched.items():
            for other in by:
                tied[key].add(other)
                tied[other].add(key)
        found, left = set(anchors), list(anchors)
        while left:
            new = tied[left.pop()] - found
            found |= new
            left += new
        return found


async def witness(scope: Scope, *, kept: Sequence[Kept] = ()) -> Witness:
    """Recompute both trees, and check every checkpoint on file, and those kept elsewhere, against them."""
    found = Witness()
    known = await _keys(scope, found)
    said: list[tuple[str, Checkpoint]] = []
    signed_by: set[str] = set()
    for row in await store.checkpoints(scope):
        where = f"the checkpoint of the {row.log} at {row.size} leaves"
        read = _read(scope.agency, where, row.note, known.keys, found.faults)
        if read is None:
            continue
        checkpoint, by = read
        found.checkpoints += 1
        signed_by |= by
        if (str(checkpoint.log), checkpoint.size) != (row.log, row.size) or row.key not in by:
            found.faults.append(f"{where}: it is kept under another log, size or key than it says")
        said.append((where, checkpoint))
    anchors: set[str] = set()
    for each in kept:
        where = f"the checkpoint kept in {each.where}"
        read = _read(scope.agency, where, each.note, known.keys, found.faults)
        if read is not None:
            found.kept += 1
            said.append((where, read[0]))
            anchors |= read[1]
    _trust(known, signed_by, anchors, found)
    for log in Log:
        ours = [(where, each) for where, each in said if each.log is log]
        tree = await recomputed(scope, log, {each.size for _, each in ours})
        found.sizes[log] = tree.size
        found.faults += tree.faults
        found.faults += [fault for where, each in ours for fault in _against(where, each, tree)]
    return found


async def _keys(scope: Scope, found: Witness) -> _Known:
    """Read the introductions of the keys; each has to be signed by the key itself."""
    said: list[tuple[Introduction, Note]] = []
    for row in await store.keys(scope):
        try:
            note = Note.read(row.note)
            introduced = Introduction.read(note.text)
        except Invalid as why:
            found.faults.append(f"key {row.key}: {why.message}")
            continue
        own = signers(note, [introduced.key], name=introduced.name)
        if not own or introduced.agency != scope.agency or introduced.key.id != row.key:
            found.faults.append(f"key {row.key}: its introduction was altered, or is another's")
            continue
        said.append((introduced, note))
    keys = tuple(each.key for each, _ in said)
    vouched = {each.key.id: {key.id for key in signers(note, keys, name=each.name)} for each, note in said}
    found.keys = tuple(each.id for each in keys)
    return _Known(keys, vouched)


def _read(
    agency: UUID, where: str, written: str, keys: Sequence[PublicKey], faults: list[str]
) -> tuple[Checkpoint, set[str]] | None:
    """Return what a checkpoint says and who signed it, or tell why it cannot be relied on."""
    try:
        note = Note.read(written)
        said = Checkpoint.read(note.text)
    except Invalid as why:
        faults.append(f"{where}: {why.message}")
        return None
    if said.agency != agency:
        faults.append(f"{where}: it is of another agency, {said.agency}")
        return None
    by = {each.id for each in signers(note, keys, name=said.origin)}
    if not by:
        faults.append(f"{where}: no key that ever signed for this agency has signed it; it is forged, or was altered")
        return None
    return said, by


def _trust(known: _Known, signed_by: Iterable[str], anchors: Collection[str], found: Witness) -> None:
    """Tell of keys that nothing ties to those that are known to be right."""
    if anchors:
        found.faults += [
            f"key {each} has signed checkpoints, and nothing ties it to the key of the checkpoint you kept"
            for each in sorted(set(signed_by) - known.reached(anchors))
        ]
    found.notes += [
        f"key {each} was not introduced by the key before it: somebody replaced a lost key, or signs in its stead; "
        "ask whoever runs this machine, and compare"
        for each in known.orphans
    ]


def _against(where: str, said: Checkpoint, tree: Recomputed) -> list[str]:
    """Return how a checkpoint differs from what the leaves say now."""
    if said.size > tree.size:
        return [f"{where}: it was signed over {said.size} leaves, and there are {tree.size}: the newest were cut off"]
    if tree.roots[said.size] != said.root:
        return [f"{where}: its root is not that of the first {said.size} leaves: something among them was rewritten"]
    if tree.positions[said.size] != said.position:
        return [f"{where}: its last position is {tree.positions[said.size]}, not {said.position}"]
    return []
