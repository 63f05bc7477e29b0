"""A message out, and what became of it."""

from __future__ import annotations

import stat
from datetime import UTC, datetime
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from muster import mail
from muster.domain.errors import Invalid
from muster.mail import Message, Outcome, Post, Sent, named
from tests.mailbox import FAULTS, faulty, mailbox, parsed

SENDER = "muster@harbor.example"
AT = datetime(2026, 11, 22, 15, 0, tzinfo=UTC)
A_MOMENT, LONG = 0.2, 30.0  # seconds: what a test waits for what never comes, and for what does


def message(*, to: str = "ben@example.org", subject: str = "CPR card: good through March 31, 2027") -> Message:
    """Make a message."""
    text = "Hello Ben Ábdi,\n\n.a line that begins with a dot\n"
    return Message(to, subject, text, "<p>Hello Ben Ábdi,</p>", named(["a key"]), "en", AT)


def post(folder: Path, url: str | None = None, *, fault: str = "") -> Post:
    """Make a post that does not wait for long where this fault makes it wait in vain."""
    return Post(
        SENDER,
        folder,
        urlsplit(url) if url else None,
        patience=A_MOMENT if fault == "no banner" else LONG,
        last_word=A_MOMENT if fault == "hang after the dot" else LONG,
    )


async def test_a_server_that_takes_it_has_both_parts_and_the_same_id_every_time(tmp_path: Path) -> None:
    async with mailbox() as box:
        patient = Post.of(box.url, sender=SENDER, folder=tmp_path)
        outcomes = [await patient.deliver(message()) for _ in range(2)]

    assert [each.state for each in outcomes] == [Sent.SENT, Sent.SENT]
    first, second = box.mails
    assert first["Message-ID"] == second["Message-ID"] == f"<{named(['a key'])}@harbor.example>"
    assert (first["To"], first["From"].addresses[0].addr_spec) == ("ben@example.org", SENDER)
    assert first["Subject"] == "CPR card: good through March 31, 2027"
    assert first["Date"].datetime == AT
    assert (first["Content-Language"], first["Auto-Submitted"]) == ("en", "auto-generated")
    assert first.get_content_type() == "multipart/alternative"
    plain, html = first.get_body(["plain"]), first.get_body(["html"])
    assert plain is not None
    assert html is not None
    assert plain.get_content().splitlines() == message().text.splitlines()
    assert html.get_content().strip() == "<p>Hello Ben Ábdi,</p>"
    assert box.envelopes[0].rcpt_tos == ["ben@example.org"]


EXPECTED = {
    "banner 554": (Sent.DEFERRED, True, "554 no service"),
    "no banner": (Sent.DEFERRED, True, "no answer"),
    "mail 451": (Sent.DEFERRED, True, "451 busy"),
    "mail 550": (Sent.DEFERRED, True, "MUSTER_MAIL_FROM"),
    "rcpt 450": (Sent.DEFERRED, False, "450 greylisted"),
    "rcpt 550": (Sent.FAILED, False, "550 no such user"),
    "data 451": (Sent.DEFERRED, False, "451 disk full"),
    "data 554": (Sent.FAILED, False, "554 looks like spam"),
    "drop after rcpt": (Sent.UNKNOWN, False, "broke the line"),
    "drop after the dot": (Sent.UNKNOWN, False, "broke the line"),
    "hang after the dot": (Sent.UNKNOWN, False, "no answer"),
}


@pytest.mark.parametrize("fault", FAULTS)
async def test_each_fault_of_a_server_has_its_outcome(tmp_path: Path, fault: str) -> None:
    async with faulty(fault) as box:
        outcome = await post(tmp_path, box.url, fault=fault).deliver(message())

    state, everybody, said = EXPECTED[fault]
    assert (outcome.state, outcome.everybody) == (state, everybody)
    assert said in outcome.words
    assert not box.took or outcome.state is Sent.UNKNOWN, "the server has it, and muster says that it does not"


def test_no_fault_is_left_out() -> None:
    assert EXPECTED.keys() == FAULTS.keys()


async def test_a_server_that_is_not_there_is_tried_later(tmp_path: Path) -> None:
    async with mailbox() as box:
        gone = box.url

    outcome = await post(tmp_path, gone).deliver(message())

    assert (outcome.state, outcome.everybody) == (Sent.DEFERRED, True)


