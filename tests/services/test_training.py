"""Recording what people completed."""

from datetime import date

import pytest

from muster.domain.errors import Invalid, NotFound, Stale
from muster.persistence.facts import NOW as LATEST
from muster.services import training
from tests import make
from tests.cast import NOW, Cast


async def test_a_completion_dated_tomorrow_is_refused_and_nothing_is_kept(cast: Cast) -> None:
    by = cast.amara.principal
    course = await training.add_course(make.course(), by=by, now=NOW)

    with pytest.raises(Invalid, match="after today") as refused:
        await training.record_completion(cast.ben_himself, make.completion(course, date(2026, 11, 23)), by=by, now=NOW)

    assert refused.value.faults[0].where == "/completed_on"
    assert await training.completions(cast.ben_himself, by=by) == []


async def test_a_correction_leaves_what_was_believed_before_on_record(cast: Cast) -> None:
    by = cast.amara.principal
    course = await training.add_course(make.course(), by=by, now=NOW)
    which = await training.record_completion(
        cast.ben_himself, make.completion(course, date(2026, 1, 5)), by=by, now=NOW
    )
    first = await training.completion(which, by=by)

    await training.correct_completion(
        which,
        make.completion(course, date(2026, 1, 6)),
        version=first.version,
        because="typed a day early",
        by=by,
        now=NOW,
    )

    believed_then = await training.completion(which, by=by, known=first.since)
    believed_now = await training.completion(which, by=by, known=LATEST)
    assert believed_then.value.completed_on == date(2026, 1, 5)
    assert believed_now.value.completed_on == date(2026, 1, 6)


async def test_a_correction_of_what_somebody_else_corrected_meanwhile_is_refused(cast: Cast) -> None:
    by = cast.amara.principal
    course = await training.add_course(make.course(), by=by, now=NOW)
    which = await training.record_completion(cast.ben_himself, make.completion(course), by=by, now=NOW)
    read = await training.completion(which, by=by)
    await training.correct_completion(
        which, make.completion(course, minutes=90), version=read.version, because="longer", by=by, now=NOW
    )

    with pytest.raises(Stale):
        await training.correct_completion(
            which, make.completion(course, minutes=30), version=read.version, because="shorter", by=by, now=NOW
        )

    assert (await training.completion(which, by=by)).value.minutes == 90


async def test_another_agencys_completion_does_not_exist(cast: Cast) -> None:
    by = cast.amara.principal
    course = await training.add_course(make.course(), by=by, now=NOW)
    which = await training.record_completion(cast.ben_himself, make.completion(course), by=by, now=NOW)

    with pytest.raises(NotFound):
        await training.completion(which, by=cast.chidi.principal)
