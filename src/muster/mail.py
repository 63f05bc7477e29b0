"""A message out: to a mail server, or into a folder where none is set. And what became of it, honestly.

Over SMTP nobody can promise both "never lost" and "never twice": when the line breaks after the
final dot, the server may have the message or not. That outcome is ``unknown``, and it is said.
"""

from __future__ import annotations

import asyncio
import os
import re
import tempfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import datetime
from email import message_from_bytes, policy
from email.errors import HeaderParseError
from email.headerregistry import Address
from email.message import EmailMessage
from email.utils import format_datetime
from enum import StrEnum
from hashlib import sha256
from pathlib import Path
from typing import Final
from urllib.parse import SplitResult, unquote, urlsplit

import aiosmtplib

from muster.domain.errors import Fault, Invalid

PATIENCE: Final = 30.0  # seconds, for each word of the server but the last
NOBODY: Final = "muster@localhost"
LAST_WORD: Final = 600.0  # as mail software commonly waits once it has sent the dot

_FAREWELL: Final = 5.0

_PORTS: Final = {"smtp": 25, "smtps": 465}
_LOOPBACK: Final = frozenset({"localhost", "127.0.0.1", "::1"})
_CONTROL: Final = re.compile(r"[\x00-\x1f\x7f\x85\u2028\u2029]")
# Rarer forms, as a name in quotation marks, are refused: what looks odd is a slip, as a rule.
_ADDRESS: Final = re.compile(r"[^\s@<>()\[\]\\,;:\"\x00-\x1f\x7f]+@[^\s@<>()\[\]\\,;:\"\x00-\x1f\x7f]+")
_POLICY: Final = policy.SMTP.clone(cte_type="7bit")
_FIRST_FAILURE: Final = 500  # replies from here on are final


