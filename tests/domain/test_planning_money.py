"""What workbooks of grants and payrolls plan."""

from dataclasses import replace
from datetime import date

import pytest

from muster.domain.awards import Allocation, Award, PersonnelLine
from muster.domain.effort import Effort, EffortKind, PaidDay
from muster.domain.importing.claims import Claim
from muster.domain.importing.planning.conditions import Asked, pack_text
from muster.domain.importing.planning.plan import Kind, PlanLine, Step, Terms
from muster.domain.importing.recipe import ConditionSaid, License
from muster.domain.intervals import Interval
from muster.domain.partnerships import Instrument, Partner, PartnerKind, Partnership
from muster.rules import packs
from tests.planning import (
    BEN,
    HOA,
    RECIPE,
    after,
    award,
    hours,
    line,
    moved,
    of,
    only,
    paper,
    person,
    plan,
    share,
    steps,
    values,
)

HARBOR_MONEY = after(
    plan(person(HOA), person(BEN), award(), line("A1"), line("A2", "Peer Support Specialist"), paper())
)
DAY = date(2026, 7, 1)


def rejected(*claims: Claim) -> PlanLine:
    """Return the line that these claims are rejected with; nothing of them is written."""
    found = plan(*claims, on=HARBOR_MONEY)
    assert not found.writes
    return only(found, Step.REJECTED)


def test_awards_lines_partners_and_partnerships_are_added_once_and_then_unchanged() -> None:
    claims: list[Claim] = [award(), line("A1"), paper(award="H79", signed_on=date(2025, 8, 14), expects="Two people")]
    first = plan(*claims)

    assert {each.step for each in first.lines} == {Step.CREATE}
    during = Interval.through(date(2026, 1, 1), date(2027, 12, 31))
    assert values(first, Kind.AWARD) == [Award("H79", "Crisis", "SAMHSA", during)]
    (one,) = values(first, Kind.LINE)
    assert isinstance(one, PersonnelLine)
    assert (one.role, one.fte_hundredths) == ("clinician", 200)
    assert values(first, Kind.PARTNER) == [Partner("Harbor 911", PartnerKind.DISPATCH)]
    (agreed,) = values(first, Kind.PARTNERSHIP)
    assert isinstance(agreed, Partnership)
    assert agreed.instrument is Instrument.MOU
    assert agreed.award == next(each.fact for each in first.writes if each.kind is Kind.AWARD)
    assert moved(plan(*claims, on=after(first))) == 0


def test_an_award_known_by_its_number_is_updated_and_keeps_what_the_file_leaves_out() -> None:
    on = after(plan(award(amount_cents=100, report_months=3)))

    found = plan(award(" h79", title="Crisis and respond"), on=on)

    assert only(found, Step.UPDATE).changes == {"title": ("Crisis", "Crisis and respond")}
    (now,) = values(found, Kind.AWARD)
    assert isinstance(now, Award)
    assert (now.amount_cents, now.report_months) == (100, 3)


@pytest.mark.parametrize(
    ("claim", "found", "expected"),
    [
        (lambda: award(first=date(2027, 1, 1), last=date(2026, 1, 1)), "H79, 2027-01-01 to 2026-01-01", "day"),
        (lambda: award(report_months=5), "H79", "every month, quarter"),
        (lambda: line("B1", number="X-1"), "the award 'X-1'", "H79"),
        (lambda: share(line="Z9"), "line 'Z9' of H79", "A1, A2"),
        (lambda: share(award="X-1"), "the award 'X-1'", "H79"),
        (lambda: share(partner="Nobody"), "the partner 'Nobody'", "Harbor 911"),
        (lambda: share(percent=0), "0.0 %", "above 0"),
        (lambda: share(last=date(2028, 1, 1)), "2026-01-01 to 2028-01-01", "2026-01-01 to 2027-12-31"),
        (lambda: share(first=date(2025, 12, 31)), "2025-12-31 to", "2026-01-01 to 2027-12-31"),
        (lambda: hours(line="Z9"), "line 'Z9' of H79", "A1, A2"),
        (lambda: hours(award="X-1"), "the award 'X-1'", "H79"),
        (lambda: hours(partner="Nobody"), "the partner 'Nobody'", "Harbor 911"),
        (lambda: hours(on=date(2025, 12, 31)), "2025-12-31, charged to H79", "2026-01-01 to 2027-12-31"),
        (lambda: hours(on=date(2026, 11, 23)), "2026-11-23", "a day up to 2026-11-22"),
        (lambda: hours(number=25.5), "1530", "1 to 1500"),
        (lambda: hours(number=8, paid_minutes=420), "8 hours on one day", "at most the 7 hours that the day paid"),
        (lambda: hours(approved_by="09999"), "'09999'", "somebody on record"),
    ],
)
def test_a_row_that_cannot_be_is_rejected_with_what_was_found_what_was_expected_and_where(
    claim: object, found: str, expected: str
) -> None:
    row = claim()  # type: ignore[operator]

    held = rejected(row)

    assert held.fault
    assert held.fault.where == str(row.at)
    assert found in held.fault.found
    assert expected in held.fault.expected
    assert held.fault.fix


