"""Checkpoints of the two logs, and proofs under them."""

from __future__ import annotations

from typing import Annotated
from uuid import UUID

from litestar import Router, get
from litestar.di import NamedDependency
from litestar.params import PathParameter, QueryParameter

from muster.api.operations import says
from muster.api.shapes.checkpoints import ActProofOut, CheckpointOut, GrowthProofOut
from muster.domain.ledger.checkpoints import Log
from muster.http.signed import Now, Signed
from muster.services import checkpoints as service
from muster.services import proofs
from muster.signing import KeyFile

Keys = NamedDependency[KeyFile]

_BROKEN = ("tree-broken", "no-signing-key")


@get("/ledger/checkpoint", summary="Sign how the ledger stands", opt=says(problems=_BROKEN))
async def checkpoint(principal: Signed, now: Now, keys: Keys) -> CheckpointOut:
    """Say how the ledger stands at this moment, signed. Keep it elsewhere: what is altered later shows against it."""
    return CheckpointOut.of(await service.checkpoint(Log.LEDGER, by=principal, now=now, keys=keys))


@get("/access-log/checkpoint", summary="Sign how the access log stands", opt=says(problems=_BROKEN))
async def checkpoint_of_looks(principal: Signed, now: Now, keys: Keys) -> CheckpointOut:
    """Say how the access log stands at this moment, signed. It has a tree of its own."""
    return CheckpointOut.of(await service.checkpoint_of_looks(by=principal, now=now, keys=keys))


@get(
    "/ledger/proofs/{position:int}",
    summary="Prove that an act stands in the ledger",
    opt=says(problems=("too-many-leaves", *_BROKEN)),
)
async def prove_act(
    position: Annotated[int, PathParameter(description="The position of the act.", ge=1, le=2**53)],
    principal: Signed,
    now: Now,
    keys: Keys,
    subject: Annotated[
        UUID | None, QueryParameter(description="Only the leaf about this person, or this fact of no person.")
    ] = None,
) -> ActProofOut:
    """Give the leaves of an act as they were hashed, and for each the hashes that lead to a signed root (RFC 9162)."""
    found = await proofs.prove_act(position, subject=subject, by=principal, now=now, keys=keys)
    return ActProofOut.of(position, found)


@get(
    "/ledger/consistency",
    summary="Prove that the ledger only grew",
    opt=says(problems=("no-such-size", *_BROKEN)),
)
async def prove_growth(
    size: Annotated[
        int, QueryParameter(name="from", description="The size of a checkpoint that you hold.", ge=0, le=2**53)
    ],
    principal: Signed,
    now: Now,
    keys: Keys,
) -> GrowthProofOut:
    """Prove that the ledger, once of this size, is the beginning of what it is now: nothing in it was rewritten."""
    return GrowthProofOut.of(await proofs.prove_growth(size, by=principal, now=now, keys=keys))


router = Router("/", route_handlers=[checkpoint, checkpoint_of_looks, prove_act, prove_growth], tags=["Checkpoints"])
