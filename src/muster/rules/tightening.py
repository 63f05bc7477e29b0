"""A pack that tightens a parent's: adopted only where the parent's binds, and only if nothing in it is looser."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Final

from muster.domain.adopting.adoptions import Adoption
from muster.domain.adopting.packs import Pack
from muster.domain.adopting.tightening import Compared, compare_packs
from muster.domain.adopting.tighter_terms import Difference, Relation
from muster.domain.errors import Conflict, Fault, Invalid
from muster.domain.requirements import Tightens
from muster.rules.places import Path
from muster.rules.reading import Document, document

_OF_TERMS: Final = frozenset(
    (
        *("initial", "renewal", "hours", "hours_with", "grace", "proof", "prior", "interim", "exempt_if"),
        *("version_by", "confidence", "approved_by", "approved_by_another", "leave", "measure"),
    )
)
_WAYS: Final = ("topic", "credential", "all_of")  # what a requirement accepts stands under one of these
_BESIDE: Final = "or give the requirement another id: then it is asked beside the parent's, and compared with nothing"


def held_to_parent(pack: Pack, text: str, adoption: Adoption, adopted: Iterable[tuple[Adoption, Pack]]) -> None:
    """Refuse a pack that loosens what its parent asks; a requirement that it does not name stays the parent's.

    Raises:
        Conflict: the parent's pack is not adopted where this one would bind, or another text of it is.
        Invalid: some requirement is not shown to be as tight; each is told with its line, and what the parent asks.
    """
    if pack.tightens is None:
        return
    parent = _parent(pack.tightens, adoption, adopted)
    found = compare_packs(parent, pack, during=adoption.during)
    read = document(text, source="the pack", what="pack")
    places: dict[str, Path] = {each.id: ("requirement", place) for place, each in enumerate(pack.requirements)}
    places |= {each.id: ("duty", place) for place, each in enumerate(pack.duties)}
    teams: dict[str, Path] = {each.id: ("team", place) for place, each in enumerate(pack.teams)}
    faults = [
        fault
        for each in found.compared
        if each.loosens
        for fault in (_faults(each, places[each.id], read) if each.child else _of_team(teams[each.id], read))
    ]
    if faults:
        raise Invalid(
            f"{pack.id} is not as tight as {parent.id}, which it says it tightens", code="loosens", faults=faults
        )


def _parent(tightens: Tightens, adoption: Adoption, adopted: Iterable[tuple[Adoption, Pack]]) -> Pack:
    """Return the parent's text that binds whoever would adopt, on the first day that they would."""
    there = [
        (each, pack)
        for each, pack in adopted
        if each.pack == tightens.pack and each.reaches(adoption) and adoption.during.start in each.during
    ]
    if not there:
        raise Conflict(
            f"this tightens {tightens.pack}, which does not bind there on {adoption.during.start}: adopt that text "
            "first, from the file that its body published, and then this one",
            code="parent-not-adopted",
        )
    for _, pack in there:
        if pack.digest == tightens.digest:
            return pack
    others = ", ".join(sorted(pack.digest for _, pack in there))
    raise Conflict(
        f"this was compared with another text of {tightens.pack} (SHA-256 {tightens.digest}) than the one that binds "
        f"there ({others}): compare it with that one (muster pack diff), and write its digest",
        code="parent-differs",
    )


def _of_team(at: Path, read: Document) -> Iterator[Fault]:
    expected = "the parent's rule of a team, word for word: two of them cannot be compared"
    yield Fault(
        read.where(at), "a rule of a team that is not the parent's", expected, f"write as it is there, {_BESIDE}"
    )


def _faults(each: Compared, at: Path, read: Document) -> Iterator[Fault]:
    for stretch in each.stretches:
        if stretch.relation is Relation.LEFT_OUT:
            days = f"no terms from {stretch.during.start} on"
            fix = "let the terms begin by then, or adopt this from a later day"
            yield Fault(read.where((*at, "terms")), days, "terms on every day on which the parent has some", fix)
        for part in stretch.differences:
            if part.relation in {Relation.LOOSER, Relation.DIFFERENT}:
                yield _fault(part, _place(part.what, at, stretch.during.start.isoformat(), read), read)


def _fault(part: Difference, path: Path, read: Document) -> Fault:
    found = part.child or "nothing"
    asked = part.parent or "nothing"
    if part.relation is Relation.LOOSER:
        return Fault(read.where(path), found, f"{asked}, as the parent has, or tighter", f"write that, {_BESIDE}")
    because = f" ({part.because})" if part.because else ""
    return Fault(
        read.where(path), found, f"what can be compared with {asked}{because}", f"write as it is there, {_BESIDE}"
    )


def _place(what: str, at: Path, since: str, read: Document) -> Path:
    """Return where a part of the terms of some days stands in the text."""
    if what == "kind":
        return ("kind",)
    if what in _OF_TERMS:
        return (*at, "terms", _block(at, since, read), what)
    if what == "accepts":
        return next(((*at, way) for way in _WAYS if (*at, way) in read.places), at)
    return (*at, what)


def _block(at: Path, since: str, read: Document) -> int:
    """Return which block of terms speaks of a day: the last that takes effect by then."""
    found = read.raw[str(at[0])]
    asked = found[at[1]] if isinstance(found, list) and isinstance(at[1], int) else {}
    blocks = [str(terms.get("effective")) for terms in asked.get("terms", ())]
    return max(sum(each <= since for each in blocks) - 1, 0)
