"""Check an export of a muster ledger, on any machine, offline.

    python verify_ledger.py EXPORT.zip
    python verify_ledger.py EXPORT.zip --checkpoint kept.txt --foot "433:9f2c4be0a1d75388:3f1c0f0b5c3e7c9f"

It needs Python 3.9 or newer and the package ``cryptography``, and nothing of muster: whoever doubts
muster need not trust it here. Take this file from a release you trust, not from the export itself.

It ends with 0 when everything holds, with 3 when something does not, with 1 when there is nothing it can read.
What it checks, in the order of what it prints:

- every leaf of both logs is written in the one way (RFC 8785), is of this agency, and none is missing between others;
- the tree of RFC 6962 over each log, at the size of every signed checkpoint, has the root that was signed (Ed25519);
- the keys that signed: each was introduced by the one before it, and is tied to those you say you know (``--key``);
- checkpoints you kept, and trees printed at the foot of reports, are the beginning of what is in the export;
- values and remarks, where the export carries them, are what the leaves committed to.
"""

from __future__ import annotations

import argparse
import base64
import binascii
import hashlib
import hmac
import json
import re
import sys
import zipfile
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any, NamedTuple

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

FORM = 1
HOLDS, UNREADABLE, DOES_NOT_HOLD = 0, 1, 3
LOGS = {"ledger": ("ledger.jsonl", "position"), "access-log": ("access-log.jsonl", "number")}
LEAVES = {
    "ledger": frozenset(
        ("act", "agency", "at", "because", "by", "leaf", "leaves", "position", "subject", "values", "version")
    ),
    "access-log": frozenset(
        ("account", "agency", "at", "detail", "leaf", "leaves", "log", "number", "on", "sight", "subject", "version")
    ),
}
# What all leaves of one act, or of one entry, say alike.
SHARED = {
    "ledger": ("act", "at", "because", "by", "leaves"),
    "access-log": ("account", "at", "detail", "leaves", "on", "sight"),
}
MEMBERS = re.compile(
    r"manifest\.json|README\.txt|verify_ledger\.py|ledger\.jsonl|access-log\.jsonl|values\.jsonl|remarks\.jsonl"
    r"|checkpoints/(ledger|access-log)/[0-9]+-[0-9a-f]{16}\.txt|keys/[0-9a-f]{16}\.txt"
)
FOOT = re.compile(r"(?<![0-9a-f])([0-9]+):([0-9a-f]{16}):([0-9a-f]{16})(?![0-9a-f])")
SIGNATURE = re.compile(r"\N{EM DASH} ([^\s+]+) ([A-Za-z0-9+/]+=*)")
MOST_TOLD = 20  # faults of one sort that are told one by one


class Unreadable(Exception):  # noqa: N818 - it is what it is called
    """There is nothing here that could be checked."""


class Checkpoint(NamedTuple):
    """A signed checkpoint: where it was found, and what it says."""

    where: str
    log: str
    size: int
    root: bytes
    position: int
    at: str
    text: str
    signatures: tuple[tuple[str, bytes, bytes], ...]


class Foot(NamedTuple):
    """A tree as it is printed at the foot of a report: its size, the first half of its root, and who signed."""

    said: str
    size: int
    root: str
    key: str


class Findings:
    """What holds, what does not, and what only a person can settle."""

    def __init__(self) -> None:
        self.held: list[str] = []
        self.faults: list[str] = []
        self.notes: list[str] = []

    def some(self, faults: list[str], what: str) -> None:
        """Tell the first of many faults of one sort."""
        self.faults += faults[:MOST_TOLD]
        if len(faults) > MOST_TOLD:
            self.faults.append(f"... and {len(faults) - MOST_TOLD} more {what}")


class Tree:
    """The tree of RFC 6962, grown leaf by leaf: only its right edge is kept."""

    def __init__(self) -> None:
        self.size = 0
        self._edge: list[bytes] = []

    def append(self, leaf: bytes) -> None:
        """Append a leaf by its hash."""
        over, at = leaf, self.size
        while at & 1:
            over = hashlib.sha256(b"\x01" + self._edge.pop() + over).digest()
            at >>= 1
        self._edge.append(over)
        self.size += 1

    def root(self) -> bytes:
        """Return the root over all leaves so far."""
        if not self._edge:
            return hashlib.sha256(b"").digest()
        over = self._edge[-1]
        for left in reversed(self._edge[:-1]):
            over = hashlib.sha256(b"\x01" + left + over).digest()
        return over


