"""What muster writes about its own running: one line for each event, and in it nothing secret or personal.

Everything goes through here, also what other libraries write with Python's own logging. A line
carries ids and never names; of an exception it says the kind and the places, and the words only
where they cannot repeat what somebody typed.
"""

from __future__ import annotations

import json
import logging
import os
import re
import sys
import traceback
from collections.abc import Iterator, Mapping, MutableMapping, Sequence
from contextlib import contextmanager, suppress
from datetime import UTC, datetime
from typing import Any, Final, Literal, TextIO

from structlog.contextvars import bind_contextvars, clear_contextvars, get_contextvars, merge_contextvars
from structlog.dev import ConsoleRenderer, plain_traceback
from structlog.stdlib import ProcessorFormatter

Form = Literal["auto", "console", "json"]
Event = MutableMapping[str, Any]

HIDDEN: Final = "(not shown)"
_OURS: Final = "muster"
_FIELDS: Final = "muster_fields"
_LONGEST: Final = 2000  # characters of one text
_MOST_FRAMES: Final = 40

# A key of this kind has its value hidden, whatever that is.
_SECRET_KEY: Final = re.compile(
    r"password|passwd|passphrase|secret|token|cookie|authorization|credential|api.?key|session|recovery|verifier"
    r"|e.?mail|address|phone|smtp|dsn|database.?url|owner.?url|(^|_)(code|otp|pin|key|name|born|sender|recipient)$",
    re.IGNORECASE,
)
# What is hidden inside a text, wherever it stands.
_SECRET_TEXT: Final[tuple[tuple[re.Pattern[str], str], ...]] = (
    (re.compile(r"\bDETAIL:.*", re.DOTALL), f"DETAIL: {HIDDEN}"),  # PostgreSQL repeats the row there
    (re.compile(r"\)\s*=\s*\(.*\)", re.DOTALL), f")=({HIDDEN})"),
    (re.compile(r"(?<=://)\S*@"), f"{HIDDEN}@"),  # user and password of an address
    (re.compile(r"(?<=[\w/])\?[^\s\"'<>]*[=&%][^\s\"'<>]*"), f"?{HIDDEN}"),  # the query of an address
    (re.compile(r"\b(Bearer|Basic|Digest)\s+[^\s,;\"']+", re.IGNORECASE), rf"\1 {HIDDEN}"),
    (
        re.compile(
            r"((?<![\w-])[\w-]{0,60}?(?:password|passwd|passphrase|secret|token|cookie|authorization|api[_-]?key|session|otp|code"
            r"|verifier|e-?mail)[\"']?\s*[=:]\s*)(\"[^\"]*\"|'[^']*'|(?!\()[^\s,;&]+)",
            re.IGNORECASE,
        ),
        rf"\1{HIDDEN}",
    ),
    (re.compile(r"[^\s@<>\"'()\[\]{},;:=]{1,320}@[^\s@<>\"'()\[\]{},;:]+"), "(an address)"),
)
_LIKE_A_KEY: Final = 40
_RUN: Final = re.compile(r"[A-Za-z0-9_+/=-]{20,}")
_ID: Final = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}")
# A step of an address as ours are written: small letters, hyphens between words, at its end perhaps the three digits of
# a form's number, or the version of the API.
_STEP: Final = re.compile(r"v[0-9]|[a-z]{1,20}(?:-[a-z]{1,20}){0,5}(?:-[0-9]{3})?")
# The interpreter writes these: they name types, attributes and modules, and no value.
_WRITTEN_BY_PYTHON: Final = (AttributeError, ImportError, NameError, RecursionError, TypeError)
_OF_THE_DATABASE: Final = ("constraint_name", "table_name", "column_name")


def set_up(level: str, form: Form, *, stream: TextIO | None = None) -> None:
    """Let everything that is logged in this process go to ``stream`` (standard error), in one form.

    ``level`` is the least that muster itself writes; other libraries begin at warnings, since what
    they write below that is written for their authors, and may hold a whole address with its query.
    """
    out = stream or sys.stderr
    reads = form == "console" or (form == "auto" and out.isatty())
    handler = _Handler(out)
    handler.setFormatter(
        ProcessorFormatter(
            processors=[_opened, merge_contextvars, _traced, redacted, *_rendering(out, reads=reads)],
            foreign_pre_chain=[],
        )
    )
    root = logging.getLogger()
    root.handlers = [handler]
    root.setLevel(logging.WARNING)
    logging.getLogger(_OURS).setLevel(level.upper())
    for name in ("asyncio", "apscheduler", "uvicorn", "uvicorn.access", "uvicorn.error"):
        theirs = logging.getLogger(name)
        theirs.handlers, theirs.propagate = [], True
    logging.captureWarnings(capture=True)
    sys.excepthook = _last


