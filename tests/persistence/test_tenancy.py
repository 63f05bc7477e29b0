"""One agency never sees another: not its words, not its ids, not that it exists.

Two walls stand between them, the query's own ``agency = $1`` and row-level security. Each is tried with the
other one taken down, and both down at once is the control that shows what there was to see.
"""

# ruff: noqa: S608 - names come from here or from the catalogue; values are parameters

from __future__ import annotations

import importlib
import inspect
import pkgutil
import re
import tempfile
from collections.abc import AsyncIterator, Callable, Collection, Iterable, Iterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from types import ModuleType
from typing import Any, get_args, get_type_hints
from uuid import UUID, uuid4

import asyncpg
import pytest

from muster import persistence, services
from muster.domain import in_time
from muster.domain.access import Membership, Permission, Principal, Role, Scope
from muster.domain.access_log import Sight
from muster.domain.adopting.adoptions import NOTHING_STATED, Adoption, Proposal, Stated, Whom
from muster.domain.approvals import Approval
from muster.domain.awards import Allocation, Award, PayRate, PersonnelLine
from muster.domain.classes import Class, fact_of
from muster.domain.credentials import Credential, Status, StatusEvent
from muster.domain.effort import Effort
from muster.domain.errors import Refusal
from muster.domain.extensions import Extension, Order
from muster.domain.forecasts.supposing import Taken
from muster.domain.forecasts.what_if import Supposition
from muster.domain.head_counts import HeadCount
from muster.domain.importing.claims import Claim
from muster.domain.importing.drafts import State as ImportState
from muster.domain.importing.planning.plan import Kind
from muster.domain.importing.recipe import Recipe
from muster.domain.intervals import ALWAYS, Interval
from muster.domain.leave import Leave
from muster.domain.ledger.checkpoints import Introduction, Log, Note
from muster.domain.ledger.tree import Node, Run
from muster.domain.moments import Moment
from muster.domain.overviews import gaps
from muster.domain.overviews.roster import Wanted
from muster.domain.owing.figures import Figures
from muster.domain.owing.indirect import AwardCost
from muster.domain.owing.papers import PaperSent
from muster.domain.partnerships import Partner, Partnership
from muster.domain.people import Employment, Identifier, Identity, Register, RoleHeld
from muster.domain.privacy.disclosures import Disclosure, Lived
from muster.domain.privacy.requests import Ask, Request, Stage
from muster.domain.privacy.retention import Rule
from muster.domain.program_duties import DutyDone
from muster.domain.progress import untold
from muster.domain.records import OnRecord
from muster.domain.responses import Response
from muster.domain.reviewing.confirmations import Confirmation
from muster.domain.sharing.shares import Level, Share
from muster.domain.teams.shifts import Going, Manned, Outing, Shift, Tense
from muster.domain.training import Completion, Course, Payer, Together
from muster.domain.waivers import Waiver
from muster.domain.words import ENGLISH, Words
from muster.domain.workforces import RoleWorkforce
from muster.files import Files
from muster.mail import Message, Outcome, Sent
from muster.persistence import database as database_module
from muster.persistence.checkpoints import Signed
from muster.persistence.database import connect, disconnect, scoped
from muster.persistence.embedded import DatabaseRole, Embedded
from muster.persistence.facts import NOW as LATEST
from muster.persistence.undoing import Touched
from muster.rules.packs import parse, shipped_text
from muster.sealing import Sealing
from muster.services import downloads
from muster.services.comparisons import Which
from muster.services.downloads import Format
from muster.services.erasure import Home
from muster.services.letters import Mailing
from muster.services.plans import Question
from muster.services.reminders import Sending
from muster.services.verifying import Kept
from muster.signing import KeyFile, Signer
from tests import make
from tests.cast import NOW, PASSWORD, address
from tests.keys import KEYS, SEALING
from tests.letters import Tray
from tests.persistence.full import BROUGHT_AT, HELD_ON, LATER, Full, Ids, fill, missing
from tests.persistence.rigs import superuser, tables
from tests.reports import invented

