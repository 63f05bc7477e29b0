"""Looking for what an erasure may have left: in every table, in every file whatever it is, and in every reply."""

# ruff: noqa: S608 - names come from the catalogue; values are parameters

from __future__ import annotations

import io
import tarfile
import zipfile
from collections.abc import Iterator
from email import message_from_bytes, policy
from pathlib import Path

from tests.persistence.rigs import Raw, tables
from tests.reports.listening import listen

ERASED, NOBODYS, NO_WORDS = "erased", "nobody's", "no words"
SWEPT = "swept"  # goes with anybody's erasure, whomever it is about
_CLOSED = "from a closed list"
_DIGEST = "a digest, a salt or a hash"

# What becomes of every column that could hold words, when somebody is erased. A column that is not here fails.
DECIDED: dict[tuple[str, str], tuple[str, str]] = {
    ("identity", "name"): (ERASED, "overwritten"),
    ("identity", "preferred_name"): (ERASED, "overwritten"),
    ("identity", "email"): (ERASED, "overwritten"),
    ("identity", "phone"): (ERASED, "overwritten"),
    ("identity", "language"): (NO_WORDS, "en or es; en afterwards"),
    ("identifier_version", "value"): (ERASED, "the row goes"),
    ("credential_version", "number"): (ERASED, "overwritten"),
    ("remark", "words"): (ERASED, "overwritten where it is about them, or names them"),
    ("reminder", "detail"): (ERASED, "the row goes"),
    ("request_version", "words"): (ERASED, "the row goes"),
    ("request_version", "answer"): (ERASED, "the row goes"),
    ("document_version", "name"): (ERASED, "the row goes with the file, once nothing that came from it is kept"),
    ("account", "email"): (ERASED, "overwritten, where the sign-in is nobody else's"),
    ("account", "password"): (NO_WORDS, "a digest; empty afterwards"),
    ("session", "browser"): (ERASED, "the row goes with the sign-in"),
    ("session", "key"): (NO_WORDS, _DIGEST),
    ("invitation_version", "email"): (ERASED, "the row goes"),
    ("invitation_version", "role"): (NO_WORDS, _CLOSED),
    ("openid_subject", "subject"): (ERASED, "the row goes with the sign-in"),
    ("openid_subject", "issuer"): (NOBODYS, "an organisation"),
    ("openid_flow", "after"): (NOBODYS, "a page; the row is swept away within minutes"),
    ("openid_flow", "digest"): (NO_WORDS, _DIGEST),
    ("openid_flow", "nonce"): (NO_WORDS, "drawn by lot"),
    ("openid_flow", "state"): (NO_WORDS, "drawn by lot"),
    ("openid_flow", "verifier"): (NO_WORDS, "drawn by lot"),
    ("calendar", "digest"): (NO_WORDS, _DIGEST),
    ("calendar_day", "key"): (NO_WORDS, _DIGEST),
    ("calendar_day", "says"): (NO_WORDS, _DIGEST),
    ("card", "digest"): (NO_WORDS, _DIGEST),
    ("card", "sealed"): (NO_WORDS, "a code drawn by lot, sealed; the row goes"),
    ("link", "digest"): (NO_WORDS, _DIGEST),
    ("link", "mail"): (NO_WORDS, _CLOSED),
    ("link", "purpose"): (NO_WORDS, _CLOSED),
    ("token_version", "name"): (ERASED, "the row goes with the sign-in"),
    ("token_version", "public"): (NO_WORDS, "how a token begins, drawn by lot"),
    ("token_version", "permissions"): (NO_WORDS, _CLOSED),
    ("token_key", "digest"): (NO_WORDS, _DIGEST),
    ("second_factor", "sealed"): (NO_WORDS, "a secret, sealed; the row goes with the sign-in"),
    ("recovery_code", "digest"): (NO_WORDS, _DIGEST),
    ("known_browser", "key"): (NO_WORDS, _DIGEST),
    ("attempt", "account"): (NO_WORDS, "a digest, swept away within two hours"),
    ("attempt", "place"): (NO_WORDS, "a digest, swept away within two hours"),
    ("account_event_version", "what"): (NO_WORDS, _CLOSED),
    ("share_version", "level"): (NO_WORDS, _CLOSED),
    ("share_version", "purpose"): (NOBODYS, "what an agency shares for"),
    ("checkpoint", "log"): (NO_WORDS, _CLOSED),
    ("checkpoint", "key"): (NO_WORDS, _DIGEST),
    ("checkpoint", "note"): (NO_WORDS, "sizes, hashes and a signature"),
    ("signing_key", "key"): (NO_WORDS, _DIGEST),
    ("signing_key", "note"): (NO_WORDS, "a public key"),
    ("tree", "log"): (NO_WORDS, _CLOSED),
    ("tree_leaf", "log"): (NO_WORDS, _CLOSED),
    ("tree_leaf", "hash"): (NO_WORDS, _DIGEST),
    ("tree_node", "log"): (NO_WORDS, _CLOSED),
    ("tree_node", "hash"): (NO_WORDS, _DIGEST),
    ("disclosure_version", "kind"): (NO_WORDS, "from a closed list; the row goes"),
    ("reminder", "key"): (NO_WORDS, "ids and a requirement's name; the row goes"),
    ("reminder", "requirement"): (NO_WORDS, "a requirement's name; the row goes"),
    ("credential_version", "kind"): (NOBODYS, "what a pack calls a kind of card"),
    ("credential_version", "jurisdiction"): (NOBODYS, "a state"),
    ("waiver_version", "requirement"): (NOBODYS, "a requirement's name"),
    ("waiver_version", "authority"): (NOBODYS, "an office"),
    ("extension_version", "requirement"): (NOBODYS, "a requirement's name"),
    ("extension_version", "authority"): (NOBODYS, "an office"),
    ("extension_order_version", "number"): (NOBODYS, "an order"),
    ("extension_order_version", "authority"): (NOBODYS, "an office"),
    ("extension_order_version", "requirement"): (NOBODYS, "a requirement's name"),
    ("extension_order_version", "kind"): (NOBODYS, "what a pack calls a kind of card"),
    ("effort_confirmation_version", "basis"): (NO_WORDS, _CLOSED),
    ("effort_confirmation_version", "shares"): (NO_WORDS, "numbers, ids and a kind from a closed list"),
    ("effort_confirmation_version", "statement"): (NOBODYS, "what is signed of hours, naming nobody; the row goes"),
    ("role_held_version", "flsa"): (NO_WORDS, _CLOSED),
    ("head_count_version", "workforce"): (NO_WORDS, _CLOSED),
    ("role_workforce_version", "role"): (NOBODYS, "what a pack calls a role"),
    ("role_workforce_version", "workforce"): (NO_WORDS, _CLOSED),
    ("role_held_version", "role"): (NOBODYS, "what a pack calls a role"),
    ("adoption_version", "pack"): (NOBODYS, "a pack's name"),
    ("adoption_version", "team_kind"): (NOBODYS, "what a pack calls a kind of team"),
    ("adoption_version", "circumstances"): (NOBODYS, "what is so of a program, as its pack calls it"),
    ("agency_version", "name"): (NOBODYS, "an agency"),
    ("agency_version", "time_zone"): (NOBODYS, "a zone"),
    ("agency_version", "second_factor"): (NO_WORDS, _CLOSED),
    ("award_version", "number"): (NOBODYS, "an award"),
    ("award_version", "title"): (NOBODYS, "an award"),
    ("award_version", "funder"): (NOBODYS, "an award"),
    ("award_version", "pass_through"): (NOBODYS, "an award"),
    ("award_version", "assistance_listing"): (NOBODYS, "an award"),
    ("paper_sent_version", "kind"): (NO_WORDS, _CLOSED),
    ("paper_sent_version", "document"): (NO_WORDS, _DIGEST),
    ("paper_sent_version", "reference"): (NOBODYS, "where a paper lies"),
    ("award_cost_version", "category"): (NO_WORDS, _CLOSED),
    ("award_cost_version", "subaward"): (NOBODYS, "a subaward"),
    ("award_cost_version", "subrecipient"): (NOBODYS, "an organisation"),
    ("report_figures_version", "form"): (NO_WORDS, _CLOSED),
    ("duty_done_version", "duty"): (NOBODYS, "what a pack calls a duty"),
    ("duty_done_version", "document"): (NO_WORDS, _DIGEST),
    ("duty_done_version", "reference"): (NOBODYS, "where a paper lies"),
    ("approval_version", "authority"): (NOBODYS, "an authority"),
    ("approval_version", "topics"): (NOBODYS, "what a pack calls topics"),
    ("approval_version", "reference"): (NOBODYS, "where an authority says so"),
    ("course_version", "title"): (NOBODYS, "a course"),
    ("course_version", "provider"): (NOBODYS, "a school"),
    ("course_version", "topics"): (NOBODYS, "what a pack calls topics"),
    ("pack_text", "pack"): (NOBODYS, "a pack's name"),
    ("pack_text", "text"): (NOBODYS, "rules"),
    ("partner_version", "name"): (NOBODYS, "an organisation"),
    ("partnership_version", "expects"): (NOBODYS, "what an organisation owes"),
    ("personnel_line_version", "code"): (NOBODYS, "a position, whoever holds it"),
    ("personnel_line_version", "position"): (NOBODYS, "a position, whoever holds it"),
    ("personnel_line_version", "role"): (NOBODYS, "what a pack calls a role"),
    ("shift_version", "team"): (NOBODYS, "what a pack calls a kind of team"),
    ("shift_version", "equipment"): (NOBODYS, "what a pack calls what is carried"),
    ("shift_version", "others"): (NOBODYS, "what somebody is who comes along, never who"),
    ("shift_version", "circumstances"): (NOBODYS, "what a pack calls what is so of a place"),
    ("shift_version", "went_equipment"): (NOBODYS, "what a pack calls what is carried"),
    ("shift_version", "went_others"): (NOBODYS, "what somebody is who came along, never who"),
    ("shift_version", "went_circumstances"): (NOBODYS, "what a pack calls what is so of a place"),
    ("response_version", "dispatched_by"): (NO_WORDS, _CLOSED),
    ("response_version", "place"): (NO_WORDS, _CLOSED),
    ("response_version", "backup"): (NO_WORDS, _CLOSED),
    ("response_version", "call_type"): (NOBODYS, "a word for what a call was about, never who called"),
    ("response_version", "outcome"): (NOBODYS, "a word for what came of a call, never of whom"),
    ("shift_member_version", "stage"): (NO_WORDS, "from a closed list; the row goes"),
    ("shift_member_version", "presence"): (NO_WORDS, "from a closed list; the row goes"),
    ("program_version", "name"): (NOBODYS, "a program"),
    ("program_version", "time_zone"): (NOBODYS, "a zone"),
    ("retention_version", "name"): (NOBODYS, "a rule of the agency's own"),
    ("retention_version", "kinds"): (NO_WORDS, _CLOSED),
    ("retention_version", "after"): (NO_WORDS, _CLOSED),
    ("retention_version", "says"): (NOBODYS, "a rule of the agency's own"),
    ("retention_version", "cite"): (NOBODYS, "a rule of the agency's own"),
    ("import_draft", "recipe"): (SWEPT, "the row goes: nobody can tell whom it names"),
    ("import_draft_file", "name"): (SWEPT, "the row goes"),
    ("import_draft_file", "content"): (SWEPT, "the row goes: nobody can tell whom it names"),
    ("import_draft", "asked"): (NO_WORDS, _DIGEST),
    ("import_draft", "state"): (NO_WORDS, _CLOSED),
    ("act", "act"): (NO_WORDS, _CLOSED),
    ("act", "because"): (NO_WORDS, _DIGEST),
    ("adoption_version", "digest"): (NO_WORDS, _DIGEST),
    ("completion_version", "mode"): (NO_WORDS, _CLOSED),
    ("completion_version", "proof"): (NO_WORDS, _CLOSED),
    ("course_version", "mode"): (NO_WORDS, _CLOSED),
    ("credential_status_version", "status"): (NO_WORDS, _CLOSED),
    ("credential_version", "proof"): (NO_WORDS, _CLOSED),
    ("document_version", "digest"): (NO_WORDS, _DIGEST),
    ("doomed", "digest"): (NO_WORDS, _DIGEST),
    ("effort_version", "kind"): (NO_WORDS, _CLOSED),
    ("employment_version", "kind"): (NO_WORDS, _CLOSED),
    ("erasure_version", "remains"): (NO_WORDS, _DIGEST),
    ("identifier_version", "register"): (NO_WORDS, _CLOSED),
    ("leaf", "salt"): (NO_WORDS, _DIGEST),
    ("leaf", "commitment"): (NO_WORDS, _DIGEST),
    ("leaf", "hash"): (NO_WORDS, _DIGEST),
    ("look", "sight"): (NO_WORDS, _CLOSED),
    ("look", "detail"): (NO_WORDS, "ids and codes"),
    ("look_leaf", "hash"): (NO_WORDS, _DIGEST),
    ("membership_version", "role"): (NO_WORDS, _CLOSED),
    ("migration", "name"): (NOBODYS, "a migration"),
    ("migration", "app_name"): (NOBODYS, "a migration"),
    ("pack_text", "digest"): (NO_WORDS, _DIGEST),
    ("partner_version", "kind"): (NO_WORDS, _CLOSED),
    ("partnership_version", "instrument"): (NO_WORDS, _CLOSED),
    ("remark", "salt"): (NO_WORDS, _DIGEST),
    ("reminder", "channel"): (NO_WORDS, _CLOSED),
    ("reminder", "state"): (NO_WORDS, _CLOSED),
    ("request_version", "kind"): (NO_WORDS, _CLOSED),
    ("request_version", "state"): (NO_WORDS, _CLOSED),
}
NEVER_WORDS = ("uuid", "int2", "int4", "int8", "numeric", "bool", "date", "timestamptz", "timestamp")
DATING = "dating"  # of every version: which of its days are known


