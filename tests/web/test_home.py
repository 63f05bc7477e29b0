"""The first page: the morning for whoever runs a team, three steps for whoever begins, and a way on for the others."""

from __future__ import annotations

from datetime import date, timedelta
from uuid import UUID

import httpx
import pytest

from muster.domain.access import Role
from muster.domain.teams.shifts import Going
from muster.services import leave, packs, people, programs, shifts, training
from tests import make, teams
from tests.cast import NOW, TODAY, Cast, found, join
from tests.letters import invited
from tests.web.conftest import Looker
from tests.web.markup import Markup

LAST_YEAR = TODAY.replace(year=TODAY.year - 1)


async def shown(client: httpx.AsyncClient, path: str = "/", *, language: str = "en") -> Markup:
    reply = await client.get(path, headers={"Accept-Language": language})
    assert reply.status_code == httpx.codes.OK, reply.text
    page = Markup(reply.text)
    assert page.faults == []
    return page


@pytest.fixture
async def team(cast: Cast) -> dict[str, UUID]:
    """Bea is trained until tonight, Cal for two weeks more, Dov never was, and Ann is for long."""
    by = cast.amara.principal
    await packs.adopt_pack(packs.shipped_text("us-osha-bbp"), since=date(2025, 1, 1), by=by, now=NOW)
    course = await training.add_course(make.course(), by=by, now=NOW)
    there: dict[str, UUID] = {}
    days = {"Ann": TODAY - timedelta(days=7), "Bea": LAST_YEAR, "Cal": LAST_YEAR + timedelta(days=14), "Dov": None}
    for name, done in days.items():
        there[name] = await people.add_person(make.identity(name), by=by, now=NOW)
        await people.record_role(there[name], make.role(program=cast.program), by=by, now=NOW)
        if done:
            await training.record_completion(there[name], make.completion(course, done), by=by, now=NOW)
    return there


async def test_the_morning_says_who_cannot_work_tomorrow_and_why(team: dict[str, UUID], hr: httpx.AsyncClient) -> None:
    page = await shown(hr)

    assert page.text("h1") == "Today"
    tomorrow = page.words[page.words.index("Who cannot work tomorrow") : page.words.index("What lapses next")]
    assert "On November 23, 2026, as things stand now." in tomorrow
    assert tomorrow.index("Bea Today, and not tomorrow") < tomorrow.index("Dov Not cleared")
    assert "Paragraph 29 CFR 1910.1030(g)(2)" in tomorrow
    assert "Cal" not in tomorrow
    assert f"/people/{team['Bea']}" in page.links


async def test_whoever_is_on_leave_tomorrow_is_no_surprise_of_the_morning(
    team: dict[str, UUID], cast: Cast, hr: httpx.AsyncClient
) -> None:
    by, through = cast.amara.principal, TODAY + timedelta(days=30)
    for name in ("Ann", "Bea"):
        await leave.record_leave(team[name], make.leave(TODAY, through), by=by, now=NOW)

    page, spanish = await shown(hr), await shown(hr, language="es")
    listed = await shown(hr, "/people")
    file = await hr.get("/people/file")

    tomorrow = page.words[page.words.index("Who cannot work tomorrow") : page.words.index("What lapses next")]
    surprises, expected = tomorrow.split("On leave tomorrow")
    assert ("Dov" in surprises, "Bea" in surprises) == (True, False)
    assert "Ann On leave through December 22, 2026 Bea On leave through December 22, 2026 Not cleared" in expected
    assert "Con ausencia autorizada mañana" in spanish.words
    assert "Ann EMT Cleared On leave through December 22, 2026" in listed.words
    assert "On leave" not in listed.words.split("Dov")[1].split("Show")[0]
    assert "Cleared; On leave through December 22, 2026" in file.text


async def test_the_morning_says_what_lapses_next_as_far_as_is_asked(
    team: dict[str, UUID], hr: httpx.AsyncClient
) -> None:
    near, far = await shown(hr, "/?within=10"), await shown(hr, "/?within=60")

    assert "November 22, 2026 Bloodborne pathogens Bea" in near.words
    assert "December 6, 2026" not in near.words
    assert "December 6, 2026 Bloodborne pathogens Cal" in far.words


async def test_the_four_numbers_lead_to_the_lists_behind_them(team: dict[str, UUID], hr: httpx.AsyncClient) -> None:
    page = await shown(hr)

    assert "1 Not cleared today 2 Cleared, and no longer in 30 days 0 Somebody has to look" in page.words
    assert {
        "/people?standing=not-cleared",
        "/people?standing=lapsing&within=30",
        "/people?standing=review",
        "/reminders",
    } <= set(page.links)


