"""Who is shown what: every page, every caller; and every page is one that any browser can read."""

from __future__ import annotations

from typing import Any
from uuid import uuid4

import httpx
import pytest

from muster.http.signed import PUBLIC
from tests.api.world import ROSTER, World
from tests.cast import PASSWORD, Cast
from tests.web.markup import Markup
from tests.web.matrix import CHOOSE, FORM, NEW_SHARE, OWN_PACK, PAGES, PLACE, SHARE, Page

GUARDED = [page for page in PAGES if not page.public]
IN_VAIN = {httpx.codes.FORBIDDEN, httpx.codes.NOT_FOUND, httpx.codes.UNPROCESSABLE_ENTITY}


def only_looking(page: Page, *callers: str) -> Any:  # noqa: ANN401 - pytest names no type for it
    """Return a page as a parameter; ``standing`` where nothing is sent, or where these callers send it in vain."""
    standing = page.method == "GET" or {getattr(page, each) for each in callers} <= IN_VAIN
    return pytest.param(page, id=page.name, marks=[pytest.mark.standing] if standing else [])


LOOKED_AT = [
    page
    for page in GUARDED
    if page.method == "GET" and page.path != "/" and not page.path.startswith("/sign-in/") and not page.file
]


# What a browser sends to the forms about one's own account.
NEW = "another sentence that nobody else would say"
PROVED = {"password": PASSWORD, "new": NEW, "again": NEW, "code": "000000", "removal-code": "000000"}


def filled(path: str, world: World) -> dict[str, str]:
    """Return what a browser sends when the form is filled in as it should be."""
    place = {"version": str(world.versions["membership"]), "because": "she leads the day team now"}
    day = {"day": "31", "month": "May", "year": "2027"}
    forms = {
        FORM: _completion(world),
        PLACE: place | {"role": "supervisor", "program": str(world.ids["program"])},
        f"{PLACE}/end": place,
        "/members/second-factor": place | {"version": str(world.versions["agency"]), "required": "no"},
        SHARE: {"how": "now", "because": "the plan is done"},
        "/classes/new": _completion(world) | {"day": "6", "people": str(world.ids["person"])},
        "/shifts/new": _shift(world),
        "/shifts/{shift}/plan": _shift(world),
        "/shifts/{shift}/went": _shift(world),
        "/shifts/{shift}/withdrawal": {"because": "it did not go out"},
        "/courses/new": {"id": str(uuid4()), "title": "De-escalation", "topics": "de-escalation", "hours": "8"},
        "/courses/{course}": {
            "version": str(world.versions["course"]),
            "title": "De-escalation",
            "topics": "de-escalation",
            "because": "it was renamed",
        },
        "/programs/{program}/duties": _duty() | {"id": str(uuid4())},
        "/duties-done/{duty_done}": _duty()
        | {"version": str(world.versions["duty_done"]), "because": "the minutes say so"},
        "/duties-done/{duty_done}/withdraw": {
            "version": str(world.versions["duty_done"]),
            "because": "it was a slip",
        },
        "/awards/{award}/papers": _paper() | {"id": str(uuid4())},
        "/papers-sent/{paper_sent}": _paper() | _corrected(world, "paper_sent"),
        "/papers-sent/{paper_sent}/withdraw": _corrected(world, "paper_sent"),
        "/awards/{award}/costs": _cost() | {"id": str(uuid4())},
        "/costs/{cost}": _cost() | _corrected(world, "cost"),
        "/costs/{cost}/withdraw": _corrected(world, "cost"),
        "/awards/{award}/figures": _figures() | {"id": str(uuid4())},
        "/figures/{figures}": _figures() | _corrected(world, "figures"),
        "/figures/{figures}/withdraw": _corrected(world, "figures"),
        "/programs/{program}/responses": _response() | {"id": str(uuid4())},
        "/responses/{response}": _response()
        | {"version": str(world.versions["response"]), "because": "the list of the centre says so"},
        "/responses/{response}/withdraw": {"version": str(world.versions["response"]), "because": "it was a slip"},
        "/courses/{course}/approvals": _approval() | {"id": str(uuid4())},
        "/approvals/{approval}": _approval()
        | {"version": str(world.versions["approval"]), "because": "the list of June says so"},
        "/approvals/{approval}/withdraw": {"version": str(world.versions["approval"]), "because": "it was a slip"},
        "/head-counts": _counted(world) | {"id": str(uuid4())},
        "/head-counts/{head_count}": _counted(world)
        | {"version": str(world.versions["head_count"]), "because": "one left before the end"},
        "/head-counts/{head_count}/withdraw": {"version": str(world.versions["head_count"]), "because": "a slip"},
        "/paid": {"which": f"{world.ids['course']} 2026-01-05", "paid": str(world.ids["award"])},
        "/workforces": {"id": str(uuid4()), "role": world.canary, "workforce": "other"},
        "/workforces/{workforce}": {
            "version": str(world.versions["workforce"]),
            "workforce": "other",
            "because": "they drive",
        },
        "/workforces/{workforce}/withdraw": {"version": str(world.versions["workforce"]), "because": "it was a slip"},
        NEW_SHARE: _new_share(world),
        "/invitations": {"id": str(uuid4()), "email": "new@example.org", "role": "responder"},
        "/invitations/{invitation}/withdraw": {"because": "it was a slip"},
        "/tokens": day | {"id": str(uuid4()), "name": "nightly export", "permissions": "people:read"},
    }
    return forms.get(path, PROVED)