async def could_hold_words(by: Raw) -> list[tuple[str, str]]:
    """Return every column of every table, view or copy that is not plainly a number, a day or an id."""
    rows = await by.fetch(
        "SELECT c.relname, a.attname FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid"
        " JOIN pg_type t ON t.oid = a.atttypid WHERE c.relnamespace = 'public'::regnamespace"
        " AND c.relkind IN ('r', 'p', 'f', 'v', 'm') AND a.attnum > 0 AND NOT a.attisdropped"
        " AND t.typname <> ALL ($1) AND a.attname <> $2 ORDER BY 1, 2",
        list(NEVER_WORDS),
        DATING,
    )
    return [(row["relname"], row["attname"]) for row in rows]


async def in_tables(by: Raw, word: str) -> set[tuple[str, str]]:
    """Return the columns that hold a word, as text or as bytes, whatever their type; the planner's memory too."""
    found = set()
    for table in await tables(by):
        for row in await by.fetch(f'SELECT to_jsonb(t) AS said FROM "{table}" t'):
            text = row["said"].casefold()
            if word in text or word.encode().hex() in text:
                found |= {(table, column) for column in await _columns(by, table, word)}
                break
    remembered = await by.fetch(
        "SELECT tablename, attname FROM pg_stats WHERE schemaname = 'public'"
        " AND lower(concat(most_common_vals::text, histogram_bounds::text, most_common_elems::text)) LIKE $1",
        f"%{word}%",
    )
    return found | {(f"pg_stats of {row['tablename']}", row["attname"]) for row in remembered}


