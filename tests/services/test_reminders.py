"""Reminders, from a finding to a mail in somebody's mailbox."""

from __future__ import annotations

import asyncio
from collections import Counter
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4
from zoneinfo import ZoneInfo

import pytest

from muster.catalogue import words
from muster.domain.access import Scope
from muster.domain.errors import Conflict, Forbidden, NotFound
from muster.domain.moments import Moment
from muster.domain.people import Identity
from muster.domain.reminders import TRIES, Notice, State
from muster.mail import Message, Outcome, Post, Sent
from muster.persistence import reminders as store
from muster.persistence.reminders import HANDED_OVER, LEASE
from muster.services import notices, packs, people, reminders, training
from muster.services.notices import Item
from muster.services.reminders import Run, Sending
from tests import make
from tests.cast import NOW, Cast
from tests.mailbox import mailbox

CHICAGO = ZoneInfo("America/Chicago")
DONE_ON = date(2026, 3, 10)
LAST = date(2027, 3, 10)  # the last good day of what was completed a year before
A_DAY = timedelta(days=1)
LINK = "https://muster.harbor.example/me"


def at(day: date, hour: int = 9, minute: int = 0) -> datetime:
    """Return an instant, by a clock in Chicago."""
    return datetime(day.year, day.month, day.day, hour, minute, tzinfo=CHICAGO).astimezone(UTC)


@dataclass(slots=True)
class Desk:
    """A mail server that takes everything, or says what it is told to say."""

    outcome: Outcome = field(default_factory=lambda: Outcome(Sent.SENT, "taken"))
    taken: list[Message] = field(default_factory=list)

    async def post(self, message: Message) -> Outcome:
        """Take a message."""
        self.taken.append(message)
        return self.outcome

    @property
    def sending(self) -> Sending:
        """What sending takes."""
        return Sending(self.post, words, LINK)


@dataclass(slots=True)
class Harbor:
    """An agency that goes by one yearly rule, and its post."""

    cast: Cast
    course: UUID
    desk: Desk

    @property
    def scope(self) -> Scope:
        """Muster itself, at work for Harbor."""
        return Scope(self.cast.agency)

    async def responder(
        self,
        name: str = "Ines de la Cruz",
        *,
        done: date | None = DONE_ON,
        email: str = "ines@example.org",
        language: str = "en",
    ) -> UUID:
        """Add somebody who has to renew, and did so on a day."""
        by = self.cast.amara.principal
        who = await people.add_person(make.identity(name, email=email, language=language), by=by, now=NOW)
        await people.record_employment(who, make.employment(), by=by, now=NOW)
        await people.record_role(who, make.role(program=self.cast.program), by=by, now=NOW)
        if done:
            await self.completes(who, done, NOW)
        return who

    async def completes(self, who: UUID, on: date, now: Moment) -> UUID:
        """Record that somebody completed the course."""
        return await training.record_completion(
            who, make.completion(self.course, on), by=self.cast.amara.principal, now=now
        )

    async def plan(self, now: datetime) -> None:
        """Plan once."""
        await reminders.plan_reminders(self.scope, now=now)

    async def send(self, now: datetime) -> list[Run]:
        """Send until nothing waits, or it is no use."""
        runs = []
        while run := await reminders.send_next(self.scope, now=now, sending=self.desk.sending):
            runs.append(run)
            if not run.more:
                break
        return runs

    async def work(self, now: datetime) -> None:
        """Do what one tick does."""
        await self.plan(now)
        await reminders.give_up(self.scope, now=now)
        await self.send(now)

    async def file(self) -> list[Notice]:
        """Return everything on file."""
        return list((await reminders.reminders(by=self.cast.dana.principal, limit=1000)).items)

    async def states(self) -> dict[int, State]:
        """Return where each rung stands."""
        return {each.reminder.rung: each.state for each in await self.file()}


@pytest.fixture
async def harbor(cast: Cast) -> Harbor:
    by = cast.amara.principal
    course = await training.add_course(make.course(), by=by, now=NOW)
    await packs.adopt_pack(packs.shipped_text("us-osha-bbp"), since=date(2025, 1, 1), by=by, now=NOW)
    return Harbor(cast, course, Desk())