# Texts that hold no words of anybody's own, and so no canary; every other text column must have one.
NO_WORDS_IN = {
    "dating": "known, or which end is not",
    "time_zone": "a zone that somebody keeps",
    "language": "en or es",
    "mode": "how it was taken",
    "workforce": "from the closed list",
    "proof": "who confirmed it",
    "status": "what the issuer did",
    "sight": "from the closed list",
    "log": "which of the two",
    ("calendar_day", "key"): "a digest",
    ("calendar_day", "says"): "a digest",
    ("checkpoint", "key"): "of a public key",
    ("checkpoint", "note"): "a size and a root, signed",
    ("signing_key", "key"): "of a public key",
    ("signing_key", "note"): "a public key, signed",
    ("look", "detail"): "ids and codes",
    "act": "from the closed list",
    "digest": "of an adopted text",
    ("duty_done_version", "document"): "a digest",
    ("paper_sent_version", "kind"): "from the closed list",
    ("paper_sent_version", "document"): "a digest",
    ("award_cost_version", "category"): "from the closed list",
    ("report_figures_version", "form"): "from the closed list",
    ("account", "password"): "a digest",
    ("account_event_version", "what"): "from the closed list",
    ("attempt", "account"): "a digest",
    ("attempt", "place"): "a digest",
    ("disclosure_version", "kind"): "from the closed list",
    ("erasure_version", "remains"): "a digest",
    ("request_version", "kind"): "from the closed list",
    ("request_version", "state"): "from the closed list",
    ("retention_version", "after"): "from the closed list",
    ("retention_version", "kinds"): "from the closed list",
    ("response_version", "dispatched_by"): "from the closed list",
    ("response_version", "place"): "from the closed list",
    ("response_version", "backup"): "from the closed list",
    ("shift_member_version", "stage"): "from the closed list",
    ("shift_member_version", "presence"): "from the closed list",
    ("effort_confirmation_version", "basis"): "from the closed list",
    ("effort_confirmation_version", "shares"): "numbers, ids and a kind from the closed list",
    ("role_held_version", "flsa"): "from the closed list",
    ("effort_version", "kind"): "from the closed list",
    ("employment_version", "kind"): "from the closed list",
    ("identifier_version", "register"): "from the closed list",
    ("partner_version", "kind"): "from the closed list",
    ("partnership_version", "instrument"): "from the closed list",
    ("reminder", "channel"): "from the closed list",
    ("reminder", "state"): "from the closed list",
    ("agency_version", "second_factor"): "from the closed list",
    ("membership_version", "role"): "from the closed list",
    ("share_version", "level"): "from the closed list",
    ("token_version", "public"): "how a token begins",
    ("token_version", "permissions"): "from the closed list",
    ("invitation_version", "role"): "from the closed list",
    ("link", "mail"): "from the closed list",
    ("link", "purpose"): "from the closed list",
    ("openid_flow", "after"): "a page of ours",
    ("openid_flow", "nonce"): "made by chance",
    ("openid_flow", "state"): "made by chance",
    ("openid_flow", "verifier"): "made by chance",
    ("openid_subject", "issuer"): "whoever runs the machine names it",
    ("openid_subject", "subject"): "what a provider calls somebody",
    ("import_draft", "asked"): "digests",
    ("import_draft", "state"): "from the closed list",
    ("migration", "name"): "of a migration",
    ("migration", "app_name"): "of a migration",
}

# What belongs to no agency, and who may see it then.
OF_NO_AGENCY = {
    "migration": "which migrations ran: the same for everybody",
    "account": "a sign-in, for whoever signs in with its address",
    "link": "for whoever holds it; one to an invitation for its agency too",
    "openid_flow": "somebody who is away to sign in, for whoever has the cookie",
    "openid_subject": "what a provider calls an account, for that account",
    "session": "a browser, for whoever has its key",
    "known_browser": "a browser, for whoever has its key",
    "second_factor": "of an account, for that account",
    "recovery_code": "of an account, for that account",
    "attempt": "a try to sign in, for whoever names whose and from where",
}

# Services that act for nobody in an agency.
FOR_NOBODY = {
    "accounts": "who somebody is comes before what they may see",
    "backup": "everything at once, for whoever runs the machine",
    "imports.bring": "reads files, and no record",
    "health": "whether it runs, not what is in it",
    "passwords": "who somebody is, and nothing else about them",
    "one_time_codes": "who somebody is, and nothing else about them",
    "sessions": "a browser, or the account that it is signed in to",
    "attempts": "how often it was tried, by anybody",
    "account_letters": "to the owner of an account, about it alone",
    "account_events": "whoever runs the machine, to an account of whatever agency",
    "access_log.checked": "somebody outside reads a card",
    "calendars.feed": "whoever has the address is nobody else here",
    "cards.check": "whoever reads a card is nobody here",
    "tokens.bearer": "who somebody is comes before what they may see",
    "reminders.agencies": "the work of the night is done for all of them",
    "letters": "hands over what was written",
    "links": "who somebody is comes before what they may see",
    "invitations.accept_invitation": "whoever holds the link belongs nowhere yet",
    "invitations.offered": "whoever holds the link belongs nowhere yet",
    "forecasting.aside": "does whatever it is given beside the event loop",
    "openid": "who somebody is comes before what they may see",
    "programs.found_agency": "an agency that is not there yet",
}

# Whoever was given an agency's code is told its name, before they share with it: tests/services/test_shares.py.
BY_CODE = {"shares.called"}

