"""A word of its own in every text of each agency, and of each person where that decides who sees it."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from uuid import UUID, uuid4

from muster.domain.access import Principal, Role
from muster.domain.access_log import Sight
from muster.domain.credentials import Status, StatusEvent
from muster.domain.intervals import Interval
from muster.domain.people import Identifier, Register, RoleHeld
from muster.domain.privacy.disclosures import Disclosure, Lived
from muster.domain.privacy.requests import Ask, Request, Stage
from muster.domain.reminders import Reminder, State
from muster.persistence import reminders as store
from muster.persistence.embedded import Embedded
from muster.persistence.reminders import Settled
from muster.services import (
    access_log,
    accounts,
    confirmations,
    credentials,
    disclosures,
    effort,
    extensions,
    leave,
    packs,
    pay,
    people,
    programs,
    requests,
    training,
    waivers,
)
from tests import make, money
from tests.api.matrix import ROWS
from tests.api.world import World
from tests.cast import NOW, Member, join
from tests.persistence.full import HELD_ON, Full, fill
from tests.persistence.rigs import superuser
from tests.persistence.test_tenancy import NO_WORDS_IN
from tests.persistence.walls import NOT_BY_PERSON
from tests.web.matrix import PAGES

# Texts about a person that are the agency's own words.
OF_THE_AGENCY = {
    ("waiver_version", "requirement"): "of a pack that the agency adopted",
    ("extension_version", "requirement"): "of a pack that the agency adopted",
    ("disclosure_version", "kind"): "from the closed list",
    ("erasure_version", "remains"): "numbers and codes",
    ("request_version", "kind"): "from the closed list",
    ("request_version", "state"): "from the closed list",
}


class Ids(dict[str, UUID]):
    """Ids by name; of a name that nothing here has, the id of nothing."""

    def __missing__(self, name: str) -> UUID:
        """Make an id of nothing, and keep it."""
        return self.setdefault(name, uuid4())


@dataclass(frozen=True, slots=True)
class Aviary:
    """Whose word is whose. Cy is on the team of Harbor's filled program, Nia on the night team."""

    harbor: Full
    far: Full
    cy: World
    nia: World
    worlds: dict[str, World]
    callers: dict[str, Member | None]

    @property
    def words(self) -> set[str]:
        """Every word there is to hunt for."""
        return {self.harbor.word, self.far.word, self.cy.canary, self.nia.canary}

    def hidden(self, caller: str) -> set[str]:
        """Return the words that somebody must never be shown."""
        agency, far, cy, nia = self.harbor.word, self.far.word, self.cy.canary, self.nia.canary
        return {
            "a stranger": {agency, far, cy, nia},
            "an administrator elsewhere": {agency, cy, nia},
            "a responder": {far, cy, nia},
            "a liaison of the region": {far, cy, nia},
            "a liaison of the state": {far, cy, nia},
            "a system administrator": {far, cy, nia},
            "HR of the day team": {far, nia},
            "HR of the night team": {far, cy},
            "the administrator of the night team": {far, cy},
        }.get(caller, {far})

    def shown(self, caller: str) -> set[str]:
        """Return the words that somebody must have been shown: the control."""
        seen = self.words - self.hidden(caller)
        return seen - {self.cy.canary, self.nia.canary} if caller == "a system administrator" else seen


async def plant(word: str, full: Full, program: UUID) -> World:
    """Put somebody on record with a word of their own in every text about them."""
    word, by, has = f"{word}{uuid4().hex[:6]}", full.by, full.has
    why = f"{word} said so"
    named = make.identity(f"{word} Abdi", preferred_name=word, email=f"{word}@example.org", phone=f"{word} 1")
    who = await people.add_person(named, by=by, now=NOW)
    held = RoleHeld(f"{word}-peer", program, Interval(make.LONG_AGO))
    done = await training.record_completion(who, make.completion(has.course), by=by, now=NOW)
    longer = make.completion(has.course, minutes=90)
    await training.correct_completion(done, longer, version=None, because=why, by=by, now=NOW)
    card = replace(make.credential(f"{word}-card"), number=f"{word}-1", jurisdiction=f"{word}-TX")
    credential = await credentials.record_credential(who, card, by=by, now=NOW)
    suspended = StatusEvent(HELD_ON, Status.SUSPENDED)
    await credentials.record_status(credential, suspended, because=why, by=by, now=NOW)
    waived = replace(make.waiver(f"{full.word}-bbp/annual-training"), authority=f"{word} office")
    moved = make.extension(f"{full.word}-bbp/annual-training", moves=HELD_ON, through=HELD_ON.replace(month=7))
    extended = replace(moved, authority=f"{word} office")
    ids = Ids(
        person=who,
        program=program,
        completion=done,
        credential=credential,
        employment=await people.record_employment(who, make.employment(), by=by, now=NOW),
        role=await people.record_role(who, held, by=by, now=NOW),
        allocation=await effort.record_allocation(who, make.allocation(has.line), by=by, now=NOW),
        effort=await effort.record_effort(who, make.effort(line=has.line), by=by, now=NOW),
        confirmation=await confirmations.confirm_effort(
            who, replace(make.confirmation(who, has.line), statement=f"{word} as I worked"), by=by, now=NOW
        ),
        leave=await leave.record_leave(who, make.leave(), by=by, now=NOW),
        waiver=await waivers.grant_waiver(who, waived, because=why, by=by, now=NOW),
        extension=await extensions.grant_extension(who, extended, because=why, by=by, now=NOW),
    )
    await money.paid(by, who, make.effort().on, 480)
    await pay.record_pay_rate(who, make.pay_rate(), by=by, now=NOW)
    await people.record_identifier(who, Identifier(Register.LMS, f"{word}-E1"), by=by, now=NOW)
    await remind(word, by, who, program)
    await access_log.looked(Sight.RECORD, [who], by=by, now=NOW)
    himself = (await join(Member(has.email, by), Role.RESPONDER, person=who)).principal
    ids["disclosure"] = await disclosures.disclose(Disclosure(Lived.HOMELESSNESS), by=himself, now=NOW)
    for wish in ("done with", "open"):
        asked = Request.of(Ask.CORRECTION, f"{word} {wish}", today=NOW.today)
        ids["wish"] = await requests.make_request(asked, by=himself, now=NOW)
        if wish != "open":
            await requests.answer_request(ids["wish"], Stage.DONE, f"{word} yes", version=None, by=by, now=NOW)
    return World(word, named_in(ids), Ids())


