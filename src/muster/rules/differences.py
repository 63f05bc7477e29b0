"""What a trial finds: cases that do not hold, and days on which no case looks."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Difference:
    """One thing that a finding says otherwise than expected."""

    field: str
    expected: str
    found: str


@dataclass(frozen=True, slots=True)
class Failure:
    """A case that does not hold, and everything in which it does not."""

    name: str
    where: str
    differences: tuple[Difference, ...]

    def __str__(self) -> str:
        """Return the case, then a line for each difference."""
        lines = (f"  {each.field}: expected {each.expected}, found {each.found}" for each in self.differences)
        return "\n".join([f"{self.where}: {self.name}", *lines])


@dataclass(frozen=True, slots=True)
class Uncovered:
    """A day beside a change of terms on which no case looks."""

    requirement: str
    day: date
    why: str

    def __str__(self) -> str:
        """Return it as a sentence."""
        return f"{self.requirement}: no case {self.why}"


def told(value: object) -> str:
    """Return what was expected, or found, as people read it."""
    if isinstance(value, dict):
        return ", ".join(f"{key} {told(each)}" for key, each in value.items()) or "none"
    if isinstance(value, list):
        return ", ".join(map(str, value)) or "nothing"
    if isinstance(value, bool):
        return str(value).lower()
    return f"{value:g}" if isinstance(value, float) else "none" if value is None else str(value)
