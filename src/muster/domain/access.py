"""Who may do what: one table of role by permission, how far each place reaches, and the scope of every query."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from types import MappingProxyType
from typing import Final
from uuid import UUID

from muster.domain.errors import Fault, Forbidden, Invalid, NotFound


class Permission(StrEnum):
    """Something that may be allowed."""

    PROGRAM_ADD = "program:add"
    MEMBERSHIP_READ = "membership:read"
    MEMBERSHIP_GRANT = "membership:grant"
    TOKEN_ISSUE = "token:issue"  # noqa: S105 - the name of a permission
    TOKEN_READ = "token:read"  # noqa: S105 - as above
    TOKEN_REVOKE = "token:revoke"  # noqa: S105 - as above
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
    ACCESS_LOG_READ = "access-log:read"
    AWARD_READ = "award:read"
    AWARD_RECORD = "award:record"
    EFFORT_READ = "effort:read"
    EFFORT_RECORD = "effort:record"
    EFFORT_CONFIRM = "effort:confirm"
    EFFORT_APPROVE = "effort:approve"
    SHIFT_READ = "shift:read"
    SHIFT_RECORD = "shift:record"
    PAY_READ = "pay:read"
    PAY_RECORD = "pay:record"
    WAIVER_GRANT = "waiver:grant"
    FILES_IMPORT = "files:import"
    REPORT_DRAW = "report:draw"
    REMINDER_READ = "reminder:read"
    REMINDER_RESEND = "reminder:resend"
    SHARE_GRANT = "share:grant"
    SHARE_READ = "share:read"
    HOLD_PLACE = "hold:place"
    ERASURE_CARRY_OUT = "erasure:carry-out"
    RETENTION_SET = "retention:set"
    OWN_DATA = "own-data:manage"
    REQUEST_ANSWER = "request:answer"
    DISCLOSURE_READ = "disclosure:read"
    DISCLOSURE_COUNT = "disclosure:count"


class Role(StrEnum):
    """What somebody is in an agency, as far as muster is concerned.

    ``administrator`` runs a program, or all of an agency's; ``system-administrator`` runs muster
    for them, and sees nobody's record. Liaisons belong to a region or a state association, which
    is an agency too, and see of others what those share with it.
    """

    ADMINISTRATOR = "administrator"
    HR = "hr"
    SUPERVISOR = "supervisor"
    GRANT_OFFICER = "grant-officer"
    RESPONDER = "responder"
    AUDITOR = "auditor"
    REGION_LIAISON = "region-liaison"
    STATE_LIAISON = "state-liaison"
    SYSTEM_ADMINISTRATOR = "system-administrator"


# A place with one of these roles may be in one program. The others are of the whole agency or of none.
IN_A_PROGRAM: Final = frozenset({Role.ADMINISTRATOR, Role.HR, Role.SUPERVISOR, Role.AUDITOR, Role.RESPONDER})

_READS: Final = frozenset(
    {
        Permission.PEOPLE_READ,
        Permission.TRAINING_READ,
        Permission.CREDENTIAL_READ,
        Permission.PACK_READ,
        Permission.STANDING_READ,
        Permission.SHIFT_READ,
    }
)
_READS_MONEY: Final = frozenset({Permission.AWARD_READ, Permission.EFFORT_READ, Permission.REPORT_DRAW})

MATRIX: Final[Mapping[Role, frozenset[Permission]]] = MappingProxyType(
    {
        Role.ADMINISTRATOR: frozenset(Permission),
        Role.HR: _READS
        | {
            Permission.MEMBERSHIP_READ,
            Permission.TOKEN_ISSUE,
            Permission.PEOPLE_RECORD,
            Permission.TRAINING_RECORD,
            Permission.CREDENTIAL_RECORD,
            Permission.EFFORT_READ,
            Permission.EFFORT_RECORD,
            Permission.EFFORT_CONFIRM,
            Permission.SHIFT_RECORD,
            Permission.PAY_READ,
            Permission.PAY_RECORD,
            Permission.FILES_IMPORT,
            Permission.REMINDER_READ,
            Permission.REMINDER_RESEND,
            Permission.REQUEST_ANSWER,
            Permission.DISCLOSURE_READ,
        },
        Role.SUPERVISOR: _READS | {Permission.EFFORT_READ, Permission.EFFORT_APPROVE, Permission.SHIFT_RECORD},
        Role.GRANT_OFFICER: _READS
        | _READS_MONEY
        | {
            Permission.TOKEN_ISSUE,
            Permission.AWARD_RECORD,
            Permission.EFFORT_RECORD,
            Permission.EFFORT_CONFIRM,
            Permission.PAY_READ,
            Permission.WAIVER_GRANT,
            Permission.FILES_IMPORT,
            Permission.REMINDER_READ,
            Permission.DISCLOSURE_COUNT,
        },
        Role.RESPONDER: frozenset({Permission.PACK_READ}),
        Role.AUDITOR: _READS
        | _READS_MONEY
        | {
            Permission.MEMBERSHIP_READ,
            Permission.TOKEN_READ,
            Permission.LEDGER_VERIFY,
            Permission.ACCESS_LOG_READ,
            Permission.REMINDER_READ,
        },
        Role.REGION_LIAISON: frozenset({Permission.PACK_READ, Permission.SHARE_READ}),
        Role.STATE_LIAISON: frozenset({Permission.PACK_READ, Permission.SHARE_READ}),
        Role.SYSTEM_ADMINISTRATOR: frozenset(
            {
                Permission.PACK_READ,
                Permission.MEMBERSHIP_READ,
                Permission.MEMBERSHIP_GRANT,
                Permission.TOKEN_ISSUE,
                Permission.TOKEN_READ,
                Permission.TOKEN_REVOKE,
                Permission.LEDGER_VERIFY,
                Permission.ACCESS_LOG_READ,
            }
        ),
    }
)

# What anybody may read and do of their own person, whatever their role.
OWN: Final = frozenset(
    {
        Permission.PEOPLE_READ,
        Permission.TRAINING_READ,
        Permission.CREDENTIAL_READ,
        Permission.STANDING_READ,
        Permission.EFFORT_READ,
        Permission.EFFORT_CONFIRM,
        Permission.ACCESS_LOG_READ,
        Permission.OWN_DATA,
    }
)


@dataclass(frozen=True, slots=True)
class Reach:
    """Which people of an agency are seen: all, those who hold or held a role in some programs, and one person.

    >>> Reach(whole=False).covers(UUID(int=1)), EVERYBODY.covers(UUID(int=1))
    (False, True)
    """

    whole: bool = False
    programs: frozenset[UUID] = frozenset()
    person: UUID | None = None

    def covers(self, program: UUID | None) -> bool:
        """Is all of a program inside it? ``None``: all of the agency."""
        return self.whole or program in self.programs


EVERYBODY: Final = Reach(whole=True)
NOBODY: Final = Reach()


@dataclass(frozen=True, slots=True)
class Scope:
    """The agency whose facts are seen, on whose account, and how far. Every query is asked in one.

    ``account`` unset: muster itself, or an administrator at the prompt.
    """

    agency: UUID
    account: UUID | None = None
    reach: Reach = EVERYBODY


@dataclass(frozen=True, slots=True)
class Membership:
    """One account's place in one agency.

    ``person``: when the account is one of its people. ``program``: when the place is in that one
    only. ``through``: the last day of it, when it ends.
    """

    agency: UUID
    role: Role
    person: UUID | None = None
    fact: UUID | None = None
    program: UUID | None = None
    through: date | None = None

    def check(self, *, today: date) -> None:
        """Refuse a place that nobody can be given.

        Raises:
            Invalid: the role is not of one program, an auditor's place has no end, or it has ended already.
        """
        if self.program is not None and self.role not in IN_A_PROGRAM:
            raise Invalid(
                f"the role {self.role} is of the whole agency, not of one program",
                code="role-of-the-agency",
                faults=[Fault("/program", str(self.program), "no program", "leave the program out")],
            )
        if self.role is Role.AUDITOR and self.through is None:
            raise Invalid(
                "an auditor's place ends; this one has no last day",
                code="no-last-day",
                faults=[Fault("/through", "nothing", "the last day of the audit", "say it; it can be given anew")],
            )
        if self.through is not None and self.through < today:
            raise Invalid(
                f"the place would have ended on {self.through}, before today ({today})",
                code="ended-already",
                faults=[Fault("/through", str(self.through), f"a day from {today} on", "correct it, or leave it out")],
            )


@dataclass(frozen=True, slots=True)
class Principal:
    """Somebody signed in to one agency, with every membership they have there.

    ``scope`` is for what is about nobody: it reaches no person. What ``require`` returns does.
    ``limit``: all that is allowed at most, whatever the roles (for a token).
    """

    scope: Scope
    memberships: tuple[Membership, ...]
    limit: frozenset[Permission] | None = None

    @property
    def person(self) -> UUID | None:
        """The person that this account is, if it is one."""
        return next((each.person for each in self.memberships if each.person), None)

    def reach(self, permission: Permission, *, person: UUID | None = None) -> Reach | None:
        """Return how far a permission reaches; ``None`` when it is not held at all.

        What anybody may read of themselves is held about that one person only.
        """
        if self.limit is not None and permission not in self.limit:
            return None
        places = [each for each in self.memberships if permission in MATRIX[each.role]]
        own = self.person if permission in OWN else None
        if any(each.program is None for each in places):
            return Reach(whole=True, person=own)
        if places:
            return Reach(programs=frozenset(each.program for each in places if each.program), person=own)
        if own is not None and person == own:
            return Reach(person=own)
        return None

    def may(self, permission: Permission, *, person: UUID | None = None) -> bool:
        """Is it allowed, about this person (unset: about anybody in reach)?"""
        return self.reach(permission, person=person) is not None

    def require(
        self,
        permission: Permission,
        *,
        person: UUID | None = None,
        program: UUID | None = None,
        whole: bool = False,
    ) -> Scope:
        """Return the scope in which it is allowed; refuse what is not.

        ``program``: it is about all of that program. ``whole``: it is about all of the agency.

        Raises:
            NotFound: an outsider asks; not even that it exists is said.
            Forbidden: a member asks, whose roles do not include it, or not as far as that.
        """
        if not self.memberships:
            raise NotFound("there is no such thing here")
        reach = self.reach(permission, person=person)
        if reach is None:
            raise Forbidden(
                f"your role here does not include '{permission}'; ask an administrator of your agency for it"
            )
        if whole and not reach.whole:
            raise Forbidden(
                f"your place here is in one program, and this needs '{permission}' for the whole agency; "
                "ask an administrator of your agency",
                code="beyond-your-program",
            )
        if program is not None and not reach.covers(program):
            raise Forbidden(
                f"your place here is in another program, and this needs '{permission}' for that one; "
                "ask an administrator of your agency",
                code="beyond-your-program",
            )
        return replace(self.scope, reach=reach)

    def looking(self, permission: Permission) -> Scope:
        """Return the scope in which something may be looked up before it is known whom it is about.

        Raises:
            NotFound: an outsider asks.
            Forbidden: a member asks who may not even read it of themselves.
        """
        return self.require(permission, person=self.person)


def operator(agency: UUID) -> Principal:
    """Return the principal of somebody at the machine's own prompt: an administrator of every agency on it."""
    return Principal(Scope(agency), (Membership(agency, Role.ADMINISTRATOR),))