@contextmanager
def about(**ids: object) -> Iterator[None]:
    """Put these ids into every line that is written inside, and take away what was put in meanwhile."""
    before = get_contextvars()
    bind_contextvars(**ids)
    try:
        yield
    finally:
        clear_contextvars()
        bind_contextvars(**before)


def add(**ids: object) -> None:
    """Put more ids into every line, to the end of the ``about`` that is open."""
    bind_contextvars(**ids)


def line(log: logging.Logger, level: int, event: str, **fields: object) -> None:
    """Write a line with fields of its own."""
    log.log(level, event, extra={_FIELDS: fields}, stacklevel=2)


def redacted(_log: object, _method: str, event: Event) -> Event:
    """Hide what is secret or personal: the one place that does.

    >>> redacted(None, "info", {"event": "asked ada@example.org", "password": "x", "status": 200})
    {'event': 'asked (an address)', 'password': '(not shown)', 'status': 200}
    """
    return {key: value if key == "trace" else _clean(key, value) for key, value in event.items()}


def hidden(text: str) -> str:
    """Return a text without what is secret in it.

    >>> hidden("smtps://muster:p%40ss@mail.example:465 said no")
    'smtps://(not shown)@mail.example:465 said no'
    >>> hidden("see 7f3c2f0e-6f0a-4f56-9c55-0d6a3f0c9f11 and Zk3tQ0m9r1Vw8s2Xb7Lc")
    'see 7f3c2f0e-6f0a-4f56-9c55-0d6a3f0c9f11 and (not shown)'
    """
    text = text[: 4 * _LONGEST]  # a pattern is never let loose on more
    for pattern, instead in _SECRET_TEXT:
        text = pattern.sub(instead, text)
    text = _RUN.sub(lambda found: HIDDEN if _is_a_secret(found[0]) else found[0], text)
    return text if len(text) <= _LONGEST else f"{text[: _LONGEST - 1]}…"


def trace(why: BaseException) -> list[dict[str, Any]]:
    """Return an exception, and what led to it, without a value of any variable."""
    found, seen, waiting = [], set(), [why]
    while waiting:
        each = waiting.pop(0)
        if id(each) in seen:
            continue
        seen.add(id(each))
        found.append({"kind": _kind(each), "words": _words(each), "frames": _frames(each)})
        waiting += list(each.exceptions) if isinstance(each, BaseExceptionGroup) else []
        before = each.__cause__ or (None if each.__suppress_context__ else each.__context__)
        waiting += [before] if before is not None else []
    return found


def _is_a_secret(run: str) -> bool:
    """Is it long, and mixed as only what was drawn at random is? Ids are, and are no secret; nor is a plain address.

    One odd step hides all of an address: a slash may as well stand in the middle of what was drawn at random.

    >>> (
    ...     _is_a_secret("/api/v1/ledger/checkpoint"),
    ...     _is_a_secret("/reset/Zk3tQ0m9r1Vw8s2Xb7Lc"),
    ...     _is_a_secret("a/Zk3t+9/b"),
    ... )
    (False, True, True)
    >>> _is_a_secret("MyjtErvXELwEgktagPLScjwha-InfuOyPIaOtLqJDgc"), _is_a_secret("AdministratorOfTheWholeAgencyError")
    (True, False)
    """
    digits, letters = re.search(r"\d", run), re.search(r"[A-Za-z]", run)
    plain = all(not step or _STEP.fullmatch(step) or _ID.fullmatch(step) for step in run.split("/"))
    long = max(
        run.split("/"), key=len
    )  # a key as we make them is longer than any word, and one in a thousand has no digit
    drawn = len(long) >= _LIKE_A_KEY and long not in {long.lower(), long.upper()}
    return (bool(digits and letters) or drawn) and not plain


def _clean(key: str, value: object) -> object:
    if _SECRET_KEY.search(key) and value is not None:
        return HIDDEN
    match value:
        case None | bool() | int() | float():
            return value
        case Mapping():
            return {str(name): _clean(str(name), each) for name, each in value.items()}
        case list() | tuple() | set() | frozenset():
            return [_clean("", each) for each in value]
        case bytes():
            return f"({len(value)} bytes)"
    return hidden(str(value))


