"""Erase a person: first exactly what would go, what stays and why; then, confirmed in words, the deed."""

from __future__ import annotations

import asyncio
from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from uuid import UUID

from muster import mail, sheets
from muster.domain.access import Permission, Principal, Scope
from muster.domain.acts import Act
from muster.domain.errors import Conflict, Fault, Forbidden, Invalid, NotFound, Refusal, Unavailable
from muster.domain.moments import Moment
from muster.domain.people import REMOVED
from muster.domain.privacy.erasure import Fate, Held, KeptFile, Naming, Preview, Staying
from muster.domain.privacy.retention import About, Rule, is_over, keep_until, keepings
from muster.files import Files
from muster.persistence import calendars as calendar_store
from muster.persistence import cards as card_store
from muster.persistence import drafts
from muster.persistence import erasing as store
from muster.persistence import holds as hold_store
from muster.persistence import people as people_store
from muster.persistence import retention as retention_store
from muster.persistence.facts import NOW, OPEN_POSITION, PERSON
from muster.persistence.ledger import recorded
from muster.rules import retention as shipped


@dataclass(frozen=True, slots=True)
class Home:
    """The folders that an erasure looks through beside the database: files brought in, and mail that became files."""

    kept: Files
    mail: Path


@dataclass(frozen=True, slots=True)
class _Plan:
    """A preview, with what carrying it out takes."""

    preview: Preview
    naming: Naming
    going: frozenset[UUID]
    remarks: tuple[int, ...]
    sign_ins: tuple[store.SignIn, ...]
    copies: tuple[Path, ...]
    lost: tuple[store.Anew, ...]
    broken: tuple[int, ...]


async def preview_erasure(who: UUID, *, by: Principal, now: Moment, home: Home) -> Preview:
    """Return exactly what erasing a person would take, and what would stay by which rule. Nothing is changed.

    Raises:
        NotFound: there is no such person here.
    """
    scope = by.require(Permission.ERASURE_CARRY_OUT, whole=True)
    return (await _planned(scope, who, today=now.today, home=home)).preview


async def erase_person(
    who: UUID, *, read: str, confirmed: str, because: str, by: Principal, now: Moment, home: Home
) -> Preview:
    """Carry it out; ``read`` is the digest of the preview that somebody has read, ``confirmed`` the name they typed.

    Raises:
        NotFound: there is no such person here.
        Forbidden: it is oneself.
        Invalid: what was typed is not the person's name.
        Conflict: a hold stands, the person is still here, something else would go than was read, there is
            nothing to erase, or what is on record does not verify.
        Unavailable: it is done, but for a file that could not be taken away; erase again once it can.
    """
    scope = by.require(Permission.ERASURE_CARRY_OUT, whole=True)
    if who == by.person:
        raise Forbidden("nobody erases themselves; ask another administrator of the agency", code="own-erasure")
    await _take_files(scope, home)
    plan = await _planned(scope, who, today=now.today, home=home)
    _refuse(plan, read=read, confirmed=confirmed)
    if plan.naming.is_in(because):
        raise Invalid(
            "the reason names the person, and would outlast them; say it without",
            code="names-the-person",
            faults=[Fault("/because", repr(because), "words that name nobody", "leave name, address and numbers out")],
        )
    async with recorded(scope, Act.PERSON_ERASED, at=now.at, because=because) as entry:
        plan = await _planned(scope, who, today=now.today, home=home)
        _refuse(plan, read=read, confirmed=confirmed)
        await store.erase(entry, who, plan.lost, going=plan.going, remarks=plan.remarks)
        await drafts.erase_drafts(entry)
        for sign_in in plan.sign_ins:
            await store.forget(entry, sign_in)
        await calendar_store.end_calendars(scope, who)
        await card_store.end_cards(scope, who)
        await asyncio.to_thread(_unlink, plan.copies)
    await _take_files(scope, home)
    return plan.preview