class Sent(StrEnum):
    """What became of a message."""

    SENT = "sent"
    DEFERRED = "deferred"
    FAILED = "failed"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of a message, in words. ``everybody``: the next one would fare no better now."""

    state: Sent
    words: str
    everybody: bool = False


@dataclass(frozen=True, slots=True)
class Message:
    """Something to tell one person. ``name`` makes the Message-ID: the same message has the same one, always.

    Raises:
        Invalid: the address is not one address, or a header would run on into the next line.
    """

    to: str
    subject: str
    text: str
    html: str
    name: str
    language: str
    at: datetime

    def __post_init__(self) -> None:
        """Refuse what would become another header, or another recipient."""
        for where, value in (("to", self.to), ("subject", self.subject), ("name", self.name)):
            if _CONTROL.search(value):
                raise Invalid(f"the {where} of a message is one line without control characters", code="bad-header")
        address(self.to)


def named(keys: Sequence[str]) -> str:
    """Return the name of the message that tells of these reminders: from their keys, whatever their order."""
    return sha256("\n".join(sorted(keys)).encode()).hexdigest()[:32]


def address(text: str) -> Address:
    """Return one e-mail address; letters of any alphabet may be in it.

    Raises:
        Invalid: it is none, or more than one.
    """
    if not _ADDRESS.fullmatch(text):
        raise Invalid(f"{text!r} is not one e-mail address", code="bad-address")
    name, _, domain = text.rpartition("@")
    return Address(username=name, domain=domain)


@dataclass(frozen=True, slots=True)
class Post:
    """Where messages go. ``server`` unset: each becomes a file in the folder."""

    sender: str
    folder: Path
    server: SplitResult | None = field(default=None, repr=False)  # it may hold a password
    patience: float = PATIENCE
    last_word: float = LAST_WORD

    @classmethod
    def of(cls, url: str | None, *, sender: str | None, folder: Path) -> Post:
        """Return the post that the settings describe.

        Raises:
            Invalid: the address of the server, or of the sender, is not one.
        """
        sender = sender or (NOBODY if url is None else "")
        if not (sender.isascii() and _ADDRESS.fullmatch(sender)):
            fault = Fault(
                "MUSTER_MAIL_FROM", repr(sender), "the one address that mail is from", "as in muster@county.example"
            )
            raise Invalid("mail needs a sender, in plain letters", code="bad-settings", faults=[fault])
        if url is None:
            return cls(sender, folder)
        server = urlsplit(url)
        try:
            known = server.scheme in _PORTS and server.hostname and (server.port is None or server.port > 0)
        except ValueError:
            known = False
        if not known or server.path.strip("/") or server.query or server.fragment:
            fault = Fault(
                "MUSTER_SMTP_URL",
                "an address that is not shown, since it may hold a password",
                "smtp://user:password@host:587, or smtps:// for TLS from the first byte",
                "correct it; in user and password write special characters as %40",
            )
            raise Invalid("the address of the mail server cannot be read", code="bad-settings", faults=[fault])
        return cls(sender, folder, server)

    async def deliver(self, message: Message) -> Outcome:
        """Send a message; say what became of it."""
        try:
            content = self._written(message)
        except (ValueError, UnicodeError, HeaderParseError) as why:
            return Outcome(Sent.FAILED, f"no mail can be made of it: {why}")
        if self.server is None:
            return await asyncio.to_thread(self._keep, message.name, content)
        return await self._send(self.server, message.to, content)

    def _written(self, message: Message) -> bytes:
        """Return the bytes of a message: plain text, and the same as HTML."""
        mail = EmailMessage(policy=_POLICY if message.to.isascii() else _POLICY.clone(utf8=True))
        sender = address(self.sender)
        mail["From"] = Address("muster", sender.username, sender.domain)
        mail["To"] = address(message.to)
        mail["Subject"] = message.subject
        mail["Date"] = format_datetime(message.at)
        mail["Message-ID"] = f"<{message.name}@{sender.domain}>"
        mail["Auto-Submitted"] = "auto-generated"  # so that nobody's holiday notice answers
        mail.set_content(message.text)
        mail.add_alternative(message.html, subtype="html")
        mail["Content-Language"] = message.language  # set sooner, it would move into the first part
        return mail.as_bytes()

    # -- to a server

    async def _send(self, server: SplitResult, to: str, content: bytes) -> Outcome:
        host = server.hostname or ""
        client = aiosmtplib.SMTP(
            hostname=host,
            port=server.port or _PORTS[server.scheme],
            username=unquote(server.username) if server.username else None,
            password=unquote(server.password or "") if server.username else None,
            timeout=self.patience,
            use_tls=server.scheme == "smtps",
            # A password goes over a wire only under TLS.
            start_tls=_start_tls(server, host),
        )
        try:
            wide = not to.isascii()
            try:
                await client.connect()
                if wide and client.is_ehlo_or_helo_needed:
                    await client.ehlo()
            except (aiosmtplib.SMTPException, OSError, ValueError) as why:
                return _not_reached(why)
            if wide and not client.supports_extension("smtputf8"):
                return Outcome(Sent.FAILED, "the mail server takes no address with letters beyond ASCII")
            try:
                await client.mail(self.sender, options=["SMTPUTF8"] if wide else [])
            except (aiosmtplib.SMTPException, OSError) as why:
                return _not_taken(why, "the sender", everybody=True)
            try:
                await client.rcpt(to, encoding="utf-8")
            except (aiosmtplib.SMTPException, OSError) as why:
                return _not_taken(why, "the recipient")
            return await self._hand_in(client, content)
        finally:
            client.close()

    async def _hand_in(self, client: aiosmtplib.SMTP, content: bytes) -> Outcome:
        """Send the message itself: from here on, a line that breaks leaves nobody the wiser."""
        try:
            reply = await client.data(content, timeout=self.last_word)
        except aiosmtplib.SMTPDataError as why:
            return _not_taken(why, "the message")
        except (aiosmtplib.SMTPException, OSError) as why:
            said = "gave no answer" if isinstance(why, TimeoutError) else "broke the line"
            return Outcome(
                Sent.UNKNOWN, f"the mail server {said} once it had the message: perhaps it was sent, perhaps not"
            )
        with suppress(aiosmtplib.SMTPException, OSError):
            await client.quit(timeout=_FAREWELL)
        return Outcome(Sent.SENT, f"the mail server took it: {_line(reply.message)}")

    # -- into a folder

    def _keep(self, name: str, content: bytes) -> Outcome:
        """Write a message beside the place where it goes, then give it its name: there whole, once, or not at all."""
        place = self.folder / f"{name}.eml"
        try:
            self.folder.mkdir(parents=True, exist_ok=True, mode=0o700)
            handle, half = tempfile.mkstemp(dir=self.folder, prefix=".half-")
            try:
                with os.fdopen(handle, "wb") as out:
                    out.write(content)
                    out.flush()
                    os.fsync(out.fileno())
                os.link(half, place)
            except FileExistsError:
                return Outcome(Sent.SENT, f"it is in {place} already")
            finally:
                Path(half).unlink(missing_ok=True)
        except OSError as why:
            return Outcome(Sent.DEFERRED, f"{self.folder} cannot be written to: {why.strerror or why}", everybody=True)
        return Outcome(Sent.SENT, f"no mail server is set, so it went into {place}")


def copies_naming(folder: Path, is_in: Callable[[str], bool]) -> list[Path]:
    """Return the messages that became files and are to, or speak of, whoever is looked for; it reads them all."""
    if not folder.is_dir():
        return []
    return [each for each in sorted(folder.glob("*.eml")) if any(map(is_in, _said_in(each.read_bytes())))]


def _said_in(content: bytes) -> Iterator[str]:
    """Yield what a message says: its headers, and every part that is text."""
    read = message_from_bytes(content, policy=policy.default)
    yield from map(str, read.values())
    for part in read.walk():
        if part.get_content_maintype() == "text":
            yield part.get_content()


def _start_tls(server: SplitResult, host: str) -> bool | None:
    """Return whether TLS is begun on the way: a must with a password, else where the server offers it."""
    if server.scheme == "smtps":
        return False
    return True if server.username and host not in _LOOPBACK else None


def _not_reached(why: Exception) -> Outcome:
    if isinstance(why, aiosmtplib.SMTPAuthenticationError):
        said = f"the mail server does not know the user or the password of MUSTER_SMTP_URL: {_reply(why)}"
    elif isinstance(why, aiosmtplib.SMTPConnectTimeoutError):
        said = "the mail server gave no answer"
    elif isinstance(why, aiosmtplib.SMTPResponseException):
        said = f"the mail server takes nothing now: {_reply(why)}"
    else:
        said = f"the mail server cannot be reached: {_line(str(why))}"
    return Outcome(Sent.DEFERRED, said, everybody=True)


def _not_taken(why: Exception, what: str, *, everybody: bool = False) -> Outcome:
    """Return the outcome of a reply before the message was handed in: the server does not have it."""
    if not isinstance(why, aiosmtplib.SMTPResponseException):
        return Outcome(Sent.DEFERRED, f"the mail server broke the line: {_line(str(why))}", everybody=True)
    final = why.code >= _FIRST_FAILURE
    if not final:
        return Outcome(Sent.DEFERRED, f"the mail server does not take {what} now: {_reply(why)}", everybody)
    if everybody:  # our sender is at fault, so this message is as good as any other later on
        return Outcome(Sent.DEFERRED, f"the mail server refuses MUSTER_MAIL_FROM: {_reply(why)}", everybody=True)
    return Outcome(Sent.FAILED, f"the mail server refuses {what}: {_reply(why)}")


def _reply(why: aiosmtplib.SMTPResponseException) -> str:
    return f"{why.code} {_line(why.message)}"


def _line(text: str) -> str:
    """Return what somebody else's server said, as one line of a length that can be kept."""
    return " ".join(_CONTROL.sub(" ", text).split())[:300]
