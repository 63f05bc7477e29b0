"""Tell somebody what is held about them, and give them all of it to take along."""

from __future__ import annotations

import asyncio
import io
import json
import zipfile
from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import UTC, datetime, tzinfo
from typing import Any, Final
from uuid import UUID

from muster.domain.access import EVERYBODY, Permission, Principal, Scope
from muster.domain.access_log import Seen, Sight
from muster.domain.calendars import Calendar
from muster.domain.cards import Card
from muster.domain.errors import NotFound
from muster.domain.ledger.leaves import plain
from muster.domain.moments import Moment
from muster.domain.privacy.own_data import KINDS, WITHHELD, Item, OwnData, as_text
from muster.domain.privacy.retention import About, Rule, keep_until
from muster.domain.programs import zone
from muster.domain.words import Words
from muster.persistence import access_log as look_store
from muster.persistence import calendars as calendar_store
from muster.persistence import cards as card_store
from muster.persistence import disclosures as disclosure_store
from muster.persistence import erasing
from muster.persistence import holds as hold_store
from muster.persistence import own_data as store
from muster.persistence import people as people_store
from muster.persistence import programs as program_store
from muster.persistence import requests as request_store
from muster.persistence import retention as retention_store
from muster.persistence.facts import NOW, OPEN_POSITION, PERSON, SYSTEM
from muster.rules import retention as shipped
from muster.services import access_log
from muster.services.own_data import oneself

_EVERY: Final = 2**31 - 1


async def data_about(who: UUID, *, by: Principal, now: Moment, looks: int = 50) -> OwnData:
    """Return what is held about a person: to themselves, or to who answers such requests, who is told of for it.

    ``looks``: of how many who looked, the newest first. What a person has disclosed is told to nobody else here.

    Raises:
        NotFound: there is no such person here.
    """
    own = who == by.person
    scope = oneself(by)[0] if own else by.require(Permission.REQUEST_ANSWER)
    found = await people_store.person(scope, who, known=NOW)
    if found is None:
        raise NotFound("there is no such person here")
    if not own:
        await access_log.looked(Sight.EXPORT, [who], by=by, now=now, detail="all data")
    seen = await _looks(replace(scope, reach=EVERYBODY), who, looks)
    items = await _items(scope, who, pay=by.may(Permission.PAY_READ))
    programs = {each.said["program"] for each in items if each.kind == "role_held"}
    return OwnData(
        who,
        found.value.name,
        items,
        tuple(await disclosure_store.disclosures(scope, who, purpose=disclosure_store.OWN)) if own else (),
        tuple(await request_store.requests(scope, [who])),
        seen,
        tuple(await store.across(scope, programs, zone=await _midnight(scope))),
        tuple(replace(each, reason="") for each in await hold_store.holds_on(scope, who)),
        own,
        *(await _showing(scope, who) if own else ()),
    )


async def data_archive(who: UUID, *, by: Principal, now: Moment, words: Words) -> bytes:
    """Return everything as a zip: complete for machines, and as a text for people.

    Raises:
        NotFound: there is no such person here.
    """
    found = await data_about(who, by=by, now=now, looks=_EVERY)
    return await asyncio.to_thread(_packed, found, words, now.at)


async def _showing(scope: Scope, who: UUID) -> tuple[Calendar | None, Card | None]:
    """Return what somebody shows to others, in the agency's time; what opens it stays where it is."""
    midnight = await _midnight(scope)
    calendar, kept = await calendar_store.calendar(scope, who), await card_store.card(scope, who)
    if calendar:
        calendar = calendar._replace(made_at=calendar.made_at.astimezone(midnight))
    if kept is None:
        return calendar, None
    return calendar, Card(kept.id, "", kept.shows_name, kept.made_at.astimezone(midnight), kept.times, kept.last_at)


async def _looks(scope: Scope, who: UUID, limit: int) -> tuple[Seen, ...]:
    """Return who looked, by name: whoever was looked at is told."""
    return (await look_store.looks(scope, person=who, after=None, limit=min(limit, _EVERY - 1))).items


