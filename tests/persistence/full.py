"""Two agencies with something in every table, and a word of their own in every text: who sees whose?"""

from __future__ import annotations

from dataclasses import dataclass, fields, replace
from datetime import date, timedelta
from hashlib import sha256
from itertools import count
from pathlib import Path
from uuid import UUID, uuid4

from muster.domain.access import Permission, Principal, Role, operator
from muster.domain.access_log import Sight
from muster.domain.accounts.attempts import attempt
from muster.domain.accounts.openid import Flow
from muster.domain.acts import Act
from muster.domain.adopting.adoptions import Stated, Whom
from muster.domain.credentials import Status, StatusEvent
from muster.domain.documents import document
from muster.domain.intervals import Interval
from muster.domain.ledger.checkpoints import Log
from muster.domain.people import Identifier, Register, RoleHeld
from muster.domain.privacy.disclosures import Disclosure, Lived
from muster.domain.privacy.requests import Ask, Request, Stage
from muster.domain.reminders import Reminder, State
from muster.domain.sharing.shares import Level, Share
from muster.domain.teams.shifts import Going
from muster.domain.training import Course, Mode, Payer
from muster.domain.words import ENGLISH
from muster.domain.workforces import RoleWorkforce, Workforce
from muster.files import Files
from muster.persistence import accounts as account_store
from muster.persistence import attempts as attempt_store
from muster.persistence import documents, reminders
from muster.persistence import one_time_codes as code_store
from muster.persistence import openid as openid_store
from muster.persistence import orders as order_store
from muster.persistence import sessions as session_store
from muster.persistence import training as training_store
from muster.persistence.ledger import recorded
from muster.persistence.reminders import Settled
from muster.rules.packs import shipped_text
from muster.services import (
    access_log,
    approvals,
    awards,
    calendars,
    cards,
    checkpoints,
    classes,
    confirmations,
    credentials,
    disclosures,
    drafts,
    effort,
    erasure,
    extensions,
    figures,
    head_counts,
    holds,
    imports,
    indirect,
    leave,
    orders,
    packs,
    papers,
    partnerships,
    pay,
    people,
    program_duties,
    programs,
    received,
    requests,
    responses,
    retention,
    shares,
    shifts,
    tokens,
    training,
    waivers,
    workforces,
)
from tests import make, money
from tests.cast import NOW, PASSWORD, Member, join, sign_in, somewhere
from tests.keys import KEYS, SEALING
from tests.letters import invited

LATER = NOW.at.replace(year=2030)
HELD_ON = date(2026, 6, 1)
BROUGHT_AT = 51  # the position that an import is recorded at, in each
_FILED = count()


@dataclass(frozen=True, slots=True)
class Ids:
    """One of each kind of thing that an agency has."""

    agency: UUID
    account: UUID
    administrator: UUID
    program: UUID
    person: UUID
    employment: UUID
    role: UUID
    course: UUID
    approval: UUID
    head_count: UUID
    workforce: UUID
    duty_done: UUID
    paper_sent: UUID
    cost: UUID
    figures: UUID
    completion: UUID
    sheet: UUID
    credential: UUID
    status: UUID
    adoption: UUID
    award: UUID
    award_number: str
    line: UUID
    partner: UUID
    partnership: UUID
    allocation: UUID
    effort: UUID
    confirmation: UUID
    leave: UUID
    waiver: UUID
    extension: UUID
    order: UUID
    shift: UUID
    response: UUID
    hold: UUID
    retention: UUID
    disclosure: UUID
    wish: UUID
    calendar: UUID
    card: UUID
    membership: UUID
    invitation: UUID
    token: UUID
    version: UUID
    number: str
    email: str
    digest: str
    share: UUID
    given: UUID
    shown: UUID
    draft: UUID
    brought: UUID
    notice: UUID
    session: str


def missing() -> Ids:
    """Return ids that nothing has."""
    ids = {each.name: uuid4() for each in fields(Ids)}
    texts = {
        "number": str(uuid4()),
        "award_number": str(uuid4()),
        "email": f"{uuid4().hex}@example.org",
        "digest": uuid4().hex * 2,
        "session": uuid4().hex,
    }
    return Ids(**ids | texts)  # type: ignore[arg-type] # each as its name says


@dataclass(frozen=True, slots=True)
class Full:
    """An agency with something of everything; ``word`` is in every text of it."""

    word: str
    by: Principal
    has: Ids


