"""Refusals that only a request can meet, the one table of kinds by status, and what a type of problem is."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final

from muster.domain.errors import (
    Conflict,
    Fault,
    Forbidden,
    Invalid,
    NotFound,
    Refusal,
    Stale,
    TooManyTries,
    Unauthenticated,
    Unavailable,
)


class Malformed(Refusal):
    """The request cannot be read."""

    code = "bad-request"


class BadParameter(Invalid):
    """A parameter cannot be right. ``part`` is where it stands: path, query or header."""

    def __init__(self, message: str, *, part: str, fault: Fault, code: str | None = None) -> None:
        """Keep the part of the request beside the fault."""
        super().__init__(message, code=code, faults=[fault])
        self.part = part


class WrongMethod(Refusal):
    """There is something here, but it cannot be asked in this way."""

    code = "method-not-allowed"


class TooLarge(Refusal):
    """The body is larger than anything that belongs here."""

    code = "too-large"


class WrongMediaType(Refusal):
    """The body is of a kind that is not read here."""

    code = "unsupported-media-type"


class VersionRequired(Refusal):
    """A correction has to say which version it corrects."""

    code = "version-required"


class Unexpected(Refusal):
    """muster itself is at fault."""

    code = "unexpected"


STATUS: Final[Mapping[type[Refusal], int]] = MappingProxyType(
    {
        Malformed: 400,
        Unauthenticated: 401,
        Forbidden: 403,
        NotFound: 404,
        WrongMethod: 405,
        Conflict: 409,
        Stale: 412,
        TooLarge: 413,
        WrongMediaType: 415,
        Invalid: 422,
        VersionRequired: 428,
        TooManyTries: 429,
        Unexpected: 500,
        Unavailable: 503,
    }
)
KINDS: Final[Mapping[int, type[Refusal]]] = MappingProxyType({status: kind for kind, status in STATUS.items()})


def kind_of(refusal: Refusal) -> type[Refusal]:
    """Return the nearest kind that has a status of its own."""
    return next((kind for kind in type(refusal).__mro__ if kind in STATUS), Unexpected)


@dataclass(frozen=True, slots=True)
class ProblemType:
    """One thing that can go wrong. ``advice`` says what to do about it."""

    kind: type[Refusal]
    code: str
    title: str
    advice: str

    @property
    def status(self) -> int:
        """The HTTP status it is answered with."""
        return STATUS[self.kind]

    @property
    def path(self) -> str:
        """Where its page is; also its ``type``."""
        return f"/problems/{self.code}"
