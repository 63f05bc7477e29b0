"""Record that a person completed a course, with a form."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Final
from uuid import UUID

from litestar import Response, get, post
from litestar.params import FromPath, URLEncodedBody

from muster.domain.access import Permission
from muster.domain.errors import Conflict, Invalid
from muster.domain.people import Identity
from muster.domain.records import OnRecord
from muster.domain.training import Completion, Course
from muster.services import people
from muster.services import training as service
from muster.web import payers
from muster.web.dates import order
from muster.web.drawing import drawn, sent_to
from muster.web.forms import Mistake, Sent, id_of, text
from muster.web.reader import Asked, Reader, Reading
from muster.web.recording import numbered, renumbered, same_on_record, used_before
from muster.web.roster import came_by, item
from muster.web.taking import FIELDS, all_courses, in_the_future, modes, proofs, read_taken

_PATH: Final = "/people/{person:uuid}/completions/new"
_FIELDS: Final = ("id", *FIELDS, "approver", payers.FIELD)


@dataclass(frozen=True, slots=True)
class Form:
    """The form as it is shown: whom it is about, the courses there are, who may have paid, and what was typed."""

    person: OnRecord[Identity]
    courses: tuple[OnRecord[Course], ...]
    paying: Mapping[str, str]
    typed: dict[str, str]
    mistakes: tuple[Mistake, ...] = ()


@get(_PATH, include_in_schema=False)
async def record_completion_form(request: Asked, person: FromPath[UUID], reader: Reading) -> Response[str]:
    """Ask what was completed, and when."""
    reader.by.require(Permission.TRAINING_RECORD)
    found = await people.person(person, by=reader.by)
    typed = renumbered(dict.fromkeys(_FIELDS, ""))
    return _shown(request, reader, Form(found, await all_courses(reader), await payers.offered(reader), typed))


@post(_PATH, include_in_schema=False)
async def submit_completion(
    request: Asked, person: FromPath[UUID], reader: Reading, data: URLEncodedBody[Sent]
) -> Response[str]:
    """Record it, or say why not, on the same page with everything that was typed.

    The form carries the id of what it records: sent twice, it is recorded once.
    """
    reader.by.require(Permission.TRAINING_RECORD)
    found = await people.person(person, by=reader.by)
    typed = {name: text(data, name) for name in _FIELDS}
    form = Form(found, await all_courses(reader), await payers.offered(reader), typed)
    read = _read(form, reader)
    if isinstance(read, Form):
        return _shown(request, reader, read)
    fact, done = read
    try:
        await service.record_completion(person, done, by=reader.by, now=reader.now, fact=fact)
    except Conflict as why:
        if why.code != "already-recorded":
            raise
        if not await same_on_record(service.completion(fact, by=reader.by), done, person, key=_said):
            return _shown(request, reader, _used_before(form, reader))
    except Invalid as why:
        if why.code != "in-the-future":
            raise
        return _shown(request, reader, _with(form, [in_the_future(form.typed, reader)]))
    return sent_to(item(came_by(request, reader), f"/people/{person}", recorded=fact))


def _said(done: Completion) -> tuple[object, ...]:
    """Return what a form says of a completion: what its course teaches is the course's to say."""
    return done.course, done.completed_on, done.minutes, done.mode, done.proof, done.approved_by, done.paid_by


def _read(form: Form, reader: Reader) -> tuple[UUID, Completion] | Form:
    """Return what the form says, or the form with every mistake in it."""
    read = read_taken(form.typed, form.courses, reader)
    payer = payers.read_payer(form.typed, form.paying, reader)
    if isinstance(read, list) or isinstance(payer, Mistake):
        wrong = [*read] if isinstance(read, list) else []
        return _with(form, [*wrong, payer] if isinstance(payer, Mistake) else wrong)
    fact = id_of(form.typed["id"])
    if fact is None:
        return _used_before(form, reader)
    approver = next((each for each in _approvers(form, reader) if str(each) == form.typed["approver"]), None)
    done = Completion(
        frozenset(),
        read.on,
        read.minutes,
        read.proof,
        read.course.fact,
        read.mode,
        approved_by=approver,
        paid_by=payer,
    )
    return fact, done


def _approvers(form: Form, reader: Reader) -> dict[UUID, str]:
    """Return who may be said to have approved it here: whoever records it, and the person themselves."""
    oneself = {reader.by.person: reader.words("I approved it")} if reader.by.person else {}
    return oneself | {form.person.fact: reader.words("They approved it themselves")}


def _used_before(form: Form, reader: Reader) -> Form:
    """Return the form under a new id, since under the old one something else is recorded, or nothing can be."""
    again = used_before("course", reader.words("Course"), reader.words)
    return replace(form, typed=renumbered(form.typed), mistakes=(again,))


def _with(form: Form, mistakes: list[Mistake]) -> Form:
    return replace(form, typed=numbered(form.typed), mistakes=tuple(mistakes))


def _shown(request: Asked, reader: Reader, form: Form) -> Response[str]:
    return drawn(
        request,
        "completion.html",
        status=422 if form.mistakes else 200,
        person=form.person,
        back=item(came_by(request, reader), f"/people/{form.person.fact}"),
        courses=form.courses,
        typed=form.typed,
        mistakes=form.mistakes,
        order=order(reader.words),
        modes=modes(reader.words),
        proofs=proofs(reader.words),
        approvers=_approvers(form, reader),
        payers=form.paying,
    )