async def test_thirty_days_before_it_lapses_the_responder_has_a_mail_that_says_so(harbor: Harbor) -> None:
    await harbor.responder()

    await harbor.work(at(LAST - 30 * A_DAY))

    (mail,) = harbor.desk.taken
    assert mail.to == "ines@example.org"
    assert mail.subject == "Bloodborne pathogens: good through March 10, 2027"
    for part in (mail.text, mail.html):
        assert "Hello Ines de la Cruz" in part
        assert "Met through March 10, 2027" in part
        assert "29 CFR 1910.1030(g)(2)" in part
        assert "30 days left" in part
        assert "Harbor CRT" in part
        assert LINK in part
        assert "nobody can unsubscribe" in part
    assert await harbor.states() == {30: State.SENT}


async def test_a_year_of_daily_ticks_tells_each_rung_once(harbor: Harbor) -> None:
    await harbor.responder()

    for day in range(-95, 100):
        await harbor.work(at(LAST + day * A_DAY))

    rungs = [90, 60, 30, 14, 7, 1, 0, *range(-7, -85, -7)]
    assert await harbor.states() == dict.fromkeys(rungs, State.SENT)
    assert len(harbor.desk.taken) == len({each.name for each in harbor.desk.taken}) == len(rungs)


async def test_after_forty_days_of_downtime_everybody_has_one_mail(harbor: Harbor) -> None:
    second = await training.add_course(
        make.course("Naloxone", "naloxone-administration"), by=harbor.cast.amara.principal, now=NOW
    )
    await packs.adopt_pack(
        packs.shipped_text("program-local"), since=date(2025, 1, 1), by=harbor.cast.amara.principal, now=NOW
    )
    for name in ("Ines", "Sam"):
        who = await harbor.responder(name, email=f"{name}@example.org")
        done = make.completion(second, date(2025, 3, 20), topic="naloxone-administration")
        await training.record_completion(who, done, by=harbor.cast.amara.principal, now=NOW)
    await harbor.work(at(LAST - 45 * A_DAY))
    before = len(harbor.desk.taken)
    assert before == 2

    await harbor.work(at(LAST - 5 * A_DAY))

    told = harbor.desk.taken[before:]
    assert sorted(each.to for each in told) == ["Ines@example.org", "Sam@example.org"]
    assert all("Bloodborne pathogens" in each.text and "Naloxone administration" in each.text for each in told)
    assert all("and " in each.subject and "more" in each.subject for each in told)
    assert {State.SENT} == {each.state for each in await harbor.file()}


async def test_a_renewal_recorded_at_noon_silences_the_evenings_notice(harbor: Harbor) -> None:
    who = await harbor.responder()
    evening = at(LAST - 7 * A_DAY, 18)
    await harbor.plan(at(LAST - 7 * A_DAY, 8))

    await harbor.completes(who, LAST - 7 * A_DAY, Moment(at(LAST - 7 * A_DAY, 12), LAST - 7 * A_DAY))
    await harbor.send(evening)

    assert harbor.desk.taken == []
    (notice,) = await harbor.file()
    assert notice.state is State.WITHDRAWN
    assert "Met through March 3, 2028" in notice.detail


async def test_a_renewal_recorded_for_the_wrong_person_brings_the_notice_back(harbor: Harbor) -> None:
    who = await harbor.responder()
    today = LAST - 7 * A_DAY
    await harbor.plan(at(today, 8))
    wrong = await harbor.completes(who, today, Moment(at(today, 12), today))
    await harbor.send(at(today, 18))

    await training.withdraw_completion(
        wrong,
        version=None,
        because="it was Sam's",
        by=harbor.cast.amara.principal,
        now=Moment(at(today, 19), today),
    )
    await harbor.work(at(today + A_DAY))

    assert len(harbor.desk.taken) == 1
    assert await harbor.states() == {7: State.SENT}


async def test_a_rung_that_waited_too_long_gives_way_to_the_next(harbor: Harbor) -> None:
    await harbor.responder()
    await harbor.plan(at(LAST - 30 * A_DAY))

    await harbor.work(at(LAST - 14 * A_DAY))

    assert await harbor.states() == {30: State.WITHDRAWN, 14: State.SENT}
    assert len(harbor.desk.taken) == 1


