"""Whose charged days would count otherwise: an invented quarter, against its report and by hand."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from muster.domain.adopting.adoptions import Adoption
from muster.domain.adopting.packs import Pack
from muster.domain.awards import Allocation, ReportingPeriod
from muster.domain.charged_previews import ChargedPreview, Paid, Worker, previewed_charges
from muster.domain.charging import ChargeClass, Split
from muster.domain.intervals import Interval
from muster.domain.reporting import books
from muster.domain.reporting.grant_report import grant_view
from tests.reports import invented
from tests.reports.invented import BEN, DANDRE, DAY, DUE, INES, MEDICS, PACKS, QUARTER, RENEE, SINCE

LINES = {each.fact: Paid(each, invented.THE_AWARD) for each in invented.LINES if each.fact}
TERMS = PACKS[2]  # the award's own: suicide prevention, once, within sixty days
WITHOUT = PACKS[:2]
QUALIFIED, UNQUALIFIED, UNBOUND = ChargeClass.QUALIFIED, ChargeClass.NOT_QUALIFIED, ChargeClass.NOT_BOUND


def workers(there: tuple[books.Worker, ...], *, meant: bool = False) -> list[Worker]:
    return [Worker(each.person, each.facts, each.efforts, each.shares if meant else ()) for each in there]


def found(
    there: tuple[books.Worker, ...],
    before: tuple[tuple[Adoption, Pack], ...],
    after: tuple[tuple[Adoption, Pack], ...],
    *,
    meant: bool = False,
) -> ChargedPreview:
    return previewed_charges(workers(there, meant=meant), LINES, before, after, during=Interval(QUARTER.start))


def reported(there: tuple[books.Worker, ...], adopted: tuple[tuple[Adoption, Pack], ...]) -> Split:
    kept = replace(invented.books(there), adopted=adopted)
    return grant_view(kept, ReportingPeriod(QUARTER, DUE), invented.ASKED).minutes


def untrained(each: books.Worker) -> books.Worker:
    """Take what the award asks away from somebody."""
    done = tuple(one for one in each.facts.completions if "suicide-prevention" not in one.topics)
    return each._replace(facts=replace(each.facts, completions=done))


@pytest.mark.parametrize("there", [invented.clean(), invented.planted()], ids=["clean", "planted"])
@pytest.mark.parametrize("place", range(3))
def test_every_minute_is_foreseen_in_the_class_that_the_report_gives_it(
    there: tuple[books.Worker, ...], place: int
) -> None:
    """The report rules on its own, day by day; the preview has to come to the same, with and without a pack."""
    some = (*map(untrained, there[:2]), *there[2:])
    fewer = PACKS[:place] + PACKS[place + 1 :]

    preview = found(some, fewer, PACKS)

    assert (preview.before, preview.after) == (reported(some, fewer), reported(some, PACKS))
    assert found(some, PACKS, PACKS).changed == ()


def test_whose_days_the_terms_of_an_award_move_is_said_line_by_line_with_the_requirement() -> None:
    ines, ben, *others = invented.clean()

    preview = found((ines, untrained(ben), *others), WITHOUT, PACKS)

    (one,) = preview.changed
    assert (one.person, one.line.fact, one.before, one.after) == (BEN, MEDICS, QUALIFIED, UNQUALIFIED)
    assert (one.during, one.minutes) == (QUARTER, len(invented.weekdays()) * DAY)
    assert [(each.requirement.name, each.before, each.after) for each in one.turned] == [
        ("harbor-award-conditions/suicide-prevention", UNBOUND, UNQUALIFIED)
    ]
    assert (preview.people, preview.moved, preview.others) == (6, 1, 5), "of five it is asked, and they have it"


def test_a_day_that_counted_for_nothing_already_moves_nowhere() -> None:
    """Ben's yearly training had lapsed from 4 to 18 August: those days were not qualified, and are not now."""
    ines, ben, *others = invented.planted()

    preview = found((ines, untrained(ben), *others), WITHOUT, PACKS)

    (one,) = [each for each in preview.changed if each.person == BEN]
    gap = [day for day in invented.weekdays() if date(2026, 8, 4) <= day <= date(2026, 8, 18)]
    assert one.minutes == (len(invented.weekdays()) - len(gap)) * DAY


def test_what_is_meant_speaks_for_the_days_after_the_last_one_charged_and_while_the_award_pays() -> None:
    ines, ben, *others = invented.clean()

    preview = found((untrained(ines), ben, *others), WITHOUT, PACKS, meant=True)

    charged, meant = [each for each in preview.changed if each.person == INES]
    assert (charged.minutes, charged.during) == (len(invented.weekdays()) * DAY, QUARTER)
    assert (meant.minutes, meant.before, meant.after) == (None, ChargeClass.QUALIFIED, UNQUALIFIED)
    assert meant.during.start == date(2026, 10, 1)
    assert meant.during.last == date(2027, 6, 15), "from then on her yearly training has lapsed, and it is all the same"


def test_a_pack_of_a_partnership_moves_what_is_charged_under_it_and_nothing_else() -> None:
    there = tuple(map(untrained, invented.clean()))
    under = (replace(TERMS[0], award=None, partnership=invented.WITH_POLICE), TERMS[1])
    dandre = there[4]._replace(efforts=tuple(invented.worked(invented.PEERS, partnership=invented.WITH_POLICE)))

    preview = found((*there[:4], dandre, there[5]), WITHOUT, (*WITHOUT, under))

    assert {each.person for each in preview.changed} == {DANDRE}
    assert preview.others == 0


def test_a_role_that_the_line_does_not_pay_for_is_no_news_of_the_pack() -> None:
    """Hoa's two days on the line of peers are not qualified whatever is asked of peers."""
    hoa = untrained(invented.planted()[2])

    preview = found((hoa,), WITHOUT, PACKS)

    (one,) = preview.changed
    assert (one.line.fact, one.minutes) == (MEDICS, (len(invented.weekdays()) - 2) * DAY)


def test_somebody_only_meant_for_a_line_is_among_the_people_and_an_allocation_before_the_days_is_not() -> None:
    renee = invented.clean()[3]
    over = Allocation(invented.PEERS, 50_00, Interval(SINCE, QUARTER.start))

    meant = Worker(RENEE, renee.facts, (), renee.shares)
    past = Worker(RENEE, renee.facts, (), (over,))

    assert [
        previewed_charges([each], LINES, WITHOUT, PACKS, during=Interval(QUARTER.start)).people
        for each in (meant, past)
    ] == [1, 0]
