"""Withdraw a fact that was recorded by mistake: the form, which carries the version that was read, and its page."""

from __future__ import annotations

from collections.abc import Awaitable, Sequence
from dataclasses import dataclass
from typing import Any, Protocol
from uuid import UUID

from litestar import Response

from muster.domain.access import Principal
from muster.domain.errors import Stale
from muster.domain.moments import Moment
from muster.domain.people import Identity
from muster.domain.records import OnRecord
from muster.web.drawing import drawn
from muster.web.easing import Preview
from muster.web.forms import Mistake, Sent, id_of
from muster.web.reader import Asked, Reader
from muster.web.recording import changed_meanwhile, no_reason, typed_in


@dataclass(frozen=True, slots=True)
class Form:
    """The form as it is shown. ``typed``: why, and the version that was read."""

    typed: dict[str, str]
    mistakes: tuple[Mistake, ...] = ()


@dataclass(frozen=True, slots=True)
class Going:
    """What is to be withdrawn, as its page says it. ``requirement``: which one it is about, under its label."""

    title: str
    heading: str
    rows: tuple[tuple[str, str], ...]
    at: str
    consequence: str
    button: str
    requirement: tuple[str, str] | None = None


class Withdraw(Protocol):
    """How something is withdrawn."""

    def __call__(
        self, which: UUID, /, *, version: UUID | None, because: str, by: Principal, now: Moment
    ) -> Awaitable[None]:
        """Say that it was recorded by mistake."""


def to_withdraw(found: OnRecord[Any]) -> Form:
    """Return the form to withdraw something, with no reason in it yet."""
    return Form({"because": "", "version": str(found.version)})


async def withdrawn(
    withdraw: Withdraw,
    found: OnRecord[Any],
    data: Sent,
    reader: Reader,
    *,
    field: str = "because",
    label: str | None = None,
) -> Form | None:
    """Withdraw what was read; or return the form, to be shown again with why not.

    ``field`` and ``label``: of the question why, where another on the page has its usual ones.
    """
    words, typed = reader.words, typed_in(data, ("because", "version"))
    label = label or words("Why")
    mistakes = no_reason(typed, words, label, field=field)
    if not mistakes:
        version = id_of(typed["version"])
        try:
            await withdraw(found.fact, version=version, because=typed["because"], by=reader.by, now=reader.now)
        except Stale:
            mistakes = [changed_meanwhile(field, label, words, withdrawn=True)]
        else:
            return None
    return Form(typed | {"version": str(found.version)}, tuple(mistakes))


def withdrawal_page(
    request: Asked, person: OnRecord[Identity], going: Going, form: Form, would: Sequence[Preview] | None = None
) -> Response[str]:
    """Show what is to be withdrawn from somebody's record, what that ``would`` change, and ask why."""
    return drawn(
        request,
        "withdraw.html",
        status=422 if form.mistakes else 200,
        person=person,
        going=going,
        would=would,
        typed=form.typed,
        mistakes=form.mistakes,
    )