# What tells nothing but numbers: no agency can be seen in it, one's own neither.
SAY_NOTHING = {
    "calendars.end_calendar",
    "calendars.end_calendars",
    "calendars.keep_calendar",
    "cards.count_check",
    "cards.end_card",
    "cards.end_cards",
    "cards.keep_card",
    "cards.show_name",
    "classes.leaves",
    "disclosures.disclosure_counts",
    "drafts.add_draft",
    "drafts.decide",
    "drafts.finish",
    "drafts.hold",
    "drafts.leave",
    "drafts.let_go",
    "drafts.sweep",
    "drafts.take",
    "services.going_out.check_shifts",
    "services.drafts.choices",
    "services.drafts.sweep",
    "erasing.doomed",
    "erasing.file_gone",
    "erasing.reminded",
    "erasing.still_here",
    "services.disclosures.disclosure_counts",
    "accounts.end_sessions_in",
    "own_data.across",
    "access_log.add_look",
    "access_log.head",
    "access_log.strays",
    "checkpoints.add_checkpoint",
    "checkpoints.add_key",
    "positions.head",
    "approvals.any_approval",
    "training.any_course",
    "services.staff_rule.require_of",
    "members.has_place",
    "members.is_kept",
    "positions.position_at",
    "positions.taken_at",
    "proofs.strays",
    "reminders.give_up",
    "reminders.hand_over",
    "reminders.plan",
    "reminders.resend",
    "reminders.settle",
    "reminders.undelivered",
    "services.access_log.faults",
    "services.awards.reporting_periods",
    "services.calendars.end_calendar",
    "services.calendars.own_calendar",
    "services.cards.end_card",
    "services.cards.own_card",
    "services.cards.show_name",
    "services.compliance.position",
    "services.checkpoints.checkpoint_at",
    "services.checkpoints.introduce_next",
    "services.checkpoints.tend",
    "services.ledger.head",
    "services.ledger.verify",
    "services.retention.final_report",
    "services.trials.trial",
    "services.tree.over",
    "services.tree.recomputed",
    "services.tree.root",
    "services.tree.sequence",
    "services.verifying.witness",
    "tree.begin",
    "tree.counts",
    "tree.extend",
    "tree.hashes",
    "tree.head",
    "tree.in_log",
    "tree.in_tree",
    "tree.position_of",
    "tree.size_at",
    "tree.stand",
    "services.program_duties.application_tests",  # no program of theirs has applied for anything
}

# What finds one of several: without walls the first of all agencies, for whichever asks; it cannot be both's own.
FIRST_OF_ALL = {
    "checkpoints.after",
    "positions.act_at",
    "checkpoints.before",
    "checkpoints.checkpoint",
    "checkpoints.newest",
    "programs.agency",
    "programs.staff_rule",
}

# What the database itself refuses to do to two agencies at once: asked with both walls down, it breaks off. And what
# has one answer for each position, whichever of two agencies has it.
REFUSED_AT_ONCE = {
    "access_log.add_look",
    "calendars.keep_calendar",
    "cards.keep_card",
    "own_data.recordings",
    "tree.extend",
}

# What is asked about no thing at all, and says how far both logs have come: further each time.
ABOUT_NO_THING = {"services.ledger_export.export"}

# What takes work that waits: it is there for whoever asks first, and gone for whoever asks again.
TAKES_WORK = {"reminders.claim", "services.reminders.send_next"}

Function = Callable[..., Any]
Secrets = frozenset[str]


# -- how to call whatever there is, as one agency, about the things of any


def functions(package: ModuleType) -> Iterator[tuple[str, Function]]:
    """Return every public coroutine of a package, by ``module.name``."""
    for found in pkgutil.iter_modules(package.__path__):
        module = importlib.import_module(f"{package.__name__}.{found.name}")
        for name, value in vars(module).items():
            ours = getattr(value, "__module__", "") == module.__name__ and not name.startswith("_")
            if ours and (inspect.iscoroutinefunction(value) or inspect.isasyncgenfunction(value)):
                yield f"{found.name}.{name}", value


def takes(function: Function, *names: str) -> bool:
    return bool(set(names) & set(inspect.signature(function).parameters))


SERVICES = {name: each for name, each in functions(services) if takes(each, "by", "scope") and name not in BY_CODE}
QUERIES = {
    name: each
    for name, each in functions(persistence)
    if takes(each, "scope")
    and name != "programs.begin_ledger"  # which asks nothing: it makes an agency's first row
    and name not in BY_CODE
}
READS = QUERIES | {f"services.{name}": each for name, each in SERVICES.items() if not takes(each, "now")}
EVERYTHING = QUERIES | {f"services.{name}": each for name, each in SERVICES.items()}


async def taken(_: Message) -> Outcome:
    """Take a message as a mail server would."""
    return Outcome(Sent.SENT, "taken")


@cache
def introduced() -> tuple[Introduction, Note]:
    """Return the introduction of a key to no agency in particular."""
    signer = Signer.made()
    said = Introduction(UUID(int=0), signer.public, LATER)
    return said, Note(said.text(), (signer.sign(said.text(), name=said.name),))


def shared_with_nobody(program: UUID) -> Share:
    """Make a share of a program with a code that no agency has."""
    return Share(UUID(int=7), Level.PEOPLE, Interval.through(HELD_ON, HELD_ON.replace(year=2027)), "a plan", program)


def proposed(program: UUID) -> Proposal:
    """Return a pack that is to be adopted for a program."""
    text = shipped_text("cpr-first-aid")
    pack = parse(text, source="cpr-first-aid.toml")
    return Proposal(Adoption(pack.id, pack.digest, Interval(HELD_ON), program), pack, text, HELD_ON)


