"""Which authority approved a course, for what and when: a list, a form to add to it, and one to correct or withdraw."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Final
from uuid import UUID

from litestar import Response, get, post
from litestar.params import FromPath, URLEncodedBody

from muster.domain.access import Permission
from muster.domain.approvals import Approval, authorities
from muster.domain.errors import Conflict, Invalid, NotFound, Stale
from muster.domain.intervals import FOREVER, Interval
from muster.domain.records import OnRecord
from muster.domain.training import Course
from muster.services import approvals as service
from muster.services import packs, training
from muster.web.dates import Typed, order, read_day
from muster.web.drawing import drawn, sent_to
from muster.web.easing import day_fields
from muster.web.forms import Mistake, Sent, id_of, text, ticked
from muster.web.reader import Asked, Reader, Reading
from muster.web.recording import changed_meanwhile, no_reason, renumbered, same_on_record, typed_in, used_before
from muster.web.withdrawing import withdrawn

_DAYS: Final = tuple(f"{which}-{part}" for which in ("first", "last") for part in ("day", "month", "year"))
_FIELDS: Final = ("id", "version", "authority", *_DAYS, "reference", "because")


@dataclass(frozen=True, slots=True)
class Form:
    """The form as it is shown, about a course. ``which`` unset: it records an approval.

    ``why_withdrawn``: what was typed in the form to withdraw it, once that was sent.
    """

    course: OnRecord[Course]
    typed: dict[str, str]
    topics: tuple[str, ...] = ()
    which: UUID | None = None
    mistakes: tuple[Mistake, ...] = ()
    why_withdrawn: str = ""


@get("/courses/{course:uuid}/approvals", include_in_schema=False)
async def approvals(request: Asked, course: FromPath[UUID], reader: Reading) -> Response[str]:
    """List the approvals of a course, and ask for another."""
    found = await training.course(course, by=reader.by)
    return await _listed(request, reader, Form(found, renumbered(dict.fromkeys(_FIELDS, ""))))


@post("/courses/{course:uuid}/approvals", include_in_schema=False)
async def submit_approval(
    request: Asked, course: FromPath[UUID], reader: Reading, data: URLEncodedBody[Sent]
) -> Response[str]:
    """Record it, or say why not."""
    reader.by.require(Permission.TRAINING_RECORD, whole=True)
    form = _form(await training.course(course, by=reader.by), data)
    read = _read(form, reader)
    if isinstance(read, Form):
        return await _listed(request, reader, read)
    fact, words = UUID(form.typed["id"]), reader.words
    try:
        await service.record_approval(read, by=reader.by, now=reader.now, fact=fact)
    except Conflict as why:
        if why.code != "already-recorded":
            raise
        if not await same_on_record(service.approval(fact, by=reader.by), read):
            mistake = used_before("authority", words("Approved by"), words)
            return await _listed(request, reader, replace(form, typed=renumbered(form.typed), mistakes=(mistake,)))
    return sent_to(f"/courses/{course}/approvals?recorded={fact}")


@get("/approvals/{approval:uuid}", include_in_schema=False)
async def approval_form(request: Asked, approval: FromPath[UUID], reader: Reading) -> Response[str]:
    """Show what is said of an approval, to be corrected or withdrawn."""
    reader.by.require(Permission.TRAINING_RECORD, whole=True)
    found = await service.approval(approval, by=reader.by)
    return _shown(request, reader, await _as_it_is(found, reader))


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
        typed = form.typed | {"version": str(found.version)}
        mistake = changed_meanwhile("authority", reader.words("Approved by"), reader.words)
        return _shown(request, reader, replace(form, typed=typed, mistakes=(mistake,)))
    return sent_to(f"/courses/{form.course.fact}/approvals?recorded={approval}")


@post("/approvals/{approval:uuid}/withdraw", include_in_schema=False)
async def submit_approval_withdrawal(
    request: Asked, approval: FromPath[UUID], reader: Reading, data: URLEncodedBody[Sent]
) -> Response[str]:
    """Withdraw it: it was recorded by mistake."""
    reader.by.require(Permission.TRAINING_RECORD, whole=True)
    found = await service.approval(approval, by=reader.by)
    form = await _as_it_is(found, reader)
    label = reader.words("Why it is withdrawn")
    again = await withdrawn(service.withdraw_approval, found, data, reader, field="why-withdrawn", label=label)
    if again:
        form = replace(form, mistakes=again.mistakes, why_withdrawn=again.typed["because"])
        return _shown(request, reader, form)
    return sent_to(f"/courses/{form.course.fact}/approvals?withdrawn={approval}")


async def _course(found: OnRecord[Approval], reader: Reader) -> OnRecord[Course]:
    """Return the course of an approval.

    Raises:
        NotFound: it has none.
    """
    if found.value.course is None:
        raise NotFound("there is no such course here")
    return await training.course(found.value.course, by=reader.by)


async def _as_it_is(found: OnRecord[Approval], reader: Reader) -> Form:
    """Return the forms to correct or withdraw an approval, with what it says."""
    said = found.value
    last = None if said.during.end == FOREVER else said.during.last
    typed = {"id": "", "version": str(found.version), "authority": said.authority, "reference": said.reference}
    typed |= {**day_fields("first", said.during.start), **day_fields("last", last), "because": ""}
    return Form(await _course(found, reader), typed, tuple(said.topics), found.fact)


def _form(course: OnRecord[Course], data: Mapping[str, object], which: UUID | None = None) -> Form:
    topics = tuple(each for each in ticked(data, "topics") if each in course.value.topics)
    return Form(course, typed_in(data, _FIELDS), topics, which)


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
    if form.which:
        wrong += no_reason(typed, words, words("Why it is corrected"))
    if isinstance(first, Mistake) or isinstance(last, Mistake) or wrong:
        return replace(form, mistakes=tuple(wrong))
    try:
        during = Interval.through(first, last) if last else Interval(first)
    except Invalid:
        expected = words("the first day or a later one")
        fix = words("Correct one of the two.")
        return replace(form, mistakes=(Mistake("last-day", labels["last"], asked["last"].whole, expected, fix),))
    return Approval(form.course.fact, typed["authority"], during, frozenset(form.topics), typed["reference"])


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
