"""Ask for a correction, or to be erased; and answer such a request."""

from __future__ import annotations

from dataclasses import replace
from uuid import UUID

from muster.domain.access import Permission, Principal
from muster.domain.acts import Act
from muster.domain.errors import Conflict, Fault, Forbidden, Invalid, NotFound
from muster.domain.moments import Moment
from muster.domain.privacy.requests import Ask, Request, Stage
from muster.domain.records import OnRecord
from muster.persistence import requests as store
from muster.persistence.ledger import recorded
from muster.services.own_data import oneself, take_back


async def requests(*, by: Principal) -> list[OnRecord[Request]]:
    """Return what people ask for: the open ones first, by the day they are due."""
    scope = by.require(Permission.REQUEST_ANSWER)
    return await store.requests(scope, None)


async def make_request(asked: Request, *, by: Principal, now: Moment, fact: UUID | None = None) -> UUID:
    """Ask for something oneself.

    Raises:
        Forbidden: the account is no person here.
        Invalid: it is not said what is wrong.
        Conflict: one has asked to be erased, and it is not answered yet.
    """
    scope, who = oneself(by)
    if asked.ask is Ask.CORRECTION and not asked.words.strip():
        raise Invalid(
            "say what is wrong, and what it should say",
            code="no-words",
            faults=[Fault("/words", "nothing", "what is wrong, in your own words", "write a sentence")],
        )
    async with recorded(scope, Act.OWN_DATA_CHANGED, at=now.at) as entry:
        open_ones = [each for each in await store.requests(scope, [who]) if each.value.stage is Stage.OPEN]
        if asked.ask is Ask.ERASURE and any(each.value.ask is Ask.ERASURE for each in open_ones):
            raise Conflict("you have asked for this, and it is not answered yet", code="asked-already")
        return await store.add_request(entry, who, asked, fact=fact)


async def withdraw_request(which: UUID, *, by: Principal, now: Moment) -> None:
    """Take back what one has asked for, with its words.

    Raises:
        NotFound: one has asked for no such thing.
        Conflict: a legal hold stands.
    """
    scope, who = oneself(by)
    if which not in {each.fact for each in await store.requests(scope, [who])}:
        raise NotFound("you have asked for no such thing")
    await take_back(which, by=by, now=now)


async def answer_request(
    which: UUID, stage: Stage, answer: str, *, version: UUID | None, by: Principal, now: Moment
) -> UUID:
    """Say what became of a request: done, or declined and why. Return the new version.

    Raises:
        NotFound: there is no such request here.
        Forbidden: it is one's own, or to be erased, which only who may erase can answer.
        Invalid: it is declined without a reason, or neither of the two.
        Conflict: it was answered already.
        Stale: it was changed since it was read.
    """
    scope = by.require(Permission.REQUEST_ANSWER)
    found = await store.request(scope, which)
    if found is None:
        raise NotFound("there is no such request here")
    if found.person == by.person:
        raise Forbidden("nobody answers their own request; ask somebody else who may", code="own-request")
    if found.value.ask is Ask.ERASURE:
        by.require(Permission.ERASURE_CARRY_OUT, whole=True)
    if stage is Stage.OPEN or (stage is Stage.DECLINED and not answer.strip()):
        raise Invalid(
            "a request is answered with what was done, or declined with a reason",
            code="no-answer",
            faults=[Fault("/answer", "nothing", "why it is declined", "say it so that the person can follow it")],
        )
    if found.value.stage is not Stage.OPEN:
        raise Conflict("this request was answered already", code="answered-already")
    async with recorded(scope, Act.REQUEST_ANSWERED, at=now.at) as entry:
        said = replace(found.value, stage=stage, answer=answer)
        return await store.answer_request(entry, which, said, version=version)