async def test_the_morning_is_told_in_spanish(team: dict[str, UUID], hr: httpx.AsyncClient) -> None:
    page = await shown(hr, language="es")

    assert page.lang == "es"
    assert "Quién no puede trabajar mañana" in page.words
    assert "Bea Hoy sí, mañana no" in page.words
    assert "22 de noviembre de 2026" in page.words


async def test_what_waits_leads_to_where_it_is_seen_to(
    team: dict[str, UUID], amara: httpx.AsyncClient, cast: Cast
) -> None:
    assert "All caught up." in (await shown(amara)).words

    await invited("new@example.org", by=cast.amara.principal)

    page = await shown(amara)
    assert "1 invitation that nobody has accepted yet" in page.words
    assert "/invitations" in page.links


async def test_whoever_may_not_read_people_is_led_on(cast: Cast, ben: httpx.AsyncClient, looking: Looker) -> None:
    operator = await looking(await join(cast.amara, Role.SYSTEM_ADMINISTRATOR))
    grant_officer = await looking(await join(cast.amara, Role.GRANT_OFFICER))

    assert (await ben.get("/")).headers["Location"] == "/me"
    assert (await operator.get("/")).headers["Location"] == "/members"
    assert (await grant_officer.get("/")).headers["Location"] == "/reports"


async def test_an_agency_with_nobody_is_shown_three_steps_and_nothing_else(looking: Looker) -> None:
    eve, _ = await found("Pine County")

    page = await shown(await looking(eve))

    assert "Three steps to begin" in page.words
    assert "Step 1 of 3 Bring your people in" in page.words
    assert "Who cannot work tomorrow" not in page.words.replace("who cannot work tomorrow", "")
    assert {"/imports", "/packs", "/invitations"} <= set(page.links)


async def test_each_step_says_that_it_is_done_and_all_vanish_with_the_last(looking: Looker) -> None:
    eve, _ = await found("Pine County")
    client, by = await looking(eve), eve.principal

    await people.add_person(make.identity(), by=by, now=NOW)
    first = await shown(client)
    await packs.adopt_pack(packs.shipped_text("us-osha-bbp"), since=TODAY, by=by, now=NOW)
    second = await shown(client, language="es")
    await invited("new@example.org", by=by)
    third = await shown(client)

    assert "Done Bring your people in Step 2 of 3" in first.words
    assert "Hecho Traiga a su gente Hecho Diga por qué normas se rigen Paso 3 de 3" in second.words
    assert "Three steps to begin" not in third.words
    assert "Nobody holds a role yet." in third.words


async def test_whoever_cannot_do_a_step_is_told_who_does(looking: Looker, cast: Cast) -> None:
    await people.add_person(make.identity(), by=cast.chidi.principal, now=NOW)
    page = await shown(await looking(await join(cast.chidi, Role.SUPERVISOR)))

    assert "An administrator of your agency does this." in page.words
    assert not {"/packs", "/imports"} & set(page.links)


async def test_the_morning_says_which_teams_go_out_within_a_day_and_whether_they_may(
    cast: Cast, hr: httpx.AsyncClient, looking: Looker
) -> None:
    by = cast.amara.principal
    night = await programs.add_program("Night team", by=by, now=NOW)
    for program in (cast.program, night):
        await teams.adopt(by, program)
    lee, wen = await teams.clinician(by, "Lee Park", cast.program), await teams.emt(by, "Wen", night, through=None)
    made = {}
    for name, program, who, hours in (
        ("tonight", cast.program, lee, 8),
        ("theirs", night, wen, 10),
        ("over", cast.program, lee, -9),
        ("later", cast.program, lee, 25),
    ):
        out = make.outing(NOW.at + timedelta(hours=hours), 8, equipment=teams.KIT)
        made[name] = await shifts.plan_shift(make.shift(program, out), [Going(who)], by=by, now=NOW)
    supervisor = await looking(await join(cast.amara, Role.SUPERVISOR, program=cast.program))

    whole, own = await shown(hr), await shown(supervisor)

    def named(page: Markup) -> set[str]:
        return {name for name, which in made.items() if f"/shifts/{which}" in page.links}

    assert named(whole) == {"tonight", "theirs"}
    assert named(own) == {"tonight"}, "another program's team is out of reach"
    soon = whole.words[whole.words.index("Teams that go out within a day") : whole.words.index("What lapses next")]
    assert "May not go out" in soon
    assert "Wen: not cleared: 1 requirement not met." in soon
    assert "Night team" in soon
    assert "Wen" not in own.words