async def test_a_password_is_never_sent_where_others_can_read_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(mail, "_LOOPBACK", frozenset())  # so that this machine counts as another
    async with mailbox() as box:
        outcome = await post(tmp_path, f"smtp://ben:secret@127.0.0.1:{box.port}").deliver(message())

    assert outcome.state is Sent.DEFERRED
    assert "STARTTLS" in outcome.words
    assert box.envelopes == []


def test_nothing_that_shows_a_post_shows_the_password(tmp_path: Path) -> None:
    assert "secret" not in repr(Post.of("smtps://ben:secret@mx.example", sender=SENDER, folder=tmp_path))


@pytest.mark.parametrize(
    "url", ["mx.example", "http://mx.example", "smtp://", "smtp://mx.example:99999", "smtp://mx.example/inbox"]
)
def test_an_address_that_is_no_mail_server_is_refused(tmp_path: Path, url: str) -> None:
    with pytest.raises(Invalid, match="cannot be read") as refused:
        Post.of(url, sender=SENDER, folder=tmp_path)

    assert [each.where for each in refused.value.faults] == ["MUSTER_SMTP_URL"]


def test_a_refused_address_is_not_shown(tmp_path: Path) -> None:
    with pytest.raises(Invalid) as refused:
        Post.of("smtp://ben:secret@mx.example/inbox", sender=SENDER, folder=tmp_path)

    assert "secret" not in str(refused.value)


@pytest.mark.parametrize("sender", [None, "", "harbor", "a@b, c@d", "müster@harbor.example"])
def test_a_server_without_a_sender_is_refused(tmp_path: Path, sender: str | None) -> None:
    with pytest.raises(Invalid, match="MUSTER_MAIL_FROM"):
        Post.of("smtp://mx.example", sender=sender, folder=tmp_path)


def test_without_a_server_nobody_has_to_name_a_sender(tmp_path: Path) -> None:
    assert Post.of(None, sender=None, folder=tmp_path).sender == "muster@localhost"


@pytest.mark.parametrize("end", ["\r\n", "\n", "\r", "\x00", "\u2028"])
def test_no_header_runs_on_into_another(end: str) -> None:
    with pytest.raises(Invalid, match="one line"):
        message(subject=f"CPR card{end}Bcc: everybody@example.org")
    with pytest.raises(Invalid, match="one line"):
        message(to=f"ben@example.org{end}")


@pytest.mark.parametrize(
    "to", ["", "ben", "ben@", "@example.org", "ben@a, eve@b", "Ben <ben@example.org>", "ben@example.org eve@b", "a@b@c"]
)
def test_whatever_is_not_one_address_is_refused(to: str) -> None:
    with pytest.raises(Invalid, match="not one e-mail address"):
        message(to=to)


@pytest.mark.parametrize("to", ["inés@example.org", "łukasz.müller@example.org", "ana@peña.example"])
async def test_an_address_in_any_alphabet_goes_where_the_server_takes_it_and_is_said_where_not(
    tmp_path: Path, to: str
) -> None:
    async with mailbox(wide=True) as wide, mailbox() as narrow:
        taken = await post(tmp_path, wide.url).deliver(message(to=to))
        refused = await post(tmp_path, narrow.url).deliver(message(to=to))

    assert (taken.state, wide.envelopes[0].rcpt_tos) == (Sent.SENT, [to])
    assert str(wide.mails[0]["To"]) == to
    assert (refused.state, narrow.envelopes) == (Sent.FAILED, [])
    assert "beyond ASCII" in refused.words


async def test_without_a_server_it_becomes_a_file_once_and_whole(tmp_path: Path) -> None:
    folder = tmp_path / "mail"
    outcomes: list[Outcome] = [await post(folder).deliver(message()) for _ in range(3)]

    assert {each.state for each in outcomes} == {Sent.SENT}
    (file,) = folder.iterdir()
    assert file.name == f"{named(['a key'])}.eml"
    assert parsed(file.read_bytes())["To"] == "ben@example.org"
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    assert stat.S_IMODE(file.stat().st_mode) == 0o600


async def test_a_folder_that_cannot_be_written_to_is_tried_later(tmp_path: Path) -> None:
    (tmp_path / "mail").write_text("a file where the folder should be")

    outcome = await post(tmp_path / "mail").deliver(message())

    assert (outcome.state, outcome.everybody) == (Sent.DEFERRED, True)


def test_a_message_is_named_by_its_keys_in_whatever_order() -> None:
    assert named(["one", "two"]) == named(["two", "one"]) != named(["one"])
