"""The document and the reference page: valid, complete, and nothing in them from elsewhere."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html.parser import HTMLParser
from typing import Any

import httpx
import pytest
from litestar import Litestar
from openapi_schema_validator import OAS31Validator
from openapi_spec_validator import OpenAPIV31SpecValidator
from referencing import Registry, Resource
from referencing.jsonschema import DRAFT202012

from muster import services
from muster.api.document import document
from muster.http.sessions import SECURE_NAME
from muster.services import (
    access_log,
    accounts,
    approvals,
    awards,
    calendars,
    cards,
    checkpoints,
    classes,
    comparisons,
    compliance,
    confirmations,
    credentials,
    disclosures,
    effort,
    effort_review,
    erasure,
    explaining,
    extensions,
    figures,
    forecasting,
    going_out,
    head_counts,
    health,
    holds,
    imports,
    indirect,
    invitations,
    leave,
    ledger,
    members,
    my_data,
    one_time_codes,
    openid,
    orders,
    packs,
    papers,
    partnerships,
    passwords,
    pay,
    people,
    plans,
    previews,
    program_duties,
    programs,
    proofs,
    received,
    reminders,
    reports,
    requests,
    responses,
    retention,
    search,
    sessions,
    shares,
    shifts,
    staff_rule,
    timeline,
    today,
    tokens,
    training,
    trials,
    undoing,
    waivers,
    what_if,
    workforces,
)

Json = dict[str, Any]

SERVICES = (
    access_log,
    accounts,
    approvals,
    awards,
    calendars,
    cards,
    checkpoints,
    classes,
    confirmations,
    comparisons,
    compliance,
    credentials,
    disclosures,
    effort,
    effort_review,
    going_out,
    erasure,
    extensions,
    figures,
    explaining,
    forecasting,
    head_counts,
    health,
    holds,
    imports,
    indirect,
    invitations,
    leave,
    ledger,
    one_time_codes,
    openid,
    orders,
    members,
    my_data,
    packs,
    papers,
    partnerships,
    passwords,
    pay,
    people,
    plans,
    previews,
    program_duties,
    programs,
    proofs,
    reminders,
    reports,
    sessions,
    tokens,
    received,
    reminders,
    reports,
    responses,
    shares,
    shifts,
    staff_rule,
    requests,
    retention,
    search,
    undoing,
    timeline,
    today,
    training,
    trials,
    waivers,
    what_if,
    workforces,
)
# Nothing of these reaches a use case: who is signed in is known already, and a process answers for itself.
WITHOUT_A_SERVICE = {"signed_in", "sign_out", "health"}
ELSEWHERE = re.compile(r"(?:https?:)?//[\w.-]+", re.IGNORECASE)


@pytest.fixture
def found(app: Litestar) -> Json:
    return document(app, cookie=SECURE_NAME)


def operations(found: Json) -> Iterator[tuple[str, str, Json]]:
    for path, item in found["paths"].items():
        for method, operation in item.items():
            yield path, method, operation


def test_it_is_valid_openapi(found: Json) -> None:
    OpenAPIV31SpecValidator(found).validate()

    assert found["openapi"].startswith("3.1")


async def test_it_is_served_and_not_sent_twice(found: Json, stranger: httpx.AsyncClient) -> None:
    reply = await stranger.get("/api/v1/openapi.json")

    assert reply.json() == found
    again = await stranger.get("/api/v1/openapi.json", headers={"If-None-Match": reply.headers["ETag"]})
    assert again.status_code == 304


def test_every_operation_says_what_it_does_shows_an_example_and_declares_its_refusals(found: Json) -> None:
    for path, method, operation in operations(found):
        name = f"{method} {path}"
        assert operation["summary"], name
        assert operation["description"], name
        success, *refusals = operation["responses"]
        assert success in {"200", "201", "204"}, name
        for content in operation["responses"][success].get("content", {}).values():
            assert "example" in content or content["schema"] == {"type": "string"}, name
        for status in refusals:
            if status not in {"200", "304"}:
                assert "application/problem+json" in operation["responses"][status]["content"], f"{name} {status}"
        if operation["security"]:
            assert {"401", "503"} <= set(refusals), name
        if "requestBody" in operation:
            (body,) = operation["requestBody"]["content"].values()
            assert "example" in body, name
            assert {"400", "403", "413", "415", "422"} <= set(refusals), name
        for parameter in operation.get("parameters", ()):
            assert parameter["description"], name
            assert "example" in parameter, f"{name} {parameter['name']}"
            assert parameter["in"] != "path" or "404" in refusals, name


def test_an_operation_is_called_as_the_use_case_behind_it(found: Json) -> None:
    verbs = {name for service in SERVICES for name in vars(service)}
    names = [operation["operationId"] for _, _, operation in operations(found)]

    assert len(names) == len(set(names))
    assert set(names) - WITHOUT_A_SERVICE <= verbs, services.__name__


def test_every_field_is_described(found: Json) -> None:
    for name, schema in found["components"]["schemas"].items():
        assert schema.get("description"), name
        for field, each in schema.get("properties", {}).items():
            assert each.get("description"), f"{name}.{field}"


def test_every_body_refuses_what_it_does_not_know(found: Json) -> None:
    for path, method, operation in operations(found):
        if "requestBody" in operation:
            (body,) = operation["requestBody"]["content"].values()
            reference = body["schema"]["$ref"]
            schema = found["components"]["schemas"][reference.rpartition("/")[2]]
            assert schema["additionalProperties"] is False, f"{method} {path}"


def test_every_example_is_what_its_schema_says(found: Json) -> None:
    registry = Registry().with_resource("urn:it", Resource.from_contents(found, default_specification=DRAFT202012))
    checked = 0
    for name, schema in found["components"]["schemas"].items():
        for example in schema.get("examples", ()):
            reference = {"$ref": f"urn:it#/components/schemas/{name}"}
            problems = list(OAS31Validator(reference, registry=registry).iter_errors(example))
            assert not problems, f"{name}: {problems}"
            checked += 1
    assert checked > 20


def test_files_are_sent_as_the_parts_of_a_form_and_nothing_else_is(found: Json) -> None:
    forms = {
        path
        for path, _, operation in operations(found)
        if "multipart/form-data" in operation.get("requestBody", {}).get("content", {})
    }

    assert forms == {"/api/v1/imports", "/api/v1/imports/plans"}
    file = found["components"]["schemas"]["ImportIn"]["properties"]["file"]
    assert file["items"] == {"type": "string", "contentMediaType": "application/octet-stream"}
    assert (file["minItems"], file["maxItems"]) == (1, 50)
    assert "null" not in str(found["components"]["schemas"]["ImportIn"]), "a form has no word for it"
    assert {"200", "201", "409", "413"} <= set(found["paths"]["/api/v1/imports"]["post"]["responses"])


class Page(HTMLParser):
    """Collects what a page refers to."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.anchors: set[str] = set()
        self.links: set[str] = set()
        self.fetched: set[str] = set()
        self.inside: set[str] = set()
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        for name, value in attrs:
            if name == "id":
                self.anchors.add(value or "")
            elif name == "href" and tag == "a":
                self.links.add(value or "")
            elif name in {"href", "src", "srcset", "action", "data", "poster"}:
                self.fetched.add(value or "")
            elif name == "style" or name.startswith("on"):
                self.inside.add(name)
        if tag in {"script", "style", "iframe"}:
            self.inside.add(tag)


