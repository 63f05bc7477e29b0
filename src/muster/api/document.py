"""The OpenAPI document: what Litestar knows of the routes, and everything else that a caller needs to know.

Litestar draws paths, parameters and which model goes where. The models are described by pydantic,
which knows every constraint; the refusals by the catalogue of problems.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any, Final

from litestar import Litestar, Router
from litestar.handlers import HTTPRouteHandler
from litestar.openapi.config import OpenAPIConfig
from litestar.openapi.spec import License
from litestar.routes import HTTPRoute
from pydantic import BaseModel

from muster.api.operations import EXAMPLES, HEADERS
from muster.api.wire import Body, Record
from muster.domain.accounts.tokens import PATTERN
from muster.http import uploads
from muster.http.catalogue import CATALOGUE
from muster.http.problems import MEDIA_TYPE, Problem, ProblemError
from muster.http.requests import REQUEST_ID
from muster.http.signed import PUBLIC, SETTING_UP

Json = dict[str, Any]

_REF: Final = "#/components/schemas/"
_ELSEWHERE: Final = ("cross-origin", "no-origin")
_ANY_BODY: Final = (
    *_ELSEWHERE,
    "too-large",
    "unsupported-media-type",
    "invalid",
    "outcome-unknown",
)
_REQUEST_ID: Final = "7f3c2f0e-6f0a-4f56-9c55-0d6a3f0c9f11"
TAGS: Final = {
    "Session": "Sign in, see who you are, sign out.",
    "Account": "What you sign in with, and where you are signed in: your own, and nobody else's.",
    "Members": "Who has a place in your agency, as what, and until when.",
    "Tokens": "What lets a script in, to a chosen part of what its owner may do.",
    "Invitations": "Who was offered a place here and has not come yet.",
    "Standing": "Who is ready on a day, as known at a position of the ledger, and why.",
    "Programs": "The scopes inside your agency.",
    "People": "Who they are, how they are employed, which roles they hold.",
    "Leave": "When people are away from work, and never why.",
    "Training": "Courses, and who completed them.",
    "Credentials": "Certifications, licenses and clearances, and what their issuers did to them.",
    "Effort": "What people's time is meant for, and what happened: minutes of a day, charged to an award or not.",
    "Pay": "What an hour of somebody's work costs. Shown to few.",
    "Extensions": "What an authority let somebody do by a later day.",
    "Orders": "What an authority let everybody do by a later day whose day lies in a window: one record each.",
    "Waivers": "What an authority excused somebody from, over which days.",
    "Responses": "When a team was sent to a call, how soon it was there, and how many calls there were.",
    "Shifts": "Which teams are to go out and who went, and whether their rules let them.",
    "Awards": "The money: who pays, for which positions, and when a report is due.",
    "Partnerships": "Whom you work with, and on what paper.",
    "Imports": "Spreadsheets: what they would add and change, and the deed.",
    "Search": "Find people, courses, awards, programs and partners by name or number.",
    "Reports": "What a funder or a state is shown, as JSON, PDF or a workbook.",
    "Reminders": "What people are told before it lapses, and what became of each notice.",
    "Packs": "The rules: what comes with muster, what is adopted, and its text.",
    "Ledger": "Where the record of all acts stands, and whether it holds.",
    "Checkpoints": "How the ledger and the access log stand, signed; and proofs that anybody can check elsewhere.",
    "Access log": "Who looked at whom.",
    "Shares": "What one agency lets another look at, and what others let yours look at.",
    "My data": "What is held about somebody, told to them; and what they ask for of it.",
    "Calendars and cards": "What somebody shows of themselves to calendars, and to whoever is shown their card.",
    "Lived experience": "What people have lived through: said, agreed to and taken back by themselves.",
    "Retention": "How long things are kept: by the longest rule that applies.",
    "Erasure": "Erase a person, as far as the law allows; and the legal holds that stand in the way.",
    "Health": "For the machines that watch this one.",
}
_ABOUT: Final = """\
Dated facts in, cited answers out. Every answer is *as of* a day and *as known at* a position of the ledger; ask again \
with the same two, and it is the same answer.
"""


class _Nowhere(Router):
    """Takes the routes that Litestar would serve its own pages from, and drops them: they load from elsewhere."""

    def register(self, value: Any) -> list[Any]:  # noqa: ANN401, ARG002 - as Litestar has it
        """Drop it."""
        return []


def configured() -> OpenAPIConfig:
    """Return what Litestar is told of the document."""
    return OpenAPIConfig(
        title="muster",
        version="1.0.0",
        description=_ABOUT,
        license=License(name="MIT", identifier="MIT"),
        use_handler_docstrings=True,
        operation_id_creator=lambda handler, _method, _path: handler.handler_name,
        openapi_router=_Nowhere("/api/v1", route_handlers=[]),
    )


def document(app: Litestar, *, cookie: str) -> Json:
    """Return the whole document. ``cookie`` is the name of the one that carries the session."""
    found: Json = app.openapi_schema.to_schema()
    handlers = {each.handler_name: each for each in _handlers(app)}
    forms = [each.opt["parts"].__name__ for each in handlers.values() if "parts" in each.opt]
    schemas = _schemas([*found["components"]["schemas"], *forms])
    for name in forms:
        _without_null(schemas[name])
    for path, item in found["paths"].items():
        for method, operation in item.items():
            _complete(operation, handlers[operation["operationId"]], (method.upper(), path), schemas)
    found["components"] = {
        "schemas": schemas,
        "securitySchemes": {
            "session": {
                "type": "apiKey",
                "in": "cookie",
                "name": cookie,
                "description": "Set by POST /api/v1/session.",
            },
            "bearer": {
                "type": "http",
                "scheme": "bearer",
                "description": "An API token, for scripts: issued to whoever is signed in by POST /api/v1/tokens. "
                f"It matches `{PATTERN}`. A request that brings one is judged by it alone.",
            },
        },
    }
    found["tags"] = [{"name": name, "description": about} for name, about in TAGS.items()]
    named: Json = _named(found)
    return named


def _named(value: Any) -> Any:  # noqa: ANN401 - any JSON
    """Return the document with its records named as callers speak of them: `Person`, not `PersonOut`."""
    if isinstance(value, dict):
        return {
            key: {_plain(name): _named(each) for name, each in part.items()}
            if key == "schemas"
            else _plain(part)
            if key == "$ref" or (key == "title" and isinstance(part, str))
            else _named(part)
            for key, part in value.items()
        }
    return [_named(each) for each in value] if isinstance(value, list) else value


def _plain(name: str) -> str:
    return name.removesuffix("Out")


def _handlers(app: Litestar) -> Iterator[HTTPRouteHandler]:
    for route in app.routes:
        if isinstance(route, HTTPRoute):
            yield from (each for each in route.route_handlers if each.resolve_include_in_schema())


def _schemas(used: Iterable[str]) -> Json:
    """Return the JSON schema of every model used, and of all that these use."""
    models = {each.__name__: each for base in (Record, Body) for each in _below(base)}
    wanted: list[type[BaseModel]] = [Problem, ProblemError, *(models[name] for name in used if name in models)]
    found: Json = {}
    for model in wanted:
        schema = model.model_json_schema(
            ref_template=_REF + "{model}", mode="validation" if issubclass(model, Body) else "serialization"
        )
        for name, each in {**schema.pop("$defs", {}), model.__name__: schema}.items():
            for field in each.get("properties", {}).values():
                field.pop("title", None)
                field.pop("uniqueItems", None)  # a list that says the same twice is understood
            found[name] = each
            if name in models:  # pydantic sorts the fields of an example by name
                each["examples"] = _examples(models[name])
    for each in found.values():
        for field in each.get("properties", {}).values():
            if "$ref" in field:  # pydantic leaves out what the words themselves say already
                field.setdefault("description", found[field["$ref"].removeprefix(_REF)]["description"])
    return dict(sorted(found.items()))


def _without_null(form: Json) -> None:
    """Say what a part of a form can be: it is left out, and never sent as null, which a form has no word for."""
    for field in form["properties"].values():
        if "anyOf" in field:
            (only,) = (each for each in field.pop("anyOf") if each.get("type") != "null")
            field.update(only)
            field.pop("default", None)


def _examples(model: type[BaseModel]) -> object:
    extra = model.model_config.get("json_schema_extra")
    return extra["examples"] if isinstance(extra, dict) else []


def _below(base: type[BaseModel]) -> Iterator[type[BaseModel]]:
    for each in base.__subclasses__():
        yield each
        yield from _below(each)


def _complete(operation: Json, handler: HTTPRouteHandler, route: tuple[str, str], schemas: Json) -> None:
    """Add to an operation what Litestar does not know of it."""
    del operation["deprecated"]
    public = route in PUBLIC
    session = bool(handler.opt.get("session"))
    operation["security"] = [] if public else [{"session": []}] if session else [{"session": []}, {"bearer": []}]
    for parameter in operation.get("parameters", ()):
        _tidy(parameter)
    if "parts" in handler.opt:
        schema = {"$ref": _REF + handler.opt["parts"].__name__}
        operation["requestBody"] = {"required": True, "content": {uploads.MEDIA_TYPE: {"schema": schema}}}
    for content in operation.get("requestBody", {}).get("content", {}).values():
        content["example"] = _example(content["schema"], schemas)
    success = str(handler.status_code)
    reply = operation["responses"][success]
    reply["description"] = _SUCCESS[success]
    reply["headers"] = {
        name: {"description": HEADERS[name], "schema": {"type": "string"}} for name in handler.opt.get("headers", ())
    } | {REQUEST_ID: {"description": "The id of this request.", "schema": {"type": "string"}}}
    if success == "204":  # said by a handler that has something to do once it is out, too
        reply.pop("content", None)
    for content in reply.get("content", {}).values():
        if "$ref" in content["schema"]:
            content["example"] = _example(content["schema"], schemas)
    if "files" in handler.opt:
        reply["content"] = {kind: _file(each) for kind, each in handler.opt["files"].items()}
    operation["responses"] = {success: reply} | {
        status: reply | {"description": about} for status, about in handler.opt.get("also", {}).items()
    }
    if "ETag" in handler.opt.get("headers", ()) and route[0] == "GET":
        operation["responses"]["304"] = {"description": "Nothing has changed since the version in If-None-Match."}
    operation["responses"] |= _refusals(_codes(operation, handler, route))


def _file(example: Json | None) -> Json:
    """Return what a file looks like: JSON by an example, anything else as it is."""
    return {"schema": {"type": "string"}} if example is None else {"schema": {"type": "object"}, "example": example}


_SUCCESS: Final = {"200": "The answer.", "201": "Recorded.", "204": "Done; there is nothing to say."}


def _tidy(parameter: Json) -> None:
    for name in ("deprecated", "allowEmptyValue", "allowReserved"):
        parameter.pop(name, None)
    schema = parameter["schema"]
    described = schema.pop("description", None)
    parameter["description"] = parameter.get("description") or described or f"The id of the {parameter['name']}."
    if "oneOf" in schema:  # an optional parameter is left out; it is never sent as null
        (only,) = (each for each in schema.pop("oneOf") if each["type"] != "null")
        schema.update(only)
    for name in schema.keys() & {"minimum", "maximum"}:
        schema[name] = int(schema[name])
    parameter["required"] = parameter["required"] or parameter["name"] == "If-Match"
    if parameter["name"] in EXAMPLES:
        parameter["example"] = EXAMPLES[parameter["name"]]


def _example(schema: Json, schemas: Json) -> object:
    return schemas[schema["$ref"].removeprefix(_REF)]["examples"][0]


def _codes(operation: Json, handler: HTTPRouteHandler, route: tuple[str, str]) -> Iterator[str]:
    """Yield the problems that an operation may be answered with: its own, and those of its kind."""
    yield from handler.opt.get("problems", ())
    if route not in PUBLIC:
        yield "sign-in-required"
        yield "token-refused"
        yield "too-many-tries"
        if route not in SETTING_UP:
            yield "second-factor-needed"
        if handler.opt.get("session"):
            yield "session-required"
        if not handler.opt.get("anyone"):
            yield "forbidden"
    if "requestBody" in operation:
        yield "malformed-parts" if "parts" in handler.opt else "malformed-json"
        yield from _ANY_BODY
    elif "DELETE" in handler.http_methods:
        yield from _ELSEWHERE
    for parameter in operation.get("parameters", ()):
        yield from _BY_PART[parameter["in"]]
        yield from _BY_NAME.get(parameter["name"], ())
    yield from _BY_NAME.get(handler.handler_name, ("database-unreachable",))


_BY_PART: Final = {"path": ("not-found",), "header": ("stale", "version-required"), "query": ("invalid",)}
_BY_NAME: Final = {
    "known_at": ("no-such-position",),
    "health": (),
    "ready": ("database-unreachable", "database-is-behind", "database-is-newer"),
}


def _refusals(codes: Iterable[str]) -> Json:
    """Return the responses of these problems, by status."""
    found: Json = {}
    for each in sorted({CATALOGUE[code] for code in codes}, key=lambda each: (each.status, each.code)):
        reply = found.setdefault(
            str(each.status),
            {"description": "", "content": {MEDIA_TYPE: {"schema": {"$ref": f"{_REF}Problem"}, "examples": {}}}},
        )
        reply["description"] = f"{reply['description']} {each.title} (`{each.code}`).".strip()
        reply["content"][MEDIA_TYPE]["examples"][each.code] = {
            "summary": each.title,
            "value": {
                "type": each.path,
                "title": each.title,
                "status": each.status,
                "detail": each.advice,
                "request_id": _REQUEST_ID,
            },
        }
    return found
