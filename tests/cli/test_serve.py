"""muster serves: over TLS of its own or behind somebody's, over plain http to this machine only, and says which."""

from __future__ import annotations

import json
import os
import signal
import socket
import ssl
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from threading import Thread
from typing import Any

import httpx
import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID
from pydantic import ValidationError

from muster.domain.errors import Invalid
from muster.settings import Settings
from tests.terminal import at_work, typed

PASSWORD = "a sentence that only a test would say"
EMAIL = "amara@example.org"
PATIENCE = 60.0
OURS = {"Sec-Fetch-Site": "same-origin"}
MUSTER = [sys.executable, "-c", "from muster.cli import main; main()"]


@dataclass
class Home:
    """A home with an agency in it, and a certificate for this machine beside it."""

    folder: Path
    plain: dict[str, str] = field(default_factory=dict)

    def environment(self, **more: str) -> dict[str, str]:
        """Return what a command is told; nothing of this process's own environment but the path."""
        told = {"PATH": os.environ["PATH"], "HOME": str(self.folder), "MUSTER_HOME": str(self.folder / "muster")}
        return {**told, "MUSTER_WORK": "0", **more}

    def run(self, *words: str, **more: str) -> subprocess.CompletedProcess[str]:
        """Run a command to its end."""
        return typed(words, folder=self.folder, environment=self.environment(**more))

    @contextmanager
    def serving(self, **more: str) -> Iterator[Served]:
        """Serve while inside, on a free port."""
        with socket.socket() as found:
            found.bind(("127.0.0.1", 0))
            port = found.getsockname()[1]
        process = subprocess.Popen(
            [*MUSTER, "serve"],
            env=self.environment(MUSTER_PORT=str(port), **more),
            stderr=subprocess.PIPE,
            text=True,
            cwd=self.folder,
        )
        served = Served(port, process)
        reading = Thread(target=served.read, daemon=True)
        reading.start()
        try:
            served.wait()
            yield served
        finally:
            process.send_signal(signal.SIGTERM)
            process.wait(PATIENCE)
            reading.join(PATIENCE)
            assert process.stderr is not None
            process.stderr.close()

    def certificate(
        self, name: str = "tls", *, key_of: Path | None = None, password: bytes | None = None
    ) -> dict[str, str]:
        """Make a certificate that vouches for itself, for this machine; return the settings that name it."""
        key = ec.generate_private_key(ec.SECP256R1())
        subject = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "localhost")])
        now = datetime.now(UTC)  # noqa: TID251 - whoever looks at the certificate goes by the real clock
        made = (
            x509.CertificateBuilder()
            .subject_name(subject)
            .issuer_name(subject)
            .public_key(key.public_key())
            .serial_number(x509.random_serial_number())
            .not_valid_before(now - timedelta(hours=1))
            .not_valid_after(now + timedelta(days=1))
            .add_extension(x509.SubjectAlternativeName([x509.DNSName("localhost")]), critical=False)
            .sign(key, hashes.SHA256())
        )
        sealed = serialization.BestAvailableEncryption(password) if password else serialization.NoEncryption()
        form = serialization.PrivateFormat.PKCS8
        cert, file = self.folder / f"{name}.crt", self.folder / f"{name}.key"
        cert.write_bytes(made.public_bytes(serialization.Encoding.PEM))
        file.write_bytes(key.private_bytes(serialization.Encoding.PEM, form, sealed))
        return {"MUSTER_TLS_CERT_FILE": str(cert), "MUSTER_TLS_KEY_FILE": str(key_of or file)}


@dataclass
class Served:
    """A muster that serves."""

    port: int
    process: subprocess.Popen[str]
    written: list[str] = field(default_factory=list)

    def read(self) -> None:
        """Take what it writes on standard error, line by line."""
        assert self.process.stderr is not None
        self.written += [""]  # what is written is read by index; the first is nobody's
        for line in self.process.stderr:
            self.written.append(line.rstrip("\n"))

    def wait(self) -> None:
        """Wait until somebody takes calls there."""
        for _ in range(int(PATIENCE * 20)):
            assert self.process.poll() is None, self.written
            try:
                socket.create_connection(("127.0.0.1", self.port), timeout=1).close()
            except OSError:
                try:
                    self.process.wait(0.05)
                except subprocess.TimeoutExpired:
                    continue
            else:
                return
        raise AssertionError(f"it does not serve: {self.written}")

    @property
    def lines(self) -> list[dict[str, Any]]:
        """Return every line as the object it is."""
        return [json.loads(each) for each in self.written[1:]]


@pytest.fixture(scope="module")
def home() -> Iterator[Home]:
    with at_work() as folder:
        found = Home(folder)
        (found.folder / "password").write_text(PASSWORD)
        done = found.run(
            "init", "--agency", "Harbor County", "--program", "Harbor CRT", "--email", EMAIL,
            "--password-file", str(found.folder / "password"),
        )  # fmt: skip
        assert done.returncode == 0, done.stderr
        yield found


