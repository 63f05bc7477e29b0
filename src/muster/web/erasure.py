"""Erase a person, in two steps: what would go and what would stay; then the name, typed. And legal holds."""

from __future__ import annotations

from typing import Final
from uuid import UUID

from litestar import Response, get, post
from litestar.di import NamedDependency
from litestar.params import FromPath, URLEncodedBody

from muster.domain.access import Permission
from muster.domain.access_log import Sight
from muster.domain.errors import Conflict, Forbidden, Invalid, NotFound
from muster.domain.privacy.disclosures import IN_WORDS
from muster.domain.privacy.erasure import Preview
from muster.domain.privacy.own_data import CONFIDENCE
from muster.domain.words import Words
from muster.services import access_log, disclosures, holds, people
from muster.services import erasure as service
from muster.web.drawing import drawn, sent_to
from muster.web.forms import Mistake, Sent, text
from muster.web.reader import Asked, Reader, Reading

Home = NamedDependency[service.Home]

_LONGEST: Final = 2000
_HERE: Final = frozenset({"on-hold", "still-here", "nothing-to-erase", "preview-differs", "does-not-verify"})


@get("/people/{person:uuid}/erasure", include_in_schema=False)
async def erasure_form(request: Asked, person: FromPath[UUID], reader: Reading, home: Home) -> Response[str]:
    """Show exactly what erasing a person would take, and what would stay."""
    return await _shown(request, reader, person, home)


@post("/people/{person:uuid}/erasure", include_in_schema=False)
async def submit_erasure(
    request: Asked, person: FromPath[UUID], reader: Reading, home: Home, data: URLEncodedBody[Sent]
) -> Response[str]:
    """Carry it out once the name was typed, or say why not on the same page."""
    words = reader.words
    because = text(data, "because")[:_LONGEST]
    if not because:
        empty = Mistake("because", words("Why"), "", words("a reason that names nobody"), words("Write it."))
        reader.by.require(Permission.ERASURE_CARRY_OUT, whole=True)
        return await _shown(request, reader, person, home, [empty])
    try:
        await service.erase_person(
            person,
            read=text(data, "read"),
            confirmed=text(data, "confirmed"),
            because=because,
            by=reader.by,
            now=reader.now,
            home=home,
        )
    except Invalid as why:
        return await _shown(request, reader, person, home, [_mistake(why, words)])
    except (Conflict, Forbidden) as why:
        if why.code not in {*_HERE, "own-erasure"}:
            raise
        return await _shown(request, reader, person, home, [_mistake(why, words)])
    return sent_to(f"/people/{person}")


def _mistake(why: Invalid | Conflict | Forbidden, words: Words) -> Mistake:
    """Say on the page why it was not done."""
    said, field = words("Nothing was erased."), "going"
    match why.code:
        case "not-confirmed":
            field, fix = "confirmed", words("Type the name exactly as it stands above.")
        case "names-the-person":
            field, fix = "because", words("The reason names the person, and would outlast them; say it without.")
        case "on-hold":
            fix = words("A legal hold stands; see below.")
        case "still-here":
            fix = words("They are employed or hold a role, today or later. Record the end of that first.")
        case "nothing-to-erase":
            fix = words("There is nothing left to erase; what is left is kept by a rule.")
        case "preview-differs":
            fix = words("Something was recorded meanwhile, and something else would go now. Read it again.")
        case "own-erasure":
            fix = words("Nobody erases themselves. Ask another administrator of the agency.")
        case _:
            fix = words("What is on record of them does not verify. Have the ledger verified first.")
    return Mistake(field, "", "", "", fix, said=said)


async def _shown(
    request: Asked, reader: Reader, person: UUID, home: service.Home, mistakes: list[Mistake] | None = None
) -> Response[str]:
    words = reader.words
    found = await service.preview_erasure(person, by=reader.by, now=reader.now, home=home)
    await access_log.looked(Sight.RECORD, [person], by=reader.by, now=reader.now)
    return drawn(
        request,
        "erasure.html",
        status=422 if mistakes else 200,
        mistakes=mistakes or [],
        found=found,
        going=_going(found, words),
        staying=[
            (
                each.count,
                words.name(each.kind.replace("_", "-")),
                words("through {day}", day=words.day(each.until))
                if each.until
                else words("until a day that nobody can name yet"),
                each.keeping.rule,
                words(CONFIDENCE[each.keeping.rule.confidence]),
            )
            for each in found.staying
        ],
    )


