"""The audit tells three things apart: clean, found, and could not look."""

from __future__ import annotations

import json
import subprocess
import sys
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest

from tests.audit import CLEAN, COULD_NOT_LOOK, FOUND, PLANTED, Look, judge

ROOT = Path(__file__).resolve().parents[1]
A_HASH = f"--hash=sha256:{'0' * 64}"
OLD, NEW = ("jinja2", "2.10"), ("example-old", "1.0")


@pytest.mark.parametrize(
    ("planted", "lock", "code", "begins"),
    [
        (Look(("jinja2 2.10",)), Look(), CLEAN, "CLEAN"),
        (Look(("jinja2 2.10",)), Look(("urllib3 1.0",)), FOUND, "FOUND"),
        (Look(("jinja2 2.10",)), Look(("urllib3 1.0",), "x was passed over"), FOUND, "FOUND"),
        (Look(("jinja2 2.10",)), Look((), "x was passed over"), COULD_NOT_LOOK, "COULD NOT LOOK"),
        (Look(), Look(), COULD_NOT_LOOK, "COULD NOT LOOK"),
        (Look((), "no route to it"), Look(), COULD_NOT_LOOK, "COULD NOT LOOK"),
        (Look(), Look(("urllib3 1.0",)), COULD_NOT_LOOK, "COULD NOT LOOK"),
    ],
)
def test_only_a_look_that_finds_the_planted_one_counts(planted: Look, lock: Look, code: int, begins: str) -> None:
    verdict = judge("osv", planted, lock, 150)

    assert verdict.code == code
    assert verdict.words.startswith(begins)
    assert ("clean result" in verdict.words) == (code == COULD_NOT_LOOK)
    assert all(each in verdict.words for each in lock.flaws) or not planted.flaws


@contextmanager
def advising(flawed: Mapping[tuple[str, str], str | int]) -> Iterator[str]:
    """Run a service of advisories that speaks as OSV does; of one it knows a flaw, of another it breaks (a status)."""

    class Service(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            asked = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
            known = flawed.get((asked["package"]["name"], asked["version"]))
            body: dict[str, Any] = {}
            if isinstance(known, str):
                package = {"name": asked["package"]["name"], "ecosystem": "PyPI"}
                ranges = [{"type": "ECOSYSTEM", "events": [{"introduced": "0"}, {"fixed": "99"}]}]
                affected = [{"package": package, "ranges": ranges}]
                body = {"vulns": [{"id": known, "summary": "a flaw", "affected": affected}]}
            self.send_response(known if isinstance(known, int) else 200)
            self.send_header("Content-Type", "application/json")
            self.end_headers()
            self.wfile.write(json.dumps(body).encode())

        def log_message(self, *_: object) -> None:
            """Say nothing."""

    with ThreadingHTTPServer(("127.0.0.1", 0), Service) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}/"
        server.shutdown()


def audited(lock: Path, url: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "tests.audit", str(lock), "--osv-url", url],
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
    )


@pytest.fixture
def lock(tmp_path: Path) -> Path:
    found = tmp_path / "requirements.lock"
    found.write_text(f"example-new==2.0 \\\n    {A_HASH}\nexample-old==1.0 ; python_version > '3' \\\n    {A_HASH}\n")
    return found


@pytest.mark.prove
@pytest.mark.parametrize(
    ("flawed", "code", "says"),
    [
        ({OLD: "PYSEC-2019-217"}, CLEAN, "CLEAN (osv): 2 packages, no known flaw; the planted jinja2==2.10 was found"),
        ({OLD: "PYSEC-2019-217", NEW: "PYSEC-2026-1"}, FOUND, "example-old 1.0: PYSEC-2026-1, mended in 99"),
        ({OLD: "PYSEC-2019-217", NEW: 500}, COULD_NOT_LOOK, "COULD NOT LOOK"),
        ({}, COULD_NOT_LOOK, f"it found nothing wrong with {PLANTED}"),
        ({OLD: 500}, COULD_NOT_LOOK, "COULD NOT LOOK"),
        ({OLD: 404}, COULD_NOT_LOOK, "COULD NOT LOOK"),
    ],
    ids=str,
)
def test_a_service_is_believed_only_when_it_knows_the_planted_one(
    flawed: dict[tuple[str, str], str | int], code: int, says: str, lock: Path
) -> None:
    with advising(flawed) as url:
        done = audited(lock, url)

    assert done.returncode == code, done.stdout + done.stderr
    assert says in done.stdout
    assert ("CLEAN" in done.stdout) == (code == CLEAN)


@pytest.mark.prove
def test_a_service_that_is_not_there_is_no_clean_result(lock: Path) -> None:
    done = audited(lock, "http://127.0.0.1:1/")

    assert done.returncode == COULD_NOT_LOOK
    assert "COULD NOT LOOK" in done.stdout
    assert "CLEAN" not in done.stdout


@pytest.mark.prove
def test_the_lock_itself_can_be_read_whole() -> None:
    with advising({OLD: "PYSEC-2019-217"}) as url:
        done = audited(ROOT / "requirements.lock", url)

    assert done.returncode == CLEAN, done.stdout + done.stderr
