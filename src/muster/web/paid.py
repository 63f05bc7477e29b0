"""Say who paid for training that is on record: of whole classes at once, where nobody has said it yet."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Final

from litestar import Response, get, post
from litestar.params import URLEncodedBody

from muster.domain.training import Together
from muster.services import training as service
from muster.web.drawing import drawn, sent_to
from muster.web.forms import Mistake, Sent, text, ticked
from muster.web.payers import FIELD, offered, read_payer
from muster.web.reader import Asked, Reader, Reading
from muster.web.taking import all_courses

PATH: Final = "/paid"
_SHOWN: Final = 200  # lines on one page: the latest; the others come up as these are said


@dataclass(frozen=True, slots=True)
class Row:
    """What was completed of one course on one day: how a form sends it, and how many did."""

    value: str
    title: str
    on: date | None
    people: int
    ticked: bool


@get(PATH, include_in_schema=False)
async def paid(request: Asked, reader: Reading) -> Response[str]:
    """List what was completed and of which nobody has said who paid, by course and day."""
    said = text(request.query_params.dict(), "said")
    count = int(said) if said.isascii() and said.isdecimal() and len(said) < len("1000000") else None
    return await _shown(request, reader, {FIELD: ""}, [], [], said=count)


@post(PATH, include_in_schema=False)
async def submit_paid(request: Asked, reader: Reading, data: URLEncodedBody[Sent]) -> Response[str]:
    """Say it of everything that is ticked, in one act; or say why not."""
    words, chosen = reader.words, ticked(data, "which")
    typed = {FIELD: text(data, FIELD)}
    payer = read_payer(typed, await offered(reader), reader)
    there = {_sent(each): each for each in await service.payers_unsaid(by=reader.by)}
    which = [there[each] for each in chosen if each in there]
    wrong: list[Mistake] = []
    if payer is None or isinstance(payer, Mistake):
        wrong.append(Mistake(FIELD, words("Paid by"), "", words("one of the answers"), words("Choose who paid.")))
    if not chosen:
        fix = words("Tick what they paid for.")
        wrong.append(Mistake("which", words("What was completed"), "", words("at least one line"), fix))
    if wrong or payer is None or isinstance(payer, Mistake):
        return await _shown(request, reader, typed, chosen, wrong)
    because = words("said who paid for it")
    count = await service.say_who_paid(which, payer, because=because, by=reader.by, now=reader.now)
    return sent_to(f"{PATH}?said={count}")


def _sent(each: Together) -> str:
    return f"{each.course} {each.completed_on or ''}".strip()


async def _shown(
    request: Asked,
    reader: Reader,
    typed: dict[str, str],
    chosen: list[str],
    mistakes: list[Mistake],
    *,
    said: int | None = None,
) -> Response[str]:
    titles = {each.fact: each.value.title for each in await all_courses(reader)}
    unsaid = await service.payers_unsaid(by=reader.by)
    rows = [
        Row(_sent(each), titles.get(each.course, ""), each.completed_on, people, _sent(each) in chosen)
        for each, people in unsaid.items()
    ]
    return drawn(
        request,
        "paid.html",
        status=422 if mistakes else 200,
        typed=typed,
        mistakes=mistakes,
        rows=rows[:_SHOWN],
        total=len(rows),
        payers=await offered(reader),
        said=said,
    )
