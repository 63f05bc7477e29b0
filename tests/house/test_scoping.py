"""Every query is scoped, every permission means something, and every act is one that somebody does."""

from __future__ import annotations

import ast
import re
from collections import Counter
from collections.abc import Collection, Iterator
from pathlib import Path

import pytest

SRC = Path(__file__).resolve().parents[2] / "src"
SCOPED = {"scope": "Scope", "entry": "Entry"}

# What persistence has beside its capabilities: how the database is found, made, opened and asked.
MACHINERY = {
    "backup": "the whole database, for whoever runs the machine; in figures, asked nothing of anybody in it",
    "catalogue": "the shape of the database, nothing of what is in it",
    "database": "where scopes become transactions",
    "embedded": "a server, whatever is in it",
    "embedded_home": "the folder of a server",
    "facts": "the kinds of fact, asked nothing",
    "migrate": "the shape of the database, signed in as its owner",
    "opening": "which database, before anybody asks it anything",
    "piccolo_app": "for Piccolo's tools",
    "postgres_programs": "the programs of a server",
}

# Queries that take no scope, each with its reason. Row-level security holds them to what is said here.
UNSCOPED = {
    "accounts.account": "a sign-in, by its id; it belongs to no agency",
    "accounts.account_of": "who signs in is found before anybody knows where they belong",
    "accounts.add_account": "one sign-in for the whole machine; it belongs to no agency",
    "accounts.disable": "an account is shut everywhere at once",
    "accounts.end_sessions": "the sessions of one account, whatever it is signed in to",
    "accounts.forget_browsers": "the browsers of one account",
    "accounts.keep_password": "one password for one account",
    "accounts.memberships": "the agencies of one account: the question that comes before a scope",
    "calendars.brought": "whose a calendar is, is found before anybody knows which agency it is of",
    "cards.brought": "whose a card is, is found before anybody knows which agency it is of",
    "attempts.forgive": "a try is counted before anybody knows who it is",
    "attempts.take": "a try is counted before anybody knows who it is",
    "one_time_codes.confirm": "a second factor belongs to an account",
    "one_time_codes.forget": "a second factor belongs to an account",
    "one_time_codes.has_second_factor": "a second factor belongs to an account",
    "one_time_codes.keep": "a second factor belongs to an account",
    "one_time_codes.keep_recovery_codes": "a recovery code belongs to an account",
    "one_time_codes.kept": "a second factor belongs to an account",
    "one_time_codes.recovery_codes_left": "a recovery code belongs to an account",
    "one_time_codes.use_recovery_code": "a recovery code belongs to an account",
    "one_time_codes.use_step": "a second factor belongs to an account",
    "sessions.accounts_known_to": "a browser, before anybody knows who it is",
    "sessions.begin_session": "a session belongs to a browser",
    "sessions.end_session": "a session belongs to a browser",
    "sessions.end_session_of": "a session belongs to a browser, and to the account it is signed in to",
    "sessions.know_browser": "a browser, and the account it has signed in to",
    "sessions.session": "a session belongs to a browser",
    "sessions.sessions_of": "the sessions of one account, whatever it is signed in to",
    "tokens.brought": "whose a token is, is found before anybody knows which agency it is of",
    "tokens.note_use": "a token is used by whoever brings it",
    "links.add_link": "a link is of an account, before anybody knows where it belongs",
    "links.keep_mail": "whoever made a link knows its digest, and what became of its mail",
    "links.link": "whoever holds a link is told what it is for",
    "links.use_link": "whoever holds a link uses it up",
    "openid.account_of_subject": "who comes from a provider is found before anybody knows where they belong",
    "openid.add_subject": "whom a provider calls what is a matter of an account",
    "openid.linked": "what signs somebody in is a matter of an account",
    "openid.remove_subject": "as above",
    "openid.begin_flow": "who is away to sign in is nobody yet",
    "openid.take_flow": "who comes back is nobody yet",
    "reminders.agencies": "whoever sends reminders sends them for every agency: ids and midnights, no more",
}

# Acts that no service does yet. Take one off when a service does it.
AWAITED: set[str] = set()


def public(module: Path) -> Iterator[ast.AsyncFunctionDef]:
    """Yield the public coroutines of a module: what other modules may await, iterate or enter."""
    for each in ast.parse(module.read_text()).body:
        if isinstance(each, ast.AsyncFunctionDef) and not each.name.startswith("_"):
            yield each


