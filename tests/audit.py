"""Look whether anything that muster stands on is known to be flawed: `make audit`.

    python -m tests.audit requirements.lock

Before the lock a package is asked about that everybody knows to be flawed. Where that is not
found, nobody looked, whatever else is said: a look that could not be taken never reads as clean.
Ends with 0 (clean), 3 (found) or 7 (could not look).
"""

from __future__ import annotations

import argparse
import json
import re
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

CLEAN, FOUND, COULD_NOT_LOOK = 0, 3, 7
PLANTED: Final = "jinja2==2.10"  # CVE-2019-10906, out of the sandbox
SERVICES: Final = ("pypi", "osv")
_PATIENCE: Final = 240.0  # seconds for one run
_PINNED: Final = re.compile(r"^[A-Za-z0-9][\w.-]*==", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Look:
    """What one run of pip-audit came to. ``flaws``: what it found; ``why``: why it did not look at everything."""

    flaws: tuple[str, ...] = ()
    why: str = ""


@dataclass(frozen=True, slots=True)
class Verdict:
    """What all of it came to, as an exit code and in words."""

    code: int
    words: str


def judge(service: str, planted: Look, lock: Look, packages: int) -> Verdict:
    """Say what two looks come to: one at the planted package, one at the lock."""
    nothing = f"Of the {packages} packages in the lock nothing is known; this is not a clean result."
    if not planted.flaws:
        why = planted.why or f"it found nothing wrong with {PLANTED}, which everybody knows to be flawed"
        return Verdict(COULD_NOT_LOOK, f"COULD NOT LOOK ({service}): {why}. {nothing}")
    if lock.flaws:
        rest = f"\nNot everything was looked at: {lock.why}." if lock.why else ""
        listed = "".join(f"\n  {each}" for each in lock.flaws)
        return Verdict(
            FOUND, f"FOUND ({service}): {len(lock.flaws)} known flaws in what muster stands on:{listed}{rest}"
        )
    if lock.why:
        return Verdict(COULD_NOT_LOOK, f"COULD NOT LOOK ({service}): {lock.why}. {nothing}")
    return Verdict(
        CLEAN,
        f"CLEAN ({service}): {packages} packages, no known flaw; the planted {PLANTED} was found, so it did look.",
    )


def look(service: str, requirements: Path, *more: str) -> Look:
    """Run pip-audit once, over pinned requirements, with nothing installed and nothing kept from before."""
    with tempfile.TemporaryDirectory() as cache:
        command = [sys.executable, "-m", "pip_audit", "--strict", "--disable-pip", "--progress-spinner=off"]
        command += [f"--vulnerability-service={service}", f"--cache-dir={cache}", "--format=json", "--timeout=20"]
        command += ["--requirement", str(requirements), *more]
        try:
            done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=_PATIENCE)
        except subprocess.TimeoutExpired:
            return Look(why=f"no answer within {_PATIENCE:.0f} seconds")
    try:
        listed: list[dict[str, Any]] = json.loads(done.stdout)["dependencies"]
    except (ValueError, KeyError):
        return Look(why=_last_line(done.stderr) or "pip-audit ended without a word")
    skipped = [each["name"] for each in listed if "skip_reason" in each]
    flaws = [
        f"{each['name']} {each['version']}: {flaw['id']}, mended in {', '.join(flaw['fix_versions']) or 'none yet'}"
        for each in listed
        for flaw in each.get("vulns", ())
    ]
    why = f"these were passed over: {', '.join(skipped)}" if skipped else ""
    return Look(tuple(flaws), why or ("" if flaws or done.returncode == 0 else _last_line(done.stderr)))


def audit(lock: Path, services: Sequence[str], *more: str) -> Verdict:
    """Ask one service after the other, until one can be asked."""
    packages = len(_PINNED.findall(lock.read_text()))
    said = []
    with tempfile.TemporaryDirectory() as folder:
        flawed = Path(folder) / "planted.txt"
        flawed.write_text(f"{PLANTED}\n")
        for service in services:
            planted = look(service, flawed, "--no-deps", *more)
            verdict = judge(service, planted, look(service, lock, *more) if planted.flaws else Look(), packages)
            said.append(verdict.words)
            if verdict.code != COULD_NOT_LOOK:
                return Verdict(verdict.code, "\n".join(said))
    return Verdict(COULD_NOT_LOOK, "\n".join(said))


def _last_line(written: str) -> str:
    lines = [each.strip() for each in written.splitlines() if each.strip()]
    return lines[-1].rstrip(".")[:300] if lines else ""


def main() -> None:
    """Audit, say what came of it, and end with its code."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("lock", type=Path, help="the requirements, each pinned and with its hashes")
    parser.add_argument("--osv-url", help="ask only this service, which speaks as OSV does")
    given = parser.parse_args()
    own = ["--osv-url", given.osv_url] if given.osv_url else []
    verdict = audit(given.lock, ("osv",) if own else SERVICES, *own)
    print(verdict.words)  # noqa: T201 - what it is run for
    sys.exit(verdict.code)


if __name__ == "__main__":
    main()
