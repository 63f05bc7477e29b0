"""The application on a loopback port, and schemathesis let loose on it, signed in as an administrator."""

from __future__ import annotations

import asyncio
import re
import socket
import threading
from collections import Counter
from collections.abc import Collection, Coroutine, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Self, TypeVar

import httpx
import schemathesis
import uvicorn
from litestar import Litestar
from pydantic import SecretStr
from schemathesis import BaseSchema
from schemathesis.config import CheckConfig, SchemathesisConfig
from schemathesis.core.failures import Failure
from schemathesis.core.transport import Response
from schemathesis.engine import Status, events, from_schema
from schemathesis.generation.case import Case
from schemathesis.openapi.checks import IgnoredAuth, RejectedPositiveData

from muster.app import create_app
from muster.http.sessions import PLAIN_NAME
from muster.persistence.embedded import DatabaseRole, Embedded
from muster.settings import Settings
from tests.api.conftest import session_of
from tests.cast import Member, found

T = TypeVar("T")
AnyCase = Case[Any]

PATIENCE = 60.0
SEED = 20261125
SAYS = {"Sec-Fetch-Site": "none"}
# What a check takes for an answer beyond its own list, and why that is one.
ANSWERS = {
    # A version is the ETag of a record that was read: none that is made up can be the current one.
    # And whoever tries passwords and codes that are none has tried too often in the end, whatever they send.
    "positive_data_acceptance": [412, 429],
    "negative_data_rejection": [412, 413, 429],  # 413: so large that nobody looks at what is wrong with it
    # RFC 6585: 428 says that a condition is missing, where 400 would only say that something is.
    "missing_required_header": [428],
}
# Bounds that JSON Schema has words for. A refusal for one of these means that the document does not say it.
IN_THE_SCHEMA = re.compile(
    r"at (least|most) \S+ of them|\S+ or (more|less)|one of .*|text that matches .*|text|an id|a list|an object"
    r"|a (day|whole number|value|field that there is)|true or false"
)


@dataclass
class Found:
    """What a run came to. ``asked``: how often each operation was; ``checked``: how often each check held."""

    failures: list[str] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)
    asked: Counter[str] = field(default_factory=Counter)
    checked: Counter[str] = field(default_factory=Counter)
    statuses: Counter[int] = field(default_factory=Counter)


class Target:
    """The application in a thread of its own, with the loop that its database is opened in."""

    def __init__(self, app: Litestar) -> None:
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.port: int = free.getsockname()[1]
        self._loop = asyncio.new_event_loop()
        config = uvicorn.Config(app, host="127.0.0.1", port=self.port, log_config=None, access_log=False, lifespan="on")
        self._server = uvicorn.Server(config)
        self._thread = threading.Thread(target=self._run, daemon=True)

    def _run(self) -> None:
        asyncio.set_event_loop(self._loop)
        self._loop.run_until_complete(self._server.serve())
        self._loop.close()

    def __enter__(self) -> Self:
        """Serve, and wait until it does."""
        self._thread.start()
        for _ in range(int(PATIENCE * 20)):
            if self._server.started:
                return self
            self._thread.join(0.05)
        raise AssertionError("it does not serve")

    def __exit__(self, *_: object) -> None:
        """Stop."""
        self._server.should_exit = True
        self._thread.join(PATIENCE)

    @property
    def at(self) -> str:
        """Where it serves."""
        return f"http://127.0.0.1:{self.port}"

    def do(self, work: Coroutine[Any, Any, T]) -> T:
        """Do something with the database that it has open."""
        return asyncio.run_coroutine_threadsafe(work, self._loop).result(PATIENCE)

    def session_of(self, who: Member) -> str:
        """Sign somebody in without the trouble of a password."""
        return self.do(session_of(who))[0]


@contextmanager
def target(server: Embedded, home: Path, *, planted: Sequence[Any] = ()) -> Iterator[Target]:
    """Serve the application, with routes of a test's own if it has any."""
    app = create_app(Settings(home=home, insecure_cookies=True, database_url=SecretStr(server.dsn(DatabaseRole.APP))))
    for each in planted:
        app.register(each)
    with Target(app) as serving:
        yield serving


