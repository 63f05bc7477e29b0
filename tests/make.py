"""Facts with dull defaults: a test names only what it is about. No randomness, but in ids."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Final
from uuid import UUID, uuid4

from muster.domain.access import EVERYBODY, Principal, Scope
from muster.domain.accounts.sessions import Session
from muster.domain.approvals import Approval
from muster.domain.awards import Allocation, Award, PayRate, PersonnelLine
from muster.domain.classes import Class
from muster.domain.credentials import Credential, End, Proof, StatusEvent
from muster.domain.effort import Effort
from muster.domain.extensions import Extension, Order
from muster.domain.head_counts import HeadCount
from muster.domain.intervals import Interval, Span
from muster.domain.leave import Leave
from muster.domain.owing.figures import Figures
from muster.domain.owing.indirect import AwardCost, CostCategory
from muster.domain.owing.papers import PaperKind, PaperSent
from muster.domain.partnerships import Instrument, Partner, PartnerKind, Partnership
from muster.domain.people import Employment, Identity, RoleHeld
from muster.domain.privacy.retention import After, Of, Rule
from muster.domain.program_duties import DutyDone
from muster.domain.requirements import Confidence
from muster.domain.responses import Backup, Dispatcher, Place, Response
from muster.domain.reviewing.confirmations import Basis, Confirmation, Share
from muster.domain.teams.shifts import Outing, Shift
from muster.domain.training import Completion, Course, Mode
from muster.domain.waivers import Waiver
from muster.domain.workforces import RoleWorkforce, Workforce

LONG_AGO = date(2024, 1, 1)
NOWHERE = UUID(int=0)
SENT_AT = datetime(2026, 11, 20, 21, 4, tzinfo=UTC)


def everybody(by: Principal) -> Scope:
    """Make a scope that reaches everybody, for looking past the services."""
    return replace(by.scope, reach=EVERYBODY)


def identity(name: str = "Ines de la Cruz", **more: object) -> Identity:
    """Make what names a person."""
    return Identity(name, **more)  # type: ignore[arg-type]  # the test says what it means


def employment(start: date = LONG_AGO) -> Employment:
    """Make an employment without an end."""
    return Employment(Interval(start))


def leave(first: date = date(2018, 3, 5), through: date = date(2018, 4, 27)) -> Leave:
    """Make a leave of some weeks, long ago."""
    return Leave(Interval.through(first, through))


def confirmation(signed_by: UUID, line: UUID | None = None, start: date = date(2018, 6, 4)) -> Confirmation:
    """Make what somebody signed of a week long ago: all of it was for one line, or for no award."""
    during = Interval(start, start + timedelta(days=7))
    return Confirmation(during, Basis.PERCENTAGES, (Share(line, 100_00),), "As I worked.", signed_by, during.end)


def role(role: str = "emt", program: UUID = NOWHERE, start: date = LONG_AGO) -> RoleHeld:
    """Make a role held without an end."""
    return RoleHeld(role, program, Interval(start))


def course(title: str = "Bloodborne pathogens", *topics: str, minutes: int | None = 60) -> Course:
    """Make a course of one hour."""
    return Course(title, frozenset(topics or {"bloodborne-pathogens"}), "Harbor Academy", minutes, Mode.IN_PERSON)


def completion(
    course: UUID | None = None,
    on: date | None = date(2026, 1, 5),
    *,
    minutes: int | None = 60,
    topic: str = "",
) -> Completion:
    """Make a completion, seen on paper."""
    topics = frozenset({topic or "bloodborne-pathogens"})
    return Completion(topics, on, minutes, Proof.DOCUMENT_SEEN, course, Mode.IN_PERSON)


def held(course: UUID, on: date = date(2026, 2, 3)) -> Class:
    """Make a class of one hour, seen on paper."""
    return Class(course, on, 60, Mode.IN_PERSON, Proof.DOCUMENT_SEEN)


def head_count(course: UUID, on: date = date(2026, 2, 3), people: int = 25) -> HeadCount:
    """Make a count of people outside mental health, of whom nobody has said who paid."""
    return HeadCount(course, on, people, Workforce.OTHER, 60)


def workforce(role: str = "clinician", of: Workforce = Workforce.MENTAL_HEALTH) -> RoleWorkforce:
    """Make what is said of a role."""
    return RoleWorkforce(role, of, date(2026, 1, 5))


def credential(
    kind: str = "emt",
    *,
    issued_on: date | None = date(2025, 3, 1),
    valid_through: date | None = date(2027, 3, 31),
    end: End = End.PRINTED,
    statuses: tuple[StatusEvent, ...] = (),
) -> Credential:
    """Make a card, seen on paper."""
    return Credential(
        kind,
        issued_on=issued_on,
        valid_from=issued_on,
        valid_through=valid_through,
        end=end,
        number="E-100",
        jurisdiction="US",
        proof=Proof.DOCUMENT_SEEN,
        statuses=statuses,
    )


def allocation(
    line: UUID = NOWHERE,
    percent_hundredths: int = 40_00,
    *,
    start: date = date(2026, 10, 1),
    through: date = date(2027, 9, 30),
) -> Allocation:
    """Make a share of somebody's time, for the year of the award."""
    return Allocation(line, percent_hundredths, Interval.through(start, through))