# What a parameter stands for: by the function and its name, else by its name, else by its type.
WHICH: dict[str, str] = {
    "approvals": "approval",
    "head_counts": "head_count",
    "workforces": "workforce",
    "awards": "award",
    "awards.correct_line": "line",
    "calendars": "calendar",
    "cards": "card",
    "awards.line": "line",
    "compliance.clearances_of_program": "program",
    "compliance.requirements_of_program": "program",
    "credentials": "credential",
    "confirmations": "confirmation",
    "effort": "effort",
    "effort_review.review_award": "award",
    "effort.allocation": "allocation",
    "effort.correct_allocation": "allocation",
    "forecasting": "program",
    "forecasting.forecast_of_award": "award",
    "members": "membership",
    "packs": "adoption",
    "previews": "adoption",
    "partnerships": "partnership",
    "people.correct_employment": "employment",
    "plans": "program",
    "program_duties": "duty_done",
    "papers": "paper_sent",
    "papers.papers": "award",
    "papers.papers_sent": "award",
    "indirect": "cost",
    "indirect.indirect": "award",
    "indirect.costs": "award",
    "figures": "figures",
    "figures.figures_of": "award",
    "owing.paper_sent": "paper_sent",
    "owing.cost": "cost",
    "owing.figures": "figures",
    "owing.correct_paper": "paper_sent",
    "owing.withdraw_paper": "paper_sent",
    "owing.correct_cost": "cost",
    "owing.withdraw_cost": "cost",
    "owing.correct_figures": "figures",
    "owing.withdraw_figures": "figures",
    "program_duties.application_tests": "program",
    "program_duties.duties": "program",
    "program_duties.duties_done": "program",
    "people.correct_role": "role",
    "received": "given",
    "shares": "share",
    "going_out": "shift",
    "shifts": "shift",
    "responses": "response",
    "shifts.program_of": "program",
    "shares.running": "given",
    "shares.through": "given",
    "tokens": "token",
    "classes": "sheet",
    "training": "completion",
    "training.course": "course",
    "training.correct_course": "course",
    "leave": "leave",
    "waivers": "waiver",
    "extensions": "extension",
    "orders": "order",
    "invitations": "invitation",
    "disclosures": "disclosure",
    "drafts": "draft",
    "imports": "brought",
    "undoing": "brought",
    "holds": "hold",
    "own_data": "wish",
    "requests": "wish",
    "retention": "retention",
}
BY_NAME: dict[str, Callable[[Ids], object]] = {
    "team": lambda _: "mobile-crisis",
    "months": lambda _: 12,
    "account": lambda ids: ids.account,
    "accounts": lambda ids: [ids.account],
    "answer": lambda _: "it is",
    "anew": lambda _: lambda told: told,
    "sealed": lambda _: b"sealed",
    "shows_name": lambda _: False,
    "confirmed": lambda _: "a name",
    "counts": lambda _: True,
    "emails": lambda ids: [ids.email],
    "looks": lambda _: 100,
    "positions": lambda _: list(range(1, 60)),
    "purpose": lambda _: "shown",
    "read": lambda _: "0" * 16,
    "after": lambda _: None,
    "agency": lambda ids: ids.agency,
    "award": lambda ids: ids.award,
    "below": lambda _: 20,
    "asked": lambda _: None,
    "at": lambda _: LATER,
    "because": lambda _: "for a reason",
    "brought": lambda _: (),
    "claimed": lambda _: (),
    "detail": lambda _: "nobody knows",
    "digests": lambda ids: {ids.digest},
    "due": lambda _: (),
    "email": lambda _: address(),
    "fact": lambda _: None,
    "in_place": lambda _: False,
    "known": lambda _: LATEST,
    "language": lambda _: "en",
    "limit": lambda _: 1_000_000,  # all of every agency that other tests have left in this database
    "name": lambda _: "Another",
    "beside": lambda _: None,
    "files": lambda _: [("a.csv", b"Employee ID,Name")],
    "tell": lambda _: untold,
    "work": lambda _: uuid4(),
    "named": lambda _: "",
    "on": lambda _: HELD_ON,
    "owner": lambda _: None,
    "own": lambda _: "v.mode",
    "page": lambda _: 1,
    "password": lambda _: PASSWORD,
    "planned": lambda _: None,
    "position": lambda _: 1,
    "program": lambda ids: ids.program,
    "read_at": lambda _: None,
    "required": lambda _: False,
    "second": lambda _: False,
    "shown": lambda _: None,
    "since": lambda _: make.LONG_AGO,
    "size": lambda _: 3,
    "states": lambda _: (),
    "taken_away": lambda _: False,
    "table": lambda _: "completion_version",
    "today": lambda _: NOW.today,
    "text": lambda _: shipped_text("us-osha-bbp"),
    "through": lambda _: HELD_ON,
    "time_zone": lambda _: None,
    "version": lambda ids: ids.version,
    "whom": lambda _: None,
    "within": lambda _: 90,
}
BY_TYPE: dict[object, Callable[[Ids], object]] = {
    Award: lambda _: make.award(str(uuid4())),
    Disclosure: lambda _: Disclosure(Lived.NOT_SAID),
    Home: lambda _: Home(Files(Path("nowhere")), Path("nowhere")),
    Request: lambda _: Request.of(Ask.CORRECTION, "it is otherwise", today=NOW.today),
    Rule: lambda _: make.retention_rule(f"rule-{uuid4()}"),
    Stage: lambda _: Stage.DONE,
    Allocation: lambda ids: make.allocation(ids.line),
    DutyDone: lambda ids: make.duty_done(ids.program),
    PaperSent: lambda ids: make.paper_sent(ids.award),
    AwardCost: lambda ids: make.award_cost(ids.award),
    Figures: lambda ids: make.figures(ids.award),
    HeadCount: lambda ids: make.head_count(ids.course),
    RoleWorkforce: lambda ids: make.workforce(f"role-{uuid4()}"),
    Approval: lambda ids: make.approval(ids.course),
    Payer: lambda ids: Payer(ids.award),
    Completion: lambda ids: make.completion(ids.course),
    Class: lambda ids: make.held(ids.course),
    Question: lambda ids: Question(HELD_ON, HELD_ON),
    Sequence[Supposition]: lambda ids: [Supposition((ids.person,), Taken(make.completion(ids.course)))],
    gaps.Wanted: lambda ids: gaps.Wanted(ids.program),
    Course: lambda _: make.course(),
    Credential: lambda _: make.credential(),
    Confirmation: lambda ids: make.confirmation(ids.person, start=make.LONG_AGO),
    Effort: lambda ids: make.effort(line=ids.line),
    Log: lambda _: Log.LEDGER,
    KeyFile: lambda _: KEYS,
    Iterable[Scope]: lambda _: (),
    Iterable[Node]: lambda _: [Node(0, 0), Node(1, 0)],
    Sequence[Run]: lambda _: [Run(0, 2)],
    Collection[int]: lambda _: {1},
    Sequence[Kept]: lambda _: (),
    Signed: lambda _: Signed("ledger", 1, KEYS.signer().public.id, "a note"),
    Introduction: lambda _: introduced()[0],
    Note: lambda _: introduced()[1],
    Collection[UUID]: lambda ids: [ids.person],
    Files: lambda _: Files(Path("nowhere")),
    Sealing: lambda _: SEALING,
    Employment: lambda _: make.employment(),
    Identifier: lambda ids: Identifier(Register.HR, ids.number),
    Identity: lambda _: make.identity(),
    Interval: lambda _: ALWAYS,
    Interval | None: lambda _: None,
    Mailing: lambda _: Tray().mailing,
    Moment: lambda _: NOW,
    Partner: lambda _: make.partner(str(uuid4())),
    Partnership: lambda ids: make.partnership(ids.partner),
    Membership: lambda ids: Membership(ids.agency, Role.RESPONDER, ids.person, program=ids.program),
    PayRate: lambda _: make.pay_rate(),
    Proposal: lambda ids: proposed(ids.program),
    PersonnelLine: lambda ids: make.line(ids.award, str(uuid4())),
    Recipe: lambda _: Recipe(),
    ImportState: lambda _: ImportState.READING,
    Role: lambda _: Role.AUDITOR,
    RoleHeld: lambda ids: make.role(program=ids.program),
    Sending: lambda _: Sending(taken, lambda _: ENGLISH, "https://muster.example"),
    Stated: lambda _: NOTHING_STATED,
    StatusEvent: lambda _: StatusEvent(HELD_ON, Status.SUSPENDED),
    UUID: lambda ids: ids.person,
    UUID | None: lambda ids: ids.person,
    Sequence[UUID]: lambda ids: [ids.person],
    Sequence[UUID] | None: lambda ids: [ids.person],
    Sequence[UUID | None]: lambda ids: [ids.person],
    Level: lambda _: Level.COUNTS,
    Share: lambda ids: shared_with_nobody(ids.program),
    Sight: lambda _: Sight.EXPORT,
    Format: lambda _: Format.JSON,
    downloads.View: lambda _: invented.grant(),
    Leave: lambda _: make.leave(),
    Waiver: lambda _: make.waiver(),
    Extension: lambda _: make.extension(),
    Waiver | Extension: lambda _: make.waiver(),
    Order: lambda _: make.order(str(uuid4())),
    Shift: lambda ids: make.shift(ids.program),
    Response: lambda ids: make.response(ids.program),
    Sequence[Response]: lambda ids: [make.response(ids.program, NOW.at.replace(second=0))],
    Iterable[tuple[UUID, in_time.Sent]]: lambda ids: [(uuid4(), in_time.Sent(HELD_ON, make.response(ids.program)))],
    Sequence[Going]: lambda ids: [Going(ids.person)],
    Sequence[Going] | None: lambda ids: [Going(ids.person)],
    Outing | None: lambda _: None,
    Outing: lambda _: make.outing(),
    Sequence[OnRecord[Manned]]: lambda _: (),
    Tense | None: lambda _: None,
    Wanted: lambda _: Wanted(),
    Words: lambda _: ENGLISH,
    datetime: lambda _: LATER,
    frozenset[Permission]: lambda _: frozenset({Permission.PACK_READ}),
}
# A share that somebody gives runs on its days, and is asked for on one of them.
ON_ITS_DAYS = ("shares.received", "shares.running", "shares.through")
THROUGH_IT = ("received.overview", "received.received_counts", "received.received_people", "received.received_person")
SPECIAL: dict[tuple[str, str], Callable[[Ids], object]] = {
    ("easing.becomes", "change"): lambda _: lambda facts: facts,
    ("ledger_export.export", "out"): lambda _: Path(tempfile.mkdtemp()) / "ledger.zip",
    ("confirmations.approve_confirmation", "approved_on"): lambda _: HELD_ON,
    ("effort.people_charged", "lines"): lambda ids: [ids.line],
    ("leave.on_leave", "on"): lambda _: make.leave().during.start,
    ("explaining.explain", "requirement"): lambda _: "",
    ("own_data.across", "zone"): lambda _: UTC,
    ("own_data.recordings", "zone"): lambda _: UTC,
    ("ledger_export.export", "version"): lambda _: "1",
    ("ledger_export.export", "with_values"): lambda _: True,
    **{(name, "at"): lambda _: NOW.at for name in (*ON_ITS_DAYS, *THROUGH_IT)},
    ("received.received_person", "who"): lambda ids: ids.shown,
    ("access_log.looks", "share"): lambda _: None,
    ("shares.through", "what"): lambda _: "counts",
    ("disclosures.record_consent", "shown"): lambda _: True,
    # What takes away is asked about what is not there: else nothing would be left for the others to show.
    ("calendars.end_calendar", "which"): lambda _: uuid4(),
    ("calendars.end_calendars", "whose"): lambda _: uuid4(),
    ("calendars.keep_calendar", "digest"): lambda _: uuid4().hex * 2,
    ("cards.end_card", "which"): lambda _: uuid4(),
    ("cards.end_cards", "whose"): lambda _: uuid4(),
    ("cards.keep_card", "digest"): lambda _: uuid4().hex * 2,
    ("drafts.decide", "asked"): lambda _: (),
    **{(f"drafts.{name}", "recipe"): lambda _: "" for name in ("add_draft", "begin_draft", "decide")},
    ("drafts.decide", "was"): lambda _: "",
    **{(f"drafts.{name}", "at"): lambda _: NOW.at for name in ("draft", "drafts", "add_draft", "let_go", "sweep")},
    ("drafts.carry_out", "mark"): lambda _: "",
    **{("drafts.leave", name): lambda _: None for name in ("planned_at", "held")},
    ("drafts.finish", "position"): lambda _: None,
    ("imports.imported", "position"): lambda _: None,
    ("undoing.touched", "position"): lambda _: BROUGHT_AT,
    ("undoing.in_the_way", "found"): lambda ids: [Touched(Kind.PERSON, ids.person, None, {}, {})],
    ("imports.plan", "known"): lambda _: None,
    ("erasing.file_gone", "digest"): lambda ids: ids.digest,
    ("erasing.invitations_to", "emails"): lambda ids: [ids.email.replace("@", ".invited@")],
    ("erasing.tokens_of", "accounts"): lambda ids: [ids.administrator],
    ("shifts.shifts", "since"): lambda _: NOW.at,
    ("shifts.shifts", "until"): lambda _: LATER,
    ("shifts.places", "which"): lambda ids: [ids.shift],
    ("responses.recorded_once", "facts"): lambda ids: [ids.response],
    ("requests.make_request", "asked"): lambda _: Request.of(Ask.ERASURE, "", today=NOW.today),
    ("classes.has_already", "course"): lambda ids: ids.course,
    ("classes.has_already", "held_on"): lambda ids: make.held(ids.course).held_on,
    ("classes.course_taught", "course"): lambda ids: ids.course,
    ("classes.made", "facts"): lambda ids: [fact_of(ids.sheet, ids.person)],
    ("classes.record_class", "fact"): lambda _: uuid4(),
    ("classes.sign_in_sheet", "course"): lambda ids: ids.course,
    ("classes.sign_in_sheet", "held_on"): lambda ids: make.held(ids.course).held_on,
    ("awards.award_numbered", "number"): lambda ids: ids.award_number,
    ("checkpoints.before", "size"): lambda _: 4,
    ("imports.on_file", "said"): lambda _: get_args(Claim),
    ("members.members_at", "email"): lambda ids: ids.email,
    ("tokens.tokens_of", "account"): lambda ids: ids.administrator,
    ("invitations.invitation_to", "email"): lambda ids: ids.email.replace("@", ".invited@"),
    ("invitations.invitations", "at"): lambda _: NOW.at,
    ("packs.adopt_pack", "award"): lambda _: None,
    ("comparisons.compare_texts", "child"): lambda ids: Which(adoption=ids.adoption),
    ("comparisons.compare_texts", "parent"): lambda _: Which(shipped="us-osha-bbp"),
    ("packs.known_beside", "others"): lambda _: frozenset({"police"}),  # refused, with its own packs' words
    ("packs.known_beside", "where"): lambda _: "/others",
    ("packs.to_adopt", "digest"): lambda _: None,
    ("packs.to_adopt", "whom"): lambda ids: Whom(ids.program),
    ("access_log.written", "through"): lambda _: 20,
    ("proofs.written", "through"): lambda _: 20,
    ("search.search", "asked"): lambda ids: ids.award_number,
    ("tree.in_log", "through"): lambda _: 20,
    ("positions.subjects", "since"): lambda _: 0,
    ("positions.subjects", "through"): lambda _: 1_000,
    ("people.holders", "role"): lambda _: "",
    ("approvals.any_approval", "which"): lambda ids: [ids.approval],
    ("approvals.approvals", "of"): lambda ids: ids.course,
    **{
        (name, "which"): lambda ids: [Together(ids.course, make.held(ids.course).held_on)]
        for name in ("training.of_unsaid_payers", "training.say_who_paid")
    },
    ("training.courses_named", "which"): lambda ids: [ids.course],
    ("training.any_course", "which"): lambda ids: [ids.course],
    ("tree.leaves_at", "subject"): lambda _: None,
    ("reminders.settle", "done"): lambda _: (),
    ("reminders.notices", "which"): lambda ids: [ids.notice],
    ("reminders.notices_on_file", "which"): lambda ids: [ids.notice],
    ("reminders.resend", "again"): lambda _: (),
    ("reminders.resend_reminders", "notices"): lambda ids: [ids.notice],
    ("tokens.issue_token", "through"): lambda _: NOW.today,
    ("reports.training_summary", "award"): lambda ids: ids.award_number,
    ("reports.grant_compliance", "award"): lambda ids: ids.award_number,
    ("reports.sf_425", "award"): lambda ids: ids.award_number,
    ("reports.sf_425", "through"): lambda _: None,
}


