"""Which language somebody reads: their own, else the first that their browser asks for and muster speaks."""

from __future__ import annotations

from typing import Any, Final

from litestar.connection import ASGIConnection

from muster import catalogue
from muster.domain.words import Words

SPOKEN: Final = catalogue.LANGUAGES


def words(language: str) -> Words:
    """Return the words of a language; of the first that muster speaks, when it does not speak that one."""
    return catalogue.words(language if language in SPOKEN else SPOKEN[0])


def accepted(connection: ASGIConnection[Any, Any, Any, Any]) -> str:
    """Return the language that a request asks for most, of those that muster speaks."""
    return asked_for(connection.headers.get("Accept-Language", ""))


def asked_for(accepted: str) -> str:
    """Return the language that an Accept-Language header wants most, of those that muster speaks.

    >>> asked_for("es-PR,es;q=0.9,en;q=0.8"), asked_for("fr, en;q=0.2, es;q=0.7"), asked_for("")
    ('es', 'es', 'en')
    """
    wanted = []
    for place, each in enumerate(accepted.split(",")):
        tag, _, weight = each.partition(";")
        language = tag.strip().lower().partition("-")[0]
        if language in SPOKEN:
            wanted.append((-_weight(weight), place, language))
    return min(wanted)[2] if wanted else SPOKEN[0]


def _weight(written: str) -> float:
    name, _, number = written.strip().partition("=")
    try:
        return float(number) if name.strip() == "q" else 1.0
    except ValueError:
        return 0.0
