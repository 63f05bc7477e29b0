"""Which workforce each role is counted with: what is said, of which roles it is not, and forms to say it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Final
from uuid import UUID

from litestar import Response, get, post
from litestar.params import FromPath, URLEncodedBody

from muster.domain.access import Permission
from muster.domain.errors import Conflict, NotFound, Stale
from muster.domain.records import OnRecord
from muster.domain.workforces import LABELS, RoleWorkforce, Workforce
from muster.services import workforces as service
from muster.web.drawing import drawn, sent_to
from muster.web.forms import Mistake, Sent, id_of, text
from muster.web.reader import Asked, Reader, Reading
from muster.web.recording import changed_meanwhile, no_reason, renumbered, same_on_record, typed_in, used_before
from muster.web.withdrawing import withdrawn

PATH: Final = "/workforces"
_FIELDS: Final = ("id", "version", "role", "workforce", "because")


@dataclass(frozen=True, slots=True)
class Form:
    """The form as it is shown. ``which`` unset: it says it of one of the ``roles`` of which nobody has."""

    typed: dict[str, str]
    roles: tuple[str, ...] = ()
    which: UUID | None = None
    mistakes: tuple[Mistake, ...] = ()
    why_withdrawn: str = ""


@get(PATH, include_in_schema=False)
async def workforces(request: Asked, reader: Reading) -> Response[str]:
    """List what is said of each role, and ask of one of which nobody has said it."""
    return await _listed(request, reader, await _form(reader, renumbered(dict.fromkeys(_FIELDS, ""))))


@post(PATH, include_in_schema=False)
async def submit_workforce(request: Asked, reader: Reading, data: URLEncodedBody[Sent]) -> Response[str]:
    """Say it, or say why not. Whoever says it has looked today."""
    reader.by.require(Permission.TRAINING_RECORD, whole=True)
    form, words = await _form(reader, typed_in(data, _FIELDS)), reader.words
    fact = UUID(form.typed["id"])
    read = _read(replace(form, roles=(*form.roles, *await _said_under(fact, reader))), reader)
    if isinstance(read, Form):
        return await _listed(request, reader, replace(read, roles=form.roles))
    try:
        await service.record_workforce(read, by=reader.by, now=reader.now, fact=fact)
    except Conflict:
        if not await same_on_record(service.workforce(fact, by=reader.by), read, key=_said):
            mistake = used_before("role", words("Role"), words)
            return await _listed(request, reader, replace(form, typed=renumbered(form.typed), mistakes=(mistake,)))
    return sent_to(f"{PATH}?recorded={fact}")


@get(f"{PATH}/{{workforce:uuid}}", include_in_schema=False)
async def workforce_form(request: Asked, workforce: FromPath[UUID], reader: Reading) -> Response[str]:
    """Show what is said of a role, to be corrected, reviewed or withdrawn."""
    reader.by.require(Permission.TRAINING_RECORD, whole=True)
    return _shown(request, reader, _as_it_is(await service.workforce(workforce, by=reader.by)))


@post(f"{PATH}/{{workforce:uuid}}", include_in_schema=False)
async def submit_workforce_correction(
    request: Asked, workforce: FromPath[UUID], reader: Reading, data: URLEncodedBody[Sent]
) -> Response[str]:
    """Correct it, or say that somebody has looked again today; or say why not."""
    reader.by.require(Permission.TRAINING_RECORD, whole=True)
    found = await service.workforce(workforce, by=reader.by)
    typed = typed_in(data, _FIELDS) | {"role": found.value.role}
    form = Form(typed, (found.value.role,), workforce)
    read = _read(form, reader)
    if isinstance(read, Form):
        return _shown(request, reader, read)
    version, because = id_of(typed["version"]), typed["because"]
    try:
        await service.correct_workforce(workforce, read, version=version, because=because, by=reader.by, now=reader.now)
    except Stale:
        mistake = changed_meanwhile("workforce", reader.words("Which workforce its holders belong to"), reader.words)
        again = typed | {"version": str(found.version)}
        return _shown(request, reader, replace(form, typed=again, mistakes=(mistake,)))
    return sent_to(f"{PATH}?recorded={workforce}")


@post(f"{PATH}/{{workforce:uuid}}/withdraw", include_in_schema=False)
async def submit_workforce_withdrawal(
    request: Asked, workforce: FromPath[UUID], reader: Reading, data: URLEncodedBody[Sent]
) -> Response[str]:
    """Withdraw it: it is not known after all."""
    reader.by.require(Permission.TRAINING_RECORD, whole=True)
    found = await service.workforce(workforce, by=reader.by)
    label = reader.words("Why it is withdrawn")
    again = await withdrawn(service.withdraw_workforce, found, data, reader, field="why-withdrawn", label=label)
    if again:
        form = replace(_as_it_is(found), mistakes=again.mistakes, why_withdrawn=again.typed["because"])
        return _shown(request, reader, form)
    return sent_to(f"{PATH}?withdrawn={workforce}")


async def _form(reader: Reader, typed: dict[str, str]) -> Form:
    return Form(typed, tuple(await service.unsaid_roles(by=reader.by)))


def _as_it_is(found: OnRecord[RoleWorkforce]) -> Form:
    said = found.value
    typed = {"id": "", "version": str(found.version), "role": said.role, "workforce": str(said.workforce)}
    return Form(typed | {"because": ""}, (said.role,), found.fact)


def _said(value: RoleWorkforce) -> tuple[object, ...]:
    """Return what the form says of a role: the day is that on which it was sent."""
    return value.role, value.workforce


async def _said_under(fact: UUID, reader: Reader) -> tuple[str, ...]:
    """Return the role of which the same form said it before: it is no longer one of which nobody has."""
    try:
        return ((await service.workforce(fact, by=reader.by)).value.role,)
    except NotFound:
        return ()


def _read(form: Form, reader: Reader) -> RoleWorkforce | Form:
    """Return what the form says of a role, or the form with every mistake in it."""
    words, typed = reader.words, form.typed
    wrong: list[Mistake] = []
    if typed["role"] not in form.roles:
        expected = words("a role on the list")
        wrong.append(Mistake("role", words("Role"), "", expected, words("Choose the role.")))
    chosen = next((each for each in Workforce if each == typed["workforce"]), None)
    if chosen is None:
        label, expected = words("Which workforce its holders belong to"), words("one of the answers")
        wrong.append(Mistake("workforce", label, "", expected, words("Choose one.")))
    if form.which:
        wrong += no_reason(typed, words, words("Why it is corrected"))
    if wrong or chosen is None:
        return replace(form, mistakes=tuple(wrong))
    return RoleWorkforce(typed["role"], chosen, reader.now.today)


async def _listed(request: Asked, reader: Reader, form: Form) -> Response[str]:
    query, words = request.query_params.dict(), reader.words
    found = await service.workforces(by=reader.by)
    recorded = next((each.value.role for each in found if str(each.fact) == text(query, "recorded")), "")
    return drawn(
        request,
        "workforces.html",
        status=422 if form.mistakes else 200,
        form=form,
        typed=form.typed,
        mistakes=form.mistakes,
        found=found,
        recorded=words.name(recorded) if recorded else "",
        withdrawn=id_of(text(query, "withdrawn")) is not None,
        may_record=reader.may(Permission.TRAINING_RECORD, whole=True),
        labels={str(each): words(label) for each, label in LABELS.items()},
    )


def _shown(request: Asked, reader: Reader, form: Form) -> Response[str]:
    return drawn(
        request,
        "workforce.html",
        status=422 if form.mistakes else 200,
        form=form,
        typed=form.typed,
        mistakes=form.mistakes,
        labels={str(each): reader.words(label) for each, label in LABELS.items()},
    )
