"""A report as a file: JSON as it is, or laid out in a language and drawn."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, fields, is_dataclass
from enum import StrEnum
from types import MappingProxyType
from typing import Final
from uuid import UUID

from muster.catalogue import words
from muster.domain.access import Principal
from muster.domain.access_log import Sight
from muster.domain.ledger import leaves as ledger
from muster.domain.moments import Moment
from muster.domain.reporting.figures_report import FiguresView
from muster.domain.reporting.grant_report import GrantView
from muster.domain.reporting.parts import plain
from muster.domain.reporting.state_report import StateView
from muster.domain.reporting.training_report import TrainingView
from muster.reports import grant_compliance, sf_425, state_compliance, training_summary
from muster.reports.document import Document
from muster.reports.drawing import Drawing, drawn
from muster.services import access_log

View = GrantView | StateView | FiguresView | TrainingView


class Format(StrEnum):
    """What a report is given as."""

    JSON = "json"
    PDF = "pdf"
    XLSX = "xlsx"


MEDIA_TYPES: Final = MappingProxyType(
    {
        Format.JSON: "application/json",
        Format.PDF: "application/pdf",
        Format.XLSX: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    }
)


@dataclass(frozen=True, slots=True)
class Download:
    """A report as a file: its own name, its kind, its bytes, and the hash of what it says in any of them."""

    name: str
    media_type: str
    content: bytes
    content_hash: str


async def download(view: View, kind: Format, *, language: str, by: Principal, now: Moment) -> Download:
    """Return a report as a file. JSON is the view itself, in English; the others are in the language asked for.

    That it was taken away is told in the access log, of everybody it names.

    Raises:
        Invalid: muster does not speak that language.
        Unavailable: it took too long to draw.
    """
    document = laid_out(view, language)
    content = as_json(view) if kind is Format.JSON else await drawn(document, Drawing(kind))
    period = f"{view.period.first} {view.period.last}"
    detail = f"{view.report} {period} position {view.proof.known_at} {kind}"
    await access_log.looked(Sight.EXPORT, people_in(view), by=by, now=now, detail=detail)
    return Download(name(view, kind), MEDIA_TYPES[kind], content, view.content_hash)


def people_in(view: View) -> list[UUID]:
    """Return everybody whom a report names, once each, by id."""
    return sorted(set(_people_in(view)))


def _people_in(value: object) -> Iterator[UUID]:
    if isinstance(value, tuple):
        for each in value:
            yield from _people_in(each)
    elif is_dataclass(value):
        for each in fields(value):
            said = getattr(value, each.name)
            if each.name == "person" and isinstance(said, UUID):
                yield said
            yield from _people_in(said)


def laid_out(view: View, language: str) -> Document:
    """Return a report laid out in a language."""
    said = words(language)
    if isinstance(view, GrantView):
        return grant_compliance.lay_out(view, said)
    if isinstance(view, FiguresView):
        return sf_425.lay_out(view, said)
    if isinstance(view, TrainingView):
        return training_summary.lay_out(view, said)
    return state_compliance.lay_out(view, said)


def as_json(view: View) -> bytes:
    """Return the view as JSON for people and programs; its hash is that of the canonical form without it."""
    return (json.dumps(ledger.plain(plain(view)), ensure_ascii=False, indent=2) + "\n").encode()


def name(view: View, kind: Format) -> str:
    """Return what the file is called: the report, the award, the period."""
    award = () if isinstance(view, StateView) else (view.award.number,)
    parts = (view.report, *award, str(view.period.first), str(view.period.last))
    return re.sub(r"[^A-Za-z0-9.-]+", "-", "-".join(parts)) + f".{kind}"
