"""Files that nobody should have to fear: each is refused in words, and whoever called goes on."""

from __future__ import annotations

import io
import json
import struct
import zipfile
from collections.abc import Callable, Mapping
from types import MappingProxyType

import pytest

from muster import sheets
from muster.domain.errors import Invalid, Unavailable
from muster.sheets import Sheet, processes
from muster.sheets.archives import look_over
from muster.sheets.limits import MOST_BYTES, MOST_COLUMNS, MOST_ROWS
from muster.sheets.processes import parsed

NAMESPACE = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
FIRST = '<row r="1"><c r="A1"><v>1</v></c></row>'
FAR = FIRST + '<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>'
GOOD = b"Employee ID,Name\r\n1,Ana\r\n"


def workbook(rows: str = FIRST, parts: Mapping[str, bytes] = MappingProxyType({}), *, without: str = "") -> bytes:
    """Make an xlsx with these rows in its sheet, and with these parts more."""
    whole = sheets.write("a.xlsx", [Sheet("A", (("x",),))])
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(whole)) as source, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name in source.namelist():
            if name == "xl/worksheets/sheet1.xml":
                archive.writestr(name, f'<worksheet xmlns="{NAMESPACE}"><sheetData>{rows}</sheetData></worksheet>')
            elif name != without:
                archive.writestr(name, source.read(name))
        for name, content in parts.items():
            archive.writestr(name, content)
    return out.getvalue()