async def test_the_reference_page_has_every_operation_and_every_link_in_it_leads_somewhere(
    found: Json, stranger: httpx.AsyncClient
) -> None:
    page = Page((await stranger.get("/api/v1/reference")).text)

    assert {operation["operationId"] for _, _, operation in operations(found)} <= page.anchors
    for link in page.links:
        if link.startswith("#"):
            assert link[1:] in page.anchors, link
        else:
            assert (await stranger.get(link)).status_code == 200, link


@pytest.mark.parametrize("path", ["/api/v1/reference", "/problems", "/problems/stale"])
async def test_a_page_needs_nothing_from_elsewhere(path: str, stranger: httpx.AsyncClient) -> None:
    page = Page((await stranger.get(path)).text)

    assert page.fetched, "a page has its style"
    assert not page.inside, "style and script stand in files of their own"
    for each in page.fetched | page.links:
        assert not ELSEWHERE.match(each), each
    for each in page.fetched:
        asset = await stranger.get(each)
        assert asset.status_code == 200
        assert "immutable" in asset.headers["Cache-Control"]
        if asset.headers["Content-Type"].startswith("text/css"):
            assert "url(" not in asset.text
            assert "@import" not in asset.text


def test_a_planted_foreign_address_is_found() -> None:
    page = Page('<link href="//cdn.example/x.css"><script src="https://cdn.example/x.js"></script>')

    assert all(ELSEWHERE.match(each) for each in page.fetched)
    assert page.inside == {"script"}
