"""What was spent of an award on pages: record it, correct it, withdraw it."""

from __future__ import annotations

from datetime import date
from typing import Final
from uuid import UUID

from litestar import Response, get, post
from litestar.params import FromPath, URLEncodedBody

from muster.domain.awards import Award
from muster.domain.intervals import Interval
from muster.domain.owing.indirect import AwardCost, CostCategory
from muster.domain.owing.owing_words import CATEGORIES
from muster.domain.records import OnRecord
from muster.domain.words import Words
from muster.services import indirect as service
from muster.web.amounts import cents_of, no_amount, typed_cents
from muster.web.easing import PARTS, day_fields, too_early, typed_day
from muster.web.forms import Mistake, Sent
from muster.web.keeping import Kept, correct_form, new_form, submit_correction, submit_new, submit_withdrawal
from muster.web.reader import Asked, Reader, Reading


@get("/awards/{award:uuid}/costs", include_in_schema=False)
async def record_cost_form(request: Asked, award: FromPath[UUID], reader: Reading) -> Response[str]:
    """Ask what was spent, on what, and over which days."""
    return await new_form(request, KEPT, award, reader)


@post("/awards/{award:uuid}/costs", include_in_schema=False)
async def submit_cost(
    request: Asked, award: FromPath[UUID], reader: Reading, data: URLEncodedBody[Sent]
) -> Response[str]:
    """Record it, or say why not."""
    return await submit_new(request, KEPT, award, reader, data)


@get("/costs/{cost:uuid}", include_in_schema=False)
async def cost_form(request: Asked, cost: FromPath[UUID], reader: Reading) -> Response[str]:
    """Show a cost, to be corrected or withdrawn."""
    return await correct_form(request, KEPT, cost, reader)


@post("/costs/{cost:uuid}", include_in_schema=False)
async def submit_cost_correction(
    request: Asked, cost: FromPath[UUID], reader: Reading, data: URLEncodedBody[Sent]
) -> Response[str]:
    """Correct it, or say why not."""
    return await submit_correction(request, KEPT, cost, reader, data)


@post("/costs/{cost:uuid}/withdraw", include_in_schema=False)
async def submit_cost_withdrawal(
    request: Asked, cost: FromPath[UUID], reader: Reading, data: URLEncodedBody[Sent]
) -> Response[str]:
    """Withdraw it: it was recorded by mistake."""
    return await submit_withdrawal(request, KEPT, cost, reader, data)


def _choices(_: Award, words: Words) -> dict[str, object]:
    return {"categories": {each.value: words(said) for each, said in CATEGORIES.items()}}


def _label(words: Words) -> str:
    return words("What it was spent on")


def _written(spent: AwardCost) -> dict[str, str]:
    days = day_fields("first", spent.during.start) | day_fields("last", spent.during.last)
    said = {"category": spent.category.value, "dollars": typed_cents(spent.cents)}
    return said | days | {"subaward": spent.subaward, "subrecipient": spent.subrecipient}


def _read(award: OnRecord[Award], typed: dict[str, str], reader: Reader) -> AwardCost | list[Mistake]:
    words, wrong = reader.words, list[Mistake]()
    category = next((each for each in CostCategory if each.value == typed["category"]), None)
    if category is None:
        wrong.append(Mistake("category", _label(words), "", words("a kind of cost"), words("Choose one.")))
    cents = cents_of(typed["dollars"])
    if not cents:
        wrong.append(no_amount("dollars", words("How much, in dollars"), typed["dollars"], words))
    first = typed_day("first", words("First day"), typed, reader)
    last = typed_day("last", words("Last day"), typed, reader)
    wrong += [each for each in (first, last) if isinstance(each, Mistake)]
    if isinstance(first, date) and isinstance(last, date) and last < first:
        wrong.append(too_early("last", words("Last day"), first, typed, words))
    if category is not None and bool(typed["subaward"]) != (category is CostCategory.SUBAWARD):
        wrong.append(_which_subaward(category, typed["subaward"], words))
    if wrong or isinstance(first, Mistake) or isinstance(last, Mistake) or category is None or not cents:
        return wrong
    during = Interval.through(first, last)
    return AwardCost(award.fact, category, cents, during, typed["subaward"], typed["subrecipient"])


def _which_subaward(category: CostCategory, found: str, words: Words) -> Mistake:
    if category is CostCategory.SUBAWARD:
        expected, fix = (
            words("the number of the subaward"),
            words("Copy it from the subaward: it counts once in its life."),
        )
    else:
        expected, fix = words("nothing, where it is no subaward"), words("Leave it empty, or choose Subaward above.")
    return Mistake("subaward", words("Number of the subaward"), found, expected, fix)


def _refused(typed: dict[str, str], reader: Reader) -> Mistake:
    """Return the mistake of days that are not over."""
    words = reader.words
    return Mistake(
        "last-day",
        words("Last day"),
        " ".join(typed[f"last-{part}"] for part in PARTS),
        words("a day up to today, {day}", day=words.day(reader.now.today)),
        words("Record what was spent up to today, or wait until the days are over."),
        also=("last-month", "last-year"),
    )


KEPT: Final[Kept[AwardCost]] = Kept(
    "costs",
    "/costs",
    (
        "category",
        "dollars",
        *(f"{end}-{part}" for end in ("first", "last") for part in PARTS),
        "subaward",
        "subrecipient",
    ),
    "category",
    _label,
    _written,
    _read,
    "in-the-future",
    _refused,
    _choices,
    service.cost,
    service.record_cost,
    service.correct_cost,
    service.withdraw_cost,
)
