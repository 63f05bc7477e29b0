"""Days of the people who use muster: with the keyboard alone, and without any script, each within a stated bound."""

from __future__ import annotations

import re

import pytest
from playwright.async_api import expect

from tests.browser.county import COURSE, address
from tests.browser.journey import Journey, Setting
from tests.cast import NOW, PASSWORD

NEW = "another sentence that nobody else would say"
ANSWER, ANY = re.compile("cleared"), re.compile(".")
SCRIPT = pytest.mark.parametrize("script", [True, False], ids=["with script", "without"])


async def signs_in(somebody: Journey, name: str, password: str, to: str) -> None:
    """Sign in with the keyboard alone."""
    await somebody.reaches("textbox", "E-mail")
    await somebody.types(address(name))
    await somebody.presses("Tab")
    await somebody.types(password)
    await somebody.goes_on("Enter", to)


@SCRIPT
async def test_a_responder_signs_in_on_a_phone_and_reads_the_answer_without_scrolling(
    journey: Setting, *, script: bool
) -> None:
    chidi = await journey(None, "/me", width=360, script=script)
    await signs_in(chidi, "chidi", PASSWORD, "/me")

    answer = chidi.page.get_by_role("heading", level=1)
    await expect(answer).to_have_text(ANSWER)
    box = await answer.bounding_box()
    assert box is not None
    assert box["y"] + box["height"] <= 640
    assert chidi.keys <= 8


@SCRIPT
async def test_hr_finds_somebody_and_records_a_completion_with_the_keyboard(journey: Setting, *, script: bool) -> None:
    hana = await journey("hana", "/people", script=script)
    await hana.reaches("searchbox", ANY)
    await hana.types("chidi")
    await hana.goes_on("Enter", "/**")
    await hana.reaches("link", "Chidi Nguyen")
    await hana.goes_on("Enter", "/people/*")
    await hana.reaches("link", "Record a completion")
    await hana.goes_on("Enter", "/people/*/completions/new")

    await hana.reaches("combobox", "Course")
    await hana.presses("ArrowDown")
    for label, text in (("Month", "Jan"), ("Day", "5"), ("Year", str(NOW.today.year)), ("Hours", "1.5")):
        await hana.reaches("textbox", label)
        await hana.types(text)
    await hana.reaches("combobox", "How it was taken")
    await hana.presses("ArrowDown")
    await hana.reaches("radio", ANY)
    await hana.presses("Space")
    await hana.reaches("button", "Record it")
    await hana.goes_on("Enter", "/people/**")

    await expect(hana.page.get_by_role("status").filter(has_text="ecorded")).to_be_visible()
    assert hana.keys <= 110


@SCRIPT
async def test_hr_records_a_completion_with_a_mouse(journey: Setting, *, script: bool) -> None:
    hana = await journey("hana", "/people?named=chidi", script=script)
    await hana.follows("Chidi Nguyen")
    await hana.follows("Record a completion")
    await hana.chooses("Course", "BBP")
    for label, text in (("Month", "2"), ("Day", "6"), ("Year", str(NOW.today.year))):
        await hana.writes(label, text)
    await hana.chooses("How it was taken", "in person")
    await hana.clicks_on(ANY, role="radio")
    await hana.clicks_on("Record it")

    await expect(hana.page.get_by_role("status").filter(has_text="ecorded")).to_be_visible()
    assert hana.clicks <= 9


@SCRIPT
async def test_hr_records_a_class_of_25_on_one_page_and_undoes_it(journey: Setting, *, script: bool) -> None:
    hana = await journey("hana", "/courses", script=script)
    await hana.page.get_by_role("link", name=f"Record a class {COURSE}").click()
    for label, text in (("Month", "Mar"), ("Day", "5"), ("Year", str(NOW.today.year))):
        await hana.writes(label, text)
    await hana.chooses("How it was taken", "In person")
    await hana.clicks_on("We have seen the certificate", role="radio")
    for place in range(25):
        await hana.page.get_by_role("list").get_by_role("checkbox").nth(place).check()
    page = hana.at
    before = hana.clicks
    await hana.clicks_on("Record it for everybody ticked")

    done = hana.page.get_by_role("status").filter(has_text="Recorded for 25 people")
    await expect(done).to_be_visible()
    assert page.startswith("/classes/new?course=")
    assert hana.clicks - before == 1, "one submission"
    await hana.clicks_on("Undo")
    await expect(hana.page.get_by_role("status").filter(has_text="Taken back for 25 people")).to_be_visible()
    assert hana.clicks <= 7


async def test_the_sheet_is_narrowed_by_typing_and_says_how_many_are_ticked(journey: Setting) -> None:
    hana = await journey("hana", "/classes/new")
    everybody = hana.page.get_by_role("list").get_by_role("checkbox")
    await everybody.nth(1).check()
    await hana.writes("Find by name or role", "nguyen chidi")

    await expect(everybody.filter(visible=True)).to_have_count(2)
    await hana.page.get_by_label("Everybody who is shown").check()
    await expect(hana.page.locator("[data-ticked]")).to_have_text("2 ticked")


@SCRIPT
async def test_what_is_wrong_is_read_first_and_leads_to_where_it_is_mended(journey: Setting, *, script: bool) -> None:
    gita = await journey("gita", "/account/password", script=script)
    await gita.reaches("button", "Change it")
    await gita.goes_on("Enter", "/account/password")

    summary = gita.page.get_by_role("alert")
    await expect(summary).to_be_focused()
    await expect(summary).to_contain_text("There is a problem")
    await expect(gita.page).to_have_title(re.compile("^Error:"))
    before = gita.keys
    await gita.presses("Tab")
    await gita.presses("Enter")
    await expect(gita.page.get_by_label("Your password now")).to_be_focused()
    assert gita.keys - before == 2


@SCRIPT
async def test_somebody_changes_their_password_signs_out_and_in_again(
    journey: Setting,
    spare: str,
    *,
    script: bool,
) -> None:
    somebody = await journey(spare, "/account/password", script=script)
    for label, text in (("Your password now", PASSWORD), ("New password", NEW), ("The same again", NEW)):
        await somebody.reaches("textbox", label)
        await somebody.types(text)
    await somebody.goes_on("Enter", "/account*")
    await somebody.reaches("button", "Sign out")
    await somebody.goes_on("Enter", "/sign-in")
    await signs_in(somebody, spare, NEW, "/*")

    assert not somebody.at.startswith("/sign-in")
    assert somebody.keys <= 75


@pytest.mark.parametrize("who", ["hana", "chidi", "gita", "sam", "amara", "sofia", "dana", "lena", "nora"])
async def test_everybody_comes_to_a_first_page_of_their_own_and_can_sign_out(who: str, journey: Setting) -> None:
    somebody = await journey(who, width=360, script=False)

    assert not somebody.at.startswith("/sign-in")
    await expect(somebody.page.get_by_role("heading", level=1)).to_be_visible()
    await somebody.opens_the_menu()
    await expect(somebody.page.get_by_role("button", name="Sign out")).to_be_visible()
