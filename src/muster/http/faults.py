"""What was wrong in a request, one fault at a time: where, what was found, what was expected, how to mend it."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from difflib import get_close_matches
from typing import Any, Final

from litestar import Request
from litestar.enums import ParamType
from litestar.exceptions import ValidationException
from litestar.params import ParameterKwarg
from litestar.plugins.pydantic import PydanticInitPlugin
from litestar.utils import is_class_and_subclass
from pydantic import BaseModel, ValidationError

from muster.domain.errors import Fault, Invalid

Asked = Request[Any, Any, Any]
Decoders = list[tuple[Any, Any]]

_LONGEST: Final = 120
_SECRET: Final = frozenset({"password", "new_password", "code"})

# The patterns that bodies use, in words.
WORDS: dict[str, tuple[str, str]] = {}

_PLAIN: Final[Mapping[str, tuple[str, str]]] = {
    "date_type": ("a day", "write it as 2026-11-30"),
    "date_parsing": ("a day", "write it as 2026-11-30"),
    "date_from_datetime_parsing": ("a day", "write it as 2026-11-30"),
    "date_from_datetime_inexact": ("a day, without a time", "write it as 2026-11-30"),
    "uuid_type": ("an id", "send the id as muster gave it"),
    "uuid_parsing": ("an id", "send the id as muster gave it"),
    "string_type": ("text", "put it in quotation marks"),
    "int_type": ("a whole number", "write it without quotation marks and decimals"),
    "bool_type": ("true or false", "write it without quotation marks"),
    "model_type": ("an object", "send { ... } with the fields that the reference lists"),
    "model_attributes_type": ("an object", "send { ... } with the fields that the reference lists"),
    "frozen_set_type": ("a list", "send [ ... ]"),
    "tuple_type": ("a list", "send [ ... ]"),
    "is_instance_of": ("a file, with its name", "send it as a file, as `curl -F 'file=@roster.csv'` does"),
}


class Bodies(PydanticInitPlugin):
    """Reads request bodies strictly: JSON has dates and ids as text, and nothing else is guessed."""

    @classmethod
    def decoders(cls, validate_strict: bool = True) -> Decoders:  # noqa: ARG003, FBT001, FBT002 - as the plugin has it
        """Return how a body becomes a model."""
        return [(lambda wanted: is_class_and_subclass(wanted, BaseModel), _read)]


def _read(model: type[BaseModel], value: object) -> BaseModel:
    try:
        return model.model_validate_json(json.dumps(_whole(value)), strict=True)
    except ValidationError as why:
        raise refused(why, model) from why


def refused(why: ValidationError, model: type[BaseModel]) -> Invalid:
    """Return what a model does not take, as one refusal with every fault."""
    return _refusal([_of_body(each, model) for each in why.errors(include_url=False)])


def _whole(value: Any) -> Any:  # noqa: ANN401 - any JSON
    """Return 49.0 as 49, wherever it stands: in JSON they are the same number."""
    match value:
        case float() if value.is_integer():
            return int(value)
        case dict():
            return {key: _whole(each) for key, each in value.items()}
        case list():
            return [_whole(each) for each in value]
    return value


def _refusal(faults: Sequence[Fault]) -> Invalid:
    count = "one thing" if len(faults) == 1 else f"{len(faults)} things"
    return Invalid(f"{count} in the request cannot be right; nothing was recorded", faults=faults)


def pointer(steps: Sequence[object]) -> str:
    """Return a place in a JSON document as RFC 6901 writes it.

    >>> pointer(["terms", 0, "a/b"])
    '/terms/0/a~1b'
    """
    return "".join(f"/{str(step).replace('~', '~0').replace('/', '~1')}" for step in steps)


def shown(value: object) -> str:
    """Return what was found, as it was written, and not too much of it."""
    text = json.dumps(value, ensure_ascii=False, default=str)
    return text if len(text) <= _LONGEST else f"{text[: _LONGEST - 1]}…"


def _of_body(error: Mapping[str, Any], model: type[BaseModel]) -> Fault:
    """Put what pydantic says into the four parts that every fault has."""
    kind, steps, context = str(error["type"]), list(error["loc"]), error.get("ctx", {})
    value = error["input"]
    if "pointer" in context:  # said of the whole body, but there is a field to look at
        steps.append(context["pointer"])
        value = value.get(context["pointer"]) if isinstance(value, dict) else value
    found = "(not shown)" if _SECRET & set(map(str, steps)) else shown(value)
    if kind == "missing":
        return Fault(pointer(steps), "nothing", "a value", f"add the field `{steps[-1]}`")
    if kind == "extra_forbidden":
        near = get_close_matches(str(steps[-1]), model.model_fields, n=1) if len(steps) == 1 else []
        return Fault(
            pointer(steps),
            found,
            "a field that there is",
            f"did you mean `{near[0]}`?" if near else "leave it out, or look its name up in the reference",
        )
    expected, fix = _expected(kind, context, str(error["msg"]))
    return Fault(pointer(steps), found, expected, fix)


def _expected(kind: str, context: Mapping[str, Any], message: str) -> tuple[str, str]:  # noqa: PLR0911 - one line for each kind
    if kind in _PLAIN:
        return _PLAIN[kind]
    match kind:
        case "string_pattern_mismatch":
            return WORDS.get(context["pattern"], (f"text that matches {context['pattern']}", "correct it"))
        case "enum" | "literal_error":
            return f"one of {context['expected']}", "send one of these words"
        case "string_too_short" | "too_short":
            return f"at least {context['min_length']} of them", "make it longer"
        case "string_too_long" | "too_long":
            return f"at most {context['max_length']} of them", "make it shorter"
        case "greater_than_equal":
            return f"{context['ge']} or more", "correct it"
        case "less_than_equal":
            return f"{context['le']} or less", "correct it"
    return context.get("expected", message), context.get("fix", "correct it, and send it again")


_VALUES: Final[Mapping[object, Callable[[Asked], Mapping[str, Any]]]] = {
    ParamType.QUERY: lambda request: request.query_params,
    ParamType.PATH: lambda request: request.path_params,
    ParamType.HEADER: lambda request: request.headers,
}
_PARAMETERS: Final[Mapping[str, tuple[str, str]]] = {
    "after": (
        "the cursor that the Link of the page before carries",
        "follow that Link, or leave it out for the first page",
    ),
    "limit": ("a whole number from 1 to 200", "leave it out for 50"),
    "on": ("a day", "write it as 2026-11-30, or leave it out for today"),
    "first": ("a day", "write it as 2026-11-30, or leave it out for the first of the month"),
    "last": ("a day", "write it as 2026-11-30, or leave it out for today"),
    "known_at": ("a ledger position, or an instant with its time zone", "write 42, or 2026-03-03T12:00:00Z"),
}


def _called(request: Asked, name: str) -> str:
    """Return what callers call a parameter, where the handler has to call it something else."""
    field = request.route_handler.parsed_fn_signature.parameters.get(name)
    known = field.kwarg_definition if field else None
    return (known.name or name) if isinstance(known, ParameterKwarg) else name


def of_parameters(request: Asked, why: ValidationException) -> list[tuple[str, Fault]]:
    """Return what Litestar found wrong in path, query and headers, each with the part it is in."""
    found = []
    listed: list[Mapping[str, str]] = list(why.extra or ())  # type: ignore[arg-type]  # a list, when it is about these
    for each in listed:
        name, part = _called(request, each.get("key", "")), each.get("source", "body")
        values = _VALUES.get(part)
        if values is None:
            found.append(("body", Fault("", "nothing", "a JSON object", "send the fields that the reference lists")))
            continue
        expected, fix = _PARAMETERS.get(name, (each["message"], "correct it, or leave it out"))
        fault = Fault(pointer([name]), shown(values(request).get(name)), expected, fix)
        found.append((ParamType(part).value, fault))
    return found
