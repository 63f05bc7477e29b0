"""The kinds of fact, and the one predicate of what was believed when."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Final, NamedTuple

from piccolo.table import Table

from muster.domain.intervals import BEGINNING, FOREVER, Interval, day_after
from muster.persistence import tables

OPEN_POSITION: Final = 2**63 - 1  # later than any position: what is believed until further notice
NOW: Final = OPEN_POSITION - 1  # known at any later position: what is believed now

# What every version says beside its own values; ``known_from`` is the leaf's own position.
SYSTEM: Final = ("id", "agency", "fact", "valid_from", "valid_until", "dating", "known_from", "known_until")


class Once(NamedTuple):
    """What only one fact of a kind may say at a time: the column, and how people speak of it.

    ``field``: what the API calls it, where that is something else.
    """

    column: str
    words: str
    field: str = ""


@dataclass(frozen=True, slots=True)
class FactKind:
    """A kind of fact: where its identity and its versions are kept.

    ``later``: columns that a later migration added. Where one is null a leaf leaves it out, so
    that what was committed to before it was there still says the same. ``once``: what a unique
    index of the versions lets only one of them say. ``apart``: a leaf names the fact and not the
    person whom it is about, so that the ledger does not tell that there is any such thing.
    """

    anchor: type[Table]
    versions: type[Table]
    later: frozenset[str] = frozenset()
    once: Once | None = None
    apart: bool = False

    @property
    def name(self) -> str:
        """The name that leaves call it by."""
        return self.anchor._meta.tablename

    @property
    def table(self) -> str:
        """The table of its versions."""
        return self.versions._meta.tablename

    @property
    def values(self) -> tuple[str, ...]:
        """The columns of its own, in order."""
        return tuple(column._meta.name for column in self.versions._meta.columns if column._meta.name not in SYSTEM)

    @property
    def anchored(self) -> tuple[str, ...]:
        """The columns that never change, kept with the identity as well: whom or what it is about."""
        return tuple(
            column._meta.name for column in self.anchor._meta.columns if column._meta.name not in {"id", "agency"}
        )

    @property
    def personal(self) -> bool:
        """Is it about one person?"""
        return self is PERSON or "person" in self.anchored


AGENCY: Final = FactKind(tables.Agency, tables.AgencyVersion, later=frozenset({"second_factor"}))
PROGRAM: Final = FactKind(tables.Program, tables.ProgramVersion)
MEMBERSHIP: Final = FactKind(tables.Membership, tables.MembershipVersion, later=frozenset({"program"}))
ACCOUNT_EVENT: Final = FactKind(tables.AccountEvent, tables.AccountEventVersion)
PERSON: Final = FactKind(tables.Person, tables.Identity)
EMPLOYMENT: Final = FactKind(tables.Employment, tables.EmploymentVersion)
LEAVE: Final = FactKind(tables.Leave, tables.LeaveVersion)
ROLE_HELD: Final = FactKind(tables.RoleHeld, tables.RoleHeldVersion, later=frozenset({"flsa"}))
COURSE: Final = FactKind(tables.Course, tables.CourseVersion)
APPROVAL: Final = FactKind(tables.Approval, tables.ApprovalVersion)
COMPLETION: Final = FactKind(
    tables.Completion, tables.CompletionVersion, later=frozenset({"approved_by", "award", "paid_elsewhere"})
)
HEAD_COUNT: Final = FactKind(tables.HeadCount, tables.HeadCountVersion)
ROLE_WORKFORCE: Final = FactKind(
    tables.RoleWorkforce, tables.RoleWorkforceVersion, once=Once("role", "a workforce of the role {}")
)
CREDENTIAL: Final = FactKind(tables.Credential, tables.CredentialVersion)
CREDENTIAL_STATUS: Final = FactKind(tables.CredentialStatus, tables.CredentialStatusVersion)
ADOPTION: Final = FactKind(
    tables.Adoption,
    tables.AdoptionVersion,
    later=frozenset({"award", "applied_on", "circumstances", "partnership", "team_kind"}),
)
IDENTIFIER: Final = FactKind(
    tables.Identifier, tables.IdentifierVersion, once=Once("value", "a person with the number {} in this register")
)
DOCUMENT: Final = FactKind(tables.Document, tables.DocumentVersion)
AWARD: Final = FactKind(
    tables.Award,
    tables.AwardVersion,
    once=Once("number", "an award with the number {}"),
    later=frozenset({"awarded_on", "final_due_days"}),
)
PERSONNEL_LINE: Final = FactKind(
    tables.PersonnelLine, tables.PersonnelLineVersion, once=Once("code", "a line with the code {} in this award")
)
PAPER_SENT: Final = FactKind(tables.PaperSent, tables.PaperSentVersion)
AWARD_COST: Final = FactKind(tables.AwardCost, tables.AwardCostVersion)
REPORT_FIGURES: Final = FactKind(
    tables.ReportFigures,
    tables.ReportFiguresVersion,
    once=Once("valid_from", "figures of this award up to {}", "through"),
)
PARTNER: Final = FactKind(tables.Partner, tables.PartnerVersion, once=Once("name", "a partner called {}"))
PARTNERSHIP: Final = FactKind(tables.Partnership, tables.PartnershipVersion)
ALLOCATION: Final = FactKind(tables.Allocation, tables.AllocationVersion)
EFFORT: Final = FactKind(tables.Effort, tables.EffortVersion)
PAID_DAY: Final = FactKind(
    tables.PaidDay, tables.PaidDayVersion, once=Once("valid_from", "what payroll paid this person for {}")
)
EFFORT_CONFIRMATION: Final = FactKind(tables.EffortConfirmation, tables.EffortConfirmationVersion)
PAY_RATE: Final = FactKind(tables.PayRate, tables.PayRateVersion)
WAIVER: Final = FactKind(tables.Waiver, tables.WaiverVersion)
EXTENSION: Final = FactKind(tables.Extension, tables.ExtensionVersion)
EXTENSION_ORDER: Final = FactKind(
    tables.ExtensionOrder, tables.ExtensionOrderVersion, once=Once("number", "an order with the number {}")
)
DUTY_DONE: Final = FactKind(tables.DutyDone, tables.DutyDoneVersion)
TOKEN: Final = FactKind(tables.Token, tables.TokenVersion)
SHARE: Final = FactKind(tables.Share, tables.ShareVersion)
INVITATION: Final = FactKind(
    tables.Invitation,
    tables.InvitationVersion,
    once=Once("email", "an invitation to {}, which nobody has accepted yet"),
)
ERASURE: Final = FactKind(tables.Erasure, tables.ErasureVersion)
HOLD: Final = FactKind(tables.Hold, tables.HoldVersion, once=Once("person", "a legal hold on {}"))
RETENTION: Final = FactKind(tables.Retention, tables.RetentionVersion, once=Once("name", "a rule called {}"))
FINAL_REPORT: Final = FactKind(
    tables.FinalReport, tables.FinalReportVersion, once=Once("award", "a final financial report of award {}")
)
DISCLOSURE: Final = FactKind(
    tables.Disclosure, tables.DisclosureVersion, once=Once("kind", "{}, which you have said"), apart=True
)
REQUEST: Final = FactKind(tables.Request, tables.RequestVersion, apart=True)
SHIFT: Final = FactKind(tables.Shift, tables.ShiftVersion)
SHIFT_MEMBER: Final = FactKind(tables.ShiftMember, tables.ShiftMemberVersion)
RESPONSE: Final = FactKind(tables.Response, tables.ResponseVersion)

KINDS: Final = (
    AGENCY,
    PROGRAM,
    MEMBERSHIP,
    ACCOUNT_EVENT,
    PERSON,
    EMPLOYMENT,
    LEAVE,
    ROLE_HELD,
    COURSE,
    APPROVAL,
    COMPLETION,
    HEAD_COUNT,
    ROLE_WORKFORCE,
    CREDENTIAL,
    CREDENTIAL_STATUS,
    ADOPTION,
    IDENTIFIER,
    DOCUMENT,
    AWARD,
    PERSONNEL_LINE,
    PAPER_SENT,
    AWARD_COST,
    REPORT_FIGURES,
    PARTNER,
    PARTNERSHIP,
    ALLOCATION,
    EFFORT,
    PAID_DAY,
    EFFORT_CONFIRMATION,
    PAY_RATE,
    WAIVER,
    EXTENSION,
    EXTENSION_ORDER,
    DUTY_DONE,
    TOKEN,
    SHARE,
    INVITATION,
    ERASURE,
    HOLD,
    RETENTION,
    FINAL_REPORT,
    DISCLOSURE,
    REQUEST,
    SHIFT,
    SHIFT_MEMBER,
    RESPONSE,
)


@dataclass(frozen=True, slots=True)
class Dates:
    """The days a version is true of; an unknown day is marked, never guessed.

    ``through`` unset with ``end_known`` means that there is no end.
    """

    first: date | None
    through: date | None = None
    end_known: bool = True

    @classmethod
    def of(cls, during: Interval) -> Dates:
        """Return the dates of an interval whose ends are both known."""
        return cls(during.start, None if during.end == FOREVER else during.last)

    def columns(self) -> dict[str, object]:
        """Return them as the columns of a version."""
        known = {(True, True): "known", (False, True): "start-unknown", (True, False): "end-unknown"}
        return {
            "valid_from": self.first or BEGINNING,
            "valid_until": FOREVER if self.through is None else day_after(self.through),
            "dating": known.get((self.first is not None, self.end_known), "unknown"),
        }


ALWAYS_TRUE: Final = Dates(BEGINNING)


def known_at(alias: str, parameter: str) -> str:
    """Return the predicate of what was believed at a position: plain comparisons, written once.

    ``alias`` names the version table in the query, ``parameter`` the position (``$2``).
    """
    return f"{alias}.known_from <= {parameter} AND {parameter} < {alias}.known_until"
