"""Prove that an act stands in the ledger, and that the ledger of today is that of yesterday with more after it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final
from uuid import UUID

from muster.domain.access import Permission, Principal
from muster.domain.errors import Fault, Invalid, NotFound
from muster.domain.ledger import tree as rule
from muster.domain.ledger.checkpoints import Log
from muster.domain.ledger.tree import Run
from muster.domain.moments import Moment
from muster.persistence import tree as store
from muster.persistence.tree import Numbered
from muster.services.checkpoints import SignedCheckpoint, checkpoint
from muster.services.tree import over
from muster.signing import KeyFile

MOST: Final = 200  # leaves proved at once


@dataclass(frozen=True, slots=True)
class Inclusion:
    """One leaf, and the hashes that lead from it to the root of the checkpoint, from the leaf up."""

    of: Numbered
    path: tuple[bytes, ...]


@dataclass(frozen=True, slots=True)
class Included:
    """The leaves of an act, each with its proof, under one checkpoint."""

    checkpoint: SignedCheckpoint
    leaves: tuple[Inclusion, ...]


@dataclass(frozen=True, slots=True)
class Grown:
    """That a tree of ``size``, with this root, is the beginning of the checkpoint's."""

    checkpoint: SignedCheckpoint
    size: int
    root: bytes
    path: tuple[bytes, ...]


async def prove_act(
    position: int, *, subject: UUID | None = None, by: Principal, now: Moment, keys: KeyFile
) -> Included:
    """Prove that an act, or what it did to one subject, stands in the ledger under a signed checkpoint.

    Raises:
        NotFound: there is no such act, or it did nothing to this subject.
        Invalid: the act has more leaves than are proved at once, and no subject was named.
        Conflict: the tree is no longer what it was.
    """
    scope = by.require(Permission.LEDGER_VERIFY, whole=True)
    signed = await checkpoint(Log.LEDGER, by=by, now=now, keys=keys)
    found = await store.leaves_at(scope, position, subject=subject, limit=MOST + 1)
    if not found:
        raise NotFound("there is no such act on record, or it is not about that")
    if len(found) > MOST:
        raise Invalid(
            f"the act at position {position} is about more than {MOST} people; name the one you ask about",
            code="too-many-leaves",
            faults=[Fault("/subject", "nothing", "whom or what you ask about, by id", "name it")],
        )
    size = signed.checkpoint.size
    paths = [rule.inclusion(each.number, size) for each in found]
    runs = list(dict.fromkeys(run for path in paths for run in path))
    hashes: dict[Run, bytes] = dict(zip(runs, await over(scope, Log.LEDGER, runs), strict=True))
    return Included(
        signed,
        tuple(Inclusion(each, tuple(hashes[run] for run in path)) for each, path in zip(found, paths, strict=True)),
    )


async def prove_growth(size: int, *, by: Principal, now: Moment, keys: KeyFile) -> Grown:
    """Prove that the ledger once of this size is the beginning of what it is now, under a signed checkpoint.

    Raises:
        Invalid: the ledger was never as large as that.
        Conflict: the tree is no longer what it was.
    """
    scope = by.require(Permission.LEDGER_VERIFY, whole=True)
    signed = await checkpoint(Log.LEDGER, by=by, now=now, keys=keys)
    now_at = signed.checkpoint.size
    if not 0 <= size <= now_at:
        raise Invalid(
            f"the ledger has {now_at} leaves; a tree of {size} cannot be its beginning. If you hold a signed "
            "checkpoint of that size, the newest acts were cut off: `muster ledger verify --checkpoint FILE`",
            code="no-such-size",
            faults=[Fault("/from", str(size), f"a size from 0 to {now_at}", "ask for one that there was")],
        )
    root, *path = await over(scope, Log.LEDGER, [Run(0, size), *rule.consistency(size, now_at)])
    return Grown(signed, size, root, tuple(path))
