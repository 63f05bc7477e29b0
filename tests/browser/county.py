"""A county in a process of its own: filled once, served to a browser, over with whoever began it.

    python -m tests.browser.county HOME

It says one line on standard output when it serves: where, who is signed in with which cookie, and what the
places in addresses stand for. It ends when its standard input does, so that it outlives nobody.
The day is always the same, so that the pages are.
"""

from __future__ import annotations

import asyncio
import contextlib
import hashlib
import json
import secrets
import socket
import sys
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from pathlib import Path
from typing import Final
from uuid import UUID

import uvicorn

from muster import clock
from muster.app import create_app
from muster.cli import demo
from muster.data import folder
from muster.domain.access import Membership, Permission, Principal, Role, operator
from muster.domain.accounts.attempts import Origin
from muster.domain.intervals import Interval
from muster.domain.people import Identifier, Register
from muster.domain.privacy.disclosures import Disclosure, Lived
from muster.domain.privacy.requests import Ask, Request
from muster.domain.reminders import Reminder, State
from muster.domain.sharing.shares import Level, Share
from muster.domain.teams.shifts import Going
from muster.files import Files
from muster.http.sessions import SECURE_NAME
from muster.persistence import openid, reminders, sessions
from muster.persistence.opening import Place, opened
from muster.persistence.reminders import Settled
from muster.sealing import Sealing
from muster.services import (
    accounts,
    approvals,
    awards,
    calendars,
    cards,
    confirmations,
    disclosures,
    drafts,
    extensions,
    figures,
    head_counts,
    holds,
    indirect,
    invitations,
    leave,
    links,
    one_time_codes,
    orders,
    packs,
    papers,
    passwords,
    people,
    program_duties,
    programs,
    requests,
    responses,
    shares,
    shifts,
    tokens,
    training,
    waivers,
    workforces,
)
from muster.settings import Settings
from tests import make, teams
from tests.browser.served import IN_SPANISH
from tests.cast import NOW, PASSWORD
from tests.hashing import digest_quickly
from tests.letters import Tray

SHARED: Final = Interval.through(NOW.today - timedelta(days=60), NOW.today + timedelta(days=305))
HERE: Final = Origin("127.0.0.1")

# Responders by their number in the spreadsheet of HR; Wen and Uma are new to muster. Luis is under a legal hold.
RESPONDERS: Final = {"chidi": demo.CHIDI, "rosa": "01033", "wen": "01023", "uma": "01044"}
LUIS: Final = "01011"
COURSE: Final = "De-escalation 8hr"
WISHES: Final = {Ask.CORRECTION: "Card 4471: 5/2026.", Ask.ERASURE: "Phone 555-0117."}
SPARE: Final = 12  # accounts in HR that a journey may do anything with: each has one of its own

# Whoever has a place at Harbor, by the name that a screen or a journey calls them.
PLACES: Final = {
    "amara": Role.ADMINISTRATOR,
    "hana": Role.HR,
    "gita": Role.GRANT_OFFICER,
    "sam": Role.SUPERVISOR,
    "dana": Role.AUDITOR,
    "sofia": Role.SYSTEM_ADMINISTRATOR,
}


@dataclass
class County:
    """What is told of it: cookies by name, and what stands in an address by its place."""

    cookies: dict[str, str] = field(default_factory=dict)
    ids: dict[str, str] = field(default_factory=dict)

    async def signed_in(self, name: str, account: UUID, agency: UUID | None, *, half: bool = False) -> None:
        """Let somebody be signed in, or stand halfway, without the trouble of a password."""
        key, begun = secrets.token_hex(32), make.session(account, agency, at=NOW.at, half=half)
        await sessions.begin_session(hashlib.sha256(key.encode()).hexdigest(), begun)
        self.cookies[name] = key

    async def join(
        self, name: str, role: Role, by: Principal, *, person: UUID | None = None, program: UUID | None = None
    ) -> Principal:
        """Give somebody a place and let them be signed in; an auditor's place ends."""
        through = NOW.today + demo.AUDIT if role is Role.AUDITOR else None
        account = await accounts.add_member(
            address(name), PASSWORD, role, person=person, program=program, through=through, by=by, now=NOW
        )
        await self.signed_in(name, account, by.scope.agency)
        return await accounts.principal(account, by.scope.agency, at=NOW.at)


def address(name: str) -> str:
    """Return what somebody signs in with; the password of all of them is the cast's."""
    return f"{name}@county.example"


