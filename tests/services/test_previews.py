"""Who would stand otherwise is said before a pack is adopted, by the engine that says it afterwards."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta
from random import Random
from uuid import UUID

import pytest

from muster.domain.access import Permission, Principal, Role, Scope
from muster.domain.adopting.adoptions import Stated, Whom
from muster.domain.anchors import BirthMonth
from muster.domain.awards import Allocation
from muster.domain.errors import Conflict, Forbidden, Invalid, NotFound, Stale
from muster.domain.findings import Reason, Verdict
from muster.persistence import people as people_store
from muster.persistence.facts import NOW as LATEST
from muster.services import (
    awards,
    compliance,
    effort,
    facts,
    ledger,
    packs,
    partnerships,
    people,
    previews,
    programs,
    reports,
    training,
)
from muster.services.judged import forget_all
from tests import make
from tests.cast import NOW, TODAY, Cast, join
from tests.keys import KEYS
from tests.quarter import CONDITION, DAYS, NUMBER, QUARTER, gather_quarter

SINCE = date(2026, 1, 1)
BLOODBORNE = packs.shipped_text("us-osha-bbp")
ANNUAL = "us-osha-bbp/annual-training"
# The same rule, asked again after a quarter: who was trained in spring has lapsed by it.
QUARTERLY = BLOODBORNE.replace('every = "1 year"', 'every = "3 months"')


async def several(cast: Cast, count: int = 12) -> list[UUID]:
    """People in two programs, some trained when and some not, by chance but the same every time."""
    by, draw = cast.amara.principal, Random(35)  # noqa: S311 - the same every time
    night = await programs.add_program("Night team", by=by, now=NOW)
    course = await training.add_course(make.course(), by=by, now=NOW)
    there: list[UUID] = []
    for number in range(count):
        who = await people.add_person(make.identity(f"Person {number}"), by=by, now=NOW)
        there.append(who)
        for program in draw.sample([cast.program, night], draw.choice([1, 1, 2])):
            await people.record_role(who, make.role(program=program, start=SINCE), by=by, now=NOW)
        if draw.random() < 0.7:
            on = TODAY - timedelta(days=draw.randrange(0, 500))
            await training.record_completion(who, make.completion(course, on), by=by, now=NOW)
    return there


async def answers(who: list[UUID], on: date, by: Principal) -> dict[tuple[UUID, UUID], Verdict]:
    found = await compliance.clearances_of_people(who, on=on, by=by)
    return {(one, each.program.id): each.verdict for one, several in found.items() for each in several}


@pytest.mark.parametrize("on", [TODAY, TODAY + timedelta(days=150)])
async def test_what_is_foreseen_of_everybody_is_what_they_are_told_once_it_is_adopted(cast: Cast, on: date) -> None:
    by, there = cast.amara.principal, await several(cast)
    await packs.adopt_pack(packs.shipped_text("cpr-first-aid"), since=SINCE, program=cast.program, by=by, now=NOW)
    before, head = await answers(there, on, by), await compliance.position(None, by=by)
    proposed = await packs.to_adopt(BLOODBORNE, since=SINCE, by=by)

    found = (await previews.preview_adoption(proposed, on=on, by=by)).preview

    assert await compliance.position(None, by=by) == head, "nothing was recorded"
    assert await answers(there, on, by) == before, "and nothing that was kept of anybody is another"
    await packs.adopt(proposed, by=by, now=NOW)
    after = await answers(there, on, by)
    assert {(each.person, each.program): (each.before, each.after) for each in found.changed} == {
        key: (was, after[key]) for key, was in before.items() if was is not after[key]
    }
    assert len(found.counts) > 1, "some are worse off by it and some are not"
    assert found.bound == len(there)
    forget_all()
    assert await answers(there, on, by) == after


async def test_a_newer_text_takes_the_place_of_an_older_one_in_one_act(cast: Cast) -> None:
    by = cast.amara.principal
    course = await training.add_course(make.course(), by=by, now=NOW)
    for trained in (TODAY - timedelta(days=200), TODAY - timedelta(days=10)):
        who = await people.add_person(make.identity(f"Trained {trained}"), by=by, now=NOW)
        await people.record_role(who, make.role(program=cast.program, start=SINCE), by=by, now=NOW)
        await training.record_completion(who, make.completion(course, trained), by=by, now=NOW)
    first, _ = await packs.adopt_pack(BLOODBORNE, since=SINCE, by=by, now=NOW)
    head = await compliance.position(None, by=by)

    proposed = await packs.to_adopt(QUARTERLY, since=TODAY, in_place=True, by=by)
    found = await previews.preview_adoption(proposed, by=by)

    (one,) = found.preview.changed
    assert (found.preview.on, found.names[one.person]) == (TODAY, f"Trained {TODAY - timedelta(days=200)}")
    assert (one.before, one.after) == (Verdict.MET, Verdict.NOT_MET)
    ((moved),) = one.moved
    assert (moved.requirement.name, moved.before.reason, moved.after.reason) == (ANNUAL, Reason.HELD, Reason.LAPSED)
    await packs.adopt(proposed, by=by, now=NOW)
    older, newer = await packs.adoptions(by=by)
    assert (older.fact, older.value.during.last, newer.value.during.start) == (
        first,
        TODAY - timedelta(days=1),
        TODAY,
    )
    assert older.since == newer.since == head + 1
    assert not (await ledger.verify(by=by)).faults


@pytest.mark.parametrize(
    ("since", "in_place", "code"), [(SINCE, True, "nothing-to-replace"), (TODAY, False, "overlaps")]
)
async def test_a_text_beside_an_older_one_is_refused_before_anything_is_foreseen(
    cast: Cast,
    since: date,
    in_place: bool,  # noqa: FBT001 - a parameter of the test
    code: str,
) -> None:
    by = cast.amara.principal
    await packs.adopt_pack(BLOODBORNE, since=SINCE, by=by, now=NOW)

    with pytest.raises(Conflict) as refused:
        await packs.to_adopt(QUARTERLY, since=since, in_place=in_place, by=by)

    assert refused.value.code == code


async def test_it_says_whom_it_can_say_nothing_of_and_who_is_asked_more_than_before(cast: Cast) -> None:
    by = cast.amara.principal
    await people.record_role(cast.ben_himself, make.role(program=cast.program, start=SINCE), by=by, now=NOW)
    await people.add_person(make.identity("No role"), by=by, now=NOW)
    away = await programs.add_program("Night team", by=by, now=NOW)
    elsewhere = await people.add_person(make.identity("Elsewhere"), by=by, now=NOW)
    await people.record_role(elsewhere, make.role(program=away, start=SINCE), by=by, now=NOW)
    await packs.adopt_pack(BLOODBORNE, since=SINCE, by=by, now=NOW)
    text = BLOODBORNE.replace('"us-osha-bbp"', '"our-own"', 1)

    proposed = await packs.to_adopt(text, since=SINCE, whom=Whom(cast.program), by=by)
    found = await previews.preview_adoption(proposed, on=TODAY, by=by)

    assert (found.preview.bound, found.preview.changed, found.preview.others) == (1, (), 1)
    everybody = len((await people.people(by=by, limit=200)).items)
    assert found.preview.roleless == everybody - 1
    (tally,) = found.preview.tallies
    assert (tally.requirement.name, tally.not_met) == ("our-own/annual-training", 1)


MORE = CONDITION.replace('"award-conditions"', '"award-terms"').replace("suicide-prevention", "naloxone")


async def test_what_an_award_asks_changes_nobodys_answer_and_its_days_as_the_report_counts_them_then(
    cast: Cast,
) -> None:
    by, quarter = cast.amara.principal, await gather_quarter(cast)
    middle = date(2026, 8, 15)
    course = await training.add_course(make.course("Naloxone", "naloxone"), by=by, now=NOW)
    done = make.completion(course, middle, topic="naloxone")
    await training.record_completion(cast.ben_himself, done, by=by, now=NOW)
    head = await compliance.position(None, by=by)

    proposed = await packs.to_adopt(MORE, since=SINCE, whom=Whom(award=quarter.award), by=by)
    found = await previews.preview_adoption(proposed, on=QUARTER.start, by=by)

    assert (found.preview.bound, found.preview.changed, found.preview.others) == (0, (), 0)
    assert await compliance.position(None, by=by) == head, "nothing was recorded"
    charges = found.charges
    assert charges is not None
    (one,) = charges.changed
    until = [day for day in DAYS if day < middle]
    assert (found.names[one.person], one.line.code, one.minutes) == ("Ben Abdi", "P-1", len(until) * 480)
    assert (str(one.before), str(one.after), one.during.last) == ("qualified", "not-qualified", until[-1])
    assert [each.requirement.name for each in one.turned] == ["award-terms/naloxone"]
    await packs.adopt(proposed, by=by, now=NOW)
    report = await reports.grant_compliance(NUMBER, None, known=LATEST, by=by, now=NOW, keys=KEYS)
    assert charges.after == report.minutes, "the report counts them so, once it is adopted"
    assert charges.before.qualified == report.minutes.whole


async def test_a_partnership_moves_what_is_charged_under_it_and_what_is_meant_for_it(cast: Cast) -> None:
    by, quarter = cast.amara.principal, await gather_quarter(cast)
    other = make.partnership(await partnerships.add_partner(make.partner(), by=by, now=NOW))
    elsewhere = await partnerships.record_partnership(other, by=by, now=NOW)
    dana = await people.add_person(make.identity("Dana Ruiz"), by=by, now=NOW)
    await people.record_role(dana, make.role(program=cast.program, start=SINCE), by=by, now=NOW)
    for topic in ("bloodborne-pathogens", "suicide-prevention"):
        course = await training.add_course(make.course(topic, topic), by=by, now=NOW)
        done = make.completion(course, date(2026, 6, 1), topic=topic)
        await training.record_completion(dana, done, by=by, now=NOW)
    share = Allocation(quarter.line, 50_00, QUARTER, elsewhere)
    await effort.record_allocation(dana, share, by=by, now=NOW)

    async def moved(partnership: UUID) -> list[tuple[str, int | None]]:
        proposed = await packs.to_adopt(MORE, since=QUARTER.start, whom=Whom(partnership=partnership), by=by)
        found = await previews.preview_adoption(proposed, by=by)
        assert found.charges is not None
        return [(found.names[each.person], each.minutes) for each in found.charges.changed]

    assert await moved(quarter.partnership) == [("Ben Abdi", len(DAYS) * 480)]
    assert await moved(elsewhere) == [("Dana Ruiz", None)]


@pytest.mark.parametrize("lacking", [Permission.AWARD_READ, Permission.EFFORT_READ])
async def test_whose_days_are_charged_is_foreseen_by_nobody_who_may_not_read_it(
    cast: Cast, lacking: Permission
) -> None:
    by = cast.amara.principal
    award = await awards.add_award(make.award(), by=by, now=NOW)
    less = replace(by, limit=frozenset(Permission) - {lacking})

    proposed = await packs.to_adopt(BLOODBORNE, since=SINCE, whom=Whom(award=award), by=less)
    with pytest.raises(Forbidden):
        await previews.preview_adoption(proposed, by=less)
    for_all = await previews.preview_adoption(await packs.to_adopt(BLOODBORNE, since=SINCE, by=less), by=less)
    assert for_all.charges is None


async def test_the_facts_of_many_are_made_a_few_at_a_time_and_are_the_same(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    scope, there = make.everybody(cast.amara.principal), await several(cast)
    whole = await facts.facts_of(scope, there, known=LATEST)
    everybody = await facts.facts_of(scope, None, known=LATEST)
    pieces: list[int] = []
    read = people_store.births

    async def births(scope: Scope, who: Sequence[UUID] | None, *, known: int) -> dict[UUID, BirthMonth | None]:
        pieces.append(-1 if who is None else len(who))
        return await read(scope, who, known=known)

    monkeypatch.setattr(facts, "A_FEW", 5)
    monkeypatch.setattr(people_store, "births", births)

    assert await facts.facts_of(scope, there, known=LATEST) == whole
    assert pieces == [5, 5, 2], "between two of them others get their turn"
    assert await facts.facts_of(scope, None, known=LATEST) == everybody
    assert everybody.keys() > whole.keys()


async def test_a_wrong_first_day_is_corrected_and_what_was_believed_stays_known(cast: Cast) -> None:
    by, ben = cast.amara.principal, cast.ben_himself
    await people.record_role(ben, make.role(program=cast.program, start=SINCE), by=by, now=NOW)
    fact, _ = await packs.adopt_pack(BLOODBORNE, since=TODAY, by=by, now=NOW)
    (read,) = await packs.adoptions(by=by)
    before = await compliance.position(None, by=by)
    march = date(2026, 3, 1)

    async def verdict(known: int) -> list[Verdict]:
        return [each.verdict for each in await compliance.clearances_of_person(ben, on=march, known=known, by=by)]

    assert await verdict(LATEST) == [Verdict.NOT_APPLICABLE]
    proposed = await packs.to_correct(fact, since=march, through=None, by=by)
    found = await previews.preview_adoption(proposed, by=by)
    assert (found.preview.on, [(each.before, each.after) for each in found.preview.changed]) == (
        march,
        [(Verdict.NOT_APPLICABLE, Verdict.NOT_MET)],
    )

    await packs.correct_adoption(
        fact, since=march, through=None, version=read.version, because="the order says March", by=by, now=NOW
    )

    (now,) = await packs.adoptions(by=by)
    assert (now.fact, now.value.during.start, now.value.digest) == (fact, march, read.value.digest)
    assert await verdict(LATEST) == [Verdict.NOT_MET]
    assert await verdict(before) == [Verdict.NOT_APPLICABLE]
    assert not (await ledger.verify(by=by)).faults
    with pytest.raises(Stale):
        await packs.correct_adoption(
            fact, since=SINCE, through=None, version=read.version, because="twice", by=by, now=NOW
        )


async def test_wrong_circumstances_are_corrected_by_the_same_preview(cast: Cast) -> None:
    by, ben = cast.amara.principal, cast.ben_himself
    text = packs.shipped_text("wa-mrrct")
    await people.record_employment(ben, make.employment(start=SINCE), by=by, now=NOW)
    await people.record_role(ben, make.role(program=cast.program, start=SINCE), by=by, now=NOW)
    applied = date(2026, 3, 2)
    fact, _ = await packs.adopt_pack(text, since=SINCE, program=cast.program, stated=Stated(applied), by=by, now=NOW)
    stated = Stated(applied, ("tribe-operated",))

    proposed = await packs.to_correct(fact, since=SINCE, through=None, stated=stated, by=by)
    found = (await previews.preview_adoption(proposed, on=TODAY, by=by)).preview
    await packs.correct_adoption(
        fact, since=SINCE, through=None, stated=stated, version=None, because="x", by=by, now=NOW
    )

    (clearance,) = await compliance.clearances_of_person(ben, on=TODAY, known=LATEST, by=by)
    exempt = {each.requirement.id for each in clearance.findings if each.reason is Reason.EXEMPT}
    assert (found.others, found.changed) == (1, ()), "something else is still missing"
    assert "regional-crisis-system" in exempt
    assert {each.requirement.id for each in found.tallies if each.met} >= exempt
    with pytest.raises(Invalid, match="does not look at"):
        await packs.to_correct(fact, since=SINCE, through=None, stated=Stated(None, ("moonlit",)), by=by)


async def test_whoever_may_not_adopt_foresees_and_corrects_nothing(cast: Cast) -> None:
    by = cast.amara.principal
    fact, _ = await packs.adopt_pack(BLOODBORNE, since=SINCE, by=by, now=NOW)
    administrator = (await join(cast.amara, Role.ADMINISTRATOR, program=cast.program)).principal

    with pytest.raises(Forbidden):
        await packs.to_adopt(BLOODBORNE, since=SINCE, by=cast.ben.principal)
    with pytest.raises(Forbidden):
        await packs.to_adopt(BLOODBORNE, since=SINCE, by=administrator)
    with pytest.raises(Forbidden):
        await packs.to_correct(fact, since=SINCE, through=None, by=administrator)
    with pytest.raises(NotFound):
        await packs.to_correct(fact, since=SINCE, through=None, by=cast.chidi.principal)
    proposed = await packs.to_adopt(BLOODBORNE, since=SINCE, whom=Whom(cast.program), by=administrator)
    assert (await previews.preview_adoption(proposed, by=administrator)).preview.changed == ()
