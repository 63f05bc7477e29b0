"""The tag layer: what a page shows, and what it is. A reader that speaks a page aloud follows the tags.

reportlab draws and knows nothing of tags. Here a canvas opens and closes marked content around what it
draws, keeps the tree of elements beside it, and hangs both into the file. What carries no meaning (rules,
backgrounds, what is repeated on every page) is an artifact, and no reader stops at it.

Source: ISO 32000-1:2008, 14.7 and 14.8; ISO 14289-1:2014 (PDF/UA-1).
"""

from __future__ import annotations

import io
import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from html import escape
from typing import Any, Final

from reportlab import rl_config
from reportlab.pdfbase import pdfdoc, pdfmetrics, ttfonts
from reportlab.pdfgen.canvas import Canvas

from muster.reports.lettering import Face, Run, faces

# No text of ours ever meets reportlab's mark-up, images or expressions; were that to change, these refuse.
rl_config.trustedHosts = None
rl_config.trustedSchemes = []
rl_config.toColorCanUse = None
rl_config.useA85 = 0  # bytes as bytes: a quarter smaller

COLUMN_HEAD: Final = "/A <</O /Table /Scope /Column>>"
ROW_HEAD: Final = "/A <</O /Table /Scope /Row>>"
LIST: Final = "/A <</O /List /ListNumbering /None>>"
HEADER: Final = "/Type /Pagination /Subtype /Header"
FOOTER: Final = "/Type /Pagination /Subtype /Footer"
_PRODUCER: Final = "muster"
_NOT_XML: Final = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")

pdfdoc.PDFPage.__NoDefault__ = [*pdfdoc.PDFPage.__NoDefault__, "StructParents", "Tabs"]


def _to_unicode(name: str, subset: list[int]) -> str:
    """Say which letter each code of a font stands for, of those that stand for one."""
    pairs = [f"<{n:02X}> <{chr(code).encode('utf-16-be').hex().upper()}>" for n, code in enumerate(subset) if code]
    parts = [pairs[n : n + 100] for n in range(0, len(pairs), 100)]
    listed = "".join(f"{len(part)} beginbfchar\n" + "\n".join(part) + "\nendbfchar\n" for part in parts)
    return (
        "/CIDInit /ProcSet findresource begin\n12 dict begin\nbegincmap\n"
        "/CIDSystemInfo <</Registry (Adobe) /Ordering (UCS) /Supplement 0>> def\n"
        f"/CMapName /{name} def\n/CMapType 2 def\n1 begincodespacerange\n<00> <FF>\nendcodespacerange\n{listed}"
        "endcmap\nCMapName currentdict /CMap defineresource pop\nend\nend"
    )


# reportlab's own says that the code of no letter stands for U+0000, and writes letters past U+FFFF wrongly.
ttfonts.makeToUnicodeCMap = _to_unicode


def text_string(text: str) -> str:
    """Return some text as the file holds it outside the pages."""
    return f"<FEFF{text.encode('utf-16-be', 'replace').hex().upper()}>"


class Element:
    """One node of the tree: what it is, under what, and what of the pages belongs to it."""

    __slots__ = ("attributes", "kids", "parent", "reference", "role")

    def __init__(self, role: str, parent: Element | None = None, attributes: str = "") -> None:
        self.role, self.parent, self.attributes = role, parent, attributes
        self.kids: list[Element | tuple[int, int]] = []
        self.reference = ""
        if parent is not None:
            parent.kids.append(self)


class _Written(pdfdoc.PDFObject):  # type: ignore[misc]
    """An object of the file, already written."""

    __RefOnly__ = 1
    content = ""

    def format(self, _document: object) -> bytes:
        return self.content.encode("latin-1")


