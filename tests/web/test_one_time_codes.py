"""One's own account, looked at in a browser: the password, one-time codes, recovery codes, sessions."""

from __future__ import annotations

import re
from datetime import timedelta

import httpx
import pytest

from muster import clock, qr
from muster.http.sessions import SECURE_NAME
from tests.cast import NOW, PASSWORD, Cast
from tests.totp import Totp
from tests.web.conftest import Looker
from tests.web.markup import Markup

ACCOUNT, CODES = "/account", "/account/one-time-codes"
NEW = "another sentence that nobody else would say"
SHORT = "tiny bee"


async def set_up(client: httpx.AsyncClient) -> tuple[Totp, list[str]]:
    """Set one-time codes up as a browser does; return the phone and the recovery codes."""
    begun = await client.post(CODES, data={"password": PASSWORD})
    assert (begun.status_code, begun.headers["Location"]) == (303, CODES)
    page = (await client.get(CODES)).text
    found = re.search(r'class="secret">([A-Z2-7 ]+)<', page)
    assert found
    phone = Totp(found[1].replace(" ", ""))
    shown = await client.post(f"{CODES}/confirmation", data={"code": phone.code(ahead=-1)})
    assert shown.status_code == 200
    return phone, [text for tag, text in Markup(shown.text).texts if tag == "code"]


async def test_setting_up_shows_a_picture_and_the_secret_and_asks_for_a_code(amara: httpx.AsyncClient) -> None:
    await amara.post(CODES, data={"password": PASSWORD})
    reply = await amara.get(CODES)

    page = Markup(reply.text)
    assert page.faults == []
    assert reply.headers["Cache-Control"] == "no-store"
    (uri,) = [link for link in page.links if link.startswith("otpauth:")]
    assert f'd="{qr.picture(uri).path}"' in reply.text, "the picture says what the address says"
    assert "<img" not in reply.text
    assert "style=" not in reply.text


async def test_the_recovery_codes_are_shown_once_and_a_code_is_asked_for_then(
    cast: Cast, amara: httpx.AsyncClient, looking: Looker
) -> None:
    before = amara.cookies[SECURE_NAME]
    phone, codes = await set_up(amara)

    assert len(set(codes)) == 10
    assert amara.cookies[SECURE_NAME] != before
    for path in (ACCOUNT, CODES):
        page = await amara.get(path)
        assert Markup(page.text).faults == []
        assert not [each for each in codes if each in page.text]
        assert "10 recovery codes are left." in page.text
    again = await amara.post(f"{CODES}/confirmation", data={"code": phone.code()})
    assert (again.status_code, again.headers["Location"]) == (303, CODES), "sent twice, it shows them no second time"

    client = await looking(None)
    asked = await client.post("/sign-in", data={"email": cast.amara.email, "password": PASSWORD, "next": ACCOUNT})
    form = await client.get(asked.headers["Location"])
    empty = await client.post("/sign-in/code", data={"code": "", "next": ACCOUNT})
    wrong = await client.post("/sign-in/code", data={"code": "123456", "next": ACCOUNT})
    right = await client.post("/sign-in/code", data={"code": codes[0], "next": ACCOUNT})

    for reply, status in ((form, 200), (empty, 422), (wrong, 401)):
        assert reply.status_code == status
        assert Markup(reply.text).faults == []
        assert Markup(reply.text).fields["next"] == ACCOUNT
    assert "123456" not in wrong.text
    assert (right.status_code, right.headers["Location"]) == (303, ACCOUNT)
    assert "9 recovery codes are left." in (await client.get(ACCOUNT)).text


@pytest.mark.parametrize(
    ("path", "sent", "status", "says"),
    [
        (CODES, {"password": ""}, 422, "Your password now: nothing is chosen or written here."),
        (CODES, {"password": "not this"}, 403, "That is not your password."),
        (f"{ACCOUNT}/password", {"new": ""}, 422, "New password: nothing is chosen or written here."),
        (f"{ACCOUNT}/password", {"password": PASSWORD, "new": NEW, "again": "no"}, 422, "The two are not the same."),
        (f"{ACCOUNT}/password", {"password": "not this", "new": NEW, "again": NEW}, 403, "That is not your password."),
        (f"{ACCOUNT}/password", {"password": PASSWORD, "new": SHORT, "again": SHORT}, 422, "too short"),
        (
            f"{ACCOUNT}/password",
            {"password": PASSWORD, "new": "passwordpassword", "again": "passwordpassword"},
            422,
            "tried first, or such a word over and over",
        ),
        (
            f"{ACCOUNT}/password",
            {"password": PASSWORD, "new": "Harbor County Harbor County", "again": "Harbor County Harbor County"},
            422,
            "your agency's name",
        ),
    ],
    ids=str,
)
async def test_what_cannot_be_right_is_said_on_the_same_page(
    path: str, sent: dict[str, str], status: int, says: str, amara: httpx.AsyncClient
) -> None:
    reply = await amara.post(path, data=sent)

    page = Markup(reply.text)
    assert reply.status_code == status
    assert page.faults == []
    assert page.text("title").startswith("Error:")
    assert says in page.words.replace("&#39;", "'")
    for secret in (PASSWORD, NEW, "passwordpassword"):
        assert secret not in reply.text
    assert page.fields.get("password", "") == ""


