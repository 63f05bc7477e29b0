"""An invented quarter at Harbor, with every kind of error planted once; nobody in it exists.

Ines is clean. Ben's yearly training lapsed on 4 August and was done again on 18 August. Hoa was
charged two days to a line that pays for somebody else's role. Renée's waiver was written weeks
after the days it speaks of. D'Andre is inside a grace period. Łukasz's training has no date.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import UTC, date, datetime
from uuid import UUID

from muster.domain.adopting.adoptions import Adoption
from muster.domain.adopting.packs import Pack
from muster.domain.anchors import Anchor, Renewal
from muster.domain.awards import Allocation, Award, PayRate, PersonnelLine, ReportingPeriod
from muster.domain.credentials import Credential, CredentialKind, Proof
from muster.domain.effort import Effort, PaidDay
from muster.domain.facts import Facts
from muster.domain.intervals import Interval, Span
from muster.domain.owing.figures import Figures, FormVersion
from muster.domain.owing.indirect import AwardCost, CostCategory, base
from muster.domain.partnerships import Instrument, Partner, PartnerKind, Partnership
from muster.domain.people import Employment, RoleHeld
from muster.domain.reporting.books import Books, Worker
from muster.domain.reporting.figures_report import FiguresView, Sheet, figures_view
from muster.domain.reporting.grant_report import GrantView, grant_view
from muster.domain.reporting.parts import Proof as Asked
from muster.domain.reporting.parts import TreeShown
from muster.domain.reporting.state_report import Member, Roll, StateView, state_view
from muster.domain.reporting.training_report import Classroom, Taken, TrainingView, training_view
from muster.domain.requirements import Bar, Confidence, Event, Initial, Requirement, Terms
from muster.domain.standing.judged import Judged, Rule, judge
from muster.domain.training import Completion, Course, Payer
from muster.domain.waivers import Waiver
from muster.domain.workforces import RoleWorkforce, Workforce
from muster.rules import packs

SINCE = date(2025, 10, 1)
QUARTER = Interval.through(date(2026, 7, 1), date(2026, 9, 30))
DUE = date(2026, 10, 30)
PROGRAM, OTHER_PROGRAM = UUID(int=1), UUID(int=2)
AWARD, PEERS, MEDICS, CLINICIANS = UUID(int=10), UUID(int=11), UUID(int=12), UUID(int=13)
CRISIS_LINE, POLICE, HOUSING = UUID(int=20), UUID(int=21), UUID(int=22)
WITH_CRISIS_LINE, WITH_POLICE, WITH_HOUSING = UUID(int=30), UUID(int=31), UUID(int=32)
APPROVER = UUID(int=40)
ANOTHER_AWARD = UUID(int=41)
INES, BEN, HOA, RENEE, DANDRE, LUKASZ = (UUID(int=50 + place) for place in range(6))
TREE = TreeShown(433, "9f2c4be0a1d7538864c1f0a2b3d4e5f60718293a4b5c6d7e8f9001122334455a", "3f1c0f0b5c3e7c9f")
ASKED = Asked(QUARTER.last, 412, datetime(2026, 10, 9, 14, 30, tzinfo=UTC), TREE, "specimen")
DAY = 480


def terms(cite: str, **more: object) -> Terms:
    return Terms(date(2020, 1, 1), cite, Confidence.READ, **more)  # type: ignore[arg-type]  # the case says what it means


YEARLY = Requirement(
    "harbor-safety",
    "bloodborne-pathogens",
    "Everyone exposed is trained at first assignment and again within a year of the last training.",
    frozenset({"*"}),
    frozenset({"bloodborne-pathogens"}),
    (),
    (
        terms(
            "29 CFR 1910.1030(g)(2)",
            initial=Initial(Event.ASSIGNMENT, Span()),
            renewal=Renewal(Span(months=12), Anchor.COMPLETION),
            proof=Proof.DOCUMENT_SEEN,
        ),
    ),
    authority="OSHA",
)
CARD = CredentialKind("peer-certification", "Certified Peer Specialist", "Example State")
CERTIFIED = Requirement(
    "example-peer-support",
    "peer-certification",
    "A peer support specialist holds a current peer certification.",
    frozenset({"peer-support-specialist"}),
    frozenset(),
    (CARD,),
    (terms("Example Admin. Code 100-1", grace=Span(days=30)),),
    authority="Example Department of Behavioral Health",
)
CONDITION = Requirement(
    "harbor-award-conditions",
    "suicide-prevention",
    "Everyone paid by the award is trained in suicide prevention within 60 days.",
    frozenset({"*"}),
    frozenset({"suicide-prevention"}),
    (),
    (terms("Award terms, section 4", initial=Initial(Event.ASSIGNMENT, Span(days=60))),),
    authority="Example funder",
)


def pack(requirement: Requirement, title: str, digit: str) -> Pack:
    """Make a pack of one requirement."""
    return Pack(
        requirement.pack,
        title,
        "US",
        requirement.authority,
        Bar.REQUIRED,
        date(2026, 6, 30),
        "https://example.org/rules",
        (requirement,),
        requirement.kinds,
        digit * 64,
    )


PACKS = (
    (Adoption("harbor-safety", "a" * 64, Interval(SINCE)), pack(YEARLY, "Bloodborne pathogens training", "a")),
    (
        Adoption("example-peer-support", "b" * 64, Interval(SINCE), PROGRAM),
        pack(CERTIFIED, "Peer support certification", "b"),
    ),
    (
        Adoption("harbor-award-conditions", "c" * 64, Interval(SINCE), award=AWARD),
        pack(CONDITION, "Conditions of the award", "c"),
    ),
)
THE_AWARD = Award(
    "H79SM099001",
    "Harbor community responders",
    "Substance Abuse and Mental Health Services Administration",
    Interval.through(SINCE, date(2027, 9, 30)),
    "Example State Department of Behavioral Health",
    "93.243",
    1_250_000_00,
    3,
    30,
    AWARD,
)
LINES = (
    PersonnelLine(AWARD, "P-1", "Peer support specialist", "peer-support-specialist", 2_00, 104_000_00, PEERS),
    PersonnelLine(AWARD, "P-2", "Emergency medical technician", "emt", 2_00, 112_000_00, MEDICS),
    PersonnelLine(AWARD, "P-3", "Clinician", "clinician", 1_00, 78_000_00, CLINICIANS),
)
PARTNERS = {
    CRISIS_LINE: Partner("Harbor 988 Center", PartnerKind.CRISIS_LINE, CRISIS_LINE),
    POLICE: Partner("Harbor Police Department", PartnerKind.LAW_ENFORCEMENT, POLICE),
    HOUSING: Partner("Northside Housing", PartnerKind.HOUSING, HOUSING),
}
PARTNERSHIPS = (
    Partnership(
        CRISIS_LINE,
        Instrument.MOU,
        Interval.through(SINCE, date(2027, 9, 30)),
        date(2025, 9, 12),
        AWARD,
        "A team for calls transferred between 10:00 and 22:00",
        WITH_CRISIS_LINE,
    ),
    Partnership(
        POLICE,
        Instrument.MOU,
        Interval.through(date(2026, 7, 1), date(2027, 6, 30)),
        date(2026, 7, 13),
        AWARD,
        "Co-response on request; quarterly review",
        WITH_POLICE,
    ),
    Partnership(HOUSING, Instrument.LETTER, Interval(SINCE), None, AWARD, "", WITH_HOUSING),
)


def weekdays(during: Interval = QUARTER) -> list[date]:
    """Return the days from Monday to Friday."""
    return [day for day in during if day.weekday() < 5]


def worked(
    line: UUID | None,
    days: Iterable[date] | None = None,
    *,
    minutes: int = DAY,
    partnership: UUID | None = WITH_CRISIS_LINE,
) -> list[Effort]:
    """Make the same effort on every day."""
    return [
        Effort(day, minutes, line=line, partnership=partnership, approved_by=APPROVER)
        for day in (weekdays() if days is None else days)
    ]


def trained(on: date | None, topic: str = "bloodborne-pathogens") -> Completion:
    """Make a completion, seen on paper."""
    return Completion(frozenset({topic}), on, 60, Proof.DOCUMENT_SEEN)


def person(role: str, *more: object, program: UUID = PROGRAM) -> Facts:
    """Make somebody clean; ``more`` are completions, credentials and waivers instead of the clean ones."""
    done = [each for each in more if isinstance(each, Completion)] or [trained(date(2026, 6, 15))]
    held = [each for each in more if isinstance(each, Credential)]
    return Facts(
        (RoleHeld(role, program, Interval(SINCE)),),
        (Employment(Interval(SINCE)),),
        (*done, trained(date(2025, 10, 20), "suicide-prevention")),
        tuple(held),
        waivers=tuple(each for each in more if isinstance(each, Waiver)),
    )


def card(through: date) -> Credential:
    """Make a peer's certificate."""
    return Credential("peer-certification", issued_on=SINCE, valid_through=through, proof=Proof.DOCUMENT_SEEN)