async def filled(home: Path, sealing: Sealing) -> County:
    """Fill the database: a county as the demonstration has it, an association that it shares with, and an empty one."""
    county = County()
    harbor = await demo._founded(NOW)
    with contextlib.redirect_stdout(sys.stderr):
        await demo._bring_in(Place(home), harbor, NOW)
    (program,) = await programs.programs(by=harbor)
    taught = (await training.courses(by=harbor)).items
    county.ids |= {
        "person": str(await _known(demo.CHIDI, harbor)),
        "program": str(program.fact),
        "adoption": next(str(each.fact) for each in await packs.adoptions(by=harbor) if each.value.award is None),
        "course": next(str(each.fact) for each in taught if each.value.title == COURSE),
        "award": str((await awards.awards(by=harbor))[0].fact),
    }
    await packs.adopt_pack(make.OWED, since=NOW.today, program=program.fact, by=harbor, now=NOW)
    did = make.duty_done(program.fact)
    county.ids["duty_done"] = str(await program_duties.record_duty(did, by=harbor, now=NOW))
    await _owed_on_paper(county, harbor)
    said = make.approval(UUID(county.ids["course"]))
    county.ids["approval"] = str(await approvals.record_approval(said, by=harbor, now=NOW))
    counted = make.head_count(UUID(county.ids["course"]))
    county.ids["head_count"] = str(await head_counts.record_head_count(counted, by=harbor, now=NOW))
    county.ids["workforce"] = str(await workforces.record_workforce(make.workforce(), by=harbor, now=NOW))
    roles = {name: await county.join(name, role, harbor) for name, role in PLACES.items()}
    for name, number in RESPONDERS.items():
        who = await _known(number, harbor)
        if name in IN_SPANISH.values():
            await _reads_spanish(who, harbor)
        roles[name] = await county.join(name, Role.RESPONDER, harbor, person=who)
    quinn = await county.join("quinn", Role.SUPERVISOR, harbor)
    assert quinn.scope.account
    await one_time_codes.begin_one_time_codes(quinn.scope.account, PASSWORD, origin=HERE, at=NOW.at, sealing=sealing)
    for spare in range(SPARE):
        await county.join(f"spare-{spare}", Role.HR, harbor)
    await _on_record(county, roles, home, sealing)
    await _beside(county, roles["amara"], program.fact)
    await _halfway(county, roles["amara"])
    return county


async def _owed_on_paper(county: County, by: Principal) -> None:
    """Let the first award go by the text for federal awards, with a paper sent, what was spent, and a report."""
    award = UUID(county.ids["award"])
    if "us-grants" not in {each.value.pack for each in await packs.adoptions(by=by)}:
        await packs.adopt_pack(packs.shipped_text("us-grants"), since=make.LONG_AGO, by=by, now=NOW)
    said = (await awards.award(award, by=by)).value
    first = said.performance.start
    sent = replace(make.paper_sent(award, said.performance.last), sent_on=NOW.today)
    county.ids["paper_sent"] = str(await papers.record_paper(sent, by=by, now=NOW))
    spent = replace(make.award_cost(award), during=Interval.through(first, first))
    county.ids["cost"] = str(await indirect.record_cost(spent, by=by, now=NOW))
    figures_of = replace(make.figures(award, papers.period_ends(said)[0]), m=1_00)
    county.ids["figures"] = str(await figures.record_figures(figures_of, by=by, now=NOW))


async def _going_out(county: County, by: Principal) -> None:
    """Adopt a rule of teams, and let one shift be told of and another wait for tonight, with something wanting."""
    program = UUID(county.ids["program"])
    await teams.adopt(by, program)
    crew = [Going(await _known(each, by)) for each in (demo.CHIDI, RESPONDERS["wen"], LUIS)]
    over = await shifts.plan_shift(make.shift(program), crew[:2], by=by, now=NOW)
    await shifts.say_who_went(over, version=None, by=by, now=NOW)
    tonight = make.outing(NOW.at + timedelta(hours=11), circumstances=frozenset({"hospital-campus"}))
    planned = await shifts.plan_shift(make.shift(program, tonight), crew, by=by, now=NOW)
    sent = await responses.record_response(make.response(program, call_type="suicide-concern"), by=by, now=NOW)
    county.ids |= {"shift": str(planned), "over": str(over), "response": str(sent)}


