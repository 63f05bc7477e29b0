"""Two agencies with something in every table, and a word of their own in every text: who sees whose?"""

from __future__ import annotations

from dataclasses import dataclass, fields, replace
from datetime import date
from uuid import UUID, uuid4

from muster.domain.access import Principal, Role
from muster.domain.credentials import Status, StatusEvent
from muster.domain.intervals import Interval
from muster.domain.people import RoleHeld
from muster.domain.training import Course, Mode
from muster.persistence import accounts as account_store
from muster.rules.packs import shipped_text
from muster.services import accounts, credentials, packs, people, programs, training
from tests import make
from tests.cast import NOW, PASSWORD, Member, join

LATER = NOW.at.replace(year=2030)
HELD_ON = date(2026, 6, 1)


@dataclass(frozen=True, slots=True)
class Ids:
    """One of each kind of thing that an agency has."""

    agency: UUID
    account: UUID
    program: UUID
    person: UUID
    employment: UUID
    role: UUID
    course: UUID
    completion: UUID
    credential: UUID
    status: UUID
    adoption: UUID
    version: UUID
    email: str
    digest: str
    session: str


def missing() -> Ids:
    """Return ids that nothing has."""
    ids = {each.name: uuid4() for each in fields(Ids)}
    texts = {"email": f"{uuid4().hex}@example.org", "digest": uuid4().hex * 2, "session": uuid4().hex}
    return Ids(**ids | texts)  # type: ignore[arg-type] # each as its name says


@dataclass(frozen=True, slots=True)
class Full:
    """An agency with something of everything; ``word`` is in every text of it."""

    word: str
    by: Principal
    has: Ids


async def fill(word: str) -> Full:
    """Found an agency and write everything that it can have."""
    word = f"{word}{uuid4().hex[:6]}"
    email = f"{word}@example.org"
    agency = await programs.found_agency(f"{word} County", "America/Chicago", email=email, password=PASSWORD, now=NOW)
    by = await accounts.sign_in(email, PASSWORD)
    program = await programs.add_program(f"{word} CRT", by=by, now=NOW)
    who = make.identity(f"{word} Abdi", preferred_name=word, email=email, phone=f"{word} 1")
    person = await people.add_person(who, by=by, now=NOW)
    employment = await people.record_employment(person, make.employment(), by=by, now=NOW)
    held = RoleHeld(f"{word}-peer", program, Interval(make.LONG_AGO))
    role = await people.record_role(person, held, by=by, now=NOW)
    taught = Course(f"{word} course", frozenset({f"{word}-topic"}), f"{word} Academy", 60, Mode.IN_PERSON)
    course = await training.add_course(taught, by=by, now=NOW)
    completion = await training.record_completion(person, make.completion(course), by=by, now=NOW)
    longer = make.completion(course, minutes=90)
    why = f"{word} said so"
    version = await training.correct_completion(completion, longer, version=None, because=why, by=by, now=NOW)
    card = replace(make.credential(f"{word}-card"), number=f"{word}-1", jurisdiction=f"{word}-TX")
    credential = await credentials.record_credential(person, card, by=by, now=NOW)
    suspended = StatusEvent(HELD_ON, Status.SUSPENDED)
    status = await credentials.record_status(credential, suspended, because=why, by=by, now=NOW)
    text = shipped_text("us-osha-bbp").replace('"us-osha-bbp"', f'"{word}-bbp"').replace("Everyone exposed", word)
    adoption, pack = await packs.adopt_pack(text, since=make.LONG_AGO, program=program, by=by, now=NOW)
    ben = await join(Member(email, by), Role.RESPONDER, person=person)
    assert ben.principal.scope.account
    await people.add_person(make.identity(f"{word}, of whom nothing else is on record"), by=by, now=NOW)
    session = f"{word} session"
    await account_store.keep_session(session, word.encode(), ends_at=LATER)
    return Full(word, by, Ids(
        agency.id, ben.principal.scope.account, program, person, employment, role, course, completion, credential,
        status, adoption, version, email, pack.digest, session,
    ))  # fmt: skip
