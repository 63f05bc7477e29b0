"""Which query parameters an operation has: any other is refused, never passed over."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from difflib import get_close_matches
from functools import cache
from typing import Any

from litestar.connection import ASGIConnection
from litestar.di import Provide
from litestar.handlers import BaseRouteHandler
from litestar.handlers.http_handlers import HTTPRouteHandler
from litestar.params import ParameterKwarg
from litestar.typing import FieldDefinition

from muster.domain.errors import Fault
from muster.http.faults import pointer, shown
from muster.http.kinds import BadParameter


def refuse_odd(connection: ASGIConnection[Any, Any, Any, Any], handler: BaseRouteHandler) -> None:
    """Refuse a parameter that an operation of the API does not have, or has been given twice, or as null.

    Litestar would pass over the first, take the last of the second, and read the third as left
    out: each would change the answer unseen.

    Raises:
        BadParameter: there is one.
    """
    if not isinstance(handler, HTTPRouteHandler) or not handler.resolve_include_in_schema():
        return
    known = _known(handler)
    for name in connection.query_params:
        if name not in known:
            near = get_close_matches(name, known, n=1)
            fault = Fault(
                pointer([name]),
                shown(connection.query_params[name]),
                f"one of {', '.join(sorted(known))}" if known else "no parameter: this operation has none",
                f"did you mean `{near[0]}`?" if near else "leave it out",
            )
            raise BadParameter(f"there is no parameter {name} here", part="query", fault=fault)
        values = connection.query_params.getall(name)
        if len(values) > 1 or values[0].lower() == "null":
            fault = Fault(pointer([name]), shown(values), "one value", "send it once, or leave it out")
            raise BadParameter(f"the parameter {name} has to have one value", part="query", fault=fault)


@cache
def _known(handler: HTTPRouteHandler) -> frozenset[str]:
    return frozenset(_of(handler.parsed_fn_signature.parameters, handler.resolve_dependencies()))


def _of(fields: Mapping[str, FieldDefinition], given: Mapping[str, Provide]) -> Iterator[str]:
    for name, field in fields.items():
        if name in given:
            yield from _of(given[name].parsed_fn_signature.parameters, given)
        elif isinstance(field.kwarg_definition, ParameterKwarg) and field.kwarg_definition.param_type == "query":
            yield field.kwarg_definition.name or name