def arguments(name: str, function: Function, by: Principal, ids: Ids, *, everybody: bool) -> dict[str, object]:
    """Return what to call a function with, as ``by``, about the things that ``ids`` names."""
    plain, types = name.removeprefix("services."), get_type_hints(function)
    given: dict[str, object] = {}
    for each in inspect.signature(function).parameters:
        if types[each] is Principal:
            given[each] = by
        elif types[each] is Scope:
            given[each] = make.everybody(by)
        elif (plain, each) in SPECIAL:
            given[each] = SPECIAL[plain, each](ids)
        elif each == "which":
            given[each] = getattr(ids, WHICH.get(plain) or WHICH[plain.partition(".")[0]])
        elif everybody and types[each] == Sequence[UUID] | None:
            given[each] = None
        else:
            make_it = BY_NAME.get(each) or BY_TYPE.get(types[each])
            assert make_it, f"tell this test what {name} takes as `{each}: {types[each]}`"
            given[each] = make_it(ids)
    return given


async def answer(name: str, by: Principal, ids: Ids, *, everybody: bool = False) -> str:
    """Return all that a function says to ``by`` about these ids, refusals included."""
    function = EVERYTHING[name]
    given = arguments(name, function, by, ids, everybody=everybody)
    try:
        if inspect.isasyncgenfunction(function):
            return repr([each async for each in function(**given)])
        if name in QUERIES:
            async with scoped(make.everybody(by)):
                return repr(await function(**given))
        return repr(await function(**given))
    except Refusal as why:
        return f"{type(why).__name__} {why.code} {why} {why.faults}"


