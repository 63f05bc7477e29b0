"""What can be wrong with files that are brought in: a part of the catalogue of problem types."""

from __future__ import annotations

from typing import Final

from muster.domain.errors import Conflict, Invalid, Unavailable
from muster.http.kinds import Malformed, ProblemType

FILES: Final = (
    ProblemType(
        Malformed,
        "malformed-parts",
        "The parts of the body cannot be told apart",
        "Files are sent as `multipart/form-data`: let your HTTP library make the body, with its boundary, and send it "
        "whole. Text parts are UTF-8.",
    ),
    ProblemType(
        Conflict,
        "plan-differs",
        "These files would write something else now",
        "Somebody recorded something since the plan that you read, and it changes what your files do. Nothing was "
        "stored. Ask for the plan again, read it, and send the files with its `position`.",
    ),
    ProblemType(
        Conflict,
        "import-changed",
        "Something was said since that this would overrule",
        "Taking an import back withdraws exactly what it added and puts back exactly what it said otherwise. Some of "
        "that was said otherwise since, or something recorded since is about what would go; the reply names each. "
        "Nothing was taken back: correct or withdraw those by themselves, and ask again.",
    ),
    ProblemType(
        Conflict,
        "undo-too-late",
        "It was brought in more than 30 days ago",
        "A whole import can be taken back for 30 days. After that, correct or withdraw what is wrong by itself, or "
        "bring in a corrected file.",
    ),
    ProblemType(
        Invalid,
        "same-name",
        "Two files have the same name",
        "Every row is told by its file's name, so each file needs one of its own. Rename one of the two.",
    ),
    ProblemType(
        Invalid,
        "empty-file",
        "There is nothing in the file",
        "The file has no row, or all of its cells are empty. Was it saved? Bring in a file with a row of headers.",
    ),
    ProblemType(
        Invalid,
        "not-a-spreadsheet",
        "The file is not a spreadsheet",
        "Files may be .xlsx, .csv or .tsv; what a file is, its bytes say, not its name. The reply says what this one "
        "is. Open it in a spreadsheet program and save it as one of the three.",
    ),
    ProblemType(
        Invalid,
        "old-spreadsheet",
        "The workbook is of a kind that is not read",
        "Workbooks of Excel before 2007 (.xls) and binary ones (.xlsb) are not read. Save it as .xlsx or .csv.",
    ),
    ProblemType(
        Invalid,
        "damaged-spreadsheet",
        "The workbook is damaged",
        "It was cut short on its way, or something inside it is broken. Open it in a spreadsheet program, save it "
        "again, and send that.",
    ),
    ProblemType(
        Invalid,
        "password-protected",
        "The workbook is protected by a password",
        "Open it with the password, and save a copy without one.",
    ),
    ProblemType(
        Invalid,
        "has-macros",
        "The workbook holds programs",
        "Macros are programs, and no file that holds any is read. Save it as .xlsx, which holds none, or as .csv.",
    ),
    ProblemType(
        Invalid,
        "file-too-large",
        "The file is more than is read",
        "The reply names the limit that it is over: bytes, rows, columns, cells, or what it unpacks to. Take out what "
        "is not needed, or send it as several smaller files.",
    ),
    ProblemType(
        Invalid,
        "unknown-encoding",
        "The letters of the file cannot be read",
        "A text file is read as UTF-8, UTF-16 or Windows-1252. Save it as 'CSV UTF-8' in the spreadsheet program.",
    ),
    ProblemType(
        Invalid,
        "unclosed-quote",
        "A quotation mark stands open",
        "From that row on nobody can tell the cells apart. Close the mark, or double one that belongs to the text.",
    ),
    ProblemType(
        Invalid,
        "no-header",
        "No row of headers that muster knows",
        "The reply says, for each sheet, which columns were found, and which are missing for each kind of sheet. "
        "Rename the columns to what they hold, as Employee ID, Name, Hire Date.",
    ),
    ProblemType(
        Invalid,
        "bad-recipe",
        "The text is not a recipe",
        "Every fault is listed under `errors` with its line. A plan carries a recipe that can be edited.",
    ),
    ProblemType(
        Unavailable,
        "storage-failed",
        "The files cannot be kept",
        "Nothing was recorded. Whoever runs this muster makes room in the folder for evidence, or sees who may write "
        "to it; then send the same again.",
    ),
    ProblemType(
        Unavailable,
        "reader-not-started",
        "Workbooks cannot be read now",
        "The process that reads them does not start; nothing was read. Whoever runs this muster asks `muster doctor`. "
        "A .csv needs no such process.",
    ),
)
