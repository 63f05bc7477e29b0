"""End the adoption of a pack: what would no longer be asked of whom, its last day, and why."""

from __future__ import annotations

from typing import Final
from uuid import UUID

from litestar import Response, get, post
from litestar.params import FromPath, URLEncodedBody

from muster.domain.adopting.adoptions import Adoption
from muster.domain.errors import Conflict, Invalid, NotFound, Stale
from muster.domain.records import OnRecord
from muster.domain.words import Words
from muster.services import packs as service
from muster.services import programs, trials
from muster.web.dates import Typed, order, read_day
from muster.web.drawing import drawn, sent_to
from muster.web.forms import Mistake, Sent, id_of, text
from muster.web.packs import PATH, adopted_line, line
from muster.web.reader import Asked, Reader, Reading
from muster.web.recording import changed_meanwhile, no_reason

_FIELDS: Final = ("day", "month", "year", "because", "version")
_LONGEST: Final = 500


@get("/packs/{adoption:uuid}/end", include_in_schema=False)
async def end_adoption_form(request: Asked, adoption: FromPath[UUID], reader: Reading) -> Response[str]:
    """Show what an adoption asks of how many, and ask for its last day."""
    found, today = await adoption_on_page(adoption, reader), reader.now.today
    typed = {"day": str(today.day), "month": str(today.month), "year": str(today.year), "because": ""}
    return await _asked(request, reader, found, typed | {"version": str(found.version)}, [])


@post("/packs/{adoption:uuid}/end", include_in_schema=False)
async def submit_end_of_adoption(
    request: Asked, adoption: FromPath[UUID], reader: Reading, data: URLEncodedBody[Sent]
) -> Response[str]:
    """End it, or say why not, on the same page with everything that was typed."""
    words, found = reader.words, await adoption_on_page(adoption, reader)
    typed = {name: text(data, name)[:_LONGEST] for name in _FIELDS}
    label = words("Its last day")
    last = read_day(
        Typed("last", label, typed["day"], typed["month"], typed["year"]),
        words,
        today=reader.now.today,
        of_paper=False,
    )
    wrong = [last] if isinstance(last, Mistake) else []
    wrong += no_reason(typed, words, words("Why it ends"))
    if wrong or isinstance(last, Mistake):
        return await _asked(request, reader, found, typed, wrong)
    try:
        await service.end_adoption(
            adoption,
            through=last,
            version=id_of(typed["version"]),
            because=typed["because"],
            by=reader.by,
            now=reader.now,
        )
    except (Conflict, Invalid, Stale) as why:
        mistake = _refused(why, found, label, words)
        now = await adoption_on_page(adoption, reader)
        return await _asked(request, reader, now, typed | {"version": str(now.version)}, [mistake])
    return sent_to(f"{PATH}?ended={adoption}")


async def adoption_on_page(which: UUID, reader: Reader) -> OnRecord[Adoption]:
    """Return an adoption that the reader may end or correct on a page.

    Raises:
        NotFound: there is none, or it is an award that goes by it.
    """
    found = await service.adoption_to_end(which, by=reader.by)
    if found.value.award is not None:
        raise NotFound("there is no such adoption here")
    return found


def _refused(why: Exception, found: OnRecord[Adoption], label: str, words: Words) -> Mistake:
    if isinstance(why, Stale):
        return changed_meanwhile("last-day", label, words)
    if isinstance(why, Conflict):
        said = words("Nothing was ended: this pack is adopted once more within these days.")
        return Mistake("last-day", label, "", "", words("Choose an earlier day."), said=said)
    first = words.day(found.value.during.start)
    said = words("Nothing was ended: it began on {day}, and cannot end before.", day=first)
    return Mistake("last-day", label, "", "", words("Choose that day or a later one."), said=said)


async def _asked(
    request: Asked, reader: Reader, found: OnRecord[Adoption], typed: dict[str, str], mistakes: list[Mistake]
) -> Response[str]:
    words, adoption = reader.words, found.value
    named = {each.fact: each.value.name for each in await programs.programs(by=reader.by)}
    kept = await service.adopted_text(found.fact, by=reader.by)
    pack, tried = await trials.trial(
        kept, program=adoption.program, stated=adoption.stated, on=reader.now.today, by=reader.by
    )
    return drawn(
        request,
        "pack-end.html",
        status=422 if mistakes else 200,
        adoption=found,
        pack=pack,
        line=adopted_line(adoption, named, words),
        whom=named[adoption.program] if adoption.program else words("every program"),
        lines=[line(each, words) for each in tried],
        typed=typed,
        mistakes=mistakes,
        order=order(words),
    )
