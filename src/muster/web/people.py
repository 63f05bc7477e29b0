"""One person: who they are, how they stand, and what is on record."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypeVar
from uuid import UUID

from litestar import Response, get
from litestar.params import FromPath

from muster.domain.access import Permission
from muster.domain.access_log import Sight
from muster.domain.extensions import Extension
from muster.domain.intervals import BEGINNING, FOREVER
from muster.domain.people import EmploymentKind, Register
from muster.domain.records import OnRecord
from muster.domain.reviewing.effort_words import STATUSES
from muster.domain.waivers import Waiver
from muster.domain.words import Words
from muster.services import (
    access_log,
    compliance,
    credentials,
    explaining,
    extensions,
    leave,
    packs,
    programs,
    roster,
    timeline,
    training,
    waivers,
)
from muster.services import people as service
from muster.web.drawing import drawn, sent_to
from muster.web.easing import between
from muster.web.findings import credential_line, described, standing
from muster.web.forms import text
from muster.web.reader import Asked, Reader, Reading
from muster.web.roster import came_by, item, wanted
from muster.web.taking import all_courses, modes, proofs
from muster.web.timeline import years

T = TypeVar("T")
E = TypeVar("E", Waiver, Extension)


@get("/people/{person:uuid}", include_in_schema=False)
async def person(request: Asked, person: FromPath[UUID], reader: Reading) -> Response[str]:
    """Show one person: roles, standing with its findings, completions and credentials."""
    if person == reader.by.person and not reader.may(Permission.PEOPLE_READ):
        return sent_to("/me")
    by, words, today = reader.by, reader.words, reader.now.today
    found = await service.person(person, by=by)
    await access_log.looked(Sight.RECORD, [person], by=by, now=reader.now)
    known = await compliance.position(None, by=by)
    done = await training.completions(person, by=by, known=known)
    held = await credentials.credentials(person, by=by, known=known)
    titles = {each.fact: each.value.title for each in await all_courses(reader)}
    records = described(done, held, words, titles=titles)
    stands = await explaining.explain(person, on=today, known=known, by=by)
    named = {each.fact: each.value.name for each in await programs.programs(by=by)}
    says = await _says(known, reader)
    table = came_by(request, reader)
    recorded = text(request.query_params.dict(), "recorded")
    return drawn(
        request,
        "person.html",
        person=found,
        table=table,
        beside=await roster.neighbours_of(person, wanted(table), on=today, by=by) if table else None,
        size=roster.SIZE,
        record=item(table, f"/people/{person}/completions/new"),
        roles=_latest_first(await service.roles(person, by=by, known=known)),
        jobs=_latest_first(await service.employments(person, by=by, known=known)),
        numbers=[each.value for each in await service.identifiers(person, by=by, known=known)],
        programs=named,
        standings=[standing(each, words, records=records) for each in stands],
        years=await years(await timeline.timeline_of_person(person, on=today, known=known, by=by), words),
        done=sorted(
            done, key=lambda each: (each.value.completed_on is not None, each.value.completed_on), reverse=True
        ),
        titles=titles,
        cards=[(each.value, credential_line(each.value, words)) for each in held],
        modes=modes(words),
        proofs=proofs(words),
        kinds=_kinds(words),
        forever=FOREVER,
        beginning=BEGINNING,
        registers=_registers(words),
        languages={"en": words("English"), "es": words("Spanish")},
        recorded=next((records[each.fact] for each in done if str(each.fact) == recorded), ""),
        leave=text(request.query_params.dict(), "leave"),
        leaves=[
            (each, between(each.value.during, words))
            for each in reversed(await leave.leaves(person, by=by, known=known))
        ],
        waived=text(request.query_params.dict(), "waived"),
        extended=text(request.query_params.dict(), "extended"),
        waivers=_eased(await waivers.waivers(person, by=by, known=known), says, words),
        extensions=_eased(await extensions.extensions(person, by=by, known=known), says, words),
        may_waive=reader.may(Permission.WAIVER_GRANT) and person != by.person,
        may_record=reader.may(Permission.TRAINING_RECORD),
        may_correct=reader.may(Permission.PEOPLE_RECORD),
        may_invite=reader.may(Permission.MEMBERSHIP_GRANT),
        may_see_disclosed=reader.may(Permission.DISCLOSURE_READ) and person != by.person,
        may_see_effort=reader.by.may(Permission.EFFORT_READ, person=person),
        statuses={status: words(said) for status, said in STATUSES.items()},
        may_erase=reader.may(Permission.ERASURE_CARRY_OUT) and person != by.person,
    )


async def _says(known: int, reader: Reader) -> dict[str, str]:
    """Return the sentence of each requirement of the adopted packs."""
    adopted = await packs.adopted_packs(by=reader.by, known=known)
    return {each.name: each.says for _, pack in adopted for each in pack.requirements}


def _eased(found: Sequence[OnRecord[E]], says: dict[str, str], words: Words) -> list[tuple[OnRecord[E], str, str]]:
    """Return what eases a rule for them: each with what is asked, and its days; the last begun first."""
    return [
        (each, says.get(each.value.requirement, each.value.requirement), between(each.value.during, words))
        for each in reversed(found)
    ]


def _latest_first(found: Sequence[OnRecord[T]]) -> list[T]:
    """Return what was so over some days, the last begun first."""
    return [each.value for each in reversed(found)]


def _kinds(words: Words) -> dict[EmploymentKind, str]:
    return {
        EmploymentKind.EMPLOYEE: words("Employee"),
        EmploymentKind.CONTRACTOR: words("Contractor"),
        EmploymentKind.VOLUNTEER: words("Volunteer"),
    }


def _registers(words: Words) -> dict[Register, str]:
    return {
        Register.HR: words("Number in the HR system"),
        Register.LMS: words("Number in the training system"),
        Register.NPI: words("National Provider Identifier"),
    }
