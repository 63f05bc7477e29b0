"""What the database refuses by itself of money, time, shifts and reminders."""

# ruff: noqa: S608 - names come from here; values are parameters

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import TypeAlias
from uuid import UUID, uuid4

import asyncpg
import pytest

from muster.persistence.embedded import DatabaseRole, Embedded
from muster.persistence.facts import OPEN_POSITION
from tests.persistence.full import fill
from tests.persistence.rigs import Raw, look_at, raw, superuser

Said: TypeAlias = Mapping[str, object]

ONE_OF_EACH: dict[str, Said] = {
    "award_version": {"number": "another"},
    "personnel_line_version": {"code": "another"},
    "partner_version": {"name": "another"},
    "partnership_version": {},
    "allocation_version": {},
    "effort_version": {},
    "paid_day_version": {"valid_from": "2026-11-19", "valid_until": "2026-11-20"},
    "pay_rate_version": {"valid_from": "1990-01-01", "valid_until": "1990-01-02"},
    "leave_version": {"valid_from": "2019-03-05", "valid_until": "2019-04-05"},
    "effort_confirmation_version": {"valid_from": "2019-06-03", "valid_until": "2019-06-10", "signed_on": "2019-06-09"},
    "waiver_version": {},
    "extension_version": {},
    "extension_order_version": {"number": "another"},
    "identifier_version": {"value": "another"},
    "document_version": {},
    "adoption_version": {"pack": "another"},
    "shift_version": {},
    "shift_member_version": {"shift": "{fact}"},
    "reminder": {"key": "another"},
}
TWO_DAYS: Said = {"valid_from": "2026-11-18", "valid_until": "2026-11-20"}
SELF_APPROVED: Said = {"approved_by": "{person}", "approved_on": "2018-07-01"}
NO_END: Said = {"valid_until": "infinity", "dating": "end-unknown"}

