"""Adopt a pack: shipped or from a file, for whom, from which day; who would stand otherwise; then adopt."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from typing import Final
from uuid import UUID

from litestar import Response, get, post
from litestar.params import URLEncodedBody
from pydantic import BaseModel, ConfigDict

from muster.domain.access import Permission
from muster.domain.adopting.adoptions import Proposal, Stated, Whom
from muster.domain.adopting.packs import Pack
from muster.domain.errors import Conflict, Fault, Invalid
from muster.domain.programs import Program
from muster.domain.records import OnRecord
from muster.domain.words import Words
from muster.http import uploads
from muster.services import comparisons, partnerships, previews, programs, trials
from muster.services import packs as service
from muster.services.comparisons import Which
from muster.web.comparisons import compared_lines
from muster.web.dates import Typed, order, read_day
from muster.web.drawing import capital, drawn, sent_to
from muster.web.forms import Mistake, Sent, text, ticked
from muster.web.packs import PATH, line, shown
from muster.web.previews import shown_preview
from muster.web.reader import Asked, Reader, Reading

_ADOPT: Final = "/packs/adopt"
_NEW: Final = "/packs/new"
_SINCE: Final = ("day", "month", "year")
APPLIED: Final = ("applied-day", "applied-month", "applied-year")
_FIELDS: Final = ("pack", "program", "team-kind", "in-place", *_SINCE, *APPLIED)
_EVERY: Final = "every"
_UNDER: Final = "partnership-"
_KEBAB: Final = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
_LONGEST: Final = 500_000  # characters of a text


class Chosen(BaseModel):
    """A file, or a text that was pasted, by the names of the parts."""

    model_config = ConfigDict(extra="forbid")

    file: uploads.Text = ""
    text: uploads.Text = ""
    digest: uploads.Text = ""


@get(_NEW, include_in_schema=False)
async def new_pack_form(request: Asked, reader: Reading) -> Response[str]:
    """Ask which pack: one that comes with muster, or a text in a file."""
    reader.by.require(Permission.PACK_ADOPT)
    return _chosen(request, "", [])


@post(_NEW, include_in_schema=False, opt={"parts": Chosen})
async def submit_new_pack(request: Asked, reader: Reading) -> Response[str]:
    """Read a pack strictly, and go on to whom it shall bind; every fault is said with its line. Nothing is kept."""
    there, words = await _programs(reader), reader.words
    label = words("The text of the pack")
    try:
        sent = await uploads.parts(request, Chosen)
    except Invalid:
        expected, fix = words("a text of at most 500,000 letters, in UTF-8"), words("Save the file again as UTF-8.")
        return _chosen(request, "", [Mistake("file", label, words("something else"), expected, fix)])
    kept = sent.file or sent.text
    if not kept.strip():
        expected, fix = words("a file, or its text"), words("Choose the file, or paste what is in it.")
        return _chosen(request, "", [Mistake("file", label, "", expected, fix)])
    try:
        pack = service.read_pack(kept)
    except Invalid as why:
        said = words.plural(
            "This is no pack yet: {count} thing has to be mended. It is listed below, with its line.",
            "This is no pack yet: {count} things have to be mended. They are listed below, each with its line.",
            len(why.faults),
        )
        return _chosen(request, kept, [Mistake("text", label, "", "", "", said=said)], why.faults)
    named = "".join(sent.digest.split()).lower()
    if named and named != pack.digest:
        digest = pack.digest
        said = words("This is another text than the one that was published: its digest is {digest}.", digest=digest)
        fix = words("Ask the body that published it for the file again, or for the digest of what you have.")
        return _chosen(request, kept, [Mistake("digest", words("Its digest"), "", "", fix, said=said)])
    typed = _blank(reader, there) | {"pack": pack.id, "own": kept}
    return await _asked(request, reader, typed, there, [])


@get(_ADOPT, include_in_schema=False)
async def adopt_pack_form(request: Asked, reader: Reading) -> Response[str]:
    """Show what a pack would ask, and of how many people; ask for which program, and from which day on.

    Where none is named, the list has them all.
    """
    asked, there = request.query_params.dict(), await _programs(reader)
    if not text(asked, "pack"):
        return sent_to(PATH)
    typed = _blank(reader, there) | {"pack": text(asked, "pack")}
    typed["program"] = text(asked, "program") or typed["program"]
    return await _asked(request, reader, typed, there, [])


@post(_ADOPT, include_in_schema=False)
async def submit_adoption(request: Asked, reader: Reading, data: URLEncodedBody[Sent]) -> Response[str]:
    """Say who would stand otherwise, or adopt it; or say why not, on the same page with everything that was typed."""
    there = await _programs(reader)
    typed = {name: text(data, name) for name in _FIELDS} | {"own": text(data, "own", exactly=True)[:_LONGEST]}
    if not typed["pack"]:
        return sent_to(PATH)
    typed["so"] = " ".join(sorted(set(ticked(data, "so"))))
    label = reader.words("From which day on")
    since = day_typed(typed, _SINCE, "since", label, reader, needed=True)
    applied = day_typed(typed, APPLIED, "applied", reader.words("The day the program applied"), reader)
    wrong = [each for each in (since, applied) if isinstance(each, Mistake)]
    agreed = await _agreed(reader)
    if typed["program"] not in _offered(there, reader) | {name for name, _ in agreed}:
        who, a_program = reader.words("Who goes by it"), reader.words("a program")
        wrong.insert(0, Mistake("program", who, "", a_program, reader.words("Choose one.")))
    kind = typed["team-kind"]
    if kind and (not _KEBAB.fullmatch(kind) or typed["program"].startswith(_UNDER)):
        label_of, expected = reader.words("Only this kind of team"), reader.words("a kind of team, with programs only")
        fix = reader.words("Write it in small letters and hyphens, as in mobile-crisis, or leave it empty.")
        wrong.append(Mistake("team-kind", label_of, kind, expected, fix))
    if wrong or not isinstance(since, date) or isinstance(applied, Mistake):
        return await _asked(request, reader, typed, there, wrong)
    try:
        proposed = await service.to_adopt(
            _text(typed),
            since=since,
            whom=_whom(typed),
            stated=Stated(applied, tuple(typed["so"].split())),
            in_place=typed["in-place"] == "yes",
            by=reader.by,
        )
        if text(data, "see"):
            return await _asked(request, reader, typed, there, [], proposed)
        fact = await service.adopt(proposed, by=reader.by, now=reader.now)
    except Conflict as why:
        return await _asked(request, reader, typed, there, [_refused(why, label, reader.words)])
    except Invalid as why:
        if why.code != "loosens":
            raise
        return _chosen(request, typed["own"], [_looser(why, reader.words)], why.faults)
    return sent_to(f"{PATH}?recorded={fact}")


def day_typed(
    typed: Mapping[str, str],
    fields: tuple[str, str, str],
    field: str,
    label: str,
    reader: Reader,
    *,
    needed: bool = False,
) -> date | Mistake | None:
    """Read a day; nothing when none is typed, and none is needed."""
    day, month, year = (typed[each] for each in fields)
    if not needed and not (day or month or year):
        return None
    return read_day(Typed(field, label, day, month, year), reader.words, today=reader.now.today, of_paper=False)


def stated_in(pack: Pack, words: Words) -> list[tuple[str, str]]:
    """Return what may be so of a program that goes by a pack, each with its label."""
    return [(each, capital(words.name(each))) for each in pack.circumstances]


def _whom(typed: Mapping[str, str]) -> Whom:
    """Return who is to go by it: every program, a program, or a partnership; those who go out as a kind of team."""
    named, kind = typed["program"], typed["team-kind"] or None
    if named.startswith(_UNDER):
        return Whom(partnership=UUID(named.removeprefix(_UNDER)), team_kind=kind)
    return Whom(None if named == _EVERY else UUID(named), team_kind=kind)


async def _agreed(reader: Reader) -> list[tuple[str, str]]:
    """Return the partnerships that a pack may be adopted for, by whoever may read them, with their partners' names."""
    if not (reader.may(Permission.PACK_ADOPT, whole=True) and reader.may(Permission.AWARD_READ)):
        return []
    named = {each.fact: each.value.name for each in await partnerships.partners(by=reader.by)}
    return [
        (f"{_UNDER}{each.fact}", f"{named[each.value.partner]} · {each.value.instrument}")
        for each in await partnerships.partnerships(by=reader.by)
    ]


