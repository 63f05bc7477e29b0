"""Drawing in a process of its own: the same bytes every time, no secrets, and an end."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from typing import Any
from uuid import uuid4

import pytest

from muster.catalogue import LANGUAGES
from muster.domain.access import operator
from muster.domain.errors import Invalid, Unavailable
from muster.reports import drawing
from muster.reports.drawing import Drawing, drawn
from muster.services.downloads import Format, download, laid_out, name
from tests.cast import NOW
from tests.reports import invented

VIEW = invented.grant()


@pytest.mark.parametrize("kind", Drawing)
@pytest.mark.parametrize("language", LANGUAGES)
async def test_the_same_view_gives_the_same_bytes(kind: Drawing, language: str) -> None:
    document = laid_out(VIEW, language)

    first, again = await drawn(document, kind), await drawn(laid_out(VIEW, language), kind)

    assert first == again
    assert len(first) > 1000


async def test_what_cannot_be_drawn_says_what_the_child_said() -> None:
    broken = replace(laid_out(VIEW, "en"), blocks=5)  # type: ignore[arg-type]  # that is the point

    with pytest.raises(RuntimeError, match="Traceback"):
        await drawn(broken, Drawing.PDF)


async def test_a_drawing_that_takes_too_long_is_given_up_and_its_process_ended(monkeypatch: pytest.MonkeyPatch) -> None:
    children: list[asyncio.subprocess.Process] = []
    start = asyncio.create_subprocess_exec

    async def watched(*words: Any, **more: Any) -> asyncio.subprocess.Process:  # noqa: ANN401 - as it is asked
        children.append(await start(*words, **more))
        return children[-1]

    monkeypatch.setattr(drawing, "LONGEST", 0.0)
    monkeypatch.setattr(asyncio, "create_subprocess_exec", watched)

    with pytest.raises(Unavailable, match="too long"):
        await drawn(laid_out(VIEW, "en"), Drawing.PDF)

    assert [child.returncode is not None for child in children] == [True]


async def test_the_child_is_told_no_secret(monkeypatch: pytest.MonkeyPatch) -> None:
    told: list[object] = []

    async def refused(*words: Any, **more: Any) -> asyncio.subprocess.Process:  # noqa: ANN401 - as it is asked
        told.append(more["env"])
        raise OSError

    monkeypatch.setenv("MUSTER_DATABASE_URL", "postgresql://somebody:secret@localhost/muster")
    monkeypatch.setattr(asyncio, "create_subprocess_exec", refused)

    with pytest.raises(OSError):  # noqa: PT011 - whatever it says: nothing was started
        await drawn(laid_out(VIEW, "en"), Drawing.PDF)

    assert told == [{}]


async def test_a_language_that_muster_does_not_speak_is_refused() -> None:
    with pytest.raises(Invalid, match="does not speak"):
        await download(VIEW, Format.PDF, language="xx", by=operator(uuid4()), now=NOW)


def test_a_file_name_has_nothing_in_it_that_a_system_would_mind() -> None:
    odd = replace(VIEW, award=replace(VIEW.award, number='../H79 "é"/1\r\n'))

    assert name(odd, Format.PDF) == "grant-compliance-..-H79-1--2026-07-01-2026-09-30.pdf"
