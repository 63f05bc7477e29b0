"""Adopt rule packs, end their adoption, and see what binds whom."""

from __future__ import annotations

import asyncio
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date
from functools import cache, lru_cache
from typing import Final
from uuid import UUID

from muster.domain.access import Permission, Principal
from muster.domain.acts import Act
from muster.domain.adopting.adoptions import (
    EVERY_PROGRAM,
    NOTHING_STATED,
    Adoption,
    Proposal,
    Stated,
    Whom,
    alone,
    first_day_otherwise,
    is_text,
    looked_at,
    older,
)
from muster.domain.adopting.packs import Pack
from muster.domain.errors import Invalid, NotFound
from muster.domain.intervals import FOREVER, Interval, day_after
from muster.domain.moments import Moment
from muster.domain.records import OnRecord
from muster.domain.standing.judged import Rule
from muster.domain.teams import shifts
from muster.domain.teams.staffing import TeamRule
from muster.persistence import awards as award_store
from muster.persistence import packs as store
from muster.persistence import partnerships as partnership_store
from muster.persistence import programs as program_store
from muster.persistence.facts import NOW
from muster.persistence.ledger import recorded
from muster.rules import packs as rules
from muster.rules.tightening import held_to_parent

_NOWHERE: Final = "this adoption points at something that is not on record here"


async def adoptions(*, by: Principal, known: int = NOW) -> list[OnRecord[Adoption]]:
    """Return what the agency and its programs have adopted."""
    scope = by.require(Permission.PACK_READ)
    return await store.adoptions(scope, known=known)


async def adopted_packs(*, by: Principal, known: int = NOW) -> list[tuple[OnRecord[Adoption], Pack]]:
    """Return every adoption with the pack as it was adopted: never as it reads today."""
    found = await adoptions(by=by, known=known)
    texts = await store.texts(by.scope, {each.value.digest for each in found})
    return [(each, _adopted(texts[each.value.digest], each.value)) for each in found]


def bound(adopted: Sequence[tuple[OnRecord[Adoption], Pack]], programs: Iterable[UUID]) -> dict[UUID, tuple[Rule, ...]]:
    """Return what each program goes by, and on which days."""
    return {
        program: tuple(
            Rule(each, adoption.value.during)
            for adoption, pack in adopted
            if adoption.value.binds(program)
            for each in pack.requirements
        )
        for program in programs
    }


def of_team_kind(
    adopted: Iterable[tuple[OnRecord[Adoption], Pack]], program: UUID, team_kind: str
) -> list[tuple[OnRecord[Adoption], Pack]]:
    """Return what was adopted for whoever goes out from a program on a shift of a kind of team.

    Beside what its program goes by, and on the days of each adoption; nothing else judges by it.
    """
    return [(each, pack) for each, pack in adopted if each.value.binds_team(program, team_kind)]


def team_rules(
    adopted: Sequence[tuple[OnRecord[Adoption], Pack]], program: UUID, team_kind: str | None = None
) -> list[tuple[TeamRule, Interval]]:
    """Return every rule of teams that a program goes by, and when; and those of one of its kinds of team, if named."""
    own = [(each, pack) for each, pack in adopted if each.value.binds(program)]
    own += of_team_kind(adopted, program, team_kind) if team_kind else []
    return [(rule, adoption.value.during) for adoption, pack in own for rule in pack.teams]


def of_award(adopted: Iterable[tuple[OnRecord[Adoption], Pack]], award: UUID, *, on: date) -> list[Pack]:
    """Return the texts that say on a day what an award owes: adopted for it, or for the whole agency."""
    return [
        pack
        for adoption, pack in adopted
        if on in adoption.value.during and (adoption.value.award == award or adoption.value.whom == EVERY_PROGRAM)
    ]


def person_rules(
    adopted: Iterable[tuple[OnRecord[Adoption], Pack]], program: UUID, team_kind: str | None
) -> list[Rule]:
    """Return what is asked of each who goes out with a kind of team, and when, beside what their program goes by."""
    own = of_team_kind(adopted, program, team_kind) if team_kind else []
    return [Rule(each, adoption.value.during) for adoption, pack in own for each in pack.requirements]


def words_beside(packs: Iterable[Pack]) -> frozenset[str]:
    """Return the words by which rules of teams know who comes along."""
    return frozenset().union(*(rule.beside for pack in packs for rule in pack.teams))


async def known_beside(others: frozenset[str], *, by: Principal, where: str = "/others") -> None:
    """Refuse who comes along by a word that no pack knows: none that comes with muster, and none adopted here.

    ``where``: the place in what was given.

    Raises:
        Invalid: some word is another; those that are known are named.
    """
    if not others:
        return
    shipped = await asyncio.to_thread(_shipped_beside)
    if others <= shipped:
        return
    adopted = words_beside(pack for _, pack in await adopted_packs(by=by))
    shifts.known_beside(others, shipped | adopted, where=where)


