"""What is logged is one line, tells when and whose, and shows nothing that is secret or personal."""

from __future__ import annotations

import asyncio
import io
import json
import logging
import re
import sys
import warnings
from collections.abc import Callable
from typing import Any
from uuid import UUID

import pytest

from muster import logs
from muster.domain.errors import Invalid

REQUEST = "7f3c2f0e-6f0a-4f56-9c55-0d6a3f0c9f11"
AGENCY = UUID("2d850e25-e238-4ac9-a7b7-fdca902d73d0")
LOG = logging.getLogger("muster.test")


class Paper(io.StringIO):
    """Standard error, to be read afterwards. ``shown``: it is a terminal."""

    def __init__(self, *, shown: bool = False) -> None:
        super().__init__()
        self.shown = shown

    def isatty(self) -> bool:
        """Is somebody looking?"""
        return self.shown

    def lines(self) -> list[dict[str, Any]]:
        """Return each line as the object it is."""
        return [json.loads(each) for each in self.getvalue().splitlines()]


@pytest.fixture
def paper(quiet: None) -> Paper:
    found = Paper()
    logs.set_up("info", "json", stream=found)
    return found


def failing(kind: type[Exception], *words: object) -> Exception:
    """Return an exception that was really raised."""
    try:
        raise kind(*words)  # noqa: TRY301 - so that it has been somewhere
    except kind as why:
        return why


def test_a_line_says_when_how_grave_whose_and_what(paper: Paper) -> None:
    with logs.about(request=REQUEST):
        logs.add(agency=AGENCY)
        logs.line(LOG, logging.INFO, "answered", method="GET", path="/people/{person}", status=200, ms=1.5)
    LOG.info("and afterwards")

    first, second = paper.lines()
    assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z", first.pop("at")), "UTC, and says so"
    assert first == {
        "level": "info",
        "logger": "muster.test",
        "event": "answered",
        "request": REQUEST,
        "agency": str(AGENCY),
        "method": "GET",
        "path": "/people/{person}",
        "status": 200,
        "ms": 1.5,
    }
    assert set(second) == {"at", "level", "logger", "event"}, "what was about the request is over with it"


@pytest.mark.parametrize("level", ["debug", "info", "warning", "error"])
def test_the_level_is_musters_and_others_begin_at_warnings(level: str, quiet: None) -> None:
    paper = Paper()
    logs.set_up(level, "json", stream=paper)
    for name in ("muster.test", "httpx", "uvicorn.error", "apscheduler.executors.default"):
        for grave in (logging.DEBUG, logging.INFO, logging.WARNING, logging.ERROR):
            logging.getLogger(name).log(grave, "said")

    seen = [(each["logger"], each["level"]) for each in paper.lines()]
    assert next(grave for name, grave in seen if name == "muster.test") == level
    for name in ("httpx", "uvicorn.error", "apscheduler.executors.default"):
        assert [grave for whose, grave in seen if whose == name] == ["warning", "error"]