UNSAFE: dict[str, tuple[dict[str, object], str]] = {
    "plain http to everybody": ({"insecure_cookies": True, "host": "0.0.0.0"}, "MUSTER_HOST"),  # noqa: S104 - refused
    "plain http to the network": ({"insecure_cookies": True, "host": "10.1.2.3"}, "MUSTER_HOST"),
    "plain http to a name": ({"insecure_cookies": True, "host": "muster.county.example"}, "MUSTER_HOST"),
    "plain http to all of IPv6": ({"insecure_cookies": True, "host": "::"}, "MUSTER_HOST"),
    "plain http behind TLS": (
        {"insecure_cookies": True, "base_url": "https://muster.county.example"},
        "MUSTER_BASE_URL",
    ),
    "plain http at an address": (
        {"insecure_cookies": True, "base_url": "http://muster.county.example"},
        "MUSTER_BASE_URL",
    ),
    "plain http and TLS": (
        {"insecure_cookies": True, "tls_cert_file": "a", "tls_key_file": "b"},
        "MUSTER_INSECURE_COOKIES",
    ),
    "links without TLS": ({"base_url": "http://muster.county.example"}, "MUSTER_BASE_URL"),
    "a certificate without its key": ({"tls_cert_file": "a"}, "MUSTER_TLS_KEY_FILE"),
    "a key without its certificate": ({"tls_key_file": "a"}, "MUSTER_TLS_CERT_FILE"),
}
SAFE: dict[str, dict[str, object]] = {
    "as it comes": {},
    "behind TLS": {"base_url": "https://muster.county.example", "host": "0.0.0.0"},  # noqa: S104 - as in a container
    "with TLS of its own": {"tls_cert_file": "a", "tls_key_file": "b", "host": "0.0.0.0"},  # noqa: S104 - as above
    "in development": {"insecure_cookies": True},
    "in development, by name": {"insecure_cookies": True, "host": "localhost", "base_url": "http://localhost:8765"},
    "in development, on IPv6": {"insecure_cookies": True, "host": "::1", "base_url": "http://[::1]:8765/"},
}


@pytest.mark.parametrize("case", UNSAFE)
def test_what_would_let_somebody_listen_is_refused(case: str) -> None:
    settings, named = UNSAFE[case]

    with pytest.raises(Invalid) as refused:
        Settings(**settings).safe_to_serve()  # type: ignore[arg-type]  # as the environment gives them

    assert refused.value.code == "bad-settings"
    assert named in [fault.where for fault in refused.value.faults]
    assert all(fault.found and fault.expected and fault.fix for fault in refused.value.faults)


@pytest.mark.parametrize("case", SAFE)
def test_and_nothing_else_is(case: str) -> None:
    Settings(**SAFE[case]).safe_to_serve()  # type: ignore[arg-type]  # as above


@pytest.mark.parametrize(("name", "value"), [("log_level", "loud"), ("log_format", "xml")])
def test_a_level_or_a_form_that_is_none_is_refused(name: str, value: str) -> None:
    with pytest.raises(ValidationError, match=name):
        Settings(**{name: value})  # type: ignore[arg-type]  # the point of the test


def test_it_is_refused_in_a_sentence_and_nothing_is_started(home: Home) -> None:
    done = home.run("serve", MUSTER_INSECURE_COOKIES="1", MUSTER_HOST="0.0.0.0")  # noqa: S104 - refused

    assert done.returncode == 1
    assert "MUSTER_HOST: found '0.0.0.0', expected 127.0.0.1" in done.stderr
    assert "docs/runbook.md" in done.stderr
    assert "Traceback" not in done.stderr


def broken(home: Home, how: str) -> dict[str, str]:
    """Return the settings of a certificate that cannot be used."""
    made = home.certificate()
    match how:
        case "another's key":
            return home.certificate("other", key_of=Path(made["MUSTER_TLS_KEY_FILE"]))
        case "a key with a password":
            return home.certificate("sealed", password=b"something")
        case "no certificate":
            return made | {"MUSTER_TLS_CERT_FILE": str(home.folder / "password")}
    return made | {"MUSTER_TLS_CERT_FILE": str(home.folder / "nowhere.crt")}


@pytest.mark.parametrize("how", ["another's key", "a key with a password", "no certificate", "no file"])
def test_a_certificate_that_cannot_be_used_is_said_in_words(how: str, home: Home) -> None:
    settings = broken(home, how)
    done = home.run("serve", **settings)

    assert done.returncode == 1
    assert "the certificate cannot be used" in done.stderr
    assert settings["MUSTER_TLS_CERT_FILE"] in done.stderr
    assert "Traceback" not in done.stderr
    doctor = home.run("doctor", **settings)
    assert doctor.returncode == 3
    assert "the certificate cannot be used" in doctor.stdout


