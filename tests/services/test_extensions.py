"""Recording extensions: of a rule that binds, granted already, by an office, never for oneself; and withdrawing."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from muster.domain.access import Role
from muster.domain.errors import Forbidden, Invalid, NotFound
from muster.domain.findings import Reason
from muster.persistence.facts import NOW as LATEST
from muster.services import compliance, extensions, packs, people, training
from muster.services.facts import facts_of
from tests import make
from tests.cast import NOW, TODAY, Cast, Member, join

WHY = "the only class of this quarter is full"
LAST_GOOD = TODAY - timedelta(days=10)
MOVED = make.extension(moves=LAST_GOOD, through=TODAY + timedelta(days=30), granted_on=TODAY)


@pytest.fixture
async def officer(cast: Cast) -> Member:
    """Somebody who may record extensions, at an agency where Ben's yearly training has lapsed."""
    by, ben = cast.amara.principal, cast.ben_himself
    await packs.adopt_pack(packs.shipped_text("us-osha-bbp"), since=make.LONG_AGO, by=by, now=NOW)
    await people.record_role(ben, make.role(program=cast.program), by=by, now=NOW)
    course = await training.add_course(make.course(), by=by, now=NOW)
    done = make.completion(course, LAST_GOOD.replace(year=LAST_GOOD.year - 1))
    await training.record_completion(ben, done, by=by, now=NOW)
    return await join(cast.amara, Role.GRANT_OFFICER)


async def reason(cast: Cast, on: date) -> Reason:
    known = await compliance.position(None, by=cast.amara.principal)
    (found,) = await compliance.clearances_of_person(cast.ben_himself, on=on, known=known, by=cast.amara.principal)
    return found.findings[0].reason


async def test_it_is_on_record_the_rules_read_it_and_what_was_believed_before_stays(
    cast: Cast, officer: Member
) -> None:
    by, ben = officer.principal, cast.ben_himself
    assert await reason(cast, TODAY) is Reason.LAPSED

    which = await extensions.grant_extension(ben, MOVED, because=WHY, by=by, now=NOW)
    granted = await extensions.extension(which, by=by)

    assert (granted.person, replace(granted.value, fact=None)) == (ben, MOVED)
    assert await reason(cast, TODAY) is Reason.EXTENDED
    assert await reason(cast, MOVED.through) is Reason.EXTENDED
    assert await reason(cast, MOVED.through + timedelta(days=1)) is Reason.LAPSED

    await extensions.withdraw_extension(which, version=granted.version, because="the wrong person", by=by, now=NOW)

    assert await reason(cast, TODAY) is Reason.LAPSED
    with pytest.raises(NotFound):
        await extensions.extension(which, by=by)
    for known, believed in ((granted.since - 1, ()), (granted.since, (granted.value,)), (LATEST, ())):
        assert (await facts_of(make.everybody(by), [ben], known=known))[ben].extensions == believed


async def test_what_it_would_change_is_said_and_nothing_is_recorded(cast: Cast, officer: Member) -> None:
    (would,) = await extensions.extension_would(cast.ben_himself, MOVED, by=officer.principal, now=NOW)

    assert [(each.during.start, each.during.last, each.becomes.reason) for each in would.differences] == [
        (LAST_GOOD + timedelta(days=1), TODAY - timedelta(days=1), Reason.EXTENDED),
        (TODAY, MOVED.through, Reason.EXTENDED),
    ]
    assert [each.reason for each in would.finding(MOVED.requirement) if each] == [Reason.LAPSED, Reason.EXTENDED]
    assert await extensions.extensions(cast.ben_himself, by=officer.principal) == []


@pytest.mark.parametrize(
    ("changed", "code"),
    [
        ({"requirement": "us-osha-bbp/anual-training"}, "no-such-requirement"),
        ({"authority": " "}, "no-authority"),
        ({"granted_on": TODAY + timedelta(days=1)}, "in-the-future"),
    ],
)
async def test_what_cannot_be_one_is_refused_before_anything_is_said(
    changed: dict[str, object], code: str, cast: Cast, officer: Member
) -> None:
    said, by = replace(MOVED, **changed), officer.principal  # type: ignore[arg-type]

    for asked in (
        extensions.grant_extension(cast.ben_himself, said, because=WHY, by=by, now=NOW),
        extensions.extension_would(cast.ben_himself, said, by=by, now=NOW),
    ):
        with pytest.raises(Invalid) as refused:
            await asked
        assert refused.value.code == code


async def test_nobody_extends_for_themselves_and_ben_reads_his_own(cast: Cast, officer: Member) -> None:
    himself = await join(cast.amara, Role.GRANT_OFFICER, person=cast.ben_himself)
    which = await extensions.grant_extension(cast.ben_himself, MOVED, because=WHY, by=officer.principal, now=NOW)

    with pytest.raises(Forbidden) as refused:
        await extensions.grant_extension(cast.ben_himself, MOVED, because=WHY, by=himself.principal, now=NOW)
    with pytest.raises(Forbidden):
        await extensions.withdraw_extension(which, version=None, because=WHY, by=cast.ben.principal, now=NOW)

    assert refused.value.code == "own-waiver"
    assert (await extensions.extension(which, by=cast.ben.principal)).fact == which
    assert len(await extensions.extensions(cast.ben_himself, by=cast.ben.principal)) == 1


async def test_another_agencys_extensions_do_not_exist(cast: Cast, officer: Member) -> None:
    which = await extensions.grant_extension(cast.ben_himself, MOVED, because=WHY, by=officer.principal, now=NOW)
    chidi = cast.chidi.principal

    for asked in (
        extensions.extension(which, by=chidi),
        extensions.extensions(cast.ben_himself, by=chidi),
        extensions.grant_extension(cast.ben_himself, MOVED, because=WHY, by=chidi, now=NOW),
        extensions.withdraw_extension(which, version=None, because=WHY, by=chidi, now=NOW),
    ):
        with pytest.raises(NotFound):
            await asked
    assert await extensions.extensions(cast.ben_himself, by=officer.principal)