async def test_whoever_left_is_not_written_to(harbor: Harbor) -> None:
    who = await harbor.responder()
    await harbor.plan(at(LAST - 30 * A_DAY))
    (held,) = await people.roles(who, by=harbor.cast.amara.principal)
    ended = make.role(program=harbor.cast.program)
    gone = type(ended)(ended.role, ended.program, type(ended.validity)(ended.validity.start, LAST - 31 * A_DAY))
    await people.correct_role(held.fact, gone, version=None, because="left", by=harbor.cast.amara.principal, now=NOW)

    await harbor.send(at(LAST - 30 * A_DAY, 10))

    (notice,) = await harbor.file()
    assert (notice.state, harbor.desk.taken) == (State.WITHDRAWN, [])
    assert "no longer binds" in notice.detail


async def test_nobody_is_written_to_at_night(harbor: Harbor) -> None:
    await harbor.responder()
    day = LAST - 30 * A_DAY

    await harbor.work(at(day, 2))
    assert harbor.desk.taken == []
    await harbor.work(at(day, 8))
    assert len(harbor.desk.taken) == 1


async def test_what_is_tried_again_at_night_waits_for_the_morning(harbor: Harbor) -> None:
    await harbor.responder()
    day = LAST - 30 * A_DAY
    await harbor.plan(at(day, 20, 59))

    await harbor.send(at(day, 21, 0))

    (notice,) = await harbor.file()
    assert (notice.state, notice.not_before) == (State.DEFERRED, at(day + A_DAY, 8))
    assert harbor.desk.taken == []


@pytest.mark.parametrize("last", [date(2026, 11, 1), date(2027, 3, 14), date(2028, 2, 28)])
async def test_a_worker_that_never_rests_writes_each_once_on_the_odd_days_of_the_calendar(
    harbor: Harbor, last: date
) -> None:
    who = await harbor.responder(done=None)
    start = at(last - A_DAY, 7)
    await harbor.completes(who, last.replace(year=last.year - 1), Moment(start, last - A_DAY))

    for half_hour in range(4 * 24):  # over the days with 25 and 23 hours, and the 29th of February
        await harbor.work(start + half_hour * timedelta(minutes=30))

    assert await harbor.states() == {1: State.SENT, 0: State.SENT}
    assert len(harbor.desk.taken) == 2


async def test_a_clock_that_is_set_back_writes_nothing_twice(harbor: Harbor) -> None:
    await harbor.responder()
    day = at(LAST - 30 * A_DAY)

    for shift in (0, -1, 1, -24 * 40, 0, 1):
        await harbor.work(day + timedelta(hours=shift))

    assert set(Counter(each.name for each in harbor.desk.taken).values()) == {1}


@pytest.mark.parametrize("email", ["", "ines at example.org", "ines@example.org, eve@example.org"])
async def test_whoever_has_no_address_is_left_to_hr_and_told_once_there_is_one(harbor: Harbor, email: str) -> None:
    who = await harbor.responder(email=email)
    day = LAST - 30 * A_DAY
    await harbor.work(at(day))
    (notice,) = await harbor.file()
    assert (notice.state, harbor.desk.taken) == (State.FAILED, [])
    assert "address" in notice.detail

    await people.correct_person(
        who,
        make.identity("Ines", email="ines@example.org"),
        version=None,
        because="asked her",
        by=harbor.cast.amara.principal,
        now=NOW,
    )
    await harbor.work(at(day + A_DAY))

    assert [each.to for each in harbor.desk.taken] == ["ines@example.org"]
    assert await harbor.states() == {30: State.SENT}