async def _columns(by: Raw, table: str, word: str) -> list[str]:
    columns = [column for name, column in await could_hold_words(by) if name == table]
    return [
        column
        for column in columns
        if await by.fetchval(
            f'SELECT EXISTS (SELECT FROM "{table}" WHERE lower("{column}"::text) LIKE $1 OR "{column}"::text LIKE $2)',
            f"%{word}%",
            f"%{word.encode().hex()}%",
        )
    ]


def in_files(folder: Path, word: str, *, but: tuple[str, ...] = ()) -> list[str]:
    """Return the files below a folder that hold a word, in their name or inside, unpacked as far as it goes."""
    found = []
    for each in sorted(folder.rglob("*")):
        inside = str(each.relative_to(folder))
        if inside.split("/", maxsplit=1)[0] in but or not each.is_file():
            continue
        if word in inside.casefold() or in_bytes(each.read_bytes(), word):
            found.append(inside)
    return found


def in_bytes(content: bytes, word: str) -> bool:
    """Does it hold the word, whatever kind of file it is?"""
    return any(word in text for text in _texts(content))


def _texts(content: bytes) -> Iterator[str]:
    yield content.decode(errors="replace").casefold()
    yield content.decode("utf-16", errors="replace").casefold()
    if zipfile.is_zipfile(io.BytesIO(content)):
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            for name in archive.namelist():
                yield name.casefold()
                yield from _texts(archive.read(name))
    elif content.startswith(b"%PDF"):
        yield listen(content).tree.says().casefold()
    elif tarfile.is_tarfile(io.BytesIO(content)):
        with tarfile.open(fileobj=io.BytesIO(content)) as archive_of:
            for member in archive_of.getmembers():
                inside = archive_of.extractfile(member)
                yield from _texts(inside.read()) if inside else ()
    elif b"\nMessage-ID:" in content or content.startswith(b"From:"):
        mail = message_from_bytes(content, policy=policy.default)
        yield from (str(value).casefold() for value in mail.values())
        for part in mail.walk():
            if part.get_content_maintype() == "text":
                yield part.get_content().casefold()
