"""The people every test knows."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from uuid import UUID, uuid4

from muster.domain.access import Principal, Role
from muster.domain.accounts.attempts import Origin
from muster.domain.moments import Moment
from muster.sealing import Sealing
from muster.services import accounts, people, programs
from tests import make

TODAY = date(2026, 11, 22)
NOW = Moment(datetime(2026, 11, 22, 15, 0, tzinfo=UTC), TODAY)
LATER = date(2099, 12, 31)
PASSWORD = "a sentence that only a test would say"
UNSEALED = Sealing(Path("/nowhere/at/all"))  # for whoever has no second factor: it is never looked for


@dataclass(frozen=True, slots=True)
class Member:
    """Somebody who signs in."""

    email: str
    principal: Principal


@dataclass(frozen=True, slots=True)
class Cast:
    """Two agencies and who is in them. ``ben`` is a person at Harbor as well as an account."""

    agency: UUID
    program: UUID
    elsewhere: UUID
    amara: Member
    ben: Member
    ben_himself: UUID
    chidi: Member
    dana: Member


async def gather_cast() -> Cast:
    """Found both agencies and give everybody their place."""
    amara, harbor = await found("Harbor County")
    chidi, _ = await found("Far County")
    program = await programs.add_program("Harbor CRT", by=amara.principal, now=NOW)
    elsewhere = await programs.add_program("Far CRT", by=chidi.principal, now=NOW)
    ben_himself = await people.add_person(make.identity("Ben Abdi"), by=amara.principal, now=NOW)
    ben = await join(amara, Role.RESPONDER, person=ben_himself)
    dana = await join(amara, Role.AUDITOR)
    return Cast(harbor, program, elsewhere, amara, ben, ben_himself, chidi, dana)


async def found(name: str) -> tuple[Member, UUID]:
    """Found an agency; return its administrator and its id."""
    email = address()
    agency = await programs.found_agency(name, "America/Chicago", email=email, password=PASSWORD, now=NOW)
    return Member(email, await sign_in(email)), agency.id


async def join(whose: Member, role: Role, *, person: UUID | None = None, program: UUID | None = None) -> Member:
    """Give somebody new a place in an agency; an auditor's ends."""
    email, ends = address(), LATER if role is Role.AUDITOR else None
    account = await accounts.add_member(
        email, PASSWORD, role, person=person, program=program, through=ends, by=whose.principal, now=NOW
    )
    return Member(email, await accounts.principal(account, whose.principal.scope.agency, at=NOW.at))


async def sign_in(email: str, *, at: datetime = NOW.at) -> Principal:
    """Sign somebody in who has no second factor, from a place of their own."""
    found = await accounts.sign_in(email, PASSWORD, origin=somewhere(), at=at, sealing=UNSEALED)
    return found.who


def somewhere() -> Origin:
    """Return a place that nobody has tried to sign in from before: tries are counted for the whole machine."""
    return Origin(f"2001:db8:{secrets.randbelow(65536):x}:{secrets.randbelow(65536):x}::1")


def address() -> str:
    """Return an address that nobody had before."""
    return f"{uuid4().hex}@example.org"