def effort(on: date = date(2026, 11, 20), minutes: int = 240, *, line: UUID | None = None) -> Effort:
    """Make half a day's work, charged to no award."""
    return Effort(on, minutes, line=line)


def approval(course: UUID, authority: str = "WA HCA", start: date = LONG_AGO, through: date | None = None) -> Approval:
    """Make an approval of a course, for all that it teaches."""
    return Approval(course, authority, Interval.through(start, through) if through else Interval(start))


OWED: Final = """
id = "owed"
title = "What a program owes"
jurisdiction = "US"
authority = "Example"
kind = "required"
reviewed_on = 2026-11-22
source = "https://example.org"

[[duty]]
id = "plan"
says = "The program reviews its plan every year."

[[duty.terms]]
effective = 2020-01-01
renewal = { every = "1 year", anchor = "completion" }
confidence = "read"
cite = "Example Code 1"
"""


def duty_done(program: UUID, duty: str = "owed/plan", on: date = date(2026, 6, 30)) -> DutyDone:
    """Make a duty that a program did."""
    return DutyDone(program, duty, on, "ab" * 32, "Binder 4")


def waiver(
    requirement: str = "us-osha-bbp/annual-training",
    *,
    start: date = date(2026, 11, 2),
    through: date = date(2027, 1, 31),
    granted_on: date = date(2026, 11, 2),
) -> Waiver:
    """Make a waiver of some weeks, granted before they began."""
    return Waiver(requirement, Interval.through(start, through), granted_on, "State EMS office")


def extension(
    requirement: str = "us-osha-bbp/annual-training",
    *,
    moves: date = date(2026, 11, 1),
    through: date = date(2027, 1, 31),
    granted_on: date = date(2026, 11, 2),
) -> Extension:
    """Make an extension of some weeks."""
    return Extension(requirement, moves, through, granted_on, "State EMS office")


def order(
    number: str = "2026-14",
    requirement: str = "us-osha-bbp/annual-training",
    *,
    first: date = date(2026, 9, 1),
    last: date = date(2026, 12, 31),
    through: date = date(2027, 3, 31),
    granted_on: date = date(2026, 11, 2),
    program: UUID | None = None,
) -> Order:
    """Make an order about a requirement: what is due in these months runs through a later day."""
    window = Interval.through(first, last)
    return Order(number, "State EMS office", granted_on, window, through, requirement, program=program)


def outing(start: datetime = datetime(2026, 11, 22, 12, tzinfo=UTC), hours: int = 8, **more: frozenset[str]) -> Outing:
    """Make eight hours of the day that the cast lives in, begun three hours before they are asked about."""
    return Outing(start, start + timedelta(hours=hours), **more)


