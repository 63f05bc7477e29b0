"""Which authority approved a course, for what and when: a list, a form to add to it, and one to correct or withdraw."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final
from uuid import UUID, uuid4

from litestar import Response, get, post
from litestar.params import FromPath, URLEncodedBody

from muster.domain.access import Permission
from muster.domain.approvals import Approval, authorities
from muster.domain.errors import Conflict, Invalid, NotFound, Stale
from muster.domain.intervals import FOREVER, Interval
from muster.domain.records import OnRecord
from muster.domain.training import Course
from muster.domain.words import Words
from muster.services import approvals as service
from muster.services import packs, training
from muster.web.dates import Typed, order, read_day
from muster.web.drawing import drawn, sent_to
from muster.web.forms import Mistake, Sent, id_of, text, ticked
from muster.web.reader import Asked, Reader, Reading

_DAYS: Final = tuple(f"{which}-{part}" for which in ("first", "last") for part in ("day", "month", "year"))
_FIELDS: Final = ("id", "version", "authority", *_DAYS, "reference", "because")
_LONGEST: Final = 400
_LONGEST_REASON: Final = 2000


@dataclass(frozen=True, slots=True)
class Form:
    """The form as it is shown, about a course. ``which`` unset: it records an approval."""

    course: OnRecord[Course]
    typed: dict[str, str]
    topics: tuple[str, ...] = ()
    which: UUID | None = None
    mistakes: tuple[Mistake, ...] = ()


@get("/courses/{course:uuid}/approvals", include_in_schema=False)
async def approvals(request: Asked, course: FromPath[UUID], reader: Reading) -> Response[str]:
    """List the approvals of a course, and ask for another."""
    found = await training.course(course, by=reader.by)
    return await _listed(request, reader, Form(found, _empty()))


@post("/courses/{course:uuid}/approvals", include_in_schema=False)
async def submit_approval(
    request: Asked, course: FromPath[UUID], reader: Reading, data: URLEncodedBody[Sent]
) -> Response[str]:
    """Record it, or say why not. The form carries the id of what it records: sent twice, it is recorded once."""
    reader.by.require(Permission.TRAINING_RECORD, whole=True)
    form = _form(await training.course(course, by=reader.by), data)
    read = _read(form, reader)
    if isinstance(read, Form):
        return await _listed(request, reader, read)
    fact = id_of(form.typed["id"]) or uuid4()
    try:
        await service.record_approval(read, by=reader.by, now=reader.now, fact=fact)
    except Conflict:
        if not await _recorded_already(fact, read, reader):
            return await _listed(request, reader, _with(form, _used(reader.words), id=str(uuid4())))
    return sent_to(f"/courses/{course}/approvals?recorded={fact}")


@get("/approvals/{approval:uuid}", include_in_schema=False)
async def approval_form(request: Asked, approval: FromPath[UUID], reader: Reading) -> Response[str]:
    """Show what is said of an approval, to be corrected or withdrawn."""
    reader.by.require(Permission.TRAINING_RECORD, whole=True)
    found = await service.approval(approval, by=reader.by)
    said = found.value
    typed = _empty() | {
        "version": str(found.version),
        "authority": said.authority,
        "reference": said.reference,
        **_three("first", said.during),
        **(_three("last", said.during) if said.during.end != FOREVER else {}),
    }
    return _shown(request, reader, Form(await _course(found, reader), typed, tuple(said.topics), approval))


@post("/approvals/{approval:uuid}", include_in_schema=False)
async def submit_approval_correction(
    request: Asked, approval: FromPath[UUID], reader: Reading, data: URLEncodedBody[Sent]
) -> Response[str]:
    """Correct it, or say why not."""
    reader.by.require(Permission.TRAINING_RECORD, whole=True)
    found = await service.approval(approval, by=reader.by)
    form = _form(await _course(found, reader), data, approval)
    read = _read(form, reader)
    if isinstance(read, Form):
        return _shown(request, reader, read)
    try:
        await service.correct_approval(
            approval,
            read,
            version=id_of(form.typed["version"]),
            because=form.typed["because"],
            by=reader.by,
            now=reader.now,
        )
    except Stale:
        return _shown(request, reader, _with(form, _stale(reader.words), version=str(found.version)))
    return sent_to(f"/courses/{form.course.fact}/approvals?recorded={approval}")


@post("/approvals/{approval:uuid}/withdraw", include_in_schema=False)
async def submit_approval_withdrawal(
    request: Asked, approval: FromPath[UUID], reader: Reading, data: URLEncodedBody[Sent]
) -> Response[str]:
    """Withdraw it: it was recorded by mistake."""
    reader.by.require(Permission.TRAINING_RECORD, whole=True)
    found = await service.approval(approval, by=reader.by)
    said, because = await _course(found, reader), text(data, "because")[:_LONGEST_REASON]
    typed = _empty() | {"authority": found.value.authority, "version": str(found.version)}
    typed |= _three("first", found.value.during)
    form = Form(said, typed, tuple(found.value.topics), approval)
    if not because:
        return _shown(request, reader, _with(form, _why(reader.words)))
    version = id_of(text(data, "version"))
    try:
        await service.withdraw_approval(approval, version=version, because=because, by=reader.by, now=reader.now)
    except Stale:
        return _shown(request, reader, _with(form, _stale(reader.words)))
    return sent_to(f"/courses/{said.fact}/approvals?withdrawn={approval}")


async def _course(found: OnRecord[Approval], reader: Reader) -> OnRecord[Course]:
    """Return the course of an approval.

    Raises:
        NotFound: it has none.
    """
    if found.value.course is None:
        raise NotFound("there is no such course here")
    return await training.course(found.value.course, by=reader.by)


def _empty() -> dict[str, str]:
    return dict.fromkeys(_FIELDS, "") | {"id": str(uuid4())}


def _three(which: str, during: Interval) -> dict[str, str]:
    day = during.start if which == "first" else during.last
    return {f"{which}-day": str(day.day), f"{which}-month": str(day.month), f"{which}-year": str(day.year)}


def _form(course: OnRecord[Course], data: Mapping[str, object], which: UUID | None = None) -> Form:
    typed = {name: text(data, name)[: _LONGEST_REASON if name == "because" else _LONGEST] for name in _FIELDS}
    if id_of(typed["id"]) is None:
        typed["id"] = str(uuid4())
    topics = tuple(each for each in ticked(data, "topics") if each in course.value.topics)
    return Form(course, typed, topics, which)


def _read(form: Form, reader: Reader) -> Approval | Form:
    """Return the approval that the form says, or the form with every mistake in it."""
    words, typed, today = reader.words, form.typed, reader.now.today
    wrong: list[Mistake] = []
    if not typed["authority"]:
        expected, fix = (
            words("the authority that approved it"),
            words("Write it as the rule packs do, for example MDH."),
        )
        wrong.append(Mistake("authority", words("Approved by"), "", expected, fix))
    labels = {"first": words("First day"), "last": words("Last day")}
    asked = {
        which: Typed(which, label, *(typed[f"{which}-{part}"] for part in ("day", "month", "year")))
        for which, label in labels.items()
    }
    first = read_day(asked["first"], words, today=today, of_paper=False)
    last = read_day(asked["last"], words, today=today, of_paper=False) if asked["last"].whole else None
    wrong += [each for each in (first, last) if isinstance(each, Mistake)]
    if form.which and not typed["because"]:
        wrong.append(_why(words))
    if isinstance(first, Mistake) or isinstance(last, Mistake) or wrong:
        return Form(form.course, typed, form.topics, form.which, tuple(wrong))
    try:
        during = Interval.through(first, last) if last else Interval(first)
    except Invalid:
        expected = words("the first day or a later one")
        return _with(
            form, Mistake("last-day", labels["last"], asked["last"].whole, expected, words("Correct one of the two."))
        )
    return Approval(form.course.fact, typed["authority"], during, frozenset(form.topics), typed["reference"])


async def _recorded_already(fact: UUID, said: Approval, reader: Reader) -> bool:
    """Was the very same recorded under this id, by the same form sent before?"""
    try:
        before = (await service.approval(fact, by=reader.by)).value
    except NotFound:
        return False
    return (before.course, before.authority, before.during, before.topics, before.reference) == (
        said.course,
        said.authority,
        said.during,
        said.topics,
        said.reference,
    )


def _with(form: Form, mistake: Mistake, **typed: str) -> Form:
    return Form(form.course, form.typed | typed, form.topics, form.which, (mistake,))


def _why(words: Words) -> Mistake:
    expected, fix = words("a reason, for the ledger"), words("Say what was wrong: it stays beside the correction.")
    return Mistake("because", words("Why"), "", expected, fix)


def _used(words: Words) -> Mistake:
    fix = words("Look at the list. If this one is not on it, send the form once more.")
    said = words("Nothing was recorded: this form has been used before, for something else.")
    return Mistake("authority", words("Approved by"), "", "", fix, said=said)


def _stale(words: Words) -> Mistake:
    fix = words("Read what it says now, and send it once more.")
    said = words("Nothing was changed: somebody else corrected this approval since you opened it.")
    return Mistake("authority", words("Approved by"), "", "", fix, said=said)


async def _asked_for(reader: Reader) -> tuple[str, ...]:
    """Return the authorities whose approval some adopted rule asks for."""
    adopted = await packs.adopted_packs(by=reader.by)
    return authorities(terms.approved_by for _, pack in adopted for each in pack.requirements for terms in each.terms)


async def _listed(request: Asked, reader: Reader, form: Form) -> Response[str]:
    found = await service.approvals(form.course.fact, by=reader.by)
    query = request.query_params.dict()
    may_record = reader.may(Permission.TRAINING_RECORD, whole=True)
    return drawn(
        request,
        "approvals.html",
        status=422 if form.mistakes else 200,
        form=form,
        typed=form.typed,
        mistakes=form.mistakes,
        found=found,
        open_ended=FOREVER,
        asked_for=await _asked_for(reader) if may_record else (),
        recorded=next((each.value.authority for each in found if str(each.fact) == text(query, "recorded")), ""),
        withdrawn=id_of(text(query, "withdrawn")) is not None,
        may_record=may_record,
        order=order(reader.words),
    )


def _shown(request: Asked, reader: Reader, form: Form) -> Response[str]:
    return drawn(
        request,
        "approval.html",
        status=422 if form.mistakes else 200,
        form=form,
        typed=form.typed,
        mistakes=form.mistakes,
        order=order(reader.words),
    )
