"""Ben at work under two rules, with a calendar and a card: what the tests of both begin with."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Final
from uuid import UUID

from muster.catalogue import words
from muster.domain.access import Membership, Role
from muster.domain.accounts.attempts import Origin
from muster.domain.acts import Act
from muster.domain.calendars import Feed
from muster.domain.intervals import Interval
from muster.domain.people import Employment
from muster.persistence import accounts as account_store
from muster.persistence.ledger import recorded
from muster.services import account_events, calendars, erasure, members, packs, people, training
from tests import make
from tests.cast import NOW, Cast, somewhere
from tests.departed import home

LINK: Final = "https://muster.example/me"
LAST_GOOD: Final = date(2026, 11, 30)
PACK: Final = """
id = "two-rules"
title = "Two rules"
jurisdiction = "Local"
authority = "Harbor County"
kind = "required"
reviewed_on = 2026-11-02
source = "Manual"

[[requirement]]
id = "yearly"
roles = ["*"]
topic = "bloodborne-pathogens"
says = "Everyone is trained every year."

[[requirement.terms]]
effective = 2020-01-01
initial = { event = "hire", within = "30 days" }
renewal = { every = "1 year", anchor = "completion" }
confidence = "read"
cite = "Manual 1.1"

[[requirement]]
id = "once"
roles = ["*"]
topic = "naloxone"
says = "Everyone learns to give naloxone."

[[requirement.terms]]
effective = 2020-01-01
initial = { event = "hire", within = "30 days" }
confidence = "read"
cite = "Manual 1.2"
"""


@dataclass(frozen=True, slots=True)
class AtWork:
    """Ben works at Harbor and is cleared through the end of November; ``adoption`` is of the two rules."""

    cast: Cast
    adoption: UUID
    role: UUID
    job: UUID

    async def complete(self, topic: str, on: date) -> UUID:
        """Record that Ben completed something."""
        by = self.cast.amara.principal
        course = await training.add_course(make.course(topic, topic), by=by, now=NOW)
        done = make.completion(course, on)
        return await training.record_completion(self.cast.ben_himself, done, by=by, now=NOW)


async def at_work(cast: Cast) -> AtWork:
    """Record it."""
    by, ben = cast.amara.principal, cast.ben_himself
    job = await people.record_employment(ben, make.employment(), by=by, now=NOW)
    role = await people.record_role(ben, make.role(program=cast.program), by=by, now=NOW)
    adoption, _ = await packs.adopt_pack(PACK, since=date(2024, 1, 1), by=by, now=NOW)
    found = AtWork(cast, adoption, role, job)
    await found.complete("naloxone", date(2024, 1, 5))
    await found.complete("bloodborne-pathogens", date(2025, 11, 30))
    return found


async def read(secret: str, *, at: datetime = NOW.at, origin: Origin | None = None) -> Feed:
    """Read a calendar."""
    return await calendars.feed(secret, origin=origin or somewhere(), link=LINK, spoken=words, at=at)


# -- what ends it, for good or for as long as it lasts


async def _disabled(work: AtWork, _: object) -> None:
    await account_events.disable(work.cast.ben.email, at=NOW.at)


async def _disabled_and_enabled(work: AtWork, _: object) -> None:
    await account_events.disable(work.cast.ben.email, at=NOW.at)
    await account_events.enable(work.cast.ben.email, at=NOW.at)


async def _place_ended(work: AtWork, _: object) -> None:
    place = work.cast.ben.principal.memberships[0].fact
    assert place
    await members.end_membership(place, because="he left", by=work.cast.amara.principal, now=NOW)


async def _place_ended_and_given_again(work: AtWork, _: object) -> None:
    await _place_ended(work, None)
    account = work.cast.ben.principal.scope.account
    assert account
    async with recorded(make.everybody(work.cast.amara.principal), Act.MEMBERSHIP_GRANTED, at=NOW.at) as entry:
        place = Membership(work.cast.agency, Role.RESPONDER, work.cast.ben_himself)
        await account_store.add_membership(entry, account, place)


async def _another_person_now(work: AtWork, _: object) -> None:
    """The account has a place still, but it is not that person's any more."""
    account = work.cast.ben.principal.scope.account
    assert account
    async with recorded(make.everybody(work.cast.amara.principal), Act.MEMBERSHIP_GRANTED, at=NOW.at) as entry:
        await account_store.add_membership(entry, account, Membership(work.cast.agency, Role.HR))
    await _place_ended(work, None)


async def _erased(work: AtWork, folder: object) -> None:
    by, who = work.cast.amara.principal, work.cast.ben_himself
    gone = Interval.through(make.LONG_AGO, date(2026, 11, 20))
    left = replace(make.role(program=work.cast.program), validity=gone)
    await people.correct_employment(work.job, Employment(gone), version=None, because="he left", by=by, now=NOW)
    await people.correct_role(work.role, left, version=None, because="he left", by=by, now=NOW)
    where = home(folder)  # type: ignore[arg-type] # the test's own folder
    found = await erasure.preview_erasure(who, by=by, now=NOW, home=where)
    await erasure.erase_person(
        who, read=found.digest, confirmed=found.name, because="asked", by=by, now=NOW, home=where
    )


ENDS: Final[dict[str, Callable[[AtWork, object], Awaitable[None]]]] = {
    "the account is disabled": _disabled,
    "it is enabled again": _disabled_and_enabled,
    "the place has ended": _place_ended,
    "the place is given again": _place_ended_and_given_again,
    "the account is another person's now": _another_person_now,
    "the person is erased": _erased,
}