@pytest.mark.parametrize(
    ("row", "kind"),
    [
        (lambda: paper(instrument="Handshake"), Kind.PARTNERSHIP),
        (lambda: paper(last=date(2025, 1, 1)), Kind.PARTNERSHIP),
        (lambda: paper(award="X-1"), Kind.PARTNERSHIP),
    ],
)
def test_a_paper_that_cannot_be_is_rejected(row: object, kind: Kind) -> None:
    found = plan(row(), on=HARBOR_MONEY)  # type: ignore[operator]

    assert only(found, Step.REJECTED).kind is kind


def test_a_day_of_the_awards_last_day_can_be_charged() -> None:
    found = plan(hours(on=date(2026, 1, 1)), on=HARBOR_MONEY)

    assert steps(found, Kind.EFFORT) == [Step.CREATE]


def test_a_role_or_a_kind_of_partner_that_nobody_has_settled_is_proposed_and_what_rests_on_it_waits() -> None:
    found = plan(line("A3", "EMT"), share(line="A3"), paper("St. Brigid", "Church"), on=HARBOR_MONEY)

    assert steps(found, Kind.LINE) == steps(found, Kind.ALLOCATION) == steps(found, Kind.PARTNER) == [Step.CONFLICT]
    assert {(each.table[0], each.key, each.value) for each in found.proposals} == {
        ("roles", "EMT", "emt"),
        ("licenses", "EMT", License("emt-certification", "EMT certification", "The state's EMS office")),
        ("partners", "Church", "faith"),
    }


def test_shares_up_to_the_whole_are_taken_and_the_one_that_goes_over_is_rejected() -> None:
    half, other, more = share(percent=50), share(percent=50, line="A2"), share(BEN, percent=100)
    first = plan(half, other, more, on=HARBOR_MONEY)

    assert steps(first, Kind.ALLOCATION) == [Step.CREATE] * 3
    on = after(first, HARBOR_MONEY)
    assert moved(plan(half, other, more, on=on)) == 0
    over = only(plan(share(line="A2", percent=1, first=date(2026, 6, 1)), on=on), Step.REJECTED)
    assert over.fault
    assert "above 100 % from 2026-06-01 to 2026-12-31" in over.fault.found
    raised = plan(share(percent=60), on=on)
    assert only(raised, Step.REJECTED).kind is Kind.ALLOCATION
    lowered = plan(share(percent=40), on=on)
    (now,) = values(lowered, Kind.ALLOCATION)
    assert isinstance(now, Allocation)
    assert now.percent_hundredths == 4000


def test_a_persons_day_of_effort_is_compared_as_a_whole() -> None:
    rows = [hours(number=4), hours(number=4), hours(number=2, award="", line="", kind=EffortKind.LEAVE)]
    first = plan(*rows, on=HARBOR_MONEY)
    on = after(first, HARBOR_MONEY)

    assert steps(first, Kind.EFFORT) == [Step.CREATE] * 3
    assert values(first, Kind.PAID_DAY) == [PaidDay(DAY, 600)]
    again = plan(*reversed(rows), on=on)
    assert steps(again, Kind.EFFORT) == [Step.UNCHANGED] * 3
    assert moved(again) == 0


def test_a_day_said_otherwise_is_corrected_and_what_the_file_lacks_is_no_longer_believed() -> None:
    on = after(plan(hours(number=4), hours(number=4), on=HARBOR_MONEY), HARBOR_MONEY)

    longer = plan(hours(number=4), hours(number=5), on=on)
    shorter = plan(hours(number=4), on=on)

    assert steps(longer, Kind.EFFORT) == [Step.UNCHANGED, Step.UPDATE]
    assert only_effort(longer) == [(300, True)]
    assert values(longer, Kind.PAID_DAY) == [PaidDay(DAY, 540)]
    assert only_effort(shorter) == [(None, True)]
    assert moved(plan(hours(number=4), on=after(shorter, on))) == 0


def only_effort(done: object) -> list[tuple[int | None, bool]]:
    """Return the minutes written, and whether each corrects something."""
    return [
        (each.value.minutes if isinstance(each.value, Effort) else None, each.version is not None)
        for each in done.writes  # type: ignore[attr-defined]
        if each.kind is Kind.EFFORT
    ]


def test_a_day_with_a_row_that_cannot_be_taken_is_not_taken_at_all() -> None:
    good, bad, other = hours(number=4), hours(number=4, line="Z9"), hours(number=8, on=date(2026, 7, 2))

    found = plan(good, bad, other, on=HARBOR_MONEY)

    by_row = {each.at: each.step for each in of(found, Kind.EFFORT)}
    assert by_row == {good.at: Step.CONFLICT, bad.at: Step.REJECTED, other.at: Step.CREATE}
    assert values(found, Kind.PAID_DAY) == [PaidDay(date(2026, 7, 2), 480)]


