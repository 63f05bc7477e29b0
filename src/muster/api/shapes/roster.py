"""The roster, as the API says it."""

from __future__ import annotations

from datetime import date
from typing import Final, Self
from uuid import UUID

from pydantic import Field

from muster.api.wire import Record, example
from muster.domain.findings import Verdict
from muster.domain.overviews.roster import Listed

_ROLE: Final = {"role": "peer-support-specialist", "program": "9d0a7c56-1f5b-4c0e-9f39-6a2f4f7f3b02"}
_LISTED: Final = {
    "person": "5b0c9a1e-4a43-4b7e-8d2f-0c7f3e0c6a01",
    "name": "Ines Cruz",
    "roles": [_ROLE],
    "verdict": "met",
    "through": "2027-01-05",
    "on_leave_through": None,
}


class RoleOfDayOut(Record):
    """A role that is held on the day."""

    model_config = example(**_ROLE)

    role: str = Field(description="The role.")
    program: UUID = Field(description="The program that it is held in.")


class ListedOut(Record):
    """One person on the roster."""

    model_config = example(**_LISTED)

    person: UUID = Field(description="Who it is.")
    name: str = Field(description="What they are called; empty once they are erased.")
    roles: tuple[RoleOfDayOut, ...] = Field(description="The roles held on the day.")
    verdict: Verdict = Field(description="The worst verdict of a required finding in any program.")
    through: date | None = Field(
        description="The last day that everything is met; null for whoever is not cleared, or when nothing ends it."
    )
    on_leave_through: date | None = Field(
        description="The last day of the leave that they are on, on the day; null: on none. It changes no verdict."
    )

    @classmethod
    def of(cls, listed: Listed) -> Self:
        """Say one person."""
        roles = tuple(RoleOfDayOut(role=role, program=program) for role, program in listed.roles)
        return cls(
            person=listed.person,
            name=listed.name,
            roles=roles,
            verdict=listed.verdict,
            through=listed.through,
            on_leave_through=listed.on_leave,
        )


class RosterOut(Record):
    """A page of the roster, by the people's ids."""

    model_config = example(items=[_LISTED], on="2026-11-22")

    items: tuple[ListedOut, ...] = Field(description="Everybody who is looked for.")
    on: date = Field(description="The day asked about.")