# -- what one agency must not see of another


async def secrets(server: Embedded, of: Full) -> Secrets:
    """Return an agency's word, and the id of everything that it has."""
    found = {of.word, str(of.has.agency)}
    async with superuser(server) as root:
        for table in await tables(root):
            for row in await root.fetch(f"SELECT * FROM {table}"):
                if of.has.agency in row.values():
                    found |= {str(value) for value in row.values() if isinstance(value, UUID)}
    return frozenset(found)


def seen(text: str, hidden: Secrets) -> set[str]:
    return {each for each in hidden if each in text}


@dataclass(frozen=True, slots=True)
class Two:
    """Two agencies, and what each must not see of the other."""

    harbor: Full
    far: Full
    harbors: Secrets
    fars: Secrets


@pytest.fixture
async def two(database: Embedded) -> Two:
    harbor, far = await fill("kestrel"), await fill("bittern")
    return Two(harbor, far, await secrets(database, harbor), await secrets(database, far))


def without_filters(monkeypatch: pytest.MonkeyPatch) -> None:
    """Take down the first wall: no query asks for an agency any more."""
    connection = database_module.connection

    class Blind:
        async def fetch(self, sql: str, *values: object) -> list[asyncpg.Record]:
            blind = re.sub(r"(?:\w+\.)?\b(?:agency|recipient) = \$(\d)", r"$\1::uuid IS NOT NULL", sql)
            if "import_draft" in sql:  # where whoever began it is asked for beside the agency
                blind = re.sub(r"(?:\w+\.)?\baccount = \$(\d)", r"$\1::uuid IS NOT NULL", blind)
            rows: list[asyncpg.Record] = await connection().fetch(blind, *values)
            return rows

    monkeypatch.setattr(database_module, "connection", Blind)


