"""Correct an adoption: its days and what is so of its adopter; who would stand otherwise; then record it, with why."""

from __future__ import annotations

from datetime import date
from typing import Final
from uuid import UUID

from litestar import Response, get, post
from litestar.params import FromPath, URLEncodedBody

from muster.domain.adopting.adoptions import Adoption, Stated
from muster.domain.errors import Conflict, Invalid, Stale
from muster.domain.intervals import FOREVER
from muster.domain.records import OnRecord
from muster.domain.words import Words
from muster.services import packs as service
from muster.services import previews, programs
from muster.services.previews import Foreseen
from muster.web.adopting import APPLIED, day_typed, stated_in
from muster.web.adoptions import adoption_on_page
from muster.web.dates import order
from muster.web.drawing import drawn, sent_to
from muster.web.forms import Mistake, Sent, id_of, text, ticked
from muster.web.packs import PATH, adopted_line
from muster.web.previews import shown_preview
from muster.web.reader import Asked, Reader, Reading
from muster.web.recording import changed_meanwhile, no_reason

_SINCE: Final = ("day", "month", "year")
_THROUGH: Final = ("through-day", "through-month", "through-year")
_FIELDS: Final = (*_SINCE, *_THROUGH, *APPLIED, "because", "version")
_LONGEST: Final = 500


@get("/packs/{adoption:uuid}/correct", include_in_schema=False)
async def correct_adoption_form(request: Asked, adoption: FromPath[UUID], reader: Reading) -> Response[str]:
    """Show what an adoption says, to be said otherwise."""
    found = await adoption_on_page(adoption, reader)
    during, stated = found.value.during, found.value.stated
    typed = dict.fromkeys(_FIELDS, "") | {"version": str(found.version), "so": " ".join(stated.circumstances)}
    last = None if during.end == FOREVER else during.last
    for fields, day in ((_SINCE, during.start), (_THROUGH, last), (APPLIED, stated.applied_on)):
        if day is not None:
            typed |= dict(zip(fields, (str(day.day), str(day.month), str(day.year)), strict=True))
    return await _asked(request, reader, found, typed, [])


@post("/packs/{adoption:uuid}/correct", include_in_schema=False)
async def submit_adoption_correction(
    request: Asked, adoption: FromPath[UUID], reader: Reading, data: URLEncodedBody[Sent]
) -> Response[str]:
    """Say who would stand otherwise, or record it; or say why not, on the same page with everything that was typed."""
    words, found = reader.words, await adoption_on_page(adoption, reader)
    typed = {name: text(data, name)[:_LONGEST] for name in _FIELDS}
    typed["so"] = " ".join(sorted(set(ticked(data, "so"))))
    since = day_typed(typed, _SINCE, "since", words("From which day on"), reader, needed=True)
    through = day_typed(typed, _THROUGH, "through", words("Its last day"), reader)
    applied = day_typed(typed, APPLIED, "applied", words("The day the program applied"), reader)
    wrong = [each for each in (since, through, applied) if isinstance(each, Mistake)]
    if not text(data, "see"):
        wrong += no_reason(typed, words, words("Why it is corrected"))
    if wrong or not isinstance(since, date) or isinstance(through, Mistake) or isinstance(applied, Mistake):
        return await _asked(request, reader, found, typed, wrong)
    stated = Stated(applied, tuple(typed["so"].split()))
    try:
        if text(data, "see"):
            foreseen = await previews.preview_correction(
                adoption, since=since, through=through, stated=stated, by=reader.by
            )
            return await _asked(request, reader, found, typed, [], foreseen)
        await service.correct_adoption(
            adoption,
            since=since,
            through=through,
            stated=stated,
            version=id_of(typed["version"]),
            because=typed["because"],
            by=reader.by,
            now=reader.now,
        )
    except (Conflict, Invalid, Stale) as why:
        now = await adoption_on_page(adoption, reader)
        return await _asked(request, reader, now, typed | {"version": str(now.version)}, [_refused(why, words)])
    return sent_to(f"{PATH}?corrected={adoption}")


def _refused(why: Exception, words: Words) -> Mistake:
    label = words("From which day on")
    if isinstance(why, Stale):
        return changed_meanwhile("since-day", label, words)
    if isinstance(why, Conflict):
        said = words("Nothing was corrected: this pack is adopted once more within these days.")
        return Mistake("since-day", label, "", "", words("Choose other days."), said=said)
    said = words("Nothing was corrected: its last day cannot be before its first.")
    return Mistake("through-day", words("Its last day"), "", "", words("Choose that day or a later one."), said=said)


async def _asked(
    request: Asked,
    reader: Reader,
    found: OnRecord[Adoption],
    typed: dict[str, str],
    mistakes: list[Mistake],
    foreseen: Foreseen | None = None,
) -> Response[str]:
    words = reader.words
    named = {each.fact: each.value.name for each in await programs.programs(by=reader.by)}
    pack = service.read_pack(await service.adopted_text(found.fact, by=reader.by), kept=True)
    return drawn(
        request,
        "pack-correct.html",
        status=422 if mistakes else 200,
        adoption=found,
        pack=pack,
        line=adopted_line(found.value, named, words),
        so=stated_in(pack, words),
        typed=typed,
        mistakes=mistakes,
        order=order(words),
        preview=shown_preview(foreseen, words) if foreseen else None,
    )
