"""May this person go out today? Every finding that bears on it, and the answer they give together."""

from __future__ import annotations

from collections.abc import Container, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final
from uuid import UUID

from muster.domain.findings import Finding, Verdict
from muster.domain.programs import Program


@dataclass(frozen=True, slots=True)
class Clearance:
    """What a program's adopted rules say of one person on one day.

    ``through``: the last day of that answer, if nothing is done; ``None`` when nothing ends it.
    """

    person: UUID
    program: Program
    on: date
    findings: tuple[Finding, ...]
    through: date | None = None

    @property
    def required(self) -> list[Finding]:
        """The findings of what is required, not only recommended."""
        return _required(self.findings)

    @property
    def verdict(self) -> Verdict:
        """The worst verdict of a required finding; ``not_applicable`` when no rule binds."""
        return worst(self.findings)


def worst(findings: Sequence[Finding]) -> Verdict:
    """Return the answer that required findings give together.

    Not met beats needs review beats met; a recommendation never changes the answer.
    """
    return gravest({each.verdict for each in _required(findings)})


def gravest(said: Container[Verdict]) -> Verdict:
    """Return the gravest of several verdicts; ``not_applicable`` when there is none."""
    return next((verdict for verdict in GRAVITY if verdict in said), Verdict.NOT_APPLICABLE)


GRAVITY: Final = (Verdict.NOT_MET, Verdict.NEEDS_REVIEW, Verdict.MET, Verdict.NOT_APPLICABLE)


def _required(findings: Sequence[Finding]) -> list[Finding]:
    return [each for each in findings if each.requirement.bar.binds]
