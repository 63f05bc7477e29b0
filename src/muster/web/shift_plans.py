"""Plan a shift, correct it, and say who went: one form for all three, which works without any script."""

from __future__ import annotations

from typing import Any, Final
from uuid import UUID

from litestar import Response, get, post
from litestar.params import FromPath, URLEncodedBody

from muster.domain.access import Permission
from muster.domain.errors import Conflict, Invalid, NotFound, Stale
from muster.domain.records import OnRecord
from muster.domain.teams.shifts import Manned, Tense
from muster.services import awards, partnerships
from muster.services import shifts as service
from muster.web.dates import order
from muster.web.drawing import capital, drawn, sent_to
from muster.web.forms import Mistake, Sent, id_of, text
from muster.web.reader import Asked, Reader, Reading
from muster.web.shift_forms import Form, blank, like, offered, read, refused, rows_of, sent
from muster.web.shift_words import presences
from muster.web.shifts import chosen, reached

NEW: Final = "/shifts/new"
_WEEK: Final = 7


@get(NEW, include_in_schema=False)
async def plan_shift_form(request: Asked, reader: Reading) -> Response[str]:
    """Ask which team is to go out, when and who is on it; ``like`` a shift: as it is, a week later."""
    reader.by.require(Permission.SHIFT_RECORD)
    said = _said(request)
    there = await reached(reader)
    if not there:
        return drawn(request, "shift-plan.html", form=None, mistakes=())
    model = id_of(text(said, "like"))
    if model is not None:
        found = (await service.shift(model, by=reader.by)).value
        program = there[found.shift.program]
        form = like(program, found.shift, found.shift.plan, found.planned, reader, later=_WEEK)
    elif "id" in said:
        form = sent(chosen(text(said, "program"), there, reader), said)
    else:
        form = blank(chosen(text(said, "program"), there, reader), reader)
    return await _shown(request, reader, form, NEW)


@post(NEW, include_in_schema=False)
async def submit_shift(request: Asked, reader: Reading, data: URLEncodedBody[Sent]) -> Response[str]:
    """Plan it, or say why not, with everything that was typed and chosen."""
    reader.by.require(Permission.SHIFT_RECORD)
    there = await reached(reader)
    form = sent(chosen(text(data, "program"), there, reader), data)
    found = read(form, reader)
    if isinstance(found, Form):
        return await _shown(request, reader, found, NEW)
    shift, crew = found
    try:
        made = await service.plan_shift(shift, crew, by=reader.by, now=reader.now, fact=id_of(form.typed["id"]))
    except (Invalid, Conflict, NotFound) as why:
        return await _again(request, reader, form, NEW, why)
    return sent_to(f"/shifts/{made}")


@get("/shifts/{shift:uuid}/plan", include_in_schema=False)
async def correct_shift_form(request: Asked, shift: FromPath[UUID], reader: Reading) -> Response[str]:
    """Show a shift as it is planned, to be corrected."""
    reader.by.require(Permission.SHIFT_RECORD)
    found = await service.shift(shift, by=reader.by)
    return await _shown(request, reader, await _form_of(request, found, Tense.PLANNED, reader), f"/shifts/{shift}/plan")


@post("/shifts/{shift:uuid}/plan", include_in_schema=False)
async def submit_correction(
    request: Asked, shift: FromPath[UUID], reader: Reading, data: URLEncodedBody[Sent]
) -> Response[str]:
    """Correct the plan, or say why not."""
    reader.by.require(Permission.SHIFT_RECORD)
    before = (await service.shift(shift, by=reader.by)).value.shift
    at = f"/shifts/{shift}/plan"
    form = sent((await reached(reader))[before.program], data)
    found = read(form, reader)
    if not form.typed["because"]:
        form = found if isinstance(found, Form) else form
        return await _shown(request, reader, form.with_mistakes([*form.mistakes, _because(reader)]), at)
    if isinstance(found, Form):
        return await _shown(request, reader, found, at)
    said, crew = found
    try:
        await service.correct_shift(
            shift,
            said,
            crew,
            version=id_of(form.typed["version"]),
            because=form.typed["because"],
            by=reader.by,
            now=reader.now,
        )
    except (Invalid, Conflict, NotFound, Stale) as why:
        return await _again(request, reader, form, at, why)
    return sent_to(f"/shifts/{shift}?stage=planned")


