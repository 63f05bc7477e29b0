"""A card to show: one's own, made and withdrawn by oneself."""

from __future__ import annotations

from uuid import UUID

from litestar import Response, Router, delete, get, post
from litestar.params import FromPath, JSONBody

from muster.api.operations import recorded, says
from muster.api.shapes.cards import CardIn, CardOut, CardsOut
from muster.api.wire import Recorded
from muster.http.signed import Now, Sealed, Signed
from muster.services import cards as service


@get("/cards", summary="Show one's own card", opt=says(problems=("only-themselves",), session=True))
async def own_card(principal: Signed, sealing: Sealed) -> CardsOut:
    """Show one's own card with its code, and how often that was read."""
    found = await service.own_card(by=principal, sealing=sealing)
    return CardsOut(items=(CardOut.of(found),) if found else ())


@post(
    "/cards",
    summary="Make a card",
    opt=says("Location", problems=("no-sealing-key", "only-themselves"), session=True),
)
async def make_card(data: JSONBody[CardIn], principal: Signed, now: Now, sealing: Sealed) -> Response[CardOut]:
    """Make a card with a code of its own, in place of the one before: the old code tells nobody anything any more."""
    made = await service.make_card(shows_name=data.shows_name, by=principal, now=now, sealing=sealing)
    return Response(CardOut.of(made), headers={"Location": "/api/v1/cards"})


@post(
    "/cards/{card:uuid}/consents",
    summary="Show one's name, or no longer",
    opt=says(problems=("only-themselves",), session=True),
)
async def show_name(card: FromPath[UUID], data: JSONBody[CardIn], principal: Signed) -> Response[Recorded]:
    """Say whether whoever reads the code is told one's name. It holds from this moment."""
    await service.show_name(card, shows_name=data.shows_name, by=principal)
    return recorded(card, "cards")


@delete("/cards/{card:uuid}", summary="Withdraw a card", opt=says(problems=("only-themselves",), session=True))
async def end_card(card: FromPath[UUID], principal: Signed) -> None:
    """Withdraw one's own card at once."""
    await service.end_card(card, by=principal)


router = Router("/", route_handlers=[own_card, make_card, show_name, end_card], tags=["Calendars and cards"])