def _response() -> dict[str, str]:
    sent = {"day": "20", "month": "11", "year": "2026", "at": "21:04", "by": "988-hub", "place": "urban"}
    return sent | {"setting-out": "4", "arriving": "23", "call-type": "suicide concern", "backup": "none"}


def _shift(world: World) -> dict[str, str]:
    return {
        "id": str(uuid4()),
        "version": str(world.versions["shift"]),
        "program": str(world.ids["program"]),
        "team": "mobile crisis",
        "day": "22",
        "month": "11",
        "year": "2026",
        "since": "6:00",
        "until": "2 pm",
        f"going-{world.ids['person']}": "in-person",
        "because": "it was another hour",
    }


def _new_share(world: World) -> dict[str, str]:
    return {
        "id": str(uuid4()),
        "recipient": str(world.ids["region"]),
        "program": str(world.ids["program"]),
        "level": "counts",
        "purpose": "Regional plan",
        "first-day": "1",
        "first-month": "Oct",
        "first-year": "2026",
        "last-day": "30",
        "last-month": "Sep",
        "last-year": "2027",
        "because": "they asked",
        "confirmed": "yes",
    }


def _corrected(world: World, kind: str) -> dict[str, str]:
    return {"version": str(world.versions[kind]), "because": "it was a slip"}


def _paper() -> dict[str, str]:
    return {"paper": "liquidation/2027-09-30", "sent-day": "20", "sent-month": "Nov", "sent-year": "2026"}


def _cost() -> dict[str, str]:
    first = {"first-day": "1", "first-month": "Oct", "first-year": "2026"}
    last = {"last-day": "31", "last-month": "Oct", "last-year": "2026"}
    return {"category": "pay", "dollars": "20,000"} | first | last


def _figures() -> dict[str, str]:
    return {"through": "2027-09-30", "form": "4040-0014", "a": "330", "b": "310", "d": "500", "e": "310", "f": "40"}


def _duty() -> dict[str, str]:
    return {"duty": "owed/plan", "day": "5", "month": "Jan", "year": "2026", "reference": "Binder 4"}


def _approval() -> dict[str, str]:
    return {"authority": "MDH", "first-day": "1", "first-month": "Jan", "first-year": "2026", "reference": "List 4"}


def _counted(world: World) -> dict[str, str]:
    said = _completion(world) | {"people": "25", "workforce": "other", "paid": str(world.ids["award"])}
    return {name: said[name] for name in ("course", "day", "month", "year", "hours", "people", "workforce", "paid")}


def _completion(world: World) -> dict[str, str]:
    return {
        "id": str(uuid4()),
        "course": str(world.ids["course"]),
        "day": "5",
        "month": "Jan",
        "year": "2026",
        "hours": "1.5",
        "mode": "in-person",
        "proof": "document-seen",
    }


def asked(page: Page, world: World, *, missing: bool = False) -> dict[str, Any]:
    """Return the request, as httpx takes it."""
    request: dict[str, Any] = {"method": page.method, "url": (world.missing if missing else world.at)(page.path)}
    if page.method != "POST":
        return request
    if page.path == CHOOSE:
        return request | {"files": [("file", ("roster.csv", ROSTER))]}
    if page.path == OWN_PACK:
        return request | {"files": [("text", (None, "no pack"))]}
    return request | {"data": filled(page.path, world)}