@pytest.mark.parametrize(
    ("form", "paper", "begins"),
    [
        ("auto", Paper(), "{"),
        ("auto", Paper(shown=True), "2"),
        ("json", Paper(shown=True), "{"),
        ("console", Paper(), "2"),
    ],
)
def test_it_is_json_but_for_somebody_at_a_terminal(
    form: logs.Form, paper: Paper, begins: str, quiet: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    logs.set_up("info", form, stream=paper)
    LOG.info("it works")

    assert paper.getvalue().startswith(begins)
    assert "it works" in paper.getvalue()
    assert "\x1b" not in paper.getvalue()


async def test_what_others_log_goes_the_same_way(paper: Paper) -> None:
    asyncio.get_running_loop().call_exception_handler(
        {
            "message": "Task exception was never retrieved",
            "exception": failing(LookupError, "4711-secret"),
            "task": "4711-secret",
        }
    )
    logging.getLogger("uvicorn.error").error(
        "Exception in ASGI application\n", exc_info=failing(KeyError, "4711-secret")
    )
    logging.getLogger("apscheduler.executors.default").error("Job raised", exc_info=failing(ValueError, "4711-secret"))
    with warnings.catch_warnings():
        warnings.simplefilter("always")
        warnings.warn("mind the gap", stacklevel=1)

    assert [each["logger"] for each in paper.lines()] == [
        "asyncio",
        "uvicorn.error",
        "apscheduler.executors.default",
        "py.warnings",
    ]
    assert "4711" not in paper.getvalue()


SECRETS: dict[str, Callable[[], object]] = {
    "an address": lambda: LOG.warning("no mail to %s", "canary@example.org"),
    "an address without dots": lambda: LOG.warning("no mail to canary@localhost, sorry"),
    "a mail server's password": lambda: LOG.warning("cannot reach smtp://muster:canary@mail.example:587"),
    "one with signs in it": lambda: LOG.warning("cannot reach smtps://muster:p/canary@x@mail.example:465"),
    "a database's password": lambda: LOG.warning("cannot open postgresql://muster_app:canary@db.example/muster"),
    "a query": lambda: LOG.warning("GET https://idp.example/cb?code=canary&state=canary failed"),
    "a path with a query": lambda: LOG.warning("GET /sign-in/link?t=canary HTTP/1.1"),
    "a bearer": lambda: LOG.warning("sent Authorization: Bearer canary.canary.canary"),
    "a cookie": lambda: LOG.warning("Cookie: __Host-session=canary; a=b"),
    "a cookie set": lambda: LOG.warning("Set-Cookie: __Host-session=canary; Path=/"),
    "a password said": lambda: LOG.warning("tried password='canary one two' twice"),
    "a password in json": lambda: LOG.warning('{"email": "x", "password": "canary", "more": 1}'),
    "a code": lambda: LOG.warning("the one-time code: 123456canary"),
    "a token drawn at random": lambda: LOG.warning("link Zk3tQ0m9r1Vw8s2Xb7Lc-canary"),
    "a session's id": lambda: LOG.warning("session %s", "5ca1ab1e" * 8 + "canary"),
    "a detail of PostgreSQL": lambda: LOG.warning("duplicate key\nDETAIL:  Key (email)=(canary) already exists."),
    "a key of PostgreSQL": lambda: LOG.warning("Key (agency, name)=(1, (north) canary) is still referenced"),
    "a field called so": lambda: logs.line(LOG, 30, "tried", **dict.fromkeys(("password", "otp", "a_name"), "canary")),
    "one deep inside": lambda: logs.line(LOG, 30, "tried", sent={"list": [{"api_key": "canary"}], "bytes": b"canary"}),
    "one beside": lambda: logs.line(LOG, 30, "tried", smtp_url="canary", database_url="canary", email="canary"),
    "about the request": lambda: _about(cookie="canary", address="canary"),
    "an exception's words": lambda: LOG.error("failed", exc_info=failing(LookupError, "canary")),
    "a key that is not there": lambda: LOG.error("failed", exc_info=failing(KeyError, "canary")),
    "a value that is none": lambda: LOG.error("failed", exc_info=failing(ValueError, "not a number: 'canary'")),
    "a refusal's": lambda: LOG.error("failed", exc_info=failing(Invalid, "no place for canary")),
    "a file's name": lambda: LOG.error("failed", exc_info=failing(OSError, 2, "No such file", "canary.csv")),
    "what led to it": lambda: LOG.error("failed", exc_info=_led_to()),
    "a group of them": lambda: LOG.error("failed", exc_info=ExceptionGroup("canary", [failing(LookupError, "canary")])),
    "a local variable": lambda: LOG.error("failed", exc_info=_with_a_local()),
    "one that cannot be formatted": lambda: LOG.warning("%d", "canary"),
}  # fmt: skip


def _about(**ids: str) -> None:
    with logs.about(**ids):
        LOG.warning("asked")


def _led_to() -> Exception:
    found = failing(RuntimeError, "canary")
    found.__cause__ = failing(LookupError, "canary")
    return found


def _with_a_local() -> Exception:
    password = "canary"  # noqa: F841 - it must not be shown
    return failing(TypeError, "a number is wanted")


@pytest.mark.parametrize("form", ["json", "console"])
@pytest.mark.parametrize("what", SECRETS)
def test_nothing_secret_is_written(what: str, form: logs.Form, quiet: None, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(logging, "raiseExceptions", True)
    paper = Paper()
    logs.set_up("info", form, stream=paper)

    SECRETS[what]()

    assert paper.getvalue(), "nothing was written: this proves nothing"
    assert "canary" not in paper.getvalue()


@pytest.mark.parametrize("what", sorted(SECRETS.keys() - {"a local variable", "one that cannot be formatted"}))
def test_without_the_processor_it_would_be(what: str, quiet: None, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(logs, "redacted", lambda _log, _method, event: event)
    monkeypatch.setattr(logs, "_words", str)
    monkeypatch.setattr(logs, "HIDDEN", "(hidden)")
    paper = Paper()
    logs.set_up("info", "json", stream=paper)

    SECRETS[what]()

    assert "canary" in paper.getvalue()


def test_what_helps_is_kept(paper: Paper) -> None:
    logs.line(
        LOG, 20, "answered", path="/people/{person}", status=422, problem="in-the-future", ms=1.25, request=REQUEST
    )
    LOG.warning("the reminders of agency %s were left for the next tick", AGENCY)
    LOG.info("muster serves http://127.0.0.1:8765 (API reference: /api/v1/reference); Ctrl-C stops it")
    LOG.error("failed", exc_info=failing(TypeError, "unsupported operand type(s) for +: 'int' and 'str'"))
    LOG.error("failed", exc_info=failing(OSError, 28, "No space left on device"))

    answered, left, serves, wrong, full = paper.lines()
    assert (answered["path"], answered["problem"], answered["request"]) == (
        "/people/{person}",
        "in-the-future",
        REQUEST,
    )
    assert str(AGENCY) in left["event"]
    assert "http://127.0.0.1:8765 (API reference: /api/v1/reference)" in serves["event"]
    (of_it,) = wrong["trace"]
    assert (of_it["kind"], of_it["words"]) == ("TypeError", "unsupported operand type(s) for +: 'int' and 'str'")
    assert of_it["frames"][-1].endswith(" failing")
    assert full["trace"][0]["words"] == "[28] No space left on device"


INJECTED = (
    'ended\n{"at": "2026-01-01T00:00:00.000Z", "level": "info", "event": "forged"}',
    "ended\r\n2026-01-01T00:00:00.000Z [info     ] forged",
    "ended\x1b[2K\x1b[1Aforged",
    "ended\x00\x07\x08forged",
    "ended\x85forged\u2028forged\u2029forged",
    "ended\u202edegrof",
    'ended", "level": "forged',
)


@pytest.mark.parametrize("form", ["json", "console"])
@pytest.mark.parametrize("typed", INJECTED, ids=repr)
def test_no_line_is_forged_and_no_terminal_played_with(typed: str, form: logs.Form, quiet: None) -> None:
    paper = Paper()
    logs.set_up("info", form, stream=paper)

    LOG.warning("one %s", typed)
    logs.line(LOG, logging.WARNING, "two", problem=typed)
    logging.getLogger("elsewhere").warning("three %s", typed)

    assert len(paper.getvalue().splitlines()) == 3
    assert len(re.split("[\n\r\x85\u2028\u2029]", paper.getvalue())) == 4
    assert all(each.isprintable() for each in paper.getvalue().replace("\n", ""))
    if form == "json":
        assert [each["level"] for each in paper.lines()] == ["warning"] * 3
        assert typed in paper.lines()[0]["event"]


def test_a_line_that_cannot_be_written_says_so_and_no_more(quiet: None) -> None:
    paper = Paper()
    logs.set_up("info", "json", stream=paper)
    LOG.warning("%d of them", "canary")

    (said,) = paper.lines()
    assert said["event"] == "a line could not be written"
    assert said["from"].rpartition(":")[0] == __file__


def test_where_nobody_reads_any_more_nothing_breaks(quiet: None) -> None:
    paper = Paper()
    logs.set_up("info", "json", stream=paper)
    paper.close()

    LOG.warning("is anybody there?")


def test_what_nothing_caught_is_logged_before_it_ends_the_process(paper: Paper) -> None:
    why = failing(LookupError, "canary")
    sys.excepthook(type(why), why, why.__traceback__)
    sys.excepthook(KeyboardInterrupt, KeyboardInterrupt(), None)

    (said,) = paper.lines()
    assert (said["level"], said["trace"][0]["kind"]) == ("critical", "LookupError")


def test_a_long_text_is_cut_and_takes_no_time(paper: Paper) -> None:
    for piece in ("a", "a@", "://", ")=(", "password", "-", "?=", "\n"):
        LOG.warning("%s", piece * 300_000)

    assert all(len(each["event"]) <= 2000 for each in paper.lines())
