"""Rosters, payrolls and workbooks as claims, and what is planned of them: a test names only what it is about."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date
from itertools import count
from uuid import UUID

from muster.domain.credentials import CredentialKind
from muster.domain.importing.claims import (
    AllocationClaim,
    AwardClaim,
    Claim,
    CompletionClaim,
    CredentialClaim,
    EffortClaim,
    LineClaim,
    Named,
    PartnershipClaim,
    PersonClaim,
    Reading,
    Spot,
)
from muster.domain.importing.planning.on_file import OnFile
from muster.domain.importing.planning.plan import Kind, Plan, PlanLine, Step, Terms
from muster.domain.importing.planning.planner import planned
from muster.domain.importing.recipe import ConditionSaid, CourseSaid, License, MonthOnly, PaperSaid, Recipe
from muster.domain.programs import Program
from muster.domain.records import OnRecord

TODAY = date(2026, 11, 22)
PROGRAM = UUID(int=7)
FIRST_AID = "aha-heartsaver-first-aid-cpr-aed"
KINDS = {
    "aha-bls": CredentialKind("aha-bls", "BLS", "AHA"),
    FIRST_AID: CredentialKind(FIRST_AID, "First Aid", "AHA"),
}
HARBOR = OnFile(
    programs=[OnRecord(PROGRAM, UUID(int=8), 1, Program(PROGRAM, "Harbor CRT", "America/Chicago"))], kinds=KINDS
)
RECIPE = Recipe(
    month_only=MonthOnly.LAST,
    titles={"RN": ("nurse",), "Team Lead (LCSW)": ("team-lead", "clinician"), "PSS": ("peer-support-specialist",)},
    roles={"LCSW": "clinician", "Peer Support Specialist": "peer-support-specialist"},
    courses={
        "Narcan": CourseSaid(("naloxone-administration",)),
        "De-escalation 8hr": CourseSaid(("de-escalation",), 480),
    },
    papers={
        "CPR/FA exp.": PaperSaid(FIRST_AID),
        "EMT / Lic # + exp": PaperSaid("", {"RN": "rn-license"}),
    },
    conditions={"de-escalation": ConditionSaid(("de-escalation",)), "first aid/CPR": ConditionSaid((), (FIRST_AID,))},
    licenses={"LCSW": License("lcsw-license", "Clinical social work license", "The state's board")},
)

_rows = count(2)


def at(file: str = "roster.csv", row: int | None = None) -> Spot:
    """Return a place of its own."""
    return Spot(file, "", next(_rows) if row is None else row)


def named(name: str = "", number: str = "", email: str = "", *, lossy: bool = False) -> Named:
    """Name somebody as a row does."""
    return Named(number, email, name, lossy)


HOA = named("Hoa Tran", "01001", "htran@example.org")
BEN = named("Ben Müller", "01007", "bmüller@example.org")
UMA = named("Uma Okafor", "01005")


def person(who: Named = HOA, **more: object) -> PersonClaim:
    """Say that a roster has somebody, hired in 2024."""
    said = {"title": "RN", "hired_on": date(2024, 4, 18), "program": "Harbor CRT", **more}
    return PersonClaim(at(), who, **said)  # type: ignore[arg-type]


def completion(
    who: Named = HOA, course: str = "Narcan", on: date | None = date(2026, 1, 5), **more: object
) -> CompletionClaim:
    """Say that somebody completed a course."""
    return CompletionClaim(at("tracker.xlsx"), who, course, on, **more)  # type: ignore[arg-type]


def card(
    who: Named = HOA, paper: str = "CPR/FA exp.", through: date | None = date(2027, 5, 31), **more: object
) -> CredentialClaim:
    """Say that somebody holds a card."""
    return CredentialClaim(at("tracker.xlsx"), who, paper, through=through, **more)  # type: ignore[arg-type]


def award(number: str = "H79", **more: object) -> AwardClaim:
    """Say that there is an award, for 2026 and 2027."""
    said = {"title": "Crisis", "funder": "SAMHSA", "first": date(2026, 1, 1), "last": date(2027, 12, 31), **more}
    return AwardClaim(at("awards.xlsx"), number, **said)  # type: ignore[arg-type]


def line(code: str = "A1", role: str = "LCSW", number: str = "H79") -> LineClaim:
    """Say that an award has a line."""
    return LineClaim(at("awards.xlsx"), number, code, "Crisis Clinician", role, 200, 17_600_000)


def paper(
    partner: str = "Harbor 911", kind: str = "Dispatch", instrument: str = "MOU", **more: object
) -> PartnershipClaim:
    """Say that there is a partnership."""
    return PartnershipClaim(at("awards.xlsx"), partner, kind, instrument, date(2026, 1, 1), **more)  # type: ignore[arg-type]


def share(who: Named = HOA, percent: int = 50, **more: object) -> AllocationClaim:
    """Say that a share of somebody's time is meant for a line, over 2026."""
    said = {"award": "H79", "line": "A1", "first": date(2026, 1, 1), "last": date(2026, 12, 31), **more}
    return AllocationClaim(at("awards.xlsx"), who, percent_hundredths=percent * 100, **said)  # type: ignore[arg-type]


