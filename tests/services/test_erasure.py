"""Somebody is erased: what goes, what stays and why, and that the ledger still holds."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from uuid import UUID

import pytest

from muster.domain.access import Principal, Role
from muster.domain.access_log import Sight
from muster.domain.errors import Conflict, Forbidden, Invalid, NotFound, Unauthenticated
from muster.domain.importing.recipe import Recipe
from muster.domain.people import REMOVED, RoleHeld
from muster.domain.privacy.erasure import Fate, Preview
from muster.domain.teams.shifts import Going
from muster.mail import Message, Post
from muster.persistence.facts import NOW as LATEST
from muster.services import (
    access_log,
    credentials,
    effort,
    erasure,
    holds,
    imports,
    ledger,
    people,
    retention,
    shifts,
    training,
)
from muster.services.erasure import Home
from tests import departed, make
from tests.cast import NOW, Cast, join, sign_in
from tests.departed import Departed

BECAUSE = "they asked for it"


@pytest.fixture
def home(tmp_path: Path) -> Home:
    return departed.home(tmp_path)


@pytest.fixture
async def gone(cast: Cast) -> Departed:
    """Somebody whom no rule keeps anything of any more."""
    return await departed.leave(cast, "zorro")


@pytest.fixture
async def charged(cast: Cast) -> Departed:
    """Somebody who was charged to an award whose final report is not in."""
    return await departed.leave(cast, "zorro", reported=False)


async def erase(who: UUID, home: Home, *, by: Principal, because: str = BECAUSE) -> Preview:
    found = await erasure.preview_erasure(who, by=by, now=NOW, home=home)
    return await erasure.erase_person(
        who, read=found.digest, confirmed=found.name, because=because, by=by, now=NOW, home=home
    )


# -- what goes, what stays


async def test_all_of_it_goes_once_no_rule_keeps_any(cast: Cast, gone: Departed, home: Home) -> None:
    by = cast.amara.principal
    told = await erase(gone.person, home, by=by)

    assert told.going == {
        "allocation": 1,
        "completion": 1,
        "credential": 1,
        "credential_status": 1,
        "effort": 1,
        "effort_confirmation": 1,
        "employment": 1,
        "identifier": 1,
        "pay_rate": 1,
        "role_held": 1,
        "shift_member": 2,
    }
    assert (told.staying, told.remarks, told.identity) == ((), 3, True)
    assert await training.completions(gone.person, by=by) == []
    assert await credentials.credentials(gone.person, by=by) == []
    assert await people.roles(gone.person, by=by) == []


async def test_of_the_person_there_stays_that_there_was_one(cast: Cast, gone: Departed, home: Home) -> None:
    by = cast.amara.principal
    before = (await ledger.head(by=by)).position
    await erase(gone.person, home, by=by)

    for known in (LATEST, before, before - 1):
        found = await people.person(gone.person, by=by, known=known)
        assert found.value == make.identity(REMOVED), "whenever it was known"


async def test_what_a_rule_keeps_stays_without_the_name(cast: Cast, charged: Departed, home: Home) -> None:
    by = cast.amara.principal
    told = await erase(charged.person, home, by=by)

    assert told.going == {"identifier": 1}
    assert told.blanked == {"credential": 1}
    assert {(each.kind, each.keeping.rule.id, each.until) for each in told.staying} == {
        (kind, "federal-award", None)
        for kind in (
            "allocation",
            "completion",
            "credential",
            "credential-status",
            "effort",
            "effort-confirmation",
            "employment",
            "pay-rate",
            "role-held",
            "shift-member",
        )
    }
    (done,) = await training.completions(charged.person, by=by)
    (held,) = await credentials.credentials(charged.person, by=by)
    assert done.value.completed_on == departed.TRAINED
    assert (held.value.number, held.value.valid_through) == ("", date(2017, 12, 31))
    assert (await effort.effort_by_id(charged.effort, by=by)).value.minutes == 240


async def test_who_went_out_for_an_award_is_kept_as_long_as_what_was_charged_to_it(
    cast: Cast, charged: Departed, home: Home
) -> None:
    by = cast.amara.principal
    who = await people.add_person(make.identity("Hoa Tran"), by=by, now=NOW)
    held = RoleHeld("emt", cast.program, departed.HERE)
    await people.record_role(who, held, by=by, now=NOW)
    out = make.outing(datetime(2017, 3, 6, 14, tzinfo=UTC))
    planned = make.shift(cast.program, out, award=charged.award)
    await shifts.plan_shift(planned, [Going(who)], by=by, now=NOW)

    found = await erasure.preview_erasure(who, by=by, now=NOW, home=home)
    await retention.record_final_report(charged.award, departed.REPORTED, by=by, now=NOW)
    later = await erasure.preview_erasure(who, by=by, now=NOW, home=home)

    assert [(each.kind, each.keeping.rule.id) for each in found.staying if each.kind == "shift-member"] == [
        ("shift-member", "federal-award")
    ]
    assert later.going["shift_member"] == 1


async def test_rules_that_ask_for_a_name_are_named_before(cast: Cast, gone: Departed, home: Home) -> None:
    by = cast.amara.principal
    course = await training.add_course(make.course(), by=by, now=NOW)
    late = make.completion(course, NOW.today - timedelta(days=365))
    await training.record_completion(gone.person, late, by=by, now=NOW)

    found = await erasure.preview_erasure(gone.person, by=by, now=NOW, home=home)

    assert found.named == ("29 CFR 1910.1030(h)(2)",)
    assert [(each.kind, each.keeping.rule.id) for each in found.staying] == [("completion", "bloodborne-pathogens")]


async def test_what_stays_goes_by_another_erasure_when_its_time_is_over(
    cast: Cast, charged: Departed, home: Home
) -> None:
    by = cast.amara.principal
    await erase(charged.person, home, by=by)
    with pytest.raises(Conflict) as nothing:
        await erase(charged.person, home, by=by)
    assert nothing.value.code == "nothing-to-erase"

    await retention.record_final_report(charged.award, departed.REPORTED, by=by, now=NOW)
    told = await erase(charged.person, home, by=by)

    assert (told.name, told.identity, told.going["effort"], told.staying) == (REMOVED, False, 1, ())
    verified = await ledger.verify(by=by)
    assert verified.faults == ()


@pytest.mark.parametrize("days", [0, 1], ids=["on its last day it stays", "on the day after it goes"])
async def test_a_fact_goes_the_day_after_its_last_day(cast: Cast, gone: Departed, home: Home, days: int) -> None:
    by = cast.amara.principal
    on = (NOW.today - timedelta(days=days)).replace(year=NOW.today.year - 3)
    await retention.record_final_report(gone.award, on, because="a slip", by=by, now=NOW)

    found = await erasure.preview_erasure(gone.person, by=by, now=NOW, home=home)

    assert ("effort" in found.going) == bool(days)


async def test_remarks_that_name_them_go_wherever_they_stand(cast: Cast, gone: Departed, home: Home) -> None:
    by = cast.amara.principal
    other = await people.add_person(make.identity("Hoa Tran"), by=by, now=NOW)
    for because in (f"not Zorro  Married's, see {gone.word}@example.org", "another slip, zorros and all"):
        await people.correct_person(other, make.identity("Hoa Tran"), version=None, because=because, by=by, now=NOW)

    told = await erase(gone.person, home, by=by)

    assert told.remarks == 4, "three about them, one that names them, and not the one that only looks like it"
    assert (await ledger.verify(by=by)).faults == ()


# -- the ledger


@pytest.mark.parametrize("kept", ["nothing", "most"])
async def test_the_ledger_verifies_and_counts_what_was_erased(cast: Cast, home: Home, kept: str) -> None:
    by = cast.amara.principal
    gone = await departed.leave(cast, "zorro", reported=kept == "nothing")
    before = await ledger.verify(by=by)

    told = await erase(gone.person, home, by=by)

    after = await ledger.verify(by=by)
    assert after.faults == ()
    assert (before.erased, after.leaves) == (0, before.leaves + 1)
    assert after.erased == len([place for _, place in told.leaves if place is not None])


# -- refusals


async def test_nothing_goes_while_a_hold_stands_and_whoever_tries_is_told_why(
    cast: Cast, gone: Departed, home: Home
) -> None:
    by = cast.amara.principal
    for on in (gone.person, None):
        hold = await holds.place_hold(on, because="Doe v. Harbor, 26-104", by=by, now=NOW)
        assert [
            each.reason for each in (await erasure.preview_erasure(gone.person, by=by, now=NOW, home=home)).holds
        ] == ["Doe v. Harbor, 26-104"]
        with pytest.raises(Conflict, match=r"Doe v\. Harbor, 26-104") as refused:
            await erase(gone.person, home, by=by)
        assert refused.value.code == "on-hold"
        await holds.lift_hold(hold, because="settled", by=by, now=NOW)

    other = await holds.place_hold(cast.ben_himself, because="Roe v. Harbor", by=by, now=NOW)
    assert (await erase(gone.person, home, by=by)).identity, "a hold on somebody else is no hold on them"
    assert [each.fact for each in await holds.holds(by=by)] == [other]


async def test_one_hold_is_enough_and_has_a_reason(cast: Cast, gone: Departed) -> None:
    by = cast.amara.principal
    await holds.place_hold(gone.person, because="Doe v. Harbor", by=by, now=NOW)

    with pytest.raises(Conflict) as twice:
        await holds.place_hold(gone.person, because="again", by=by, now=NOW)
    with pytest.raises(Invalid) as without:
        await holds.place_hold(None, because=" ", by=by, now=NOW)
    with pytest.raises(NotFound):
        await holds.place_hold(cast.program, because="no person", by=by, now=NOW)
    assert (twice.value.code, without.value.code) == ("held-already", "no-reason")


async def test_who_is_still_here_is_not_erased(cast: Cast, gone: Departed, home: Home) -> None:
    by = cast.amara.principal
    await people.record_role(gone.person, make.role(program=cast.program), by=by, now=NOW)

    with pytest.raises(Conflict) as refused:
        await erase(gone.person, home, by=by)

    assert refused.value.code == "still-here"


async def test_what_was_typed_and_what_was_read_have_to_be_right(cast: Cast, gone: Departed, home: Home) -> None:
    by = cast.amara.principal
    found = await erasure.preview_erasure(gone.person, by=by, now=NOW, home=home)

    async def tried(read: str, confirmed: str, because: str = BECAUSE) -> str:
        with pytest.raises((Conflict, Invalid)) as refused:
            await erasure.erase_person(
                gone.person, read=read, confirmed=confirmed, because=because, by=by, now=NOW, home=home
            )
        return refused.value.code

    assert await tried(found.digest, "zorro") == "not-confirmed"
    assert await tried("0" * 16, found.name) == "preview-differs"
    assert await tried(found.digest, found.name, "Zorro Departed asked") == "names-the-person"
    await people.correct_person(gone.person, make.identity(found.name), version=None, because="moved", by=by, now=NOW)
    assert await tried(found.digest, found.name) == "preview-differs", "somebody recorded something meanwhile"
    assert (await people.person(gone.person, by=by)).value.name == found.name


async def test_only_an_administrator_of_the_whole_agency_erases_and_nobody_themselves(
    cast: Cast, gone: Departed, home: Home
) -> None:
    here = await join(cast.amara, Role.ADMINISTRATOR, program=cast.program)
    officer = await join(cast.amara, Role.GRANT_OFFICER)
    for by in (here.principal, officer.principal, cast.ben.principal, cast.dana.principal):
        with pytest.raises(Forbidden):
            await erasure.preview_erasure(gone.person, by=by, now=NOW, home=home)
        with pytest.raises(Forbidden):
            await holds.place_hold(gone.person, because="no", by=by, now=NOW)
    with pytest.raises(NotFound):
        await erasure.preview_erasure(gone.person, by=cast.chidi.principal, now=NOW, home=home)

    herself = await join(cast.amara, Role.ADMINISTRATOR, person=gone.person)
    with pytest.raises(Forbidden) as refused:
        await erase(gone.person, home, by=herself.principal)
    assert refused.value.code == "own-erasure"


# -- beside the database


async def test_a_sign_in_goes_with_the_one_person_whose_it_is(cast: Cast, gone: Departed, home: Home) -> None:
    by = cast.amara.principal
    theirs = await join(cast.amara, Role.RESPONDER, person=gone.person)

    told = await erase(gone.person, home, by=by)

    assert told.account is Fate.GOES
    for email in (theirs.email, f"{theirs.principal.scope.account}@removed.invalid"):
        with pytest.raises(Unauthenticated):
            await sign_in(email)
    assert (await ledger.verify(by=by)).faults == ()


async def test_a_sign_in_that_is_somebodys_elsewhere_stays_and_only_its_place_here_ends(
    cast: Cast, gone: Departed, home: Home
) -> None:
    theirs = await join(cast.amara, Role.RESPONDER, person=gone.person)
    account = theirs.principal.scope.account
    assert account is not None
    await departed.join_too(cast.chidi, account)

    await erase(gone.person, home, by=cast.amara.principal)

    assert (await sign_in(theirs.email)).scope.agency == cast.chidi.principal.scope.agency


async def test_mail_that_became_files_goes_if_it_is_to_them_or_names_them(
    cast: Cast, gone: Departed, home: Home
) -> None:
    post = Post("muster@example.org", home.mail)
    for to, name, text in (
        (f"{gone.word}@example.org", "a", "Hello,"),
        ("hr@example.org", "b", "Zorro Married, é, lapses"),
        ("hr@example.org", "c", "Zorros are foxes"),
    ):
        await post.deliver(Message(to, "Your card", text, f"<p>{text}</p>", name, "en", NOW.at))

    told = await erase(gone.person, home, by=cast.amara.principal)

    assert told.mails == 2
    assert [each.name for each in home.mail.glob("*")] == ["c.eml"]


ROSTER = "Emp ID,Employee Name,Hire Date,Term Date,Program,Title\n"


async def bring(cast: Cast, home: Home, name: str, rows: str) -> None:
    recipe = Recipe(program="Harbor CRT", titles={"EMT": ("emt",)})
    brought = await imports.bring([(name, (ROSTER + rows).encode())], recipe)
    done = await imports.commit(brought, recipe, by=cast.amara.principal, now=NOW, kept=home.kept)
    assert done.position, done.plan.lines


async def imported(cast: Cast, name: str) -> UUID:
    page = await people.people(by=cast.amara.principal, limit=100)
    return next(each.fact for each in page.items if each.value.name == name)


async def test_a_file_goes_once_nothing_that_came_from_it_is_kept(cast: Cast, home: Home) -> None:
    await bring(cast, home, "roster.csv", "E-1,Zelda Zorro,2015-01-05,2018-06-30,Harbor CRT,EMT\n")
    who = await imported(cast, "Zelda Zorro")

    told = await erase(who, home, by=cast.amara.principal)

    assert [(each.name, each.goes) for each in told.files] == [("roster.csv", True)]
    assert home.kept.digests() == []
    assert (await ledger.verify(by=cast.amara.principal)).faults == ()


async def test_a_file_stays_for_as_long_as_it_is_the_evidence_of_somebody_who_is_here(cast: Cast, home: Home) -> None:
    rows = "E-1,Zelda Zorro,2015-01-05,2018-06-30,Harbor CRT,EMT\nE-2,Hoa Tran,2015-01-05,,Harbor CRT,EMT\n"
    await bring(cast, home, "roster.csv", rows)
    who = await imported(cast, "Zelda Zorro")

    told = await erase(who, home, by=cast.amara.principal)

    assert [(each.name, each.goes, each.until, each.others) for each in told.files] == [("roster.csv", False, None, 1)]
    assert len(home.kept.digests()) == 1
    assert (await ledger.verify(by=cast.amara.principal)).faults == ()


async def test_a_file_that_only_names_them_is_found_by_its_cells(cast: Cast, gone: Departed, home: Home) -> None:
    await bring(
        cast,
        home,
        "others.csv",
        f"E-2,Hoa Tran,2015-01-05,,Harbor CRT,{gone.word}-77\n".replace(f"{gone.word}-77", "EMT")
        + f"E-3,Ana Cruz ({gone.word} Married),2015-01-05,,Harbor CRT,EMT\n",
    )

    told = await erasure.preview_erasure(gone.person, by=cast.amara.principal, now=NOW, home=home)

    assert [(each.name, each.goes) for each in told.files] == [("others.csv", False)]


async def test_a_file_that_another_agency_brought_in_too_is_not_taken_from_it(cast: Cast, home: Home) -> None:
    row = "E-1,Zelda Zorro,2015-01-05,2018-06-30,{},EMT\n"
    await bring(cast, home, "roster.csv", row.format("Harbor CRT"))
    await departed.file_too(cast.chidi, home, (ROSTER + row.format("Harbor CRT")).encode())
    who = await imported(cast, "Zelda Zorro")

    await erase(who, home, by=cast.amara.principal)

    assert len(home.kept.digests()) == 1


async def test_who_looked_stays_and_is_told_of_nobody_by_name(cast: Cast, gone: Departed, home: Home) -> None:
    by = cast.amara.principal
    looker = await join(cast.amara, Role.HR, person=gone.person)
    await access_log.looked(Sight.RECORD, [cast.ben_himself], by=looker.principal, now=NOW)

    await erase(gone.person, home, by=by)

    (seen,) = (await access_log.looks_at(cast.ben_himself, by=by)).items
    assert seen.who == REMOVED
    assert replace(seen.look, subject=None).detail == ""