@asynccontextmanager
async def without_row_security(server: Embedded) -> AsyncIterator[None]:
    """Take down the second wall: everything is asked by one who sees every row."""
    await disconnect()
    await connect(server.connection_parameters(DatabaseRole.SUPERUSER))
    try:
        yield
    finally:
        await disconnect()
        await connect(server.connection_parameters(DatabaseRole.APP))


# -- through muster


async def test_every_text_has_a_canary_in_it(database: Embedded, two: Two) -> None:
    """Else the tests below would prove less than they say."""
    silent = []
    async with superuser(database) as root:
        columns = await root.fetch(
            "SELECT table_name, column_name, data_type FROM information_schema.columns WHERE table_schema = 'public'"
            " AND data_type IN ('text', 'character varying', 'ARRAY', 'json', 'jsonb', 'xml')"
        )
        for table, column, _ in columns:
            if column in NO_WORDS_IN or (table, column) in NO_WORDS_IN:
                continue
            rows = await root.fetch(f"SELECT {column}::text FROM {table}")
            said = " ".join(row[0] for row in rows if row[0] is not None)
            silent += [(table, column, each.word) for each in (two.harbor, two.far) if each.word not in said]

    assert silent == [], "give it a canary in tests/persistence/full.py, or say why it holds no words"


