"""Sign how a log stands, never a fork of what was signed before; and check what was signed."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from muster.domain.access import Permission, Principal, Scope
from muster.domain.errors import Invalid
from muster.domain.ledger import tree
from muster.domain.ledger.checkpoints import Checkpoint, Introduction, Log, Note, PublicKey
from muster.domain.moments import Moment
from muster.persistence import checkpoints as store
from muster.persistence import tree as tree_store
from muster.persistence.database import scoped
from muster.services.tree import broken, over, root, sequence
from muster.signing import KeyFile, Signer, signers

EVERY: Final = timedelta(hours=1)


@dataclass(frozen=True, slots=True)
class SignedCheckpoint:
    """A checkpoint that was signed, as what it says and as the note that says it; ``key``: the id of the key."""

    checkpoint: Checkpoint
    note: str
    key: str


async def checkpoint(log: Log, *, by: Principal, now: Moment, keys: KeyFile) -> SignedCheckpoint:
    """Return how a log stands at this moment, signed. Whoever belongs to the agency may keep it, and should.

    Raises:
        Conflict: the log is no longer what was signed before.
        Unavailable: the key cannot be read or made.
    """
    scope = by.require(Permission.PACK_READ)
    return await signed(scope, log, await sequence(scope, log), at=now.at, keys=keys)


async def checkpoint_of_looks(*, by: Principal, now: Moment, keys: KeyFile) -> SignedCheckpoint:
    """Return how the access log stands at this moment, signed, as ``checkpoint`` does of either log."""
    return await checkpoint(Log.ACCESS, by=by, now=now, keys=keys)


async def checkpoint_at(scope: Scope, position: int, *, at: datetime, keys: KeyFile) -> SignedCheckpoint:
    """Return how the ledger stood when a position had been taken, signed; asked again, it is the same note.

    Raises:
        Conflict: the ledger is no longer what was signed before.
        Unavailable: the key cannot be read or made.
    """
    await sequence(scope, Log.LEDGER)
    size = await tree_store.size_at(scope, Log.LEDGER, position)
    return await signed(scope, Log.LEDGER, size, at=at, keys=keys)


async def tend(scope: Scope, *, at: datetime, keys: KeyFile) -> None:
    """Take what is new into both trees, and sign each that has grown when the last checkpoint is an hour old."""
    for log in Log:
        size = await sequence(scope, log)
        last = await store.newest(scope, log)
        if last is None or size > last.size:
            before = Checkpoint.read(Note.read(last.note).text).at if last else None
            if size and (before is None or at - before >= EVERY):
                await signed(scope, log, size, at=at, keys=keys)


async def signed(scope: Scope, log: Log, size: int, *, at: datetime, keys: KeyFile) -> SignedCheckpoint:
    """Return the checkpoint of a tree at a size: the one that was signed of it, or a new one."""
    kept = await store.checkpoint(scope, log, size)
    if kept is None:
        signer = await asyncio.to_thread(keys.signer)
        async with scoped(scope):
            if size == 0:
                await tree_store.begin(scope, log)
            await _introduce(scope, signer, at)
            over_it = await root(scope, log, size)
            await _refuse_a_fork(scope, log, size, over_it)
            said = Checkpoint(
                scope.agency,
                log,
                size,
                over_it,
                await tree_store.position_of(scope, log, size),
                at.replace(microsecond=0),
            )
            note = Note(said.text(), (signer.sign(said.text(), name=said.origin),))
            kept = await store.add_checkpoint(scope, store.Signed(str(log), size, signer.public.id, note.written()))
    return SignedCheckpoint(Checkpoint.read(Note.read(kept.note).text), kept.note, kept.key)


async def introduce_next(scope: Scope, *, at: datetime, keys: KeyFile) -> PublicKey:
    """Let the key that signs for an agency vouch for the one that is to follow it; return that one.

    It is made at first need, beside the other. Once every agency knows it, ``KeyFile.follow`` lets it sign.

    Raises:
        Unavailable: a key cannot be read or made.
    """
    old = await asyncio.to_thread(keys.signer)
    new = await asyncio.to_thread(keys.next.signer)
    async with scoped(scope):
        if any(each.key == old.public.id for each in await store.keys(scope)):
            await _introduce(scope, new, at, after=old)
    return new.public


async def _introduce(scope: Scope, signer: Signer, at: datetime, *, after: Signer | None = None) -> None:
    """Keep the key that signs, the first time that it does; the one before it vouches for it."""
    if any(each.key == signer.public.id for each in await store.keys(scope)):
        return
    said = Introduction(scope.agency, signer.public, at.replace(microsecond=0), after.public.id if after else "")
    by = [signer, *([after] if after else [])]
    note = Note(said.text(), tuple(each.sign(said.text(), name=said.name) for each in by))
    await store.add_key(scope, said, note)


async def _refuse_a_fork(scope: Scope, log: Log, size: int, over_it: bytes) -> None:
    """Refuse to sign what does not extend the checkpoint before, or what the one after does not extend."""
    known = [Introduction.read(Note.read(each.note).text).key for each in await store.keys(scope)]
    before, after = await store.before(scope, log, size), await store.after(scope, log, size)
    if before is not None:
        was = _trusted(before, known, log)
        proof = await over(scope, log, tree.consistency(was.size, size))
        if not tree.consistent(was.size, size, proof, was.root, over_it):
            raise broken(log)
    if after is not None:
        will = _trusted(after, known, log)
        proof = await over(scope, log, tree.consistency(size, will.size))
        if not tree.consistent(size, will.size, proof, over_it, will.root):
            raise broken(log)


def _trusted(kept: store.Signed, known: Sequence[PublicKey], log: Log) -> Checkpoint:
    """Return what a kept checkpoint says, if it is one that a known key has signed."""
    try:
        note = Note.read(kept.note)
        said = Checkpoint.read(note.text)
    except Invalid as why:
        raise broken(log) from why
    if said.size != kept.size or not signers(note, known, name=said.origin):
        raise broken(log)
    return said
