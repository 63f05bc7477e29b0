"""Invitations: a place in an agency that is offered to whoever reads the mail at an address."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from muster.domain.access import Membership, Role


@dataclass(frozen=True, slots=True)
class Invitation:
    """The membership to be, as ``Membership`` says it. ``ends_at``: until when it may be accepted."""

    email: str
    role: Role
    ends_at: datetime
    person: UUID | None = None
    program: UUID | None = None
    through: date | None = None

    def place(self, agency: UUID) -> Membership:
        """Return the membership that accepting it makes."""
        return Membership(agency, self.role, self.person, program=self.program, through=self.through)