async def test_a_server_that_is_away_is_tried_again_with_longer_pauses_and_then_no_more(harbor: Harbor) -> None:
    await harbor.responder()
    harbor.desk.outcome = Outcome(Sent.DEFERRED, "451 busy", everybody=True)
    now = at(LAST - 60 * A_DAY)
    await harbor.plan(now)

    waits = []
    notice = None
    while notice is None or notice.state is not State.FAILED:
        await harbor.send(now)
        (notice,) = await harbor.file()
        waits.append(notice.not_before - now)
        now = max(notice.not_before, now)

    assert notice.attempts in {TRIES, TRIES + 1}
    assert "451 busy" in notice.detail
    assert len(harbor.desk.taken) > 10
    assert len({each.name for each in harbor.desk.taken}) == 1, "a repeat carries the same id"
    assert waits[:4] == [timedelta(minutes=minutes) for minutes in (1, 2, 4, 8)]


async def test_a_server_that_is_away_is_not_asked_again_for_each_person(harbor: Harbor) -> None:
    for name in ("Ines", "Sam", "Ada"):
        await harbor.responder(name)
    harbor.desk.outcome = Outcome(Sent.DEFERRED, "nobody there", everybody=True)

    await harbor.work(at(LAST - 30 * A_DAY))

    assert len(harbor.desk.taken) == 1
    assert Counter(each.state for each in await harbor.file()) == {State.PENDING: 2, State.DEFERRED: 1}


async def test_an_address_that_bounces_does_not_stop_the_others(harbor: Harbor) -> None:
    for name in ("Ines", "Sam", "Ada"):
        await harbor.responder(name)
    harbor.desk.outcome = Outcome(Sent.FAILED, "550 no such user")

    await harbor.work(at(LAST - 30 * A_DAY))

    assert len(harbor.desk.taken) == 3
    assert {each.state for each in await harbor.file()} == {State.FAILED}