def _blank(reader: Reader, there: list[OnRecord[Program]]) -> dict[str, str]:
    today = reader.now.today
    first = dict(zip(_SINCE, (str(today.day), str(today.month), str(today.year)), strict=True))
    only = {"program": str(there[0].fact) if len(there) == 1 else ""}
    return only | first | dict.fromkeys((*APPLIED, "so", "own", "in-place", "team-kind"), "")


def _text(typed: Mapping[str, str]) -> str:
    return typed["own"] or service.shipped_text(typed["pack"])


def _refused(why: Conflict, label: str, words: Words) -> Mistake:
    if why.code == "nothing-to-replace":
        said = words("Nothing was adopted: no older text of this pack began before that day and binds on it.")
        fix = words("Choose a later day, or do not put it in the place of another.")
        return Mistake("since-day", label, "", "", fix, said=said)
    if why.code == "parent-not-adopted":
        said = words("Nothing was adopted: the text that this one tightens does not bind there on that day.")
        return Mistake("since-day", label, "", "", words("Adopt that text first."), said=said)
    if why.code == "parent-differs":
        said = words("Nothing was adopted: another text binds there than the one that this was compared with.")
        fix = words("Compare it with the text that binds, and write its digest.")
        return Mistake("since-day", label, "", "", fix, said=said)
    said = words("This pack is adopted already for some of these days.")
    fix = words("Choose a later day, or put it in the place of the older text.")
    return Mistake("since-day", label, "", "", fix, said=said)


