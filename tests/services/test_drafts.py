"""Imports in the middle: kept for whoever began them, for as long as they go on with them."""

from __future__ import annotations

from datetime import timedelta

import pytest

from muster.domain.access import operator
from muster.domain.errors import Conflict, Forbidden, Invalid, NotFound
from muster.domain.importing.drafts import KEPT, LASTS, State
from muster.domain.moments import Moment
from muster.files import Files
from muster.persistence import drafts as store
from muster.persistence.embedded import Embedded
from muster.services import drafts
from tests.cast import NOW, Cast
from tests.persistence.rigs import superuser

FILES = [("roster.csv", b"Employee ID,Name,Hire Date\nD-1,Wen Li,2026-01-31\nD-2,Xu Li,2026-02-30\n")]


def later(by: timedelta) -> Moment:
    return Moment(NOW.at + by, (NOW.at + by).date())


async def test_what_nobody_goes_on_with_is_gone_after_a_fortnight_and_its_files_with_it(
    cast: Cast, database: Embedded
) -> None:
    by = cast.amara.principal
    draft = await drafts.begin_draft(FILES, "", by=by, now=NOW)

    assert (await drafts.draft(draft, by=by, now=later(LASTS - timedelta(seconds=1)))).id == draft
    with pytest.raises(NotFound):
        await drafts.draft(draft, by=by, now=later(LASTS))
    async with superuser(database) as root:
        await root.execute("UPDATE import_draft SET ends_at = $2 WHERE id = $1", draft, NOW.at)
    await drafts.sweep(by.scope, at=NOW.at)
    async with superuser(database) as root:
        assert await root.fetchval("SELECT count(*) FROM import_draft_file WHERE draft = $1", draft) == 0


async def test_a_sweep_leaves_what_is_not_over_yet(cast: Cast) -> None:
    by = cast.amara.principal
    draft = await drafts.begin_draft(FILES, "", by=by, now=NOW)

    await drafts.sweep(by.scope, at=later(timedelta(days=400)).at)

    assert (await drafts.draft(draft, by=by, now=NOW)).id == draft, "however far ahead the clock of one machine is"


async def test_rows_that_stayed_out_can_be_had_for_thirty_days_as_they_were_held_back_then(
    cast: Cast, kept: Files
) -> None:
    by = cast.amara.principal
    draft = await drafts.begin_draft(FILES, "", by=by, now=NOW)
    await drafts.look_over(draft, by=by, now=NOW)
    mark = (await drafts.draft(draft, by=by, now=NOW)).mark
    await drafts.carry_out(draft, mark=mark, by=by, now=NOW, kept=kept)

    found = await drafts.draft(draft, by=by, now=later(KEPT - timedelta(days=1)))
    assert (found.state, found.held) == (State.DONE, 1)
    first = await drafts.rejects(draft, by=by, now=NOW)
    assert await drafts.rejects(draft, by=by, now=later(KEPT - timedelta(days=1))) == first


@pytest.fixture
def kept(tmp_path_factory: pytest.TempPathFactory) -> Files:
    return Files(tmp_path_factory.mktemp("evidence"))


async def test_nothing_is_carried_out_that_nobody_has_looked_at(cast: Cast, kept: Files) -> None:
    by = cast.amara.principal
    draft = await drafts.begin_draft(FILES, "", by=by, now=NOW)
    mark = (await drafts.draft(draft, by=by, now=NOW)).mark

    with pytest.raises(Conflict) as refused:
        await drafts.carry_out(draft, mark=mark, by=by, now=NOW, kept=kept)

    assert refused.value.code == "import-not-planned"


async def test_of_two_who_work_on_one_the_second_is_refused(cast: Cast) -> None:
    by = cast.amara.principal
    draft = await drafts.begin_draft(FILES, "", by=by, now=NOW)
    assert await store.take(by.scope, draft, draft, State.READING)

    with pytest.raises(Conflict) as refused:
        await drafts.look_over(draft, by=by, now=NOW)

    assert refused.value.code == "import-is-busy"


async def test_what_cannot_be_read_leaves_the_draft_free_to_be_thrown_away(cast: Cast) -> None:
    by = cast.amara.principal
    draft = await drafts.begin_draft([("a.csv", b"Colour\nred\n")], "", by=by, now=NOW)

    with pytest.raises(Invalid):
        await drafts.look_over(draft, by=by, now=NOW)

    found = await drafts.draft(draft, by=by, now=NOW)
    assert (found.state, found.running, found.interrupted) == (State.FAILED, False, False)
    await drafts.let_go(draft, by=by, now=NOW)
    with pytest.raises(NotFound):
        await drafts.draft(draft, by=by, now=NOW)


async def test_at_the_prompt_nobody_is_signed_in_for_whom_one_could_be_kept(cast: Cast) -> None:
    with pytest.raises(Forbidden) as refused:
        await drafts.begin_draft(FILES, "", by=operator(cast.agency), now=NOW)

    assert refused.value.code == "no-account"


async def test_two_who_decide_at_once_do_not_undo_each_other(cast: Cast) -> None:
    by = cast.amara.principal
    draft = await drafts.begin_draft(FILES, "", by=by, now=NOW)
    was = (await drafts.draft(draft, by=by, now=NOW)).recipe
    await drafts.decide(draft, '[titles]\n"RN" = ["nurse"]\n', was=was, by=by, now=NOW)

    with pytest.raises(Conflict) as refused:
        await drafts.decide(draft, '[titles]\n"RN" = ["emt"]\n', was=was, by=by, now=NOW)

    assert refused.value.code == "import-was-changed"
    assert '"RN" = ["nurse"]' in (await drafts.draft(draft, by=by, now=NOW)).recipe
