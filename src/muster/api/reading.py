"""The reference as a page: the OpenAPI document, laid out for people."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from markupsafe import Markup, escape

from muster.http.catalogue import CATALOGUE
from muster.http.faults import WORDS
from muster.http.kinds import ProblemType
from muster.http.pages import drawing
from muster.http.problems import MEDIA_TYPE

Json = dict[str, Any]

_JSON: Final = "application/json"
_WIDTH: Final = 46  # characters that an example shows without scrolling


@dataclass(frozen=True, slots=True)
class Field:
    """A parameter, or a field of a body or a record."""

    name: str
    kind: Markup
    about: str
    required: bool = False
    where: str = ""
    limits: str = ""


@dataclass(frozen=True, slots=True)
class Reply:
    """One status that an operation may be answered with."""

    status: str
    about: str
    kind: Markup | None = None
    headers: tuple[tuple[str, str], ...] = ()
    problems: tuple[ProblemType, ...] = ()


@dataclass(frozen=True, slots=True)
class Operation:
    """One thing that can be asked. ``people``: no token does it."""

    id: str
    method: str
    path: str
    summary: str
    about: str
    public: bool
    people: bool
    parameters: tuple[Field, ...]
    body: str
    fields: tuple[Field, ...]
    replies: tuple[Reply, ...]
    curl: str
    answer: str


@dataclass(frozen=True, slots=True)
class Group:
    """Operations of one capability."""

    name: str
    about: str
    operations: tuple[Operation, ...]

    @property
    def anchor(self) -> str:
        """Where on the page it is."""
        return self.name.lower().replace(" ", "-")


@dataclass(frozen=True, slots=True)
class Model:
    """A record, or a closed list of words."""

    name: str
    about: str
    fields: tuple[Field, ...]
    words: tuple[str, ...]


def render(document: Json) -> str:
    """Return the page."""
    schemas = document["components"]["schemas"]
    operations = [
        (operation["tags"][0], _operation(path, method, operation, schemas))
        for path, item in document["paths"].items()
        for method, operation in item.items()
    ]
    groups = [
        Group(tag["name"], tag["description"], tuple(each for name, each in operations if name == tag["name"]))
        for tag in document["tags"]
    ]
    bodies = {each.body for _, each in operations}
    models = [_model(name, schema) for name, schema in schemas.items() if name not in bodies]
    return _TEMPLATES.get_template("reference.html").render(
        about=document["info"]["description"],
        cookie=document["components"]["securitySchemes"]["session"]["name"],
        groups=groups,
        models=models,
        problems=list(CATALOGUE.values()),
    )


def prose(text: str) -> Markup:
    """Return a description as HTML: what stands between backticks is code, between asterisks stressed.

    >>> prose("send `a<b`, *once*")
    Markup('send <code>a&lt;b</code>, <em>once</em>')
    """
    marked = re.sub(r"`([^`]+)`", r"<code>\1</code>", str(escape(text)))
    return Markup(re.sub(r"\*([^*\s][^*]*)\*", r"<em>\1</em>", marked))  # noqa: S704 - escaped above


def breakable(path: str) -> Markup:
    """Return an address that breaks between its parts where it must break."""
    return Markup("/<wbr>").join(path.split("/"))


def _operation(path: str, method: str, operation: Json, schemas: Json) -> Operation:
    bodies = operation.get("requestBody", {}).get("content", {})
    body: Json = next(iter(bodies.values()), {})
    model = _name(body["schema"]) if body else ""
    replies = tuple(_reply(status, each) for status, each in operation["responses"].items())
    return Operation(
        operation["operationId"],
        method.upper(),
        path,
        operation["summary"],
        operation.get("description", ""),
        not operation["security"],
        operation["security"] == [{"session": []}],
        tuple(_parameter(each) for each in operation.get("parameters", ())),
        model,
        tuple(_fields(schemas[model])) if model else (),
        replies,
        _curl(path, method.upper(), operation, body.get("example")),
        _answer(operation["responses"]),
    )


def _parameter(parameter: Json) -> Field:
    schema = parameter["schema"]
    return Field(
        parameter["name"],
        _kind(schema),
        parameter["description"],
        required=parameter["required"],
        where=parameter["in"],
        limits=_limits(schema),
    )


def _fields(schema: Json) -> Iterator[Field]:
    for name, each in schema.get("properties", {}).items():
        yield Field(
            name,
            _kind(each),
            each.get("description", ""),
            required=name in schema.get("required", ()),
            limits=_limits(each),
        )


def _model(name: str, schema: Json) -> Model:
    words = tuple(schema.get("enum", ()))
    return Model(name, schema.get("description", ""), tuple(_fields(schema)), words)


def _reply(status: str, reply: Json) -> Reply:
    content = reply.get("content", {})
    if MEDIA_TYPE in content:
        return Reply(status, "", problems=tuple(CATALOGUE[code] for code in content[MEDIA_TYPE]["examples"]))
    schema = next((each["schema"] for each in content.values()), None)
    headers = tuple((name, each["description"]) for name, each in reply.get("headers", {}).items())
    return Reply(
        status,
        reply["description"],
        _kind(schema) if schema else None,
        tuple(each for each in headers if each[0] != "X-Request-ID"),
    )


def _name(schema: Json) -> str:
    return str(schema.get("$ref", "")).rpartition("/")[2]


def _kind(schema: Json) -> Markup:
    """Say in words what a schema allows; another model is a link to it."""
    if "$ref" in schema:
        return Markup('<a href="#{0}">{0}</a>').format(_name(schema))
    if "anyOf" in schema:
        return Markup(" or ").join(_kind(each) for each in schema["anyOf"])
    words = schema.get("enum", [schema["const"]] if "const" in schema else [])
    if words:
        return Markup(" or ").join(Markup("<code>{}</code>").format(each) for each in words)
    if "contentMediaType" in schema:
        return escape("a file")
    if schema.get("type") == "array":
        return Markup("a list of ") + _kind(schema["items"])
    return escape(_TYPES.get(str(schema.get("format", schema.get("type"))), "text"))


_TYPES: Final = {
    "date": "a day",
    "date-time": "an instant",
    "uuid": "an id",
    "integer": "a whole number",
    "boolean": "true or false",
    "object": "an object",
    "null": "null",
}


def _limits(schema: Json) -> str:
    """Say what a schema demands beside its type."""
    said = []
    for each in (schema, *schema.get("anyOf", ()), schema.get("items", {})):
        if each.get("format") != "date" and "pattern" in each and each["pattern"] in WORDS:
            said.append(WORDS[each["pattern"]][0])
        if "maxLength" in each:
            said.append(f"at most {each['maxLength']} characters")
        if "maxItems" in each:
            said.append(f"at most {each['maxItems']} of them")
        if "minimum" in each or "maximum" in each:
            said.append(f"from {each.get('minimum', '')} to {each.get('maximum', '')}".strip())
    default = schema.get("default")
    if default not in (None, "", []):
        said.append(f"left out: {default}")
    return "; ".join(said)


def _curl(path: str, method: str, operation: Json, example: object) -> str:
    """Return the request as somebody at a prompt would send it."""
    for parameter in operation.get("parameters", ()):
        if parameter["in"] == "path":
            path = path.replace(f"{{{parameter['name']}}}", f"${parameter['name'].upper()}")
    signing_in = operation["operationId"] == "sign_in"
    jar = "" if not operation["security"] and not signing_in else " -c jar" if signing_in else " -b jar"
    asked, address = f"curl{jar}{'' if method in {'GET', 'POST'} else f' -X {method}'}", f'"$MUSTER{path}"'
    lines = [f"{asked} {address}"] if len(asked + address) < _WIDTH else [asked, address]
    if any(each["name"] == "If-Match" for each in operation.get("parameters", ())):
        lines.append("-H 'If-Match: \"c1f7f0a4-3a0b-4c39-8a43-9f0d2b7f6e55\"'")
    if example is not None:
        lines += _sent(example, *operation["requestBody"]["content"])
    return " \\\n  ".join(lines)


def _sent(example: object, kind: str) -> list[str]:
    """Return what of a request is its body: JSON, or the parts of a form."""
    if kind == _JSON or not isinstance(example, dict):
        return [f"-H 'Content-Type: {_JSON}'", f"-d '{_pretty(example)}'"]
    parts = ((name, f"@{each[0]}" if isinstance(each, list) else each) for name, each in example.items())
    return [f"-F '{name}={each}'" for name, each in parts]


def _answer(replies: Json) -> str:
    content = next(iter(replies.values())).get("content", {})
    return next((_pretty(each["example"]) for each in content.values() if "example" in each), "")


def _pretty(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, indent=2)


_TEMPLATES: Final = drawing(Path(__file__).parent / "templates")
_TEMPLATES.filters |= {"prose": prose, "breakable": breakable}
