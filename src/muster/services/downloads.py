"""A report as a file: JSON as it is, or laid out in a language and drawn."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType
from typing import Final

from muster.catalogue import words
from muster.domain import ledger
from muster.domain.grant_report import GrantView
from muster.domain.reporting.parts import plain
from muster.domain.state_report import StateView
from muster.reports import grant_compliance, state_compliance
from muster.reports.document import Document
from muster.reports.drawing import Drawing, drawn

View = GrantView | StateView


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


async def download(view: View, kind: Format, *, language: str) -> Download:
    """Return a report as a file. JSON is the view itself, in English; the others are in the language asked for.

    Raises:
        Invalid: muster does not speak that language.
        Unavailable: it took too long to draw.
    """
    document = laid_out(view, language)
    content = as_json(view) if kind is Format.JSON else await drawn(document, Drawing(kind))
    return Download(name(view, kind), MEDIA_TYPES[kind], content, view.content_hash)


def laid_out(view: View, language: str) -> Document:
    """Return a report laid out in a language."""
    said = words(language)
    if isinstance(view, GrantView):
        return grant_compliance.lay_out(view, said)
    return state_compliance.lay_out(view, said)


def as_json(view: View) -> bytes:
    """Return the view as JSON for people and programs; its hash is that of the canonical form without it."""
    return (json.dumps(ledger.plain(plain(view)), ensure_ascii=False, indent=2) + "\n").encode()


def name(view: View, kind: Format) -> str:
    """Return what the file is called: the report, the award, the period."""
    award = (view.award.number,) if isinstance(view, GrantView) else ()
    parts = (view.report, *award, str(view.period.first), str(view.period.last))
    return re.sub(r"[^A-Za-z0-9.-]+", "-", "-".join(parts)) + f".{kind}"