def test_every_page_that_needs_no_sign_in_is_said_to_be_public() -> None:
    assert {(page.method, page.path) for page in PAGES if page.public} <= PUBLIC
    assert not {(page.method, page.path) for page in GUARDED} & PUBLIC


@pytest.mark.standing
@pytest.mark.parametrize("page", GUARDED, ids=lambda page: page.name)
async def test_a_stranger_is_sent_to_sign_in_and_back(page: Page, world: World, stranger: httpx.AsyncClient) -> None:
    reply = await stranger.request(**asked(page, world))

    assert reply.status_code == 303
    after = "" if page.path == "/" or page.path.startswith("/sign-in/") else f"?next={world.at(page.path)}"
    assert reply.headers["Location"] == f"/sign-in{after}"
    assert world.canary not in reply.text


@pytest.mark.parametrize("page", [only_looking(page, "ben", "chidi") for page in GUARDED])
async def test_whoever_may_not_is_refused_on_a_page_and_learns_nothing(
    page: Page, world: World, ben: httpx.AsyncClient, chidi: httpx.AsyncClient
) -> None:
    chidis = await chidi.request(**asked(page, world))
    bens = await ben.request(**asked(page, world))

    assert (chidis.status_code, bens.status_code) == (page.chidi, page.ben)
    for reply in (chidis, bens):
        assert world.canary not in reply.text
        if reply.headers["Content-Type"].startswith("text/html"):
            assert Markup(reply.text).faults == []
    if page.chidi == httpx.codes.NOT_FOUND:  # what is elsewhere is answered like what is not
        nobodys = await chidi.request(**asked(page, world, missing=True))
        assert nameless(chidis) == nameless(nobodys)


@pytest.mark.parametrize("page", [only_looking(page, "amara") for page in GUARDED])
async def test_amara_may(page: Page, world: World, amara: httpx.AsyncClient) -> None:
    reply = await amara.request(**asked(page, world))

    assert reply.status_code == page.amara, reply.text


@pytest.mark.standing
@pytest.mark.parametrize("page", LOOKED_AT, ids=lambda page: page.name)
async def test_every_page_can_be_read_and_is_kept_by_nobody(page: Page, world: World, hr: httpx.AsyncClient) -> None:
    reply = await hr.request(**asked(page, world))

    assert reply.headers["Cache-Control"] == "no-store"
    assert "default-src 'none'" in reply.headers["Content-Security-Policy"]
    assert "unsafe" not in reply.headers["Content-Security-Policy"]
    if reply.status_code == httpx.codes.OK:
        assert reply.headers["Content-Type"] == "text/html; charset=utf-8"
    page_read = Markup(reply.text)
    assert page_read.faults == []
    assert all(link.startswith(("/", "#")) and not link.startswith("//") for link in page_read.links)


@pytest.mark.prove
async def test_every_link_on_every_page_leads_somewhere(world: World, amara: httpx.AsyncClient) -> None:
    for page in LOOKED_AT:
        for link in Markup((await amara.get(world.at(page.path))).text).links:
            if link.startswith("/") and not link.startswith("/api/"):
                reply = await amara.get(link, follow_redirects=True)
                assert reply.status_code == 200, f"{page.path} leads to {link}"


async def test_the_navigation_offers_what_a_role_opens(
    cast: Cast, amara: httpx.AsyncClient, hr: httpx.AsyncClient, ben: httpx.AsyncClient
) -> None:
    assert {"/people", "/reports"} <= set(Markup((await amara.get("/people")).text).links)
    assert "/reports" not in Markup((await hr.get("/people")).text).links
    bens = Markup((await ben.get("/me")).text)
    assert "/me" in bens.links
    assert not {"/people", "/reports"} & set(bens.links)


def test_a_page_with_faults_is_found_out() -> None:
    html = (
        '<!doctype html><html lang="en"><title>a</title><body><main><h1>a</h1><h1>b</h1><input id="x" name="x">'
        '<script>1</script><p style="a" id="x"><a href="#gone">g</a></main></body></html>'
    )

    faults = " ".join(Markup(html).faults)

    for each in (
        "2 of <h1>",
        "x has no label",
        "a script stands",
        "has style",
        "x is there twice",
        "id gone",
        "closes p",
    ):
        assert each in faults


def nameless(reply: httpx.Response) -> str:
    """Return a page without the number of its request."""
    return reply.text.replace(reply.headers["X-Request-ID"], "")
