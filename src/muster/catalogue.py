"""The languages muster speaks: English, which the code is written in, and what ``locale`` has beside it."""

from __future__ import annotations

import gettext
from functools import lru_cache
from pathlib import Path
from typing import Final

from babel.messages.catalog import Catalog
from babel.messages.pofile import read_po

from muster.domain.errors import Invalid
from muster.domain.words import ENGLISH, Words

LOCALE: Final = Path(__file__).parent / "locale"
LANGUAGES: Final = ("en", "es")


@lru_cache
def words(language: str) -> Words:
    """Return a language. A message that its catalogue lacks is said in English.

    Raises:
        Invalid: muster does not speak it.
    """
    if language not in LANGUAGES:
        raise Invalid(f"muster does not speak {language!r}; it speaks {', '.join(LANGUAGES)}", code="no-such-language")
    return ENGLISH if language == ENGLISH.language else _read(language)


def _read(language: str) -> Words:
    with (LOCALE / f"{language}.po").open("rb") as file:
        catalogue: Catalog = read_po(file, locale=language)
    texts: dict[str, str] = {}
    plurals: dict[str, tuple[str, ...]] = {}
    for each in catalogue:
        if isinstance(each.id, str) and isinstance(each.string, str) and each.id and each.string:
            texts[each.id] = each.string
        elif isinstance(each.id, tuple) and isinstance(each.string, tuple) and all(each.string):
            plurals[each.id[0]] = each.string
    form = gettext.c2py(catalogue.plural_expr)

    def choose(one: str, many: str, count: int) -> str:
        forms = plurals.get(one)
        return ENGLISH.choose(one, many, count) if forms is None else forms[form(count)]

    return Words(language, lambda text: texts.get(text, text), choose)