def leaf_hash(leaf: bytes) -> bytes:
    """Return a leaf's hash."""
    return hashlib.sha256(b"\x00" + leaf).digest()


def canonical(value: object) -> bytes:
    """Return the one way to write a value (RFC 8785), of the kinds that muster writes."""
    return json.dumps(_ordered(value), ensure_ascii=False, separators=(",", ":")).encode()


def _ordered(value: object) -> object:
    if isinstance(value, dict):
        return {key: _ordered(value[key]) for key in sorted(value, key=lambda each: each.encode("utf-16-be"))}
    return [_ordered(each) for each in value] if isinstance(value, list) else value


def read_line(line: bytes) -> dict[str, Any] | None:
    """Return a line's object, if it is one, written in the one way."""
    try:
        said = json.loads(line.decode())
        return said if isinstance(said, dict) and canonical(said) == line else None
    except (ValueError, RecursionError):
        return None


def key_id(raw: bytes) -> str:
    """Return what people call a key by."""
    return hashlib.sha256(raw).hexdigest()[:16]


def read_note(written: str) -> tuple[str, tuple[tuple[str, bytes, bytes], ...]] | None:
    """Return a signed note's text and its signatures: name, the four bytes that name the key, signature."""
    text, found, below = written.rpartition("\n\n")
    lines = below.split("\n")
    if not found or not text or len(lines) == 1 or lines[-1]:
        return None
    signatures = []
    for line in lines[:-1]:
        said = SIGNATURE.fullmatch(line)
        signed = unbase64(said[2]) if said else None
        if said is None or signed is None or len(signed) != 4 + 64 or base64.b64encode(signed).decode() != said[2]:
            return None
        signatures.append((said[1], signed[:4], signed[4:]))
    return f"{text}\n", tuple(signatures)


def unbase64(text: str) -> bytes | None:
    """Return the bytes that a text stands for."""
    try:
        return base64.b64decode(text, validate=True)
    except (binascii.Error, ValueError):
        return None


def signed_by(raw: bytes, name: str, text: str, signatures: Iterable[tuple[str, bytes, bytes]]) -> bool:
    """Has this key signed the text under this name?"""
    named = hashlib.sha256(f"{name}\n".encode() + b"\x01" + raw).digest()[:4]
    for under, key, signature in signatures:
        if (under, key) == (name, named):
            try:
                Ed25519PublicKey.from_public_bytes(raw).verify(signature, text.encode())
            except (InvalidSignature, ValueError):
                continue
            return True
    return False


def read_checkpoint(where: str, written: str, agency: str) -> Checkpoint | str:
    """Return a checkpoint, or why it is none of this agency."""
    note = read_note(written)
    lines = note[0].split("\n") if note else []
    shape = r"muster/(ledger|access-log)/(\S+)\n(0|[1-9]\d*)\n(\S+)\nposition (0|[1-9]\d*)\nat (\S+Z)\n"
    said = re.fullmatch(shape, note[0], re.ASCII) if note and len(lines) == 6 else None
    root = unbase64(said[4]) if said else None
    if note is None or said is None or root is None or base64.b64encode(root).decode() != said[4] or len(root) != 32:
        return f"{where}: it is no signed checkpoint, or was altered"
    if said[2] != agency:
        return f"{where}: it is of another agency, {said[2]}"
    return Checkpoint(where, said[1], int(said[3]), root, int(said[5]), said[6], *note)


# -- the export


