"""Who may do what: one table of role by permission, and the scope every query is asked in."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType
from typing import Final
from uuid import UUID

from muster.domain.errors import Forbidden, NotFound


class Permission(StrEnum):
    """Something that may be allowed."""

    PROGRAM_ADD = "program:add"
    MEMBERSHIP_GRANT = "membership:grant"
    PEOPLE_READ = "people:read"
    PEOPLE_RECORD = "people:record"
    TRAINING_READ = "training:read"
    TRAINING_RECORD = "training:record"
    CREDENTIAL_READ = "credential:read"
    CREDENTIAL_RECORD = "credential:record"
    PACK_READ = "pack:read"
    PACK_ADOPT = "pack:adopt"
    STANDING_READ = "standing:read"
    LEDGER_VERIFY = "ledger:verify"
    AWARD_READ = "award:read"
    AWARD_RECORD = "award:record"
    EFFORT_READ = "effort:read"
    EFFORT_RECORD = "effort:record"
    PAY_READ = "pay:read"
    PAY_RECORD = "pay:record"
    WAIVER_GRANT = "waiver:grant"
    FILES_IMPORT = "files:import"
    REPORT_DRAW = "report:draw"
    REMINDER_READ = "reminder:read"


class Role(StrEnum):
    """What somebody is in an agency, as far as muster is concerned."""

    ADMINISTRATOR = "administrator"
    HR = "hr"
    SUPERVISOR = "supervisor"
    GRANT_OFFICER = "grant-officer"
    RESPONDER = "responder"
    AUDITOR = "auditor"


_READS: Final = frozenset(
    {
        Permission.PEOPLE_READ,
        Permission.TRAINING_READ,
        Permission.CREDENTIAL_READ,
        Permission.PACK_READ,
        Permission.STANDING_READ,
    }
)
_READS_MONEY: Final = frozenset({Permission.AWARD_READ, Permission.EFFORT_READ, Permission.REPORT_DRAW})

MATRIX: Final[Mapping[Role, frozenset[Permission]]] = MappingProxyType(
    {
        Role.ADMINISTRATOR: frozenset(Permission),
        Role.HR: _READS
        | {
            Permission.PEOPLE_RECORD,
            Permission.TRAINING_RECORD,
            Permission.CREDENTIAL_RECORD,
            Permission.EFFORT_READ,
            Permission.EFFORT_RECORD,
            Permission.PAY_READ,
            Permission.PAY_RECORD,
            Permission.FILES_IMPORT,
            Permission.REMINDER_READ,
        },
        Role.SUPERVISOR: _READS,
        Role.GRANT_OFFICER: _READS
        | _READS_MONEY
        | {
            Permission.AWARD_RECORD,
            Permission.EFFORT_RECORD,
            Permission.PAY_READ,
            Permission.WAIVER_GRANT,
            Permission.FILES_IMPORT,
            Permission.REMINDER_READ,
        },
        Role.RESPONDER: frozenset({Permission.PACK_READ}),
        Role.AUDITOR: _READS | _READS_MONEY | {Permission.LEDGER_VERIFY, Permission.REMINDER_READ},
    }
)

# What anybody may read of their own person, whatever their role.
OWN: Final = frozenset(
    {
        Permission.PEOPLE_READ,
        Permission.TRAINING_READ,
        Permission.CREDENTIAL_READ,
        Permission.STANDING_READ,
        Permission.EFFORT_READ,
    }
)


@dataclass(frozen=True, slots=True)
class Scope:
    """The agency whose facts are seen, and on whose account. Every query is asked in one.

    ``account`` unset: muster itself, or an administrator at the prompt.
    """

    agency: UUID
    account: UUID | None = None


@dataclass(frozen=True, slots=True)
class Membership:
    """One account's place in one agency; ``person`` when the account is one of its people."""

    agency: UUID
    role: Role
    person: UUID | None = None
    fact: UUID | None = None


@dataclass(frozen=True, slots=True)
class Principal:
    """Somebody signed in to one agency, with every membership they have there."""

    scope: Scope
    memberships: tuple[Membership, ...]

    @property
    def person(self) -> UUID | None:
        """The person that this account is, if it is one."""
        return next((each.person for each in self.memberships if each.person), None)

    def may(self, permission: Permission, *, person: UUID | None = None) -> bool:
        """Is it allowed, about this person (unset: about anybody)?"""
        if person is not None and person == self.person and permission in OWN:
            return True
        return any(permission in MATRIX[each.role] for each in self.memberships)

    def require(self, permission: Permission, *, person: UUID | None = None) -> None:
        """Refuse what is not allowed.

        Raises:
            NotFound: an outsider asks; not even that it exists is said.
            Forbidden: a member asks, whose roles do not include it.
        """
        if not self.memberships:
            raise NotFound("there is no such thing here")
        if not self.may(permission, person=person):
            raise Forbidden(
                f"your role here does not include '{permission}'; ask an administrator of your agency for it"
            )


def operator(agency: UUID) -> Principal:
    """Return the principal of somebody at the machine's own prompt: an administrator of every agency on it."""
    return Principal(Scope(agency), (Membership(agency, Role.ADMINISTRATOR),))
