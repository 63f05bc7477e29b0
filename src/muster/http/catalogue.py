"""The catalogue of problem types: each has a code that never changes, and a page that says what to do."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from muster.domain.errors import Conflict, Forbidden, Invalid, NotFound, Refusal, Stale, Unavailable
from muster.http.award_problems import AWARDS
from muster.http.card_problems import CARDS
from muster.http.class_problems import CLASSES
from muster.http.effort_problems import HOURS
from muster.http.entrance_problems import ENTRANCE
from muster.http.file_problems import FILES
from muster.http.kinds import (
    Malformed,
    ProblemType,
    TooLarge,
    Unexpected,
    VersionRequired,
    WrongMediaType,
    WrongMethod,
    kind_of,
)
from muster.http.pack_problems import PACKS
from muster.http.place_problems import PLACES
from muster.http.plan_problems import PLANS
from muster.http.privacy_problems import PRIVACY
from muster.http.share_problems import SHARES
from muster.http.shift_problems import SHIFTS
from muster.http.sign_in_problems import SIGN_IN

_ALL: Final = (
    ProblemType(
        Malformed,
        "malformed-json",
        "The body is not JSON",
        "Send one JSON object in UTF-8. The reply says at which byte reading stopped; a comma or a quotation mark is "
        "most often missing just before it.",
    ),
    ProblemType(
        Malformed,
        "bad-request",
        "The request cannot be read",
        "A part of the request that is not its body cannot be read: a header, most often. The reply says which.",
    ),
    ProblemType(
        Forbidden,
        "forbidden",
        "Your role does not include this",
        "You belong to the agency, but your role may not do this. The reply names the permission; ask an administrator "
        "for a role that has it.",
    ),
    ProblemType(
        Forbidden,
        "beyond-your-program",
        "Your place is in one program only",
        "Your role includes this, but for one program, and this is about more than that one: another program, or the "
        "whole agency. Somebody whose place is in the whole agency can do it, or give you one.",
    ),
    ProblemType(
        Forbidden,
        "own-waiver",
        "Nobody waives or extends a requirement for themselves",
        "The person to be excused is the one who asks. Somebody else with the right to record waivers can do it.",
    ),
    ProblemType(
        Forbidden,
        "cross-origin",
        "Another web site sent this",
        "A page of another site tried to change something here with your sign-in. Nothing was changed. If you wrote "
        "that page: let its server call the API instead of the browser.",
    ),
    ProblemType(
        Forbidden,
        "no-origin",
        "It does not say where it comes from",
        "A request that changes something with the cookie of a sign-in, or with a form, says where it comes from; "
        "browsers do that by themselves. A program that uses the cookie sends `Origin` with the address of this "
        "muster, as `Origin: https://muster.county.example`; one that uses a token need not.",
    ),
    ProblemType(
        Forbidden,
        "not-over-tls",
        "The page was opened over plain http",
        "Open it as https://. Whoever runs this muster puts a web server with TLS before it, or gives it a certificate "
        "of its own: the runbook says how under *TLS*.",
    ),
    ProblemType(
        Forbidden,
        "not-this-machine",
        "This muster is in development mode",
        "It answers only to this machine's own names, as http://localhost. To let others in, unset "
        "`MUSTER_INSECURE_COOKIES` and serve over TLS: the runbook says how.",
    ),
    ProblemType(
        NotFound,
        "not-found",
        "There is no such thing here",
        "Nothing with this id or address is on record in your agency. What belongs to another agency is answered in "
        "the same way. Check the address, and that you are signed in to the right agency.",
    ),
    ProblemType(
        NotFound,
        "points-nowhere",
        "It points at something that is not on record",
        "The request names a person, program, course or credential that your agency does not have. Record that first, "
        "or correct its id.",
    ),
    ProblemType(
        Conflict,
        "nothing-to-resend",
        "There is nothing to send again",
        "The notice was sent, or called off since there was nothing to tell any more. Only what failed, or what nobody "
        "knows about, can be sent again. A new notice of the same is made when its day comes.",
    ),
    ProblemType(
        WrongMethod,
        "method-not-allowed",
        "This cannot be asked in this way",
        "The address is right, the method is not. The Allow header of the reply lists the methods there are.",
    ),
    ProblemType(
        Conflict,
        "conflict",
        "It does not fit beside what is on record",
        "On its own the request is right. The reply says what it collides with; correct one of the two.",
    ),
    ProblemType(
        Conflict,
        "already-recorded",
        "It is recorded already, under this id",
        "The id you sent is on record. After a POST that got no answer this is good news: the first one arrived. For "
        "something new, send a new id, or none.",
    ),
    ProblemType(
        Conflict,
        "overlaps",
        "It overlaps what is on record for the same days",
        "Some facts can be only once on a day: an employment, leave or confirmed effort of a person, an adoption of a "
        "pack by a program. End or correct the one on record, then send this again.",
    ),
    ProblemType(
        Conflict,
        "said-already",
        "There is one of these on record already",
        "No two awards have the same number, no two lines of one award the same code, no two reports of one award the "
        "same last day, no two partners the same name, and no role two workforces; capital letters make no difference. "
        "Use or correct the one on record, or correct yours.",
    ),
    ProblemType(
        Conflict,
        "number-taken",
        "The number is on record already",
        "No two people have the same number in the same register. The reply says whose it is: correct the number, or "
        "record what you have for that person.",
    ),
    ProblemType(
        Conflict,
        "tree-broken",
        "The tree is not what was signed",
        "Something was altered behind the ledger's back, so nothing is signed or proved over it. Keep every checkpoint "
        "that you have, and tell whoever runs this muster: `muster ledger verify` says where it differs.",
    ),
    ProblemType(
        Stale,
        "stale",
        "Somebody changed it since you read it",
        "The version in If-Match is not the current one; nothing was changed. Read the record again, look at what "
        "it says now, and send your correction of that with its new ETag.",
    ),
    ProblemType(
        TooLarge,
        "too-large",
        "The body is too large",
        "The reply says how much is taken: 2 MB, and of files to bring in 60 MB. Send less at a time.",
    ),
    ProblemType(
        WrongMediaType,
        "unsupported-media-type",
        "The body is of a kind that is not read here",
        "Send JSON, and say so: `Content-Type: application/json`. Only files come as `multipart/form-data`.",
    ),
    ProblemType(
        Invalid,
        "invalid",
        "Something in the request cannot be right",
        "Every fault is listed under `errors`: where it is, what was found, what was expected and how to mend it. "
        "Mend them all and send the request again; nothing was recorded.",
    ),
    ProblemType(
        Invalid,
        "in-the-future",
        "It is dated after today",
        "What has not happened yet is a plan, not a fact. Correct the date, or record it on that day. Today is the day "
        "it is where your agency keeps its midnight.",
    ),
    ProblemType(
        Invalid,
        "ends-before-it-starts",
        "It ends before it starts",
        "The last good day is before the first. One of the two was probably mistyped.",
    ),
    ProblemType(
        Invalid,
        "no-such-duty",
        "No adopted pack asks the program for that",
        "A duty is named as `pack/duty`, of a pack that the program goes by. Look its duties up, or adopt the pack "
        "first.",
    ),
    ProblemType(
        Invalid,
        "not-taught",
        "The course does not teach that",
        "A course is approved for what it teaches, or for all of it. Take the topic out, or say first that the course "
        "teaches it.",
    ),
    ProblemType(
        Invalid,
        "cannot-move",
        "It stays where it belongs",
        "A personnel line stays with its award and a partnership with its partner: what was charged to it was charged "
        "there. Leave that as it was, and record a new one under the other.",
    ),
    ProblemType(
        Invalid,
        "role-of-the-agency",
        "That role is not of one program",
        "Grant officers, liaisons and whoever runs muster have their place in the whole agency. Leave the program out.",
    ),
    ProblemType(
        Invalid,
        "no-last-day",
        "This place needs a last day",
        "Say the last day of the audit. A place that has ended can be given anew.",
    ),
    ProblemType(
        Invalid,
        "ended-already",
        "It would have ended before today",
        "The last day of a place, or of a share, is today or later, where the agency keeps its midnight.",
    ),
    ProblemType(
        Invalid,
        "program-or-award",
        "A program, an award or a partnership, not two of them",
        "A pack binds a program, or what is charged to an award or under a partnership; of programs, it may bind only "
        "those who go out on a shift of a kind of team. Adopt it twice, once for each.",
    ),
    ProblemType(
        Invalid,
        "never-looked-at",
        "The pack does not ask about that",
        "When a program applied, and what is so of it, are said with the adoption of a pack whose deadlines or "
        "exemptions hang on it. This pack has none, or names another circumstance: its text says which.",
    ),
    ProblemType(
        Invalid,
        "requirement-or-kind",
        "An order is about a requirement or about a kind of credential",
        "An order that extends names one of the two: a requirement, as `pack/requirement`, or a kind of credential of "
        "an adopted pack. Record two orders where its paper is about both.",
    ),
    ProblemType(
        Invalid,
        "no-reporting-period",
        "No reporting period can be found",
        "No days were named, and the award has no reporting schedule on file, or no period of it is over yet. Name the "
        "first and the last day, or record the award's schedule.",
    ),
    ProblemType(
        Invalid,
        "no-such-position",
        "The ledger has not got that far",
        "`known_at`, or the `position` of a plan, is after the last one. GET /api/v1/ledger says which that is.",
    ),
    ProblemType(
        Invalid,
        "no-such-size",
        "The ledger was never as large as that",
        "`from` is the size of a checkpoint that you hold, and the ledger has fewer leaves. If the checkpoint is "
        "signed, the newest acts were cut off: keep it, and have whoever runs this muster verify the ledger with it.",
    ),
    ProblemType(
        Invalid,
        "too-many-leaves",
        "The act is about too many people at once",
        "An import may be about thousands of people, and each of them has a proof of their own. Name the `subject` "
        "that you ask about.",
    ),
    ProblemType(
        Invalid,
        "impossible-value",
        "The database refuses one of the values",
        "A value passed every check but the database's own. Correct it; and tell us, since it should have been said "
        "more clearly. The log names the check, under the request id.",
    ),
    ProblemType(
        Invalid,
        "bad-pack",
        "This text is not a requirement pack",
        "Every fault is listed under `errors` with its line. `muster pack check FILE` says the same beforehand.",
    ),
    ProblemType(
        VersionRequired,
        "version-required",
        "Say which version you correct",
        "Read the record first, and send its ETag as If-Match, in its quotation marks. So nobody overwrites what "
        "somebody else said meanwhile. `*` is not taken.",
    ),
    ProblemType(
        Unexpected,
        "unexpected",
        "Something went wrong in muster",
        "It is our fault, not yours. Nothing was recorded unless the reply to a later GET shows it. Tell whoever runs "
        "this muster the request id: the log has the rest under it.",
    ),
    ProblemType(
        Unavailable,
        "unavailable",
        "It cannot be done now",
        "Nothing was changed. Wait as many seconds as Retry-After says, and send the same again.",
    ),
    ProblemType(
        Unavailable,
        "no-signing-key",
        "The key that signs checkpoints cannot be used",
        "Nothing was changed. The file of the key is missing, is no Ed25519 key, or others on the machine may read it. "
        "Whoever runs this muster finds in the runbook what to do.",
    ),
    ProblemType(
        Unavailable,
        "database-unreachable",
        "The database does not answer",
        "Nothing was changed. It may be starting: wait as many seconds as Retry-After says. If it stays so, whoever "
        "runs this muster asks `muster doctor`.",
    ),
    ProblemType(
        Unavailable,
        "outcome-unknown",
        "Nobody can tell whether it was recorded",
        "The database went away just as this was being recorded. If you sent an `id` of your own, send the same again: "
        "it is recorded once; files to bring in may always be sent again. Otherwise look it up before you do.",
    ),
    ProblemType(
        Unavailable,
        "database-is-behind",
        "The database is older than this muster",
        "Whoever runs this muster brings it up to date with `muster init`; a backup first is wise.",
    ),
    ProblemType(
        Unavailable,
        "database-is-newer",
        "The database is newer than this muster",
        "Whoever runs this muster installs the version that the database was last used with, or a later one.",
    ),
)

CATALOGUE: Final[Mapping[str, ProblemType]] = MappingProxyType(
    {
        each.code: each
        for each in sorted(
            (
                *(*_ALL, *SIGN_IN, *ENTRANCE, *PLACES, *SHARES, *FILES, *PRIVACY, *CARDS, *CLASSES, *PACKS),
                *(*AWARDS, *SHIFTS, *HOURS, *PLANS),
            ),
            key=lambda each: each.status,
        )
    }
)


def type_of(refusal: Refusal) -> ProblemType:
    """Return the type of a refusal: its own, or its kind's when it has none."""
    own = CATALOGUE.get(refusal.code)
    kind = kind_of(refusal)
    return own if own is not None and own.kind is kind else CATALOGUE[kind.code]