async def _items(scope: Scope, who: UUID, *, pay: bool) -> tuple[Item, ...]:
    rules = [*shipped.shipped(), *(each.value for each in await retention_store.own_rules(scope))]
    about = (await retention_store.abouts(scope, [who])).get(who, About())
    rows = [row for row in (await erasing.stored(scope, who)).rows if row.kind.name in KINDS]
    when = await store.recordings(scope, {row.said["known_from"] for row in rows}, zone=await _midnight(scope))
    names = await store.names(scope)
    kept = _keepings(about, rules)
    made = [
        Item(
            row.kind.name,
            row.fact,
            row.said["id"],
            _said(row, pay=pay),
            row.said["valid_from"],
            row.said["valid_until"],
            *when[row.said["known_from"]],
            row.said["known_until"] == OPEN_POSITION,
            kept.get(row.fact),
            names,
        )
        for row in rows
    ]
    order = list(KINDS)
    return tuple(sorted(made, key=lambda each: (order.index(each.kind), each.first, each.recorded_at, str(each.fact))))


async def _midnight(scope: Scope) -> tzinfo:
    """Return the time zone whose midnight the agency keeps."""
    agency = await program_store.agency(scope)
    return zone(agency.time_zone) if agency else UTC


def _keepings(about: About, rules: Iterable[Rule]) -> Mapping[UUID, Any]:
    listed = list(rules)
    return {fact.fact: keep_until(fact, about, listed) for fact in about.facts}


def _said(row: erasing.Row, *, pay: bool) -> dict[str, Any]:
    """Return what a version says, without what every version has; birth as one, shares as percents."""
    said = {name: row.said[name] for name in row.kind.values if name not in {*SYSTEM, "person"}}
    if row.kind is PERSON:
        year, month = said.pop("birth_year"), said.pop("birth_month")
        said["birth"] = f"{year}-{month:02}" if year else None
    if "percent_hundredths" in said:
        said["percent"] = f"{said.pop('percent_hundredths') / 100:g}"
    if "cents_per_hour" in said and not pay:
        said["cents_per_hour"] = WITHHELD
    return said


# -- to take along


def _packed(found: OwnData, words: Words, at: datetime) -> bytes:
    whole = json.dumps(plain(as_json(found, at)), ensure_ascii=False, indent=2).encode()
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive_of:
        for name, content in (("data.json", whole), ("data.txt", as_text(found, words).encode())):
            archive_of.writestr(zipfile.ZipInfo(name, at.timetuple()[:6]), content)
    return out.getvalue()


def as_json(found: OwnData, at: datetime) -> dict[str, Any]:
    """Return everything as plain values, every version of every fact."""
    return {
        "person": found.person,
        "name": found.name,
        "at": at,
        "facts": [_item(each) for each in found.items],
        "disclosures": [
            {"id": each.fact, "kind": str(each.value.kind), "counted": each.value.counted, "shown": each.value.shown}
            for each in found.disclosures
        ],
        "requests": [
            {
                "id": each.fact,
                "ask": str(each.value.ask),
                "words": each.value.words,
                "asked_on": each.value.asked_on,
                "due_on": each.value.due_on,
                "stage": str(each.value.stage),
                "answer": each.value.answer,
            }
            for each in found.requests
        ],
        "looks": [
            {"at": each.look.at, "sight": str(each.look.sight), "who": each.who, "detail": each.look.detail}
            for each in found.looks
        ],
        "calendar": {"made_at": found.calendar.made_at, "read_at": found.calendar.read_at} if found.calendar else None,
        "card": {
            "made_at": found.card.made_at,
            "shows_name": found.card.shows_name,
            "times": found.card.times,
            "last_at": found.card.last_at,
        }
        if found.card
        else None,
        "shared_with": [{"agency": each.agency, "from": each.first, "through": each.last} for each in found.across],
        "held_since": [each.since for each in found.holds],
    }


def _item(item: Item) -> dict[str, Any]:
    return {
        "kind": item.kind.replace("_", "-"),
        "id": item.fact,
        "version": item.version,
        "said": dict(item.said),
        "valid_from": item.first,
        "valid_until": item.end,
        "recorded_at": item.recorded_at,
        "recorded_by": item.recorded_by,
        "current": item.now,
        "kept_through": item.keeping.until if item.keeping else None,
        "kept_by": item.keeping.rule.cite if item.keeping else None,
        "confidence": str(item.keeping.rule.confidence) if item.keeping else None,
    }