def _looser(why: Invalid, words: Words) -> Mistake:
    said = words.plural(
        "This asks for less than the text it says it tightens: {count} thing has to be mended, listed below.",
        "This asks for less than the text it says it tightens: {count} things have to be mended, listed below.",
        len(why.faults),
    )
    return Mistake("text", words("The text of the pack"), "", "", "", said=said)


def _chosen(request: Asked, kept: str, mistakes: list[Mistake], faults: tuple[Fault, ...] = ()) -> Response[str]:
    return drawn(
        request,
        "pack-new.html",
        status=422 if mistakes else 200,
        shipped=service.shipped_packs(),
        kept=kept,
        mistakes=mistakes,
        faults=faults,
    )


async def _asked(
    request: Asked,
    reader: Reader,
    typed: dict[str, str],
    there: list[OnRecord[Program]],
    mistakes: list[Mistake],
    proposed: Proposal | None = None,
) -> Response[str]:
    words, program = reader.words, typed["program"]
    which = UUID(program) if program in {str(each.fact) for each in there} else None
    pack, tried = await trials.trial(_text(typed), program=which, on=reader.now.today, by=reader.by)
    found = await service.adopted_packs(by=reader.by)
    named = {each.fact: each.value.name for each in there}
    foreseen = await previews.preview_adoption(proposed, by=reader.by) if proposed else None
    beside = None
    if proposed and proposed.instead:
        older = Which(adoption=proposed.instead.fact)
        beside = await comparisons.compare_texts(older, Which(text=proposed.text), by=reader.by)
    return drawn(
        request,
        "pack-adopt.html",
        status=422 if mistakes else 200,
        shown=shown(pack, found, named, reader),
        lines=[line(each, words) for each in tried],
        so=stated_in(pack, words),
        whom=named[which] if which else words("every program"),
        typed=typed,
        mistakes=mistakes,
        programs=there,
        whole=_EVERY in _offered(there, reader),
        agreed=await _agreed(reader),
        order=order(words),
        preview=shown_preview(foreseen, words) if foreseen else None,
        compared=compared_lines(beside, words) if beside else None,
    )


async def _programs(reader: Reader) -> list[OnRecord[Program]]:
    """Return the programs that the reader may adopt packs for."""
    reach = reader.by.require(Permission.PACK_ADOPT).reach
    return [each for each in await programs.programs(by=reader.by) if reach.covers(each.fact)]


def _offered(there: list[OnRecord[Program]], reader: Reader) -> set[str]:
    every = {_EVERY} if reader.may(Permission.PACK_ADOPT, whole=True) else set()
    return {str(each.fact) for each in there} | every
