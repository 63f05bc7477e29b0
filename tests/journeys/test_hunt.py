"""Somebody is erased, and then hunted for: in every table, every file, a backup, and every reply there is.

A word of their own stands in every text that may name them. Beside them somebody else left, with a word of
their own too, and was not erased: wherever the hunt looks it has to find that one, or it proves nothing.
"""

from __future__ import annotations

import subprocess
import tarfile
from collections.abc import AsyncIterator, Iterator
from dataclasses import dataclass, replace
from datetime import timedelta
from pathlib import Path
from uuid import uuid4

import httpx
import pytest
from litestar import Litestar

from muster.app import create_app
from muster.domain.access import Membership, Permission, Role
from muster.domain.access_log import Sight
from muster.domain.errors import Conflict
from muster.domain.importing.recipe import Recipe
from muster.domain.people import REMOVED
from muster.domain.privacy.disclosures import Disclosure, Lived
from muster.domain.privacy.erasure import Preview
from muster.domain.privacy.requests import Ask, Request, Stage
from muster.domain.reminders import Reminder, State
from muster.mail import Message, Post
from muster.persistence import accounts as account_store
from muster.persistence import openid, reminders
from muster.persistence.embedded import Embedded
from muster.persistence.facts import NOW as LATEST
from muster.persistence.opening import Place
from muster.persistence.reminders import Settled
from muster.services import (
    access_log,
    accounts,
    backup,
    calendars,
    cards,
    disclosures,
    downloads,
    drafts,
    erasure,
    holds,
    imports,
    invitations,
    ledger,
    reports,
    requests,
    sessions,
    tokens,
)
from muster.services.downloads import Format
from muster.services.erasure import Home
from muster.settings import Settings
from tests import departed, make
from tests.api import conftest as asked
from tests.api.conftest import Caller
from tests.api.matrix import ROWS
from tests.api.world import World, gather_world
from tests.cast import NOW, PASSWORD, Cast, Member
from tests.conftest import serving
from tests.departed import Departed
from tests.hunting import DECIDED, ERASED, SWEPT, could_hold_words, in_bytes, in_files, in_tables
from tests.keys import KEYS, SEALING
from tests.letters import Tray
from tests.persistence.rigs import superuser
from tests.web.matrix import PAGES

calling, _frozen = asked.calling, asked._frozen  # the same fixtures

# Where the database keeps its own: rows that are gone stand there until the space is used again. See the runbook.
ITS_OWN = ("database",)


@dataclass(frozen=True, slots=True)
class Quarry:
    """Two who left: one is erased, the other is the control."""

    gone: Departed
    stays: Departed
    home: Home
    told: Preview


Hunted = tuple[Quarry, set[tuple[str, str]]]  # and the columns that held the word before


@pytest.fixture(scope="module")
def server() -> Iterator[Embedded]:
    """A server of these tests' own: a backup is of everything in it."""
    with serving() as made:
        yield made


@pytest.fixture
def app(database: Embedded) -> Litestar:
    """The application in the home that is hunted through."""
    return create_app(Settings(home=database.home), database=False)