class Export:
    """An export, opened."""

    def __init__(self, file: Path) -> None:
        try:
            self._zip = zipfile.ZipFile(file)
            self.manifest = json.loads(self.read("manifest.json"))
            self.names = self._zip.namelist()
            self.agency = str(self.manifest["agency"])
            form = self.manifest["form"]
        except (OSError, KeyError, TypeError, ValueError, zipfile.BadZipFile, NotImplementedError) as why:
            raise Unreadable(f"{file} is no export of a muster ledger: {why}") from why
        if form != FORM:
            raise Unreadable(f"{file} has form {form}, and this verifier reads {FORM}; take the one of its release")

    def read(self, name: str) -> bytes:
        """Return a member."""
        return self._zip.read(name)

    def lines(self, name: str) -> Iterator[bytes]:
        """Yield a member's lines, each without its line end; the last one has to have one as well."""
        if name not in self.names:
            return
        with self._zip.open(name) as content:
            for line in content:
                yield line[:-1] if line.endswith(b"\n") else line + b"(cut off)"

    def members(self) -> Iterator[str]:
        """Yield what is wrong with the members, as the manifest lists them."""
        listed = self.manifest.get("members")
        listed = listed if isinstance(listed, dict) else {}
        if len(set(self.names)) != len(self.names):
            yield "the export has two members of one name"
        for name in sorted({*self.names, *listed} - {"manifest.json"}):
            if name not in self.names:
                yield f"{name} is listed in the manifest, and is not in the export"
            elif not MEMBERS.fullmatch(name) or name not in listed:
                yield f"{name} does not belong in an export"
            elif hashlib.sha256(self.read(name)).hexdigest() != listed[name]:
                yield f"{name} is not what the manifest says: the export was damaged, or altered"


class Keys:
    """The keys of an export, and who vouched for whom."""

    def __init__(self, export: Export, found: Findings) -> None:
        self.raw: dict[str, bytes] = {}
        self._vouched: dict[str, set[str]] = {}
        notes = {}
        for name in sorted(each for each in export.names if each.startswith("keys/")):
            note = read_note(export.read(name).decode(errors="replace"))
            shape = rf"muster/keys/{re.escape(export.agency)}\nkey ([0-9a-f]{{16}})\n(\S+)\nsince (\S+Z)\nafter (\S+)\n"
            said = re.fullmatch(shape, note[0]) if note else None
            raw = unbase64(said[2]) if said else None
            if note is None or said is None or raw is None or base64.b64encode(raw).decode() != said[2]:
                found.faults.append(f"{name}: it introduces no key of this agency, or was altered")
                continue
            own = key_id(raw) == said[1] and name == f"keys/{said[1]}.txt"
            if not own or not signed_by(raw, f"muster/keys/{export.agency}", *note):
                found.faults.append(f"{name}: its introduction is not signed by the key itself")
                continue
            self.raw[said[1]], notes[said[1]] = raw, (note, said[3], said[4])
        self.ordered = sorted(self.raw, key=lambda each: (notes[each][1], each))
        for key, (note, _, after) in notes.items():
            by = {each for each, raw in self.raw.items() if signed_by(raw, f"muster/keys/{export.agency}", *note)}
            self._vouched[key] = by
            if len(note[1]) != len(by):
                found.faults.append(f"keys/{key}.txt: one of its signatures is of no key in this export")
            elif after != "none" and after not in by:
                found.faults.append(f"keys/{key}.txt: it says that key {after} introduced it, which did not sign")

    def signers(self, checkpoint: Checkpoint, agency: str) -> set[str]:
        """Return the keys that have signed a checkpoint."""
        name = f"muster/{checkpoint.log}/{agency}"
        return {key for key, raw in self.raw.items() if signed_by(raw, name, checkpoint.text, checkpoint.signatures)}

    def reached(self, anchors: Iterable[str]) -> set[str]:
        """Return the keys that introductions tie to one of these, one way or the other."""
        tied = [(key, other) for key, by in self._vouched.items() for other in by]
        tied += [(other, key) for key, other in tied]
        found, left = set(anchors), list(anchors)
        while left:
            at = left.pop()
            new = {other for key, other in tied if key == at} - found
            left += new
            found |= new
        return found

    def orphans(self) -> list[str]:
        """Return the keys, but the first, that no other introduced."""
        return [key for key in self.ordered[1:] if self._vouched[key] <= {key}]


