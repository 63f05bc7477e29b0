"""Every refusal, and every accident, as problem+json."""

from __future__ import annotations

import logging
from collections.abc import Mapping
from typing import Any, Final

from litestar import Request, Response
from litestar.exceptions import HTTPException, SerializationException, ValidationException
from litestar.types import ExceptionHandlersMap

from muster.domain.errors import Fault, Refusal, Unavailable
from muster.http import faults
from muster.http.catalogue import type_of
from muster.http.kinds import KINDS, BadParameter, Malformed, Unexpected, kind_of
from muster.http.problems import MEDIA_TYPE, Problem, ProblemError
from muster.http.requests import request_id

Asked = Request[Any, Any, Any]

_LOG: Final = logging.getLogger("muster.http")
_TRY_AGAIN: Final = "10"  # seconds


def refused(request: Asked, refusal: Refusal) -> Response[bytes]:
    """Answer what muster refuses."""
    part = refusal.part if isinstance(refusal, BadParameter) else "body"
    return _problem(request, refusal, [(part, fault) for fault in refusal.faults])


def not_understood(request: Asked, why: HTTPException) -> Response[bytes]:
    """Answer what Litestar refuses: a request that never reached muster."""
    if isinstance(why, ValidationException):
        listed = faults.of_parameters(request, why)
        count = "one thing" if len(listed) == 1 else f"{len(listed)} things"
        refusal = KINDS[422](f"{count} in the request cannot be right; nothing was recorded")
        return _problem(request, refusal, listed)
    if isinstance(why.__cause__, SerializationException):
        return _problem(request, Malformed(f"the body is not JSON: {why.detail}", code="malformed-json"), [])
    kind = KINDS.get(why.status_code, Unexpected)
    if kind is Unexpected:
        return unexpected(request, why)
    return _problem(request, kind(_WORDS.get(why.status_code, why.detail)), [], why.headers)


def unexpected(request: Asked, why: Exception) -> Response[bytes]:
    """Answer an accident: the log gets everything, the reply only where to find it."""
    _LOG.error("request %s failed", request_id(request.scope), exc_info=why)
    return _problem(request, Unexpected("something went wrong in muster; the log has it under this request id"), [])


HANDLERS: Final[ExceptionHandlersMap] = {Refusal: refused, HTTPException: not_understood, Exception: unexpected}

_WORDS: Final = {
    404: "there is nothing at this address; the reference lists what there is",
    405: "this address does not take that method; the Allow header lists those it takes",
    413: "the body is larger than 2 MB; nothing that belongs here is",
}


def _problem(
    request: Asked, refusal: Refusal, listed: list[tuple[str, Fault]], headers: Mapping[str, str] | None = None
) -> Response[bytes]:
    kind = type_of(refusal)
    problem = Problem(
        type=kind.path,
        title=kind.title,
        status=kind.status,
        detail=refusal.message,
        request_id=request_id(request.scope),
        errors=[_error(part, fault) for part, fault in listed] or None,
    )
    return Response(
        problem.model_dump_json(exclude_none=True).encode(),
        status_code=kind.status,
        media_type=MEDIA_TYPE,
        headers={**(headers or {}), **_headers(refusal)},
    )


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
    if kind is KINDS[401]:
        return {"WWW-Authenticate": 'Session realm="muster"'}
    return {"Retry-After": _TRY_AGAIN} if kind is Unavailable else {}