# What a row says, and the constraint that refuses it.
IMPOSSIBLE: tuple[tuple[str, Said, str], ...] = (
    ("award_version", {"number": "{number}"}, "award_version_once_uq"),
    ("award_version", {"number": "{NUMBER}"}, "award_version_once_uq"),
    ("award_version", {"number": ""}, "award_number"),
    ("award_version", {"amount_cents": -1}, "award_amount"),
    ("award_version", {"report_months": 2}, "award_schedule"),
    ("award_version", {"report_due_days": 401}, "award_schedule"),
    ("award_version", NO_END, "award_dated"),
    ("personnel_line_version", {"code": "{code}"}, "personnel_line_version_once_uq"),
    ("personnel_line_version", {"code": "{CODE}"}, "personnel_line_version_once_uq"),
    ("personnel_line_version", {"code": ""}, "personnel_line_said"),
    ("personnel_line_version", {"role": ""}, "personnel_line_said"),
    ("personnel_line_version", {"fte_hundredths": 0}, "personnel_line_amounts"),
    ("personnel_line_version", {"annual_cents": -1}, "personnel_line_amounts"),
    ("partner_version", {"name": "{name}"}, "partner_version_once_uq"),
    ("partner_version", {"name": "{NAME}"}, "partner_version_once_uq"),
    ("partner_version", {"name": ""}, "partner_name"),
    ("partnership_version", {"instrument": "handshake"}, "partnership_version_instrument_word"),
    ("partnership_version", NO_END, "partnership_dated"),
    ("allocation_version", {"percent_hundredths": 10_001}, "allocation_share"),
    ("allocation_version", {"percent_hundredths": 0}, "allocation_share"),
    ("allocation_version", NO_END, "allocation_dated"),
    ("effort_version", TWO_DAYS, "effort_day"),
    ("effort_version", {"dating": "end-unknown", "valid_until": "infinity"}, "effort_day"),
    ("effort_version", {"minutes": 0}, "effort_minutes"),
    ("effort_version", {"minutes": 1501}, "effort_minutes"),
    ("effort_version", {"kind": "holiday"}, "effort_version_kind_word"),
    ("paid_day_version", TWO_DAYS, "paid_day_day"),
    ("paid_day_version", {"minutes": 1501}, "paid_day_minutes"),
    ("paid_day_version", {"valid_from": "{valid_from}", "valid_until": "{valid_until}"}, "paid_day_version_once_uq"),
    ("pay_rate_version", {"cents_per_hour": 0}, "pay_rate_above_zero"),
    ("pay_rate_version", {"valid_from": "2026-01-01", "valid_until": "2026-02-01"}, "pay_rate_version_excl"),
    ("leave_version", NO_END, "leave_dated"),
    ("leave_version", {"valid_from": "{valid_from}"}, "leave_version_excl"),
    ("effort_confirmation_version", NO_END, "effort_confirmation_dated"),
    ("effort_confirmation_version", {"valid_from": "{valid_from}"}, "effort_confirmation_version_excl"),
    ("effort_confirmation_version", {"statement": ""}, "effort_confirmation_said"),
    ("effort_confirmation_version", {"shares": []}, "effort_confirmation_said"),
    ("effort_confirmation_version", {"basis": "memory"}, "effort_confirmation_basis"),
    ("effort_confirmation_version", {"signed_on": "2018-06-09"}, "effort_confirmation_signed"),
    ("effort_confirmation_version", {"approved_on": "2018-07-01"}, "effort_confirmation_approved"),
    ("effort_confirmation_version", SELF_APPROVED, "effort_confirmation_approved"),
    ("waiver_version", {"requirement": ""}, "waiver_said"),
    ("waiver_version", {"authority": ""}, "waiver_said"),
    ("waiver_version", NO_END, "waiver_dated"),
    ("extension_version", {"requirement": ""}, "extension_said"),
    ("extension_version", NO_END, "extension_dated"),
    ("extension_order_version", {"number": "{number}"}, "extension_order_version_once_uq"),
    ("extension_order_version", {"number": "{NUMBER}"}, "extension_order_version_once_uq"),
    ("extension_order_version", {"number": ""}, "extension_order_said"),
    ("extension_order_version", {"kind": "emt", "requirement": "a-pack/rule"}, "extension_order_about"),
    ("extension_order_version", {"kind": None, "requirement": None}, "extension_order_about"),
    ("extension_order_version", {"number": "another", "runs_through": "{valid_from}"}, "extension_order_dated"),
    ("identifier_version", {"value": "{value}"}, "identifier_version_once_uq"),
    ("identifier_version", {"value": ""}, "identifier_value"),
    ("identifier_version", {"register": "dmv"}, "identifier_version_register_word"),
    ("document_version", {"digest": "ABC"}, "document_digest"),
    ("document_version", {"name": ""}, "document_digest"),
    ("document_version", {"size": -1}, "document_digest"),
    ("adoption_version", {"program": "{fact}", "award": "{fact}"}, "adoption_binds_one"),
    ("adoption_version", {"pack": "{pack}"}, "adoption_version_excl"),
    ("shift_version", {"team": ""}, "shift_team"),
    ("shift_version", {"ends_at": "{starts_at}"}, "shift_times"),
    ("shift_version", {"ends_at": "2026-11-26T12:00:01Z"}, "shift_times"),
    ("shift_version", {"went_until": "2026-11-22T12:00:00Z"}, "shift_went_times"),
    ("shift_version", {"went_from": None}, "shift_went"),
    ("shift_version", NO_END, "shift_dated"),
    ("shift_member_version", {"shift": "{shift}"}, "shift_member_version_once_uq"),
    ("shift_member_version", {"stage": "ready"}, "shift_member_version_stage_word"),
    ("shift_member_version", {"presence": "nearby"}, "shift_member_version_presence_word"),
    ("shift_member_version", NO_END, "shift_member_dated"),
    ("reminder", {"state": "forgotten"}, "reminder_state_word"),
    ("reminder", {"channel": "pigeon"}, "reminder_channel_word"),
    ("reminder", {"attempts": -1}, "reminder_counts"),
    ("reminder", {"key": "{key}"}, "reminder_key_uq"),
)