def _refuse(plan: _Plan, *, read: str, confirmed: str) -> None:
    found = plan.preview
    if found.holds:
        raise on_hold(found.holds)
    if found.still_here:
        raise Conflict("this person is employed, or holds a role, today or later; end that first", code="still-here")
    if plan.broken:
        raise Conflict(
            f"what is on record of this person does not verify, at the positions {', '.join(map(str, plan.broken))}; "
            "erasing would hide it. Run `muster ledger verify`, and restore from a backup what was altered",
            code="does-not-verify",
        )
    if not found.takes:
        raise Conflict(
            "there is nothing to erase; what is left is kept by a rule of retention", code="nothing-to-erase"
        )
    if " ".join(confirmed.split()) != " ".join(found.name.split()):
        raise Invalid(
            "what was typed is not this person's name; nothing was erased",
            code="not-confirmed",
            faults=[Fault("/confirmed", repr(confirmed), "the name as it is on record", "type it again")],
        )
    if read != found.digest:
        raise Conflict(
            "something else would go now than the preview said; nothing was erased. Read it again",
            code="preview-differs",
        )


def on_hold(holds: Sequence[Held], *, reasons: bool = True) -> Conflict:
    """Return the refusal to erase while holds stand, with the reason of each where that may be told."""
    said = "; ".join(
        f"since {each.since}: {each.reason or 'its reason was erased'}" if reasons else f"since {each.since}"
        for each in holds
    )
    return Conflict(f"a legal hold stands, and nothing is erased while it does ({said})", code="on-hold")


async def _planned(scope: Scope, who: UUID, *, today: date, home: Home) -> _Plan:
    named = await people_store.person(scope, who, known=NOW)
    if named is None:
        raise NotFound("there is no such person here")
    rules = [*shipped.shipped(), *(each.value for each in await retention_store.own_rules(scope))]
    about = (await retention_store.abouts(scope, [who])).get(who, About())
    sign_ins = tuple(await store.sign_ins(scope, who))
    found = await store.stored(scope, who)
    naming = _naming(found, sign_ins)
    files = await _files(scope, who, naming, rules, today=today, home=home)
    dropped = frozenset(each.fact for each in files if each.goes)
    going = {each.fact for each in about.facts if is_over(each, about, rules, today=today)}
    going |= {row.fact for row in found.rows if row.kind in store.ALWAYS}
    emails = {str(row.said["email"]) for row in found.rows if row.kind is PERSON} | {each.email for each in sign_ins}
    let_in = {
        *await store.invitations_to(scope, who, emails - {""}),
        *await store.tokens_of(scope, [each.account for each in sign_ins if each.only]),
    }
    if dropped or let_in:
        found = await store.stored(scope, who, besides=dropped | let_in)
    going |= let_in
    lost = store.anew(found, going | dropped)
    said = [each.position for each in await store.remarks(scope, who) if each.theirs or naming.is_in(each.words)]
    copies = await asyncio.to_thread(mail.copies_naming, home.mail, naming.is_in)
    kinds = {row.fact: row.kind.name for row in found.rows if row.fact in going}
    current = [row for row in found.rows if row.fact not in going and row.said["known_until"] == OPEN_POSITION]
    told = Preview(
        who,
        named.value.name,
        any(row.kind is PERSON and row.said["name"] != REMOVED for row in found.rows),
        dict(sorted(Counter(kinds.values()).items())),
        dict(sorted(Counter(row.kind.name for row in current if _blanks(row)).items())),
        _staying(about, rules, going),
        len(said),
        await store.reminded(scope, who),
        len(copies),
        files,
        _fate(sign_ins),
        tuple(await hold_store.holds_on(scope, who)),
        await store.still_here(scope, who, today=today),
        _named_by(about, rules, going) if named.value.name != REMOVED else (),
        (*((each.position, each.place) for each in lost), *((position, None) for position in said)),
    )
    return _Plan(
        told,
        naming,
        frozenset(going | dropped),
        tuple(said),
        sign_ins,
        tuple(copies),
        tuple(lost),
        tuple(store.broken(found, lost)),
    )


def _blanks(row: store.Row) -> bool:
    blank = {} if row.kind is PERSON else store.BLANKED.get(row.kind, {})
    return any(row.said[name] != value for name, value in blank.items())


