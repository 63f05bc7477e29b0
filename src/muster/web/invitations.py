"""Invite somebody, see who has not come yet, and take it back."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import partial
from typing import Final
from uuid import UUID

from litestar import Response, get, post
from litestar.params import FromPath, URLEncodedBody

from muster.domain.access import IN_A_PROGRAM, Membership, Permission, Role
from muster.domain.access_log import Sight
from muster.domain.accounts.invitations import Invitation
from muster.domain.errors import Conflict, Forbidden, Invalid
from muster.domain.matrix import ROLES
from muster.domain.members import gives
from muster.domain.people import Identity
from muster.domain.programs import local_day
from muster.domain.records import OnRecord
from muster.domain.words import Words
from muster.http.letters import Mailed, afterwards
from muster.services import access_log, people, programs
from muster.services import invitations as service
from muster.services.letters import hand_over
from muster.web.dates import Typed, order, read_day
from muster.web.drawing import drawn, sent_to
from muster.web.forms import Mistake, Sent, id_of, text
from muster.web.reader import Asked, Reader, Reading
from muster.web.recording import LONGEST_REASON, numbered, renumbered, same_on_record, used_before

PATH: Final = "/invitations"
_FIELDS: Final = ("id", "email", "role", "program", "day", "month", "year", "person")
_AT_A_TIME: Final = 200


@dataclass(frozen=True, slots=True)
class Form:
    """The form as it is shown: what was typed, and what cannot be right in it."""

    typed: dict[str, str]
    mistakes: tuple[Mistake, ...] = ()


@get(PATH, include_in_schema=False)
async def invitations(request: Asked, reader: Reading) -> Response[str]:
    """List who was invited and has not come yet, and ask whom to invite; ``?person=`` one of the people."""
    asked = request.query_params.dict()
    typed = renumbered(dict.fromkeys(_FIELDS, "") | {"person": text(asked, "person")})
    if (himself := await _himself(typed["person"], reader)) is not None:
        typed |= {"email": himself.value.email, "role": Role.RESPONDER}
    return await _shown(request, reader, Form(typed), done=text(asked, "invited"))


@post(PATH, include_in_schema=False)
async def submit_invitation(
    request: Asked, reader: Reading, mailing: Mailed, data: URLEncodedBody[Sent]
) -> Response[str]:
    """Invite somebody, or say why not, on the same page with everything that was typed.

    The form carries the id of what it records: sent twice, one mail goes out.
    """
    by, words = reader.by, reader.words
    by.require(Permission.MEMBERSHIP_GRANT)
    form = Form(numbered({name: text(data, name) for name in _FIELDS}))
    place = await _read(form, reader)
    if isinstance(place, Form):
        return await _shown(request, reader, place)
    fact = UUID(form.typed["id"])
    try:
        made, letter = await service.invite(
            form.typed["email"], place, by=by, now=reader.now, mailing=mailing, language=words.language, fact=fact
        )
    except Conflict as why:
        if why.code not in {"already-recorded", "said-already"}:
            raise
        offer = Invitation(form.typed["email"], place.role, reader.now.at, place.person, place.program, place.through)
        if why.code == "said-already":
            form = Form(form.typed, (_taken(form, words),))
        elif await same_on_record(_invited(fact, reader), offer, place.person, key=_said):
            return sent_to(f"{PATH}?invited={fact}")
        else:
            form = Form(renumbered(form.typed), (used_before("email", words("E-mail"), words),))
        return await _shown(request, reader, form)
    except Forbidden as why:
        if why.code not in {"beyond-your-rights", "own-place"}:
            raise
        return await _shown(request, reader, Form(form.typed, (_not_yours(why, words),)))
    except Invalid as why:
        return await _shown(request, reader, Form(form.typed, (_mistake(why, form, words),)))
    return afterwards(sent_to(f"{PATH}?invited={made}"), partial(hand_over, letter, mailing))


@post("/invitations/{invitation:uuid}/withdraw", include_in_schema=False)
async def submit_withdrawal(invitation: FromPath[UUID], reader: Reading, data: URLEncodedBody[Sent]) -> Response[str]:
    """Take an invitation back."""
    because = text(data, "because")[:LONGEST_REASON] or reader.words("Withdrawn on the page of invitations")
    await service.withdraw_invitation(invitation, version=None, because=because, by=reader.by, now=reader.now)
    return sent_to(PATH)


async def _invited(fact: UUID, reader: Reader) -> OnRecord[Invitation]:
    return (await service.invitation(fact, by=reader.by)).record


def _said(made: Invitation) -> tuple[object, ...]:
    """Return what a form says of an invitation: until when it may be accepted is muster's to say."""
    return made.email.casefold(), made.role, made.person, made.program, made.through


async def _himself(written: str, reader: Reader) -> OnRecord[Identity] | None:
    """Return the person who is to be invited, if one is named."""
    which = id_of(written)
    if which is None:
        return None
    found = await people.person(which, by=reader.by)
    await access_log.looked(Sight.RECORD, [which], by=reader.by, now=reader.now)
    return found