async def _eased(county: County, by: Principal) -> None:
    """Waive and extend what was due long ago, which changes nothing; and let an order touch somebody in March."""
    who, then = await _known(RESPONDERS["uma"], by), make.LONG_AGO
    waived = make.waiver(start=then, through=then)
    extended = make.extension(moves=then, through=then + timedelta(days=30))
    march = date(2027, 3, 16)
    county.ids |= {
        "waiver": str(await waivers.grant_waiver(who, waived, because="a paper", by=by, now=NOW)),
        "confirmation": str(await confirmations.confirm_effort(who, make.confirmation(who), by=by, now=NOW)),
        "leave": str(await leave.record_leave(who, make.leave(), by=by, now=NOW)),
        "extension": str(await extensions.grant_extension(who, extended, because="a letter", by=by, now=NOW)),
        "order": str(await orders.record_order(make.order(first=march, last=march), because="mail", by=by, now=NOW)),
    }


async def _known(number: str, by: Principal) -> UUID:
    """Return a person of the spreadsheets by their number there: the same one in every county that is filled."""
    return await people.identified(Identifier(Register.HR, number), by=by)


async def _reads_spanish(who: UUID, by: Principal) -> UUID:
    """Let somebody read muster in Spanish."""
    found = await people.person(who, by=by)
    said = replace(found.value, language="es")
    await people.correct_person(who, said, version=found.version, because="they asked", by=by, now=NOW)
    return who


async def _on_record(county: County, roles: dict[str, Principal], home: Path, sealing: Sealing) -> None:
    """Put one of everything on record that a page shows."""
    amara = roles["amara"]
    membership = roles["hana"].memberships[0].fact
    tray = Tray()
    place = Membership(amara.scope.agency, Role.SUPERVISOR)
    which, letter = await invitations.invite(
        address("new"), place, by=amara, now=NOW, mailing=tray.mailing, language="en"
    )
    await tray.mailing.post(letter.message)
    day = NOW.today + timedelta(days=90)
    token, _ = await tokens.issue_token(
        "nightly export", frozenset({Permission.PEOPLE_READ}), through=day, by=amara, now=NOW
    )
    for name in ("rosa", "chidi"):
        await disclosures.disclose(Disclosure(Lived.HOMELESSNESS), by=roles[name], now=NOW)
        await calendars.make_calendar(by=roles[name], now=NOW)
        card = await cards.make_card(shows_name=name == "chidi", by=roles[name], now=NOW, sealing=sealing)
        county.ids[f"code of {name}"] = card.code
        for kind, words in WISHES.items():
            await requests.make_request(Request.of(kind, words, today=NOW.today), by=roles[name], now=NOW)
    hold = await holds.place_hold(await _known(LUIS, amara), because="Case 26-1187, County Court", by=amara, now=NOW)
    sheets = [(each.name, each.read_bytes()) for each in sorted((home / "spreadsheets").iterdir())]
    by_hand = [each for each in sheets if "tracker" in each[0]]
    begun = await drafts.begin_draft(by_hand, "", by=roles["hana"], now=NOW)
    settled = (folder("samples") / "harbor-recipe.toml").read_text(encoding="utf-8")
    read = await drafts.begin_draft(sheets, settled, by=roles["amara"], now=NOW)
    county.ids |= await _brought_in(home, amara)
    await _undelivered(UUID(county.ids["program"]), amara)
    await _going_out(county, amara)
    await _eased(county, amara)
    identity = f"https://sign-in.{secrets.token_hex(4)}.example"
    assert amara.scope.account
    await openid.add_subject(identity, "amara", amara.scope.account, at=NOW.at)
    (linked,) = await openid.linked(amara.scope.account)
    county.ids |= {
        "draft": str(begun),
        "read": str(read),
        "link": str(linked.id),
        "membership": str(membership),
        "left": str(await people.add_person(make.identity("Lou Ray"), by=amara, now=NOW)),
        "invitation": str(which),
        "invited": tray.tokens[0],
        "token": str(token),
        "hold": str(hold),
    }


async def _undelivered(program: UUID, by: Principal) -> None:
    """File two notices that did not arrive: one that failed, and one of which nobody knows."""
    scope, due = make.everybody(by), "us-osha-bbp/annual-training"
    people_ = [await _known(RESPONDERS[name], by) for name in ("wen", "uma")]
    await reminders.plan(scope, [(Reminder(each, program, due, NOW.today, 0), NOW.at) for each in people_], at=NOW.at)
    for state, said in ((State.FAILED, "550 no such mailbox"), (State.UNKNOWN, "the line broke after the dot")):
        claimed = await reminders.claim(scope, at=NOW.at)
        await reminders.settle(scope, [Settled(each, state, said) for each in claimed], at=NOW.at)