async def test_a_record_that_muster_trips_over_does_not_stop_the_others(
    harbor: Harbor, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    for name in ("Ines", "Sam"):
        await harbor.responder(name)
    whole = notices.digest

    def tripping(items: Sequence[Item], who: Identity, **more: Any) -> Message:  # noqa: ANN401 - passed on
        if who.name == "Ines":
            raise ZeroDivisionError
        return whole(items, who, **more)

    monkeypatch.setattr(notices, "digest", tripping)
    await harbor.work(at(LAST - 30 * A_DAY))

    assert ["Sam" in each.text for each in harbor.desk.taken] == [True]
    assert sorted(each.state for each in await harbor.file()) == [State.DEFERRED, State.SENT]
    assert "could not be written" in caplog.text


class Killed(BaseException):
    """The process is gone: nothing catches this."""


KILLS = [(name, when) for name in ("claim", "hand_over", "post", "settle") for when in ("before", "after")]


def killing(step: Callable[..., Awaitable[Any]], when: str) -> Callable[..., Awaitable[Any]]:
    """Return the same step, in a process that dies just before it or just after."""

    async def dying(*args: Any, **more: Any) -> None:  # noqa: ANN401 - passed on
        if when == "after":
            await step(*args, **more)
        raise Killed

    return dying


@pytest.mark.parametrize(("name", "when"), KILLS, ids=[f"{when} {name}" for name, when in KILLS])
async def test_a_worker_that_dies_anywhere_loses_nothing_and_writes_nothing_twice(
    harbor: Harbor, monkeypatch: pytest.MonkeyPatch, name: str, when: str
) -> None:
    await harbor.responder()
    now = at(LAST - 30 * A_DAY)
    await harbor.plan(now)
    dying = harbor.desk.sending
    with monkeypatch.context() as patch:
        if name == "post":
            dying = Sending(killing(harbor.desk.post, when), words, LINK)
        else:
            patch.setattr(store, name, killing(getattr(store, name), when))
        with pytest.raises(Killed):
            await reminders.send_next(harbor.scope, now=now, sending=dying)

    for later in (timedelta(0), LEASE, HANDED_OVER, HANDED_OVER + LEASE, timedelta(hours=2)):
        await harbor.work(now + later)

    (notice,) = await harbor.file()
    handed_over = (name, when) in {("hand_over", "after"), ("post", "before"), ("post", "after")}
    mails = len(harbor.desk.taken)
    assert mails <= 1
    if name == "settle" or (name, when) == ("claim", "before"):
        assert mails == 1
    if handed_over:
        assert notice.state is State.UNKNOWN
        assert mails == ((name, when) == ("post", "after"))
    elif name == "settle":
        assert notice.state in {State.SENT, State.UNKNOWN}
    else:
        assert (notice.state, mails) == (State.SENT, 1)


async def test_what_nobody_knows_is_said_again_by_the_next_rung(harbor: Harbor) -> None:
    await harbor.responder()
    harbor.desk.outcome = Outcome(Sent.UNKNOWN, "the line broke after the dot")
    await harbor.work(at(LAST - 30 * A_DAY))
    harbor.desk.outcome = Outcome(Sent.SENT, "taken")

    for day in range(29, 13, -1):
        await harbor.work(at(LAST - day * A_DAY))

    assert await harbor.states() == {30: State.UNKNOWN, 14: State.SENT}
    assert len(harbor.desk.taken) == 2


async def again(harbor: Harbor, now: datetime) -> list[Notice]:
    """Ask for everything that did not arrive once more, as an administrator."""
    by = harbor.cast.amara.principal
    lost = [each.id for each in await harbor.file() if each.state in {State.FAILED, State.UNKNOWN}]
    return await reminders.resend_reminders(lost, by=by, now=now)


@pytest.mark.parametrize("lost", [Sent.FAILED, Sent.UNKNOWN])
async def test_what_did_not_arrive_is_sent_once_more_when_somebody_asks_for_it(harbor: Harbor, lost: Sent) -> None:
    await harbor.responder()
    harbor.desk.outcome = Outcome(lost, "nobody of this name here")
    morning = at(LAST - 30 * A_DAY)
    await harbor.work(morning)
    await harbor.work(morning + timedelta(hours=1))
    assert len(harbor.desk.taken) == 1, "by itself it is not sent twice"
    harbor.desk.outcome = Outcome(Sent.SENT, "taken")

    (asked,) = await again(harbor, morning + timedelta(hours=2))
    assert (asked.state, asked.settled_at, asked.handed_over_at) == (State.PENDING, None, None)
    assert asked.detail.startswith("asked for again by hand, 2027-02-08 17:00 UTC")
    for hour in (2, 3):
        await harbor.work(morning + timedelta(hours=hour))

    (notice,) = await harbor.file()
    assert (notice.state, notice.attempts, len(harbor.desk.taken)) == (State.SENT, 2, 2)


async def test_what_was_renewed_meanwhile_is_asked_for_in_vain(harbor: Harbor) -> None:
    ines = await harbor.responder()
    harbor.desk.outcome = Outcome(Sent.FAILED, "nobody of this name here")
    morning = at(LAST - 30 * A_DAY)
    await harbor.work(morning)
    await harbor.completes(ines, morning.date(), Moment(morning, morning.date()))

    await again(harbor, morning)
    await harbor.work(morning + timedelta(hours=1))

    (notice,) = await harbor.file()
    assert (notice.state, len(harbor.desk.taken)) == (State.WITHDRAWN, 1)
    assert "no longer to be told" in notice.detail


async def test_asked_for_at_night_it_waits_for_the_morning(harbor: Harbor) -> None:
    await harbor.responder()
    harbor.desk.outcome = Outcome(Sent.FAILED, "full")
    await harbor.work(at(LAST - 30 * A_DAY))

    (asked,) = await again(harbor, at(LAST - 30 * A_DAY, 23))

    assert asked.not_before == at(LAST - 29 * A_DAY, 8)


async def test_asked_for_five_times_at_once_it_is_told_once(harbor: Harbor) -> None:
    await harbor.responder()
    harbor.desk.outcome = Outcome(Sent.UNKNOWN, "the line broke")
    morning = at(LAST - 30 * A_DAY)
    await harbor.work(morning)
    (lost,) = await harbor.file()
    by = harbor.cast.amara.principal
    harbor.desk.outcome = Outcome(Sent.SENT, "taken")

    await asyncio.gather(*(reminders.resend_reminders([lost.id], by=by, now=morning) for _ in range(5)))
    await asyncio.gather(*(harbor.send(morning) for _ in range(3)))
    with pytest.raises(Conflict) as why:
        await reminders.resend_reminders([lost.id], by=by, now=morning)

    assert why.value.code == "nothing-to-resend"
    assert len(harbor.desk.taken) == 2


async def test_of_several_nothing_is_asked_for_when_one_cannot_be(harbor: Harbor) -> None:
    await harbor.responder()
    harbor.desk.outcome = Outcome(Sent.FAILED, "full")
    await harbor.work(at(LAST - 30 * A_DAY))
    (lost,) = await harbor.file()

    with pytest.raises(NotFound):
        await reminders.resend_reminders([lost.id, uuid4()], by=harbor.cast.amara.principal, now=NOW.at)
    with pytest.raises(NotFound):
        await reminders.resend_reminders([lost.id], by=harbor.cast.chidi.principal, now=NOW.at)
    for who in (harbor.cast.ben, harbor.cast.dana):
        with pytest.raises(Forbidden):
            await reminders.resend_reminders([lost.id], by=who.principal, now=NOW.at)

    assert await harbor.states() == {30: State.FAILED}


async def test_four_workers_write_to_everybody_once(harbor: Harbor) -> None:
    for number in range(20):
        await harbor.responder(f"Responder {number}", email=f"r{number}@example.org")
    now = at(LAST - 30 * A_DAY)

    await asyncio.gather(*(harbor.work(now) for _ in range(4)))

    assert Counter(each.to for each in harbor.desk.taken) == {f"r{number}@example.org": 1 for number in range(20)}
    assert {each.state for each in await harbor.file()} == {State.SENT}


async def test_a_spanish_reader_has_it_in_spanish_through_a_real_server(harbor: Harbor, tmp_path: Path) -> None:
    await harbor.responder("Inés Peña", language="es")
    now = at(LAST - 30 * A_DAY)
    await harbor.plan(now)

    async with mailbox() as box:
        post = Post.of(box.url, sender="muster@harbor.example", folder=tmp_path)
        await reminders.send_next(harbor.scope, now=now, sending=Sending(post.deliver, words, LINK))

    (mail,) = box.mails
    assert mail["Content-Language"] == "es"
    assert "10 de marzo de 2027" in mail["Subject"]
    for kind in ("plain", "html"):
        part = mail.get_body([kind])
        assert part is not None
        assert "Hola, Inés Peña" in part.get_content()
        assert "Hello" not in part.get_content()
    assert '<html lang="es">' in mail.get_body(["html"]).get_content()  # type: ignore[union-attr]


async def test_what_a_name_says_stays_text(harbor: Harbor) -> None:
    await harbor.responder('<img src="/etc/passwd"> & sons')

    await harbor.work(at(LAST - 30 * A_DAY))

    assert "<img" not in harbor.desk.taken[0].html
    assert '<img src="/etc/passwd"> & sons' in harbor.desk.taken[0].text


async def test_planning_goes_by_the_day_of_the_program_and_once_a_day_is_enough(harbor: Harbor) -> None:
    midnight = at(LAST - 30 * A_DAY, 0)
    before = await reminders.plan_reminders(harbor.scope, now=midnight - timedelta(seconds=1))
    await harbor.responder()

    again = await reminders.plan_reminders(harbor.scope, now=midnight - timedelta(seconds=1), planned=before)
    assert await harbor.file() == []
    after = await reminders.plan_reminders(harbor.scope, now=midnight, planned=again)

    assert (before, again, after) == (
        {harbor.cast.program: LAST - 31 * A_DAY},
        {harbor.cast.program: LAST - 31 * A_DAY},
        {harbor.cast.program: LAST - 30 * A_DAY},
    )
    assert len(await harbor.file()) == 1


async def test_what_would_be_told_is_shown_without_filing_it(harbor: Harbor) -> None:
    who = await harbor.responder()

    (due,) = await reminders.due_reminders(by=harbor.cast.dana.principal, now=at(LAST - 30 * A_DAY))

    assert (due.person, due.cycle_on, due.rung) == (who, LAST, 30)
    assert await harbor.file() == []


async def test_a_responder_may_not_list_what_others_are_told(harbor: Harbor) -> None:
    with pytest.raises(Forbidden):
        await reminders.reminders(by=harbor.cast.ben.principal)
    with pytest.raises(Forbidden):
        await reminders.due_reminders(by=harbor.cast.ben.principal, now=NOW.at)