def rules(word: str) -> str:
    """Return a pack with the word in it, whose one requirement exempts some programs."""
    text = shipped_text("us-osha-bbp").replace('"us-osha-bbp"', f'"{word}-bbp"').replace("Everyone exposed", word)
    exempt = f'exempt_if = {{ circumstance = "{word}-run", cite = "{word} 4" }}\n'  # its terms stand last
    duty = f'[[duty]]\nid = "plan"\nsays = "{word} has a plan."\n[[duty.terms]]\neffective = 2020-01-01\n'
    known = f'confidence = "read"\ncite = "{word} 5"\n'
    team = f'[[team]]\nid = "one"\nsays = "{word} go."\n[[team.terms]]\neffective = 2020-01-01\n{known}'
    beside = f'uncounted = ["{word}-officer"]\nway = [{{ in_person = 1 }}]\n'
    return f"{text}{exempt}{duty}{known}{team}{beside}"


async def of_a_team(text: str, whom: Whom, by: Principal) -> None:
    """Adopt a pack for whoever goes out as a kind of team."""
    proposed = await packs.to_adopt(text, since=make.LONG_AGO, whom=whom, by=by)
    await packs.adopt(proposed, by=by, now=NOW)


async def fill(word: str) -> Full:
    """Found an agency and write everything that it can have."""
    word = f"{word}{uuid4().hex[:6]}"
    email = f"{word}@example.org"
    agency = await programs.found_agency(f"{word} County", "America/Chicago", email=email, password=PASSWORD, now=NOW)
    by = await sign_in(email)
    program = await programs.add_program(f"{word} CRT", by=by, now=NOW)
    who = make.identity(f"{word} Abdi", preferred_name=word, email=email, phone=f"{word} 1")
    person = await people.add_person(who, by=by, now=NOW)
    employment = await people.record_employment(person, make.employment(), by=by, now=NOW)
    held = RoleHeld(f"{word}-peer", program, Interval(make.LONG_AGO))
    role = await people.record_role(person, held, by=by, now=NOW)
    course, approval, counted, workforce = await teach(word, by)
    own = replace(make.completion(course), approved_by=person, paid_by=Payer())
    completion = await training.record_completion(person, own, by=by, now=NOW)
    sheet = uuid4()
    await classes.record_class([person], make.held(course), by=by, now=NOW, fact=sheet)
    longer = make.completion(course, minutes=90)
    why = f"{word} said so"
    version = await training.correct_completion(completion, longer, version=None, because=why, by=by, now=NOW)
    card = replace(make.credential(f"{word}-card"), number=f"{word}-1", jurisdiction=f"{word}-TX")
    credential = await credentials.record_credential(person, card, by=by, now=NOW)
    status = await credentials.record_status(
        credential, StatusEvent(HELD_ON, Status.SUSPENDED), because=why, by=by, now=NOW
    )
    text = rules(word)
    adoption, pack = await packs.adopt_pack(text, since=make.LONG_AGO, program=program, by=by, now=NOW)
    duty_done = await review(word, by, program)
    award_number = str(uuid4())
    award, line, partner, partnership = await fund(word, by, award_number)
    await packs.adopt_pack(
        text, since=make.LONG_AGO, award=award, stated=Stated(circumstances=(f"{word}-run",)), by=by, now=NOW
    )
    await of_a_team(text, Whom(program, team_kind=f"{word}-team"), by)
    time = await work(word, by, person, line)
    await pay.record_pay_rate(person, make.pay_rate(), by=by, now=NOW)
    number = Identifier(Register.HR, str(uuid4()))
    for each in (number, Identifier(Register.LMS, f"{word}-E1")):
        await people.record_identifier(person, each, by=by, now=NOW)
    eased = await ease(word, by, person)
    ben = await join(Member(email, by), Role.RESPONDER, person=person)
    assert ben.principal.scope.account
    assert by.scope.account
    await people.add_person(make.identity(f"{word}, of whom nothing else is on record"), by=by, now=NOW)
    notice = await remind(word, by, person, program)
    shared, given, shown = await share_both_ways(word, by, program)
    await access_log.looked(Sight.RECORD, [person], by=by, now=NOW)
    await checkpoints.checkpoint_at(by.scope, 2, at=NOW.at, keys=KEYS)
    for log in Log:
        await checkpoints.checkpoint(log, by=by, now=NOW, keys=KEYS)
    place, token, session = await let_in(word, by, ben.principal)
    waiting = await invited(f"{word}.invited@example.org", by=by)
    private = await confide(word, by, ben.principal, award)
    begun, brought = await begin(word, by), await bring_in(word, by)
    shift, response = await go_out(word, by, program, person, award=award, partnership=partnership)
    return Full(word, by, Ids(
        agency.id, ben.principal.scope.account, by.scope.account, program, person, employment, role, course,
        approval, counted, workforce, duty_done, *await owe(word, by, award),
        completion, sheet, credential, status, adoption, award, award_number, line, partner, partnership, *time,
        *eased, shift, response, *private, place, waiting, token, version, number.value, email, pack.digest,
        shared, given, shown, begun, brought, notice, session,
    ))  # fmt: skip


