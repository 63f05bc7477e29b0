"""A person over the years: of whom, as of when, and to whom it is told."""

from __future__ import annotations

from datetime import date
from uuid import UUID, uuid4

import pytest

from muster.domain.access import Role
from muster.domain.errors import Forbidden, NotFound
from muster.domain.findings import Verdict
from muster.domain.overviews.timeline import Paper
from muster.persistence.facts import NOW as LATEST
from muster.services import compliance, credentials, packs, people, timeline, training
from tests import make
from tests.cast import NOW, TODAY, Cast, join


@pytest.fixture
async def trained(cast: Cast) -> UUID:
    """Ben is an EMT since 2025, trained on 5 January 2026, with a card through March 2027."""
    by, ben = cast.amara.principal, cast.ben_himself
    await people.record_employment(ben, make.employment(), by=by, now=NOW)
    await people.record_role(ben, make.role(program=cast.program, start=date(2025, 6, 1)), by=by, now=NOW)
    await packs.adopt_pack(packs.shipped_text("us-osha-bbp"), since=date(2025, 9, 1), by=by, now=NOW)
    course = await training.add_course(make.course(), by=by, now=NOW)
    await training.record_completion(ben, make.completion(course, date(2026, 1, 5)), by=by, now=NOW)
    await credentials.record_credential(ben, make.credential(), by=by, now=NOW)
    return ben


async def test_it_begins_with_the_adoption_and_says_of_each_day_what_was_so(trained: UUID, cast: Cast) -> None:
    found = await timeline.timeline_of_person(trained, on=TODAY, known=LATEST, by=cast.amara.principal)

    (here,) = found.programs
    (lane,) = here.lanes
    assert here.program.name == "Harbor CRT"
    assert [(run.start, run.standing.verdict) for run in lane.runs] == [
        (date(2025, 9, 1), Verdict.NOT_MET),
        (date(2026, 1, 5), Verdict.NOT_MET),  # done late, on that very day
        (date(2026, 1, 6), Verdict.MET),
        (date(2027, 1, 6), Verdict.NOT_MET),
    ]
    assert [(each.start, each.verdict) for each in here.answers] == [
        (date(2025, 9, 1), Verdict.NOT_MET),
        (date(2026, 1, 6), Verdict.MET),
        (date(2027, 1, 6), Verdict.NOT_MET),
    ]
    (card,) = found.cards
    assert [(run.start, run.paper) for run in card.runs] == [
        (date(2025, 3, 1), Paper.GOOD),
        (date(2027, 4, 1), Paper.LAPSED),
    ]


async def test_every_day_of_it_is_answered_as_the_standing_of_that_day(trained: UUID, cast: Cast) -> None:
    by = cast.amara.principal
    found = await timeline.timeline_of_person(trained, on=TODAY, known=LATEST, by=by)

    for day in (date(2025, 8, 31), date(2025, 9, 1), date(2026, 1, 5), date(2026, 1, 6), date(2027, 1, 6)):
        said = await compliance.clearances_of_person(trained, on=day, known=LATEST, by=by)
        verdict = said[0].verdict if said else Verdict.NOT_APPLICABLE
        here = [each.verdict for each in found.programs[0].answers if each.start <= day < each.end]
        assert here == ([] if verdict is Verdict.NOT_APPLICABLE else [verdict]), day


async def test_it_is_told_as_it_was_known_then(trained: UUID, cast: Cast) -> None:
    by = cast.amara.principal
    before = await compliance.position(None, by=by)
    await credentials.record_credential(
        trained, make.credential("rn-license", issued_on=date(2026, 2, 1)), by=by, now=NOW
    )

    then = await timeline.timeline_of_person(trained, on=TODAY, known=before, by=by)
    now = await timeline.timeline_of_person(trained, on=TODAY, known=LATEST, by=by)

    assert ([each.kind for each in then.cards], [each.kind for each in now.cards]) == (["emt"], ["emt", "rn-license"])


async def test_everybody_may_ask_of_themselves_and_nobody_of_another_without_the_right(
    trained: UUID, cast: Cast
) -> None:
    other = await people.add_person(make.identity(), by=cast.amara.principal, now=NOW)

    own = await timeline.timeline_of_person(trained, on=TODAY, known=LATEST, by=cast.ben.principal)

    assert [each.kind for each in own.cards] == ["emt"]
    with pytest.raises(Forbidden):
        await timeline.timeline_of_person(other, on=TODAY, known=LATEST, by=cast.ben.principal)


@pytest.mark.parametrize("whose", ["nobody's", "another agency's"])
async def test_whoever_is_not_there_has_no_years(whose: str, trained: UUID, cast: Cast) -> None:
    who, by = (uuid4(), cast.amara.principal) if whose == "nobody's" else (trained, cast.chidi.principal)

    with pytest.raises(NotFound):
        await timeline.timeline_of_person(who, on=TODAY, known=LATEST, by=by)


async def test_a_program_where_no_role_was_held_is_not_among_them(trained: UUID, cast: Cast) -> None:
    hr = (await join(cast.amara, Role.HR)).principal
    idle = await people.add_person(make.identity("Ana Peña"), by=cast.amara.principal, now=NOW)

    found = await timeline.timeline_of_person(idle, on=TODAY, known=LATEST, by=hr)

    assert (found.programs, found.cards) == ((), ())
