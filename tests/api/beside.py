"""Services asked as no route asks them: what they need, held to the same table. One entry each."""

from __future__ import annotations

import tempfile
from collections.abc import Awaitable, Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from uuid import UUID, uuid4

from muster.domain.access import Membership, Permission, Principal, Role
from muster.domain.errors import Conflict, Forbidden, NotFound, Stale
from muster.domain.overviews.roster import Stands, Wanted
from muster.domain.people import Identifier, Register
from muster.domain.privacy import requests as wishes
from muster.domain.sharing.shares import Level, Share
from muster.files import Files
from muster.persistence.facts import NOW as LATEST
from muster.services import (
    accounts,
    classes,
    comparisons,
    drafts,
    easing,
    explaining,
    extensions,
    first_steps,
    forecasting,
    going_out,
    ledger_export,
    members,
    orders,
    packs,
    people,
    reminders,
    reports,
    requests,
    roster,
    search,
    shares,
    tokens,
    training,
    waivers,
)
from muster.services.comparisons import Which
from tests import make
from tests.api.callers import (
    ADMINISTRATOR_ELSEWHERE,
    ADMINISTRATOR_OF_THE_NIGHT,
    ANOTHER,
    CALLERS,
    INES,
    SUPERVISOR,
    SYSTEM_ADMINISTRATOR,
    TARGETS,
    Caller,
    Stage,
)
from tests.api.needs import IMPORTS, Answer, Need, P, expected
from tests.api.world import SHARED, World
from tests.cast import NOW, PASSWORD, address
from tests.keys import KEYS

SINCE = date(2020, 1, 1)


@dataclass(frozen=True, slots=True)
class Beside:
    """What a service needs, how it is asked about what a world has, and what of that the question names."""

    need: Need
    ask: Callable[[World, Principal], Awaitable[object]]
    named: tuple[str, ...] = ()
    callers: tuple[Caller, ...] = CALLERS


async def of_nothing(asked: Awaitable[object]) -> None:
    """Ask about what is not there: that this is said shows that one may ask."""
    with suppress(NotFound):
        await asked


async def exported(by: Principal, *, with_values: bool) -> None:
    """Export the ledger into a file that is gone afterwards."""
    with tempfile.TemporaryDirectory() as folder:
        out = Path(folder) / "ledger.zip"
        await ledger_export.export(out, with_values=with_values, version="1", by=by, now=NOW, keys=KEYS)


def also_hr(by: Principal, world: World) -> Principal:
    """Return somebody with another place beside their own: in HR, of one program."""
    hr = Membership(by.scope.agency, Role.HR, program=world.ids["program"])
    return replace(by, memberships=(*by.memberships, hr))


async def listed(world: World, by: Principal) -> None:
    """Look for a token on the list of all that somebody may see."""
    if world.ids["token"] not in {each.fact for each in (await tokens.tokens(by=by, limit=200)).items}:
        raise NotFound("it is not on the list")


async def ordered(by: Principal, program: UUID | None) -> None:
    """Record an order of days long gone, under a number of its own."""
    said = make.order(str(program), first=make.LONG_AGO, last=make.LONG_AGO, through=make.LONG_AGO.replace(month=2))
    await orders.record_order(replace(said, program=program), because="asked", by=by, now=NOW)


async def widened(world: World, by: Principal, program: UUID | None) -> None:
    """Say that a share is of another program, or of all of them; at a version that nobody has."""
    wider = Share(world.ids["region"], Level.COUNTS, SHARED, "for a plan", program)
    with suppress(Stale):
        await shares.correct_share(world.ids["share"], wider, version=uuid4(), because="asked", by=by, now=NOW)


async def answered(world: World, by: Principal) -> None:
    """Answer somebody who asks to be erased, at a version that nobody has."""
    wish = next((each for each in await requests.requests(by=by) if each.fact == world.ids["erasure"]), None)
    which = world.ids["erasure"] if wish is None else wish.fact
    with suppress(Stale):
        await requests.answer_request(which, wishes.Stage.DECLINED, "no", version=uuid4(), by=by, now=NOW)


MOVES = Need(P.WAIVER_GRANT, (P.STANDING_READ, P.PACK_READ))

