"""Verify that nothing on record was altered behind the ledger's back."""

from __future__ import annotations

import hmac
from collections.abc import Sequence
from dataclasses import dataclass
from hashlib import sha256

from muster.domain.access import Permission, Principal
from muster.domain.acts import ERASES
from muster.domain.ledger.leaves import commitment
from muster.domain.records import Head
from muster.persistence import positions, proofs
from muster.persistence.facts import ERASURE
from muster.persistence.ledger import Change
from muster.services import access_log
from muster.services.verifying import Kept, Witness, witness


@dataclass(frozen=True, slots=True)
class Verification:
    """What was checked, and everything that does not hold.

    No fault: every leaf says what the facts say, and the trees over them are those that were signed.
    ``looks``: the leaves of the access log; ``notes``: what no program can settle.
    """

    head: Head
    leaves: int
    erased: int
    looks: int
    witness: Witness
    faults: tuple[str, ...]

    @property
    def notes(self) -> tuple[str, ...]:
        """What only a person can settle."""
        return tuple(self.witness.notes)


async def head(*, by: Principal) -> Head:
    """Return where the agency's ledger stands."""
    scope = by.require(Permission.PACK_READ)
    return await positions.head(scope)


async def verify(*, by: Principal, kept: Sequence[Kept] = ()) -> Verification:
    """Recompute every leaf from what stands in the database, both trees from the leaves, and check what was signed.

    It finds a fact or an entry of the access log altered, added or taken away, a leaf, an act, a position or a
    node missing, a salt or a remark gone that no act says was erased, an adopted text that is no longer what
    was adopted, and whatever differs from a checkpoint.
    That the newest acts were cut off with all that was ever signed of them, only a checkpoint kept
    elsewhere shows: ``kept``.
    """
    scope = by.require(Permission.LEDGER_VERIFY, whole=True)
    at = await positions.head(scope)
    faults: list[str] = []
    leaves = erased = 0
    async for written in proofs.written(scope, through=at.position):
        leaves += len(written.leaves)
        erased += sum(kept.leaf.place in written.erased for kept in written.leaves)
        faults += _faults(written)
        if written.position == at.position and written.at not in {None, at.at}:
            faults.append(f"the ledger's time, {at.at}, is not that of its last act, {written.at}")
    if strays := await proofs.strays(scope):
        faults.append(f"{strays} rows stand at positions that the ledger never gave out")
    for digest, text in (await proofs.adopted_texts(scope)).items():
        if text is None:
            faults.append(f"the pack text {digest} was adopted, and is gone")
        elif sha256(text.encode()).hexdigest() != digest:
            faults.append(f"the pack text {digest} is not the text that was adopted")
    looks, wrong = await access_log.faults(scope)
    seen = await witness(scope, kept=kept)
    return Verification(at, leaves, erased, looks, seen, tuple(faults + wrong + seen.faults))


def _faults(written: proofs.Written) -> list[str]:
    """Return what does not hold at one position."""
    where = f"position {written.position}"
    if written.at is None:
        return [f"{where}: the act is missing"]
    if not written.leaves:
        return [f"{where}: the act has no leaf"]
    faults = _remark_faults(where, written)
    places = [kept.leaf.place for kept in written.leaves]
    if places != list(range(len(places))):
        faults.append(f"{where}: a leaf is missing; there are {places}")
    subjects = {kept.leaf.subject for kept in written.leaves}
    faults += [
        f"{where}: what it says of {subject} has no leaf" for subject in written.changes if subject not in subjects
    ]
    for kept in written.leaves:
        faults += _leaf_faults(where, kept, written)
    lost = set(written.erased) - {kept.leaf.place for kept in written.leaves} - {None}
    return [
        *faults,
        *(f"{where}: leaf {place} was erased, they say, and there is none" for place in sorted(lost, key=str)),
    ]


def _leaf_faults(where: str, kept: proofs.Kept, written: proofs.Written) -> list[str]:
    """Return what does not hold of one leaf."""
    which = f"{where}, leaf {kept.leaf.place}, subject {kept.leaf.subject}"
    change, erased = written.changes.get(kept.leaf.subject), written.erased.get(kept.leaf.place)
    faults = []
    if not hmac.compare_digest(kept.leaf.hash(), kept.hash):
        faults.append(f"{which}: the leaf, its act or their number was altered")
    if change is not None and kept.leaf.act not in ERASES and _says_erased(change):
        faults.append(f"{which}: it says that something was erased, and {kept.leaf.act} erases nothing")
    if erased is not None:
        faults += _erasure_faults(which, kept, change, erased)
    elif kept.salt is None:
        faults.append(f"{which}: its salt is gone, and no act says that it was erased")
    elif change is None:
        faults.append(f"{which}: the facts it recorded are gone, and no act says that they were erased")
    elif not hmac.compare_digest(commitment(kept.salt, change.values()), kept.leaf.commitment):
        faults.append(f"{which}: the facts differ from what was recorded")
    return faults


def _erasure_faults(which: str, kept: proofs.Kept, change: Change | None, erased: proofs.Erased) -> list[str]:
    """Return what does not hold of a leaf that lost something: what is left was committed to anew."""
    if erased.remains is None:
        if change is not None:
            return [f"{which}: nothing of it was left when it was erased, and there is something now"]
        return [] if kept.salt is None else [f"{which}: it was erased, and has a salt"]
    if kept.salt is None or change is None:
        return [f"{which}: what an erasure had left of it is gone, and no act says that it was erased"]
    same = hmac.compare_digest(commitment(kept.salt, change.values()).hex(), erased.remains)
    return [] if same else [f"{which}: the facts differ from what was left when it was erased"]


def _says_erased(change: Change) -> bool:
    return any(each["kind"] == ERASURE.name for each in (*change.opened, *change.closed))


def _remark_faults(where: str, written: proofs.Written) -> list[str]:
    """Return what does not hold of what was said of an act."""
    said = written.remark
    if said is None:
        return [f"{where}: what was said of it is gone"] if written.because else []
    if written.because is None:
        return [f"{where}: something is said of it that was not said then"]
    if said.words is None or said.salt is None:
        gone = f"{where}: what was said of it is gone, and no act says that it was erased"
        return [] if None in written.erased else [gone]
    same = hmac.compare_digest(commitment(said.salt, said.words), written.because)
    return [] if same else [f"{where}: what was said of it was altered"]
