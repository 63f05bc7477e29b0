"""Confirm effort once it is over, and have somebody else who saw the work approve it."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from muster.domain.access import Permission, Principal, Scope
from muster.domain.acts import Act
from muster.domain.errors import Conflict, Fault, Forbidden, Invalid, NotFound
from muster.domain.moments import Moment
from muster.domain.records import OnRecord
from muster.domain.reviewing.confirmations import Basis, Confirmation, shares_of, untied
from muster.persistence import awards, effort
from muster.persistence import confirmations as store
from muster.persistence.facts import NOW
from muster.persistence.ledger import recorded
from muster.services import people


async def confirmations(who: UUID, *, by: Principal, known: int = NOW) -> list[OnRecord[Confirmation]]:
    """Return what was confirmed of a person's effort, by first day.

    Raises:
        NotFound: there is no such person here.
    """
    scope = by.require(Permission.EFFORT_READ, person=who)
    await people.person(who, by=by, known=known)
    return await store.confirmations(scope, [who], known=known)


async def confirmation(which: UUID, *, by: Principal, known: int = NOW) -> OnRecord[Confirmation]:
    """Return one confirmation.

    Raises:
        NotFound: there is no such confirmation here.
    """
    found = await store.confirmation(by.looking(Permission.EFFORT_READ), which, known=known)
    by.require(Permission.EFFORT_READ, person=found.person if found else None)
    if found is None:
        raise NotFound("there is no such confirmation here")
    return found


async def confirm_effort(
    who: UUID, said: Confirmation, *, by: Principal, now: Moment, fact: UUID | None = None
) -> UUID:
    """Record what was signed of a person's effort: their own, or on paper that is before whoever records it.

    What was signed is held against the hours on record under the agency's lock: it is what they come to, or refused.

    Raises:
        NotFound: there is no such person or line here.
        Forbidden: of themselves, in another's name.
        Invalid: it is dated after today.
        Conflict: another overlaps it, the hours come to something else or are not what payroll paid, or percentages
            are signed of days whose hours are on record.
    """
    scope = by.require(Permission.EFFORT_CONFIRM, person=who)
    if who == by.person and said.signed_by != who:
        raise Forbidden("you sign your own effort yourself; somebody else records what others signed", code="own-name")
    _not_ahead("/signed_on", said.signed_on, now)
    async with recorded(scope, Act.EFFORT_CONFIRMED, at=now.at) as entry:
        made = await store.add_confirmation(entry, who, said, fact=fact)
        await _rests_on_records(scope, who, said)
    return made


async def approve_confirmation(
    which: UUID, *, approved_by: UUID, approved_on: date, version: UUID | None, by: Principal, now: Moment
) -> UUID:
    """Record that somebody who saw the work approved what was signed; return the new version.

    Raises:
        NotFound: there is no such confirmation here, or no such person.
        Stale: somebody changed it since it was read.
        Invalid: it is dated after today, or before it was signed.
        Conflict: by the one whom it is about or who signed it, or recorded by the one whom it is about.
    """
    scope = by.require(Permission.EFFORT_APPROVE)
    _not_ahead("/approved_on", approved_on, now)
    async with recorded(scope, Act.CONFIRMATION_APPROVED, at=now.at) as entry:
        found = await store.confirmation(scope, which, known=NOW)
        if found is None or found.person is None:
            raise NotFound("there is no such confirmation here")
        if approved_on < found.value.signed_on:
            raise Invalid(
                f"it was signed on {found.value.signed_on}, and cannot have been approved before that",
                code="approved-too-early",
                faults=[
                    Fault("/approved_on", str(approved_on), f"{found.value.signed_on} or later", "correct the date")
                ],
            )
        approved = found.value.approved(of=found.person, by=approved_by, on=approved_on, said_by=by.person)
        return await store.approve_confirmation(entry, which, approved, version=version)


async def withdraw_confirmation(which: UUID, *, version: UUID | None, because: str, by: Principal, now: Moment) -> None:
    """Say that a confirmation no longer holds: it is signed anew, never corrected. It stays on record as it was.

    Raises:
        NotFound: there is no such confirmation here.
        Stale: somebody changed it since it was read.
    """
    found = await confirmation(which, by=by)
    scope = by.require(Permission.EFFORT_CONFIRM, person=found.person)
    async with recorded(scope, Act.CONFIRMATION_WITHDRAWN, at=now.at, because=because) as entry:
        await store.withdraw_confirmation(entry, which, version=version)


def _not_ahead(where: str, day: date, now: Moment) -> None:
    if day > now.today:
        raise Invalid(
            f"nobody signs on {day}, after today ({now.today})",
            code="in-the-future",
            faults=[Fault(where, str(day), f"a day up to {now.today}", "correct the date")],
        )


async def _rests_on_records(scope: Scope, who: UUID, said: Confirmation) -> None:
    """Refuse what the hours on record do not say. It is written by now, so that nobody changes them meanwhile."""
    lines = {each.fact for each in await awards.lines(scope, known=NOW)}
    if any(each.line is not None and each.line not in lines for each in said.shares):
        raise NotFound("there is no such personnel line here", code="points-nowhere")
    done = [each.value for each in await effort.effort(scope, during=said.during, known=NOW, who=[who])]
    if said.basis is Basis.PERCENTAGES:
        if done:
            raise Conflict(
                f"hours are on record for days from {done[0].on} on: those are confirmed, not percentages",
                code="hours-on-record",
                faults=[Fault("/basis", said.basis, Basis.DAILY_HOURS, "confirm the hours, or other days")],
            )
        return
    if set(shares_of(done)) != set(said.shares):
        raise Conflict(
            "what was signed is not what the hours on record come to: look at them again, and sign what they say",
            code="not-the-records",
            faults=[
                Fault(
                    "/shares",
                    f"{sum(each.amount for each in said.shares)} minutes",
                    f"{sum(each.minutes for each in done)} minutes, by line and kind as on record",
                    "correct the hours first, or sign what they say",
                )
            ],
        )
    paid = [each.value for each in await effort.paid_days(scope, during=said.during, known=NOW, who=[who])]
    days = untied(done, paid)
    if days:
        raise Conflict(
            f"on {len(days)} of the days the hours on record are not what payroll paid; the first is {days[0]}",
            code="not-what-was-paid",
            faults=[
                Fault("/valid_from", str(day), "the hours that it paid", "correct the hours, or payroll")
                for day in days[:10]
            ],
        )
