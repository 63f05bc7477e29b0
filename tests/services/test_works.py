"""Long work beside the requests: it goes on without whoever began it, and says how far it is."""

from __future__ import annotations

import asyncio
from uuid import uuid4

import pytest

from muster.domain.errors import Conflict
from muster.domain.progress import Progress, Tell
from muster.domain.words import ENGLISH
from muster.services.works import Works


async def test_what_is_begun_tells_how_far_it_is_and_what_it_came_to() -> None:
    works, about, gate = Works(), uuid4(), asyncio.Event()

    async def count(tell: Tell) -> int:
        tell(Progress(1, 3, "Reading"))
        await gate.wait()
        return 7

    works.begin(about, count, words=ENGLISH)
    await works.wait(about, seconds=0)
    assert works.progress(about) == Progress(1, 3, "Reading")
    assert works.outcome(about) is None
    gate.set()
    await works.wait(about, seconds=60)

    assert works.progress(about) is None
    assert works.outcome(about) == 7


async def test_the_same_work_is_done_once_at_a_time() -> None:
    works, about, gate, begun = Works(), uuid4(), asyncio.Event(), []

    async def note(_: Tell) -> None:
        begun.append(1)
        await gate.wait()

    for _ in range(3):
        works.begin(about, note, words=ENGLISH)
    gate.set()
    await works.wait(about, seconds=60)

    assert begun == [1]


async def test_no_more_is_done_at_once_than_there_is_room_for_and_who_waits_is_told() -> None:
    works, gate = Works(at_once=1), asyncio.Event()
    first, second = uuid4(), uuid4()

    async def wait(tell: Tell) -> None:
        tell(Progress(0, 2, "Reading"))
        await gate.wait()

    for each in (first, second):
        works.begin(each, wait, words=ENGLISH)
    await works.wait(second, seconds=0)
    told = works.progress(second)
    assert told
    assert told.doing == "Waiting until other work is done"
    gate.set()
    await works.wait(second, seconds=60)
    assert works.progress(second) is None


@pytest.mark.parametrize("why", [Conflict("not now"), LookupError("a bug")])
async def test_what_goes_wrong_is_what_it_came_to_and_the_next_time_is_another(why: Exception) -> None:
    works, about = Works(), uuid4()

    async def stumble(_: Tell) -> None:
        raise why

    async def succeed(_: Tell) -> str:
        return "done"

    works.begin(about, stumble, words=ENGLISH)
    await works.wait(about, seconds=60)
    assert works.outcome(about) is why
    works.begin(about, succeed, words=ENGLISH)
    await works.wait(about, seconds=60)
    assert works.outcome(about) == "done"


async def test_when_the_process_ends_all_of_it_is_broken_off_and_waited_for() -> None:
    works, about, ended = Works(), uuid4(), []

    async def last(_: Tell) -> None:
        try:
            await asyncio.Event().wait()
        finally:
            ended.append("tidied up")

    works.begin(about, last, words=ENGLISH)
    await works.wait(about, seconds=0)
    await works.close()

    assert ended == ["tidied up"]
    assert works.progress(about) is None