def unscoped(src: Path) -> dict[str, str]:
    """Return every query that does not take a scope first, and what it takes instead."""
    found = {}
    for module in sorted((src / "muster" / "persistence").rglob("*.py")):
        if module.stem in MACHINERY or module.stem == "__init__":
            continue
        for each in public(module):
            taken = [*each.args.posonlyargs, *each.args.args]
            first = taken[0] if taken else None
            kind = ast.unparse(first.annotation) if first and first.annotation else ""
            if first is None or SCOPED.get(first.arg) != kind:
                found[f"{module.stem}.{each.name}"] = f"{first.arg}: {kind}" if first else "nothing"
    return found


def members(src: Path, module: str, name: str) -> list[tuple[str, str]]:
    """Return the members of an enumeration with their values, in order, aliases included."""
    tree = ast.parse((src / "muster" / "domain" / f"{module}.py").read_text())
    body = next(each.body for each in tree.body if isinstance(each, ast.ClassDef) and each.name == name)
    return [
        (ast.unparse(each.targets[0]), str(ast.literal_eval(each.value)))
        for each in body
        if isinstance(each, ast.Assign)
    ]


def named(tree: ast.AST, name: str) -> set[str]:
    """Return which members of an enumeration are named in a piece of code."""
    return {
        each.attr
        for each in ast.walk(tree)
        if isinstance(each, ast.Attribute) and isinstance(each.value, ast.Name) and each.value.id == name
    }


def calls(src: Path, name: str) -> list[ast.Call]:
    """Return every call of a function or method in the services, and in what decides for them who may give a place."""
    return [
        each
        for module in (*sorted((src / "muster" / "services").rglob("*.py")), src / "muster" / "domain" / "members.py")
        for each in ast.walk(ast.parse(module.read_text()))
        if isinstance(each, ast.Call) and ast.unparse(each.func).rpartition(".")[2] == name
    ]


def permission_faults(src: Path) -> list[str]:
    """Say what does not fit between the permissions, the table of who has them, and the services that ask."""
    permissions = {name for name, _ in members(src, "access", "Permission")}
    roles = {name for name, _ in members(src, "access", "Role")}
    tree = ast.parse((src / "muster" / "domain" / "access.py").read_text())
    values = {
        ast.unparse(each.target): each.value for each in tree.body if isinstance(each, ast.AnnAssign) and each.value
    }
    matrix = next(each for each in ast.walk(values["MATRIX"]) if isinstance(each, ast.Dict))
    rows = dict(zip((ast.unparse(key) for key in matrix.keys if key), matrix.values, strict=True))
    granted: set[str] = set()
    for row in rows.values():
        everything = any(
            isinstance(each, ast.Call) and ast.unparse(each) == "frozenset(Permission)" for each in ast.walk(row)
        )
        shared = [
            values[name] for name in (each.id for each in ast.walk(row) if isinstance(each, ast.Name)) if name in values
        ]
        granted |= permissions if everything else set().union(*(named(each, "Permission") for each in (row, *shared)))
    asked = {name for name in ("require", "may") for call in calls(src, name) for name in named(call, "Permission")}
    return [
        *(f"no role has the permission {each}" for each in sorted(permissions - granted)),
        *(f"the table grants {each}, which is no permission" for each in sorted(granted - permissions)),
        *(
            f"the role {each} has no row in the table"
            for each in sorted(roles - {row.removeprefix("Role.") for row in rows})
        ),
        *(f"no service asks for {each}" for each in sorted(permissions - asked)),
        *(f"a service asks for {each}, which is no permission" for each in sorted(asked - permissions)),
        *badly_named(members(src, "access", "Permission"), r"[a-z]+(-[a-z]+)*:[a-z]+(-[a-z]+)*"),
    ]


def act_faults(src: Path, awaited: Collection[str] = AWAITED) -> list[str]:
    """Say what does not fit between the acts and the services that do them."""
    acts = members(src, "acts", "Act")
    written = {name for call in calls(src, "recorded") for name in named(call, "Act")}
    known = {name for name, _ in acts}
    return [
        *(f"no service does {each}; do it, or list it as awaited" for each in sorted(known - written - set(awaited))),
        *(f"{each} is done by now: it is awaited no longer" for each in sorted(set(awaited) & written)),
        *(f"{each} is awaited, and no act" for each in sorted(set(awaited) - known)),
        *(f"a service does {each}, which is no act" for each in sorted(written - known)),
        *badly_named(acts, r"[a-z]+(-[a-z]+)+"),
    ]