@get("/shifts/{shift:uuid}/went", include_in_schema=False)
async def who_went_form(request: Asked, shift: FromPath[UUID], reader: Reading) -> Response[str]:
    """Show who was to go, or who is said to have gone, to be said as it was."""
    reader.by.require(Permission.SHIFT_RECORD)
    found = await service.shift(shift, by=reader.by)
    form = await _form_of(request, found, found.value.shift.latest, reader)
    return await _shown(request, reader, form, f"/shifts/{shift}/went", went=True)


@post("/shifts/{shift:uuid}/went", include_in_schema=False)
async def submit_who_went(
    request: Asked, shift: FromPath[UUID], reader: Reading, data: URLEncodedBody[Sent]
) -> Response[str]:
    """Record who went, or say why not."""
    reader.by.require(Permission.SHIFT_RECORD)
    before = (await service.shift(shift, by=reader.by)).value.shift
    at = f"/shifts/{shift}/went"
    form = sent((await reached(reader))[before.program], {**data, "team": before.team})
    found = read(form, reader)
    if isinstance(found, Form):
        return await _shown(request, reader, found, at, went=True)
    said, crew = found
    try:
        await service.say_who_went(
            shift,
            crew,
            said.plan,
            version=id_of(form.typed["version"]),
            because=form.typed["because"],
            by=reader.by,
            now=reader.now,
        )
    except (Invalid, Conflict, NotFound, Stale) as why:
        return await _again(request, reader, form, at, why, went=True)
    return sent_to(f"/shifts/{shift}")


def _said(request: Asked) -> dict[str, Any]:
    query = request.query_params
    return {name: found[0] if len(found := query.getall(name)) == 1 else found for name in query}


async def _form_of(request: Asked, found: OnRecord[Manned], stage: Tense, reader: Reader) -> Form:
    """Return the form of a shift as it is, or as an earlier look had it filled in."""
    shift = found.value.shift
    program, said = (await reached(reader))[shift.program], _said(request)
    if "version" in said:
        return sent(program, said | {"team": text(said, "team") or shift.team})
    form = like(program, shift, shift.outing(stage) or shift.plan, found.value.crew(stage), reader)
    form.typed["version"] = str(found.version)
    return form


async def _again(
    request: Asked,
    reader: Reader,
    form: Form,
    at: str,
    why: Invalid | Conflict | NotFound | Stale,
    *,
    went: bool = False,
) -> Response[str]:
    mistake = refused(why, reader)
    if mistake is None:
        raise why
    form = form.with_mistakes([mistake], anew=why.code == "already-recorded")
    return await _shown(request, reader, form, at, went=went)


def _because(reader: Reader) -> Mistake:
    words = reader.words
    return Mistake("because", words("Why"), "", words("a reason"), words("Say why, without naming anybody."))


async def _shown(request: Asked, reader: Reader, form: Form, at: str, *, went: bool = False) -> Response[str]:
    words, money = reader.words, reader.may(Permission.AWARD_READ)
    rows, found = await rows_of(form, reader)
    behind: dict[str, list[tuple[UUID, str]]] = {}
    if money and not went:
        partners = {each.fact: each.value.name for each in await partnerships.partners(by=reader.by)}
        behind = {
            "award": [(each.fact, each.value.number) for each in await awards.awards(by=reader.by)],
            "partnership": [
                (each.fact, partners.get(each.value.partner, ""))
                for each in await partnerships.partnerships(by=reader.by)
            ],
        }
    title = words("Plan a shift") if at == NEW else words("Correct the plan")
    return drawn(
        request,
        "shift-plan.html",
        status=422 if form.mistakes else 200,
        form=form,
        at=at,
        title=words("Say who went") if went else title,
        went=went,
        new=at == NEW,
        typed=form.typed,
        mistakes=form.mistakes,
        rows=rows,
        found=found,
        programs=await reached(reader) if at == NEW else {},
        order=order(words),
        presences=presences(words),
        offered=await offered(form, reader),
        chosen=form.chosen,
        behind=behind,
        team=capital(words.name(form.typed["team"])),
    )