BESIDE: dict[str, Beside] = {
    "comparisons.compare_texts": Beside(
        Need(P.PACK_READ), lambda _, by: comparisons.compare_texts(Which("or-mcis"), Which("wa-mrrct"), by=by)
    ),
    "easing.becomes": Beside(
        Need(P.STANDING_READ, (P.PACK_READ,), own=True),
        lambda world, by: easing.becomes(world.ids["person"], lambda facts: facts, on=NOW.today, by=by),
        ("person",),
    ),
    "explaining.explanations_of_people": Beside(
        Need(P.STANDING_READ, (P.PACK_READ,)),
        lambda _, by: explaining.explanations_of_people([], on=NOW.today, by=by),
    ),
    "extensions.extension_would": Beside(
        Need(P.WAIVER_GRANT, (P.STANDING_READ, P.PEOPLE_READ, P.PACK_READ)),
        lambda world, by: extensions.extension_would(world.ids["person"], make.extension(), by=by, now=NOW),
        ("person",),
    ),
    "extensions.withdrawal_would": Beside(
        MOVES,
        lambda world, by: extensions.withdrawal_would(world.ids["extension"], on=NOW.today, by=by),
        ("extension",),
    ),
    "waivers.waiver_would": Beside(
        Need(P.WAIVER_GRANT, (P.STANDING_READ, P.PEOPLE_READ, P.PACK_READ)),
        lambda world, by: waivers.waiver_would(world.ids["person"], make.waiver(), by=by, now=NOW),
        ("person",),
    ),
    "waivers.withdrawal_would": Beside(
        MOVES, lambda world, by: waivers.withdrawal_would(world.ids["waiver"], on=NOW.today, by=by), ("waiver",)
    ),
    "orders.order_would": Beside(
        replace(MOVES, program="named"),
        lambda world, by: orders.order_would(make.order(program=world.ids["program"]), by=by, now=NOW),
        ("program",),
    ),
    "orders.order_would everywhere": Beside(
        replace(MOVES, whole=True), lambda _, by: orders.order_would(make.order(), by=by, now=NOW)
    ),
    "orders.record_order everywhere": Beside(
        Need(P.WAIVER_GRANT, (P.PACK_READ,), whole=True), lambda _, by: ordered(by, None)
    ),
    "forecasting.renewals_ahead": Beside(
        Need(P.STANDING_READ, (P.PEOPLE_READ, P.PACK_READ), program="named"),
        lambda world, by: forecasting.renewals_ahead(world.ids["program"], on=NOW.today, known=LATEST, by=by),
        ("program",),
    ),
    "going_out.going_out_soon": Beside(
        Need(P.SHIFT_READ, (P.STANDING_READ,)), lambda _, by: going_out.going_out_soon(by=by, now=NOW)
    ),
    "accounts.add_member": Beside(
        Need(P.MEMBERSHIP_GRANT, whole=True, gives=Role.HR),
        lambda _, by: accounts.add_member(address(), PASSWORD, Role.HR, by=by, now=NOW),
    ),
    "packs.adopt_pack": Beside(
        Need(P.PACK_ADOPT, program="named"),
        lambda world, by: packs.adopt_pack(
            packs.shipped_text("cpr-first-aid"), since=SINCE, program=world.ids["program"], by=by, now=NOW
        ),
        ("program",),
    ),
    "classes.sign_in_sheet": Beside(
        Need(P.TRAINING_RECORD, (P.PEOPLE_READ, P.STANDING_READ, P.PACK_READ, P.TRAINING_READ)),
        lambda _, by: classes.sign_in_sheet(course=None, held_on=None, on=NOW.today, by=by),
    ),
    "classes.course_taught": Beside(
        Need(P.TRAINING_RECORD), lambda world, by: classes.course_taught(world.ids["course"], by=by)
    ),
    "drafts.choices": Beside(Need(P.FILES_IMPORT, (P.PACK_READ,), whole=True), lambda _, by: drafts.choices(by=by)),
    "drafts.drafts": Beside(IMPORTS, lambda _, by: drafts.drafts(by=by, now=NOW)),
    "drafts.begin_draft": Beside(IMPORTS, lambda _, by: drafts.begin_draft((), "", by=by, now=NOW)),
    "drafts.decide": Beside(IMPORTS, lambda _, by: of_nothing(drafts.decide(uuid4(), "", was="", by=by, now=NOW))),
    "drafts.let_go": Beside(IMPORTS, lambda _, by: of_nothing(drafts.let_go(uuid4(), by=by, now=NOW))),
    "drafts.look_over": Beside(IMPORTS, lambda _, by: of_nothing(drafts.look_over(uuid4(), by=by, now=NOW))),
    "drafts.rejects": Beside(IMPORTS, lambda _, by: of_nothing(drafts.rejects(uuid4(), by=by, now=NOW))),
    "drafts.carry_out": Beside(
        IMPORTS,
        lambda _, by: of_nothing(drafts.carry_out(uuid4(), mark="", by=by, now=NOW, kept=Files(Path("nowhere")))),
    ),
    "first_steps.first_steps": Beside(Need(P.PEOPLE_READ), lambda _, by: first_steps.first_steps(by=by, now=NOW)),
    "roster.roster": Beside(
        Need(P.PEOPLE_READ, (P.STANDING_READ, P.PACK_READ)),
        lambda _, by: roster.roster(Wanted(), on=NOW.today, by=by),
    ),
    "roster.roles_of_day": Beside(Need(P.PEOPLE_READ), lambda _, by: roster.roles_of_day(on=NOW.today, by=by)),
    "roster.neighbours_of": Beside(
        Need(P.PEOPLE_READ, (P.STANDING_READ, P.PACK_READ)),
        lambda world, by: roster.neighbours_of(world.ids["person"], Wanted(stands=Stands.CLEARED), on=NOW.today, by=by),
        ("person",),
    ),
    "search.search": Beside(Need(P.PACK_READ), lambda _, by: search.search("a", by=by)),
    "training.completed": Beside(Need(P.TRAINING_READ), lambda _, by: training.completed(by=by)),
    "ledger_export.export": Beside(
        Need(P.LEDGER_VERIFY, (P.PACK_READ,), whole=True), lambda _, by: exported(by, with_values=False)
    ),
    "ledger_export.export with values": Beside(
        Need(P.LEDGER_VERIFY, (P.PACK_READ, P.PEOPLE_READ), whole=True), lambda _, by: exported(by, with_values=True)
    ),
    "ledger_export.export with values, by somebody who reads people of one program": Beside(
        Need(P.LEDGER_VERIFY, (P.PACK_READ, P.PEOPLE_READ), whole=True),
        lambda world, by: exported(also_hr(by, world), with_values=True),
        callers=(SYSTEM_ADMINISTRATOR,),
    ),
    "members.members_at": Beside(
        Need(P.MEMBERSHIP_READ), lambda _, by: members.members_at("nobody@example.org", by=by)
    ),
    "requests.answer_request": Beside(
        Need(P.REQUEST_ANSWER, then=(P.ERASURE_CARRY_OUT,), program="whole"), answered, ("wish",)
    ),
    "shares.grant_share": Beside(
        Need(P.SHARE_GRANT, whole=True),
        lambda world, by: shares.grant_share(
            Share(world.ids["region"], Level.COUNTS, SHARED, "for a plan"), because="asked", by=by, now=NOW
        ),
    ),
    "shares.correct_share to another program": Beside(
        Need(P.SHARE_GRANT, program="whole"), lambda world, by: widened(world, by, world.ids["another"]), ("share",)
    ),
    "shares.correct_share to every program": Beside(
        Need(P.SHARE_GRANT, program="whole"), lambda world, by: widened(world, by, None), ("share",)
    ),
    "tokens.issue_token": Beside(
        Need(P.TOKEN_ISSUE, (P.PEOPLE_READ,), program="named"),
        lambda world, by: tokens.issue_token(
            "export", frozenset({P.PEOPLE_READ}), program=world.ids["program"], through=NOW.today, by=by, now=NOW
        ),
        ("program",),
    ),
    "tokens.issue_token for a program, by somebody who may in another": Beside(
        Need(P.TOKEN_ISSUE, (P.PEOPLE_READ,), program="named"),
        lambda world, by: tokens.issue_token(
            "export",
            frozenset({P.PEOPLE_READ}),
            program=world.ids["another"],
            through=NOW.today,
            by=also_hr(by, world),
            now=NOW,
        ),
        callers=(SUPERVISOR,),
    ),
    "tokens.tokens": Beside(
        Need(anyone=True), listed, ("token",), (ANOTHER, ADMINISTRATOR_ELSEWHERE, ADMINISTRATOR_OF_THE_NIGHT)
    ),
    "people.identified": Beside(
        Need(P.PEOPLE_READ),
        lambda world, by: people.identified(Identifier(Register.LMS, str(world.ids["person"])), by=by),
        ("person",),
    ),
    "reminders.notices_on_file": Beside(
        Need(P.REMINDER_READ), lambda _, by: reminders.notices_on_file([uuid4()], by=by)
    ),
    "reminders.due_reminders": Beside(
        Need(P.REMINDER_READ, (P.STANDING_READ, P.PACK_READ), whole=True),
        lambda _, by: reminders.due_reminders(by=by, now=NOW.at),
    ),
    "reports.state_compliance": Beside(
        Need(P.REPORT_DRAW, (P.PACK_READ,), whole=True),
        lambda _, by: reports.state_compliance(None, known=LATEST, by=by, now=NOW, keys=KEYS),
    ),
}


