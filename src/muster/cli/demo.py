"""A small invented program, recorded as people would record it, and what muster says of it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, timedelta
from uuid import UUID

from muster import clock
from muster.cli.compliance import show
from muster.cli.prompt import command, give, place, say
from muster.domain.access import Principal, operator
from muster.domain.credentials import Credential, End, Proof
from muster.domain.intervals import Interval, Span
from muster.domain.moments import Moment
from muster.domain.people import Employment, Identity, RoleHeld
from muster.domain.training import Completion, Course, Mode
from muster.persistence.opening import agencies, opened
from muster.services import compliance, credentials, ledger, packs, people, programs, training

AGENCY = "Harbor County (demonstration)"
EMAIL, PASSWORD = "amara@harbor.example", "harbor demonstration only"
PACKS = ("cpr-first-aid", "program-local", "us-osha-bbp")
CARD = "aha-heartsaver-first-aid-cpr-aed"

COURSES = {
    "De-escalation on the street": ("de-escalation", 8),
    "Naloxone: how and when": ("naloxone-administration", 2),
    "Responding to a mental health crisis": ("mental-health-response", 8),
    "Substance use, overdose and after": ("substance-use-response", 4),
    "Bloodborne pathogens, yearly": ("bloodborne-pathogens", 1),
    "Peer support, core": ("peer-support", 50),
}


@dataclass(frozen=True, slots=True)
class Invented:
    """Somebody who does not exist. Ages are days before today; ``lacks`` names topics never taken."""

    name: str
    role: str
    hired: int
    trained: int
    card: int
    lacks: tuple[str, ...] = ()


PEOPLE = (
    Invented("Ines de la Cruz", "team-lead", 1500, 200, 300),
    Invented("Hoa Tran", "clinician", 800, 250, 120),
    Invented("Ben Abdi", "emt", 700, 380, 400),
    Invented("Renée Peña", "peer-support-specialist", 600, 150, 500),
    Invented("D'Andre Jackson", "nurse", 500, 300, 800),
    Invented("Łukasz Müller", "community-health-worker", 20, 10, 15, lacks=("de-escalation",)),
)


@command
async def demo() -> None:
    """Record a small invented program in a home of its own, and show what muster says of it."""
    where = place()
    where = replace(where, home=where.home / "demo", url=None, owner_url=None)
    async with opened(where, making=True):
        there = await agencies(where)
        now = clock.moment("America/Chicago")
        if not there:
            say("recording six invented people, six courses and three rule packs ...")
            there = [await programs.found_agency(AGENCY, "America/Chicago", email=EMAIL, password=PASSWORD, now=now)]
            await _record(operator(there[0].id), now)
        await _show(operator(there[0].id), now)
    say(
        f"\nLook around: MUSTER_HOME={where.home} MUSTER_INSECURE_COOKIES=1 muster serve\n"
        f"then open http://127.0.0.1:8765/api/v1/reference; sign in as {EMAIL} with '{PASSWORD}'."
    )


async def _record(by: Principal, now: Moment) -> None:
    program = await programs.add_program("Harbor Community Response", by=by, now=now)
    for pack in PACKS:
        since = date(now.today.year - 1, 1, 1)
        await packs.adopt_pack(packs.shipped_text(pack), since=since, by=by, now=now)
    courses = {
        topic: await training.add_course(
            Course(title, frozenset({topic}), "Harbor Academy", hours * 60, Mode.IN_PERSON), by=by, now=now
        )
        for title, (topic, hours) in COURSES.items()
    }
    for each in PEOPLE:
        await _record_person(each, program, courses, by=by, now=now)


async def _record_person(
    each: Invented, program: UUID, courses: dict[str, UUID], *, by: Principal, now: Moment
) -> None:
    """Record one person, by the same services that the API uses."""
    hired = now.today - timedelta(days=each.hired)
    who = await people.add_person(Identity(each.name), by=by, now=now)
    await people.record_employment(who, Employment(Interval(hired)), by=by, now=now)
    await people.record_role(who, RoleHeld(each.role, program, Interval(hired)), by=by, now=now)
    for topic, hours in COURSES.values():
        if topic in each.lacks:
            continue
        taken = hired if topic == "naloxone-administration" else now.today - timedelta(days=each.trained)
        done = Completion(
            frozenset(), max(taken, hired), hours * 60, Proof.DOCUMENT_SEEN, courses[topic], Mode.IN_PERSON
        )
        await training.record_completion(who, done, by=by, now=now)
    issued = now.today - timedelta(days=each.card)
    for kind in (CARD, "aha-bls"):
        card = Credential(kind, issued_on=issued, end=End.UNKNOWN, proof=Proof.DOCUMENT_SEEN)
        await credentials.record_credential(who, card, by=by, now=now)


async def _show(by: Principal, now: Moment) -> None:
    """Print who is cleared; then ask what was believed before Ben's last completion was corrected."""
    (program,) = await programs.programs(by=by)
    known = await compliance.position(None, by=by)
    names = {each.fact: each.value for each in (await people.people(by=by, limit=200)).items}
    found = await compliance.clearances_of_program(program.fact, on=now.today, known=known, by=by)
    give(f"Who is ready, as of {now.today}, as known at position {known}:")
    for each in found:
        show(each, names)
    ben = next(who for who, named in names.items() if named.name == "Ben Abdi")
    renewed = now.today - Span(days=1)
    done = next(each for each in await training.completions(ben, by=by) if "bloodborne-pathogens" in each.value.topics)
    await training.correct_completion(
        done.fact,
        replace(done.value, completed_on=renewed),
        version=done.version,
        because="the certificate says a later day",
        by=by,
        now=now,
    )
    give("\nBen's certificate turns out to say another day, so HR corrects it. Now, and as known before:")
    for position in (await compliance.position(None, by=by), known):
        give(f"\nas known at position {position}:")
        for each in await compliance.clearances_of_person(ben, on=now.today, known=position, by=by):
            show(each, names, only="us-osha-bbp/annual-training")
    proved = await ledger.verify(by=by)
    give(f"\nLedger: position {proved.head.position}, {proved.leaves} leaves, {len(proved.faults)} faults.")
