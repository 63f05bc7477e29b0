"""The catalogue of reports, read strictly: what each promises, and which sections and columns it has.

One folder a report under ``reports/``, as data. The layouts take the order, the titles and the
columns from here; a name that they do not know is an error, never passed over.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any, Final

from muster import data
from muster.domain.errors import Fault, Invalid, NotFound

Sections = Mapping[str, frozenset[str]]

_DISCLOSURES: Final = ("public", "council", "funder", "hr")


@dataclass(frozen=True, slots=True)
class ColumnSaid:
    """A column: the name the layout knows it by, and the title it is shown under."""

    id: str
    title: str


@dataclass(frozen=True, slots=True)
class Section:
    """A section. ``sheet``: its name in a workbook. ``says``: what to know before reading it."""

    id: str
    title: str
    sheet: str = ""
    says: str = ""
    columns: tuple[ColumnSaid, ...] = ()


@dataclass(frozen=True, slots=True)
class Parameter:
    """Something to be said when a report is asked for."""

    id: str
    title: str
    says: str
    required: bool = False


@dataclass(frozen=True, slots=True)
class Attestation:
    """What whoever signs the report says, and the paragraph that asks for it."""

    says: str
    cite: str = ""


@dataclass(frozen=True, slots=True)
class Report:
    """A report there is. ``disclosure``: who may see what is in it. ``labels``: what funders may call otherwise."""

    id: str
    title: str
    promise: str
    cite: str
    disclosure: str
    parameters: tuple[Parameter, ...]
    sections: tuple[Section, ...]
    attestation: Attestation
    labels: tuple[ColumnSaid, ...] = ()

    def label(self, which: str) -> str:
        """Return what something is called in this report."""
        return next(each.title for each in self.labels if each.id == which)


def reports() -> tuple[Report, ...]:
    """Return every report there is, by id."""
    return tuple(report(folder.parent.name) for folder in sorted(data.folder("reports").glob("*/report.toml")))


@lru_cache
def report(name: str) -> Report:
    """Return one report.

    Raises:
        NotFound: there is none of that name.
        Invalid: what its file says cannot be used; every fault is named.
    """
    file = data.folder("reports") / name / "report.toml"
    if not file.is_file():
        raise NotFound(f"there is no report called {name!r}")
    return read(file.read_text(encoding="utf-8"), name)


def read(text: str, name: str) -> Report:
    """Return the report that a text says.

    Raises:
        Invalid: it cannot be used.
    """
    try:
        said = tomllib.loads(text)
    except tomllib.TOMLDecodeError as why:
        raise _unusable(name, "", str(why), "a TOML file", "correct it there") from why
    found = Report(
        parameters=_each(said, "parameter", Parameter, name),
        sections=tuple(_section(each, place, name) for place, each in enumerate(_tables(said, "section", name), 1)),
        attestation=_one(said.pop("attestation", None), Attestation, "attestation", name),
        labels=_each(said, "label", ColumnSaid, name) if "label" in said else (),
        **_fields(said, Report, "", name, besides={"parameters", "sections", "attestation", "labels"}),
    )
    if found.id != name:
        raise _unusable(name, "id", found.id, name, "give it the name of its folder")
    if found.disclosure not in _DISCLOSURES:
        raise _unusable(name, "disclosure", found.disclosure, ", ".join(_DISCLOSURES), "choose one of them")
    return found


def checked(found: Report, knows: Sections, labels: frozenset[str] = frozenset()) -> Report:
    """Return a report whose sections and columns a layout knows, and which has the labels that the layout needs.

    Raises:
        Invalid: it names one that the layout does not know, or leaves a label out.
    """
    if {each.id for each in found.labels} != labels:
        there = ", ".join(each.id for each in found.labels) or "none"
        raise _unusable(found.id, "label.id", there, ", ".join(sorted(labels)) or "none", "give each its title once")
    for section in found.sections:
        if section.id not in knows:
            raise _unusable(found.id, "section.id", section.id, ", ".join(sorted(knows)), "choose one of them")
        known = knows[section.id]
        for column in section.columns:
            if column.id not in known:
                where = f"section {section.id}, column.id"
                raise _unusable(found.id, where, column.id, ", ".join(sorted(known)) or "none", "choose one of them")
        if known and not section.columns:
            raise _unusable(found.id, f"section {section.id}", "no columns", "columns", "name at least one")
    return found


def messages() -> Iterator[str]:
    """Yield everything that the catalogue says to people, for the translators."""
    for each in reports():
        yield from (each.title, each.promise, each.attestation.says)
        for parameter in each.parameters:
            yield from (parameter.title, parameter.says)
        yield from (label.title for label in each.labels)
        for section in each.sections:
            yield from (text for text in (section.title, section.sheet, section.says) if text)
            yield from (column.title for column in section.columns)


def _section(said: object, place: int, name: str) -> Section:
    where = f"section {place}"
    if isinstance(said, dict):
        columns = said.pop("columns", [])
        if isinstance(columns, list):
            listed = tuple(_one(each, ColumnSaid, f"{where}, column", name) for each in columns)
            return Section(columns=listed, **_fields(said, Section, where, name, besides={"columns"}))
    raise _unusable(name, where, "something else", "a table with its columns", "write it as the others are")


def _tables(said: dict[str, Any], key: str, name: str) -> list[object]:
    found = said.pop(key, None)
    if not isinstance(found, list) or not found:
        raise _unusable(name, key, "none", f"one [[{key}]] or more", "add one")
    return found


def _each(said: dict[str, Any], key: str, kind: type[Any], name: str) -> tuple[Any, ...]:
    return tuple(_one(each, kind, f"{key} {place}", name) for place, each in enumerate(_tables(said, key, name), 1))


def _one(said: object, kind: type[Any], where: str, name: str) -> Any:  # noqa: ANN401 - whatever kind it is
    if not isinstance(said, dict):
        raise _unusable(name, where, "nothing", "a table", "write it as in the other reports")
    return kind(**_fields(said, kind, where, name))


def _fields(
    said: dict[str, Any], kind: type[Any], where: str, name: str, besides: frozenset[str] | set[str] = frozenset()
) -> dict[str, Any]:
    """Return the plain fields of a table: each known, each of its type, none missing."""
    slots = {each: field for each, field in kind.__dataclass_fields__.items() if each not in besides}
    for key, value in said.items():
        at = f"{where}, {key}" if where else key
        if key not in slots:
            raise _unusable(name, at, "this key", f"one of {', '.join(sorted(slots))}", "correct it, or take it out")
        wanted = bool if slots[key].type == "bool" else str
        if not isinstance(value, wanted) or (wanted is str and set(str(value)) & set("{}\n")):
            raise _unusable(name, at, repr(value), "one line of text without braces", "correct it")
    missing = [each for each in ("id", "title", "says", "promise", "cite", "disclosure") if _needed(slots, each, said)]
    if missing:
        raise _unusable(name, where or "the top", f"no {missing[0]}", "it to be said", "say it")
    return said


def _needed(slots: Mapping[str, Any], key: str, said: Mapping[str, Any]) -> bool:
    return key in slots and key not in said and not isinstance(slots[key].default, str)


def _unusable(name: str, where: str, found: str, expected: str, fix: str) -> Invalid:
    place = str(Path("reports") / name / "report.toml") + (f" ({where})" if where else "")
    return Invalid(
        "a report of the catalogue cannot be used", code="bad-report", faults=[Fault(place, found, expected, fix)]
    )