async def plant(cast: Cast, home: Home, word: str) -> Departed:
    """Record a working life, and leave the word in everything that muster keeps beside it."""
    by = cast.amara.principal
    who = await departed.leave(cast, word)
    email = f"{word}@mail.example"
    account = await accounts.add_member(email, PASSWORD, Role.HR, person=who.person, by=by, now=NOW)
    herself = Member(email, await accounts.principal(account, cast.agency, at=NOW.at))
    begun = replace(make.session(account, cast.agency, at=NOW.at), browser=f"{word}'s browser")
    await sessions.begin_session(uuid4().hex * 2, begun)
    await openid.add_subject("https://login.example", f"{word} at work", account, at=NOW.at)
    for to in (f"{word}@example.org", f"another-{word}@example.org"):
        place = Membership(cast.agency, Role.RESPONDER, who.person)
        _, letter = await invitations.invite(to, place, by=by, now=NOW, mailing=Tray().mailing, language="en")
        await Post("muster@example.org", home.mail).deliver(letter.message)
    permits = frozenset({Permission.PACK_READ})
    await tokens.issue_token(f"{word}'s script", permits, through=NOW.today, by=herself.principal, now=NOW)
    await disclosures.disclose(Disclosure(Lived.HOMELESSNESS, shown=True), by=herself.principal, now=NOW)
    asked = Request.of(Ask.CORRECTION, f"I am {word}, without an h", today=NOW.today)
    await calendars.make_calendar(by=herself.principal, now=NOW)
    await cards.make_card(shows_name=True, by=herself.principal, now=NOW, sealing=SEALING)
    which = await requests.make_request(asked, by=herself.principal, now=NOW)
    await requests.answer_request(which, Stage.DECLINED, f"{word} it is", version=None, by=by, now=NOW)
    hold = await holds.place_hold(who.person, because=f"{word} v. Harbor", by=by, now=NOW)
    await holds.lift_hold(hold, because=f"{word} settled", by=by, now=NOW)
    await access_log.looked(Sight.RECORD, [who.person], by=by, now=NOW)
    await remind(cast, who, word)
    await post(home, word)
    await bring(cast, home, word)
    rows = f"Emp ID,Employee Name\n{word}-78,{word} Again\n"
    await drafts.begin_draft([(f"{word}.csv", rows.encode())], f'[people]\n"{word}" = "new"\n', by=by, now=NOW)
    with pytest.raises(Conflict):  # what the database says of it goes to its log
        await accounts.add_member(email, PASSWORD, Role.HR, by=by, now=NOW)
    return who


async def remind(cast: Cast, who: Departed, word: str) -> None:
    """File a reminder that a mail server said something about."""
    scope = make.everybody(cast.amara.principal)
    due = Reminder(who.person, cast.program, "us-osha-bbp/annual-training", NOW.today, 30)
    await reminders.plan(scope, [(due, NOW.at)], at=NOW.at)
    (claimed,) = await reminders.claim(scope, at=NOW.at)
    said = f"550 {word}@example.org: no such user"
    await reminders.settle(scope, [Settled(claimed, State.FAILED, said, NOW.at + timedelta(days=1))], at=NOW.at)


async def post(home: Home, word: str) -> None:
    """Let mail to them, and about them, become files."""
    mail = Post("muster@example.org", home.mail)
    for to, text in ((f"{word}@example.org", "Hello,"), ("hr@example.org", f"é: {word} Married lapses")):
        message = Message(to, "Your card", text, f"<p>{text}</p>", uuid4().hex, "en", NOW.at)
        await mail.deliver(message)


async def bring(cast: Cast, home: Home, word: str) -> None:
    """Bring in a file that is about them, and about nobody else."""
    rows = f"Emp ID,Employee Name,Work Email,Phone\n{word}-77,{word} Married,{word}@example.org,556 {word}\n"
    brought = await imports.bring([(f"{word} roster.csv", rows.encode())], Recipe(program="Harbor CRT"))
    done = await imports.commit(brought, Recipe(program="Harbor CRT"), by=cast.amara.principal, now=NOW, kept=home.kept)
    assert done.position, done.plan.lines


@pytest.fixture
async def quarry(database: Embedded, cast: Cast) -> Hunted:
    """Plant both, see that both are there, and erase one."""
    home = departed.home(database.home)
    words = [f"{name}{uuid4().hex[:8]}" for name in ("zorro", "tiger")]
    gone, stays = [await plant(cast, home, word) for word in words]
    async with superuser(database) as root:
        await root.execute("ANALYZE")
        before = await in_tables(root, gone.word)
    by = cast.amara.principal
    found = await erasure.preview_erasure(gone.person, by=by, now=NOW, home=home)
    told = await erasure.erase_person(
        gone.person, read=found.digest, confirmed=found.name, because="asked", by=by, now=NOW, home=home
    )
    return Quarry(gone, stays, home, told), before


