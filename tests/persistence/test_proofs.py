"""Whoever may do anything to the database cannot do it unseen: each tampering is found, and where it was.

Made as the superuser, with foreign keys asleep, over the history that ``rigs.history`` writes: nine acts.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from uuid import uuid4

import pytest

from muster.domain.access import Scope
from muster.persistence import proofs
from muster.persistence.embedded import DatabaseRole, Embedded
from muster.persistence.facts import OPEN_POSITION
from muster.rules.packs import shipped_text
from muster.services import ledger, packs, people
from tests import make
from tests.cast import NOW
from tests.cast import found as gather
from tests.persistence.rigs import History, found, history, look_at, raw, superuser

VERSION = (
    "INSERT INTO completion_version SELECT gen_random_uuid(), agency, fact, valid_from, valid_until, dating, {at},"
    " {until}, person, course, 30, mode, proof FROM completion_version WHERE fact = '{withdrawn}'"
)


@dataclass(frozen=True, slots=True)
class Tampering:
    """What is done, and what must be said of it."""

    what: str
    sql: str
    says: tuple[str, ...] = field(default=())


TAMPERINGS = (
    Tampering(
        "a value changed",
        "UPDATE completion_version SET minutes = 480 WHERE fact = '{withdrawn}'",
        ("position 6, leaf 0, subject {ben}: the facts differ",),
    ),
    Tampering(
        "a day changed",
        "UPDATE completion_version SET valid_from = valid_from - 365 WHERE fact = '{withdrawn}'",
        ("position 6, leaf 0, subject {ben}: the facts differ",),
    ),
    Tampering(
        "a value taken away",
        "UPDATE completion_version SET minutes = NULL WHERE fact = '{withdrawn}'",
        ("position 6, leaf 0, subject {ben}: the facts differ",),
    ),
    Tampering(
        "a name changed",
        "UPDATE identity SET name = 'Ben Abdirahman' WHERE fact = '{ben}'",
        ("position 1, leaf 0, subject {ben}: the facts differ",),
    ),
    Tampering(
        "a version deleted",
        "DELETE FROM completion_version WHERE fact = '{corrected}' AND known_until <> {open}",
        ("position 4, leaf 0, subject {ben}: the facts it recorded are gone", "position 5, leaf 0, subject {ben}"),
    ),
    Tampering(
        "a version added to an act",
        VERSION.format(at=5, until="{open}", withdrawn="{withdrawn}"),
        ("position 5, leaf 0, subject {ben}: the facts differ",),
    ),
    Tampering(
        "a version of somebody else added to an act",
        "INSERT INTO identity SELECT gen_random_uuid(), agency, '{ines}', valid_from, valid_until, dating, 3, 4,"
        " name, preferred_name, email, phone, language, birth_year, birth_month FROM identity WHERE fact = '{ben}'",
        ("position 3: what it says of {ines} has no leaf", "position 4: what it says of {ines} has no leaf"),
    ),
    Tampering(
        "a version added where no act was",
        VERSION.format(at=10, until="{open}", withdrawn="{withdrawn}"),
        ("1 rows stand at positions that the ledger never gave out",),
    ),
    Tampering(
        "a version added before every act",
        VERSION.format(at=0, until=3, withdrawn="{withdrawn}"),
        ("position 3: what it says of {ben} has no leaf", "1 rows stand at positions"),
    ),
    Tampering(
        "a closed version opened again",
        "UPDATE completion_version SET known_until = {open} WHERE fact = '{withdrawn}'",
        ("position 7, leaf 0, subject {ben}: the facts it recorded are gone",),
    ),
    Tampering(
        "a version closed earlier than it was",
        "UPDATE completion_version SET known_until = 8 WHERE fact = '{withdrawn}'",
        ("position 7, leaf 0, subject {ben}: the facts it recorded are gone", "position 8: what it says of {ben}"),
    ),
    Tampering(
        "an open version closed",
        "UPDATE completion_version SET known_until = 8 WHERE fact = '{corrected}' AND known_until = {open}",
        ("position 8: what it says of {ben} has no leaf",),
    ),
    Tampering(
        "a version known earlier than it was",
        "UPDATE completion_version SET known_from = 5 WHERE fact = '{withdrawn}'",
        ("position 6", "position 5, leaf 0, subject {ben}: the facts differ"),
    ),
    Tampering(
        "rows moved to another person",
        "UPDATE completion SET person = '{ines}' WHERE id = '{withdrawn}';"
        "UPDATE completion_version SET person = '{ines}' WHERE fact = '{withdrawn}'",
        (
            "position 6: what it says of {ines} has no leaf",
            "position 6, leaf 0, subject {ben}: the facts it recorded are gone",
            "position 7: what it says of {ines} has no leaf",
        ),
    ),
    Tampering(
        "rows and their leaf moved to another person",
        "UPDATE completion_version SET person = '{ines}' WHERE fact = '{withdrawn}';"
        "UPDATE leaf SET subject = '{ines}' WHERE position IN (6, 7) AND agency = '{agency}'",
        (
            "position 6, leaf 0, subject {ines}: the leaf, its act or their number was altered",
            "position 6, leaf 0, subject {ines}: the facts differ",
            "position 7, leaf 0, subject {ines}: the leaf, its act or their number was altered",
        ),
    ),
    Tampering(
        "two people's versions swapped",
        "UPDATE identity SET fact = '{agency}' WHERE fact = '{ben}'; UPDATE identity SET fact = '{ben}' WHERE fact ="
        " '{ines}'; UPDATE identity SET fact = '{ines}' WHERE fact = '{agency}'",
        ("position 1: what it says of {ines} has no leaf", "position 2: what it says of {ben} has no leaf"),
    ),
    Tampering(
        "a commitment altered",
        "UPDATE leaf SET commitment = sha256(commitment) WHERE position = 4 AND agency = '{agency}'",
        ("position 4, leaf 0, subject {ben}: the leaf, its act", "position 4, leaf 0, subject {ben}: the facts differ"),
    ),
    Tampering(
        "a leaf's hash altered",
        "UPDATE leaf SET hash = sha256(hash) WHERE position = 4 AND agency = '{agency}'",
        ("position 4, leaf 0, subject {ben}: the leaf, its act or their number was altered",),
    ),
    Tampering(
        "a leaf removed",
        "DELETE FROM leaf WHERE position = 4 AND agency = '{agency}'",
        ("position 4: the act has no leaf",),
    ),
    Tampering(
        "a leaf removed with all that it recorded",
        "DELETE FROM leaf WHERE position = 3 AND agency = '{agency}';"
        "DELETE FROM course_version WHERE fact = '{course}'; DELETE FROM course WHERE id = '{course}'",
        ("position 3: the act has no leaf",),
    ),
    Tampering(
        "one of two leaves removed",
        "DELETE FROM leaf WHERE position = 9 AND place = 1 AND agency = '{agency}'",
        ("position 9: what it says of {ines} has no leaf",),
    ),
    Tampering(
        "the first of two leaves removed with all that it recorded",
        "DELETE FROM leaf WHERE position = 9 AND place = 0 AND agency = '{agency}';"
        "DELETE FROM employment_version WHERE person = '{ben}'",
        ("position 9: a leaf is missing; there are [1]",),
    ),
    Tampering(
        "two leaves of one act swapped",
        "UPDATE leaf SET place = 2 WHERE position = 9 AND place = 0 AND agency = '{agency}';"
        "UPDATE leaf SET place = 0 WHERE position = 9 AND place = 1 AND agency = '{agency}';"
        "UPDATE leaf SET place = 1 WHERE position = 9 AND place = 2 AND agency = '{agency}'",
        ("position 9, leaf 0", "position 9, leaf 1"),
    ),
    Tampering(
        "an act removed, its leaf left behind",
        "DELETE FROM act WHERE position = 4 AND agency = '{agency}'",
        ("position 4: the act is missing",),
    ),
    Tampering(
        "an act removed with its leaf and its facts",
        "DELETE FROM leaf WHERE position = 3 AND agency = '{agency}'; DELETE FROM act WHERE position = 3 AND agency ="
        " '{agency}'; DELETE FROM course_version WHERE fact = '{course}'",
        ("position 3: the act is missing",),
    ),
    Tampering(
        "the newest act removed, the counter left behind",
        "DELETE FROM leaf WHERE position = 9 AND agency = '{agency}'; DELETE FROM act WHERE position = 9 AND agency ="
        " '{agency}'; DELETE FROM employment_version WHERE agency = '{agency}'",
        ("position 9: the act is missing",),
    ),
    Tampering(
        "the counter turned back",
        "UPDATE ledger SET position = 8 WHERE agency = '{agency}'",
        ("rows stand at positions that the ledger never gave out",),
    ),
    Tampering(
        "an act's time changed",
        "UPDATE act SET at = at - interval '1 second' WHERE position = 4 AND agency = '{agency}'",
        ("position 4, leaf 0, subject {ben}: the leaf, its act or their number was altered",),
    ),
    Tampering(
        "the ledger's time changed",
        "UPDATE ledger SET at = at + interval '1 day' WHERE agency = '{agency}'",
        ("the ledger's time",),
    ),
    Tampering(
        "an act put on somebody else's account",
        "UPDATE act SET account = gen_random_uuid() WHERE position = 4 AND agency = '{agency}'",
        ("position 4, leaf 0, subject {ben}: the leaf, its act or their number was altered",),
    ),
    Tampering(
        "an act called something else",
        "UPDATE act SET act = 'completion-corrected' WHERE position = 4 AND agency = '{agency}'",
        ("position 4, leaf 0, subject {ben}: the leaf, its act or their number was altered",),
    ),
    Tampering(
        "two acts swapped",
        "UPDATE act SET position = position + 10 WHERE position IN (6, 7) AND agency = '{agency}';"
        "UPDATE act SET position = 23 - position WHERE position IN (16, 17) AND agency = '{agency}'",
        ("position 6, leaf 0, subject {ben}: the leaf", "position 7, leaf 0, subject {ben}: the leaf"),
    ),
    Tampering(
        "two salts swapped",
        "UPDATE leaf l SET salt = o.salt FROM leaf o WHERE o.agency = l.agency AND o.position = 9 - l.position"
        " AND l.position IN (4, 5) AND l.agency = '{agency}'",
        ("position 4, leaf 0, subject {ben}: the facts differ", "position 5, leaf 0, subject {ben}: the facts differ"),
    ),
    Tampering(
        "a salt removed, so that a changed value cannot be noticed",
        "UPDATE leaf SET salt = NULL WHERE position = 4 AND agency = '{agency}';"
        "UPDATE completion_version SET minutes = 480 WHERE fact = '{corrected}' AND known_until <> {open}",
        ("position 4, leaf 0, subject {ben}: its salt is gone, and no act says that it was erased",),
    ),
    Tampering(
        "a person erased behind the ledger's back",
        "DELETE FROM identity WHERE fact = '{ben}';"
        "UPDATE leaf SET salt = NULL WHERE subject = '{ben}' AND position = 1",
        ("position 1, leaf 0, subject {ben}: its salt is gone, and no act says that it was erased",),
    ),
    Tampering(
        "a remark erased behind the ledger's back",
        "UPDATE remark SET words = NULL, salt = NULL WHERE position = 5 AND agency = '{agency}'",
        ("position 5: what was said of it is gone, and no act says that it was erased",),
    ),
    Tampering(
        "an erasure written into an act that erases nothing",
        "INSERT INTO erasure (id, agency, person) VALUES ('{ben}', '{agency}', '{ben}');"
        "INSERT INTO erasure_version (id, agency, fact, person, valid_from, valid_until, dating, known_from,"
        " known_until, of_position, of_place) VALUES ('{ben}', '{agency}', '{ben}', '{ben}', '-infinity', 'infinity',"
        " 'known', 7, {open}, 1, 0);"
        "DELETE FROM identity WHERE fact = '{ben}';"
        "UPDATE leaf SET salt = NULL WHERE subject = '{ben}' AND position = 1",
        (
            "position 7, leaf 0, subject {ben}: the facts differ from what was recorded",
            "position 7, leaf 0, subject {ben}: it says that something was erased",
        ),
    ),
    Tampering(
        "an adopted text altered",
        "UPDATE pack_text SET text = replace(text, '1 year', '2 years') WHERE agency = '{agency}'",
        ("is not the text that was adopted",),
    ),
    Tampering(
        "an adopted text altered under its new digest",
        "UPDATE pack_text SET text = 'x', digest = encode(sha256('x'), 'hex') WHERE agency = '{agency}'",
        ("was adopted, and is gone",),
    ),
    Tampering(
        "an adopted text altered, and the adoption with it",
        "UPDATE pack_text SET text = 'x', digest = encode(sha256('x'), 'hex') WHERE agency = '{agency}';"
        "UPDATE adoption_version SET digest = encode(sha256('x'), 'hex') WHERE agency = '{agency}'",
        ("position 8, leaf 0, subject {adoption}: the facts differ",),
    ),
    Tampering(
        "an adopted text's line ends altered",
        "UPDATE pack_text SET text = replace(text, E'\\n', E'\\r\\n') WHERE agency = '{agency}'",
        ("is not the text that was adopted",),
    ),
    Tampering(
        "an adopted text removed", "DELETE FROM pack_text WHERE agency = '{agency}'", ("was adopted, and is gone",)
    ),
    Tampering(
        "a course described otherwise by hand, as if nothing had been known before",
        "UPDATE course_version SET topics = '{{suicide-prevention}}' WHERE fact = '{course}'",
        ("position 3, leaf 0, subject {course}: the facts differ",),
    ),
    Tampering(
        "the last of two leaves removed with all that it recorded",
        "DELETE FROM leaf WHERE position = 9 AND place = 1 AND agency = '{agency}';"
        "DELETE FROM employment_version WHERE person = '{ines}'",
        ("position 9",),
    ),
    Tampering(
        "a remark altered",
        "UPDATE remark SET words = 'as the chief told me to' WHERE position = 5 AND agency = '{agency}'",
        ("position 5",),
    ),
    Tampering("a remark removed", "DELETE FROM remark WHERE position = 5 AND agency = '{agency}'", ("position 5",)),
)


async def tamper(server: Embedded, on: History, sql: str) -> None:
    async with superuser(server, tampering=True) as root:
        await root.execute(filled(on, sql))


def filled(on: History, text: str) -> str:
    return text.format(
        agency=on.agency,
        ben=on.ben,
        ines=on.ines,
        course=on.course,
        corrected=on.corrected,
        withdrawn=on.withdrawn,
        adoption=on.adoption,
        open=OPEN_POSITION,
    )


def positions(said: tuple[str, ...]) -> set[str]:
    """Return the positions that are pointed at."""
    return {number for each in said for number in re.findall(r"^position (\d+)", each)}


@pytest.mark.parametrize("tampering", TAMPERINGS, ids=lambda each: each.what)
async def test_a_tampering_is_found_and_where_it_was(database: Embedded, tampering: Tampering) -> None:
    on, beside = await history(), await history("Far County")
    assert not (await ledger.verify(by=on.by)).faults

    await tamper(database, on, tampering.sql)

    faults = (await ledger.verify(by=on.by)).faults
    for said in tampering.says:
        assert any(filled(on, said) in fault for fault in faults), faults
    assert positions(faults) == positions(tampering.says), f"it points at more than was touched: {faults}"
    assert not (await ledger.verify(by=beside.by)).faults, "another agency's ledger is as it was"


async def test_an_agency_whose_midnight_was_moved_by_hand_is_found(database: Embedded) -> None:
    amara, agency = await gather("Harbor County")
    async with superuser(database, tampering=True) as root:
        await root.execute("UPDATE agency_version SET time_zone = 'Pacific/Guam' WHERE agency = $1", agency)

    (fault,) = (await ledger.verify(by=amara.principal)).faults

    assert fault == f"position 1, leaf 0, subject {agency}: the facts differ from what was recorded"


async def test_an_untouched_ledger_has_no_fault(database: Embedded) -> None:
    on = await history()

    verified = await ledger.verify(by=on.by)

    assert verified.faults == ()
    assert (verified.head.position, verified.leaves, verified.erased) == (9, 10, 0)


async def test_a_text_adopted_from_a_file_with_other_line_ends_has_no_fault(database: Embedded) -> None:
    by = await found()
    text = shipped_text("us-osha-bbp").replace("\n", "\r\n")

    await packs.adopt_pack(text, since=make.LONG_AGO, by=by, now=NOW)

    assert (await ledger.verify(by=by)).faults == ()


async def test_the_newest_acts_cut_off_with_all_they_wrote_are_not_found_without_a_checkpoint(
    database: Embedded,
) -> None:
    """What this cannot do is said, and stays true until checkpoints are kept elsewhere."""
    on = await history()

    await tamper(
        database,
        on,
        "DELETE FROM leaf WHERE position = 9 AND agency = '{agency}';"
        "DELETE FROM act WHERE position = 9 AND agency = '{agency}';"
        "DELETE FROM employment_version WHERE agency = '{agency}';"
        "UPDATE ledger SET position = 8 WHERE agency = '{agency}'",
    )

    assert not (await ledger.verify(by=on.by)).faults


async def test_a_fact_written_over_sql_under_a_position_of_its_own_has_no_leaf_and_is_found(
    database: Embedded,
) -> None:
    on = await history()
    async with raw(database, DatabaseRole.APP) as app, app.transaction():
        await look_at(app, on.agency)
        await app.execute("UPDATE ledger SET position = position + 1")
        await app.execute(
            "INSERT INTO act (id, agency, position, act, at) SELECT $1, $2, 10, 'completion-recorded', at FROM ledger",
            uuid4(),
            on.agency,
        )
        await app.execute(
            "UPDATE completion_version SET known_until = 10 WHERE fact = $1 AND known_until = $2",
            on.corrected,
            OPEN_POSITION,
        )

    assert "position 10: the act has no leaf" in (await ledger.verify(by=on.by)).faults


async def test_a_ledger_that_is_written_to_meanwhile_verifies(
    database: Embedded, monkeypatch: pytest.MonkeyPatch
) -> None:
    on = await history()
    count = proofs.strays

    async def after_somebody_wrote(scope: Scope) -> int:
        await people.add_person(make.identity(), by=on.by, now=NOW)
        return await count(scope)

    monkeypatch.setattr(proofs, "strays", after_somebody_wrote)

    assert (await ledger.verify(by=on.by)).faults == ()


async def test_a_long_ledger_is_read_a_batch_at_a_time(database: Embedded, monkeypatch: pytest.MonkeyPatch) -> None:
    on = await history()
    whole = await ledger.verify(by=on.by)
    for batch in (1, 2, 3, 9, 10):
        monkeypatch.setattr(proofs, "BATCH", batch)

        assert await ledger.verify(by=on.by) == whole
