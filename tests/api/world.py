"""What stands on record at Harbor when a request is made: Ines, who is not Ben, and all that is known of her."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import date
from uuid import UUID, uuid4

from muster.domain.access import Permission, Principal, Role
from muster.domain.acts import Act
from muster.domain.intervals import Interval
from muster.domain.privacy.disclosures import Disclosure, Lived
from muster.domain.privacy.requests import Ask, Request
from muster.domain.reminders import Reminder, State
from muster.domain.sharing.shares import Level, Share
from muster.domain.teams.shifts import Going
from muster.persistence import openid as openid_store
from muster.persistence import reminders
from muster.persistence import training as training_store
from muster.persistence.ledger import recorded
from muster.persistence.reminders import Settled
from muster.services import (
    approvals,
    awards,
    calendars,
    cards,
    classes,
    confirmations,
    credentials,
    disclosures,
    drafts,
    effort,
    extensions,
    figures,
    head_counts,
    holds,
    imports,
    indirect,
    invitations,
    leave,
    members,
    orders,
    packs,
    papers,
    partnerships,
    people,
    program_duties,
    requests,
    responses,
    retention,
    shares,
    shifts,
    staff_rule,
    tokens,
    training,
    waivers,
    workforces,
)
from tests import make, money
from tests.api.conftest import session_of
from tests.cast import NOW, TODAY, Cast, found, join
from tests.keys import SEALING
from tests.letters import invited

SINCE = date(2025, 1, 1)
SHIPPED = "us-osha-bbp"
AN_ACT = 6  # a position that Harbor has taken, and nobody else yet
# Somebody new who can be added, and somebody whose hire date no calendar has; nothing is asked about them.
ROSTER = (
    b"Employee ID,Name,Work Email,Hire Date\n"
    b"W-1,Wen Li,wen@example.org,2026-01-31\n"
    b"W-2,Xu Li,xu@example.org,2026-02-30\n"
)
SHARED = Interval.through(date(2026, 1, 1), date(2027, 6, 30))


@dataclass(frozen=True, slots=True)
class World:
    """Ids and versions by the name that addresses give them. ``canary`` is a word that only Harbor knows."""

    canary: str
    ids: dict[str, UUID] = field(default_factory=dict)
    versions: dict[str, UUID] = field(default_factory=dict)

    def at(self, path: str) -> str:
        """Return an address with everything in it on record."""
        return path.format_map({**self.ids, "position": AN_ACT})

    def missing(self, path: str) -> str:
        """Return the same address with nothing in it on record."""
        return path.format_map({**{name: uuid4() for name in self.ids}, "position": 1_000_000})


async def _teach(canary: str, by: Principal) -> tuple[UUID, UUID, UUID, UUID]:
    """Put a course on record, who approved it, how many from outside completed it, and the workforce of a role."""
    course = await training.add_course(make.course(canary, canary), by=by, now=NOW)
    approved = replace(make.approval(course, canary), reference=canary)
    counted = await head_counts.record_head_count(make.head_count(course), by=by, now=NOW)
    workforce = await workforces.record_workforce(make.workforce(f"{canary}-lead"), by=by, now=NOW)
    return course, await approvals.record_approval(approved, by=by, now=NOW), counted, workforce


async def _worked(canary: str, person: UUID, line: UUID, by: Principal) -> tuple[UUID, UUID, UUID]:
    """Put on record what time was meant for, what it went to, and what was signed of it."""
    share = await effort.record_allocation(person, make.allocation(line), by=by, now=NOW)
    worked = await effort.record_effort(person, make.effort(line=line), by=by, now=NOW)
    signed = replace(make.confirmation(person, line), statement=canary)
    return share, worked, await confirmations.confirm_effort(person, signed, by=by, now=NOW)


async def gather_world(cast: Cast, *, who: UUID | None = None, adopts: UUID | None = None) -> World:
    """Put it on record; ``who``: of somebody who is on record already. ``adopts``: the one program that does."""
    by = cast.amara.principal
    canary = f"canary-{uuid4().hex}"
    person = who or await people.add_person(make.identity(f"Ines {canary}"), by=by, now=NOW)
    job = await people.record_employment(person, make.employment(SINCE), by=by, now=NOW)
    role = await people.record_role(person, make.role(canary, cast.program, SINCE), by=by, now=NOW)
    away = await leave.record_leave(person, make.leave(), by=by, now=NOW)
    course, approval, counted, workforce = await _teach(canary, by)
    done = await training.record_completion(person, make.completion(course), by=by, now=NOW)
    sheet = uuid4()
    await classes.record_class([person], make.held(course), by=by, now=NOW, fact=sheet)
    card = await credentials.record_credential(person, make.credential(canary), by=by, now=NOW)
    text = packs.shipped_text(SHIPPED)
    text = text.replace(f'"{SHIPPED}"', f'"{canary}"', 1) if who else text
    adopted, _ = await packs.adopt_pack(text, since=SINCE, program=adopts, by=by, now=NOW)
    duty_done = await _did(cast, by, canary)
    award = await money.award(by, canary)
    line = await money.line(by, award, canary)
    owed = await _owe(by, award, canary)
    partner = await partnerships.add_partner(make.partner(canary), by=by, now=NOW)
    agreed = replace(make.partnership(partner, award=award), expects=canary)
    partnership = await partnerships.record_partnership(agreed, by=by, now=NOW)
    share, worked, confirmed = await _worked(canary, person, line, by)
    waived = replace(make.waiver(), authority=canary)
    waiver = await waivers.grant_waiver(person, waived, because=canary, by=by, now=NOW)
    extension, order = await _extend(canary, person, by, adopts)
    shift, response = await _went(cast, by, person, award, canary)
    (_, session), provider = await session_of(cast.amara), f"https://{canary}.example"
    await openid_store.add_subject(provider, canary, session.account, at=NOW.at)
    invitation = await invited(f"{canary}@example.org", by=by)
    hana = await join(cast.amara, Role.HR, program=adopts)
    membership = hana.principal.memberships[0].fact
    assert membership
    token, _ = await tokens.issue_token(canary, frozenset({Permission.PEOPLE_READ}), through=NOW.today, by=by, now=NOW)
    region, shared, given, shown = await _share(cast, canary)
    ines = (await join(cast.amara, Role.RESPONDER, person=person)).principal
    said = await disclosures.disclose(Disclosure(Lived.HOMELESSNESS), by=ines, now=NOW)
    wish = await requests.make_request(Request.of(Ask.CORRECTION, canary, today=TODAY), by=ines, now=NOW)
    calendar, _ = await calendars.make_calendar(by=ines, now=NOW)
    shows = await cards.make_card(shows_name=True, by=ines, now=NOW, sealing=SEALING)
    left = await people.add_person(make.identity("Lou Ray"), by=by, now=NOW)
    hold = await holds.place_hold(left, because=canary, by=by, now=NOW)
    kept = replace(make.retention_rule(f"schedule-{canary}"), cite=canary)
    retention_rule = await retention.set_retention_rule(kept, because=canary, by=by, now=NOW)
    draft = await drafts.begin_draft([(f"{canary}.csv", ROSTER)], "", by=by, now=NOW)
    brought = await _bring_in(canary, by)
    (held,) = await people.roles(person, by=by)
    (employed,) = await people.employments(person, by=by)
    (goes_by,) = [each for each in await packs.adoptions(by=by) if each.fact == adopted]
    return World(
        canary,
        {
            "person": person,
            "program": cast.program,
            "employment": job,
            "role": role,
            "leave": away,
            "course": course,
            "approval": approval,
            "head_count": counted,
            "workforce": workforce,
            "duty_done": duty_done,
            "completion": done,
            "sheet": sheet,
            "credential": card,
            "adoption": adopted,
            "award": award,
            "line": line,
            **{kind: fact for kind, (fact, _) in owed.items()},
            "partner": partner,
            "partnership": partnership,
            "allocation": share,
            "effort": worked,
            "confirmation": confirmed,
            "seer": left,
            "waiver": waiver,
            "extension": extension,
            "order": order,
            "shift": shift,
            "response": response,
            "session": session.id,
            "link": next(each.id for each in await openid_store.linked(session.account) if each.issuer == provider),
            "membership": membership,
            "invitation": invitation,
            "token": token,
            "region": region,
            "share": shared,
            "given": given,
            "shown": shown,
            "disclosure": said,
            "wish": wish,
            "calendar": calendar,
            "card": shows.id,
            "hold": hold,
            "retention": retention_rule,
            "draft": draft,
            "brought": brought,
            "notice": await _undelivered(person, cast, canary),
        },
        {
            "person": (await people.person(person, by=by)).version,
            "employment": employed.version,
            "role": held.version,
            "leave": (await leave.leave(away, by=by)).version,
            "course": (await training.course(course, by=by)).version,
            "duty_done": (await program_duties.duty_done(duty_done, by=by)).version,
            "approval": (await approvals.approval(approval, by=by)).version,
            "head_count": (await head_counts.head_count(counted, by=by)).version,
            "workforce": (await workforces.workforce(workforce, by=by)).version,
            "completion": (await training.completion(done, by=by)).version,
            "credential": (await credentials.credential(card, by=by)).version,
            "adoption": goes_by.version,
            "award": (await awards.award(award, by=by)).version,
            "line": (await awards.line(line, by=by)).version,
            **{kind: version for kind, (_, version) in owed.items()},
            "partnership": (await partnerships.partnership(partnership, by=by)).version,
            "allocation": (await effort.allocation(share, by=by)).version,
            "effort": (await effort.effort_by_id(worked, by=by)).version,
            "confirmation": (await confirmations.confirmation(confirmed, by=by)).version,
            "invitation": (await invitations.invitation(invitation, by=by)).record.version,
            "agency": (await staff_rule.staff_rule(by=by)).version,
            "membership": (await members.member(membership, by=by)).version,
            "shift": (await shifts.shift(shift, by=by)).version,
            "response": (await responses.response(response, by=by)).version,
            "waiver": (await waivers.waiver(waiver, by=by)).version,
            "extension": (await extensions.extension(extension, by=by)).version,
            "order": (await orders.order(order, by=by)).version,
            "share": (await shares.share(shared, by=by)).record.version,
            "wish": next(each.version for each in await requests.requests(by=by) if each.fact == wish),
        },
    )


async def _extend(canary: str, person: UUID, by: Principal, program: UUID | None) -> tuple[UUID, UUID]:
    """Put an extension and an order on record, of days long gone: they change nothing that anybody asks about."""
    day, through = make.LONG_AGO, make.LONG_AGO.replace(month=2)
    extended = replace(make.extension(moves=day, through=through), authority=canary)
    ordered = replace(make.order(canary, first=day, last=day, through=through, program=program), authority=canary)
    extension = await extensions.grant_extension(person, extended, because=canary, by=by, now=NOW)
    return extension, await orders.record_order(ordered, because=canary, by=by, now=NOW)


async def _owe(by: Principal, award: UUID, canary: str) -> dict[str, tuple[UUID, UUID]]:
    """Put a paper of an award and a cost on record, and the figures of another award; each with its version."""
    sent = await papers.record_paper(replace(make.paper_sent(award), reference=canary), by=by, now=NOW)
    spent = await indirect.record_cost(replace(make.award_cost(award), subrecipient=canary), by=by, now=NOW)
    another = await money.award(by, f"{canary}-2")
    reported = await figures.record_figures(make.figures(another), by=by, now=NOW)
    return {
        "paper_sent": (sent, (await papers.paper_sent(sent, by=by)).version),
        "cost": (spent, (await indirect.cost(spent, by=by)).version),
        "figures": (reported, (await figures.figures(reported, by=by)).version),
        "reported": (another, (await awards.award(another, by=by)).version),
    }


async def _did(cast: Cast, by: Principal, canary: str) -> UUID:
    """Let the program do what a pack asks of it, and of nobody else."""
    there = {(each.value.pack, each.value.program) for each in await packs.adoptions(by=by)}
    if ("owed", cast.program) not in there:
        await packs.adopt_pack(make.OWED, since=SINCE, program=cast.program, by=by, now=NOW)
    did = replace(make.duty_done(cast.program), reference=canary)
    return await program_duties.record_duty(did, by=by, now=NOW)


async def _went(cast: Cast, by: Principal, person: UUID, award: UUID, canary: str) -> tuple[UUID, UUID]:
    """Put a shift on record, and what it was sent to."""
    shift = await shifts.plan_shift(make.shift(cast.program, award=award), [Going(person)], by=by, now=NOW)
    sent = make.response(cast.program, outcome=canary.lower(), shift=shift)
    return shift, await responses.record_response(sent, by=by, now=NOW)


async def _undelivered(person: UUID, cast: Cast, canary: str) -> UUID:
    """File a notice that no server took."""
    scope, due = make.everybody(cast.amara.principal), Reminder(person, cast.program, canary, TODAY, 0)
    await reminders.plan(scope, [(due, NOW.at)], at=NOW.at)
    claimed = await reminders.claim(scope, at=NOW.at)
    await reminders.settle(scope, [Settled(each, State.FAILED, f"{canary} is full") for each in claimed], at=NOW.at)
    return next(each.id for each in claimed if each.reminder == due)


async def _bring_in(canary: str, by: Principal) -> UUID:
    """Put an import on record: a course that nobody has completed."""
    async with recorded(make.everybody(by), Act.FILES_IMPORTED, at=NOW.at, because=f"{canary}.csv") as entry:
        await training_store.add_course(entry, make.course(f"Brought in with {canary}"))
    (found,) = (await imports.imported(position=entry.position, by=by)).items
    return found.id


async def _share(cast: Cast, canary: str) -> tuple[UUID, UUID, UUID, UUID]:
    """Let Harbor share with a region, and Far with Harbor: people, of whom there is one."""
    _, region = await found("Three Rivers Region")
    away, by = Share(region, Level.COUNTS, SHARED, canary, cast.program), cast.chidi.principal
    shared = await shares.grant_share(away, because=canary, by=cast.amara.principal, now=NOW)
    kim = await people.add_person(make.identity("Kim Lee"), by=by, now=NOW)
    await people.record_role(kim, make.role("emt", cast.elsewhere, SINCE), by=by, now=NOW)
    here = Share(cast.agency, Level.PEOPLE, SHARED, "a visit", cast.elsewhere)
    return region, shared, await shares.grant_share(here, because="they asked", by=by, now=NOW), kim