def decided(columns: list[tuple[str, str]]) -> list[tuple[str, str]]:
    return [each for each in columns if each not in DECIDED]


async def test_it_is_decided_of_every_column_what_becomes_of_it(database: Embedded) -> None:
    async with superuser(database) as root:
        columns = await could_hold_words(root)

    said = "say in tests/hunting.py what becomes of it when somebody is erased; if it names people, see that it goes"
    assert decided(columns) == [], said
    assert sorted(set(DECIDED) - set(columns)) == [], "a column that is decided of is gone"


@pytest.mark.parametrize(
    "planted",
    [
        "CREATE TABLE planted (id uuid, words text)",
        "CREATE TABLE planted (id uuid, words bytea)",
        "CREATE TABLE planted (id uuid, words jsonb)",
        "CREATE TABLE planted (id uuid, words text[])",
        "CREATE TABLE planted (id uuid, words varchar(10))",
        "CREATE VIEW planted AS SELECT name AS words FROM identity",
        "ALTER TABLE reminder ADD words text",
    ],
)
async def test_a_column_of_which_nothing_is_decided_is_found(database: Embedded, planted: str) -> None:
    async with superuser(database) as root:
        trying = root.transaction()
        await trying.start()
        try:
            await root.execute(planted)
            assert [column for _, column in decided(await could_hold_words(root))] == ["words"]
        finally:
            await trying.rollback()


async def test_no_table_holds_a_word_of_theirs_any_more(database: Embedded, quarry: Hunted) -> None:
    hunted, before = quarry
    async with superuser(database) as root:
        after = await in_tables(root, hunted.gone.word)
        control = await in_tables(root, hunted.stays.word)

    erased, swept = ({each for each, (fate, _) in DECIDED.items() if fate == which} for which in (ERASED, SWEPT))
    assert in_rows(before) == erased | swept, "the word was planted in every column that may name somebody"
    assert before - in_rows(before), "and the planner remembered some of it"
    assert after == set()
    assert in_rows(control) == erased


def in_rows(found: set[tuple[str, str]]) -> set[tuple[str, str]]:
    return {each for each in found if not each[0].startswith("pg_stats")}


async def test_no_file_holds_a_word_of_theirs_any_more(database: Embedded, quarry: Hunted) -> None:
    hunted, _ = quarry

    assert in_files(database.home, hunted.gone.word, but=ITS_OWN) == []
    control = in_files(database.home, hunted.stays.word, but=ITS_OWN)
    assert {each.split("/")[0] for each in control} == {"evidence", "mail"}, "the control; and not database.log"


async def test_a_backup_made_afterwards_holds_no_word_of_theirs(
    database: Embedded, quarry: Hunted, tmp_path: Path
) -> None:
    hunted, _ = quarry
    file = tmp_path / "backup.tar"
    await backup.back_up(Place(database.home), file, version="1", at=NOW.at)

    texts = [file.read_bytes(), *dumped(database, file)]
    assert [in_bytes(text, hunted.gone.word) for text in texts] == [False, False]
    assert [in_bytes(text, hunted.stays.word) for text in texts] == [True, True]


def dumped(server: Embedded, file: Path) -> Iterator[bytes]:
    """Yield the dump of a backup as plain SQL."""
    with tarfile.open(file) as tar:
        member = tar.extractfile("database.dump")
        assert member
        dump = member.read()
    restore = server._programs.folder / "pg_restore"
    yield subprocess.run([restore, "-f", "-"], input=dump, capture_output=True, check=True).stdout