def badly_named(members: list[tuple[str, str]], form: str) -> list[str]:
    counted = Counter(value for _, value in members)
    return [
        *(f"{value} is written for two members" for value, times in counted.items() if times > 1),
        *(f"{value} is not written as {form}" for value in counted if not re.fullmatch(form, value)),
    ]


def unguarded(src: Path) -> list[str]:
    """Return the services that act for somebody and ask for no permission, by themselves or by another service."""
    found = []
    for module in sorted((src / "muster" / "services").rglob("*.py")):
        bodies = {each.name: each for each in public(module)}
        for name, each in bodies.items():
            takes = {ast.unparse(one.annotation) for one in each.args.args + each.args.kwonlyargs if one.annotation}
            if "Principal" in takes and not asks(each, bodies) and f"{module.stem}.{name}" not in ASKS_NOTHING:
                found.append(f"{module.stem}.{name}")
    return found


# Services that act for somebody and need no permission of theirs.
ASKS_NOTHING = {
    "access_log.looked": "what is told there has been asked for; it shows nothing",
    "downloads.download": "draws what somebody was shown already, and tells that they took it away",
    "programs.agency_of": "the agency one is signed in to: its name is on every page",
    "staff_rule.require_of": "refuses whoever has to set a second factor up; it shows nothing",
    "easing.allowed": "refuses what cannot ease a rule, for whoever was asked whether they may; it shows nothing",
    "judged.judged": "reads no further than the scope that was asked for, which it is given",
    "compliance.position": "where the ledger stands, so that a question can be asked; it shows no fact",
}


def asks(function: ast.AsyncFunctionDef, others: dict[str, ast.AsyncFunctionDef]) -> bool:
    """Does it ask for a permission: itself, by what asks for it, or by a service of its module?

    ``may_give`` and ``giving`` ask who may give a place, ``oneself`` that it is one's own.
    """
    called = [ast.unparse(each.func) for each in ast.walk(function) if isinstance(each, ast.Call)]
    return any(name.endswith((".require", "may_give", "members.giving", "oneself")) for name in called) or any(
        asks(others[name], others) for name in called if name in others and name != function.name
    )


def change(file: Path, old: str, new: str) -> None:
    text = file.read_text()
    assert old in text, f"{file.name} no longer says {old!r}: plant the violation elsewhere"
    file.write_text(text.replace(old, new, 1))


# -- queries


def test_every_query_takes_a_scope_or_an_entry_first() -> None:
    assert set(unscoped(SRC)) - set(UNSCOPED) == set(), "take `scope: Scope` or `entry: Entry` first, or argue"


def test_every_argued_query_is_there_and_still_unscoped() -> None:
    assert set(UNSCOPED) - set(unscoped(SRC)) == set()
    assert {f"{each}.py" for each in MACHINERY} <= {each.name for each in (SRC / "muster" / "persistence").glob("*.py")}


@pytest.mark.parametrize(
    "planted",
    [
        "async def planted(who: UUID) -> None: ...",
        "async def planted() -> None: ...",
        "async def planted(who: UUID, scope: Scope) -> None: ...",
        "async def planted(*, scope: Scope) -> None: ...",
        "async def planted(scope) -> None: ...",
        "async def planted(scope: UUID) -> None: ...",
        "async def planted(area: Scope) -> None: ...",
        "@asynccontextmanager\nasync def planted(who: UUID) -> AsyncIterator[None]: yield",
    ],
)
@pytest.mark.parametrize("module", ["training.py", "a_new_capability.py"])
def test_a_planted_query_without_a_scope_is_found(copy: Path, module: str, planted: str) -> None:
    before = unscoped(copy)

    with (copy / "muster" / "persistence" / module).open("a") as file:
        file.write(f"\n\n{planted}\n")

    assert set(unscoped(copy)) - set(before) == {f"{module[:-3]}.planted"}


@pytest.mark.parametrize("planted", ["scope: Scope", "entry: Entry", "scope: Scope, who: UUID"])
def test_a_planted_query_with_a_scope_is_not(copy: Path, planted: str) -> None:
    with (copy / "muster" / "persistence" / "training.py").open("a") as file:
        file.write(f"\n\nasync def planted({planted}) -> None: ...\n")

    assert unscoped(copy) == unscoped(SRC)