async def test_what_cannot_be_right_once_codes_are_asked_for(amara: httpx.AsyncClient) -> None:
    phone, _ = await set_up(amara)
    removal = f"{CODES}/removal"
    for path, sent, status, says in (
        (f"{ACCOUNT}/recovery-codes", {"code": ""}, 422, "One-time code: nothing is chosen or written here."),
        (f"{ACCOUNT}/recovery-codes", {"code": "000000"}, 403, "That code is not the current one, or was used before."),
        (removal, {"password": ""}, 422, "Your password now: nothing is chosen or written here."),
        (removal, {"password": PASSWORD, "removal-code": "000000"}, 403, "The password or the code is not right."),
        (removal, {"password": "no", "removal-code": phone.code()}, 403, "The password or the code is not right."),
    ):
        reply = await amara.post(path, data=sent)
        page = Markup(reply.text)
        assert reply.status_code == status
        assert page.faults == []
        assert says in page.words


async def test_a_short_password_is_changed_before_codes_are_removed(amara: httpx.AsyncClient) -> None:
    phone, _ = await set_up(amara)
    hint = (await amara.get(f"{ACCOUNT}/password")).text
    assert "8 characters or more" in hint
    changed = await amara.post(f"{ACCOUNT}/password", data={"password": PASSWORD, "new": SHORT, "again": SHORT})
    assert changed.headers["Location"] == f"{ACCOUNT}?done=password"

    refused = await amara.post(f"{CODES}/removal", data={"password": SHORT, "removal-code": phone.code()})

    assert refused.status_code == 422
    assert Markup(refused.text).faults == []
    assert "Without one-time codes a password needs 15 characters, and yours has fewer." in Markup(refused.text).words


async def test_recovery_codes_are_made_anew_and_the_codes_removed(amara: httpx.AsyncClient) -> None:
    phone, codes = await set_up(amara)
    renewed = await amara.post(f"{ACCOUNT}/recovery-codes", data={"code": phone.code()})
    fresh = [text for tag, text in Markup(renewed.text).texts if tag == "code"]

    assert Markup(renewed.text).faults == []
    assert len(fresh) == 10
    assert not set(fresh) & set(codes)
    removed = await amara.post(f"{CODES}/removal", data={"password": PASSWORD, "removal-code": fresh[0]})
    assert removed.headers["Location"] == f"{ACCOUNT}?done=codes-removed"
    assert "No code is asked for any more." in (await amara.get(removed.headers["Location"])).text


async def test_a_changed_password_signs_out_everywhere_else(
    cast: Cast, amara: httpx.AsyncClient, looking: Looker
) -> None:
    other = await looking(cast.amara)
    reply = await amara.post(f"{ACCOUNT}/password", data={"password": PASSWORD, "new": NEW, "again": NEW})

    assert (await other.get(ACCOUNT)).headers["Location"] == f"/sign-in?next={ACCOUNT}"
    page = await amara.get(reply.headers["Location"])
    assert "Your password is changed." in page.text
    assert Markup(page.text).faults == []


async def test_sessions_are_listed_and_ended_one_by_one_or_all(
    cast: Cast, amara: httpx.AsyncClient, looking: Looker, monkeypatch: pytest.MonkeyPatch
) -> None:
    second, third = await looking(cast.amara), await looking(cast.amara)
    monkeypatch.setattr(clock, "instant", lambda: NOW.at + timedelta(minutes=5))
    page = (await amara.get(ACCOUNT)).text
    ends = re.findall(r'action="(/account/sessions/[0-9a-f-]{36}/end)"', page)

    assert len(ends) == 2, "one's own has no button"
    assert "This browser" in page
    assert "November 22, 2026, 09:05" in page, "where the agency keeps its midnight"
    assert (await amara.post(ends[0])).headers["Location"] == f"{ACCOUNT}?done=session"
    assert (await amara.post(ends[0])).headers["Location"] == ACCOUNT, "twice does no harm"
    assert sorted([(await each.get(ACCOUNT)).status_code for each in (second, third)]) == [200, 303]
    await amara.post("/account/sessions/end")
    assert [(await each.get(ACCOUNT)).status_code for each in (amara, second, third)] == [200, 303, 303]


async def test_every_form_about_one_s_account_says_how_long_to_wait(amara: httpx.AsyncClient) -> None:
    for _ in range(10):
        await amara.post(CODES, data={"password": "not this"})
    for path, sent in (
        (CODES, {"password": PASSWORD}),
        (f"{ACCOUNT}/password", {"password": PASSWORD, "new": NEW, "again": NEW}),
    ):
        reply = await amara.post(path, data=sent)
        assert reply.status_code == 429
        assert reply.headers["Retry-After"] == "900"
        assert "Try again in 15 minutes." in reply.text
        assert Markup(reply.text).faults == []