def test_over_tls_of_its_own_somebody_signs_in(home: Home) -> None:
    settings = home.certificate()
    trusted = ssl.create_default_context(cafile=settings["MUSTER_TLS_CERT_FILE"])
    with home.serving(**settings) as served, httpx.Client(verify=trusted, headers=OURS) as client:
        here = f"https://localhost:{served.port}"
        form = client.get(f"{here}/sign-in")
        signed = client.post(f"{here}/sign-in", data={"email": EMAIL, "password": PASSWORD, "next": "/people"})
        page = client.get(f"{here}/people")
        with pytest.raises(httpx.RemoteProtocolError):
            httpx.get(f"http://localhost:{served.port}/sign-in")

    assert (form.status_code, signed.status_code, page.status_code) == (200, 303, 200), signed.text
    cookie = signed.headers["Set-Cookie"]
    assert cookie.startswith("__Host-session=")
    assert {"Secure", "HttpOnly", "SameSite=strict", "Path=/"} <= {each.strip() for each in cookie.split(";")}
    assert page.headers["Strict-Transport-Security"] == "max-age=31536000"
    assert "Development mode" not in page.text
    assert f"muster serves https://127.0.0.1:{served.port} " in served.lines[0]["event"]
    assert PASSWORD not in "".join(served.written)
    assert EMAIL not in "".join(served.written)


def test_old_tls_is_not_spoken(home: Home) -> None:
    settings = home.certificate()
    old = ssl.create_default_context(cafile=settings["MUSTER_TLS_CERT_FILE"])
    old.set_ciphers("DEFAULT:@SECLEVEL=0")
    with pytest.warns(DeprecationWarning, match="TLSv1"):
        old.minimum_version, old.maximum_version = ssl.TLSVersion.TLSv1, ssl.TLSVersion.TLSv1_1
    with (
        home.serving(**settings) as served,
        socket.create_connection(("127.0.0.1", served.port)) as line,
        pytest.raises(ssl.SSLError),
    ):
        old.wrap_socket(line, server_hostname="localhost")


def test_development_mode_works_on_this_machine_and_says_what_it_is(home: Home) -> None:
    with home.serving(MUSTER_INSECURE_COOKIES="1") as served, httpx.Client(headers=OURS) as client:
        here = f"http://127.0.0.1:{served.port}"
        signed = client.post(f"{here}/sign-in", data={"email": EMAIL, "password": PASSWORD, "next": "/people"})
        page = client.get(f"{here}/people")
        stranger = httpx.get(f"{here}/sign-in", headers={"Host": "muster.county.example"})
    doctor = home.run("doctor", MUSTER_INSECURE_COOKIES="1")

    assert (signed.status_code, page.status_code, stranger.status_code) == (303, 200, 403)
    assert signed.headers["Set-Cookie"].startswith("session=")
    assert "Strict-Transport-Security" not in page.headers
    assert "Development mode: this muster speaks plain http" in page.text
    assert [each["level"] for each in served.lines[:2]] == ["info", "warning"]
    assert served.lines[1]["event"].startswith("DEVELOPMENT MODE")
    assert "DEVELOPMENT MODE" in doctor.stdout


def test_without_either_it_says_that_nobody_can_sign_in_from_elsewhere(home: Home) -> None:
    with home.serving(MUSTER_HOST="0.0.0.0") as served, httpx.Client() as client:  # noqa: S104 - the point of the test
        here = f"http://127.0.0.1:{served.port}"
        origin = {
            "Origin": f"http://muster.county.example:{served.port}",
            "Host": f"muster.county.example:{served.port}",
        }
        asked = {"Accept": "text/html", **origin}
        refused = client.post(f"{here}/sign-in", data={"email": EMAIL, "password": PASSWORD}, headers=asked)
    doctor = home.run("doctor", MUSTER_HOST="0.0.0.0")  # noqa: S104 - as above

    assert "nobody can sign in" in served.lines[1]["event"]
    assert refused.status_code == 403
    assert "This page was opened without encryption" in refused.text
    assert "Set-Cookie" not in refused.headers
    assert doctor.returncode == 3
    assert "nobody can sign in" in doctor.stdout


def test_all_that_it_writes_is_lines_of_json_with_one_for_each_request(home: Home) -> None:
    with home.serving(MUSTER_INSECURE_COOKIES="1", MUSTER_LOG_LEVEL="debug") as served:
        here = f"http://127.0.0.1:{served.port}"
        httpx.get(f"{here}/people/canary?named=canary", headers={"X-Request-ID": "a-number-of-mine"})
        httpx.get(f"{here}/health")
        with socket.create_connection(("127.0.0.1", served.port)) as line:
            line.sendall(b"GET canary HTTP/9.9\r\ncanary: \x00\r\n\r\n")
            line.recv(1000)

    assert served.process.returncode in {0, -signal.SIGTERM}
    paths = [each["path"] for each in served.lines if each["logger"] == "muster.requests"]
    assert paths == ["(no route)", "/health"]
    (mine,) = [each for each in served.lines if each.get("request") == "a-number-of-mine"]
    assert (mine["method"], mine["status"]) == ("GET", 404)
    assert any(each["logger"] == "uvicorn.error" for each in served.lines)
    assert "canary" not in "".join(served.written)


def test_the_worker_writes_the_same_way(home: Home) -> None:
    done = home.run(
        "work", "--once", MUSTER_SMTP_URL="smtp://muster:canary@127.0.0.1:1", MUSTER_MAIL_FROM="m@x.example"
    )

    assert done.returncode == 0, done.stderr
    assert "canary" not in done.stderr