class TaggedCanvas(Canvas):  # type: ignore[misc]
    """A canvas that knows what it draws. The same calls give the same bytes, whenever they are made."""

    def __init__(self, title: str, language: str, size: tuple[float, float]) -> None:
        for face in faces():
            if face.name not in pdfmetrics.getRegisteredFontNames():
                pdfmetrics.registerFont(face.font)
        super().__init__(
            io.BytesIO(),
            pagesize=size,
            invariant=1,
            pageCompression=1,
            pdfVersion=(1, 7),
            initialFontName=faces()[0].name,
        )
        self.root = Element("Document")
        self.marks = 0
        self._title, self._language = title, language
        self._elements: list[list[Element]] = []  # of each page, by number
        self._bookmarks: list[tuple[str, int, int, float]] = []
        self._finished: list[dict[str, Any]] = []
        self._current: Element | None = None
        self._opened = False

    # Marking

    @contextmanager
    def tagged(self, element: Element) -> Iterator[None]:
        """What is drawn inside belongs to this element."""
        self._current = element
        yield
        self._shut()
        self._current = None

    def _begin(self, element: Element, means: str = "") -> None:
        """Open a piece of an element on this page; ``means``: the text that it stands for."""
        page = len(self._finished)
        while len(self._elements) <= page:
            self._elements.append([])
        number = len(self._elements[page])
        self._elements[page].append(element)
        element.kids.append((page, number))
        actual = f" /ActualText {text_string(means)}" if means else ""
        self._code.append(f"/{element.role} <</MCID {number}{actual}>> BDC")
        self._opened = True

    def _shut(self) -> None:
        if self._opened:
            self._code.append("EMC")
            self._opened = False

    def _ready(self) -> None:
        """See that what is drawn next is in a piece of its element."""
        if self._current is not None and not self._opened:
            self._begin(self._current)

    @contextmanager
    def artifact(self, kind: str = "") -> Iterator[None]:
        """What is drawn inside carries no meaning of its own."""
        self._code.append(f"/Artifact <<{kind}>> BDC" if kind else "/Artifact BMC")
        yield
        self._code.append("EMC")

    def bookmark(self, text: str, level: int, top: float) -> None:
        """List a heading in the outline of the file."""
        self._bookmarks.append((text, level, len(self._finished), top))

    # Drawing

    def letters(self, x: float, y: float, text: str, face: Face, size: float, colour: str) -> None:
        """Draw some text on one line, from here."""
        for run in face.runs(text):
            if run.means:
                self._stand_in(run, x, y, face, size, colour)
            else:
                self._ready()
                self._line_of(run.drawn, x, y, face, size, colour)
            x += face.width(run.drawn, size)

    def _stand_in(self, run: Run, x: float, y: float, face: Face, size: float, colour: str) -> None:
        """Draw what stands for other letters: an element of its own, that says which."""
        if self._current is not None:
            self._shut()
            self._begin(Element("Span", self._current, f"/ActualText {text_string(run.means)}"), run.means)
        if run.mark:
            for n, letter in enumerate(run.drawn):
                self._box_of(letter, x + n * face.width(letter, size), y, size, colour)
        else:
            self._line_of(run.drawn, x, y, face, size, colour)
        if self._current is not None:
            self._shut()

    def _line_of(self, text: str, x: float, y: float, face: Face, size: float, colour: str) -> None:
        font, document = face.font, self._doc
        shown = " ".join(
            f"{font.getSubsetInternalName(subset, document)} {size:g} Tf ({self._escape(part)}) Tj"
            for subset, part in font.splitString(text, document)
        )
        self._code.append(f"BT {colour} rg 1 0 0 1 {x:.2f} {y:.2f} Tm {shown} ET")

    def _box_of(self, letter: str, x: float, y: float, size: float, colour: str) -> None:
        """Draw the box that stands for a letter: its code, half above half."""
        self.marks += 1
        face, code = faces()[0], f"{ord(letter):04X}"
        half = (len(code) + 1) // 2
        small = size * (0.4 if half == 2 else 0.34)  # noqa: PLR2004 - two digits above two
        self._code.append(
            f"{colour} RG {size * 0.045:.2f} w {x + size * 0.05:.2f} {y - size * 0.12:.2f} "
            f"{size * 0.8:.2f} {size * 0.88:.2f} re S"
        )
        for part, up in ((code[:half], 0.36), (code[half:], 0.0)):
            wide = face.width(part, small)
            self._line_of(part, x + size * 0.45 - wide / 2, y + size * up - size * 0.02, face, small, colour)

    def rule(self, x: float, y: float, width: float, thick: float, colour: str) -> None:
        """Draw a level line."""
        self._ready()
        self._code.append(f"{colour} rg {x:.2f} {y - thick / 2:.2f} {width:.2f} {thick:.2f} re f")

    def plate(self, x: float, y: float, width: float, height: float, colour: str) -> None:
        """Draw a filled rectangle, up and to the right from here."""
        self._ready()
        self._code.append(f"{colour} rg {x:.2f} {y:.2f} {width:.2f} {height:.2f} re f")

    def frame(self, x: float, y: float, width: float, height: float, colour: str) -> None:
        """Draw the outline of a rectangle."""
        self._ready()
        self._code.append(f"{colour} RG 0.6 w {x:.2f} {y:.2f} {width:.2f} {height:.2f} re S")

    def strokes(self, operators: str) -> None:
        """Draw by the operators of the format."""
        self._ready()
        self._code.append(operators)

    # Finishing

    def turn(self) -> None:
        """Finish a page and begin the next."""
        self._finished.append(self.__dict__.copy())
        self._startPage()

    def finish(self, each: Callable[[int, int], None]) -> bytes:
        """Return the file. ``each`` draws what stands on every page, told its number and how many there are."""
        self.turn()
        pages = self._finished
        for number, state in enumerate(pages):
            self.__dict__.update(state)
            each(number + 1, len(pages))
            self._reached(number)
            super().showPage()
            page = self._doc.Pages.pages[-1]
            page.StructParents, page.Tabs = number, pdfdoc.PDFName("S")
        self._hang(len(pages))
        self.setViewerPreference("DisplayDocTitle", "true")
        return bytes(self._doc.GetPDFData(self))

    def _reached(self, page: int) -> None:
        last = -1
        for number, (text, level, on, top) in enumerate(self._bookmarks):
            depth = last = min(level, last + 1)
            if on == page:
                self.bookmarkPage(f"h{number}", fit="XYZ", left=0, top=top)
                self.addOutlineEntry(text, f"h{number}", depth)
        if page == 0 and self._bookmarks:
            self.showOutline()

    def _hang(self, pages: int) -> None:
        """Hang the tree, its index by page, and what the file says of itself, into the file."""
        document = self._doc
        order: list[tuple[Element, _Written]] = []
        todo = [self.root]
        while todo:
            element = todo.pop()
            element.reference, written = self._room()
            order.append((element, written))
            todo.extend(kid for kid in reversed(element.kids) if isinstance(kid, Element))
        root_reference, root = self._room()
        sheets = [pdfdoc.PDFObjectReference(f"Page{n + 1}").format(document).decode() for n in range(pages)]
        for element, written in order:
            parent = element.parent.reference if element.parent else root_reference
            written.content = _node(element, parent, sheets)
        index = " ".join(
            f"{n} [{' '.join(each.reference for each in (self._elements[n] if n < len(self._elements) else []))}]"
            for n in range(pages)
        )
        root.content = (
            f"<</Type /StructTreeRoot /K {self.root.reference} /ParentTree <</Nums [{index}]>> "
            f"/ParentTreeNextKey {pages}>>"
        )
        catalogue = document.Catalog
        catalogue.StructTreeRoot = root
        catalogue.MarkInfo = pdfdoc.PDFDictionary({"Marked": pdfdoc.PDFtrue})
        catalogue.Lang = pdfdoc.PDFString(self._language)
        about = _Written()
        about.content = (
            f"<</Title {text_string(self._title)} /Producer {text_string(_PRODUCER)} "
            f"/Creator {text_string(_PRODUCER)}>>"
        )
        document.setTitle(self._title)
        document.info = _Info(about)
        packet = pdfdoc.PDFStream(content=_packet(self._title, self._language))
        packet.dictionary["Type"], packet.dictionary["Subtype"] = pdfdoc.PDFName("Metadata"), pdfdoc.PDFName("XML")
        catalogue.Metadata = packet

    def _room(self) -> tuple[str, _Written]:
        written = _Written()
        return self._doc.Reference(written).format(self._doc).decode(), written


