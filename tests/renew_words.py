"""Bring the catalogues up to date with what the code says: ``python -m tests.renew_words``.

New messages come in without a translation, and the tests fail until they have one; what is no
longer said goes.
"""

from __future__ import annotations

import io
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po, write_po

from muster.catalogue import LANGUAGES, LOCALE
from muster.domain.importing import suggestions
from muster.domain.partnerships import PartnerKind
from muster.domain.teams.staffing import TeamRule
from muster.domain.words import ENGLISH
from muster.reports import catalogue
from muster.rules import packs
from muster.rules.wording import prose

SOURCE = Path(__file__).parents[1] / "src" / "muster"
METHODS = [("**.py", "python"), ("**.html", "jinja2"), ("**.txt", "jinja2")]
# ``self(...)`` is how the language itself says days and hours.
KEYWORDS = {"words": None, "plural": (1, 2), "message": None, "self": None}


def said(source: Path = SOURCE) -> Catalog:
    """Return every message in the code and the templates, the catalogue of reports, and the names in the rule packs."""
    found = Catalog(project="muster", header_comment="# What muster says. Translations are reviewed by people.")
    options = {"**.html": {"encoding": "utf-8", "silent": "false"}, "**.txt": {"encoding": "utf-8", "silent": "false"}}
    for _file, _line, text, _comments, _context in extract_from_dir(
        str(source), method_map=METHODS, options_map=options, keywords=KEYWORDS
    ):
        found.add(text)
    for text in (*catalogue.messages(), *names(), *sentences()):
        found.add(text)
    return found


def names() -> Iterator[str]:
    """Yield every name of the shipped packs that is shown as people read it, and those that a recipe may be given."""
    for pack in map(packs.load, packs.shipped()):
        yield from map(ENGLISH.name, (each.id for each in pack.kinds))
        for rule in pack.requirements:
            yield from map(ENGLISH.name, (rule.roles | rule.topics) - {"*"})
            if rule.unread or not rule.topics:
                yield ENGLISH.name(rule.id)
        yield from (ENGLISH.name(each.id) for each in pack.duties)
        yield from map(ENGLISH.name, pack.circumstances)
        for team in pack.teams:
            yield from map(ENGLISH.name, of_a_team(team))
    yield from map(ENGLISH.name, suggestions.names())
    yield from map(ENGLISH.name, PartnerKind)


def sentences() -> Iterator[str]:
    """Yield what the shipped packs say in prose. Citations, and who issues a card, stay as they are."""
    for pack in packs.shipped():
        yield from prose(tomllib.loads(packs.shipped_text(pack)))


def of_a_team(team: TeamRule) -> Iterator[str]:
    """Yield what a rule of a team names: places, roles, training, what is carried and what is so of the place."""
    yield from team.circumstances | team.equipment
    for terms in team.terms:
        yield from terms.beside
        yield from (each.id for each in terms.members_meet)
        for place in terms.places:
            yield place.id
            yield from (place.roles | (place.shown.topics if place.shown else frozenset())) - {"*"}


def kept(language: str) -> Catalog:
    """Return the catalogue of a language as it stands."""
    place = LOCALE / f"{language}.po"
    if not place.exists():
        return Catalog(locale=language)
    with place.open("rb") as file:
        return read_po(file, locale=language)


def renewed(language: str) -> bytes:
    """Return the catalogue of a language as it should stand, in a stable order."""
    catalogue = kept(language)
    catalogue.update(said(), no_fuzzy_matching=True, update_header_comment=True)
    catalogue.obsolete.clear()
    out = io.BytesIO()
    write_po(out, catalogue, width=110, omit_header=False, sort_output=True, no_location=True, include_previous=False)
    lines = out.getvalue().decode().splitlines(keepends=True)
    return "".join(line for line in lines if not line.startswith(_LEFT_OUT)).encode()


# Dates, and what a tool would fill in with its own name: nothing here should change by itself.
_LEFT_OUT = (
    '"POT-Creation-Date',
    '"PO-Revision-Date',
    '"Last-Translator',
    '"Language-Team',
    '"Project-Id-Version',
    '"Generated-By',
    '"Report-Msgid',
)


def main() -> None:
    """Write them all."""
    for language in LANGUAGES[1:]:
        (LOCALE / f"{language}.po").write_bytes(renewed(language))
        untranslated = [each.id for each in kept(language) if each.id and not _whole(each.string)]
        sys.stdout.write(f"{language}: {len(kept(language))} messages, {len(untranslated)} without a translation\n")
        for text in untranslated:
            sys.stdout.write(f"  {text if isinstance(text, str) else text[-1]}\n")


def _whole(text: object) -> bool:
    return all(text) if isinstance(text, (tuple, list)) else bool(text)


if __name__ == "__main__":
    main()