def _opened(_log: object, _method: str, event: Event) -> Event:
    """Begin a line: when, how grave, whose, what. Of others' words only the first line: the rest quotes objects."""
    record: logging.LogRecord = event.pop("_record")
    event.pop("_from_structlog", None)
    said = str(event.pop("event", ""))
    ours = record.name.partition(".")[0] == _OURS
    return {
        "at": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z"),
        "level": record.levelname.lower(),
        "logger": record.name,
        "event": said if ours else said.partition("\n")[0],
        **getattr(record, _FIELDS, {}),
        **event,  # what is left is the exception, if there is one
    }


def _traced(_log: object, _method: str, event: Event) -> Event:
    held = event.pop("exc_info", None)
    why = held[1] if isinstance(held, tuple) else held
    return {**event, "trace": trace(why)} if isinstance(why, BaseException) else event


def _kind(why: BaseException) -> str:
    kind = type(why)
    return kind.__qualname__ if kind.__module__ == "builtins" else f"{kind.__module__}.{kind.__qualname__}"


def _words(why: BaseException) -> str:
    """Return what an exception says, as far as that cannot be what somebody typed."""
    if state := getattr(why, "sqlstate", None):
        about = [f"{name.removesuffix('_name')} {getattr(why, name)}" for name in _OF_THE_DATABASE if _has(why, name)]
        return ", ".join([f"SQLSTATE {state}", *about])
    if isinstance(why, OSError) and why.strerror:
        return hidden(f"[{why.errno}] {why.strerror}")
    return hidden(str(why)) if isinstance(why, _WRITTEN_BY_PYTHON) else HIDDEN


def _has(why: BaseException, name: str) -> bool:
    return bool(getattr(why, name, None))


def _frames(why: BaseException) -> list[str]:
    """Return the places it came by, the outermost first. What stands in the source is no secret."""
    found = [f"{each.filename}:{each.lineno} {each.name}" for each in traceback.extract_tb(why.__traceback__)]
    return found if len(found) <= _MOST_FRAMES else [*found[: _MOST_FRAMES // 2], "…", *found[-_MOST_FRAMES // 2 :]]


def _rendering(out: TextIO, *, reads: bool) -> Sequence[Any]:
    if not reads:
        return [_as_json]
    colours = out.isatty() and "NO_COLOR" not in os.environ
    return [_on_lines, ConsoleRenderer(colors=colours, timestamp_key="at", exception_formatter=plain_traceback)]


def _as_json(_log: object, _method: str, event: Event) -> str:
    return json.dumps(event, default=str)  # in ASCII: every line break and control character is encoded


def _on_lines(_log: object, _method: str, event: Event) -> Event:
    """Make it fit for a terminal: one line of printable characters, and under it the places of a trace."""
    found: Event = {key: _printable(value) for key, value in event.items() if key != "trace"}
    if "trace" in event:
        lines = []
        for each in event["trace"]:
            lines += [f"{each['kind']}: {each['words']}", *(f"  {frame}" for frame in each["frames"])]
        found["exception"] = "\n".join(map(_printable, lines))
    return found


def _printable(value: object) -> Any:  # noqa: ANN401 - texts are changed, all else is as it was
    if not isinstance(value, str):
        return value
    return "".join(each if each.isprintable() else each.encode("unicode_escape").decode() for each in value)


def _last(kind: type[BaseException], why: BaseException, where: Any) -> None:  # noqa: ANN401 - a traceback, as the hook has it
    """Log what nothing caught, just before the process ends of it."""
    if issubclass(kind, KeyboardInterrupt):
        return
    logging.getLogger(_OURS).critical("it ended for a reason that nobody foresaw", exc_info=(kind, why, where))


class _Handler(logging.StreamHandler[TextIO]):
    """Writes lines; when one cannot be written it says so, and does not show what was in it."""

    def handleError(self, record: logging.LogRecord) -> None:  # noqa: N802 - as logging has it
        """Say that a line is missing. Python's own way would print the values that were to go in."""
        kind = sys.exc_info()[0]
        where = f"{record.pathname}:{record.lineno}"
        said = {"level": "error", "event": "a line could not be written", "from": where, "kind": kind and kind.__name__}
        with suppress(OSError, ValueError):  # nobody may be there to read it: that ends no request
            self.stream.write(json.dumps(said) + "\n")
