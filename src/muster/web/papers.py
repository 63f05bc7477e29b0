"""Papers of an award on pages: record that one was sent, correct that, withdraw it."""

from __future__ import annotations

from datetime import date
from typing import Final
from uuid import UUID

from litestar import Response, get, post
from litestar.params import FromPath, FromQuery, URLEncodedBody

from muster.domain.awards import Award
from muster.domain.owing.owing_words import KINDS
from muster.domain.owing.papers import REPORTS, PaperKind, PaperSent
from muster.domain.records import OnRecord
from muster.domain.words import Words
from muster.services import papers as service
from muster.web.easing import PARTS, day_fields, typed_day
from muster.web.forms import Mistake, Sent
from muster.web.keeping import Kept, correct_form, new_form, submit_correction, submit_new, submit_withdrawal
from muster.web.reader import Asked, Reader, Reading

_DIGEST: Final = 64


@get("/awards/{award:uuid}/papers", include_in_schema=False)
async def record_paper_form(
    request: Asked, award: FromPath[UUID], reader: Reading, of: FromQuery[str] = ""
) -> Response[str]:
    """Ask which paper was sent, and when."""
    return await new_form(request, KEPT, award, reader, {"paper": of, **day_fields("sent", reader.now.today)})


@post("/awards/{award:uuid}/papers", include_in_schema=False)
async def submit_paper(
    request: Asked, award: FromPath[UUID], reader: Reading, data: URLEncodedBody[Sent]
) -> Response[str]:
    """Record it, or say why not."""
    return await submit_new(request, KEPT, award, reader, data)


@get("/papers-sent/{paper_sent:uuid}", include_in_schema=False)
async def paper_form(request: Asked, paper_sent: FromPath[UUID], reader: Reading) -> Response[str]:
    """Show a paper that was sent, to be corrected or withdrawn."""
    return await correct_form(request, KEPT, paper_sent, reader)


@post("/papers-sent/{paper_sent:uuid}", include_in_schema=False)
async def submit_paper_correction(
    request: Asked, paper_sent: FromPath[UUID], reader: Reading, data: URLEncodedBody[Sent]
) -> Response[str]:
    """Correct it, or say why not."""
    return await submit_correction(request, KEPT, paper_sent, reader, data)


@post("/papers-sent/{paper_sent:uuid}/withdraw", include_in_schema=False)
async def submit_paper_withdrawal(
    request: Asked, paper_sent: FromPath[UUID], reader: Reading, data: URLEncodedBody[Sent]
) -> Response[str]:
    """Withdraw it: it was recorded by mistake."""
    return await submit_withdrawal(request, KEPT, paper_sent, reader, data)


def key_of(kind: PaperKind, of_end: date) -> str:
    """Return what a choice of the list says: which paper, of days that end when."""
    return f"{kind.value}/{of_end}"


def _choices(award: Award, words: Words) -> dict[str, object]:
    ends = service.period_ends(award)
    asked = [(kind, end) for kind in PaperKind for end in (ends if kind in REPORTS else (award.performance.last,))]
    named = {
        key_of(kind, end): words("{paper}, through {day}", paper=words(KINDS[kind]), day=words.day(end))
        for kind, end in asked
    }
    return {"papers": named}


def _label(words: Words) -> str:
    return words("Which paper")


def _written(sent: PaperSent) -> dict[str, str]:
    days = day_fields("sent", sent.sent_on)
    return {"paper": key_of(sent.kind, sent.of_end), **days, "reference": sent.reference, "document": sent.document}


def _read(award: OnRecord[Award], typed: dict[str, str], reader: Reader) -> PaperSent | list[Mistake]:
    words, wrong = reader.words, list[Mistake]()
    choices = _choices(award.value, words)["papers"]
    assert isinstance(choices, dict)  # noqa: S101 - made just now
    if typed["paper"] not in choices:
        wrong.append(Mistake("paper", _label(words), "", words("a paper that the award owes"), words("Choose one.")))
    day = typed_day("sent", words("Day it was sent"), typed, reader)
    if isinstance(day, Mistake):
        wrong.append(day)
    document = typed["document"].casefold()
    if document and (len(document) != _DIGEST or set(document) - set("0123456789abcdef")):
        expected = words("64 digits of a SHA-256, from 0 to 9 and a to f")
        fix = words("Copy it whole, or leave it empty.")
        wrong.append(Mistake("document", words("Digest of the paper"), document, expected, fix))
    if wrong or isinstance(day, Mistake):
        return wrong
    kind, _, end = typed["paper"].partition("/")
    return PaperSent(award.fact, PaperKind(kind), date.fromisoformat(end), day, typed["reference"], document)


def _refused(typed: dict[str, str], reader: Reader) -> Mistake:
    """Return the mistake of a day that has not come."""
    words = reader.words
    return Mistake(
        "sent-day",
        words("Day it was sent"),
        " ".join(typed[f"sent-{part}"] for part in PARTS),
        words("a day up to today, {day}", day=words.day(reader.now.today)),
        words("Correct the day, or record it once it was sent."),
        also=("sent-month", "sent-year"),
    )


KEPT: Final[Kept[PaperSent]] = Kept(
    "papers",
    "/papers-sent",
    ("paper", *(f"sent-{part}" for part in PARTS), "reference", "document"),
    "paper",
    _label,
    _written,
    _read,
    "in-the-future",
    _refused,
    _choices,
    service.paper_sent,
    service.record_paper,
    service.correct_paper,
    service.withdraw_paper,
)
