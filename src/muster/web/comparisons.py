"""Two texts of rules beside each other: what is tighter, looser, added, left out; and what cannot be compared."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from litestar import Response, get

from muster.domain.adopting.tightening import Compared, Texts
from muster.domain.adopting.tighter_terms import Relation
from muster.domain.errors import NotFound
from muster.domain.intervals import BEGINNING, FOREVER, Interval
from muster.domain.words import Words
from muster.services import comparisons as service
from muster.services import packs, programs
from muster.services.comparisons import Which
from muster.web.drawing import drawn
from muster.web.findings import Sign
from muster.web.forms import id_of, text
from muster.web.packs import adopted_line
from muster.web.reader import Asked, Reading

_SIGNS: Final = {
    Relation.SAME: Sign.NONE,
    Relation.TIGHTER: Sign.MET,
    Relation.ADDED: Sign.MET,
    Relation.DIFFERENT: Sign.REVIEW,
    Relation.LEFT_OUT: Sign.NOT_MET,
    Relation.LOOSER: Sign.NOT_MET,
}


@dataclass(frozen=True, slots=True)
class Part:
    """One part of some terms: both in the words of a pack."""

    what: str
    sign: Sign
    word: str
    parent: str
    child: str
    because: str


@dataclass(frozen=True, slots=True)
class Days:
    """Some days, and what is otherwise on them."""

    said: str
    sign: Sign
    word: str
    parts: tuple[Part, ...]


@dataclass(frozen=True, slots=True)
class Line:
    """One requirement in two texts."""

    id: str
    says: str
    sign: Sign
    word: str
    days: tuple[Days, ...]


@get("/packs/compare", include_in_schema=False)
async def compare_packs(request: Asked, reader: Reading) -> Response[str]:
    """Ask for two texts, and say in what the second is tighter or looser than the first."""
    words, asked = reader.words, request.query_params.dict()
    parent, child = text(asked, "parent"), text(asked, "child")
    found: Texts | None = None
    if parent and child:
        found = await service.compare_texts(_which(parent), _which(child), by=reader.by)
    named = {each.fact: each.value.name for each in await programs.programs(by=reader.by)}
    adopted = await packs.adopted_packs(by=reader.by)
    choices = [(each.id, words.told(each.title)) for each in packs.shipped_packs()]
    choices += [
        (str(each.fact), f"{words.told(pack.title)} · {adopted_line(each.value, named, words)}")
        for each, pack in adopted
        if each.value.award is None
    ]
    return drawn(
        request,
        "pack-compare.html",
        choices=choices,
        parent=parent,
        child=child,
        found=found,
        lines=compared_lines(found, words) if found else [],
    )


def compared_lines(found: Texts, words: Words) -> list[Line]:
    """Return a comparison as it is shown: what is looser or cannot be compared first."""
    order = [Relation.LOOSER, Relation.LEFT_OUT, Relation.DIFFERENT, Relation.TIGHTER, Relation.ADDED, Relation.SAME]
    ordered = sorted(found.compared, key=lambda each: order.index(each.relation))
    return [_line(each, words) for each in ordered]


def relation_word(relation: Relation, words: Words) -> str:
    """Return how one text stands to another, in a word."""
    match relation:
        case Relation.SAME:
            return words("The same")
        case Relation.TIGHTER:
            return words("Tighter")
        case Relation.ADDED:
            return words("Added")
        case Relation.DIFFERENT:
            return words("Not comparable")
        case Relation.LEFT_OUT:
            return words("Left out")
        case Relation.LOOSER:
            return words("Looser")


def _which(named: str) -> Which:
    """Return the text that is named: an adoption by its id, or a pack that comes with muster.

    Raises:
        NotFound: nothing like it is.
    """
    adoption = id_of(named)
    if adoption is None and named not in {each.id for each in packs.shipped_packs()}:
        raise NotFound("there is no such pack here")
    return Which(adoption=adoption) if adoption else Which(shipped=named)


def _line(each: Compared, words: Words) -> Line:
    says = each.child.says if each.child else each.parent.says if each.parent else each.says
    days = tuple(
        Days(
            _said(stretch.during, words),
            _SIGNS[stretch.relation],
            relation_word(stretch.relation, words),
            tuple(
                Part(
                    part.what,
                    _SIGNS[part.relation],
                    relation_word(part.relation, words),
                    part.parent,
                    part.child,
                    part.because,
                )
                for part in stretch.differences
            ),
        )
        for stretch in each.stretches
    )
    return Line(each.id, says, _SIGNS[each.relation], relation_word(each.relation, words), days)


def _said(during: Interval, words: Words) -> str:
    if during.end == FOREVER and during.start == BEGINNING:
        return words("On every day")
    if during.end == FOREVER:
        return words("From {day} on", day=words.day(during.start))
    if during.start == BEGINNING:
        return words("Through {day}", day=words.day(during.last))
    return words("{first} to {last}", first=words.day(during.start), last=words.day(during.last))
