"""The tick: it does what is due, for everybody, and stops without cutting a mail off."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from datetime import date, datetime
from uuid import UUID

import pytest

from muster import clock
from muster.app import create_app
from muster.catalogue import words
from muster.domain.access import Principal, Scope
from muster.domain.errors import Invalid, Unavailable
from muster.domain.reminders import Notice, State
from muster.jobs import Worker
from muster.mail import Message, Outcome, Sent
from muster.persistence.embedded import Embedded
from muster.services import packs, people, reminders, training
from muster.services.reminders import Sending
from muster.settings import Settings
from tests import make
from tests.cast import NOW, Cast
from tests.conftest import serving
from tests.keys import KEYS

PATIENCE = 60  # seconds, before a test gives up on something that does not come
TAKEN = Outcome(Sent.SENT, "taken")


@pytest.fixture(scope="module")
def server() -> Iterator[Embedded]:
    """A server of these tests' own: reminders are sent for every agency there is."""
    with serving() as made:
        yield made


@pytest.fixture(autouse=True)
def _by_day(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clock, "instant", lambda: NOW.at)


async def due(by: Principal, program: UUID, email: str) -> UUID:
    """Add somebody who has a week left."""
    course = await training.add_course(make.course(), by=by, now=NOW)
    await packs.adopt_pack(packs.shipped_text("us-osha-bbp"), since=date(2025, 1, 1), by=by, now=NOW)
    who = await people.add_person(make.identity(email=email), by=by, now=NOW)
    await people.record_employment(who, make.employment(), by=by, now=NOW)
    await people.record_role(who, make.role(program=program), by=by, now=NOW)
    done = make.completion(course, date(2025, 11, 29))
    await training.record_completion(who, done, by=by, now=NOW)
    return who


def worker(desk: Desk) -> Worker:
    return Worker(Sending(desk.post, words, "https://muster.example/me"), KEYS)


class Desk:
    """A mail server that answers when it is let."""

    def __init__(self) -> None:
        self.taken: list[str] = []
        self.came, self.answers = asyncio.Event(), asyncio.Event()
        self.answers.set()

    async def post(self, message: Message) -> Outcome:
        """Take a message."""
        self.taken.append(message.to)
        self.came.set()
        await self.answers.wait()
        return TAKEN


async def on_file(by: Principal) -> list[Notice]:
    return list((await reminders.reminders(by=by)).items)


async def test_a_tick_does_what_is_due_for_every_agency_and_the_next_finds_nothing(cast: Cast) -> None:
    await due(cast.amara.principal, cast.program, "ines@harbor.example")
    await due(cast.chidi.principal, cast.elsewhere, "sam@far.example")
    desk = Desk()
    working = worker(desk)

    done = await working.tick()
    mine = sorted(each for each in desk.taken if each in {"ines@harbor.example", "sam@far.example"})

    assert mine == ["ines@harbor.example", "sam@far.example"]
    assert done[State.SENT] >= 2
    assert not +(await working.tick())


async def test_what_goes_wrong_with_one_agency_is_no_matter_of_the_others(
    cast: Cast, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    await due(cast.amara.principal, cast.program, "ines@harbor.example")
    await due(cast.chidi.principal, cast.elsewhere, "sam@far.example")
    whole = reminders.plan_reminders

    async def tripping(scope: Scope, *, now: datetime, planned: dict[UUID, date] | None) -> dict[UUID, date]:
        if scope.agency == cast.agency:
            raise ZeroDivisionError
        return await whole(scope, now=now, planned=planned)

    monkeypatch.setattr(reminders, "plan_reminders", tripping)
    desk = Desk()
    await worker(desk).tick()

    assert "sam@far.example" in desk.taken
    assert "ines@harbor.example" not in desk.taken
    assert str(cast.agency) in caplog.text


async def test_a_database_that_is_away_is_waited_for(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    async def away() -> list[UUID]:
        raise Unavailable("the database does not answer")

    monkeypatch.setattr(reminders, "agencies", away)

    assert not await worker(Desk()).tick()
    assert "does not answer" in caplog.text


async def test_it_ticks_from_the_start_and_waits_for_the_mail_that_is_going_out(cast: Cast) -> None:
    who = await due(cast.amara.principal, cast.program, "ines@harbor.example")
    desk = Desk()
    desk.answers.clear()

    async with asyncio.timeout(PATIENCE), worker(desk).working():
        await desk.came.wait()
        asyncio.get_running_loop().call_later(0.05, desk.answers.set)

    settled = [each for each in await on_file(cast.amara.principal) if each.reminder.person == who]
    assert [each.state for each in settled] in ([State.SENT], [State.PENDING]), "it was cut off"
    assert not [each for each in settled if each.handed_over_at and each.state is not State.SENT]


async def test_once_it_stops_it_begins_no_further_mail(cast: Cast) -> None:
    for number in range(3):
        who = await people.add_person(
            make.identity(f"Responder {number}", email=f"r{number}@harbor.example"), by=cast.amara.principal, now=NOW
        )
        await people.record_employment(who, make.employment(), by=cast.amara.principal, now=NOW)
        await people.record_role(who, make.role(program=cast.program), by=cast.amara.principal, now=NOW)
    await due(cast.amara.principal, cast.program, "ines@harbor.example")
    desk = Desk()
    desk.answers.clear()

    async with asyncio.timeout(PATIENCE), worker(desk).working():
        await desk.came.wait()
        asyncio.get_running_loop().call_later(0.05, desk.answers.set)

    assert len(desk.taken) == 1


async def test_whoever_serves_works_for_as_long_as_it_serves(cast: Cast) -> None:
    seen: list[str] = []

    @asynccontextmanager
    async def beside() -> AsyncIterator[None]:
        seen.append("begun")
        yield
        seen.append("ended")

    async with create_app(Settings(), database=False, beside=beside).lifespan():
        assert seen == ["begun"]
    assert seen == ["begun", "ended"]


@pytest.mark.parametrize(
    ("said", "where"),
    [
        ({"smtp_url": "ftp://mx.example", "mail_from": "muster@harbor.example"}, "MUSTER_SMTP_URL"),
        ({"smtp_url": "smtp://mx.example"}, "MUSTER_MAIL_FROM"),
    ],
)
def test_settings_that_could_send_nothing_are_refused_at_once(said: dict[str, str], where: str) -> None:
    with pytest.raises(Invalid) as refused:
        Worker.of(Settings.model_validate(said))

    assert [each.where for each in refused.value.faults] == [where]


def test_links_lead_to_where_people_reach_muster() -> None:
    assert Settings().link("/me") == "http://127.0.0.1:8765/me"
    assert Settings(base_url="https://muster.harbor.example/").link("/me") == "https://muster.harbor.example/me"
