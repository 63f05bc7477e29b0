"""What is kept of an award beside its papers: one way to record, correct and withdraw a paper, a cost, the figures."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final, Generic, TypeVar
from uuid import UUID

from litestar import Response

from muster.domain.access import Permission
from muster.domain.awards import Award
from muster.domain.errors import Conflict, Invalid, Stale
from muster.domain.records import OnRecord
from muster.domain.words import Words
from muster.services import awards
from muster.web.dates import order
from muster.web.drawing import drawn, sent_to
from muster.web.forms import Mistake, Sent, id_of
from muster.web.reader import Asked, Reader
from muster.web.recording import changed_meanwhile, no_reason, renumbered, same_on_record, typed_in, used_before
from muster.web.withdrawing import withdrawn

if TYPE_CHECKING:
    from _typeshed import DataclassInstance

    V = TypeVar("V", bound=DataclassInstance)
else:
    V = TypeVar("V")

_ALSO: Final = ("id", "version", "because")


@dataclass(frozen=True, slots=True)
class Kept(Generic[V]):
    """A kind of record of an award: its fields, how they are read and written, and who keeps it.

    ``name``: what its form is called in the templates, and its place on the page of the award. ``at``: where one of
    them lies. ``first``: the field that a mistake about the whole is told at, with ``label``. ``read``: what the form
    says, or every mistake in it. ``refusal``: the code of the one refusal of the service that a form can come to, and
    ``refused`` the mistake that it is; any other is no mistake of the form.
    """

    name: str
    at: str
    fields: tuple[str, ...]
    first: str
    label: Callable[[Words], str]
    written: Callable[[V], dict[str, str]]
    read: Callable[[OnRecord[Award], dict[str, str], Reader], V | list[Mistake]]
    refusal: str
    refused: Callable[[dict[str, str], Reader], Mistake]
    choices: Callable[[Award, Words], dict[str, object]]
    one: Callable[..., Any]
    record: Callable[..., Any]
    correct: Callable[..., Any]
    withdraw: Callable[..., Any]


@dataclass(frozen=True, slots=True)
class Form:
    """The form as it is shown, about an award. ``which`` unset: it records something."""

    award: OnRecord[Award]
    typed: dict[str, str]
    mistakes: tuple[Mistake, ...] = ()
    which: UUID | None = None
    why_withdrawn: str = ""


async def new_form(
    request: Asked, kept: Kept[V], award: UUID, reader: Reader, given: dict[str, str] | None = None
) -> Response[str]:
    """Show the form to record something, with what is known of it already."""
    reader.by.require(Permission.AWARD_RECORD, whole=True)
    found = await awards.award(award, by=reader.by)
    typed = renumbered(dict.fromkeys((*_ALSO, *kept.fields), "") | (given or {}))
    return _shown(request, kept, Form(found, typed), reader)


async def submit_new(request: Asked, kept: Kept[V], award: UUID, reader: Reader, data: Sent) -> Response[str]:
    """Record it, or say why not."""
    reader.by.require(Permission.AWARD_RECORD, whole=True)
    found = await awards.award(award, by=reader.by)
    typed = typed_in(data, (*_ALSO, *kept.fields))
    said = kept.read(found, typed, reader)
    if isinstance(said, list):
        return _shown(request, kept, Form(found, typed, tuple(said)), reader)
    fact = UUID(typed["id"])
    try:
        await kept.record(said, by=reader.by, now=reader.now, fact=fact)
    except (Conflict, Invalid) as why:
        if why.code == kept.refusal:
            return _shown(request, kept, Form(found, typed, (kept.refused(typed, reader),)), reader)
        if why.code != "already-recorded":
            raise
        if not await same_on_record(kept.one(fact, by=reader.by), said):
            mistake = used_before(kept.first, kept.label(reader.words), reader.words)
            return _shown(request, kept, Form(found, renumbered(typed), (mistake,)), reader)
    return sent_to(f"/awards/{award}?recorded={fact}#{kept.name}")


async def correct_form(request: Asked, kept: Kept[V], which: UUID, reader: Reader) -> Response[str]:
    """Show what is on record, to be corrected or withdrawn."""
    form, _ = await _as_it_is(kept, which, reader)
    return _shown(request, kept, form, reader)


async def submit_correction(request: Asked, kept: Kept[V], which: UUID, reader: Reader, data: Sent) -> Response[str]:
    """Correct it, or say why not."""
    form, found = await _as_it_is(kept, which, reader)
    typed, words = typed_in(data, (*_ALSO, *kept.fields)), reader.words
    said = kept.read(form.award, typed, reader)
    wrong = said if isinstance(said, list) else []
    wrong += no_reason(typed, words, words("Why it is corrected"))
    if not wrong:
        try:
            await kept.correct(
                which, said, version=id_of(typed["version"]), because=typed["because"], by=reader.by, now=reader.now
            )
        except Stale:
            typed |= {"version": str(found.version)}
            wrong = [changed_meanwhile(kept.first, kept.label(words), words)]
        except (Conflict, Invalid) as why:
            if why.code != kept.refusal:
                raise
            wrong = [kept.refused(typed, reader)]
    if wrong:
        return _shown(request, kept, Form(form.award, typed, tuple(wrong), which), reader)
    return sent_to(f"/awards/{form.award.fact}?corrected={which}#{kept.name}")


async def submit_withdrawal(request: Asked, kept: Kept[V], which: UUID, reader: Reader, data: Sent) -> Response[str]:
    """Withdraw it: it was recorded by mistake."""
    form, found = await _as_it_is(kept, which, reader)
    label = reader.words("Why it is withdrawn")
    again = await withdrawn(kept.withdraw, found, data, reader, field="why-withdrawn", label=label)
    if again:
        because = again.typed["because"]
        return _shown(request, kept, Form(form.award, form.typed, again.mistakes, which, because), reader)
    return sent_to(f"/awards/{form.award.fact}?withdrawn={which}#{kept.name}")


async def _as_it_is(kept: Kept[V], which: UUID, reader: Reader) -> tuple[Form, OnRecord[Any]]:
    reader.by.require(Permission.AWARD_RECORD, whole=True)
    found = await kept.one(which, by=reader.by)
    award = await awards.award(found.value.award, by=reader.by)
    typed = dict.fromkeys(_ALSO, "") | kept.written(found.value) | {"version": str(found.version)}
    return Form(award, typed, which=which), found


def _shown(request: Asked, kept: Kept[V], form: Form, reader: Reader) -> Response[str]:
    return drawn(
        request,
        "owing-correct.html" if form.which else "owing-new.html",
        status=422 if form.mistakes else 200,
        form=form,
        typed=form.typed,
        mistakes=form.mistakes,
        kept=kept.name,
        base=kept.at,
        award=form.award.value,
        order=order(reader.words),
        offered=kept.choices(form.award.value, reader.words),
    )
