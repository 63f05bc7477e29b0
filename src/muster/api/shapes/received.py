"""What others share, as their receiver is told over the API. A null among numbers: too few to say."""

from __future__ import annotations

from datetime import date
from typing import Final, Self
from uuid import UUID

from pydantic import Field

from muster.api.shapes.compliance import StandingOut
from muster.api.shapes.shares import FIRST, GIVEN, LAST, LEVEL, PROGRAM, PURPOSE, SHARE, SMALLEST, WHICH_PROGRAM
from muster.api.wire import Record, example
from muster.domain.credentials import Credential, Proof
from muster.domain.findings import Verdict
from muster.domain.records import OnRecord
from muster.domain.requirements import Bar
from muster.domain.sharing.shared_counts import Lapse, ProgramCounts, RuleCounts
from muster.domain.sharing.shares import Level, Received
from muster.services.received import SharedCounts, SharedFile, SharedPeople, SharedPerson

_GIVER: Final = "a5f0f0f2-8c7e-4a53-9c27-6f1f6d0f0c08"
_PERSON: Final = "5b0c9a1e-4a43-4b7e-8d2f-0c7f3e0c6a01"
_RECEIVED: Final = {
    "id": SHARE,
    "agency": _GIVER,
    "agency_name": "Harbor County",
    **{name: said for name, said in GIVEN.items() if name != "recipient"},
}
_BY: Final = {"met": 38, "not_met": None, "needs_review": None, "not_applicable": 0}
_STANDING: Final = {"met": 38, "not_met": 6, "needs_review": 0, "not_applicable": 0}
_LAPSES: Final = {"within_30": 4, "from_31_to_60": 0, "from_61_to_90": 9, "later": 25}
_RULE: Final = {
    "requirement": "us-osha-bbp/annual-training",
    "says": "Everyone exposed is trained at first assignment and again within a year of the last training.",
    "bar": "required",
    "people": _BY,
}
_COUNTS: Final = {
    "program": PROGRAM,
    "name": "Harbor Community Response",
    "people": 44,
    "roles": {"emt": 20, "peer-support": 24},
    "standing": _STANDING,
    "bound": 44,
    "percent": 86,
    "lapses": _LAPSES,
    "requirements": [_RULE],
}
_ON: Final = "The day asked about."
_TODAY: Final = "Left out: today, where the giver is."


class ReceivedOut(Record):
    """A share that somebody gives to your agency, while it runs."""

    model_config = example(**_RECEIVED)

    id: UUID = Field(description="Its id.")
    agency: UUID = Field(description="Who shares.")
    agency_name: str = Field(description="What they are called.")
    program: UUID | None = Field(description=WHICH_PROGRAM)
    level: Level = Field(description=LEVEL)
    purpose: str = Field(description=PURPOSE)
    valid_from: date = Field(description=FIRST)
    valid_through: date = Field(description=LAST)
    smallest_count: int = Field(description=SMALLEST)

    @classmethod
    def of(cls, found: Received) -> Self:
        """Say a share."""
        said = found.share
        return cls(
            id=found.fact,
            agency=found.giver,
            agency_name=found.giver_name,
            program=said.program,
            level=said.level,
            purpose=said.purpose,
            valid_from=said.during.start,
            valid_through=said.during.last,
            smallest_count=said.smallest,
        )


class ReceivedListOut(Record):
    """What is shared with your agency at this moment, by giver: all of it."""

    model_config = example(items=[_RECEIVED])

    items: tuple[ReceivedOut, ...] = Field(description="Every share that runs.")


class RuleCountsOut(Record):
    """How everybody in a program stands by one requirement, in numbers."""

    model_config = example(**_RULE)

    requirement: str = Field(description="The requirement, as pack/id.")
    says: str = Field(description="What it asks, in its own words.")
    bar: Bar = Field(description="Why it is asked: `payment-incentive` and `recommended` only show, the others block.")
    people: dict[Verdict, int | None] = Field(
        description="How many stand how; `not_applicable`: it does not bind them. Null: too few to say, or hidden so "
        "that another one cannot be worked out."
    )

    @classmethod
    def of(cls, found: RuleCounts) -> Self:
        """Say them."""
        return cls(requirement=found.name, says=found.says, bar=found.bar, people=dict(found.by))


class ProgramCountsOut(Record):
    """How everybody in a program stands, in numbers. Null: too few to say, or hidden with another one."""

    model_config = example(**_COUNTS)

    program: UUID = Field(description="The program.")
    name: str = Field(description="What it is called.")
    people: int | None = Field(description="How many hold a role in it.")
    roles: dict[str, int | None] = Field(description="How many hold each role. One person may hold several.")
    standing: dict[Verdict, int | None] = Field(
        description="How many stand how by all required rules together; `met`: cleared."
    )
    bound: int | None = Field(description="How many a required rule binds.")
    percent: int | None = Field(description="Of those, how many in a hundred are cleared, rounded down.")
    lapses: dict[Lapse, int | None] = Field(
        description="Of those cleared, for how many that ends in so many days, if nothing is done."
    )
    requirements: tuple[RuleCountsOut, ...] = Field(description="Everything that the program goes by, by name.")

    @classmethod
    def of(cls, found: ProgramCounts) -> Self:
        """Say them."""
        return cls(
            program=found.program.id,
            name=found.program.name,
            people=found.people,
            roles=dict(found.roles),
            standing=dict(found.standing),
            bound=found.bound,
            percent=found.percent,
            lapses=dict(found.lapses),
            requirements=tuple(map(RuleCountsOut.of, found.rules)),
        )