def fuzz(
    here: Target,
    who: Member,
    *,
    phases: Sequence[str],
    examples: int,
    only: Collection[str] = (),
) -> Found:
    """Ask for everything that the document knows, rightly and wrongly; return what was not as the document says.

    ``only`` these operations, each by its method and address.
    """
    schema: BaseSchema = schemathesis.openapi.from_url(
        f"{here.at}/api/v1/openapi.json", config=configured(phases, examples)
    )
    if only:
        schema = schema.include(name=list(only))

    @schema.auth(refresh_interval=None)
    class Session:
        """A new session for whatever may change something: some requests end the one they come with, or all."""

        kept = ""

        def get(self, case: AnyCase, _: object) -> str:
            if case.method != "GET":
                self.kept = ""
                return here.session_of(who)
            self.kept = self.kept or here.session_of(who)
            return self.kept

        def set(self, case: AnyCase, key: str, _: object) -> None:
            case.cookies = {**(case.cookies or {}), PLAIN_NAME: key}

    @schema.hook
    def filter_failure(_: object, failure: Failure, case: AnyCase, response: Response) -> bool:
        if isinstance(failure, IgnoredAuth) and "`429 Too Many Requests`" in failure.message:
            return False  # false tokens were refused so often that they are refused unread
        return not (isinstance(failure, RejectedPositiveData) and is_a_rule(response.status_code, response.json()))

    return told(from_schema(schema).execute())


def configured(phases: Sequence[str], examples: int) -> SchemathesisConfig:
    """Return how it goes about it: every check there is, and the same requests every time."""
    config = SchemathesisConfig.from_dict(
        {
            "seed": SEED,
            "checks": {name: {"expected-statuses": [*_default(name), *more]} for name, more in ANSWERS.items()},
            "phases": {name: {"enabled": name in phases} for name in ("examples", "coverage", "fuzzing", "stateful")},
            # The session is what the run signs in with; whether it is asked for at all is a check of its own.
            "generation": {"max-examples": examples, "no-shrink": True, "with-security-parameters": False},
            "headers": SAYS,
            "continue-on-failure": True,
        }
    )
    config.suppress_health_check = []
    return config


def _default(check: str) -> list[str]:
    found = SchemathesisConfig.from_dict({}).projects.default.checks.get_by_name(name=check)
    assert isinstance(found, CheckConfig), check
    return list(found.expected_statuses)


def is_a_rule(status: int, said: Any) -> bool:  # noqa: ANN401 - any JSON
    """Is it refused for what JSON Schema has no words for: a rule between two fields, or with what is on record?"""
    if status != httpx.codes.UNPROCESSABLE_ENTITY:
        return False
    return said["type"] != "/problems/invalid" or not any(
        IN_THE_SCHEMA.fullmatch(each["expected"]) for each in said.get("errors", ())
    )


def told(stream: Iterator[Any]) -> Found:
    """Follow a run to its end."""
    found = Found()
    for event in stream:
        match event:
            case events.ScenarioFinished():
                _of_scenario(event, found)
            case events.NonFatalError() | events.FatalError():
                found.errors.append(f"{getattr(event, 'label', '')}: {event.info if hasattr(event, 'info') else event}")
    return found


def _of_scenario(event: events.ScenarioFinished, found: Found) -> None:
    recorder = event.recorder
    for case_id, checks in recorder.checks.items():
        node, interaction = recorder.cases[case_id], recorder.interactions.get(case_id)
        found.asked[node.value.operation.label] += 1
        if interaction is not None and interaction.response is not None:
            found.statuses[interaction.response.status_code] += 1
        for check in checks:
            found.checked[check.name] += 1
            if check.status == Status.FAILURE and check.failure_info is not None:
                failure = check.failure_info.failure
                said = interaction.response.text[:500] if interaction and interaction.response else ""
                found.failures.append(
                    f"{node.value.operation.label} ({event.phase.value}): {check.name}: {failure.title}\n"
                    f"    {failure.message}\n    {node.value.as_curl_command()}\n    {said}"
                )


def administrator(here: Target) -> Member:
    """Found an agency to be thrown away, and return who may do everything in it."""
    member, _ = here.do(found("Throwaway County"))
    return member