async def review(word: str, by: Principal, program: UUID) -> UUID:
    """Let a program do what the pack asks of itself."""
    did = replace(make.duty_done(program, f"{word}-bbp/plan"), reference=f"{word} binder")
    return await program_duties.record_duty(did, by=by, now=NOW)


async def owe(word: str, by: Principal, award: UUID) -> tuple[UUID, UUID, UUID]:
    """Put a paper of an award, what was spent of it, and the figures of its first report on record."""
    sent = replace(make.paper_sent(award), reference=f"{word} letter")
    spent = replace(make.award_cost(award), subaward=f"{word}-S", subrecipient=f"{word} Outreach")
    return (
        await papers.record_paper(sent, by=by, now=NOW),
        await indirect.record_cost(spent, by=by, now=NOW),
        await figures.record_figures(make.figures(award, date(2026, 12, 31)), by=by, now=NOW),
    )


async def teach(word: str, by: Principal) -> tuple[UUID, UUID, UUID, UUID]:
    """Put a course on record, who approved it, how many from outside completed it, and the workforce of a role."""
    taught = Course(f"{word} course", frozenset({f"{word}-topic"}), f"{word} Academy", 60, Mode.IN_PERSON)
    course = await training.add_course(taught, by=by, now=NOW)
    said = replace(make.approval(course, f"{word} board"), reference=f"{word} list", topics=taught.topics)
    approval = await approvals.record_approval(said, by=by, now=NOW)
    counted = await head_counts.record_head_count(make.head_count(course), by=by, now=NOW)
    of_role = RoleWorkforce(f"{word}-clinician", Workforce.OTHER, make.LONG_AGO)
    return course, approval, counted, await workforces.record_workforce(of_role, by=by, now=NOW)


async def work(word: str, by: Principal, person: UUID, line: UUID) -> tuple[UUID, UUID, UUID]:
    """Put on record what time was meant for, what it went to, what payroll paid, and what was signed of other days."""
    share = await effort.record_allocation(person, make.allocation(line), by=by, now=NOW)
    worked = await effort.record_effort(person, make.effort(line=line), by=by, now=NOW)
    await money.paid(by, person, make.effort().on, 480)
    signed = replace(make.confirmation(person, line), statement=f"{word} as I worked")
    return share, worked, await confirmations.confirm_effort(person, signed, by=by, now=NOW)


async def ease(word: str, by: Principal, person: UUID) -> tuple[UUID, UUID, UUID, UUID]:
    """Put a waiver on record, and of days long gone, so that nothing is changed by them, a leave and what extends."""
    day, through, asked = make.LONG_AGO, make.LONG_AGO.replace(month=2), f"{word}-bbp/annual-training"
    waived = replace(make.waiver(asked), authority=f"{word} office")
    waiver = await waivers.grant_waiver(person, waived, because=f"{word} said so", by=by, now=NOW)
    moved = replace(make.extension(asked, moves=day, through=day.replace(day=9)), authority=f"{word} office")
    extension = await extensions.grant_extension(person, moved, because=f"{word} said so", by=by, now=NOW)
    said = replace(make.order(f"{word}-14", asked, first=day, last=day, through=through), authority=f"{word} office")
    cards = replace(said, number=f"{word}-15", requirement="", kind=f"{word}-card")
    async with recorded(make.everybody(by), Act.EXTENSION_ORDER_RECORDED, at=NOW.at) as entry:
        await order_store.add_order(entry, cards)  # no pack of this agency's speaks of cards
    away = await leave.record_leave(person, make.leave(), by=by, now=NOW)
    return away, waiver, extension, await orders.record_order(said, because=f"{word} said so", by=by, now=NOW)


