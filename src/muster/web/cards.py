"""One's own card, to show on a phone or to print; and the page that its code leads to, for whoever reads it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final
from uuid import UUID

from litestar import Response, get, post
from litestar.params import FromPath, URLEncodedBody

from muster import clock, qr
from muster.domain import cards as rules
from muster.domain.cards import CardUnknown
from muster.domain.clearance import Clearance
from muster.domain.explanations.explaining import headline
from muster.domain.findings import Verdict
from muster.domain.words import Words
from muster.http.letters import Mailed
from muster.http.signed import From, Sealed
from muster.services import cards as service
from muster.services import compliance, people
from muster.web.drawing import capital, drawn, sent_to
from muster.web.findings import sign_of
from muster.web.forms import Mistake, Sent, text
from muster.web.navigation import home_of
from muster.web.reader import Asked, Reader, Reading, words_for
from muster.web.refusals import wants_page
from muster.web.sessions import when

PATH: Final = "/me/card"
VERIFY: Final = "/verify"
_LONGEST: Final = 100
_TO_NOBODY: Final = {"Referrer-Policy": "no-referrer", "X-Robots-Tag": "noindex, nofollow"}


@dataclass(frozen=True, slots=True)
class Line:
    """What the card says of one program."""

    program: str
    roles: str
    sign: str
    said: str


@get(PATH, include_in_schema=False)
async def own_card(request: Asked, reader: Reading, mailing: Mailed, sealing: Sealed) -> Response[str]:
    """Show the card, large; where there is none yet, say what it is and offer to make one."""
    who = reader.by.person
    if who is None:
        home = home_of(reader.by)
        return drawn(request, "nobody.html", home=home if home != "/me" else "")
    card = await service.own_card(by=reader.by, sealing=sealing)
    address = mailing.link(f"{VERIFY}/{card.code}") if card and card.code else ""
    return drawn(
        request,
        "card.html",
        card=card,
        name=(await people.person(who, by=reader.by)).value.name,
        lines=await _lines(who, reader),
        code=rules.written(card.code) if card else "",
        picture=qr.picture(address) if address else None,
        where=mailing.link(VERIFY),
        last=when(card.last_at, reader) if card and card.last_at else "",
        done=_done(text(request.query_params.dict(), "done"), reader.words),
    )


@post(PATH, include_in_schema=False)
async def submit_card(reader: Reading, sealing: Sealed, data: URLEncodedBody[Sent]) -> Response[str]:
    """Make a card, in place of the one before."""
    shows_name = bool(text(data, "shows_name"))
    await service.make_card(shows_name=shows_name, by=reader.by, now=reader.now, sealing=sealing)
    return sent_to(f"{PATH}?done=made")


@post(f"{PATH}/{{card:uuid}}/name", include_in_schema=False)
async def submit_name(reader: Reading, card: FromPath[UUID], data: URLEncodedBody[Sent]) -> Response[str]:
    """Say whether whoever reads the code is told the name."""
    await service.show_name(card, shows_name=bool(text(data, "shows_name")), by=reader.by)
    return sent_to(f"{PATH}?done=name")


@post(f"{PATH}/{{card:uuid}}/end", include_in_schema=False)
async def submit_card_end(reader: Reading, card: FromPath[UUID]) -> Response[str]:
    """Withdraw the card at once."""
    await service.end_card(card, by=reader.by)
    return sent_to(f"{PATH}?done=ended")


@get(VERIFY, include_in_schema=False)
async def verify_form(request: Asked) -> Response[str]:
    """Ask for the code of a card."""
    return drawn(request, "verify.html", headers=_TO_NOBODY, typed="", mistakes=())


@post(VERIFY, include_in_schema=False)
async def submit_verify(request: Asked, data: URLEncodedBody[Sent]) -> Response[str]:
    """Lead to the page of a code, whether or not a card answers to it."""
    typed = text(data, "code")[:_LONGEST]
    code = rules.read(typed.rpartition("/")[2])  # the whole address does as well
    if code is None:
        words = words_for(request)
        wrong = Mistake(
            "code",
            words("Code"),
            typed,
            words("the twenty letters and digits under the square"),
            words("Type them as they stand there; hyphens do not matter."),
        )
        return drawn(request, "verify.html", status=422, headers=_TO_NOBODY, typed=typed, mistakes=[wrong])
    return sent_to(f"{VERIFY}/{code}")


@get(f"{VERIFY}/{{code:str}}", include_in_schema=False)
async def verified(request: Asked, code: FromPath[str], origin: From) -> Response[str]:
    """Say whether a card is valid today, and nothing that its holder does not show."""
    at = clock.instant()
    try:
        found = await service.check(code, origin=origin, at=at)
    except CardUnknown:
        if not wants_page(request):
            raise
        return drawn(request, "verified.html", status=404, headers=_TO_NOBODY, found=None)
    return drawn(request, "verified.html", headers=_TO_NOBODY, found=found)


async def _lines(who: UUID, reader: Reader) -> list[Line]:
    """Return what the card says today, program by program."""
    words, today = reader.words, reader.now.today
    known = await compliance.position(None, by=reader.by)
    found = await compliance.clearances_of_person(who, on=today, known=known, by=reader.by)
    held = [each.value for each in await people.roles(who, by=reader.by, known=known) if today in each.value.validity]
    roles = {
        each.program.id: {words.name(one.role) for one in held if one.program == each.program.id} for each in found
    }
    return [
        Line(each.program.name, ", ".join(sorted(roles[each.program.id])), sign_of(each, words)[0], _said(each, words))
        for each in found
    ]


def _said(found: Clearance, words: Words) -> str:
    """Return the answer without its reasons: whoever is shown a card is not told what its holder lacks."""
    return capital(headline(found, words)) if found.verdict is Verdict.MET else words("Not cleared today")


def _done(what: str, words: Words) -> str:
    match what:
        case "made":
            return words("Made. Whoever reads its code from now on is told whether it is valid that day.")
        case "name":
            return words("Changed, from this moment.")
        case "ended":
            return words("Withdrawn. Nobody who reads its code is told anything any more.")
    return ""