class SharedCountsOut(Record):
    """What a share shows in numbers."""

    model_config = example(share=_RECEIVED, on="2026-11-22", programs=[_COUNTS])

    share: ReceivedOut = Field(description="The share that is looked through.")
    on: date = Field(description=f"{_ON} {_TODAY}")
    programs: tuple[ProgramCountsOut, ...] = Field(
        description="Its programs, by the part that is cleared; those too small to say come last."
    )

    @classmethod
    def of(cls, found: SharedCounts) -> Self:
        """Say it."""
        programs = tuple(map(ProgramCountsOut.of, found.programs))
        return cls(share=ReceivedOut.of(found.share), on=found.on, programs=programs)


_HELD: Final = {"role": "emt", "program": "Harbor Community Response"}
_SHOWN: Final = {"person": _PERSON, "name": "Ines de la Cruz", "roles": [_HELD], "standing": []}
_CARD: Final = {
    "kind": "emt",
    "issued_on": "2025-03-01",
    "valid_through": "2027-03-31",
    "jurisdiction": "US",
    "proof": "document-seen",
}


class SharedRoleOut(Record):
    """A role somebody holds in what is shared."""

    model_config = example(**_HELD)

    role: str = Field(description="The role.")
    program: str = Field(description="What the program is called.")


class SharedPersonOut(Record):
    """Somebody whom a share shows, as they are in the programs it is of."""

    model_config = example(**_SHOWN)

    person: UUID = Field(description="Their id at the giver.")
    name: str = Field(description="What they are called.")
    roles: tuple[SharedRoleOut, ...] = Field(description="The roles they hold on the day.")
    standing: tuple[StandingOut, ...] = Field(description="How they stand, program by program, and why.")

    @classmethod
    def of(cls, found: SharedPerson) -> Self:
        """Say them."""
        return cls(
            person=found.person,
            name=found.name,
            roles=tuple(SharedRoleOut(role=role, program=program) for role, program in found.roles),
            standing=tuple(StandingOut.of(each, {}) for each in found.clearances),
        )


class SharedPeopleOut(Record):
    """Who holds a role in what is shared, by name, a page of them."""

    model_config = example(items=[_SHOWN], on="2026-11-22")

    items: tuple[SharedPersonOut, ...] = Field(description="People, by name.")
    on: date = Field(description=f"{_ON} {_TODAY}")

    @classmethod
    def of(cls, found: SharedPeople) -> Self:
        """Say them."""
        return cls(items=tuple(map(SharedPersonOut.of, found.page.items)), on=found.on)


class SharedCredentialOut(Record):
    """A credential as a share shows it: without its number."""

    model_config = example(**_CARD)

    kind: str = Field(description="The kind, by its name in the rule packs.")
    issued_on: date | None = Field(description="The day it was issued, if that is on file.")
    valid_through: date | None = Field(description="The last good day that it prints; null: none is on file.")
    jurisdiction: str = Field(description="Where it is good.")
    proof: Proof = Field(description="Who has confirmed it.")

    @classmethod
    def of(cls, found: OnRecord[Credential]) -> Self:
        """Say one."""
        held = found.value
        return cls(
            kind=held.kind,
            issued_on=held.issued_on,
            valid_through=held.valid_through,
            jurisdiction=held.jurisdiction,
            proof=held.proof,
        )


class SharedFileOut(Record):
    """One person whom a share shows, and the credentials they hold."""

    model_config = example(**_SHOWN, credentials=[_CARD], on="2026-11-22")

    person: UUID = Field(description="Their id at the giver.")
    name: str = Field(description="What they are called.")
    roles: tuple[SharedRoleOut, ...] = Field(description="The roles they hold on the day.")
    standing: tuple[StandingOut, ...] = Field(description="How they stand, program by program, and why.")
    credentials: tuple[SharedCredentialOut, ...] = Field(description="The credentials they hold and held.")
    on: date = Field(description=f"{_ON} {_TODAY}")

    @classmethod
    def of(cls, found: SharedFile) -> Self:
        """Say them."""
        said = SharedPersonOut.of(found.found)
        held = tuple(map(SharedCredentialOut.of, found.credentials))
        return cls(
            person=said.person,
            name=said.name,
            roles=said.roles,
            standing=said.standing,
            credentials=held,
            on=found.on,
        )