# -- permissions


def test_every_permission_is_asked_for_by_a_service_and_granted_to_a_role() -> None:
    assert permission_faults(SRC) == []


@pytest.mark.parametrize(
    ("file", "old", "new", "said"),
    [
        (
            "domain/access.py",
            '    LEDGER_VERIFY = "ledger:verify"\n',
            '    LEDGER_VERIFY = "ledger:verify"\n    PLANTED = "planted:read"\n',
            "no service asks for PLANTED",
        ),
        (
            "domain/access.py",
            '    LEDGER_VERIFY = "ledger:verify"\n',
            '    LEDGER_VERIFY = "pack:adopt"\n',
            "pack:adopt is written for two members",
        ),
        ("domain/access.py", '"ledger:verify"', '"LedgerVerify"', "LedgerVerify is not written as"),
        (
            "domain/access.py",
            "Role.ADMINISTRATOR: frozenset(Permission),",
            "Role.ADMINISTRATOR: _READS,",
            "no role has the permission PACK_ADOPT",
        ),
        (
            "domain/access.py",
            (
                "        Role.SUPERVISOR: _READS"
                " | {Permission.EFFORT_READ, Permission.EFFORT_APPROVE, Permission.SHIFT_RECORD},\n"
            ),
            "",
            "the role SUPERVISOR has no row in the table",
        ),
        ("domain/access.py", "    PACK_ADOPT = ", "    PACK_ADD = ", "a service asks for PACK_ADOPT, which is no"),
        (
            "services/programs.py",
            "    scope = by.require(Permission.PROGRAM_ADD, whole=True)\n",
            "",
            "no service asks for PROGRAM_ADD",
        ),
    ],
    ids=lambda each: each.strip().replace("\n", " ")[:40],
)
def test_a_planted_fault_in_the_permissions_is_found(copy: Path, file: str, old: str, new: str, said: str) -> None:
    change(copy / "muster" / file, old, new)

    assert any(fault.startswith(said) for fault in permission_faults(copy)), permission_faults(copy)


def test_every_service_that_acts_for_somebody_asks_whether_they_may() -> None:
    assert unguarded(SRC) == [], "ask `by.require(...)` first, or say in ASKS_NOTHING why not"


@pytest.mark.parametrize(
    ("file", "old"),
    [
        ("ledger", "    scope = by.require(Permission.LEDGER_VERIFY, whole=True)\n"),
        ("training", "    scope = by.require(Permission.TRAINING_RECORD)\n"),
        ("people", "    scope = by.require(Permission.PEOPLE_READ, person=who)\n"),
    ],
)
def test_a_service_that_stopped_asking_is_found(copy: Path, file: str, old: str) -> None:
    change(copy / "muster" / "services" / f"{file}.py", old, "")

    assert unguarded(copy) != []


# -- acts


def test_every_act_is_done_by_a_service() -> None:
    assert act_faults(SRC) == []


@pytest.mark.parametrize(
    ("file", "old", "new", "said"),
    [
        (
            "domain/acts.py",
            '    PACK_ADOPTED = "pack-adopted"\n',
            '    PACK_ADOPTED = "pack-adopted"\n    PLANTED = "planted-here"\n',
            "no service does PLANTED",
        ),
        ("domain/acts.py", '"pack-adopted"', '"adoption-ended"', "adoption-ended is written for two members"),
        ("domain/acts.py", '"pack-adopted"', '"Pack adopted"', "Pack adopted is not written as"),
        ("domain/acts.py", "    PACK_ADOPTED =", "    PACK_TAKEN =", "a service does PACK_ADOPTED, which is no act"),
    ],
    ids=lambda each: each.strip().replace("\n", " ")[:40],
)
def test_a_planted_fault_in_the_acts_is_found(copy: Path, file: str, old: str, new: str, said: str) -> None:
    change(copy / "muster" / file, old, new)

    assert any(fault.startswith(said) for fault in act_faults(copy)), act_faults(copy)


def test_an_act_is_awaited_only_until_a_service_does_it() -> None:
    assert "PACK_ADOPTED is done by now: it is awaited no longer" in act_faults(SRC, {"PACK_ADOPTED"})
    assert "PLANTED is awaited, and no act" in act_faults(SRC, {"PLANTED"})