async def answer(service: str, world: World, by: Principal) -> Answer:
    """Ask; say how it is answered."""
    try:
        await BESIDE[service].ask(world, by)
    except Forbidden:
        return Answer.REFUSED
    except NotFound:
        return Answer.NOTHING
    except Conflict:
        return Answer.WELCOME  # it was recorded before
    return Answer.WELCOME


async def besides(service: str, stage: Stage, callers: Sequence[Caller] = CALLERS) -> list[str]:
    """Ask as everybody who has an account, and with each permission missing; say where it is answered otherwise."""
    found, beside = [], BESIDE[service]
    for caller in callers:
        if (member := stage.members[caller]) is None or caller not in beside.callers:
            continue
        for target in TARGETS if beside.named else (INES,):
            should = expected(beside.need, caller, target, beside.named)
            got = await answer(service, stage.worlds[target], member.principal)
            if got is not should:
                found.append(f"{caller.name}, about {target}: {got.value}, not {should.value}")
            elif got is Answer.WELCOME:
                every = (
                    caller.role is not Role.SYSTEM_ADMINISTRATOR
                )  # who lets people in to what they may not themselves
                for each in beside.need.permissions if every else (*beside.need.first, *beside.need.then):
                    less = replace(member.principal, limit=frozenset(Permission) - {each})
                    if await answer(service, stage.worlds[target], less) is not Answer.REFUSED:
                        found.append(f"{caller.name}, about {target}: let in without {each}")
    return found
