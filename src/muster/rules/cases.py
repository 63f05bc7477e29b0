"""Cases: what a pack should say of invented people, written beside it and run without a database."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from muster import data
from muster.rules.award_trials import AwardCase
from muster.rules.case_forms import CaseForm
from muster.rules.differences import Difference, Failure, Uncovered
from muster.rules.looking import repeated, tables
from muster.rules.problems import Problem
from muster.rules.program_duty_forms import ProgramCaseForm
from muster.rules.reading import check, document, file_named, text_of
from muster.rules.team_case_forms import CasesForm, TeamCaseForm
from muster.rules.team_trials import TeamCase
from muster.rules.trials import Case, check_edges, run

__all__ = ["Case", "CaseFile", "Difference", "Failure", "TeamCase", "Uncovered", "check_edges", "load", "parse", "run"]

_KINDS: Final = ("case", "crew", "program", "paper", "indirect")


@dataclass(frozen=True, slots=True)
class CaseFile:
    """The cases of one file, and the pack they are about: a shipped id, or a file beside it."""

    pack: str
    cases: tuple[Case | TeamCase | AwardCase, ...]


def parse(text: str, *, source: str) -> CaseFile:
    """Read a file of cases from its text.

    Raises:
        Invalid: the text is not that (code ``bad-cases``); every fault is listed, each with its line.
    """
    read = document(text, source=source, what="cases")
    form = check(read, CasesForm, _between(read.raw))

    def where(kind: str, place: int) -> str:
        return f"{source}:{read.places.line((kind, place))}"

    people = (_case(each, where("case", place)) for place, each in enumerate(form.case))
    crews = (_crew(each, where("crew", place)) for place, each in enumerate(form.crew))
    owing = (_owing(each, where("program", place)) for place, each in enumerate(form.program))
    papers = (each.case(where("paper", place)) for place, each in enumerate(form.paper))
    indirect = (each.case(where("indirect", place)) for place, each in enumerate(form.indirect))
    return CaseFile(form.pack, (*people, *crews, *owing, *papers, *indirect))


def load(path_or_id: str | Path) -> CaseFile:
    """Read a file of cases: of a shipped pack by its id, or a file that ends in ``.toml`` or names a folder.

    Raises:
        NotFound: there is no such file.
        Invalid: the file is not one of cases.
    """
    file = file_named(path_or_id) or data.folder("cases") / f"{path_or_id}.toml"
    return parse(text_of(file, what="cases"), source=file.name)


def _between(raw: dict[str, object]) -> Iterator[Problem]:
    """Find what no single key shows: cases of one name, and a file of none."""
    for key in _KINDS:
        yield from repeated(tables(raw.get(key)), (key,), "name")
    if not any(raw.get(key) for key in _KINDS):
        yield Problem((), "no case", "at least one", "add a [[case]], a [[crew]] or a [[program]]")


def _case(form: CaseForm, where: str) -> Case:
    return Case(
        form.name,
        where,
        form.on,
        form.requirement,
        form.facts(),
        form.expect.model_dump(exclude_unset=True),
        form.applied_on,
        frozenset(form.circumstances or ()),
    )


def _owing(form: ProgramCaseForm, where: str) -> Case:
    written: dict[str, object] = form.expect.model_dump(exclude_unset=True)
    so = frozenset(form.circumstances or ())
    return Case(form.name, where, form.on, form.duty, form.facts(), written, form.applied_on, so, form.sent())


def _crew(form: TeamCaseForm, where: str) -> TeamCase:
    start, end = (each.replace(tzinfo=form.zone) for each in (form.from_, form.to))
    return TeamCase(
        form.name, where, form.team, form.crew(), start, end, form.expect.model_dump(exclude_unset=True), form.terms
    )
