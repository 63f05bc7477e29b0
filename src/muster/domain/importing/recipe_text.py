"""A recipe written out for a person to read and edit: what was accepted, and what is proposed."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from typing import Final

from muster.domain.importing.planning.plan import Accepted, Proposal
from muster.domain.importing.recipe import ConditionSaid, CourseSaid, License, Recipe

_HEAD: Final = """\
# What is accepted about our spreadsheets, for `muster import FILES --recipe THIS`.
#
# Read every line. Keep what is so, correct what is not, take out what you do not want.
# Lines that begin with '#' are not obeyed: there muster has no idea, and you may have.
"""
_ABOUT: Final = {
    "titles": "Job titles, and the roles that each stands for.",
    "roles": "What personnel lines call a role.",
    "courses": "What a course teaches. 'hours': how long it is, for rows that do not say.",
    "papers": "Columns of cards and licenses, and which credential each is about.",
    "conditions": "What funders ask for, and what satisfies it: any one of these.",
    "licenses": "Roles whose word names a license: lines that ask for the word ask for the license.",
    "people": "Who is meant, by HR number or e-mail address. 'new': nobody on record yet.",
    "partners": "What partners are.",
    "programs": "Which program is meant.",
}
_TOP: Final = {
    "month_only": '# month_only = "last"   # or "first": which day a month without one means',
    "date_order": '# date_order = "month-first"   # or "day-first": which comes first in 03/04/2026',
}
Table = tuple[str, ...]


def recipe_text(recipe: Recipe, proposals: Sequence[Proposal]) -> str:
    """Return a recipe as TOML: everything accepted, then every proposal with the place that it was found at."""
    tables: dict[Table, list[str]] = {(): []}
    for name, value in (("program", recipe.program), ("date_order", recipe.date_order)):
        if value:
            tables[()].append(f"{name} = {_quoted(value)}")
    if recipe.month_only != "ask" or not any(each.key == "month_only" for each in proposals):
        tables[()].append(f"month_only = {_quoted(recipe.month_only)}")
    _accepted(tables, recipe)
    for each in proposals:
        _proposed(tables, each)
    out = [_HEAD, *tables.pop(())]
    order = list(_ABOUT)
    said: set[str] = set()
    for table in sorted(tables, key=lambda path: order.index(path[0])):
        out.append("")
        if table[0] not in said:
            said.add(table[0])
            out.append(f"# {_ABOUT[table[0]]}")
        lines = tables[table]
        idle = all(line.startswith("#") for line in lines)
        head = f"[{'.'.join(_key(part) for part in table)}]"
        out += [f"# {head}" if idle and len(table) > 1 else head, *lines]
    return "\n".join(out) + "\n"


def _accepted(tables: dict[Table, list[str]], recipe: Recipe) -> None:
    for name in ("titles", "roles", "courses", "conditions", "licenses", "people", "partners", "programs"):
        table: Mapping[str, Accepted] = getattr(recipe, name)
        for key, value in table.items():
            _say(tables, (name,), key, value)
    for paper, kinds in recipe.papers.items():
        if kinds.credential:
            _say(tables, ("papers", paper), "credential", kinds.credential)
        for title, kind in kinds.by_title.items():
            _say(tables, ("papers", paper, "by_title"), title, kind)


def _proposed(tables: dict[Table, list[str]], each: Proposal) -> None:
    where = f"# proposed; {_plain(str(each.at))}"
    if not each.table:
        tables[()] += [where, _TOP[each.key]]
    elif each.value is None and each.table[0] in {"courses", "conditions"}:
        tables.setdefault((*each.table, each.key), []).extend([where, '# topics = ["..."]'])
    elif each.value is None:
        example = '["..."]' if each.table[0] == "titles" else '"..."'
        tables.setdefault(each.table, []).extend([where, f"# {_key(each.key)} = {example}"])
    else:
        _say(tables, each.table, each.key, each.value, where)


def _say(tables: dict[Table, list[str]], table: Table, key: str, value: Accepted, where: str = "") -> None:
    """Write one entry: what has parts of its own becomes a table, the rest a line."""
    match value:
        case CourseSaid():
            lines = [f"topics = {_listed(value.topics)}"]
            lines += [f"hours = {value.minutes / 60:g}"] if value.minutes else []
            lines += [f"provider = {_quoted(value.provider)}"] if value.provider else []
            table = (*table, key)
        case ConditionSaid():
            lines = [f"topics = {_listed(value.topics)}"] if value.topics else []
            lines += [f"credentials = {_listed(value.credentials)}"] if value.credentials else []
            table = (*table, key)
        case License():
            parts = {"credential": value.credential, "title": value.title, "issuer": value.issuer}
            said = ", ".join(f"{name} = {_quoted(each)}" for name, each in parts.items() if each)
            lines = [f"{_key(key)} = {{ {said} }}"]
        case str():
            lines = [f"{_key(key)} = {_quoted(value)}"]
        case _:
            lines = [f"{_key(key)} = {_listed(value)}"]
    tables.setdefault(table, []).extend([where, *lines] if where else lines)


def _key(words: str) -> str:
    return (
        words
        if re.fullmatch(r"[A-Za-z0-9_-]+", words) and words in (*_ABOUT, "by_title", "credential")
        else _quoted(words)
    )


def _quoted(words: str) -> str:
    """Return words as TOML writes them; JSON's escapes are TOML's, but for the one it leaves bare."""
    return json.dumps(str(words), ensure_ascii=False).replace("\x7f", "\\u007F")


def _listed(names: Sequence[str]) -> str:
    return f"[{', '.join(map(_quoted, names))}]"


def _plain(words: str) -> str:
    """Return words fit for a comment."""
    return re.sub(r"[\x00-\x1f\x7f]", " ", words)