def test_the_paid_hours_of_a_file_are_the_whole_even_where_effort_is_less() -> None:
    found = plan(hours(number=6, paid_minutes=480), on=HARBOR_MONEY)

    assert values(found, Kind.PAID_DAY) == [PaidDay(DAY, 480)]


def test_effort_is_for_the_paper_in_force_on_the_day_and_approved_by_whom_the_cell_names() -> None:
    old, new = paper(last=date(2026, 6, 30)), replace(paper(), first=date(2026, 7, 1))
    on = after(plan(person(HOA), person(BEN), award(), line("A1"), old, new))

    found = plan(hours(partner="harbor 911", approved_by="01007"), on=on)

    (done,) = values(found, Kind.EFFORT)
    assert isinstance(done, Effort)
    assert done.partnership == next(each.fact for each in on.partnerships if each.value.during.start == DAY)
    assert done.approved_by == next(each.person for each in on.identifiers if each.value.value == "01007")


def conditions(*which: str) -> list[Claim]:
    """Return an award with conditions, and its lines."""
    return [award(conditions=which), line("A1"), line("A2", "Peer Support Specialist")]


def test_an_award_asks_by_a_pack_of_its_own_for_its_conditions_and_for_the_license_that_a_line_names() -> None:
    found = plan(*conditions("De-escalation", "first aid/CPR"))

    (terms,) = values(found, Kind.CONDITIONS)
    assert isinstance(terms, Terms)
    pack = packs.parse(terms.text, source="the pack")
    asked = {each.id: ([*each.roles], [*each.topics], [kind.id for kind in each.kinds]) for each in pack.requirements}
    assert asked == {
        "de-escalation": (["*"], ["de-escalation"], []),
        "first-aid-cpr": (["*"], [], ["aha-heartsaver-first-aid-cpr-aed"]),
        "clinician-lcsw-license": (["clinician"], [], ["lcsw-license"]),
    }
    assert pack.id == "award-h79"
    assert {terms.effective for each in pack.requirements for terms in each.terms} == {date(2026, 1, 1)}
    assert {terms.confidence.value for each in pack.requirements for terms in each.terms} == {"secondary"}
    assert "grant office" in pack.requirements[0].terms[0].cite
    assert terms.adoption.digest == pack.digest
    assert terms.adoption.award == next(each.fact for each in found.writes if each.kind is Kind.AWARD)
    assert terms.adoption.during == Interval.through(date(2026, 1, 1), date(2027, 12, 31))


@pytest.mark.parametrize("pack", ["md-ems", "md-license", "us-nremt"])
def test_the_pack_of_an_award_says_of_a_card_all_that_the_pack_says_which_defines_it(pack: str) -> None:
    kinds = {kind.id: kind for rule in packs.load(pack).requirements for kind in rule.kinds}
    asked = [Asked(name, ("*",), (), (name,), "Held.") for name in kinds]

    text = pack_text(
        Award("H79", "Award", "Funder", Interval(DAY, date(2027, 7, 1))), asked, kinds, reviewed_on=str(DAY)
    )

    written = packs.parse(text, source="the pack").requirements
    assert {kind.id: kind for rule in written for kind in rule.kinds} == kinds


def test_the_pack_of_an_award_stays_the_same_on_a_later_day_and_changes_with_its_conditions() -> None:
    on = after(plan(*conditions("de-escalation")))

    later = plan(*conditions("de-escalation"), on=on, today=date(2027, 3, 1))
    more = plan(*conditions("de-escalation", "first aid/CPR"), on=on)

    assert moved(later) == 0
    assert steps(more, Kind.CONDITIONS) == [Step.UPDATE]


def test_a_condition_that_nobody_has_settled_keeps_the_pack_as_it_is_rather_than_half() -> None:
    found = plan(*conditions("de-escalation", "Mental Health First Aid"))

    held = only(found, Step.CONFLICT)
    assert not values(found, Kind.CONDITIONS)
    assert held.proposal
    assert held.proposal.value == ConditionSaid(("mental-health-first-aid",))


def test_an_awards_row_without_its_lines_or_its_conditions_takes_nothing_from_the_pack() -> None:
    on = after(plan(*conditions("de-escalation")))

    assert moved(plan(award(conditions=("de-escalation",)), on=on)) == 0
    assert moved(plan(award(), line("A1"), on=on)) == 0


def test_a_condition_for_a_credential_that_no_pack_defines_is_asked_about() -> None:
    recipe = replace(RECIPE, conditions={"de-escalation": ConditionSaid((), ("no-such-card",))})

    held = only(plan(*conditions("de-escalation"), recipe=recipe), Step.CONFLICT)

    assert held.fault
    assert "no-such-card" in held.fault.found
