"""What awards owe on paper, by the texts that were adopted: papers, indirect costs, figures of reports."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from uuid import UUID

import pytest

from muster.domain.access import Role
from muster.domain.errors import Conflict, Forbidden, Invalid, NotFound
from muster.domain.intervals import Interval
from muster.domain.owing.indirect import CostCategory
from muster.domain.owing.papers import PaperAnswer, PaperFinding, PaperKind, PaperSent
from muster.persistence.facts import PAPER_SENT
from muster.rules.packs import shipped_text
from muster.services import awards, figures, indirect, ledger, packs, papers, retention
from tests import make
from tests.cast import NOW, Cast, join

MADE = date(2025, 10, 1)
ENDS = date(2026, 9, 30)
FINAL = date(2027, 1, 28)  # 120 days after it ends
SINCE = date(2024, 10, 1)


async def award_of(cast: Cast, *, report_due_days: int | None = None) -> UUID:
    """Put an award on record that ended on the last day of September."""
    said = replace(make.award(start=MADE, through=ENDS), awarded_on=MADE, report_due_days=report_due_days)
    return await awards.add_award(said, by=cast.amara.principal, now=NOW)


async def adopted(cast: Cast, award: UUID | None = None) -> None:
    """Let the agency, or one award, go by the shipped text."""
    await packs.adopt_pack(shipped_text("us-grants"), since=SINCE, award=award, by=cast.amara.principal, now=NOW)


async def found(cast: Cast, which: UUID, *, on: date = NOW.today) -> dict[tuple[PaperKind, date], PaperFinding]:
    """Return what is said of an award, by kind and last day."""
    _, said = await papers.papers(which, on=on, by=cast.amara.principal)
    return {(each.paper.kind, each.paper.during.last): each for each in said}


async def test_an_award_owes_what_the_texts_say_that_were_adopted_for_it_or_for_the_whole_agency(cast: Cast) -> None:
    mine, other = await award_of(cast), await awards.add_award(make.award("H79"), by=cast.amara.principal, now=NOW)
    quarter = (PaperKind.FINANCIAL_REPORT, date(2026, 6, 30))

    assert (await found(cast, mine))[quarter].answer is PaperAnswer.NEEDS_REVIEW, "no text is adopted, nobody says when"

    await adopted(cast, mine)
    late = (await found(cast, mine))[quarter]
    assert (late.answer, late.paper.due.on) == (PaperAnswer.NOT_MET, date(2026, 7, 30))
    assert (PaperKind.LIQUIDATION, date(2027, 9, 30)) not in await found(cast, other)

    await adopted(cast)
    assert (PaperKind.LIQUIDATION, date(2027, 9, 30)) in await found(cast, other)


async def test_what_was_sent_is_known_from_then_on_and_what_was_withdrawn_no_longer(cast: Cast) -> None:
    by, mine = cast.amara.principal, await award_of(cast)
    await adopted(cast)
    of = (PaperKind.LIQUIDATION, ENDS)
    before = await ledger.head(by=by)

    fact = await papers.record_paper(PaperSent(mine, *of, NOW.today), by=by, now=NOW)

    sent = (await found(cast, mine))[of]
    assert (sent.answer, sent.sent and sent.sent.fact, sent.paper.due.on) == (PaperAnswer.MET, fact, FINAL)
    _, then = await papers.papers(mine, on=NOW.today, known=before.position, by=by)
    assert [each.answer for each in then if each.paper.kind is PaperKind.LIQUIDATION] == [PaperAnswer.DUE]

    version = (await papers.paper_sent(fact, by=by)).version
    await papers.withdraw_paper(fact, version=version, because="of another award", by=by, now=NOW)
    assert (await found(cast, mine))[of].answer is PaperAnswer.DUE


async def test_a_final_financial_report_that_starts_the_time_of_keeping_was_sent_as_well(cast: Cast) -> None:
    by, mine = cast.amara.principal, await award_of(cast)
    await adopted(cast)

    await retention.record_final_report(mine, date(2026, 11, 2), by=by, now=NOW)

    last = (await found(cast, mine))[PaperKind.FINANCIAL_REPORT, ENDS]
    assert (last.answer, last.sent and last.sent.sent_on) == (PaperAnswer.MET, date(2026, 11, 2))


@pytest.mark.parametrize(
    ("wrong", "code", "words"),
    [
        (PaperSent(UUID(int=0), PaperKind.FINANCIAL_REPORT, date(2026, 7, 1), MADE), "no-such-period", "2026-06-30"),
        (PaperSent(UUID(int=0), PaperKind.LIQUIDATION, date(2026, 6, 30), MADE), "no-such-period", "2026-09-30"),
        (
            PaperSent(UUID(int=0), PaperKind.LIQUIDATION, ENDS, NOW.today + timedelta(1)),
            "in-the-future",
            "up to 2026-11-22",
        ),
    ],
)
async def test_what_the_award_does_not_owe_or_was_not_sent_yet_is_refused_and_says_what_would_do(
    cast: Cast, wrong: PaperSent, code: str, words: str
) -> None:
    mine = await award_of(cast)

    with pytest.raises(Invalid, match=words) as refused:
        await papers.record_paper(replace(wrong, award=mine), by=cast.amara.principal, now=NOW)

    assert refused.value.code == code
    with pytest.raises(NotFound):
        await papers.record_paper(replace(wrong, award=UUID(int=9)), by=cast.amara.principal, now=NOW)


async def test_the_grant_officer_records_the_auditor_reads_and_hr_does_neither(cast: Cast) -> None:
    mine = await award_of(cast)
    gita, audit, hana = [
        (await join(cast.amara, role)).principal for role in (Role.GRANT_OFFICER, Role.AUDITOR, Role.HR)
    ]
    sent = PaperSent(mine, PaperKind.LIQUIDATION, ENDS, NOW.today)

    fact = await papers.record_paper(sent, by=gita, now=NOW)

    assert (await papers.paper_sent(fact, by=audit)).value == replace(sent, fact=fact)
    with pytest.raises(Forbidden):
        await papers.record_paper(sent, by=audit, now=NOW)
    with pytest.raises(Forbidden):
        await papers.papers(mine, on=NOW.today, by=hana)
    with pytest.raises(NotFound):
        await papers.paper_sent(fact, by=cast.chidi.principal)


async def test_a_paper_goes_through_the_ledger_and_can_be_corrected_within_its_award(cast: Cast) -> None:
    by, mine, other = cast.amara.principal, await award_of(cast), UUID(int=5)
    sent = PaperSent(mine, PaperKind.LIQUIDATION, ENDS, NOW.today)
    fact = await papers.record_paper(sent, by=by, now=NOW)
    version = (await papers.paper_sent(fact, by=by)).version

    earlier = replace(sent, award=other, sent_on=date(2026, 11, 2), reference="Letter 9")
    await papers.correct_paper(fact, earlier, version=version, because="the letter says so", by=by, now=NOW)

    assert (await papers.paper_sent(fact, by=by)).value == replace(earlier, award=mine, fact=fact)
    assert PAPER_SENT.table == "paper_sent_version"
    assert (await ledger.verify(by=by)).faults == ()


async def test_the_base_counts_what_was_spent_up_to_a_day_and_of_a_subaward_once(cast: Cast) -> None:
    by, mine = cast.amara.principal, await award_of(cast)
    await adopted(cast)
    month = Interval.through(date(2025, 10, 1), date(2025, 10, 31))
    pay = replace(
        make.award_cost(mine, 200_000_00), category=CostCategory.PAY, subaward="", subrecipient="", during=month
    )
    subaward = replace(make.award_cost(mine, 30_000_00), during=month)
    more = replace(subaward, cents=80_000_00, during=Interval.through(date(2026, 9, 1), ENDS))
    for each in (pay, subaward, more):
        await indirect.record_cost(each, by=by, now=NOW)

    async def base(on: date, during: Interval | None = None) -> tuple[int, int]:
        _, ((_, said),) = await indirect.indirect(mine, during=during, on=on, by=by)
        return said.base_cents, said.allowed_cents

    assert await base(date(2026, 8, 31)) == (230_000_00, 34_500_00)
    assert await base(NOW.today) == (250_000_00, 37_500_00)
    assert await base(NOW.today, Interval.through(date(2026, 9, 1), ENDS)) == (20_000_00, 3_000_00)
    with pytest.raises(Invalid, match="before they are over"):
        await indirect.record_cost(
            replace(pay, during=Interval.through(month.start, NOW.today + timedelta(1))), by=by, now=NOW
        )


async def test_the_figures_of_a_report_are_there_once_for_each_period(cast: Cast) -> None:
    by, mine = cast.amara.principal, await award_of(cast)
    said = make.figures(mine, date(2026, 6, 30))
    fact = await figures.record_figures(said, by=by, now=NOW)

    assert (await figures.figures(fact, by=by)).value == replace(said, fact=fact)
    with pytest.raises(Conflict) as twice:
        await figures.record_figures(replace(said, e=0), by=by, now=NOW)
    assert (twice.value.code, twice.value.faults[0].where) == ("said-already", "/through")
    with pytest.raises(Invalid, match="2026-09-30"):
        await figures.record_figures(replace(said, through=date(2026, 9, 29)), by=by, now=NOW)
    version = (await figures.figures(fact, by=by)).version
    await figures.correct_figures(fact, replace(said, e=1), version=version, because="a typo", by=by, now=NOW)
    assert [each.value.e for each in await figures.figures_of(mine, by=by)] == [1]