async def _read(form: Form, reader: Reader) -> Membership | Form:
    """Return the place that the form offers, or the form with every mistake in it."""
    words, typed = reader.words, form.typed
    wrong: list[Mistake] = []
    if not typed["email"]:
        wrong.append(Mistake("email", words("E-mail"), "", words("the address they read mail at"), words("Type it.")))
    role = next((each for each in Role if each == typed["role"]), None)
    if role is None:
        wrong.append(Mistake("role", words("Role"), "", words("one of the roles"), words("Choose one.")))
    there = {str(each.fact) for each in await programs.programs(by=reader.by)}
    if typed["program"] and typed["program"] not in there:
        wrong.append(Mistake("program", words("Where"), "", words("one on the list"), words("Choose one.")))
    through = _last_day(form, reader)
    if isinstance(through, Mistake):
        wrong.append(through)
    if wrong or role is None or isinstance(through, Mistake):
        return Form(typed, tuple(wrong))
    return Membership(reader.agency.id, role, id_of(typed["person"]), program=id_of(typed["program"]), through=through)


def _last_day(form: Form, reader: Reader) -> date | Mistake | None:
    """Return the last day of the place; ``None`` when none is written."""
    typed = _typed_day(form, reader.words)
    return read_day(typed, reader.words, today=reader.now.today, of_paper=False) if typed.whole else None


def _typed_day(form: Form, words: Words) -> Typed:
    return Typed("through", words("Last day"), *(form.typed[name] for name in ("day", "month", "year")))


def _mistake(why: Invalid, form: Form, words: Words) -> Mistake:
    """Return what the service refuses, at its place."""
    match why.code:
        case "ended-already":
            return Mistake(
                "through-day",
                words("Last day"),
                _typed_day(form, words).whole,
                words("today, or a day to come"),
                words("Correct it, or leave it empty for a place that has no end."),
                also=("through-month", "through-year"),
            )
        case "no-last-day":
            return Mistake(
                "through-day",
                words("Last day"),
                "",
                words("the last day of the audit"),
                words("Every auditor's place ends."),
                also=("through-month", "through-year"),
            )
        case "role-of-the-agency":
            return Mistake(
                "program",
                words("Where"),
                "",
                "",
                words("Choose the whole agency."),
                said=words("Nobody has this role in one program only."),
            )
    return Mistake(
        "email",
        words("E-mail"),
        form.typed["email"],
        words("one e-mail address"),
        words("Write it as ines@example.org."),
    )


def _not_yours(why: Forbidden, words: Words) -> Mistake:
    """Say that whoever invites may not give such a place."""
    said = (
        words("Nobody gives themselves a place.")
        if why.code == "own-place"
        else words("This place has rights that you do not have yourself, as far as it reaches.")
    )
    return Mistake("role", words("Role"), "", "", words("Ask an administrator of your agency."), said=said)


def _taken(form: Form, words: Words) -> Mistake:
    """Say that there is an invitation to the address that whoever invites does not reach."""
    return Mistake(
        "email",
        words("E-mail"),
        form.typed["email"],
        "",
        words("Ask an administrator of the whole agency to withdraw it first."),
        said=words("This address is invited already, to a place beyond your program."),
    )


async def _shown(request: Asked, reader: Reader, form: Form, *, done: str = "") -> Response[str]:
    words, zone = reader.words, reader.agency.time_zone
    pending = await service.invitations(by=reader.by, at=reader.now.at, limit=_AT_A_TIME)
    where = {each.fact: each.value.name for each in await programs.programs(by=reader.by)}
    himself = await _himself(form.typed["person"], reader)
    return drawn(
        request,
        "invitations.html",
        status=422 if form.mistakes else 200,
        typed=form.typed,
        mistakes=form.mistakes,
        pending=pending.items,
        more=pending.after is not None,
        done=next((each for each in pending.items if str(each.record.fact) == done), None),
        ends={each.record.fact: local_day(each.record.value.ends_at, zone) for each in pending.items},
        mails=_mails(words),
        roles={role: words(ROLES[role].name) for role in Role},
        offered=[role for role in Role if any(_gives(role, each, reader) for each in (None, *where))],
        whole=any(_gives(role, None, reader) for role in Role),
        programs={each: name for each, name in where.items() if _gives(Role.RESPONDER, each, reader)},
        narrow=sorted(words(ROLES[role].name) for role in IN_A_PROGRAM),
        where=where,
        order=order(words),
        himself=himself,
    )


def _gives(role: Role, program: UUID | None, reader: Reader) -> bool:
    """May whoever reads this give such a place?"""
    return gives(Membership(reader.agency.id, role, program=program), by=reader.by)


def _mails(words: Words) -> dict[str | None, str]:
    """Return what may have become of the mail, in words."""
    return {
        None: words("The mail is on its way."),
        "sent": words("The mail was sent."),
        "deferred": words("The mail was not sent: the mail server does not take it now. Invite them again."),
        "failed": words(
            "The mail was not sent: the mail server refuses it. Look at the address, and invite them again."
        ),
        "unknown": words("Perhaps the mail was sent, perhaps not. Ask them."),
    }