def hours(who: Named = HOA, number: float = 8, on: date = date(2026, 7, 1), **more: object) -> EffortClaim:
    """Say that somebody worked so long on a day, for a line."""
    said = {"award": "H79", "line": "A1", **more}
    return EffortClaim(at("payroll.csv"), who, on, int(number * 60), **said)  # type: ignore[arg-type]


def reading(*claims: Claim, file: str = "a file") -> Reading:
    """Return a file that says these things."""
    return Reading(file, claims)


def ids() -> Iterator[UUID]:
    """Return ids, always the same ones."""
    return (UUID(int=each) for each in count(1000))


_more = ids()


def plan(*claims: Claim, on: OnFile = HARBOR, recipe: Recipe = RECIPE, today: date = TODAY) -> Plan:
    """Plan what these claims, in one file, would do."""
    return planned([reading(*claims)], on, recipe, today=today, ids=lambda: next(_more))


def after(done: Plan, on: OnFile = HARBOR) -> OnFile:
    """Return what is on record once a plan is carried out."""
    lists: dict[Kind, tuple[str, list[OnRecord[object]]]] = {
        kind: (name, list(getattr(on, name))) for kind, name in _LISTS.items()
    }
    terms = dict(on.terms)
    for write in done.writes:
        if isinstance(write.value, Terms):
            adoption = write.value.adoption
            assert adoption.award
            terms[adoption.award] = (OnRecord(write.fact, UUID(int=1), 1, adoption), write.value.text)
            continue
        there = lists[write.kind][1]
        there[:] = [each for each in there if each.fact != write.fact]
        if write.value is not None:
            there.append(OnRecord(write.fact, next(_more), done.position + 1, write.value, write.person))
    return replace(on, position=done.position + 1, terms=terms, **dict(lists.values()))  # type: ignore[arg-type]


_LISTS = {
    Kind.PERSON: "people",
    Kind.IDENTIFIER: "identifiers",
    Kind.EMPLOYMENT: "employments",
    Kind.ROLE: "roles",
    Kind.PAY_RATE: "rates",
    Kind.COURSE: "courses",
    Kind.COMPLETION: "completions",
    Kind.CREDENTIAL: "credentials",
    Kind.AWARD: "awards",
    Kind.LINE: "lines",
    Kind.PARTNER: "partners",
    Kind.PARTNERSHIP: "partnerships",
    Kind.ALLOCATION: "allocations",
    Kind.EFFORT: "efforts",
    Kind.PAID_DAY: "paid_days",
}


def of(done: Plan, kind: Kind) -> list[PlanLine]:
    """Return the lines of one kind."""
    return [each for each in done.lines if each.kind is kind]


def steps(done: Plan, kind: Kind) -> list[Step]:
    """Return what becomes of each line of one kind."""
    return [each.step for each in of(done, kind)]


def only(done: Plan, step: Step) -> PlanLine:
    """Return the only line that takes this step."""
    (found,) = [each for each in done.lines if each.step is step]
    return found


def moved(done: Plan) -> int:
    """Return how many lines add or change anything."""
    return done.total(Step.CREATE, Step.UPDATE)


def values(done: Plan, kind: Kind) -> Sequence[object]:
    """Return what a plan writes of one kind."""
    return [each.value for each in done.writes if each.kind is kind]
