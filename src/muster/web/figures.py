"""The figures of an award's financial reports on pages: enter them, correct them, withdraw them."""

from __future__ import annotations

from datetime import date
from typing import Any, Final
from uuid import UUID

from litestar import Response, get, post
from litestar.params import FromPath, URLEncodedBody

from muster.domain.awards import Award
from muster.domain.owing.figures import ENTERED, Figures, FormVersion
from muster.domain.owing.owing_words import FORMS, LINES
from muster.domain.records import OnRecord
from muster.domain.words import Words
from muster.services import figures as service
from muster.services.papers import period_ends
from muster.web.amounts import cents_of, no_amount, typed_cents
from muster.web.forms import Mistake, Sent
from muster.web.keeping import Kept, correct_form, new_form, submit_correction, submit_new, submit_withdrawal
from muster.web.reader import Asked, Reader, Reading


@get("/awards/{award:uuid}/figures", include_in_schema=False)
async def record_figures_form(request: Asked, award: FromPath[UUID], reader: Reading) -> Response[str]:
    """Ask for the figures of a report, under the letters of the form."""
    return await new_form(request, KEPT, award, reader)


@post("/awards/{award:uuid}/figures", include_in_schema=False)
async def submit_figures(
    request: Asked, award: FromPath[UUID], reader: Reading, data: URLEncodedBody[Sent]
) -> Response[str]:
    """Record them, or say why not."""
    return await submit_new(request, KEPT, award, reader, data)


@get("/figures/{figures:uuid}", include_in_schema=False)
async def figures_form(request: Asked, figures: FromPath[UUID], reader: Reading) -> Response[str]:
    """Show the figures of a report, to be corrected or withdrawn."""
    return await correct_form(request, KEPT, figures, reader)


@post("/figures/{figures:uuid}", include_in_schema=False)
async def submit_figures_correction(
    request: Asked, figures: FromPath[UUID], reader: Reading, data: URLEncodedBody[Sent]
) -> Response[str]:
    """Correct them, or say why not."""
    return await submit_correction(request, KEPT, figures, reader, data)


@post("/figures/{figures:uuid}/withdraw", include_in_schema=False)
async def submit_figures_withdrawal(
    request: Asked, figures: FromPath[UUID], reader: Reading, data: URLEncodedBody[Sent]
) -> Response[str]:
    """Withdraw them: they were recorded by mistake."""
    return await submit_withdrawal(request, KEPT, figures, reader, data)


def _choices(award: Award, words: Words) -> dict[str, object]:
    return {
        "ends": {str(end): words.day(end) for end in period_ends(award)},
        "forms": {each.value: words(said) for each, said in FORMS.items()},
        "lines": {letter: words(LINES[letter]) for letter in ENTERED},
        "may_be_empty": _MAY_BE_EMPTY,
    }


_MAY_BE_EMPTY: Final = frozenset("ijlmn")  # nothing of it, most often


def _label(words: Words) -> str:
    return words("Last day of the report")


def _written(said: Figures) -> dict[str, str]:
    lines = {letter: typed_cents(getattr(said, letter)) for letter in ENTERED}
    return {"through": str(said.through), "form": said.form.value, **lines}


def _read(award: OnRecord[Award], typed: dict[str, str], reader: Reader) -> Figures | list[Mistake]:
    words, wrong, lines = reader.words, list[Mistake](), dict[str, Any]()
    through = next((end for end in period_ends(award.value) if str(end) == typed["through"]), None)
    if through is None:
        wrong.append(
            Mistake("through", _label(words), "", words("the last day of a period of the award"), words("Choose one."))
        )
    form = next((each for each in FormVersion if each.value == typed["form"]), FormVersion.COMMON)
    for letter in ENTERED:
        cents = 0 if not typed[letter] and letter in _MAY_BE_EMPTY else cents_of(typed[letter])
        if cents is None:
            label = words("Line 10{letter}, {line}", letter=letter, line=words(LINES[letter]))
            wrong.append(no_amount(letter, label, typed[letter], words))
        else:
            lines[letter] = cents
    if wrong or through is None:
        return wrong
    return Figures(award.fact, through, **lines, form=form)


def _refused(typed: dict[str, str], reader: Reader) -> Mistake:
    """Return the mistake of a report whose figures are on record."""
    words = reader.words
    return Mistake(
        "through",
        _label(words),
        words.day(date.fromisoformat(typed["through"])),
        words("a report whose figures are not on record"),
        words("Correct those that are, or choose another report."),
    )


KEPT: Final[Kept[Figures]] = Kept(
    "figures",
    "/figures",
    ("through", "form", *ENTERED),
    "through",
    _label,
    _written,
    _read,
    "said-already",
    _refused,
    _choices,
    service.figures,
    service.record_figures,
    service.correct_figures,
    service.withdraw_figures,
)
