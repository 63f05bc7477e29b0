"""What is wrong with a file, told in the words of its forms."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from difflib import get_close_matches
from typing import Final, get_args, get_origin

from pydantic import BaseModel, ValidationError

from muster.rules.places import Path
from muster.rules.words import Form, Hint, shown

A_TABLE: Final = Hint("a table", "{ … }")

# What people write for a key of ours, and no measure of likeness would find.
_ALSO_CALLED: Final = {"until": "through", "expires": "through", "ends": "through", "issuer": "authority"}


@dataclass(frozen=True, slots=True)
class Problem:
    """Something wrong at a key. ``path`` may name one that is absent."""

    path: Path
    found: str
    expected: str
    fix: str


def problems(error: ValidationError, form: type[Form]) -> Iterator[Problem]:
    """Tell what pydantic found, in words; a key misspelt is one problem, not also one missing."""
    unknown: list[Problem] = []
    excused: set[Path] = set()
    rest: list[tuple[Path, str, object, dict[str, object]]] = []
    for each in error.errors(include_url=False):
        path, kind = each["loc"], each["type"]
        if kind == "extra_forbidden":
            problem, meant = _unknown_key(path, form)
            unknown.append(problem)
            excused.add((*path[:-1], meant))
        else:
            rest.append((path, kind, each["input"], each.get("ctx", {})))
    yield from unknown
    for path, kind, given, context in rest:
        if kind == "missing" and path in excused:
            continue
        yield _problem(path, kind, given, context, form)


def _unknown_key(path: Path, form: type[Form]) -> tuple[Problem, str]:
    """Return the problem with a key that nobody knows, and the key that was probably meant."""
    key, keys = str(path[-1]), _keys(form, path[:-1])
    also = _ALSO_CALLED.get(key)
    near = [also] if also in keys else get_close_matches(key, keys, n=1)
    if near:
        meant = near[0]
        return Problem(path, f"the key '{key}'", f"'{meant}'", f"write '{meant}' instead"), meant
    return Problem(path, f"the key '{key}'", f"one of {', '.join(keys)}", "take it out; muster would not obey it"), ""


def _problem(path: Path, kind: str, given: object, context: dict[str, object], form: type[Form]) -> Problem:
    """Return one problem in words."""
    if kind == "said":
        return Problem(path, shown(given), str(context["expected"]), str(context["fix"]))
    if kind == "missing":
        key = str(path[-1])
        hint = _hint(form, path)
        fix = f"add {hint.example}" if hint.example.startswith("[[") else f"add {key} = {hint.example}"
        return Problem(path, "nothing", hint.expected, fix)
    hint = _hint(form, path)
    if kind == "too_short":
        return Problem(path, "an empty list", hint.expected, f"name at least one: {hint.example}")
    if hint.example.startswith("[["):
        return Problem(
            path,
            shown(given),
            hint.expected,
            f"write {hint.example}, in two pairs of brackets, over each of them",
        )
    return Problem(path, shown(given), hint.expected, f"write it as {hint.example}")


def _keys(form: type[Form], path: Path) -> list[str]:
    """Return the keys that a table may have."""
    here = _form_at(form, path)
    return [field.alias or name for name, field in here.model_fields.items()] if here else []


def _hint(form: type[Form], path: Path) -> Hint:
    """Return what is said of a key in the form it belongs to."""
    named = [part for part in path if isinstance(part, str)]
    here = _form_at(form, named[:-1])
    for name, field in here.model_fields.items() if here and named else ():
        if named[-1] == (field.alias or name):
            return _said(field.annotation, field.metadata)
    return A_TABLE


def _said(annotation: object, metadata: Iterable[object]) -> Hint:
    """Return the hint nearest to a key, which may hang on the type inside ``… | None``."""
    hints = [each for each in metadata if isinstance(each, Hint)]
    for inner in get_args(annotation):
        hints = [each for each in getattr(inner, "__metadata__", ()) if isinstance(each, Hint)] + hints
    return hints[-1] if hints else A_TABLE


def _form_at(form: type[Form], path: Iterable[str | int]) -> type[Form] | None:
    """Follow a path through the forms."""
    here: type[Form] | None = form
    keys = iter(path)
    for key in keys:
        if here is None:
            return None
        if isinstance(key, str):
            fields = {field.alias or name: field for name, field in here.model_fields.items()}
            annotation = fields[key].annotation if key in fields else None
            here = _form_in(annotation)
            if get_origin(annotation) is dict:
                next(keys, None)  # a table of tables, each under a key that the writer chose
    return here


def _form_in(annotation: object) -> type[Form] | None:
    """Return the form inside ``list[Form]`` or ``Form | None``."""
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return annotation if issubclass(annotation, Form) else None
    return next((form for form in map(_form_in, get_args(annotation)) if form), None)