async def copied(root: Raw, agency: UUID, table: str, changes: Said) -> None:
    """Copy a row that is on record, under an id of its own and saying something else; nothing of it is kept.

    ``{name}`` stands for what the row itself says, ``{NAME}`` for the same in capital letters.
    """
    current = "" if table == "reminder" else f" AND known_until = {OPEN_POSITION}"
    row = await root.fetchrow(f"SELECT * FROM {table} WHERE agency = $1{current} ORDER BY ctid LIMIT 1", agency)
    assert row, f"{table} has no row to copy"
    own = {name: str(value) for name, value in row.items()}
    own |= {name.upper(): value.upper() for name, value in own.items()}
    said = {name: value.format_map(own) if isinstance(value, str) else value for name, value in changes.items()}
    ids = {name: str(uuid4()) for name in ("id", "fact") if name in row.keys()}  # noqa: SIM118 - a record is a sequence
    trying = root.transaction()
    await trying.start()
    try:
        await root.execute(
            f"INSERT INTO {table} SELECT (jsonb_populate_record(t, $1::jsonb)).* FROM {table} t WHERE t.id = $2",
            json.dumps(ids | said),
            row["id"],
        )
    finally:
        await trying.rollback()


def test_every_kind_of_money_and_time_has_something_that_cannot_be() -> None:
    assert {table for table, _, _ in IMPOSSIBLE} == set(ONE_OF_EACH)


async def test_a_row_that_can_be_is_taken(database: Embedded) -> None:
    """The control for the next: it is what each row says that is refused there, not how it is tried."""
    harbor = await fill("kestrel")
    async with superuser(database, tampering=True) as root:
        for table, changes in ONE_OF_EACH.items():
            await copied(root, harbor.has.agency, table, changes)


async def test_what_cannot_be_is_refused_by_the_database_itself(database: Embedded) -> None:
    harbor = await fill("kestrel")
    async with superuser(database, tampering=True) as root:
        for table, changes, constraint in IMPOSSIBLE:
            with pytest.raises(asyncpg.IntegrityConstraintViolationError) as refused:
                await copied(root, harbor.has.agency, table, {**ONE_OF_EACH[table], **changes})
            assert refused.value.constraint_name == constraint, (table, changes)


WHAT_IT_IS_ABOUT = ("id", "agency", "key", "person", "program", "requirement", "cycle_on", "rung", "channel", "due_on")


async def test_the_state_of_a_reminder_moves_and_what_it_is_about_does_not(database: Embedded) -> None:
    harbor = await fill("kestrel")
    async with raw(database, DatabaseRole.APP) as app:
        for column in (*WHAT_IT_IS_ABOUT, "planned_at"):
            with pytest.raises(asyncpg.InsufficientPrivilegeError):
                await app.execute(f"UPDATE reminder SET {column} = {column}")
        async with app.transaction():
            await look_at(app, harbor.has.agency)
            assert await app.execute("UPDATE reminder SET state = 'withdrawn'") == "UPDATE 1"
        for taken_away in ("DELETE FROM reminder", "TRUNCATE reminder"):
            with pytest.raises(asyncpg.InsufficientPrivilegeError):
                await app.execute(taken_away)


@pytest.mark.parametrize("further", ["'sent', 0", "'pending', 1"], ids=["sent already", "tried already"])
async def test_a_reminder_begins_as_one_that_nobody_has_tried(database: Embedded, further: str) -> None:
    harbor = await fill("kestrel")
    copy = (
        "INSERT INTO reminder (id, agency, key, person, program, requirement, cycle_on, rung, channel, due_on,"
        " planned_at, not_before, detail, state, attempts) SELECT gen_random_uuid(), agency, '{key}', person, program,"
        " requirement, cycle_on, rung, channel, due_on, planned_at, not_before, detail, {further} FROM reminder"
    )
    async with raw(database, DatabaseRole.APP) as app:
        async with app.transaction():
            await look_at(app, harbor.has.agency)
            assert await app.execute(copy.format(key="control", further="'pending', 0")) == "INSERT 0 1"
        trying = app.transaction()
        await trying.start()
        await look_at(app, harbor.has.agency)
        with pytest.raises(asyncpg.InsufficientPrivilegeError, match="row-level security"):
            await app.execute(copy.format(key="planted", further=further))
        await trying.rollback()