class Log:
    """One log of an export, read through once."""

    def __init__(self, name: str, agency: str, sizes: Iterable[int]) -> None:
        self.name, self._agency, self._wanted = name, agency, set(sizes)
        self.file, self._count = LOGS[name]
        self.tree = Tree()
        self.roots: dict[int, tuple[bytes, int]] = {}
        self.faults: list[str] = []
        self.last, self._before = 0, None  # type: tuple[int, dict[str, Any] | None]
        self.entries = 0
        self._mark()

    def take(self, line: bytes) -> dict[str, Any] | None:
        """Take the next leaf in; return what it says, when it can be read."""
        said = read_line(line)
        if said is None or set(said) != LEAVES[self.name]:
            self.faults.append(f"{self.file}, line {self.tree.size + 1}: it is no leaf, or not written in the one way")
            said = None
        else:
            self.faults += self._order(said)
        self.tree.append(leaf_hash(line))
        self._mark()
        return said

    def end(self) -> None:
        """See that the last act is whole."""
        if self._before is not None and self._before["leaf"] + 1 != self._before["leaves"]:
            self.faults.append(f"{self.file}: the last one, {self.last}, is cut off")

    def _order(self, said: dict[str, Any]) -> list[str]:
        """Return what is wrong with where a leaf stands."""
        at, place, before = said[self._count], said["leaf"], self._before
        where = f"{self.file}, line {self.tree.size + 1} ({self._count} {at}, leaf {place})"
        self._before = said
        if said["agency"] != self._agency:
            return [f"{where}: it is of another agency, {said['agency']}"]
        if not isinstance(at, int) or not isinstance(place, int) or not isinstance(said["leaves"], int):
            self._before = before
            return [f"{where}: its numbers are none"]
        faults = []
        if place == 0:
            self.entries += 1
            if at != self.last + 1 or (before is not None and before["leaf"] + 1 != before["leaves"]):
                faults.append(f"{where}: it does not follow {self.last}; something is missing, moved, or there twice")
            if before is not None and str(said["at"]) < str(before["at"]):
                faults.append(f"{where}: its time is before that of what came before it")
        elif before is None or at != self.last or place != before["leaf"] + 1:
            faults.append(
                f"{where}: it does not follow the leaf before it; something is missing, moved, or there twice"
            )
        elif any(said[each] != before[each] for each in SHARED[self.name]):
            faults.append(f"{where}: it says otherwise than the leaf before it, of the same {self._count}")
        self.last = at
        return faults

    def _mark(self) -> None:
        if self.tree.size in self._wanted:
            self.roots[self.tree.size] = (self.tree.root(), self.last)


class Values:
    """The salts and values, or the remarks, that an export carries, in the order of the leaves."""

    def __init__(self, export: Export, name: str, keys: frozenset[str]) -> None:
        self._lines, self._name, self._keys = export.lines(name), name, keys
        self.given, self.faults = 0, []  # type: tuple[int, list[str]]
        self._at = 0
        self._next = self._read()

    def _read(self) -> dict[str, Any] | None:
        for line in self._lines:
            self._at += 1
            said = read_line(line)
            if said is not None and set(said) == self._keys and isinstance(said["salt"], str):
                return said
            self.faults.append(f"{self._name}, line {self._at}: it is not written in the one way")
        return None

    def of(self, place: tuple[int, ...], commitment: str, what: str) -> bool:
        """Check what is given for a leaf, if anything is; return whether something was."""
        said = self._next
        if said is None or tuple(said[each] for each in ("position", "leaf") if each in said) != place:
            return False
        self.given += 1
        try:
            salt = bytes.fromhex(said["salt"])
        except ValueError:
            salt = b""
        right = hmac.new(salt, canonical(said[what]), hashlib.sha256).hexdigest()
        if said["salt"] != salt.hex() or not hmac.compare_digest(right, str(commitment)):
            self.faults.append(f"{self._name}, line {self._at} ({place}): it is not what the leaf committed to")
        self._next = self._read()
        return True

    def end(self) -> None:
        """See that nothing is left over."""
        if self._next is not None:
            self.faults.append(f"{self._name}, line {self._at}: it belongs to no leaf, or stands in the wrong order")


# -- what is checked


def check(
    export: Export, *, kept: Iterable[tuple[str, str]] = (), feet: Iterable[Foot] = (), known: Iterable[str] = ()
) -> Findings:
    """Check everything."""
    found, feet = Findings(), list(feet)
    found.some(list(export.members()), "members")
    keys = Keys(export, found)
    checkpoints, anchors = gathered(export, keys, list(kept), set(known), found)
    for log in LOGS:
        own = [each for each in checkpoints if each.log == log]
        sizes = {each.size for each in own} | {each.size for each in feet if log == "ledger"}
        check_log(export, Log(log, export.agency, sizes), own, feet if log == "ledger" else [], found)
    for foot in feet:
        anchors.add(foot.key)
    trust(keys, checkpoints, anchors, export.agency, found)
    return found