async def go_out(word: str, by: Principal, program: UUID, person: UUID, **behind: UUID) -> tuple[UUID, UUID]:
    """Plan a shift, say who went, and what it was sent to."""
    with_it, beside, there = (frozenset({f"{word}-{each}"}) for each in ("kit", "officer", "campus"))
    plan = make.outing(equipment=with_it, others=beside, circumstances=there)
    planned = make.shift(program, plan, team=f"{word}-team", **behind)
    shift = await shifts.plan_shift(planned, [Going(person)], by=by, now=NOW)
    await shifts.say_who_went(shift, version=None, by=by, now=NOW)
    sent = make.response(program, call_type=f"{word}-concern", outcome=f"{word}-stayed", shift=shift)
    return shift, await responses.record_response(sent, by=by, now=NOW)


async def begin(word: str, by: Principal) -> UUID:
    """Begin to bring a file in."""
    rows = f"Employee ID,Name,Hire Date\n{word}-9,{word} Okafor,2026-01-31\n"
    accepted = f'[titles]\n"{word}" = ["emt"]\n'
    return await drafts.begin_draft([(f"{word}.csv", rows.encode())], accepted, by=by, now=NOW)


async def bring_in(word: str, by: Principal) -> UUID:
    """Put an import on record, at the same position in each agency: a course."""
    async with recorded(make.everybody(by), Act.FILES_IMPORTED, at=NOW.at) as entry:
        await training_store.add_course(entry, make.course(f"{word} course that was brought in"))
    assert entry.position == BROUGHT_AT, entry.position
    (found,) = (await imports.imported(position=entry.position, by=by)).items
    return found.id


async def share_both_ways(word: str, by: Principal, program: UUID) -> tuple[UUID, UUID, UUID]:
    """Share with a region that looks, and be shared with by it: both shares, and whom the second one shows."""
    region = await programs.found_agency(
        "A region", "UTC", email=f"region-{word}@example.org", password=PASSWORD, now=NOW
    )
    theirs, during = operator(region.id), Interval.through(HELD_ON, HELD_ON.replace(year=2027))
    away = Share(region.id, Level.PEOPLE, during, f"{word} plan", program)
    shared = await shares.grant_share(away, because=f"{word} said so", by=by, now=NOW)
    await received.received_people(shared, on=None, by=theirs, at=NOW.at)
    desk = await programs.add_program("Desk", by=theirs, now=NOW)
    kim = await people.add_person(make.identity("Kim Lee"), by=theirs, now=NOW)
    await people.record_role(kim, make.role("emt", desk), by=theirs, now=NOW)
    back = Share(by.scope.agency, Level.PEOPLE, during, f"{word} visit", desk)
    return shared, await shares.grant_share(back, because="they asked", by=theirs, now=NOW), kim


async def let_in(word: str, by: Principal, who: Principal) -> tuple[UUID, UUID, str]:
    """Let somebody be signed in, and a script of the administrator's; return the place, the token and the session."""
    session = await signed_in(word, who)
    (place,) = who.memberships
    assert place.fact
    permits = frozenset({Permission.PACK_READ})
    token, _ = await tokens.issue_token(f"{word} export", permits, through=HELD_ON.replace(2027), by=by, now=NOW)
    return place.fact, token, session


async def confide(word: str, by: Principal, who: Principal, award: UUID) -> tuple[UUID, UUID, UUID, UUID, UUID, UUID]:
    """Let somebody disclose and ask, keep and hold things, and erase somebody else; return what there is of it."""
    said = await disclosures.disclose(Disclosure(Lived.HOMELESSNESS, shown=True), by=who, now=NOW)
    asked = Request.of(Ask.CORRECTION, f"{word} is spelt otherwise", today=NOW.today)
    wish = await requests.make_request(asked, by=who, now=NOW)
    answered = f"{word} it is"
    await requests.answer_request(wish, Stage.DONE, answered, version=None, by=by, now=NOW)
    rule = replace(make.retention_rule(f"{word}-schedule"), says=f"{word} keeps it.", cite=f"{word} schedule")
    kept = await retention.set_retention_rule(rule, because=word, by=by, now=NOW)
    await retention.record_final_report(award, NOW.today, by=by, now=NOW)
    gone = await people.add_person(make.identity(f"{word}, who left"), by=by, now=NOW)
    nowhere = erasure.Home(Files(Path("/nowhere/at/all")), Path("/nowhere/at/all"))
    found = await erasure.preview_erasure(gone, by=by, now=NOW, home=nowhere)
    await erasure.erase_person(
        gone, read=found.digest, confirmed=found.name, because="asked", by=by, now=NOW, home=nowhere
    )
    hold = await holds.place_hold(who.person, because=word, by=by, now=NOW)
    return hold, kept, said, wish, *await show(who)