async def to_adopt(
    text: str,
    *,
    since: date,
    through: date | None = None,
    whom: Whom = EVERY_PROGRAM,
    stated: Stated = NOTHING_STATED,
    in_place: bool = False,
    digest: str | None = None,
    by: Principal,
) -> Proposal:
    """Return what is to be adopted, for whoever may adopt it: to be looked at first, or recorded. Nothing is yet.

    ``stated`` is of the adopter, where the pack asks. ``in_place``: an older text of the pack, adopted by the same,
    ends the day before. ``digest``: what its body says that it published.

    Raises:
        Invalid: the text is not a pack, or loosens a parent's that it says it tightens, and every fault is named with
            its line; or it is not the text of the digest; or something is said of the adopter that it never looks at.
        NotFound: there is no such program, or no such award, here.
        Conflict: the parent's text does not bind there; or the pack is adopted for these days already; or there is
            nothing to take the place of.
    """
    by.require(Permission.PACK_ADOPT, program=whom.program, whole=whom.program is None)
    await _on_record(whom, by)
    kept = rules.canonical(text)
    pack = read_pack(kept)
    is_text(pack, digest)
    looked_at(pack, stated)
    during = Interval(since, day_after(through) if through else FOREVER)
    adoption = Adoption(
        pack.id,
        pack.digest,
        during,
        whom.program,
        whom.award,
        stated=stated,
        partnership=whom.partnership,
        team_kind=whom.team_kind,
    )
    adopted = await adopted_packs(by=by)
    held_to_parent(pack, kept, adoption, ((each.value, there) for each, there in adopted))
    same = [each for each, _ in adopted if each.value.same_as(adoption)]
    replaced = older(same, adoption) if in_place else None
    alone(adoption, [each for each in same if each is not replaced])
    return Proposal(adoption, _adopted(kept, adoption), kept, since, replaced, ends=replaced is not None)


async def _on_record(whom: Whom, by: Principal) -> None:
    """Refuse whoever is not on record here."""
    program, award = whom.program, whom.award
    if program and program not in {each.fact for each in await program_store.programs(by.scope, known=NOW)}:
        raise NotFound(_NOWHERE, code="points-nowhere")
    if award and await award_store.award(by.scope, award, known=NOW) is None:
        raise NotFound(_NOWHERE, code="points-nowhere")
    agreed = whom.partnership
    if agreed and await partnership_store.partnership(by.scope, agreed, known=NOW) is None:
        raise NotFound(_NOWHERE, code="points-nowhere")


async def adopt(proposed: Proposal, *, by: Principal, now: Moment) -> UUID:
    """Adopt a pack as it was proposed; an older text whose place it takes ends in the same act.

    The text is copied by its digest, so that a later muster never changes an earlier answer.

    Raises:
        NotFound: there is no such program, or no such award, here.
        Conflict: the pack is adopted for these days already.
        Stale: somebody changed what it takes the place of since it was read.
    """
    adoption, replaced = proposed.adoption, proposed.instead
    scope = by.require(Permission.PACK_ADOPT, program=adoption.program, whole=adoption.program is None)
    async with recorded(scope, Act.PACK_ADOPTED, at=now.at) as entry:
        if replaced is not None and proposed.ended is not None:
            await store.correct_adoption(entry, replaced.fact, proposed.ended, version=replaced.version)
        return await store.add_adoption(entry, adoption, proposed.text)


async def adopt_pack(
    text: str,
    *,
    since: date,
    through: date | None = None,
    program: UUID | None = None,
    award: UUID | None = None,
    stated: Stated = NOTHING_STATED,
    by: Principal,
    now: Moment,
) -> tuple[UUID, Pack]:
    """Adopt a pack for a program, for an award, or for every program of the agency, from a day on.

    What an award adopts is its terms: it binds only what is charged to the award.

    Raises:
        Invalid: as ``to_adopt``; or a program and an award are both named.
        NotFound, Conflict: as ``adopt``.
    """
    whom = Whom(program, award)
    proposed = await to_adopt(text, since=since, through=through, whom=whom, stated=stated, by=by)
    return await adopt(proposed, by=by, now=now), proposed.pack


