"""The API does what its document says: asked rightly and wrongly, by somebody who may do everything in an agency."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from pathlib import Path
from typing import Annotated
from zlib import crc32

import httpx
import pytest
from litestar import Response, get
from litestar.exceptions import HTTPException
from litestar.params import QueryParameter
from pydantic import Field
from schemathesis.checks import CHECKS, load_all_checks

from muster.api.document import document
from muster.api.wire import Record, example
from muster.app import create_app
from muster.domain.errors import Fault
from muster.http.kinds import BadParameter
from muster.http.sessions import PLAIN_NAME
from muster.persistence.embedded import DatabaseRole, Embedded
from muster.persistence.migrate import migrate
from muster.settings import Settings
from tests.api import fuzzing
from tests.api.fuzzing import Found, fuzz
from tests.conftest import serving

QUICK = ("coverage",)
LONG = ("examples", "coverage", "fuzzing", "stateful")


@pytest.fixture(scope="module")
def server() -> Iterator[Embedded]:
    """A server of these tests' own: what is thrown at it stays in it."""
    with serving() as made:
        asyncio.run(migrate(made.connection_parameters(DatabaseRole.OWNER)))
        yield made


def operations(home: Path) -> set[str]:
    """Name every operation of the document."""
    said = document(create_app(Settings(home=home), database=False), cookie=PLAIN_NAME)
    return {f"{method.upper()} {path}" for path, item in said["paths"].items() for method in item}


def some(every: set[str]) -> set[str]:
    """Choose every sixth, more or less, and the same ones every time."""
    return {each for each in every if crc32(each.encode()) % 6 == 0}


def run(server: Embedded, home: Path, asked: set[str], phases: tuple[str, ...], examples: int) -> Found:
    """Let it loose."""
    with fuzzing.target(server, home) as here:
        return fuzz(here, fuzzing.administrator(here), phases=phases, examples=examples, only=asked)


def all_checks() -> set[str]:
    """Name every check that schemathesis has for an answer."""
    load_all_checks()
    return {name for name in CHECKS.get_all_names() if name != "max_response_time"}  # a figure of the machine's


def judged(found: Found, asked: set[str]) -> None:
    """Nothing was found, and that because it looked."""
    assert found.errors == []
    assert found.failures == [], "\n".join(found.failures)
    assert found.asked.keys() == asked
    assert found.checked.keys() == all_checks()
    assert {200, 201, 204, 401, 404, 405, 412, 415, 422, 428} <= found.statuses.keys()
    print(f"{sum(found.asked.values())} requests of {len(found.asked)} operations, seed {fuzzing.SEED}, 0 failures")  # noqa: T201 - for reading: pytest -rP


def test_every_sixth_operation_answers_as_the_document_says(server: Embedded, tmp_path: Path) -> None:
    asked = some(operations(tmp_path))
    judged(run(server, tmp_path, asked, QUICK, 1), asked)


@pytest.mark.prove
def test_and_every_operation_does_however_long_it_is_asked(server: Embedded, tmp_path: Path) -> None:
    asked = operations(tmp_path)
    judged(run(server, tmp_path, asked, LONG, 40), asked)


class Planted(Record):
    """A reply that is not what it is said to be."""

    model_config = example(size=1)

    size: int = Field(description="A number.")


@get("/api/v1/planted", summary="Plant", status_code=200)
async def planted(
    size: Annotated[int, QueryParameter(description="Any number but those that break it.")] = 1,
) -> Response[Planted]:
    """Answer as no document says."""
    if size < 0:
        raise ArithmeticError("a fault of ours")
    if size == 0:
        raise HTTPException(status_code=402)
    if size > 1:
        fault = Fault("/size", str(size), "1 or less", "make it smaller")
        raise BadParameter("it is too much", part="query", fault=fault)
    return Response({"size": "one"})  # type: ignore[arg-type]  # the point of it


def test_what_is_planted_is_found(server: Embedded, tmp_path: Path) -> None:
    with fuzzing.target(server, tmp_path, planted=[planted]) as here:
        who = fuzzing.administrator(here)
        found = fuzz(here, who, phases=("coverage", "fuzzing"), examples=20, only=["GET /api/v1/planted"])

    assert found.asked.keys() == {"GET /api/v1/planted"}
    assert {each.split(": ")[1] for each in found.failures} == {
        "not_a_server_error",  # the accident
        "status_code_conformance",  # the status that no document has
        "response_schema_conformance",  # the text that should be a number
        "positive_data_acceptance",  # the bound that the document does not say
    }


@pytest.mark.parametrize(
    ("status", "kind", "expected", "rule"),
    [
        (422, "invalid", "a day from 2026-07-01 on, which is the first", True),
        (422, "invalid", "either `shipped` or `text`", True),
        (422, "no-such-requirement", "a requirement of an adopted pack, as pack/requirement", True),
        (422, "invalid", "at most 200 of them", False),
        (422, "invalid", "10000 or less", False),
        (422, "invalid", "one of emt, nurse", False),
        (422, "invalid", "text that matches ^[a-z]+$", False),
        (422, "invalid", "a day", False),
        (400, "malformed-json", "", False),
        (500, "unexpected", "", False),
    ],
)
def test_a_rule_that_json_schema_has_words_for_is_none_to_be_excused(
    status: int,
    kind: str,
    expected: str,
    rule: bool,  # noqa: FBT001 - a column of the table
) -> None:
    errors = [{"expected": expected}] if expected else []
    reply = httpx.Response(status, json={"type": f"/problems/{kind}", "errors": errors})

    assert fuzzing.is_a_rule(reply.status_code, reply.json()) == rule