def gathered(
    export: Export, keys: Keys, kept: list[tuple[str, str]], known: set[str], found: Findings
) -> tuple[list[Checkpoint], set[str]]:
    """Return the checkpoints that can be relied on, and the keys that whoever asks relies on."""
    checkpoints, anchors = [], set(known)
    names = sorted(each for each in export.names if each.startswith("checkpoints/"))
    there = [(name, export.read(name).decode(errors="replace"), False) for name in names]
    for where, written, elsewhere in [*there, *((f"the checkpoint you kept, {n}", text, True) for n, text in kept)]:
        said = read_checkpoint(where, written, export.agency)
        if isinstance(said, str):
            found.faults.append(said)
            continue
        by = keys.signers(said, export.agency)
        if not by:
            found.faults.append(f"{where}: no key of this export has signed it; it is forged, or was altered")
            continue
        if len(by) != len(said.signatures):
            found.faults.append(f"{where}: one of its signatures is of no key of this export")
        if elsewhere:
            anchors |= by
        elif not any(where == f"checkpoints/{said.log}/{said.size}-{key}.txt" for key in by):
            found.faults.append(f"{where}: it lies under another name than it says")
        checkpoints.append(said)
    return checkpoints, anchors


def check_log(export: Export, log: Log, checkpoints: list[Checkpoint], feet: list[Foot], found: Findings) -> None:
    """Read one log through, and compare it with what was signed of it."""
    values = Values(export, "values.jsonl", frozenset(("leaf", "position", "salt", "values")))
    remarks = Values(export, "remarks.jsonl", frozenset(("position", "salt", "words")))
    without = 0
    for line in export.lines(log.file):
        said = log.take(line)
        if said is not None and log.name == "ledger":
            without += not values.of((said["position"], said["leaf"]), said["values"], "values")
            if said["leaf"] == 0 and said["because"] is not None:
                remarks.of((said["position"],), said["because"], "words")
    log.end()
    what = {"ledger": "acts", "access-log": "looks"}[log.name]
    found.some(log.faults, f"in {log.file}")
    found.held.append(
        f"The {log.name} has {log.tree.size} leaves of {log.entries} {what}"
        + ("." if log.faults else ", each written in the one way, and none missing between the first and the last.")
    )
    compare(log, checkpoints, feet, found)
    if log.name == "ledger":
        values.end()
        remarks.end()
        found.some(values.faults + remarks.faults, "values")
        if values.given or remarks.given:
            found.held.append(
                f"Values are given for {values.given} leaves and {remarks.given} remarks"
                + ("" if values.faults or remarks.faults else ", and are what the leaves committed to")
                + f"; {without} leaves come without, since they were erased or are withheld."
            )


def compare(log: Log, checkpoints: list[Checkpoint], feet: list[Foot], found: Findings) -> None:
    """Compare a log with the checkpoints and the printed trees."""
    good = []
    for each in checkpoints:
        fault = against(log, each)
        if fault:
            found.faults.append(fault)
        else:
            good.append(each)
            if each.where.startswith("the checkpoint you kept"):
                more = log.tree.size - each.size
                found.held.append(
                    f"{each.where[0].upper()}{each.where[1:]}, signed {each.at} over {each.size} leaves: "
                    f"this {log.name} is that one, with {more} leaves after it."
                )
    newest = max((each.size for each in good), default=0)
    if good:
        found.held.append(f"{len(good)} signed checkpoints of the {log.name} hold; the newest is of {newest} leaves.")
    if newest < log.tree.size:
        found.faults.append(
            f"the newest {log.tree.size - newest} leaves of the {log.name} are under no signed checkpoint that holds"
        )
    for foot in feet:
        if foot.size > log.tree.size:
            found.faults.append(
                f"the report with {foot.said} was drawn from a ledger of {foot.size} leaves, and there are "
                f"{log.tree.size}: the newest were cut off"
            )
        elif log.roots[foot.size][0].hex()[:16] != foot.root:
            found.faults.append(
                f"the report with {foot.said} was drawn from another ledger: something among its {foot.size} leaves "
                "was rewritten"
            )
        else:
            found.held.append(
                f"The report with {foot.said} was drawn from this ledger, when it had {foot.size} leaves."
            )