async def _brought_in(home: Path, by: Principal) -> dict[str, str]:
    """Bring two files in by the pages: one that can be taken back, and one of which something was said since."""
    found = {}
    for name, number, who in (("done", "02001", "Ada Stone"), ("blocked", "02002", "Olu Grant")):
        rows = f"Employee ID,Name,Phone\n{number},{who},555-0142\n".encode()
        which = await drafts.begin_draft([(f"{name}.csv", rows)], "", by=by, now=NOW)
        await drafts.look_over(which, by=by, now=NOW)
        mark = (await drafts.draft(which, by=by, now=NOW)).mark
        await drafts.carry_out(which, mark=mark, by=by, now=NOW, kept=Files(home / "evidence"))
        found[name] = str(which)
    olu = await people.person(await _known("02002", by), by=by)
    said = replace(olu.value, phone="555-0199")
    await people.correct_person(olu.fact, said, version=olu.version, because="a new phone", by=by, now=NOW)
    return found


async def _beside(county: County, amara: Principal, program: UUID) -> None:
    """Found an association that Harbor shares with, and a county that has nothing yet."""
    association = await programs.found_agency(
        "State Responder Association", demo.ZONE, email=address("stella"), password=PASSWORD, now=NOW
    )
    by = operator(association.id)
    await county.join("lena", Role.STATE_LIAISON, by)
    for name, level in (("share", Level.COUNTS), ("given", Level.PEOPLE)):
        share = Share(association.id, level, SHARED, "Regional readiness plan", program)
        given = await shares.grant_share(share, because="the board agreed", by=amara, now=NOW)
        county.ids[name] = str(given)
    county.ids["shown"] = county.ids["person"]
    empty = await programs.found_agency("Bay County", demo.ZONE, email=address("nora"), password=PASSWORD, now=NOW)
    account = await passwords.prove(address("nora"), PASSWORD, origin=HERE, at=NOW.at)
    await county.signed_in("nora", account, empty.id)
    tray, place = Tray(), Membership(empty.id, Role.HR)
    _, letter = await invitations.invite(
        address("sam"), place, by=operator(empty.id), now=NOW, mailing=tray.mailing, language="en"
    )
    await tray.mailing.post(letter.message)
    sam = await passwords.prove(address("sam"), PASSWORD, origin=HERE, at=NOW.at)
    await invitations.accept_invitation(tray.tokens[0], account=sam, at=NOW.at)


async def _halfway(county: County, amara: Principal) -> None:
    """Let somebody stand before the code and before the choice of an agency, and send the links that mail carries."""
    for name, agency in (("hana", amara.scope.agency), ("sam", None)):
        account = await passwords.prove(address(name), PASSWORD, origin=HERE, at=NOW.at)
        await county.signed_in(f"{name}, halfway", account, agency, half=True)
    tray = Tray()
    await links.send_sign_in_link(address("chidi"), language="en", mailing=tray.mailing, at=NOW.at)
    await links.send_reset_link(address("chidi"), language="en", mailing=tray.mailing, at=NOW.at)
    county.ids["signing"], county.ids["reset"] = tray.tokens


async def serve(home: Path) -> None:
    """Fill it, serve it, say so, and stop when standard input ends."""
    async with opened(Place(home), making=True):
        settings = Settings(home=home)
        county = await filled(home, Sealing(settings.sealing_file))
        app = create_app(settings, database=False)
        with socket.create_server(("127.0.0.1", 0)) as line:
            server = uvicorn.Server(uvicorn.Config(app, log_level="warning", server_header=False))
            serving = asyncio.create_task(server.serve([line]))  # whoever comes sooner waits at the door
            told = {"origin": f"http://127.0.0.1:{line.getsockname()[1]}", "cookie": SECURE_NAME}
            sys.stdout.write(json.dumps(told | {"cookies": county.cookies, "ids": county.ids}) + "\n")
            sys.stdout.flush()
            await asyncio.to_thread(sys.stdin.read)
            server.should_exit = True
            await serving


def main() -> None:
    """Serve the county under the home that is named."""
    digest_quickly()
    clock.instant = lambda: NOW.at
    asyncio.run(serve(Path(sys.argv[1])))


if __name__ == "__main__":
    main()
