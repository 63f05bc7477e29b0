"""Every refusal, and every accident, as problem+json."""

from __future__ import annotations

import logging
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from litestar import Request, Response
from litestar.exceptions import HTTPException, SerializationException, ValidationException
from litestar.status_codes import HTTP_413_REQUEST_ENTITY_TOO_LARGE

from muster.domain.accounts.tokens import TokenRefused
from muster.domain.errors import Fault, Refusal, TooManyTries, Unavailable
from muster.http import faults
from muster.http.catalogue import type_of
from muster.http.kinds import KINDS, BadParameter, Malformed, Unexpected, kind_of
from muster.http.observed import refused_with
from muster.http.problems import MEDIA_TYPE, Problem, ProblemError
from muster.http.requests import request_id

Asked = Request[Any, Any, Any]

CHALLENGE: Final = 'Bearer realm="muster", error="invalid_token"'
_LOG: Final = logging.getLogger("muster.http")
_TRY_AGAIN: Final = "10"  # seconds
_FOR_WHOEVER_ASKED: Final = "outcome-unknown"


@dataclass(frozen=True, slots=True)
class Told:
    """What there is to say of a refusal, however it is shown, and the headers that go with it."""

    problem: Problem
    headers: Mapping[str, str]


def told(request: Asked, why: Exception) -> Told:
    """Say what went wrong. Of an accident the log gets everything, the reply only where to find it."""
    match why:
        case BadParameter():
            return _told(request, why, [(why.part, fault) for fault in why.faults])
        case Unavailable() if why.code != _FOR_WHOEVER_ASKED:
            return _unavailable(request, why)
        case Refusal():
            return _told(request, why, [("body", fault) for fault in why.faults])
        case HTTPException():
            return _not_understood(request, why)
    return _unexpected(request, why)


def as_data(request: Asked, why: Exception) -> Response[bytes]:
    """Answer as problem+json."""
    found = told(request, why)
    return Response(
        found.problem.model_dump_json(exclude_none=True).encode(),
        status_code=found.problem.status,
        media_type=MEDIA_TYPE,
        headers=found.headers,
    )


_WORDS: Final = {
    404: "there is nothing at this address; the reference lists what there is",
    405: "this address does not take that method; the Allow header lists those it takes",
    413: "the body is larger than {most:g} MB; nothing that belongs here is",
}
_MB: Final = 1_000_000


def _not_understood(request: Asked, why: HTTPException) -> Told:
    """Say what Litestar refuses: a request that never reached muster."""
    if isinstance(why, ValidationException):
        listed = faults.of_parameters(request, why)
        count = "one thing" if len(listed) == 1 else f"{len(listed)} things"
        refusal = KINDS[422](f"{count} in the request cannot be right; nothing was recorded")
        return _told(request, refusal, listed)
    if isinstance(why.__cause__, SerializationException):
        return _told(request, Malformed(f"the body is not JSON: {why.detail}", code="malformed-json"), [])
    kind = KINDS.get(why.status_code, Unexpected)
    if kind is Unexpected:
        return _unexpected(request, why)
    return _told(request, kind(_sentence(request, why)), [], why.headers)


def _sentence(request: Asked, why: HTTPException) -> str:
    if why.status_code == HTTP_413_REQUEST_ENTITY_TOO_LARGE:
        return _WORDS[why.status_code].format(most=(request.route_handler.resolve_request_max_body_size() or 0) / _MB)
    return _WORDS.get(why.status_code, why.detail)


def _unexpected(request: Asked, why: Exception) -> Told:
    _LOG.error("a request failed", exc_info=why)
    return _told(request, Unexpected("something went wrong in muster; the log has it under this request id"), [])


def _unavailable(request: Asked, why: Unavailable) -> Told:
    """Say that it cannot be done now. What is in the way, and where, is for whoever runs this muster."""
    _LOG.warning("unavailable: %s", why.message)
    title = type_of(why).title
    said = f"{title[:1].lower()}{title[1:]}; nothing was changed"
    return _told(request, Unavailable(said, code=why.code), [])


def _told(
    request: Asked, refusal: Refusal, listed: Sequence[tuple[str, Fault]], headers: Mapping[str, str] | None = None
) -> Told:
    kind = type_of(refusal)
    refused_with(request.scope, kind.code)
    problem = Problem(
        type=kind.path,
        title=kind.title,
        status=kind.status,
        detail=refusal.message,
        request_id=request_id(request.scope),
        errors=[_error(part, fault) for part, fault in listed] or None,
    )
    return Told(problem, {**(headers or {}), **_headers(refusal)})


def _error(part: str, fault: Fault) -> ProblemError:
    """Say one fault. A place that is not in the request itself is inside one of its texts."""
    inside = fault.where if fault.where and not fault.where.startswith("/") else None
    return ProblemError.model_validate(
        {
            "in": part,
            "pointer": "" if inside else fault.where,
            "at": inside,
            "found": fault.found,
            "expected": fault.expected,
            "fix": fault.fix,
        }
    )


def _headers(refusal: Refusal) -> dict[str, str]:
    kind = kind_of(refusal)
    if isinstance(refusal, TokenRefused):
        return {"WWW-Authenticate": CHALLENGE}
    if kind is KINDS[401]:
        return {"WWW-Authenticate": 'Session realm="muster"'}
    if isinstance(refusal, TooManyTries):
        return {"Retry-After": str(refusal.seconds)}
    return {"Retry-After": _TRY_AGAIN} if kind is Unavailable else {}