def worker(
    who: UUID, name: str, number: str, facts: Facts, efforts: list[Effort], *, cents: int | None = 3150
) -> Worker:
    """Make what is on file: paid for exactly what was worked, allocated to the lines that were charged."""
    lines = sorted({each.line for each in efforts if each.line}, key=str)
    paid: dict[date, int] = {}
    for each in efforts:
        paid[each.on] = paid.get(each.on, 0) + each.minutes
    return Worker(
        who,
        name,
        number,
        facts,
        tuple(efforts),
        tuple(PaidDay(on, minutes) for on, minutes in paid.items()),
        tuple(Allocation(line, 100_00 // len(lines), Interval(SINCE)) for line in lines),
        () if cents is None else (PayRate(cents, Interval(SINCE)),),
    )


def clean() -> tuple[Worker, ...]:
    """Return the same six people with nothing wrong."""
    year = date(2027, 3, 31)
    return (
        worker(INES, "Ines de la Cruz", "1001", person("clinician"), worked(CLINICIANS), cents=3975),
        worker(BEN, "Ben Abdi", "1002", person("emt"), worked(MEDICS), cents=2760),
        worker(HOA, "Hoa Tran", "1003", person("emt"), worked(MEDICS), cents=2805),
        worker(RENEE, "Renée Peña", "1004", person("peer-support-specialist", card(year)), worked(PEERS), cents=2590),
        worker(
            DANDRE, "D'Andre Jackson", "1005", person("peer-support-specialist", card(year)), worked(PEERS), cents=2590
        ),
        worker(LUKASZ, "Łukasz Müller", "1006", person("clinician"), worked(CLINICIANS, minutes=240), cents=3811),
    )


def planted() -> tuple[Worker, ...]:
    """Return the six people, each with what the module says of them."""
    ines, ben, hoa, renee, dandre, lukasz = clean()
    two_days = [date(2026, 9, 2), date(2026, 9, 3)]
    waiver = Waiver(
        "example-peer-support/peer-certification",
        Interval.through(date(2026, 8, 31), date(2026, 9, 30)),
        date(2026, 9, 21),
        "Program director",
    )
    return (
        ines,
        ben._replace(facts=person("emt", trained(date(2025, 8, 3)), trained(date(2026, 8, 18)))),
        hoa._replace(
            efforts=tuple(replace(each, line=PEERS) if each.on in two_days else each for each in hoa.efforts),
        ),
        renee._replace(facts=person("peer-support-specialist", card(date(2026, 7, 31)), waiver)),
        dandre._replace(
            facts=person("peer-support-specialist", card(date(2026, 9, 11))),
            efforts=tuple(
                replace(each, partnership=WITH_POLICE, approved_by=None if each.on == date(2026, 9, 30) else APPROVER)
                for each in dandre.efforts
            ),
        ),
        lukasz._replace(
            facts=person("clinician", trained(None)),
            paid=tuple(replace(each, minutes=300) if each.on == date(2026, 8, 20) else each for each in lukasz.paid),
        ),
    )


def books(workers: tuple[Worker, ...]) -> Books:
    """Return what is on file at Harbor with these people."""
    return Books(
        "Harbor County",
        THE_AWARD,
        LINES,
        PARTNERS,
        PARTNERSHIPS,
        workers,
        PACKS,
        {PROGRAM: "Harbor CRT", OTHER_PROGRAM: "Harbor Night Team"},
    )


def grant(workers: tuple[Worker, ...] | None = None) -> GrantView:
    """Return the grant report of the quarter; of the planted errors unless told otherwise."""
    return grant_view(books(planted() if workers is None else workers), ReportingPeriod(QUARTER, DUE), ASKED)


def figures(form: FormVersion = FormVersion.COMMON, m: int = 0) -> FiguresView:
    """Return the worksheet of the same quarter: the figures and the costs of the worked examples."""
    text = packs.load("us-grants")
    rule, award = text.indirect[0], THE_AWARD
    terms = rule.of(replace(award, awarded_on=date(2024, 10, 1)))
    assert terms is not None
    said = Figures(
        AWARD, QUARTER.last, 330_000_00, 310_000_00, 500_000_00, 310_000_00, 40_000_00, 100_000_00, 60_000_00,
        5_000_00, m, 3_000_00, form,
    )  # fmt: skip
    spent = {
        CostCategory.PAY: 200_000_00, CostCategory.FRINGE: 60_000_00, CostCategory.TRAVEL: 10_000_00,
        CostCategory.EQUIPMENT: 40_000_00, CostCategory.PARTICIPANT_SUPPORT: 15_000_00,
    }  # fmt: skip
    costs = [AwardCost(AWARD, what, cents, QUARTER) for what, cents in spent.items()]
    costs.append(AwardCost(AWARD, CostCategory.SUBAWARD, 120_000_00, QUARTER, "S-1", "Harbor Outreach"))
    adoption = Adoption(text.id, text.digest, Interval(date(2025, 1, 1)))
    sheet = Sheet("Harbor County", award, said, DUE, ((rule, base(terms, costs, QUARTER)),), ((adoption, text),))
    return figures_view(sheet, ASKED)


def training() -> TrainingView:
    """Make the summary of what the award paid for: every reason for counting nothing is there once."""
    suicide, naloxone = UUID(int=70), UUID(int=71)
    paid, elsewhere, by_another = Payer(AWARD), Payer(), Payer(ANOTHER_AWARD)
    on = date(2026, 8, 10)
    clinicians = tuple(UUID(int=80 + place) for place in range(12))
    held = {who: (RoleHeld("clinician", PROGRAM, Interval(SINCE)),) for who in clinicians}
    held |= {HOA: (RoleHeld("driver", PROGRAM, Interval(SINCE)),)}
    taken = (
        *(Taken(suicide, on, 480, paid if place < 8 else by_another, who) for place, who in enumerate(clinicians[:10])),
        Taken(suicide, date(2026, 9, 14), None, paid, clinicians[0]),
        Taken(naloxone, on, 60, paid, None, 25, Workforce.OTHER),
        Taken(naloxone, on, 60, paid, None, 4),
        Taken(naloxone, on, 60, elsewhere, clinicians[10]),
        Taken(naloxone, on, 60, None, clinicians[11]),
        Taken(naloxone, None, 60, paid, clinicians[11]),
        Taken(naloxone, on, 60, paid, HOA),
        Taken(naloxone, on, 60, paid, LUKASZ),
        Taken(naloxone, date(2026, 7, 1), 60, paid, clinicians[10]),
    )
    room = Classroom(
        "Harbor County Crisis Response",
        replace(THE_AWARD, performance=Interval.through(date(2026, 7, 2), THE_AWARD.performance.last)),
        taken,
        held,
        (
            RoleWorkforce("clinician", Workforce.MENTAL_HEALTH, date(2026, 6, 1)),
            RoleWorkforce("dispatcher", Workforce.OTHER, date(2026, 6, 1)),
        ),
        {
            suicide: Course("Suicide prevention for crisis work", frozenset({"suicide-prevention"})),
            naloxone: Course("Overdose reversal", frozenset({"naloxone", "first-aid"})),
        },
        {AWARD: THE_AWARD, ANOTHER_AWARD: replace(THE_AWARD, number="16.745-A7", fact=ANOTHER_AWARD)},
    )
    return training_view(room, QUARTER, ASKED)


def state(workers: tuple[Worker, ...] | None = None) -> StateView:
    """Return the state report of the same quarter."""
    there = planted() if workers is None else workers
    roll = Roll(
        "Harbor County",
        {PROGRAM: "Harbor CRT"},
        tuple(Member(each.person, each.name, each.number, _judged(each), each.efforts) for each in there),
        PACKS,
        PARTNERS,
        PARTNERSHIPS,
        {AWARD: THE_AWARD},
        {each.fact: each for each in LINES if each.fact},
    )
    return state_view(roll, QUARTER, ASKED)


def _judged(worker: Worker) -> tuple[Judged, ...]:
    """Return somebody as judged in each program where they hold a role."""
    return tuple(
        judge(worker.person, program, _rules(program), worker.facts.in_program(program))
        for program in (PROGRAM, OTHER_PROGRAM)
        if any(held.program == program for held in worker.facts.roles)
    )


def _rules(program: UUID) -> list[Rule]:
    return [
        Rule(each, adoption.during) for adoption, pack in PACKS if adoption.binds(program) for each in pack.requirements
    ]
