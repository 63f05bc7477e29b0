"""The ledger: where it stands, and whether it holds."""

from __future__ import annotations

from litestar import Router, get

from muster.api.shapes.ledger import HeadOut, VerificationOut
from muster.http.signed import Signed
from muster.services import ledger as service


@get("/ledger", summary="Say where the ledger stands")
async def head(principal: Signed) -> HeadOut:
    """Say the last position that was taken, and when. `known_at` may be anything up to it."""
    return HeadOut.of(await service.head(by=principal))


@get("/ledger/verification", summary="Verify the ledger")
async def verify(principal: Signed) -> VerificationOut:
    """Recompute every leaf and both trees, compare them with what was signed, and say what does not hold."""
    return VerificationOut.of(await service.verify(by=principal))


router = Router("/", route_handlers=[head, verify], tags=["Ledger"])
