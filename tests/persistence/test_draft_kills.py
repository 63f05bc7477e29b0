"""Killed in the middle of recording an import, the draft says afterwards what truly happened. PROMISES.md, R11."""

from __future__ import annotations

import asyncio
import json
import signal
import sys
from pathlib import Path
from uuid import UUID

import pytest

from muster.domain.access import Principal
from muster.domain.importing.drafts import State
from muster.files import Files
from muster.persistence import drafts as store
from muster.persistence.embedded import DatabaseRole, Embedded
from muster.services import drafts, imports, ledger
from tests.cast import NOW, Cast
from tests.persistence.rigs import PATIENCE, ROOT, superuser, surroundings

ROSTER = b"Employee ID,Name,Hire Date\nK-1,Wen Li,2026-01-31\nK-2,Xu Li,2026-02-28\n"

# Carries a draft out as a process that serves would, and kills itself: inside the transaction of the act, before its
# last statement; or once the act is committed, before anybody is answered.
CHILD = """
import asyncio, json, os, signal, sys
from pathlib import Path
from uuid import UUID

from muster.domain.access import Membership, Principal, Role, Scope
from muster.files import Files
from muster.persistence import drafts as store
from muster.persistence.database import connect
from muster.services import drafts, imports
from tests.cast import NOW

told = json.loads(sys.stdin.read())
agency, account = UUID(told["agency"]), UUID(told["account"])
by = Principal(Scope(agency, account), (Membership(agency, Role.ADMINISTRATOR),))

def die():
    os.kill(os.getpid(), signal.SIGKILL)

finish, commit = store.finish_with, imports.commit

async def before(*what, **how):
    found = await finish(*what, **how)
    die()
    return found

async def after(*what, **how):
    found = await commit(*what, **how)
    die()
    return found

if told["dies"] == "before":
    store.finish_with = before
else:
    imports.commit = after

async def record():
    await connect(told["to"], pool=4)
    await drafts.carry_out(UUID(told["draft"]), mark=told["mark"], by=by, now=NOW, kept=Files(Path(told["folder"])))

asyncio.run(record())
"""


async def begun(by: Principal) -> UUID:
    """Choose a file, and look at what it would do."""
    made = await drafts.begin_draft([("roster.csv", ROSTER)], "", by=by, now=NOW)
    await drafts.look_over(made, by=by, now=NOW)
    return made


async def killed(database: Embedded, by: Principal, draft: UUID, folder: Path, *, dies: str) -> None:
    """Carry a draft out in a process that dies."""
    found = await drafts.draft(draft, by=by, now=NOW)
    told = {
        "to": database.connection_parameters(DatabaseRole.APP),
        "agency": str(by.scope.agency),
        "account": str(by.scope.account),
        "draft": str(draft),
        "mark": found.mark,
        "folder": str(folder),
        "dies": dies,
    }
    child = await asyncio.create_subprocess_exec(
        *(sys.executable, "-c", CHILD),
        stdin=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.PIPE,
        cwd=ROOT,
        env=surroundings(),
    )
    async with asyncio.timeout(PATIENCE):
        _, said = await child.communicate(json.dumps(told).encode())
    assert child.returncode == -signal.SIGKILL, said.decode()


async def pass_time(database: Embedded, draft: UUID) -> None:
    """Let the lease of whoever was at work be over."""
    async with superuser(database) as root:
        await root.execute(
            "UPDATE import_draft SET lease_until = now() - interval '1 s' WHERE id = $1 AND work IS NOT NULL", draft
        )


async def test_killed_between_the_commit_and_the_answer_the_draft_says_that_it_is_done(
    database: Embedded, cast: Cast, tmp_path: Path
) -> None:
    by = cast.amara.principal
    draft, before = await begun(by), (await ledger.head(by=by)).position

    await killed(database, by, draft, tmp_path, dies="after")

    found = await drafts.draft(draft, by=by, now=NOW)
    assert (found.state, found.position) == (State.DONE, before + 1)
    assert (await ledger.head(by=by)).position == before + 1
    (listed,) = (await imports.imported(by=by)).items
    assert listed.position == found.position
    assert (await ledger.verify(by=by)).faults == ()


async def test_killed_before_the_commit_nothing_is_on_record_and_the_draft_can_go_on(
    database: Embedded, cast: Cast, tmp_path: Path
) -> None:
    by = cast.amara.principal
    draft, before = await begun(by), (await ledger.head(by=by)).position

    await killed(database, by, draft, tmp_path, dies="before")

    left = await drafts.draft(draft, by=by, now=NOW)
    assert (left.state, left.running, left.position) == (State.COMMITTING, True, None), "as long as the lease lasts"
    await pass_time(database, draft)
    assert (await drafts.draft(draft, by=by, now=NOW)).interrupted
    assert (await ledger.head(by=by)).position == before
    await drafts.look_over(draft, by=by, now=NOW)
    mark = (await drafts.draft(draft, by=by, now=NOW)).mark
    done = await drafts.carry_out(draft, mark=mark, by=by, now=NOW, kept=Files(tmp_path))
    assert done.position == before + 1


@pytest.mark.parametrize("dies", ["before", "after"])
async def test_whoever_comes_back_from_the_dead_writes_nothing_over_what_others_did(
    dies: str, database: Embedded, cast: Cast, tmp_path: Path
) -> None:
    """The fence: what a process writes about a draft is written only while the draft is its own."""
    by = cast.amara.principal
    draft = await begun(by)
    await killed(database, by, draft, tmp_path, dies=dies)
    async with superuser(database) as root:
        old = await root.fetchval("SELECT work FROM import_draft WHERE id = $1", draft)
    await pass_time(database, draft)
    scope = by.scope
    before = await drafts.draft(draft, by=by, now=NOW)
    if dies == "before":
        await drafts.look_over(draft, by=by, now=NOW)
        before = await drafts.draft(draft, by=by, now=NOW)

    assert old is None or not await store.hold(scope, draft, old)
    if old is not None:
        await store.leave(scope, draft, old, State.FAILED)

    assert await drafts.draft(draft, by=by, now=NOW) == before