def _going(found: Preview, words: Words) -> list[str]:
    """Return what would go, line by line."""
    lines = []
    if found.identity:
        lines.append(words("the name, addresses, telephone and birth, in every version"))
    lines += [
        words("{kind}: {count}", count=count, kind=words.name(kind.replace("_", "-")))
        for kind, count in found.going.items()
    ]
    lines += [
        words("the numbers on them, of {kind}: {count}", count=count, kind=words.name(kind.replace("_", "-")))
        for kind, count in found.blanked.items()
    ]
    for count, one, many in (
        (
            found.remarks,
            "{count} remark about them, or that names them",
            "{count} remarks about them, or that name them",
        ),
        (found.reminders, "{count} reminder", "{count} reminders"),
        (found.mails, "{count} message that became a file", "{count} messages that became files"),
    ):
        if count:
            lines.append(words.plural(one, many, count))
    lines += [words("the file {name}", name=each.name) for each in found.files if each.goes]
    if found.account == "goes":
        lines.append(words("their place here, and their sign-in where it is nobody else's"))
    return lines


# -- what somebody has disclosed, on a page of its own


@get("/people/{person:uuid}/disclosures", include_in_schema=False)
async def disclosed(request: Asked, person: FromPath[UUID], reader: Reading) -> Response[str]:
    """Show what a person agreed to have shown. That this was opened is told to them, each time."""
    found = await disclosures.disclosures(person, by=reader.by, now=reader.now)
    named = await people.person(person, by=reader.by)
    lines = [reader.words(IN_WORDS[each.value.kind]) for each in found]
    return drawn(request, "disclosed.html", person=named, lines=lines)


# -- holds


@get("/holds", include_in_schema=False)
async def holds_form(request: Asked, reader: Reading) -> Response[str]:
    """List the legal holds that stand, and offer to place one."""
    return await _holds(request, reader)


@post("/holds", include_in_schema=False)
async def submit_hold(request: Asked, reader: Reading, data: URLEncodedBody[Sent]) -> Response[str]:
    """Place a hold."""
    words, typed = reader.words, text(data, "person")
    reader.by.require(Permission.HOLD_PLACE, whole=True)
    try:
        who = UUID(typed) if typed else None
        await holds.place_hold(who, because=text(data, "because")[:_LONGEST], by=reader.by, now=reader.now)
    except Invalid:
        empty = Mistake("because", words("Why"), "", words("the reason for the hold"), words("Write it."))
        return await _holds(request, reader, [empty])
    except (ValueError, NotFound):
        wrong = words("the id of a person here, as it stands in the address of their page")
        nobody = Mistake("person", words("On whom"), typed, wrong, words("Correct it, or leave it empty."))
        return await _holds(request, reader, [nobody])
    except Conflict:
        said = words("There is a legal hold on them already.")
        return await _holds(request, reader, [Mistake("person", "", "", "", words("One is enough."), said=said)])
    return sent_to("/holds")


@post("/holds/{hold:uuid}/lift", include_in_schema=False)
async def submit_lifting(
    request: Asked, hold: FromPath[UUID], reader: Reading, data: URLEncodedBody[Sent]
) -> Response[str]:
    """Lift a hold."""
    words, because = reader.words, text(data, "because")[:_LONGEST]
    if hold not in {each.fact for each in await holds.holds(by=reader.by)}:
        raise NotFound("there is no such hold here")
    if not because:
        field = f"because-{hold}"
        return await _holds(
            request, reader, [Mistake(field, words("Why"), "", words("why it is over"), words("Write it."))]
        )
    await holds.lift_hold(hold, because=because, by=reader.by, now=reader.now)
    return sent_to("/holds")


async def _holds(request: Asked, reader: Reader, mistakes: list[Mistake] | None = None) -> Response[str]:
    found = await holds.holds(by=reader.by)
    names = {each.person: (await people.person(each.person, by=reader.by)).value.name for each in found if each.person}
    return drawn(
        request,
        "holds.html",
        status=422 if mistakes else 200,
        mistakes=mistakes or [],
        found=found,
        names=names,
        typed=text(request.query_params.dict(), "person")[:36],
    )
