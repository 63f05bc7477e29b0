"""Nobody sees what is not theirs: every route, every page, every caller, whosever the record is."""

from __future__ import annotations

import pytest
from litestar import Litestar, get

from muster.domain.access import Permission, Principal, Scope
from muster.domain.errors import Forbidden
from muster.persistence.embedded import Embedded
from tests.api.beside import BESIDE, besides
from tests.api.callers import (
    ADMINISTRATOR,
    ADMINISTRATOR_ELSEWHERE,
    ANOTHER,
    CALLERS,
    INES,
    MISSING,
    RESPONDER,
    STRANGER,
    Stage,
    gather_stage,
)
from tests.api.conftest import Caller as Calling
from tests.api.matrix import ROWS, Row
from tests.api.needs import NEEDS, Answer, expected, undeclared
from tests.api.tenancy import (
    ASKED,
    answered,
    foreign,
    limit_sessions,
    limited,
    mismatches,
    names,
    request,
    routes,
    told_apart,
)

GUARDED = sorted(route for route, need in NEEDS.items() if not need.public)
ASKING = [route for route in GUARDED if NEEDS[route].permissions]
WRITING = [each for each in GUARDED if ASKED[each].method in {"POST", "PUT"} and not NEEDS[each].once]
KEPT: dict[str, Stage] = {}


@pytest.fixture
async def stage(database: Embedded) -> Stage:
    """Return what this module asks for. It is recorded once: what these tests record besides is in nobody's way."""
    if not KEPT:
        KEPT["made"] = await gather_stage()
    return KEPT["made"]


@get("/planted/{person:uuid}", include_in_schema=False)
async def planted() -> str:
    return "anything at all"


# -- every route has a need


def test_every_route_says_what_it_needs(app: Litestar) -> None:
    assert set(routes(app)) - set(NEEDS) == set(), "say in tests/api/needs.py what it needs"
    assert set(NEEDS) - set(routes(app)) == set(), "a need names a route that is gone"


@pytest.mark.own_app
def test_a_planted_route_that_does_not_is_found(app: Litestar) -> None:
    app.register(planted)

    assert set(routes(app)) - set(NEEDS) == {"GET /planted/{person}"}


def test_every_record_that_an_address_names_is_seen_by_somebody_known() -> None:
    assert {route: found for route in NEEDS if (found := undeclared(route))} == {}
    assert undeclared("GET /planted/{tail}") == {"tail"}


def test_what_is_expected_agrees_with_what_is_written_by_hand(stage: Stage) -> None:
    """The control of the derived statuses: three callers, each about Ines, or about their own where none is named."""
    for row in (each for each in ROWS if not each.public and "{position}" not in each.path):
        for caller, status in ((ADMINISTRATOR, row.amara), (RESPONDER, row.ben), (ADMINISTRATOR_ELSEWHERE, row.chidi)):
            derived = expected(NEEDS[row.name], caller, INES, names(row.name, stage.worlds[INES]))
            by_hand = {403: Answer.REFUSED, 404: Answer.NOTHING}.get(status, Answer.WELCOME)
            assert derived is by_hand, f"{row.name} for {caller.name}"


# -- every route, as everybody


@pytest.mark.parametrize("route", GUARDED)
async def test_somebody_is_answered_as_the_table_says_and_learns_no_more(
    route: str, stage: Stage, calling: Calling
) -> None:
    """A third of the callers ask for one route, and others for the next; `make prove` has all of them ask."""
    assert await mismatches(route, stage, calling, CALLERS[GUARDED.index(route) % 3 :: 3]) == []


@pytest.mark.prove
@pytest.mark.parametrize("route", GUARDED)
async def test_everybody_is_answered_as_the_table_says_and_learns_no_more(
    route: str, stage: Stage, calling: Calling
) -> None:
    assert await mismatches(route, stage, calling) == []


@pytest.mark.parametrize("route", WRITING)
async def test_what_a_body_names_of_another_agency_is_answered_like_what_is_not_there(
    route: str, stage: Stage, calling: Calling
) -> None:
    assert await told_apart(route, stage, calling) == ""


@pytest.mark.parametrize("route", ASKING)
async def test_exactly_the_permissions_that_a_route_names_open_it(
    route: str, stage: Stage, calling: Calling, monkeypatch: pytest.MonkeyPatch
) -> None:
    limit_sessions(monkeypatch)
    somebody = stage.members[ADMINISTRATOR if "{draft}" in route else ANOTHER]  # a draft is there for its owner
    assert somebody
    client, needed = await calling(somebody), frozenset(NEEDS[route].permissions)

    async def asked(allowed: frozenset[Permission]) -> str:
        async with limited(somebody, allowed):
            return answered(route, await client.request(**request(route, stage.worlds[INES])))

    if not NEEDS[route].once:
        assert await asked(needed) == Answer.WELCOME.value, "more is asked for than needs.py says"
    for each in NEEDS[route].necessary:
        assert await asked(frozenset(Permission) - {each}) == Answer.REFUSED.value, f"it does not ask for {each}"


@pytest.mark.parametrize("service", BESIDE)
async def test_what_no_route_asks_for_is_answered_as_the_table_says_too(service: str, stage: Stage) -> None:
    assert await besides(service, stage) == []


# -- the controls: a hole would be found


async def test_a_service_that_let_everybody_through_would_be_found(
    stage: Stage, calling: Calling, monkeypatch: pytest.MonkeyPatch
) -> None:
    def require(by: Principal, permission: Permission, **_: object) -> Scope:
        return Scope(by.scope.agency, by.scope.account)

    monkeypatch.setattr(Principal, "require", require)

    found = await mismatches("GET /api/v1/people/{person}", stage, calling)

    assert {each.partition(", about")[0] for each in found} >= {"a responder", "HR of the night team"}


async def test_a_refusal_that_tells_two_things_apart_would_be_found(
    stage: Stage, calling: Calling, monkeypatch: pytest.MonkeyPatch
) -> None:
    theirs = stage.worlds[INES].ids["person"]
    require = Principal.require

    def talkative(by: Principal, permission: Permission, **about: object) -> Scope:
        try:
            return require(by, permission, **about)  # type: ignore[arg-type]  # as they came
        except Forbidden as why:
            raise Forbidden(f"{why.message}: {'Ines' if about.get('person') == theirs else 'nobody'}") from why

    monkeypatch.setattr(Principal, "require", talkative)

    found = await mismatches("GET /api/v1/people/{person}", stage, calling, [RESPONDER])

    assert found
    assert "answered otherwise" in found[0]


def test_nine_callers_and_more_ask_for_five_kinds_of_record(stage: Stage) -> None:
    named = {route: names(route, stage.worlds[INES]) for route in GUARDED}

    asked = sum(len(CALLERS) * (5 if each else 1) for each in named.values())
    print(f"{len(GUARDED)} routes, {len(CALLERS)} callers, {asked} requests")  # noqa: T201 - for reading: pytest -rP
    assert len(CALLERS) > 9
    assert STRANGER in CALLERS
    assert all(foreign(route, stage, MISSING) is None or named[route] for route in GUARDED)
    assert all(isinstance(ASKED[route], Row) for route in GUARDED if "/api/" in route)