def archive(*names: str) -> bytes:
    """Make a zip of small parts."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as made:
        for name in names:
            made.writestr(name, "x")
    return out.getvalue()


def huge(unpacked: int) -> bytes:
    """Make a workbook whose shared strings unpack to so many bytes."""
    return workbook(parts={"xl/sharedStrings2.xml": b"a" * unpacked})


def forged() -> bytes:
    """Make a workbook of which one part is larger than its zip says."""
    content = bytearray(workbook(parts={"xl/extra.xml": b"<a>" * 1_000_000}))
    at = content.rfind(b"PK\x01\x02")  # the last entry of the directory
    struct.pack_into("<I", content, at + 24, 10)  # says: ten bytes
    return bytes(content)


def encrypted_zip() -> bytes:
    content = bytearray(workbook())
    at = content.find(b"PK\x01\x02")
    while at >= 0:
        content[at + 8] |= 1
        at = content.find(b"PK\x01\x02", at + 4)
    return bytes(content)


def compound(*names: str) -> bytes:
    """Make the beginning of an OLE container with streams of these names."""
    return bytes.fromhex("d0cf11e0a1b11ae1") + b"\x00" * 504 + b"".join(each.encode("utf-16-le") for each in names)


def sparse_column() -> bytes:
    """Make a sheet whose last cell stands far down, without saying where: readers count for themselves."""
    return workbook(FIRST + '<row r="1048576"><c><v>1</v></c></row>')


MACROS = b'<Types><Override ContentType="application/vnd.ms-excel.sheet.macroEnabled.main+xml"/></Types>'
DTD = b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]><x>&b;</x>'
SHIFT_JIS = "社員番号,氏名,入社日\r\n1,山田太郎,2024-05-05\r\n2,鈴木花子,2023-04-01\r\n".encode("shift-jis")

CORPUS: tuple[tuple[str, str, Callable[[], bytes]], ...] = (
    ("nothing at all", "empty-file", lambda: b""),
    ("only space", "empty-file", lambda: b" \r\n\t\r\n"),
    ("only a mark of encoding", "empty-file", lambda: b"\xef\xbb\xbf"),
    ("only separators", "empty-file", lambda: b",,,\r\n,,,\r\n"),
    ("a cell far out in a corner", "file-too-large", lambda: workbook(FAR)),
    ("a cell far out, with a prefix", "file-too-large", lambda: workbook('<x:c s="1" r="XFD1"><x:v>1</x:v></x:c>')),
    ("a cell far down that does not say so", "file-too-large", sparse_column),
    ("200 MiB in one part", "file-too-large", lambda: huge(200 * 2**20)),
    ("a part packed a thousand times over", "file-too-large", lambda: huge(20 * 2**20)),
    ("three million cells", "file-too-large", lambda: workbook("<c><v>1</v></c>" * 3_000_000)),
    ("ten thousand parts", "file-too-large", lambda: archive(*map(str, range(10_000)))),
    ("forty thousand parts", "file-too-large", lambda: archive(*(f"{each:040}" for each in range(40_000)))),
    ("more bytes than are taken", "file-too-large", lambda: b"a," * MOST_BYTES),
    ("ten thousand columns", "file-too-large", lambda: b",".join([b"a"] * 10_000)),
    ("a cell of a million characters", "file-too-large", lambda: b"a,b\r\n1," + b"x" * 1_000_000),
    ("more rows than are taken", "file-too-large", lambda: b"1,2\n" * (MOST_ROWS + 1)),
    ("a part larger than it says", "damaged-spreadsheet", forged),
    ("a workbook cut short", "damaged-spreadsheet", lambda: workbook()[:-200]),
    ("a workbook with a sheet that is no XML", "damaged-spreadsheet", lambda: workbook("</row></nothing>")),
    ("a workbook without its list of sheets", "damaged-spreadsheet", lambda: workbook(without="xl/workbook.xml")),
    ("a part in UTF-16", "damaged-spreadsheet", lambda: workbook(parts={"xl/a.xml": "<a/>".encode("utf-16")})),
    ("entities that define each other", "not-a-spreadsheet", lambda: workbook(parts={"xl/styles2.xml": DTD})),
    ("macros", "has-macros", lambda: workbook(parts={"xl/vbaProject.bin": b"x"})),
    ("macros under the name of an xlsx", "has-macros", lambda: workbook(
        without="[Content_Types].xml", parts={"[Content_Types].xml": MACROS})),
    ("macros of Excel 4", "has-macros", lambda: workbook(parts={"xl/macrosheets/sheet1.xml": b"<a/>"})),
    ("a workbook with a password", "password-protected", lambda: compound("EncryptionInfo", "EncryptedPackage")),
    ("a zip with a password", "password-protected", encrypted_zip),
    ("a workbook of Excel 97", "old-spreadsheet", lambda: compound("Workbook")),
    ("a workbook of Excel 4", "old-spreadsheet", lambda: b"\x09\x04\x06\x00\x00\x00\x10\x00"),
    ("a binary workbook", "old-spreadsheet", lambda: archive("[Content_Types].xml", "xl/workbook.bin")),
    ("an OpenDocument sheet", "not-a-spreadsheet", lambda: archive("mimetype", "content.xml")),
    ("a text document", "not-a-spreadsheet", lambda: archive("[Content_Types].xml", "word/document.xml")),
    ("a zip of a workbook", "not-a-spreadsheet", lambda: archive("roster.xlsx")),
    ("a PDF", "not-a-spreadsheet", lambda: b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n"),
    ("a picture", "not-a-spreadsheet", lambda: b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR"),
    ("a program", "not-a-spreadsheet", lambda: b"MZ\x90\x00\x03"),
    ("a web page called .xls", "not-a-spreadsheet", lambda: b"\r\n<html><table><tr><td>Name</td></tr></table></html>"),
    ("a sheet in XML of 2003", "not-a-spreadsheet", lambda: b'<?xml version="1.0"?><Workbook></Workbook>'),
    ("NUL bytes in a text", "not-a-spreadsheet", lambda: b"Name,Email\r\nAna\x00,ana@example.org\r\n"),
    ("NUL characters in UTF-16", "not-a-spreadsheet", lambda: "Name,Email\r\nAna\x00,b\r\n".encode("utf-16")),
    ("noise", "not-a-spreadsheet", lambda: bytes(range(1, 256)) * 50),
    ("letters of another encoding", "unknown-encoding", lambda: SHIFT_JIS),
    ("letters that Windows-1252 has not", "unknown-encoding", lambda: b"Name\r\nAna \x81\r\n"),
    ("a quotation mark left open", "unclosed-quote", lambda: b'Name,Note\r\nAna,"as agreed\r\nBen,\r\n'),
    ("a quotation mark inside a cell", "unclosed-quote", lambda: b'Name,Note\r\n"Ana "the" nurse",\r\n'),
)  # fmt: skip


@pytest.mark.parametrize(("code", "make"), [each[1:] for each in CORPUS], ids=[each[0] for each in CORPUS])
def test_a_bad_file_is_refused_with_the_reason_and_the_way_out(code: str, make: Callable[[], bytes]) -> None:
    with pytest.raises(Invalid) as refused:
        sheets.read("theirs.xlsx", make())

    assert refused.value.code == code
    (fault,) = refused.value.faults
    assert fault.where.startswith("theirs.xlsx")
    assert all((fault.found, fault.expected, fault.fix))
    assert sheets.read("ours.csv", GOOD).sheets[0].rows == (("Employee ID", "Name"), ("1", "Ana"))


@pytest.mark.parametrize(
    ("make", "limit"),
    [
        (lambda: workbook(FAR), "200,000 rows, 1,000 columns"),
        (lambda: huge(200 * 2**20), "128 MiB"),
        (lambda: b"a," * MOST_BYTES, "25 MiB"),
        (lambda: b",".join([b"a"] * 10_000), "1,000 columns"),
        (lambda: archive(*map(str, range(3_000))), "2,000 parts"),
        (lambda: b"1,2\n" * (MOST_ROWS + 1), "200,000 rows"),
    ],
)
def test_what_is_too_large_is_told_the_limit(make: Callable[[], bytes], limit: str) -> None:
    with pytest.raises(Invalid, match=limit):
        sheets.read("theirs.xlsx", make())


# The far corner, twice: it never gets as far as the child, and the child's death harms nobody. ----


def test_a_cell_in_the_far_corner_is_refused_before_anything_parses_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(processes, "_CHILD", ("-c", "raise SystemExit(9)"))

    with pytest.raises(Invalid, match="row 1,048,576 and column 16,384"):
        look_over("theirs.xlsx", workbook(FAR))
    with pytest.raises(Invalid, match="row 1,048,576 and column 16,384"):
        sheets.read("theirs.xlsx", workbook(FAR))


def test_a_child_that_dies_of_the_far_corner_harms_nobody() -> None:
    with pytest.raises(Invalid, match="512 MiB of memory") as refused:
        parsed("theirs.xlsx", workbook(FAR))

    assert refused.value.code == "file-too-large"
    assert parsed("ours.xlsx", workbook())[0] == (Sheet("A", ((1.0,),)),)


def test_a_cell_that_is_only_formatted_costs_nothing_and_is_no_reason() -> None:
    rows = FIRST + '<row r="1048576"><c r="XFD1048576" s="1"/></row>'

    assert sheets.read("ours.xlsx", workbook(rows)).sheets == (Sheet("A", ((1.0,),)),)


def test_a_child_that_takes_too_long_is_ended(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(processes, "SECONDS", 0.2)
    monkeypatch.setattr(processes, "_CHILD", ("-c", "while True: pass"))

    with pytest.raises(Invalid, match="seconds of work") as refused:
        parsed("theirs.xlsx", workbook())

    assert refused.value.code == "file-too-large"


@pytest.mark.parametrize(
    "program",
    [
        "print('no JSON')",
        """print('["row", ["before any sheet"]]')""",
        """print('["sheet", "A", true]\\n["row", [{"a": 1}]]')""",
        """print('["sheet", "A", true]\\n["row", [["2026-13-45"]]]')""",
        """print('["refused"]')""",
    ],
)
def test_a_child_that_says_something_else_is_not_believed(program: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(processes, "_CHILD", ("-c", program))

    with pytest.raises(Invalid) as refused:
        parsed("theirs.xlsx", workbook())

    assert refused.value.code == "damaged-spreadsheet"


@pytest.mark.parametrize("program", ["raise SystemExit(3)", "import nothing_of_that_name"])
def test_a_child_that_does_not_start_is_no_fault_of_the_file(program: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(processes, "_CHILD", ("-c", program))

    with pytest.raises(Unavailable):
        parsed("ours.xlsx", workbook())


def test_the_child_inherits_no_secret(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MUSTER_DATABASE_URL", "postgresql://somebody:secret@example.org/muster")
    say = "import json, os; print(json.dumps(['sheet', json.dumps(dict(os.environ)), True]))"
    monkeypatch.setattr(processes, "_CHILD", ("-I", "-c", say))

    (sheet,), _ = parsed("ours.xlsx", workbook())

    assert {name for name in json.loads(sheet.name) if not name.startswith("LC_")} == set()


def test_the_child_is_held_to_its_memory_its_time_and_its_words(monkeypatch: pytest.MonkeyPatch) -> None:
    say = (
        "import json, resource; from muster.sheets.child import _limit; _limit();"
        "names = ('RLIMIT_AS', 'RLIMIT_CPU', 'RLIMIT_FSIZE', 'RLIMIT_CORE');"
        "held = [resource.getrlimit(getattr(resource, each)) for each in names];"
        "print(json.dumps(['sheet', json.dumps(held), True]))"
    )
    monkeypatch.setattr(processes, "_CHILD", ("-I", "-c", say))

    (sheet,), _ = parsed("ours.xlsx", workbook())

    assert json.loads(sheet.name) == [[512 * 2**20] * 2, [20, 20], [96 * 2**20] * 2, [0, 0]]


def test_a_child_that_says_more_than_it_may_is_ended(monkeypatch: pytest.MonkeyPatch) -> None:
    say = "from muster.sheets import child; child._limit()\nwhile True: print('x' * 2**20)"
    monkeypatch.setattr(processes, "_CHILD", ("-I", "-c", say))

    with pytest.raises(Invalid) as refused:
        parsed("theirs.xlsx", workbook())

    assert refused.value.code == "file-too-large"


def test_looking_a_workbook_over_is_not_made_long_by_unclosed_tags() -> None:
    for rows in ('<c r="A1" ' * 200_000, "<c " * 500_000, '<c s="' + 'r="A1"' * 200_000):
        look_over("theirs.xlsx", workbook(rows))


def test_columns_up_to_the_limit_are_read() -> None:
    assert len(sheets.read("ours.csv", b",".join([b"a"] * MOST_COLUMNS)).sheets[0].rows[0]) == MOST_COLUMNS
