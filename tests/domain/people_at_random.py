"""Small nasty people and the requirements that bind them, for hypothesis.

Every case has a palette of a few days, and almost every date in it is one of them or a short,
meaningful distance away, so that ends meet beginnings, records fall on the day of a deadline or
one day beside it, and two things happen on one day.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Final, TypeVar
from uuid import UUID

from hypothesis import strategies as st

from muster.domain.anchors import Anchor, BirthMonth, MonthDay, Parity, Renewal
from muster.domain.approvals import Approval
from muster.domain.credentials import Credential, CredentialKind, End, KindOf, Proof, Renewing, Status, StatusEvent
from muster.domain.duties import Eased, Exemption, Part, Prior
from muster.domain.extensions import Extension, Order
from muster.domain.facts import Facts
from muster.domain.intervals import FOREVER, Interval, Span
from muster.domain.leave import Leave, OnLeave
from muster.domain.people import Employment, EmploymentKind, RoleHeld
from muster.domain.requirements import Confidence, Event, Initial, Requirement, Terms, VersionBy
from muster.domain.standing.engine import timeline
from muster.domain.training import Completion
from muster.domain.waivers import Waiver

PROGRAM: Final = UUID(int=1)
LONG_AGO: Final = date(1992, 3, 6)
EARLIEST: Final = date(2024, 1, 1)
LATEST: Final = date(2027, 12, 31)

# Month ends, the leap day, the turn of a year, both sides of each.
EDGES: Final = (
    date(2024, 1, 31),
    date(2024, 2, 28),
    date(2024, 2, 29),
    date(2024, 3, 1),
    date(2024, 12, 31),
    date(2025, 1, 1),
    date(2025, 2, 28),
    date(2025, 3, 31),
    date(2025, 6, 30),
    date(2025, 7, 1),
    date(2026, 1, 31),
    date(2026, 2, 28),
    date(2027, 3, 1),
)
STEPS: Final = (0, 0, 0, 0, 1, 1, -1, -1, 2, 28, 29, 30, 31, 32, -30, 60, 90, 91, 365, 366, -90)
SOON_AFTER: Final = (1, 14, 20, 27, 28, 29, 30, 31, 32, 0)

SPANS: Final = tuple(map(Span.parse, ("30 days", "1 month", "30 days", "1 day", "2 months", "1 year")))
GRACES: Final = (None, None, None, *map(Span.parse, ("1 day", "30 days", "1 month")))
WITHINS: Final = (None, *map(Span.parse, ("0 days", "1 day", "30 days", "1 month")))
WINDOWS: Final = tuple(map(Span.parse, ("90 days", "30 days", "1 day", "0 days")))
YEARLY: Final = tuple(map(MonthDay.parse, ("02-29", "03-31", "06-30", "12-31", "01-01")))
ROLLS: Final = (None, *map(MonthDay.parse, ("07-01", "02-29", "03-31")))

LOOKBACKS: Final = tuple(map(Span.parse, ("1 month", "90 days", "30 days", "1 year", "0 days")))

# What eases hours and shows the first service; people hold it as they hold the other cards.
PAPER: Final = CredentialKind("paper", "paper", "Example Issuer", KindOf.ATTESTATION)
HERSELF: Final = UUID(int=2)
ANOTHER: Final = UUID(int=3)
ELSEWHERE: Final = "operated-elsewhere"

Draw = st.DrawFn
T = TypeVar("T")


@dataclass(frozen=True)
class Case:
    """One requirement, one person."""

    requirement: Requirement
    facts: Facts


def near(palette: tuple[date, ...], by: tuple[int, ...] = STEPS) -> st.SearchStrategy[date]:
    """Draw a day of the palette, or one a short step from it."""
    steps = st.sampled_from(by).map(lambda step: timedelta(days=step))
    moved = st.builds(lambda day, step: day + step, st.sampled_from(palette), steps)
    return moved.map(lambda day: min(max(day, EARLIEST), LATEST))


def several(each: st.SearchStrategy[T], sizes: tuple[int, ...]) -> st.SearchStrategy[list[T]]:
    """Draw a few; how many is as likely as its place in ``sizes``."""
    return st.sampled_from(sizes).flatmap(lambda size: st.lists(each, min_size=size, max_size=size))


def palettes() -> st.SearchStrategy[tuple[date, ...]]:
    """Draw the few days that a case is about."""
    return several(st.sampled_from(EDGES), (1, 1, 2, 3)).map(tuple)


@st.composite
def renewals(draw: Draw) -> Renewal:
    """Draw a renewal by any anchor."""
    every, anchor = draw(st.sampled_from(SPANS)), draw(st.sampled_from((*Anchor, *(Anchor.PREVIOUS_EXPIRY,) * 3)))
    match anchor:
        case Anchor.FIXED_DATE:
            return Renewal(every, anchor, on=draw(st.sampled_from(YEARLY)), rolls_from=draw(st.sampled_from(ROLLS)))
        case Anchor.PERIOD_END:
            yearly = Renewal(every, anchor, on=draw(st.sampled_from(YEARLY)))
            halves = replace(yearly, also_on=draw(st.sampled_from((None, *YEARLY))))
            unsettled = replace(halves, unsettled_from=MonthDay(8, 1), unsettled_through=MonthDay(12, 31))
            return draw(st.sampled_from((halves, halves, unsettled)))
        case Anchor.PREVIOUS_EXPIRY:
            return Renewal(every, anchor, window=draw(st.sampled_from((every, *WINDOWS))))
        case Anchor.BIRTH_MONTH:
            day = draw(st.sampled_from((None, 1, 15, 31)))
            return Renewal(every, anchor, day=day, parity=draw(st.sampled_from(Parity)))
        case _:
            return Renewal(every, anchor)


@st.composite
def kinds(draw: Draw, name: str) -> CredentialKind:
    """Draw a kind of card: at times with a rule, and at times with the window in which it may be renewed."""
    yearly = st.sampled_from((None, *YEARLY, MonthDay(7, 15)))
    renews = Renewing(opens=draw(yearly), late_through=draw(yearly))
    return CredentialKind(
        name,
        name,
        "Example Issuer",
        validity=draw(renewals() | renewals() | st.none()),
        renews=draw(st.sampled_from((None, renews, renews))),
    )


@st.composite
def initials(draw: Draw) -> Initial | None:
    """Draw an initial deadline, or none."""
    if draw(st.booleans()):
        return None
    event = draw(st.sampled_from((Event.HIRE, Event.HIRE, Event.ASSIGNMENT, Event.ASSIGNMENT, *Event)))
    return Initial(
        event,
        draw(st.sampled_from(WITHINS)),
        shown_by=PAPER if event is Event.FIRST_SERVICE else None,
        at_application=event is Event.HIRE and draw(st.sampled_from((False, False, False, True))),
    )


@st.composite
def priors(draw: Draw) -> Prior:
    """Draw credit for what was done before hire."""
    left_out = draw(st.sampled_from((frozenset[str](), frozenset(["naloxone"]), frozenset(["first-aid"]))))
    return Prior(
        draw(st.sampled_from((*LOOKBACKS, None))), left_out, draw(st.sampled_from((None, None, Proof.DOCUMENT_SEEN)))
    )


@st.composite
def what_leave_does(
    draw: Draw, minutes: int | None, initial: Initial | None, renewal: Renewal | None
) -> OnLeave | None:
    """Draw one of the things that leave can do to such terms, or nothing."""
    by_length = renewal is not None and renewal.anchor is Anchor.COMPLETION
    can = [OnLeave.PRO_RATE] * (minutes is not None and by_length)
    can += [OnLeave.PAUSE] * (initial is not None and initial.within is not None)
    return draw(st.sampled_from((*can, *can, None)))


@st.composite
def leaves(draw: Draw, palette: tuple[date, ...]) -> tuple[Leave, ...]:
    """Draw up to two leaves, which may touch and never overlap."""
    edges = sorted(set(draw(several(near(palette), (0, 2, 2, 3, 4)))))
    pairs = {2: [(0, 1)], 3: [(0, 1), (1, 2)], 4: [(0, 1), (2, 3)]}.get(len(edges), [])
    return tuple(Leave(Interval(edges[one], edges[two])) for one, two in draw(st.permutations(pairs)))


@st.composite
def requirements(draw: Draw, palette: tuple[date, ...]) -> Requirement:
    """Draw a requirement with one to three terms, at times with a gap between them."""
    topics, many = draw(st.sampled_from(((1, 0), (1, 1), (1, 0), (2, 1), (0, 1), (2, 2))))
    version_by = draw(st.sampled_from((VersionBy.SERVICE_DATE, VersionBy.HIRE_DATE)))
    first = draw(st.sampled_from((LONG_AGO, LONG_AGO, LONG_AGO, draw(near(palette)))))
    later = draw(several(near(palette), (0, 1, 0, 1, 2)))
    starts = sorted({first, *later})
    ends = [
        *starts[1:],
        draw(st.sampled_from((FOREVER, FOREVER, FOREVER, max(*starts, EARLIEST) + timedelta(days=400)))),
    ]
    each_needed = (topics, many) in {(2, 1), (2, 2)} and draw(st.booleans())
    unread = draw(st.sampled_from((False,) * 17 + (True,)))
    hours = None if each_needed else draw(st.sampled_from((120, None)))
    terms: list[Terms] = []
    for start, end in zip(starts, ends, strict=True):
        gap = draw(st.sampled_from((0, 0, 0, 1))) if end != FOREVER and (end - start).days > 1 else 0
        minutes = None if each_needed else draw(st.sampled_from((hours, hours, hours, 60, None)))
        initial = draw(initials())
        renewal = draw(renewals() | renewals() | renewals() | st.none())
        terms.append(
            Terms(
                effective=start,
                until=end - timedelta(days=gap),
                cite="Example Code 1",
                confidence=draw(st.sampled_from((*(Confidence.READ,) * 6, *Confidence))),
                version_by=version_by,
                initial=initial,
                renewal=renewal,
                minutes=minutes,
                grace=draw(st.sampled_from(GRACES)),
                proof=draw(st.sampled_from((None, None, None, Proof.DOCUMENT_SEEN, Proof.SOURCE_CHECKED))),
                prior=draw(st.none() | st.none() | priors()),
                eased=Eased(PAPER, 30) if minutes and draw(st.sampled_from((False, False, True))) else None,
                interim="beside somebody who has" if initial and draw(st.sampled_from((False, False, True))) else "",
                exemption=Exemption(ELSEWHERE, "Example Code 2")
                if draw(st.sampled_from((False,) * 4 + (True,)))
                else None,
                approved_by=draw(st.sampled_from((*("",) * 4, "WA HCA"))),
                by_another=draw(st.sampled_from((*(False,) * 4, True))),
                leave=draw(what_leave_does(minutes, initial, renewal)),
            )
        )
    cards = tuple(draw(kinds(each)) for each in ["card", "license"][:many])
    parts = (Part(frozenset(["naloxone"]), cards[1:]), Part(frozenset(["first-aid"]), cards[:1])) if each_needed else ()
    bound = (frozenset[EmploymentKind](),) * 3
    return Requirement(
        pack="example",
        id="at-random",
        says="Somebody who holds the role has done it.",
        roles=frozenset(draw(st.sampled_from((["peer"], ["peer"], ["peer", "clinician"], ["*"])))),
        topics=frozenset([] if unread else ["naloxone", "first-aid"][:topics]),
        kinds=() if unread and draw(st.booleans()) else cards,
        terms=tuple(terms),
        parts=() if unread else parts,
        unread="The list was cut off." if unread else "",
        employed=draw(st.sampled_from((*bound, frozenset([EmploymentKind.VOLUNTEER])))),
        applied_on=draw(st.none() | near(palette)),
        circumstances=frozenset(draw(st.sampled_from(([], [], [], [ELSEWHERE])))),
    )


@st.composite
def validities(draw: Draw, palette: tuple[date, ...]) -> Interval:
    """Draw an interval, open more often than not."""
    one, two, kind = draw(near(palette)), draw(near(palette)), draw(st.sampled_from(("early", "open", "closed")))
    match kind:
        case "early":
            return Interval(EARLIEST)
        case "closed" if one != two:
            return Interval(min(one, two), max(one, two))
        case _:
            return Interval(one)


@st.composite
def employments(draw: Draw, palette: tuple[date, ...]) -> tuple[Employment, ...]:
    """Draw up to two employments, which may touch and never overlap."""
    edges = sorted(set(draw(several(near(palette), (0, 1, 1, 2, 3, 4)))))
    match edges:
        case [one]:
            spans = [Interval(one)]
        case [one, two]:
            spans = [Interval(one, two), *draw(st.sampled_from(([], [Interval(two)])))]
        case [one, two, three]:
            spans = [Interval(one, two), Interval(three)]
        case [one, two, three, four]:
            spans = [Interval(one, two), Interval(three, four)]
        case _:
            spans = draw(st.sampled_from(([Interval(EARLIEST)], [])))
    how = st.sampled_from((*(EmploymentKind.EMPLOYEE,) * 3, EmploymentKind.VOLUNTEER))
    return tuple(Employment(span, draw(how)) for span in draw(st.permutations(spans)))


PROOFS: Final = (*(Proof.SOURCE_CHECKED,) * 9, Proof.DOCUMENT_SEEN, *Proof)


@st.composite
def approvals(draw: Draw, on: date, palette: tuple[date, ...]) -> Approval:
    """Draw what an authority says of a course: often of one topic, and of days about the day it was completed."""
    one, two = draw(near((on,), (0, 1, 0, -1))), draw(near((on,), (1, 31)) | near(palette))
    return Approval(
        None,
        draw(st.sampled_from(("WA HCA", "wa  hca", "WA HCA", "WA DOH"))),
        Interval(min(one, two), max(one, two)) if one != two and draw(st.booleans()) else Interval(min(one, two)),
        draw(st.sampled_from((frozenset[str](), frozenset(["naloxone"]), frozenset(["first-aid"])))),
    )


@st.composite
def completions(draw: Draw, palette: tuple[date, ...]) -> tuple[Completion, ...]:
    """Draw a few completions, often one soon after another; day or hours may not be on file."""
    found: list[Completion] = []
    for _ in range(draw(st.sampled_from((2, 3, 1, 4, 0)))):
        before = [done.completed_on for done in found if done.completed_on]
        follows = bool(before) and draw(st.sampled_from((True, True, False)))
        day = draw(near((before[-1],), SOON_AFTER) if follows else near(palette))
        topics = draw(st.sampled_from((*[["naloxone"]] * 5, ["naloxone", "first-aid"], ["first-aid"], ["cpr"])))
        found.append(
            Completion(
                frozenset(topics),
                draw(st.sampled_from((*(day,) * 6, None))),
                minutes=draw(st.sampled_from((60, 120, 60, 30, 120, 60, None))),
                proof=draw(st.sampled_from(PROOFS)),
                approvals=tuple(draw(several(approvals(day, palette), (1, 1, 0, 2)))),
                approved_by=draw(st.sampled_from((None, None, ANOTHER, HERSELF))),
            )
        )
    return tuple(found)


@st.composite
def statuses(draw: Draw, palette: tuple[date, ...]) -> tuple[StatusEvent, ...]:
    """Draw what an issuer did to a card: often nothing, often something that it took back soon after."""
    suspended, revoked, reinstated = Status.SUSPENDED, Status.REVOKED, Status.REINSTATED
    acts = draw(
        st.sampled_from(
            (
                (),
                (suspended, reinstated),
                (revoked, reinstated),
                (revoked,),
                (suspended,),
                (suspended, revoked),
                (revoked, suspended),
                (reinstated, suspended, revoked),
                (suspended, reinstated, revoked),
            )
        )
    )
    day = draw(near(palette))
    steps = [draw(st.sampled_from((1, 30, 0, 7, -1))) for _ in acts]
    events = [StatusEvent(day + timedelta(days=sum(steps[:place])), act) for place, act in enumerate(acts)]
    return tuple(draw(st.permutations(events)))


@st.composite
def credentials(draw: Draw, palette: tuple[date, ...]) -> Credential:
    """Draw a credential; its start, its end or both may not be on file."""
    days = near(palette)
    issued, valid_from, earned = draw(
        st.sampled_from(
            ((1, 0, 0), (1, 0, 0), (0, 1, 0), (0, 0, 1), (1, 1, 0), (1, 0, 1), (0, 1, 1), (0, 0, 0), (0, 0, 0))
        )
    )
    no_start = not (issued or valid_from or earned)
    end = draw(st.sampled_from((End.PRINTED, End.PRINTED if no_start else End.UNKNOWN, *End)))
    issued_on = draw(days) if issued else None
    earned_on = draw(days) if earned else None
    starts = draw(days) if valid_from else None
    through = draw(days) if end is End.PRINTED else None
    first = starts or issued_on or earned_on
    return Credential(
        kind=draw(st.sampled_from(("card", "card", "card", "card", "license", "paper", "library-card"))),
        issued_on=issued_on,
        valid_from=starts,
        earned_on=earned_on,
        valid_through=max(first, through) if first and through else through,
        end=end,
        proof=draw(st.sampled_from(PROOFS)),
        statuses=draw(statuses(palette)),
    )


@st.composite
def renewed(draw: Draw, palette: tuple[date, ...]) -> list[Credential]:
    """Draw a card that does not say its end, with the one before it, which ended about then, or perhaps without."""
    issued = draw(near(palette))
    last = issued + timedelta(days=draw(st.sampled_from((0, 1, -1, 20, 45, -20, 90, 200, -200))))
    ends = [clipped for day in (*YEARLY, MonthDay(7, 15)) if (clipped := day.on_or_after(last)) <= LATEST]
    last = draw(st.sampled_from((last, *ends, *ends)))
    begun = draw(st.sampled_from((last - timedelta(days=365), None)))
    before = Credential("card", begun, None, last, proof=draw(st.sampled_from(PROOFS)))
    now = Credential("card", issued, end=End.UNKNOWN, proof=draw(st.sampled_from(PROOFS)))
    return draw(st.sampled_from(([before, now], [now, before], [now])))


@st.composite
def waivers(draw: Draw, palette: tuple[date, ...]) -> Waiver:
    """Draw a waiver of some days, granted before, within or after them."""
    during = draw(validities(palette))
    granted_on = draw(st.sampled_from((during.start, during.start, draw(near(palette)))))
    name = draw(st.sampled_from(("example/at-random", "example/at-random", "example/another")))
    return Waiver(name, during, granted_on, "Example Office")


@st.composite
def people(draw: Draw, palette: tuple[date, ...]) -> Facts:
    """Draw a person: roles, employments, what was completed, what is held."""
    roles = st.builds(
        RoleHeld,
        role=st.sampled_from(("peer", "peer", "peer", "peer", "clinician", "clerk")),
        program=st.just(PROGRAM),
        validity=validities(palette),
    )
    return Facts(
        roles=tuple(draw(several(roles, (1, 1, 2, 3)))),
        employments=draw(employments(palette)),
        completions=draw(completions(palette)),
        credentials=(
            *draw(several(credentials(palette), (1, 0, 2, 3))),
            *(draw(renewed(palette)) if draw(st.sampled_from((False, False, True))) else ()),
        ),
        waivers=tuple(draw(several(waivers(palette), (0, 0, 0, 1, 2)))),
        person=HERSELF,
        leaves=draw(leaves(palette)),
        birth=draw(st.none() | st.builds(BirthMonth, st.sampled_from((1987, 1990)), st.integers(1, 12))),
    )


@st.composite
def cases(draw: Draw) -> Case:
    """Draw a requirement and a person whose days are about the same few edges."""
    palette = draw(palettes())
    return draw(extended(Case(draw(requirements(palette)), draw(people(palette)))))


@st.composite
def extended(draw: Draw, case: Case) -> Case:
    """Draw what moves a day of somebody: an extension or an order, of one of the days that matter to them."""
    many = draw(st.sampled_from((0, 0, 1, 2)))
    due = {each.due_on for each in timeline(case.requirement, case.facts).segments if each.due_on}
    days = tuple(sorted(day for day in due | {EARLIEST} if EARLIEST <= day <= LATEST))
    found = [draw(moves(days, case)) for _ in range(many)]
    facts = replace(
        case.facts,
        extensions=tuple(each for each in found if isinstance(each, Extension)),
        orders=tuple(each for each in found if isinstance(each, Order)),
        seen_from=draw(st.sampled_from((PROGRAM, PROGRAM, None))),
    )
    return Case(case.requirement, facts)


@st.composite
def moves(draw: Draw, days: tuple[date, ...], case: Case) -> Extension | Order:
    """Draw an extension, or an order about the requirement or about a kind of card."""
    moved = draw(near(days, (0, 0, 0, 0, 1, -1)))
    through = moved + timedelta(days=draw(st.sampled_from((1, 2, 30, 31, 60, 200))))
    granted_on = draw(near((moved,), (0, -20, 1, 10, 40)))
    name = draw(st.sampled_from((case.requirement.name,) * 4 + ("example/another",)))
    about = draw(st.sampled_from(("one", "requirement", "kind", "kind")))
    if about == "one":
        return Extension(name, moved, through, granted_on, "Example Office")
    cards = [each for each in case.facts.credentials if each.valid_through and each.valid_through <= LATEST]
    card = draw(st.sampled_from(cards)) if about == "kind" and cards else None
    last = card.valid_through if card and card.valid_through else moved
    first = last - timedelta(days=draw(st.sampled_from((0, 0, 1, 30))))
    window = Interval.through(first, last + timedelta(days=draw(st.sampled_from((0, 0, 1, 30)))))
    return Order(
        draw(st.sampled_from(("2026-1", "2026-2"))),
        "Example Office",
        granted_on,
        window,
        window.last + timedelta(days=draw(st.sampled_from((1, 2, 30, 31, 60, 200)))),
        requirement="" if card else name,
        kind=card.kind if card else "",
        program=draw(st.sampled_from((None, None, PROGRAM))),
    )


@st.composite
def periods(draw: Draw, case: Case) -> Interval:
    """Draw a period about the days of a case, from one day to several years."""
    edges = tuple(held.validity.start for held in case.facts.roles)
    start, length = draw(near(edges)), draw(st.sampled_from((1, 2, 31, 90, 365, 1200)))
    return Interval(start, start + timedelta(days=length))
