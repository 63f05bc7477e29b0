"""What an hour of somebody's work costs."""

from __future__ import annotations

from uuid import UUID

from litestar import Response, Router, get, post
from litestar.params import FromPath, JSONBody

from muster.api.operations import recorded, says
from muster.api.shapes.pay import PayRateIn, PayRateOut, PayRatesOut
from muster.api.wire import Recorded
from muster.http.seeing import Seeing
from muster.http.signed import Known, Now, Signed
from muster.services import pay as service


@get("/people/{person:uuid}/pay-rates", summary="List what a person's hours cost")
async def pay_rates(person: FromPath[UUID], principal: Signed, known: Known, seeing: Seeing) -> PayRatesOut:
    """List every pay rate of a person, by first day. Few may: not even people themselves without the right."""
    found = await service.pay_rates(person, by=principal, known=known)
    await seeing(person)
    return PayRatesOut(items=tuple(map(PayRateOut.of, found)), known_at=known)


@post(
    "/people/{person:uuid}/pay-rates",
    summary="Record a pay rate",
    opt=says("Location", problems=("already-recorded", "overlaps", "points-nowhere")),
)
async def record_pay_rate(
    person: FromPath[UUID], data: JSONBody[PayRateIn], principal: Signed, now: Now
) -> Response[Recorded]:
    """Record what an hour of a person's work costs. A rise ends what it replaces the day before."""
    fact = await service.record_pay_rate(person, data.value(), by=principal, now=now, fact=data.id)
    return recorded(fact, f"people/{person}/pay-rates")


router = Router("/", route_handlers=[pay_rates, record_pay_rate], tags=["Pay"])
