"""Cases: what a pack should say of invented people, written beside it and run without a database."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Final
from uuid import UUID

from muster import data
from muster.domain.facts import Facts
from muster.domain.intervals import BEGINNING
from muster.domain.people import RoleHeld
from muster.rules import checks
from muster.rules.case_forms import ONESELF, CaseForm, CasesForm
from muster.rules.reading import check, document, file_named, text_of
from muster.rules.trials import Case, Difference, Failure, Uncovered, check_edges, run

__all__ = ["Case", "CaseFile", "Difference", "Failure", "Uncovered", "check_edges", "load", "parse", "run"]

PROGRAM: Final = UUID(int=0)  # cases happen in one program


@dataclass(frozen=True, slots=True)
class CaseFile:
    """The cases of one file, and the pack they are about: a shipped id, or a file beside it."""

    pack: str
    cases: tuple[Case, ...]


def parse(text: str, *, source: str) -> CaseFile:
    """Read a file of cases from its text.

    Raises:
        Invalid: the text is not that (code ``bad-cases``); every fault is listed, each with its line.
    """
    read = document(text, source=source, what="cases")
    form = check(read, CasesForm, checks.repeated(checks.tables(read.raw.get("case")), ("case",), "name"))
    lines = [read.places.line(("case", place)) for place in range(len(form.case))]
    made = (_case(each, f"{source}:{line}") for each, line in zip(form.case, lines, strict=True))
    return CaseFile(form.pack, tuple(made))


def load(path_or_id: str | Path) -> CaseFile:
    """Read a file of cases: of a shipped pack by its id, or a file that ends in ``.toml`` or names a folder.

    Raises:
        NotFound: there is no such file.
        Invalid: the file is not one of cases.
    """
    file = file_named(path_or_id) or data.folder("cases") / f"{path_or_id}.toml"
    return parse(text_of(file, what="cases"), source=file.name)


def _case(form: CaseForm, where: str) -> Case:
    jobs = form.employments()
    since = min((job.validity.start for job in jobs), default=BEGINNING)
    facts = Facts(
        tuple(RoleHeld(each.role, PROGRAM, each.days(since)) for each in form.role),
        jobs,
        tuple(each.completion() for each in form.completed),
        tuple(each.held() for each in form.held),
        form.born,
        person=ONESELF,
    )
    written: dict[str, object] = form.expect.model_dump(exclude_unset=True)
    return Case(
        form.name,
        where,
        form.on,
        form.requirement,
        facts,
        written,
        form.applied_on,
        frozenset(form.circumstances or ()),
    )
