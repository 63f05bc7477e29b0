"""Packs: read from TOML, strictly, into the domain's ``Pack``; and the packs that come with muster."""

from __future__ import annotations

from datetime import date
from difflib import get_close_matches
from hashlib import sha256
from pathlib import Path
from typing import Final

from muster.domain.adopting.packs import Pack
from muster.domain.errors import Fault, Invalid, NotFound
from muster.domain.intervals import Span
from muster.domain.requirements import Requirement
from muster.rules import binding_checks, checks, wording
from muster.rules.equivalence import Answering
from muster.rules.forms import PackForm, RequirementForm
from muster.rules.reading import canonical, check, document, file_named, refusal, text_of

__all__ = ["canonical", "freshness", "load", "parse", "shipped", "shipped_text", "text", "untranslated"]

_SHIPPED: Final = Path(__file__).with_suffix("")  # the folder beside this module
_A_YEAR: Final = Span(months=12)


def parse(text: str, *, source: str, kept: bool = False) -> Pack:
    """Read a pack from its text. ``source`` is the name that faults are told under.

    ``kept``: it was adopted once and goes on binding as it reads, though a pack with such a gap is no longer taken in.

    ``digest`` is the SHA-256 of the ``canonical`` text, which is also what an adoption keeps:
    hash what was kept, and it is the digest again.

    Raises:
        Invalid: the text is not a pack; every fault is listed, each with its line.
    """
    read = document(text, source=source, what="pack")
    found = (*checks.of_pack(read.raw), *(() if kept else binding_checks.of_pack(read.raw)))
    form = check(read, PackForm, found, others=wording.translations(read.raw))
    digest = sha256(read.text.encode()).hexdigest()
    try:
        return _pack(form, digest)
    except Invalid as error:  # the domain has the last word
        fault = Fault(f"{source}:1", "a pack that cannot be", error.message, "compare it with a shipped one")
        raise refusal("pack", source, [fault]) from error


def shipped() -> tuple[str, ...]:
    """Return the ids of the packs that come with muster."""
    return tuple(sorted(file.stem for file in _SHIPPED.glob("*.toml")))


def shipped_text(pack: str) -> str:
    """Return the canonical text of a pack that comes with muster.

    Raises:
        NotFound: none has this id.
    """
    if pack not in shipped():
        near = get_close_matches(pack, shipped(), n=1)
        meant = f"; did you mean '{near[0]}'?" if near else f"; there are {', '.join(shipped())}"
        raise NotFound(f"muster ships no pack '{pack}'{meant}")
    return canonical(text_of(_SHIPPED / f"{pack}.toml", what="pack"))


def text(path_or_id: str | Path, *, beside: Path | None = None) -> str:
    """Return the canonical text of a shipped pack by its id, or of a pack file.

    A file is whatever ends in ``.toml`` or names a folder; ``beside`` is where its name counts from.

    Raises:
        NotFound: there is no such pack or file.
        Invalid: the file is not text.
    """
    file = file_named(path_or_id)
    return canonical(text_of((beside or Path()) / file, what="pack")) if file else shipped_text(str(path_or_id))


def load(path_or_id: str | Path, *, beside: Path | None = None) -> Pack:
    """Read a shipped pack by its id, or a pack file, named as for ``text``.

    Raises:
        NotFound: there is no such pack or file.
        Invalid: the file is not a pack.
    """
    file = file_named(path_or_id)
    return parse(text(path_or_id, beside=beside), source=file.name if file else f"{path_or_id}.toml")


def untranslated(path_or_id: str | Path, language: str) -> list[str]:
    """Return the sentences of a pack, named as for ``text``, that its text has not in another language.

    Raises:
        NotFound: there is no such pack or file.
        Invalid: the file is not TOML.
    """
    read = document(text(path_or_id), source=str(path_or_id), what="pack")
    return wording.untranslated(read.raw, language)


def freshness(pack: Pack, today: date) -> str | None:
    """Return what to say beside a pack last reviewed over a year before ``today``, else ``None``."""
    if today <= pack.reviewed_on + _A_YEAR:
        return None
    return (
        f"{pack.id} was last compared with its source on {pack.reviewed_on}, over a year ago: "
        f"the rule may have changed since. Compare it with {pack.source}."
    )


def _pack(form: PackForm, digest: str) -> Pack:
    kinds = {each.id: each.kind() for each in form.credential}

    answering = Answering((each.equivalence() for each in form.equivalence), kinds)

    def requirement(each: RequirementForm) -> Requirement:
        following = [*each.terms[1:], None]
        parts = tuple(map(answering.named, each.all_of or ()))
        whole = parts or (answering.part(each.topic or (), each.credential or ()),)
        cycle = each.cycle.cycles(kinds) if each.cycle else None
        return Requirement(
            form.id,
            each.id,
            each.says,
            frozenset(each.roles),
            frozenset().union(*(part.topics for part in whole)),
            tuple(dict.fromkeys(kind for part in whole for kind in part.kinds)),
            tuple(
                terms.terms(after, kinds, cycle, each.topic or [])
                for terms, after in zip(each.terms, following, strict=True)
            ),
            form.kind,
            form.authority,
            parts,
            each.unread or "",
            frozenset(each.employed or ()),
            answering.used(whole),
        )

    requirements = tuple(map(requirement, form.requirement))
    named = {each.id: each for each in requirements}
    return Pack(
        form.id,
        form.title,
        form.jurisdiction,
        form.authority,
        form.kind,
        form.reviewed_on,
        form.source,
        requirements,
        tuple(kinds.values()),
        digest,
        tuple(each.rule(form.id, form.kind, form.authority, answering, named) for each in form.team),
        tuple(each.duty(form.id, form.kind, form.authority) for each in form.duty),
        form.tightens.tightens() if form.tightens else None,
        tuple(each.rule(form.id) for each in form.paper),
        tuple(each.rule(form.id) for each in form.indirect),
    )
