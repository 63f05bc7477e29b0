"""A word that only one agency, or one person, has is never found where it is not theirs to see."""

from __future__ import annotations

import base64
import io
import logging
import zipfile
from pathlib import Path

import httpx
import pytest
from litestar import Litestar, get

from muster import catalogue
from muster.domain.access import Scope
from muster.mail import Post
from muster.persistence.embedded import Embedded
from muster.services import reminders
from muster.services.reminders import Sending
from tests.api.canaries import Aviary, gather_aviary, silent
from tests.api.conftest import Caller as Calling
from tests.api.crawl import FILES, REPORTS, Crawl, files, mail, provocations, reads, unpacked
from tests.cast import NOW
from tests.persistence.rigs import superuser

KEPT: dict[str, Aviary] = {}
CALLERS = (
    "a stranger",
    "a responder",
    "a supervisor",
    "a grant officer",
    "an auditor",
    "an administrator",
    "a liaison of the region",
    "a liaison of the state",
    "a system administrator",
    "HR of the day team",
    "HR of the night team",
    "the administrator of the night team",
    "an administrator elsewhere",
)
DRAW = ("an administrator", "the administrator of the night team", "an administrator elsewhere")
REFUSED = {
    "a stranger": {401},
    "a responder": {403},
    "an administrator": {404, 409, 412, 422, 428},
    "HR of the night team": {403, 404, 412, 422, 428},
}
# In every run, these go everywhere, and some are shown everything; with `make prove` all go everywhere.
FAR = ("a stranger", "a responder")
NEAR = ("a liaison of the state", "HR of the night team", "an administrator elsewhere")
WALKS = [
    *(pytest.param(each, each in FAR, id=each) for each in CALLERS if each in (*FAR, *NEAR)),
    *(pytest.param(each, True, id=f"{each}, far", marks=pytest.mark.prove) for each in CALLERS if each not in FAR),
]
OURS = ("muster", "litestar", "uvicorn", "asyncio", "apscheduler")


@pytest.fixture
async def aviary(database: Embedded) -> Aviary:
    """Return what this module hunts for. It is recorded once."""
    if not KEPT:
        KEPT["gathered"] = await gather_aviary()
    return KEPT["gathered"]


async def walked(app: Litestar, aviary: Aviary, client: httpx.AsyncClient, caller: str, *, far: bool) -> Crawl:
    """Ask for everything as one caller: what is theirs and what is not, as data and as pages.

    ``far``: they follow every link as well, and ask for everything badly.
    """
    crawl = Crawl(client, frozenset(aviary.words))
    for world in aviary.worlds.values():
        for request in reads(app, world):
            await crawl.ask(request)
        for request in files(world) if caller in DRAW else ():
            await crawl.ask(request)
    if not far:
        return crawl
    await crawl.follow()
    hidden = aviary.hidden(caller)
    own, theirs = ([each for each in aviary.worlds.values() if (each.canary in hidden) is so] for so in (False, True))
    for world in (*theirs, *own[-1:]):
        for request in provocations(app, world):
            await crawl.ask(request)
    return crawl


async def test_every_text_about_a_person_has_a_word_of_theirs_in_it(database: Embedded, aviary: Aviary) -> None:
    assert await silent(database, aviary) == [], "plant it in tests/api/canaries.py, or say whose words they are"


@pytest.mark.parametrize(("caller", "far"), WALKS)
async def test_nobody_is_shown_a_word_that_is_not_theirs(
    caller: str,
    far: bool,  # noqa: FBT001 - a column of the table
    app: Litestar,
    aviary: Aviary,
    calling: Calling,
    caplog: pytest.LogCaptureFixture,
) -> None:
    with caplog.at_level(logging.DEBUG):
        crawl = await walked(app, aviary, await calling(aviary.callers[caller]), caller, far=far)

    leaked = {word: where for word, where in crawl.seen.items() if word in aviary.hidden(caller)}
    assert leaked == {}
    assert aviary.shown(caller) <= set(crawl.seen), "the control: one's own are found"
    assert not far or REFUSED.get(caller, set()) <= crawl.statuses, "the control: refusals of every kind were provoked"
    assert [each for each in told(caplog) if any(word in each for word in aviary.words)] == []
    if caller in DRAW[::2]:
        own = aviary.far.word if "elsewhere" in caller else aviary.harbor.word
        for kind in ("", *FILES):
            where = [each for each in crawl.seen[own] if REPORTS in each and (kind or "format") in each]
            where = where if kind else [each for each in crawl.seen[own] if REPORTS in each and "format" not in each]
            assert {each.partition("?")[0].rpartition("/")[2] for each in where} == {
                "grant-compliance",
                "state-compliance",
                "training-summary",
            }, kind
    print(f"{caller}: {len(crawl.asked)} addresses")  # noqa: T201 - for reading: pytest -rP


def told(caplog: pytest.LogCaptureFixture) -> list[str]:
    """Return what muster wrote on its log, with everything that goes with each record."""
    ours = [each for each in caplog.records if each.name.partition(".")[0] in OURS]
    return [f"{each.getMessage()} {each.__dict__} {each.exc_text}" for each in ours]


async def test_mail_tells_everybody_of_themselves_alone(aviary: Aviary, tmp_path: Path) -> None:
    sending = Sending(Post.of(None, sender=None, folder=tmp_path).deliver, catalogue.words, "https://muster.example/me")
    for full in (aviary.harbor, aviary.far):
        await reminders.plan_reminders(Scope(full.has.agency), now=NOW.at)
        while await reminders.send_next(Scope(full.has.agency), now=NOW.at, sending=sending):
            pass

    about = {aviary.cy.canary: aviary.harbor.word, aviary.nia.canary: aviary.harbor.word}
    about |= {each.word: each.word for each in (aviary.harbor, aviary.far)}
    found = {}
    for content in messages(tmp_path):
        said = " ".join(mail(content))
        (whose,) = [word for word in about if f"{word}@example.org" in said]
        found[whose] = {word for word in aviary.words if word in said} - {about[whose]}
    assert found == {word: {word} - {about[word]} for word in about}


def messages(folder: Path) -> list[bytes]:
    return [file.read_bytes() for file in folder.glob("*.eml")]


# -- the controls: a leak would be found


@pytest.mark.own_app
async def test_a_planted_leak_is_found(app: Litestar, database: Embedded, aviary: Aviary, calling: Calling) -> None:
    @get("/planted/{person:uuid}", include_in_schema=False)
    async def planted() -> str:
        async with superuser(database) as root:
            return str(await root.fetchval("SELECT name FROM identity WHERE agency = $1", aviary.far.has.agency))

    app.register(planted)
    crawl = Crawl(await calling(aviary.callers["a responder"]), frozenset(aviary.words))

    for request in reads(app, aviary.worlds["Harbor's"]):
        await crawl.ask(request)

    assert [each[: len("GET /planted")] for each in crawl.seen[aviary.far.word]] == ["GET /planted"]


def test_a_word_is_found_however_it_is_packed() -> None:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/sharedStrings.xml", "<t>bittern</t>")
    body = base64.b64encode(b"bittern in a part").decode()
    quoted = "Subject: =?utf-8?q?a_=62ittern?=\nContent-Transfer-Encoding: base64\n\n"

    assert any("bittern" in each for each in unpacked(packed.getvalue()))
    assert sum("bittern" in each for each in mail(f"{quoted}{body}".encode())) == 2