def response(program: UUID, at: datetime = SENT_AT, **more: object) -> Response:
    """Make a response that the 988 hub sent to a town, and that was there after 23 minutes."""
    said = {"en_route_after": 4, "arrived_after": 23, "backup": Backup.NONE} | more
    return Response(program, at, Dispatcher.HUB, Place.URBAN, **said)  # type: ignore[arg-type]


def shift(program: UUID, plan: Outing | None = None, *, team: str = "mobile-crisis", **more: object) -> Shift:
    """Make a shift of a mobile crisis team."""
    return Shift(program, team, plan or outing(), **more)  # type: ignore[arg-type]  # as above


def retention_rule(name: str = "county-schedule", keep: Span = Span(months=84)) -> Rule:  # noqa: B008 - never changed
    """Make a rule of an agency's own that keeps time cards for seven years."""
    return Rule(
        name,
        frozenset({Of.EFFORT}),
        After.LAST_ENTRY,
        keep,
        "Time cards are kept for seven years.",
        "County records schedule 12",
        Confidence.READ,
        date(2026, 11, 22),
        own=True,
    )


def pay_rate(start: date = LONG_AGO, cents_per_hour: int = 28_50) -> PayRate:
    """Make an hourly rate without an end."""
    return PayRate(cents_per_hour, Interval(start))


def award(number: str = "CR-2026-0417", *, start: date = date(2026, 10, 1), through: date = date(2027, 9, 30)) -> Award:
    """Make an award of one year that wants a report every quarter, thirty days later."""
    performance = Interval.through(start, through)
    return Award(number, "Crisis response", "SAMHSA", performance, report_months=3, report_due_days=30)


def paper_sent(award: UUID, of_end: date = date(2027, 9, 30)) -> PaperSent:
    """Make a request for more time, about an award of one year."""
    return PaperSent(award, PaperKind.EXTENSION_REQUEST, of_end, date(2026, 11, 20), "Letter 7", "ab" * 32)


def award_cost(award: UUID, cents: int = 120_000_00) -> AwardCost:
    """Make what was spent of an award on a subaward, in its first month."""
    month = Interval.through(date(2026, 10, 1), date(2026, 10, 31))
    return AwardCost(award, CostCategory.SUBAWARD, cents, month, "S-1", "Harbor Outreach")


def figures(award: UUID, through: date = date(2027, 9, 30)) -> Figures:
    """Make the figures of a report: those of the worked example."""
    return Figures(award, through, 330_00, 310_00, 500_00, 310_00, 40_00, 100_00, 60_00, 5_00, 0, 3_00)


def line(award: UUID = NOWHERE, code: str = "P-1", role: str = "peer-support") -> PersonnelLine:
    """Make a position that an award pays for."""
    return PersonnelLine(award, code, "Peer responder", role)


def partner(name: str = "Harbor County 911") -> Partner:
    """Make a dispatch center."""
    return Partner(name, PartnerKind.DISPATCH)


def partnership(
    partner: UUID = NOWHERE,
    *,
    start: date = date(2026, 10, 1),
    signed_on: date | None = date(2026, 9, 15),
    award: UUID | None = None,
) -> Partnership:
    """Make a memorandum without an end, signed before it began."""
    return Partnership(partner, Instrument.MOU, Interval(start), signed_on, award)


def session(
    account: UUID,
    agency: UUID | None,
    *,
    at: datetime,
    half: bool = False,
    second: bool = False,
    idle: timedelta = timedelta(minutes=30),
    whole: timedelta = timedelta(days=3650),
    browser: str = "Firefox, Linux",
) -> Session:
    """Make a session that ends late: the database sweeps away what is over by its own clock, which runs on."""
    return Session(uuid4(), account, agency, half, second, at, at, idle, at + whole, browser)
