"""Lived experience: said by oneself, consented to, taken back; read by few, each time told; behind a third wall."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from uuid import UUID

import pytest

from muster.domain.access import EVERYBODY, Principal, Role
from muster.domain.access_log import Sight
from muster.domain.errors import Conflict, Forbidden, NotFound, Stale
from muster.domain.privacy.disclosures import FEWEST, Disclosure, Lived
from muster.persistence import disclosures as store
from muster.persistence.database import disclosing, fetch, scoped
from muster.persistence.embedded import DatabaseRole, Embedded
from muster.services import access_log, disclosures, holds, ledger, people
from tests import make
from tests.cast import NOW, Cast, Member, join
from tests.persistence.rigs import look_at, raw, superuser

SAID = Disclosure(Lived.HOMELESSNESS)


@pytest.fixture
async def hana(cast: Cast) -> Principal:
    return (await join(cast.amara, Role.HR)).principal


async def seen(who: UUID, by: Principal) -> list[tuple[Lived, bool, bool]]:
    found = await disclosures.disclosures(who, by=by, now=NOW)
    return [(each.value.kind, each.value.counted, each.value.shown) for each in found]


async def told(of: UUID, by: Principal) -> int:
    return len([each for each in (await access_log.looks_at(of, by=by)).items if each.look.sight is Sight.DISCLOSURE])


# -- who says it, who sees it


async def test_one_says_it_oneself_and_agrees_to_nothing_by_saying_it(cast: Cast, hana: Principal) -> None:
    ben = cast.ben.principal
    await disclosures.disclose(SAID, by=ben, now=NOW)

    assert await seen(cast.ben_himself, ben) == [(Lived.HOMELESSNESS, False, False)]
    assert await seen(cast.ben_himself, hana) == []


async def test_nobody_says_it_for_another(cast: Cast, hana: Principal) -> None:
    for by in (hana, cast.amara.principal):
        with pytest.raises(Forbidden):
            await disclosures.disclose(SAID, by=by, now=NOW)


async def test_consent_holds_at_once_both_ways(cast: Cast, hana: Principal) -> None:
    ben = cast.ben.principal
    which = await disclosures.disclose(replace(SAID, shown=True), by=ben, now=NOW)
    assert await seen(cast.ben_himself, hana) == [(Lived.HOMELESSNESS, False, True)]

    version = await disclosures.record_consent(which, counts=True, shown=False, version=None, by=ben, now=NOW)

    assert await seen(cast.ben_himself, hana) == []
    assert await seen(cast.ben_himself, ben) == [(Lived.HOMELESSNESS, True, False)]
    with pytest.raises(Stale):
        await disclosures.record_consent(which, counts=True, shown=True, version=which, by=ben, now=NOW)
    await disclosures.record_consent(which, counts=True, shown=True, version=version, by=ben, now=NOW)
    assert await seen(cast.ben_himself, hana) == [(Lived.HOMELESSNESS, True, True)]


async def test_only_few_roles_read_what_is_shown(cast: Cast, hana: Principal) -> None:
    await disclosures.disclose(replace(SAID, shown=True), by=cast.ben.principal, now=NOW)
    for role in (Role.SUPERVISOR, Role.GRANT_OFFICER, Role.AUDITOR, Role.RESPONDER, Role.SYSTEM_ADMINISTRATOR):
        other = await join(cast.amara, role)
        with pytest.raises(Forbidden):
            await disclosures.disclosures(cast.ben_himself, by=other.principal, now=NOW)
    with pytest.raises(NotFound):
        await disclosures.disclosures(cast.ben_himself, by=cast.chidi.principal, now=NOW)

    assert await seen(cast.ben_himself, cast.amara.principal) == await seen(cast.ben_himself, hana) != []


async def test_every_reading_by_another_is_told_of_and_ones_own_is_not(cast: Cast, hana: Principal) -> None:
    ben = cast.ben.principal
    await seen(cast.ben_himself, hana)
    await disclosures.disclose(replace(SAID, shown=True), by=ben, now=NOW)
    await seen(cast.ben_himself, hana)
    await seen(cast.ben_himself, hana)
    await seen(cast.ben_himself, ben)

    assert await told(cast.ben_himself, ben) == 3, "each time, and whether there was anything to see or not"


async def test_what_cannot_be_told_is_not_shown(cast: Cast, hana: Principal, monkeypatch: pytest.MonkeyPatch) -> None:
    await disclosures.disclose(replace(SAID, shown=True), by=cast.ben.principal, now=NOW)

    async def broken(*_: object, **__: object) -> None:
        raise ConnectionError

    monkeypatch.setattr(access_log, "looked", broken)
    with pytest.raises(ConnectionError):
        await disclosures.disclosures(cast.ben_himself, by=hana, now=NOW)


async def test_the_same_is_said_once(cast: Cast) -> None:
    ben = cast.ben.principal
    await disclosures.disclose(SAID, by=ben, now=NOW)

    with pytest.raises(Conflict) as refused:
        await disclosures.disclose(SAID, by=ben, now=NOW)

    assert refused.value.code == "said-already"


# -- taken back


async def test_what_is_taken_back_is_erased_and_the_ledger_holds(
    database: Embedded, cast: Cast, hana: Principal
) -> None:
    ben = cast.ben.principal
    which = await disclosures.disclose(replace(SAID, shown=True), by=ben, now=NOW)
    await disclosures.record_consent(which, counts=True, shown=True, version=None, by=ben, now=NOW)
    await disclosures.disclose(Disclosure(Lived.MENTAL_HEALTH), by=ben, now=NOW)

    await disclosures.withdraw_disclosure(which, by=ben, now=NOW)

    assert [kind for kind, *_ in await seen(cast.ben_himself, ben)] == [Lived.MENTAL_HEALTH]
    async with superuser(database) as root:
        for table in ("disclosure", "disclosure_version"):
            assert await root.fetchval(f"SELECT count(*) FROM {table} WHERE person = $1", cast.ben_himself) == 1  # noqa: S608
        assert await root.fetchval("SELECT count(*) FROM leaf WHERE subject = $1 AND salt IS NOT NULL", which) == 0
    verified = await ledger.verify(by=cast.amara.principal)
    assert (verified.faults, verified.erased) == ((), 2)
    with pytest.raises(NotFound):
        await disclosures.withdraw_disclosure(which, by=ben, now=NOW)


async def test_nobody_takes_anothers_back(cast: Cast) -> None:
    which = await disclosures.disclose(SAID, by=cast.ben.principal, now=NOW)
    herself = await people.add_person(make.identity(), by=cast.amara.principal, now=NOW)
    ines = await join(cast.amara, Role.ADMINISTRATOR, person=herself)

    with pytest.raises(NotFound):
        await disclosures.withdraw_disclosure(which, by=ines.principal, now=NOW)
    with pytest.raises(NotFound):
        await disclosures.record_consent(which, counts=True, shown=True, version=None, by=ines.principal, now=NOW)


async def test_a_hold_keeps_it_and_switching_off_works_all_the_same(cast: Cast, hana: Principal) -> None:
    ben = cast.ben.principal
    which = await disclosures.disclose(replace(SAID, shown=True), by=ben, now=NOW)
    hold = await holds.place_hold(cast.ben_himself, because="Doe v. Harbor", by=cast.amara.principal, now=NOW)

    with pytest.raises(Conflict) as refused:
        await disclosures.withdraw_disclosure(which, by=ben, now=NOW)
    await disclosures.record_consent(which, counts=False, shown=False, version=None, by=ben, now=NOW)

    assert refused.value.code == "on-hold"
    assert "Doe" not in str(refused.value), "why is for whoever may place holds"
    assert await seen(cast.ben_himself, hana) == []
    await holds.lift_hold(hold, because="settled", by=cast.amara.principal, now=NOW)
    await disclosures.withdraw_disclosure(which, by=ben, now=NOW)
    assert await seen(cast.ben_himself, ben) == []


async def test_the_ledger_does_not_tell_who_disclosed_what_nor_that_it_was_a_disclosure(
    database: Embedded, cast: Cast
) -> None:
    which = await disclosures.disclose(SAID, by=cast.ben.principal, now=NOW)

    async with superuser(database) as root:
        (leaf,) = await root.fetch("SELECT * FROM leaf WHERE subject = $1", which)
        act = await root.fetchval(
            "SELECT act FROM act WHERE agency = $1 AND position = $2", cast.agency, leaf["position"]
        )

    assert act == "own-data-changed", "the name that everything else a person says of themselves has too"


# -- counted


async def many(cast: Cast, kind: Lived, count: int, *, counted: bool = True) -> list[Member]:
    made = []
    for _ in range(count):
        person = await people.add_person(make.identity(), by=cast.amara.principal, now=NOW)
        member = await join(cast.amara, Role.RESPONDER, person=person)
        await disclosures.disclose(Disclosure(kind, counted=counted), by=member.principal, now=NOW)
        made.append(member)
    return made


async def test_ten_are_few_and_eleven_are_counted(database: Embedded, cast: Cast) -> None:
    officer = (await join(cast.amara, Role.GRANT_OFFICER)).principal
    members = await many(cast, Lived.MENTAL_HEALTH, FEWEST - 1)
    await many(cast, Lived.HOMELESSNESS, 2, counted=False)

    async def counts() -> list[int | None]:
        return [each.people for each in await disclosures.disclosure_counts(by=officer)]

    assert await counts() == [None] * len(Lived)
    members += await many(cast, Lived.MENTAL_HEALTH, 1)
    assert await counts() == [FEWEST, *[None] * (len(Lived) - 1)]

    last = members[-1].principal
    (said,) = await disclosures.disclosures(last.person or cast.agency, by=last, now=NOW)
    await disclosures.record_consent(said.fact, counts=False, shown=False, version=None, by=last, now=NOW)
    assert await counts() == [None] * len(Lived), "withdrawn, and no longer counted from that moment"

    async with raw(database, DatabaseRole.APP) as app, app.transaction():
        await look_at(app, cast.agency)
        assert await app.fetch("SELECT * FROM muster_disclosure_counts()") == [], "the database itself tells of no few"


async def test_only_who_reports_counts(cast: Cast, hana: Principal) -> None:
    for by in (hana, cast.ben.principal, cast.dana.principal):
        with pytest.raises(Forbidden):
            await disclosures.disclosure_counts(by=by)


# -- the third wall


@pytest.mark.parametrize("purpose", [None, "", "anything", "counted"])
async def test_no_query_that_does_not_say_what_for_sees_any(
    database: Embedded, cast: Cast, purpose: str | None
) -> None:
    await disclosures.disclose(Disclosure(Lived.HOMELESSNESS, counted=True, shown=True), by=cast.ben.principal, now=NOW)

    async with raw(database, DatabaseRole.APP) as app, app.transaction():
        await look_at(app, cast.agency)
        await app.execute("SELECT set_config('muster.person', $1, true)", str(cast.ben_himself))
        if purpose is not None:
            await app.execute("SELECT set_config('muster.disclosures', $1, true)", purpose)
        assert [await app.fetch(f"TABLE {table}") for table in ("disclosure", "disclosure_version")] == [[], []]


@pytest.mark.parametrize(
    ("purpose", "by", "rows"),
    [("own", "ben", 2), ("own", "amara", 0), ("shown", "amara", 1), ("ledger", "amara", 2)],
)
async def test_each_purpose_sees_what_it_is_for(cast: Cast, purpose: str, by: str, rows: int) -> None:
    for said in (Disclosure(Lived.HOMELESSNESS, shown=True), Disclosure(Lived.MENTAL_HEALTH, counted=True)):
        await disclosures.disclose(said, by=cast.ben.principal, now=NOW)
    own = replace(EVERYBODY, person=cast.ben_himself if by == "ben" else None)

    scope = replace(cast.amara.principal.scope, reach=own)
    async with scoped(scope):
        async with disclosing(purpose):
            found: Sequence[object] = await fetch("SELECT * FROM disclosure_version")
        assert len(found) == rows
        assert await fetch("SELECT * FROM disclosure_version") == [], "and nothing once it is over"


async def test_a_place_in_one_program_is_shown_only_its_own_people(cast: Cast) -> None:
    await disclosures.disclose(replace(SAID, shown=True), by=cast.ben.principal, now=NOW)
    here = await join(cast.amara, Role.HR, program=cast.program)

    with pytest.raises(NotFound):
        await disclosures.disclosures(cast.ben_himself, by=here.principal, now=NOW)
    assert await store.disclosures(make.everybody(here.principal), cast.ben_himself, purpose=store.SHOWN)
    await people.record_role(cast.ben_himself, make.role(program=cast.program), by=cast.amara.principal, now=NOW)
    assert await seen(cast.ben_himself, here.principal)