def against(log: Log, said: Checkpoint) -> str:
    """Return how a checkpoint differs from the leaves; nothing when it does not."""
    if said.size > log.tree.size:
        there = log.tree.size
        return f"{said.where}: it was signed over {said.size} leaves, and there are {there}: the newest were cut off"
    root, last = log.roots[said.size]
    if root != said.root:
        return (
            f"{said.where}: its root is not that of the first {said.size} leaves: something among them was rewritten, "
            "moved, put in or taken out"
        )
    if last != said.position:
        return f"{said.where}: its last position is {last}, not {said.position}"
    return ""


def trust(keys: Keys, checkpoints: list[Checkpoint], anchors: set[str], agency: str, found: Findings) -> None:
    """Say who signed, and whether that is somebody you know."""
    signed = {key for each in checkpoints for key in keys.signers(each, agency)}
    if anchors:
        reached = keys.reached(anchors & set(keys.raw))
        for key in sorted(signed - reached - anchors):
            found.faults.append(f"key {key} has signed checkpoints, and nothing ties it to a key that you know")
        for key in sorted(anchors - set(keys.raw)):
            found.faults.append(f"key {key}, which you know, is not among the keys of this export")
        if signed and signed <= reached:
            found.held.append(
                f"Every checkpoint is signed by a key tied to one that you know: {', '.join(sorted(signed))}."
            )
    elif signed:
        found.notes.append(
            f"The checkpoints are signed by {', '.join(sorted(signed))}. Compare that with the foot of a report that "
            "you had before, or with what you were told; a key you never heard of proves nothing."
        )
    found.notes += [
        f"Key {key} was not introduced by the one before it: a lost key was replaced, or somebody else signs. Ask."
        for key in keys.orphans()
    ]


LIMITS = """\
What this cannot show: whether what people recorded was true; what was changed between an act and the first
checkpoint signed over it; and, unless you gave a checkpoint or a report's foot that you kept yourself, that
the newest acts were cut off before this export was made."""


def arguments() -> argparse.ArgumentParser:
    """Return what may be said when asking."""
    parser = argparse.ArgumentParser(description="Check an export of a muster ledger, offline.")
    parser.add_argument("export", type=Path, help="the file that `muster ledger export` wrote")
    parser.add_argument(
        "--checkpoint", type=Path, action="append", default=[], help="a checkpoint that you kept; as often as you like"
    )
    parser.add_argument(
        "--foot", action="append", default=[], help="the foot of a report, or the part of it like 433:9f2c...:3f1c..."
    )
    parser.add_argument("--key", action="append", default=[], help="the id of a key that you know, 16 hex digits")
    return parser


def main(argv: list[str] | None = None) -> int:
    """Check, print, and say by the exit code whether it holds."""
    asked = arguments().parse_args(argv)
    try:
        kept = [(str(each), each.read_text(encoding="utf-8").rstrip() + "\n") for each in asked.checkpoint]
        feet = [Foot(f"{m[1]}:{m[2]}:{m[3]}", int(m[1]), m[2], m[3]) for each in asked.foot for m in [foot(each)]]
        found = check(Export(asked.export), kept=kept, feet=feet, known=asked.key)
    except (OSError, UnicodeDecodeError, Unreadable) as why:
        print(why, file=sys.stderr)
        return UNREADABLE
    for each in found.held:
        print(f"  {each}")
    for each in found.notes:
        print(f"? {each}")
    for each in found.faults:
        print(f"! {each}")
    print(f"\n{LIMITS}\n")
    print(f"DOES NOT HOLD: {len(found.faults)} faults." if found.faults else "Everything that can be checked holds.")
    return DOES_NOT_HOLD if found.faults else HOLDS


def foot(text: str) -> re.Match[str]:
    """Find the tree in the foot of a report."""
    said = FOOT.search(text)
    if said is None:
        raise Unreadable(f"there is no tree in {text!r}; it looks like 433:9f2c4be0a1d75388:3f1c0f0b5c3e7c9f")
    return said


if __name__ == "__main__":
    sys.exit(main())