async def test_no_reply_and_no_page_says_a_word_of_theirs(quarry: Hunted, cast: Cast, calling: Caller) -> None:
    hunted, _ = quarry
    amara = await calling(cast.amara)
    world = await gather_world(cast)

    gone = [reply async for reply in replies(amara, world, hunted.gone)]
    stays = [reply async for reply in replies(amara, world, hunted.stays)]

    assert [name for name, content in gone if in_bytes(content, hunted.gone.word)] == []
    assert [name for name, content in stays if in_bytes(content, hunted.gone.word)] == []
    control = {name for name, content in stays if in_bytes(content, hunted.stays.word)}
    assert {"GET /api/v1/people", "GET /people", "GET /people/{person}", "GET /api/v1/people/{person}"} <= control
    assert {name for name, content in gone if in_bytes(content, REMOVED)} >= {"GET /people", "GET /people/{person}"}


async def replies(asking: httpx.AsyncClient, world: World, of: Departed) -> AsyncIterator[tuple[str, bytes]]:
    """Ask for everything that can be read, about one person wherever it is about somebody."""
    ids = {**world.ids, "person": of.person, "completion": of.completion, "credential": of.credential}
    ids |= {"effort": of.effort, "award": of.award, "line": of.line}
    about = replace(world, ids=ids)
    for row in ROWS:
        if row.method == "GET" and not row.public:
            reply = await asking.request(**row.request(about))
            yield row.name, reply.content
    for page in PAGES:
        if page.method == "GET" and not page.public:
            yield page.name, (await asking.get(about.at(page.path), headers={"Accept": "text/html"})).content


@pytest.mark.parametrize("kind", Format, ids=str)
async def test_no_report_says_a_word_of_theirs_but_that_an_identity_was_removed(
    database: Embedded, cast: Cast, kind: Format
) -> None:
    by, home = cast.amara.principal, departed.home(database.home)
    words = [f"{name}{uuid4().hex[:8]}" for name in ("zorro", "tiger")]
    gone, stays = [await departed.leave(cast, word, reported=False) for word in words]
    found = await erasure.preview_erasure(gone.person, by=by, now=NOW, home=home)
    await erasure.erase_person(
        gone.person, read=found.digest, confirmed=found.name, because="asked", by=by, now=NOW, home=home
    )

    said = []
    for award in (gone.award, stays.award):
        for language, removed in (("en", REMOVED), ("es", "identidad suprimida")):
            view = await reports.grant_compliance(str(award), departed.PERIOD, known=LATEST, by=by, now=NOW, keys=KEYS)
            made = await downloads.download(view, kind, language=language, by=by, now=NOW)
            said.append([in_bytes(made.content, each) for each in (gone.word, stays.word)])
            if award == gone.award:
                assert in_bytes(made.content, REMOVED if kind is Format.JSON else removed), language
    assert said == [[False, False], [False, False], [False, True], [False, True]]


async def test_the_ledger_verifies_afterwards(quarry: Hunted, cast: Cast) -> None:
    hunted, _ = quarry
    verified = await ledger.verify(by=cast.amara.principal)

    assert verified.faults == ()
    assert verified.erased == len([place for _, place in hunted.told.leaves if place is not None])


async def test_nobody_signs_in_as_them(quarry: Hunted) -> None:
    hunted, _ = quarry

    assert await account_store.account_of(f"{hunted.gone.word}@mail.example") is None
    assert await account_store.account_of(f"{hunted.stays.word}@mail.example") is not None


async def test_once_the_space_is_used_again_the_databases_own_files_hold_no_word_of_theirs(
    database: Embedded, quarry: Hunted
) -> None:
    """What an erasure cannot reach by itself: the runbook says how, and that the log of the database takes longer."""
    hunted, _ = quarry
    base = database.home / "database" / "base"
    async with superuser(database) as root:
        await root.execute("CHECKPOINT")
        assert in_files(base, hunted.gone.word), "the control: until then they do"
        await root.execute("VACUUM (FULL, ANALYZE)")
        await root.execute("CHECKPOINT")

    assert in_files(base, hunted.gone.word) == []
    assert in_files(base, hunted.stays.word)
    assert in_files(database.home / "database" / "pg_wal", hunted.gone.word), "and there they still do"
