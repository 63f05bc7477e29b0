"""Reports drawn from the database: what is on record, at one position, to the minute."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from muster.domain.awards import PersonnelLine
from muster.domain.effort import Effort
from muster.domain.errors import Conflict, Forbidden, Invalid, NotFound
from muster.domain.intervals import Interval
from muster.domain.ledger.checkpoints import Log
from muster.domain.reporting.parts import content_hash
from muster.domain.waivers import Waiver
from muster.persistence.facts import NOW as LATEST
from muster.services import awards, checkpoints, effort, people, reports, training, waivers
from muster.signing import KeyFile
from tests import make
from tests.cast import NOW, Cast
from tests.keys import KEYS
from tests.quarter import DAYS, NUMBER, QUARTER, SINCE, Quarter, gather_quarter


@pytest.fixture
async def quarter(cast: Cast) -> Quarter:
    return await gather_quarter(cast)


async def lapse(cast: Cast, quarter: Quarter) -> None:
    """Find out that Ben's yearly training was a year older than recorded, and done again on 18 August."""
    by = cast.amara.principal
    read = await training.completion(quarter.trained, by=by)
    older = make.completion(quarter.course, date(2025, 8, 3))
    await training.correct_completion(
        quarter.trained, older, version=read.version, because="the certificate says 2025", by=by, now=NOW
    )
    await training.record_completion(
        cast.ben_himself, make.completion(quarter.course, date(2026, 8, 18)), by=by, now=NOW
    )


async def test_a_clean_quarter_is_reported_clean_without_being_told_which(cast: Cast, quarter: Quarter) -> None:
    view = await reports.grant_compliance(
        NUMBER.lower(), None, known=LATEST, by=cast.amara.principal, now=NOW, keys=KEYS
    )

    assert (view.period.first, view.period.last, view.period.due_on) == (
        QUARTER.start,
        QUARTER.last,
        date(2026, 10, 30),
    )
    assert (view.exceptions, view.conditions, view.mismatches) == ((), (), ())
    assert view.minutes.qualified == view.minutes.whole == len(DAYS) * 480
    assert view.cents is not None
    assert view.cents.whole == len(DAYS) * 8 * 27_50
    (person,) = view.people
    assert (person.name, person.number[:4]) == ("Ben Abdi", "1002")
    assert [(each.partner, each.minutes.whole) for each in view.partnerships] == [
        ("Harbor 988 Center", view.minutes.whole)
    ]
    assert {(each.pack, each.adopted_by) for each in view.packs} == {
        ("us-osha-bbp", "agency"),
        ("award-conditions", "award"),
    }


async def test_a_correction_recorded_later_changes_the_report_and_not_the_one_asked_at_the_earlier_position(
    cast: Cast, quarter: Quarter
) -> None:
    by = cast.amara.principal
    before = await reports.grant_compliance(NUMBER, QUARTER, known=LATEST, by=by, now=NOW, keys=KEYS)
    await lapse(cast, quarter)

    after = await reports.grant_compliance(NUMBER, QUARTER, known=LATEST, by=by, now=NOW, keys=KEYS)
    again = await reports.grant_compliance(NUMBER, QUARTER, known=before.proof.known_at, by=by, now=NOW, keys=KEYS)

    assert again == before
    assert content_hash(again) == before.content_hash
    assert after.content_hash != before.content_hash
    assert [(each.why.reason, len(each.days), each.minutes) for each in after.exceptions] == [
        ("lapsed", 10, 10 * 480),
        ("late", 1, 480),
    ]
    assert {each.why.cite for each in after.exceptions} == {"29 CFR 1910.1030(g)(2)"}
    assert after.exceptions[0].why.cured_on == date(2026, 8, 18)
    assert after.minutes.not_qualified == 11 * 480
    assert after.cents is not None
    assert after.cents.not_qualified == 11 * 8 * 27_50


async def test_a_charge_to_a_line_of_another_role_is_found(cast: Cast, quarter: Quarter) -> None:
    by = cast.amara.principal
    peers = await awards.add_line(PersonnelLine(quarter.award, "P-2", "Peer", "peer-support"), by=by, now=NOW)
    first = (await effort.effort(cast.ben_himself, during=QUARTER, by=by))[0]
    wrong = replace(first.value, line=peers)
    await effort.correct_effort(first.fact, wrong, version=first.version, because="wrong line", by=by, now=NOW)

    view = await reports.grant_compliance(NUMBER, QUARTER, known=LATEST, by=by, now=NOW, keys=KEYS)

    (found,) = view.exceptions
    assert (found.line, found.why.reason, found.holds, found.minutes) == ("P-2", "wrong-role", ("emt",), 480)


async def test_a_waiver_granted_afterwards_stays_an_exception_with_its_paragraph(cast: Cast, quarter: Quarter) -> None:
    by = cast.amara.principal
    await lapse(cast, quarter)
    days = Interval.through(date(2026, 8, 4), date(2026, 8, 18))
    waiver = Waiver("us-osha-bbp/annual-training", days, date(2026, 9, 1), "Safety officer")
    await waivers.grant_waiver(cast.ben_himself, waiver, because="no class before", by=by, now=NOW)

    view = await reports.grant_compliance(NUMBER, QUARTER, known=LATEST, by=by, now=NOW, keys=KEYS)

    assert (view.minutes.not_qualified, view.minutes.unproven) == (0, 11 * 480)
    assert {(each.why.verdict, each.why.reason, each.why.cite) for each in view.exceptions} == {
        ("needs_review", "waived", "29 CFR 1910.1030(g)(2)")
    }
    assert {each.granted_on for exception in view.exceptions for each in exception.waivers} == {date(2026, 9, 1)}


