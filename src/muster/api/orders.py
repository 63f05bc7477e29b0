"""Orders that extend: one record that moves many days."""

from __future__ import annotations

from datetime import date
from typing import Annotated
from uuid import UUID

from litestar import Response, Router, delete, get, post
from litestar.params import FromPath, JSONBody, QueryParameter

from muster.api.operations import VERSIONED, recorded, says
from muster.api.shapes.orders import KIND, EffectOut, OrderIn, OrderOut, OrdersOut
from muster.api.wire import NAME, Recorded, Withdrawal
from muster.domain.extensions import Order
from muster.domain.intervals import Interval
from muster.http.signed import Known, Now, Signed
from muster.http.versions import Version, tagged
from muster.services import orders as service


@get("/orders", summary="List the orders that extend")
async def orders(principal: Signed, known: Known) -> OrdersOut:
    """List every order, the one given last first."""
    found = await service.orders(by=principal, known=known)
    return OrdersOut(items=tuple(map(OrderOut.of, found)), known_at=known)


@get(
    "/orders/trial",
    summary="Try an order",
    opt=says(
        problems=("ends-before-it-starts", "in-the-future", "no-such-requirement", "not-found", "requirement-or-kind")
    ),
)
async def order_would(  # noqa: PLR0913, PLR0917 - each is a parameter of the address
    principal: Signed,
    now: Now,
    granted_on: Annotated[date, QueryParameter(description="The day it was given.")],
    lapses_from: Annotated[date, QueryParameter(description="It moves what lapses, or is due, from this day on,")],
    lapses_through: Annotated[date, QueryParameter(description="through this one.")],
    runs_through: Annotated[date, QueryParameter(description="Through which day that runs then.")],
    requirement: Annotated[
        str | None, QueryParameter(max_length=200, pattern=NAME, description="The requirement that it is about.")
    ] = None,
    kind: Annotated[
        str | None, QueryParameter(max_length=100, pattern=KIND, description="Or the kind of credential.")
    ] = None,
    program: Annotated[UUID | None, QueryParameter(description="In which program; left out: in every one.")] = None,
) -> EffectOut:
    """Say whom an order would touch, from which day to which, and whose answer changes. Nothing is recorded."""
    window = Interval.through(lapses_from, lapses_through)
    said = Order("trial", "trial", granted_on, window, runs_through, requirement or "", kind or "", program)
    return EffectOut.of(await service.order_would(said, by=principal, now=now), now.today)


@post(
    "/orders",
    summary="Record an order",
    opt=says(
        "Location",
        problems=(
            "already-recorded",
            "ends-before-it-starts",
            "in-the-future",
            "no-such-requirement",
            "points-nowhere",
            "requirement-or-kind",
            "said-already",
        ),
    ),
)
async def record_order(data: JSONBody[OrderIn], principal: Signed, now: Now) -> Response[Recorded]:
    """Record an order. It is one fact; whose days it moves is found whenever they are judged."""
    fact = await service.record_order(data.value(), because=data.because, by=principal, now=now, fact=data.id)
    return recorded(fact, f"orders/{fact}")


@get("/orders/{order:uuid}", summary="Look an order up", opt=VERSIONED)
async def order(order: FromPath[UUID], principal: Signed, known: Known) -> Response[OrderOut]:
    """Say what an order moves, by whose word."""
    found = await service.order(order, by=principal, known=known)
    return tagged(OrderOut.of(found), found.version)


@get("/orders/{order:uuid}/people", summary="List whom an order touches")
async def effect(order: FromPath[UUID], principal: Signed, now: Now) -> EffectOut:
    """List whom an order on record touches, and what they would be today without it."""
    return EffectOut.of(await service.effect(order, on=now.today, by=principal), now.today)


@delete("/orders/{order:uuid}", summary="Withdraw an order")
async def withdraw_order(
    order: FromPath[UUID], data: JSONBody[Withdrawal], version: Version, principal: Signed, now: Now
) -> None:
    """Say that an order no longer holds. What was believed until now stays on record."""
    await service.withdraw_order(order, version=version, because=data.because, by=principal, now=now)


router = Router("/", route_handlers=[orders, order_would, record_order, order, effect, withdraw_order], tags=["Orders"])