async def show(who: Principal) -> tuple[UUID, UUID]:
    """Let somebody have a calendar that was read, and a card that was checked; return both."""
    calendar, secret = await calendars.make_calendar(by=who, now=NOW)
    await calendars.feed(
        secret, origin=somewhere(), link="https://muster.example/me", spoken=lambda _: ENGLISH, at=NOW.at
    )
    card = await cards.make_card(shows_name=True, by=who, now=NOW, sealing=SEALING)
    await cards.check(card.code, origin=somewhere(), at=NOW.at)
    return calendar, card.id


async def fund(word: str, by: Principal, number: str) -> tuple[UUID, UUID, UUID, UUID]:
    """Put an award with its line and a partnership on record, another award, and a file that was brought in."""
    await awards.add_award(make.award(f"{word}-H79"), by=by, now=NOW)
    paper = replace(make.award(number), title=f"{word} response", funder=f"{word} office")
    paper = replace(paper, pass_through=f"{word} County", assistance_listing=f"{word}.243")
    award = await awards.add_award(paper, by=by, now=NOW)
    post = replace(make.line(award, f"{word}-1", f"{word}-peer"), position=f"{word} peer")
    line = await awards.add_line(post, by=by, now=NOW)
    partner = await partnerships.add_partner(make.partner(f"{word} 911"), by=by, now=NOW)
    agreed = replace(make.partnership(partner, award=award), expects=f"{word} sends monthly figures")
    partnership = await partnerships.record_partnership(agreed, by=by, now=NOW)
    async with recorded(make.everybody(by), Act.FILES_IMPORTED, at=NOW.at) as entry:
        await documents.add_document(entry, document(f"{word}.csv", word.encode()))
    return award, line, partner, partnership


async def signed_in(word: str, who: Principal) -> str:
    """Let somebody be signed in, with all that may go with it; return the key of the session."""
    account, key = who.scope.account, f"{word} session"
    assert account is not None
    begun = make.session(account, who.scope.agency, at=NOW.at, second=True, browser=f"{word} browser")
    await session_store.begin_session(key, begun)
    await session_store.know_browser(f"{word} browser", account, instead_of="", ends_at=LATER)
    await code_store.keep(account, f"{word} sealed".encode(), at=NOW.at)
    await code_store.keep_recovery_codes(account, [sha256(word.encode()).hexdigest()])
    async with recorded(who.scope, Act.ACCOUNT_PASSWORD_SET, at=NOW.at) as entry:
        await account_store.add_account_event(entry, account, "password-set")
    await attempt_store.take(attempt(word, somewhere(), known=False), at=NOW.at)
    flow = Flow(f"{word} state", f"{word} nonce", f"{word} verifier", "/")
    await openid_store.begin_flow(sha256(f"{word} flow".encode()).hexdigest(), flow, at=NOW.at, ends_at=LATER)
    await openid_store.add_subject("https://id.example", f"{word} subject", account, at=NOW.at)
    return key


async def remind(word: str, by: Principal, person: UUID, program: UUID) -> UUID:
    """File a reminder that could not be sent yet: the one that waits longest of all that were filed before it."""
    waits = LATER.replace(year=2020) - timedelta(minutes=next(_FILED))
    due = Reminder(person, program, f"{word}-bbp/annual-training", HELD_ON, 30)
    await reminders.plan(make.everybody(by), [(due, NOW.at)], at=NOW.at)
    (claimed,) = await reminders.claim(make.everybody(by), at=NOW.at)
    await reminders.settle(make.everybody(by), [Settled(claimed, State.DEFERRED, f"{word} is full", waits)], at=NOW.at)
    return claimed.id
