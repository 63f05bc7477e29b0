"""Have an import looked over or carried out beside the request, and say in the reader's words what went wrong."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final
from uuid import UUID

from muster.domain.errors import Conflict, Forbidden, Refusal
from muster.domain.importing.drafts import ImportDraft
from muster.domain.progress import Tell
from muster.domain.words import Words, message
from muster.files import Files
from muster.services import drafts
from muster.services.drafts import Looked
from muster.services.works import Works
from muster.web.forms import Mistake
from muster.web.reader import Reader

AT_ONCE: Final = 3.0  # seconds that a request waits: whatever is done by then is answered without a page in between

# What cannot be read: what it is, and what to do about it.
_FILES: Final[Mapping[str, tuple[str, str]]] = {
    "same-name": (message("two files of this name"), message("Rename one of the two.")),
    "empty-file": (message("a file without rows"), message("Choose a file with a row of headers.")),
    "not-a-spreadsheet": (
        message("no spreadsheet"),
        message("Open it in a spreadsheet program and save it as .xlsx or .csv."),
    ),
    "old-spreadsheet": (
        message("a workbook of a kind that is not read, as .xls or .xlsb"),
        message("Open it in a spreadsheet program and save it as .xlsx or .csv."),
    ),
    "damaged-spreadsheet": (
        message("a damaged workbook"),
        message("Open it in a spreadsheet program, save it again, and choose that."),
    ),
    "password-protected": (
        message("a workbook under a password"),
        message("Save it without the password, and choose that."),
    ),
    "has-macros": (message("a workbook with macros"), message("Save it as .xlsx, without macros, and choose that.")),
    "file-too-large": (
        message("more than is read"),
        message("Take out what is not needed, or bring it in as several smaller files."),
    ),
    "unknown-encoding": (
        message("letters that cannot be told"),
        message("Save it as “CSV UTF-8” in the spreadsheet program."),
    ),
    "unclosed-quote": (
        message("a quotation mark that is not closed"),
        message("Close it, or double one that belongs to the text."),
    ),
}
# What else may go wrong, each with the way on.
_OTHERS: Final[Mapping[str, tuple[str, str]]] = {
    "plan-differs": (
        message("Somebody has recorded something since you looked, and these files would now do something else."),
        message("Nothing was recorded. Look again at what they would do."),
    ),
    "import-was-changed": (
        message("Something else was decided about this import meanwhile, perhaps in another window."),
        message("Nothing was recorded. Look again at what it would do."),
    ),
    "import-is-busy": (
        message("muster is at work on this import already, perhaps for another window."),
        message("Wait a moment, and look again."),
    ),
    "too-many-imports": (
        message("You have begun many imports and finished none of them."),
        message("Finish one, or throw one away, before you begin another."),
    ),
    "reader-not-started": (
        message("What reads workbooks does not start on this machine."),
        message("Tell whoever runs this muster, or save the file as .csv."),
    ),
    "storage-failed": (
        message("The files could not be kept."),
        message("Nothing was recorded. Tell whoever runs this muster, and try again."),
    ),
    "no-account": (message("Imports are kept for whoever is signed in."), message("Sign in, and begin again.")),
}


async def begun(which: UUID, reader: Reader, works: Works) -> None:
    """Begin to look an import over, and wait for it a little."""

    async def look(tell: Tell) -> Looked:
        return await drafts.look_over(which, by=reader.by, now=reader.now, words=reader.words, tell=tell)

    works.begin(which, look, words=reader.words)
    await works.wait(which, seconds=AT_ONCE)


async def carried_out(which: UUID, mark: str, reader: Reader, works: Works, kept: Files) -> None:
    """Begin to carry an import out, and wait for it a little."""

    async def carry_out(tell: Tell) -> object:
        return await drafts.carry_out(
            which, mark=mark, by=reader.by, now=reader.now, kept=kept, words=reader.words, tell=tell
        )

    works.begin(which, carry_out, words=reader.words)
    await works.wait(which, seconds=AT_ONCE)


def looked(found: ImportDraft, reader: Reader, works: Works) -> Looked | None:
    """Return what an import would do, if this process knows it: of these very decisions, in the reader's words."""
    outcome = works.outcome(found.id)
    same = isinstance(outcome, Looked) and outcome.recipe == found.recipe
    if same and isinstance(outcome, Looked) and outcome.language == reader.words.language:
        return outcome if outcome.overview.position == found.planned_at else None
    return None


def mistakes_of(why: Exception, words: Words) -> tuple[Mistake, ...]:
    """Say what went wrong, each thing with what was expected and how to go on."""
    if not isinstance(why, Refusal):
        said = words("Something went wrong in muster; nothing was recorded.")
        return (_plain(said, words("Try again in a minute. If it happens again, tell whoever runs this muster.")),)
    if why.code in _FILES:
        found, fix = map(words, _FILES[why.code])
        wanted = words("a spreadsheet that can be read: .xlsx, .csv or .tsv")
        return tuple(Mistake("file", each.where, found, wanted, fix) for each in why.faults)
    if why.code in _OTHERS:
        said, fix = map(words, _OTHERS[why.code])
        return (_plain(said, fix),)
    if isinstance(why, Forbidden):
        said = words("These files say something that your role may not record. Nothing of them was recorded.")
        return (_plain(said, words("Take it out, or ask an administrator of your agency for the right.")),)
    if why.faults:
        field = "recipe" if why.code == "bad-recipe" else "file"
        return tuple(Mistake(field, each.where, each.found, each.expected, each.fix) for each in why.faults)
    return (_plain(why.message, words("Nothing was recorded.")),)


def is_busy(why: Exception) -> bool:
    """Is it refused only because of where the import stands, which its page says?"""
    return isinstance(why, Conflict) and why.code in {"import-is-busy", "import-is-done", "import-not-planned"}


def _plain(said: str, fix: str) -> Mistake:
    return Mistake("file", "", "", "", fix, said=said)