async def to_correct(
    which: UUID, *, since: date, through: date | None, stated: Stated = NOTHING_STATED, by: Principal
) -> Proposal:
    """Return what ``correct_adoption`` would record, for whoever may; nothing is recorded.

    Raises:
        Invalid, NotFound, Conflict: as ``correct_adoption`` does.
    """
    found = await adoption_to_end(which, by=by)
    text = (await store.texts(by.scope, {found.value.digest}))[found.value.digest]
    pack = _parsed(text)
    looked_at(pack, stated)
    during = Interval(since, day_after(through) if through else FOREVER)
    adoption = replace(found.value, during=during, stated=stated)
    alone(adoption, [each for each in await adoptions(by=by) if each.fact != which and each.value.same_as(adoption)])
    return Proposal(adoption, _adopted(text, adoption), text, first_day_otherwise(found.value, adoption), found)


async def correct_adoption(
    which: UUID,
    *,
    since: date,
    through: date | None,
    stated: Stated = NOTHING_STATED,
    version: UUID | None,
    because: str,
    by: Principal,
    now: Moment,
) -> UUID:
    """Say on which days an adopted pack really binds, and what is so of its adopter; return the new version.

    Whose it is and which text it is stay: another text is adopted in its place. What was believed before stays known.

    Raises:
        NotFound: there is no such adoption here.
        Invalid: something is said of the adopter that the pack never looks at.
        Conflict: the pack is adopted once more within these days.
        Stale: somebody changed it since it was read.
    """
    proposed = await to_correct(which, since=since, through=through, stated=stated, by=by)
    scope = by.require(Permission.PACK_ADOPT)
    read = version or (proposed.instead.version if proposed.instead else None)
    async with recorded(scope, Act.ADOPTION_CORRECTED, at=now.at, because=because) as entry:
        return await store.correct_adoption(entry, which, proposed.adoption, version=read)


async def adoption_to_end(which: UUID, *, by: Principal) -> OnRecord[Adoption]:
    """Return an adoption, for whoever may end or correct it.

    Raises:
        NotFound: there is no such adoption here.
        Forbidden: it binds more than their place is in.
    """
    by.require(Permission.PACK_ADOPT)
    found = next((each for each in await adoptions(by=by) if each.fact == which), None)
    if found is None:
        raise NotFound("there is no such adoption here")
    by.require(Permission.PACK_ADOPT, program=found.value.program, whole=found.value.program is None)
    return found


async def end_adoption(
    which: UUID, *, through: date, version: UUID | None, because: str, by: Principal, now: Moment
) -> UUID:
    """Say on which day an adopted pack last binds; return the new version.

    Raises:
        NotFound: there is no such adoption here.
        Invalid: that day is before it began.
        Stale: somebody changed it since it was read.
    """
    scope, found = by.require(Permission.PACK_ADOPT), await adoption_to_end(which, by=by)
    if through < found.value.during.start:
        raise Invalid(
            f"it cannot end on {through}, before it began on {found.value.during.start}",
            code="ends-before-it-starts",
        )
    ended = replace(found.value, during=Interval.through(found.value.during.start, through))
    async with recorded(scope, Act.ADOPTION_ENDED, at=now.at, because=because) as entry:
        return await store.correct_adoption(entry, which, ended, version=version or found.version)


def shipped_packs() -> tuple[Pack, ...]:
    """Return the packs that come with muster, as they read today."""
    return tuple(_parsed(rules.shipped_text(pack)) for pack in rules.shipped())


def read_pack(text: str, *, kept: bool = False) -> Pack:
    """Read the text of a pack. ``kept``: as it was adopted.

    Raises:
        Invalid: it is none; every fault is named with its line.
    """
    return rules.parse(rules.canonical(text), source="the pack", kept=kept)


def shipped_text(pack: str) -> str:
    """Return the text of a pack that comes with muster.

    Raises:
        NotFound: none has this id.
    """
    return rules.shipped_text(pack)


def _adopted(text: str, adoption: Adoption) -> Pack:
    """Return a pack as it binds whoever adopted it."""
    return _parsed(text) if adoption.stated == NOTHING_STATED else _bound(text, adoption.stated)


@lru_cache(maxsize=256)
def _bound(text: str, stated: Stated) -> Pack:
    """Bind a pack once, so that what is kept of it by who adopted it stays the same thing."""
    return _parsed(text).of_program(stated.applied_on, stated.circumstances)


@cache
def _shipped_beside() -> frozenset[str]:
    return words_beside(shipped_packs())


@lru_cache(maxsize=256)
def _parsed(text: str) -> Pack:
    """Read a pack once; adopted texts never change."""
    return rules.parse(text, source="the adopted text", kept=True)


async def adopted_text(which: UUID, *, by: Principal, known: int = NOW) -> str:
    """Return the text of an adopted pack, as it was adopted.

    Raises:
        NotFound: there is no such adoption here.
    """
    found = next((each for each in await adoptions(by=by, known=known) if each.fact == which), None)
    if found is None:
        raise NotFound("there is no such adoption here")
    return (await store.texts(by.scope, {found.value.digest}))[found.value.digest]