async def test_effort_that_nobody_approved_is_found(cast: Cast, quarter: Quarter) -> None:
    by = cast.amara.principal
    saturday = Effort(date(2026, 7, 4), 60, line=quarter.line, partnership=quarter.partnership)
    await effort.record_effort(cast.ben_himself, saturday, by=by, now=NOW)

    view = await reports.grant_compliance(NUMBER, QUARTER, known=LATEST, by=by, now=NOW, keys=KEYS)

    assert [(each.kind, each.minutes) for each in view.mismatches] == [("not-approved", 60), ("not-on-payroll", 60)]


async def test_a_period_outside_the_award_is_refused_with_the_awards_own_dates(cast: Cast, quarter: Quarter) -> None:
    later = Interval.through(date(2026, 9, 1), date(2026, 10, 31))

    with pytest.raises(Conflict, match="2025-10-01 to 2026-09-30") as refused:
        await reports.grant_compliance(NUMBER, later, known=LATEST, by=cast.amara.principal, now=NOW, keys=KEYS)

    assert (refused.value.code, refused.value.faults[0].where) == ("outside-the-award", "/last")


async def test_days_that_are_no_period_of_the_award_have_no_day_on_which_they_are_due(
    cast: Cast, quarter: Quarter
) -> None:
    by, july = cast.amara.principal, Interval.through(date(2026, 7, 1), date(2026, 7, 31))

    view = await reports.grant_compliance(str(quarter.award), july, known=LATEST, by=by, now=NOW, keys=KEYS)

    assert (view.period.last, view.period.due_on) == (date(2026, 7, 31), None)


async def test_without_a_schedule_the_days_have_to_be_named(cast: Cast) -> None:
    by = cast.amara.principal
    await awards.add_award(replace(make.award("NEW-1"), report_months=None), by=by, now=NOW)

    with pytest.raises(Invalid, match="no reporting schedule") as refused:
        await reports.grant_compliance("NEW-1", None, known=LATEST, by=by, now=NOW, keys=KEYS)

    assert refused.value.code == "no-reporting-period"


async def test_whoever_may_not_draw_reports_is_refused_and_an_outsider_finds_no_award(
    cast: Cast, quarter: Quarter
) -> None:
    with pytest.raises(Forbidden):
        await reports.grant_compliance(NUMBER, None, known=LATEST, by=cast.ben.principal, now=NOW, keys=KEYS)
    with pytest.raises(NotFound):
        await reports.grant_compliance(NUMBER, None, known=LATEST, by=cast.chidi.principal, now=NOW, keys=KEYS)
    assert (
        await reports.grant_compliance(NUMBER, None, known=LATEST, by=cast.dana.principal, now=NOW, keys=KEYS)
    ).people


async def test_the_state_report_speaks_of_the_last_quarter_and_of_everybody_in_it(cast: Cast, quarter: Quarter) -> None:
    by = cast.amara.principal
    await lapse(cast, quarter)
    somebody = await people.add_person(make.identity("Renée Peña"), by=by, now=NOW)
    await people.record_role(somebody, make.role("emt", cast.program, date(2026, 9, 30)), by=by, now=NOW)

    view = await reports.state_compliance(None, known=LATEST, by=by, now=NOW, keys=KEYS)

    assert (view.period.first, view.period.last) == (QUARTER.start, QUARTER.last)
    assert (view.people, view.not_met, view.programs) == (2, 1, ("Harbor CRT",))
    assert [(each.name, str(each.first), str(each.last)) for each in view.exceptions] == [
        ("Ben Abdi", "2026-08-04", "2026-08-17"),
        ("Ben Abdi", "2026-08-18", "2026-08-18"),
    ]
    assert [(each.partner, each.people, each.roles) for each in view.staffing] == [("Harbor 988 Center", 1, ("emt",))]


async def test_a_state_report_of_days_to_come_is_refused(cast: Cast) -> None:
    ahead = Interval.through(SINCE, date(2026, 11, 23))

    with pytest.raises(Invalid) as refused:
        await reports.state_compliance(ahead, known=LATEST, by=cast.amara.principal, now=NOW, keys=KEYS)

    assert refused.value.code == "in-the-future"


async def test_a_program_of_another_agency_does_not_exist(cast: Cast) -> None:
    with pytest.raises(NotFound):
        await reports.state_compliance(
            None, program=cast.elsewhere, known=LATEST, by=cast.amara.principal, now=NOW, keys=KEYS
        )


async def test_a_report_names_the_tree_it_was_drawn_from_and_the_same_one_whatever_comes_after(
    cast: Cast, quarter: Quarter, tmp_path: Path
) -> None:
    by, keys = cast.amara.principal, KeyFile(tmp_path / "key.pem")
    before = await reports.grant_compliance(NUMBER, QUARTER, known=LATEST, by=by, now=NOW, keys=keys)
    known = before.proof.known_at
    await lapse(cast, quarter)
    await checkpoints.introduce_next(by.scope, at=NOW.at, keys=keys)
    keys.follow()
    await checkpoints.checkpoint(Log.LEDGER, by=by, now=NOW, keys=keys)

    again = await reports.grant_compliance(NUMBER, QUARTER, known=known, by=by, now=NOW, keys=keys)

    assert again == before, "the same bytes, though the ledger has grown and another key signs by now"
    shown = before.proof.tree
    kept = await checkpoints.checkpoint_at(by.scope, known, at=NOW.at, keys=keys)
    assert (shown.size, shown.root, shown.key) == (kept.checkpoint.size, kept.checkpoint.root.hex(), kept.key)
    assert kept.checkpoint.position == known