def named_in(ids: Ids) -> Ids:
    """Return ids with one, of nothing, for every other name that an address or a body gives."""
    for name in re.findall(r"\{(\w+)\}", " ".join(each.path for each in (*ROWS, *PAGES))):
        ids[name] = ids[name]
    return ids


async def remind(word: str, by: Principal, who: UUID, program: UUID) -> None:
    """File a reminder that could not be sent: the first of all that wait, until it is put off by a year."""
    due = Reminder(who, program, f"{word}-bbp/annual-training", HELD_ON, 30)
    scope, long_ago = make.everybody(by), NOW.at.replace(year=2000)
    await store.plan(scope, [(due, long_ago)], at=NOW.at)
    (claimed,) = await store.claim(scope, at=NOW.at)
    assert claimed.reminder == due
    later = NOW.at.replace(year=2027)
    await store.settle(scope, [Settled(claimed, State.DEFERRED, f"{word} is full", later)], at=NOW.at)


async def gather_aviary() -> Aviary:
    """Fill both agencies, plant two people beside, and let everybody in."""
    harbor, far = await fill("kestrel"), await fill("bittern")
    night = await programs.add_program(f"{harbor.word} night team", by=harbor.by, now=NOW)
    text = await packs.adopted_text(harbor.has.adoption, by=harbor.by)
    await packs.adopt_pack(text, since=make.LONG_AGO, program=night, by=harbor.by, now=NOW)
    cy, nia = await plant("curlew", harbor, harbor.has.program), await plant("nightjar", harbor, night)
    amara, chidi = Member(harbor.has.email, harbor.by), Member(far.has.email, far.by)
    ben = await accounts.principal(harbor.has.account, harbor.has.agency, at=NOW.at)
    day = harbor.has.program
    callers = {
        "a stranger": None,
        "a responder": Member("", ben),
        "a supervisor": await join(amara, Role.SUPERVISOR),
        "a grant officer": await join(amara, Role.GRANT_OFFICER),
        "an auditor": await join(amara, Role.AUDITOR),
        "an administrator": amara,
        "a liaison of the region": await join(amara, Role.REGION_LIAISON),
        "a liaison of the state": await join(amara, Role.STATE_LIAISON),
        "a system administrator": await join(amara, Role.SYSTEM_ADMINISTRATOR),
        "HR of the day team": await join(amara, Role.HR, program=day),
        "HR of the night team": await join(amara, Role.HR, program=night),
        "the administrator of the night team": await join(amara, Role.ADMINISTRATOR, program=night),
        "an administrator elsewhere": chidi,
    }
    worlds = {"Harbor's": world_of(harbor), "Far's": world_of(far), "Cy's": cy, "Nia's": nia}
    return Aviary(harbor, far, cy, nia, worlds, callers)


def world_of(full: Full) -> World:
    """Return an agency's things by the names that addresses give them."""
    has = full.has
    every = {name: getattr(has, name) for name in has.__slots__}
    own = Ids({name: which for name, which in every.items() if isinstance(which, UUID)})
    return World(full.word, named_in(own), Ids())


async def silent(server: Embedded, aviary: Aviary) -> list[tuple[str, str, str]]:
    """Return every text about a person that has not the words of Cy and Nia in it."""
    found = []
    async with superuser(server) as root:
        columns = await root.fetch(
            "SELECT c.table_name, c.column_name FROM information_schema.columns c WHERE c.table_schema = 'public'"
            " AND c.data_type IN ('text', 'character varying', 'ARRAY', 'json', 'jsonb') AND (c.table_name = 'identity'"
            " OR EXISTS (SELECT FROM information_schema.columns p WHERE p.table_schema = 'public'"
            " AND p.table_name = c.table_name AND p.column_name = 'person'))"
        )
        for table, column in columns:
            if table in NOT_BY_PERSON or {column, (table, column)} & {*NO_WORDS_IN, *OF_THE_AGENCY}:
                continue
            said = " ".join(row[0] for row in await root.fetch(f"SELECT {column}::text FROM {table}"))  # noqa: S608 - from the catalogue
            found += [(table, column, each.canary) for each in (aviary.cy, aviary.nia) if each.canary not in said]
    return found