async def test_every_service_acts_for_somebody(database: Embedded) -> None:
    others = {name for name, _ in functions(services)} - set(SERVICES) - BY_CODE

    unexplained = {name for name in others if not {name, name.partition(".")[0]} & set(FOR_NOBODY)}

    assert unexplained == set(), "a service takes `by: Principal`, or says in FOR_NOBODY why not"


@pytest.mark.parametrize("filters", [True, False], ids=["as it is", "with the filters off"])
async def test_no_query_and_no_service_shows_anything_of_another_agency(
    two: Two, *, filters: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    if not filters:
        without_filters(monkeypatch)
    blank = set()
    for name in EVERYTHING:
        about_theirs = await answer(name, two.harbor.by, two.far.has)
        assert seen(about_theirs, two.fars) == set(), f"{name}: {about_theirs}"
        if name in READS:
            about_all = await answer(name, two.harbor.by, two.harbor.has, everybody=True)
            about_own = await answer(name, two.harbor.by, two.harbor.has)
            assert seen(about_all + about_own, two.fars) == set(), f"{name}: {about_all}"
            shown = about_all + about_own + (about_theirs if name in TAKES_WORK else "")
            blank |= set() if seen(shown, two.harbors) else {name}
    assert blank == SAY_NOTHING, "the control: every other one must show what is one's own"
    print(f"{len(EVERYTHING)} queries and services, {len(READS)} of them reads")  # noqa: T201 - pytest -rP


async def test_a_thing_of_another_agency_is_answered_like_a_thing_that_is_not_there(two: Two) -> None:
    different = {}
    for name in sorted(EVERYTHING.keys() - TAKES_WORK - ABOUT_NO_THING):
        theirs = anonymous(await answer(name, two.harbor.by, two.far.has))
        nobodys = anonymous(await answer(name, two.harbor.by, missing()))
        if theirs != nobodys:
            different[name] = (theirs, nobodys)

    assert different == {}


def anonymous(text: str) -> str:
    """Return the text without ids, which differ from one call to the next."""
    return re.sub(r"[0-9a-f]{8}-[0-9a-f-]{27}|[0-9a-f]{64}", "...", text)


async def test_the_filters_alone_would_keep_them_apart(database: Embedded, two: Two) -> None:
    async with without_row_security(database):
        for name in READS:
            said = await answer(name, two.harbor.by, two.far.has)
            said += await answer(name, two.harbor.by, two.harbor.has, everybody=True)

            assert seen(said, two.fars) == set(), f"{name}: {said}"


async def test_with_both_walls_down_every_query_shows_the_other_agency(
    database: Embedded, two: Two, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The control: it is the walls that hide it, and the removal of any one filter would be noticed."""
    without_filters(monkeypatch)
    blank = set()
    async with without_row_security(database):
        for name in sorted(QUERIES.keys() - REFUSED_AT_ONCE):
            about_theirs = await answer(name, two.far.by, two.harbor.has)
            about_own = await answer(name, two.far.by, two.far.has, everybody=True)
            if name in FIRST_OF_ALL:
                about_harbors = await answer(name, two.harbor.by, two.harbor.has, everybody=True)
                shown = not (seen(about_own, two.fars) and seen(about_harbors, two.harbors))
            else:
                shown = bool(seen(about_theirs + about_own, two.harbors))
            blank |= set() if shown else {name}

    assert blank == SAY_NOTHING & set(QUERIES) - REFUSED_AT_ONCE