class _Info(pdfdoc.PDFInfo):  # type: ignore[misc]
    """What the file says of itself, with no day of making: the same report is the same file."""

    def __init__(self, about: _Written) -> None:
        super().__init__()
        self._about = about

    def digest(self, into: Any) -> None:  # noqa: ANN401 - a hash, of whichever kind reportlab takes
        into.update(self._about.content.encode())

    def format(self, document: object) -> bytes:
        return self._about.format(document)


def _node(element: Element, parent: str, sheets: list[str]) -> str:
    """Write one element. Its pieces of a page stand under their number, those of further pages with their page."""
    home = next((kid[0] for kid in element.kids if isinstance(kid, tuple)), None)
    kids = " ".join(
        kid.reference
        if isinstance(kid, Element)
        else str(kid[1])
        if kid[0] == home
        else f"<</Type /MCR /Pg {sheets[kid[0]]} /MCID {kid[1]}>>"
        for kid in element.kids
    )
    page = "" if home is None else f" /Pg {sheets[home]}"
    attributes = f" {element.attributes}" if element.attributes else ""
    listed = kids if len(element.kids) == 1 else f"[{kids}]"
    return f"<</S /{element.role} /P {parent}{page}{attributes} /K {listed}>>"


def _packet(title: str, language: str) -> bytes:
    """Return the metadata in XML: the title, the language, and that the file keeps to PDF/UA-1."""
    name, tongue = (escape(_NOT_XML.sub("\N{REPLACEMENT CHARACTER}", each)) for each in (title, language))
    return (
        '<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>\n'
        '<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">\n'
        '<rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/"\n'
        ' xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/" xmlns:pdf="http://ns.adobe.com/pdf/1.3/">\n'
        f'<dc:title><rdf:Alt><rdf:li xml:lang="x-default">{name}</rdf:li></rdf:Alt></dc:title>\n'
        f"<dc:language><rdf:Bag><rdf:li>{tongue}</rdf:li></rdf:Bag></dc:language>\n"
        f"<pdf:Producer>{_PRODUCER}</pdf:Producer>\n<pdfuaid:part>1</pdfuaid:part>\n"
        "</rdf:Description></rdf:RDF></x:xmpmeta>\n"
        '<?xpacket end="r"?>\n'
    ).encode()