def _naming(found: store.Stored, sign_ins: Iterable[store.SignIn]) -> Naming:
    """Return the words that the person is known by, in every version there ever was."""
    columns = ("name", "preferred_name", "email", "phone", "value", "number")
    words = [str(row.said[name]) for row in found.rows for name in columns if row.said.get(name)]
    return Naming.of({*words, *(each.email for each in sign_ins if each.only)} - {REMOVED})


def _fate(sign_ins: Collection[store.SignIn]) -> Fate:
    there = [each for each in sign_ins if not each.email.endswith("@removed.invalid")]
    if not there:
        return Fate.NONE
    return Fate.GOES if any(each.only for each in there) or any(each.places for each in there) else Fate.STAYS


def _staying(about: About, rules: Sequence[Rule], going: Collection[UUID]) -> tuple[Staying, ...]:
    """Return what stays, by kind and by the rule that keeps it the longest."""
    found: dict[tuple[str, str], Staying] = {}
    for fact in about.facts:
        longest = keep_until(fact, about, rules)
        if fact.fact in going or longest is None:
            continue
        key = (fact.of, longest.rule.id)
        before = found.get(key)
        ends = [longest.until] if before is None else [longest.until, before.until]
        until = None if None in ends else max(each for each in ends if each is not None)
        found[key] = Staying(fact.of, (before.count if before else 0) + 1, longest, until)
    return tuple(found[key] for key in sorted(found))


def _named_by(about: About, rules: Sequence[Rule], going: Collection[UUID]) -> tuple[str, ...]:
    """Return the rules that keep something of it and ask for a record that names people."""
    return tuple(
        sorted(
            {
                each.rule.cite
                for fact in about.facts
                if fact.fact not in going
                for each in keepings(fact, about, rules)
                if each.rule.names
            }
        )
    )


# -- files


async def _files(
    scope: Scope, who: UUID, naming: Naming, rules: Sequence[Rule], *, today: date, home: Home
) -> tuple[KeptFile, ...]:
    """Return the files that name the person. One is kept as long as any fact that came from it has to be."""
    there = [
        each
        for each in await store.files(scope, who)
        if each.theirs or await asyncio.to_thread(_names, home.kept, each, naming)
    ]
    came = await retention_store.recorded_at(scope, [each.position for each in there])
    people = sorted({one for at in came.values() for one in at})
    abouts = await retention_store.abouts(scope, people)
    found = []
    for each in there:
        until: list[date | None] = []
        here = 0
        for one, facts in came.get(each.position, {}).items():
            about = abouts[one]
            kept = [keep_until(fact, about, rules) for fact in about.facts if fact.fact in facts]
            until += [longest.until for longest in kept if longest is not None]
            if one != who and about.separated_on is None:
                until.append(None)  # whatever the rules say, it is the evidence of somebody who is still here
            here += one != who
        last = None if None in until else max((day for day in until if day is not None), default=None)
        goes = not until or (last is not None and last < today)
        found.append(KeptFile(each.fact, each.name, each.digest, goes, last, here))
    return tuple(found)


def _names(kept: Files, file: store.Filed, naming: Naming) -> bool:
    """Does a file name the person, in its own name or in a cell? What cannot be read cannot be said to."""
    if naming.is_in(file.name):
        return True
    try:
        book = sheets.read(file.name, kept.read(file.digest))
    except Refusal:
        return False
    return any(
        naming.is_in(str(cell)) for sheet in book.sheets for row in sheet.rows for cell in row if cell is not None
    )


async def _take_files(scope: Scope, home: Home) -> None:
    """Take away what nothing on record names any more, unless another agency brought in the very same."""
    for digest, wanted in await store.doomed(scope):
        if not wanted:
            await asyncio.to_thread(home.kept.destroy, digest)
        await store.file_gone(scope, digest)


def _unlink(copies: Iterable[Path]) -> None:
    for each in copies:
        try:
            each.unlink(missing_ok=True)
        except OSError as why:
            raise Unavailable(
                f"{each} could not be taken away ({why.strerror or why}); nothing was erased. "
                "See who may write there, and try again",
                code="storage-failed",
            ) from why
