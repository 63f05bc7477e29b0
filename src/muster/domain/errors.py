"""Refusals, by kind. A refusal says what was found, what was expected and how to mend it."""

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing wrong in what was given.

    ``where`` is a place a person or a program can find again: a JSON pointer
    (``/completed_on``), or ``file.toml:12 (requirement.terms.within)``.
    """

    where: str
    found: str
    expected: str
    fix: str

    def __str__(self) -> str:
        """Return the fault as one line.

        >>> print(Fault("roster.csv:3", "'13/45/2026'", "a date", "write it as 2026-11-30"))
        roster.csv:3: found '13/45/2026', expected a date; write it as 2026-11-30
        """
        return f"{self.where}: found {self.found}, expected {self.expected}; {self.fix}"


class Refusal(Exception):  # noqa: N818 - a refusal is the field's word; it is not a programming error
    """muster will not do that. ``code`` is stable for ever; the words may improve."""

    code = "refused"

    def __init__(self, message: str, *, code: str | None = None, faults: Sequence[Fault] = ()) -> None:
        """Keep the sentence, the stable code and what exactly was wrong."""
        super().__init__(message)
        self.message = message
        self.code = code or type(self).code
        self.faults = tuple(faults)

    def __str__(self) -> str:
        """Return the sentence, then one line per fault."""
        return "\n".join([self.message, *(f"  {fault}" for fault in self.faults)])


class Invalid(Refusal):
    """What was given cannot be right."""

    code = "invalid"


class NotFound(Refusal):
    """There is no such thing, or it is not yours to know of."""

    code = "not-found"


class Unauthenticated(Refusal):
    """Nobody is signed in."""

    code = "sign-in-required"


class Forbidden(Refusal):
    """You belong here, but may not do that."""

    code = "forbidden"


class Conflict(Refusal):
    """It was right on its own, but not beside what is already recorded."""

    code = "conflict"


class Stale(Conflict):
    """Somebody changed it since you read it."""

    code = "stale"


class Unavailable(Refusal):
    """It cannot be done now; nothing was changed."""

    code = "unavailable"


class TooManyTries(Refusal):
    """It was tried too often. ``seconds`` from now it may be tried again."""

    code = "too-many-tries"

    def __init__(self, message: str, *, seconds: int = 60, code: str | None = None) -> None:
        """Keep how long to wait."""
        super().__init__(message, code=code)
        self.seconds = seconds
