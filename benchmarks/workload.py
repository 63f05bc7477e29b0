"""The workload of DESIGN.md 11: the same people, cards and rules on every machine, by a fixed seed.

People with one employment and one role each, cards of ten kinds that end from 200 days before a
fixed day to 720 after it, and a pack of ten requirements that each ask for one kind. With kinds
drawn at random some cards renew others, some are twins, and most people lack some kind: every
reason from held to missing is there. Plain domain values; ``loading`` puts them into a database.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from random import Random
from typing import Final
from uuid import UUID

from muster.domain.credentials import Credential, Proof
from muster.domain.intervals import Interval, Span
from muster.domain.moments import Moment
from muster.domain.people import Employment, Identity, RoleHeld

DAY: Final = date(2026, 11, 22)
NOW: Final = Moment(datetime(2026, 11, 22, 15, 0, tzinfo=UTC), DAY)
TODAY: Final = Interval.through(DAY, DAY)
QUARTER: Final = Interval(date(2026, 10, 1), date(2027, 1, 1))

KINDS: Final = tuple(f"kind-{number:02}" for number in range(1, 11))
ROLE: Final = "responder"
IN_A_PROGRAM: Final = 5_000

_EARLIEST, _LATEST = -200, 720  # days from DAY to a card's last good day
_GOOD_FOR: Final = Span(months=24)
_LONGEST_SERVICE: Final = 3_000


@dataclass(frozen=True, slots=True)
class Size:
    """How many people, and how many cards each of them holds."""

    people: int
    records: int = 5
    seed: int = 11

    @property
    def facts(self) -> int:
        """How many credential facts there are."""
        return self.people * self.records

    @property
    def programs(self) -> tuple[UUID, ...]:
        """The ids of the programs: as many as it takes for each to hold at most 5,000 people."""
        return tuple(UUID(int=number) for number in range(1, -(-self.people // IN_A_PROGRAM) + 1))

    def __str__(self) -> str:
        return f"{self.people:,} people x {self.records}"


@dataclass(frozen=True, slots=True)
class Member:
    """One person, with everything on file about them."""

    id: UUID
    identity: Identity
    job: Employment
    role: RoleHeld
    credentials: tuple[Credential, ...]


def members(size: Size) -> Iterator[Member]:
    """Yield the people, the same ones every time; none is kept, so any number fits in memory."""
    draw = Random(size.seed)
    programs = size.programs
    for number in range(size.people):
        since = Interval(DAY - timedelta(days=draw.randint(0, _LONGEST_SERVICE)))
        yield Member(
            some_id(draw),
            Identity(f"Person {number}", email=f"person-{number}@example.org"),
            Employment(since, fact=some_id(draw)),
            RoleHeld(ROLE, programs[number % len(programs)], since, fact=some_id(draw)),
            tuple(_card(draw, f"{number}-{place}") for place in range(size.records)),
        )


def some_id(draw: Random) -> UUID:
    """Return an id as muster gives them, by the seed."""
    return UUID(int=draw.getrandbits(128), version=4)


def _card(draw: Random, number: str) -> Credential:
    through = DAY + timedelta(days=draw.randint(_EARLIEST, _LATEST))
    issued = through - _GOOD_FOR
    return Credential(
        draw.choice(KINDS),
        issued_on=issued,
        valid_from=issued,
        valid_through=through,
        number=number,
        jurisdiction="US",
        proof=Proof.DOCUMENT_SEEN,
        fact=some_id(draw),
    )


def pack() -> str:
    """Return the text of the pack: for every kind, that whoever has the role holds one."""
    return "\n".join(
        [_PACK, *(_KIND.format(kind=kind) for kind in KINDS), *(_RULE.format(kind=kind) for kind in KINDS)]
    )


_PACK: Final = """\
id = "benchmark"
title = "Ten cards"
jurisdiction = "US"
authority = "Nobody"
kind = "required"
reviewed_on = 2026-11-22
source = "https://example.org"
"""
_KIND: Final = """
[[credential]]
id = "{kind}"
title = "Card of {kind}"
issuer = "Example Institute"
"""
_RULE: Final = f"""
[[requirement]]
id = "holds-{{kind}}"
roles = ["{ROLE}"]
credential = "{{kind}}"
says = "Every responder holds a current card."

[[requirement.terms]]
effective = 2000-01-01
confidence = "read"
cite = "invented for the benchmark"
"""
