"""The tutorial, typed as it stands."""

from __future__ import annotations

import json
import os
import re
import subprocess
import tempfile
from pathlib import Path

from tests.terminal import for_scripts

DOCS = Path(__file__).parents[2] / "docs"


def test_every_command_of_the_tutorial_does_what_the_page_says() -> None:
    blocks = re.findall(r"```sh\n(.*?)```", (DOCS / "tutorial.md").read_text(), re.DOTALL)
    with for_scripts() as commands, tempfile.TemporaryDirectory(prefix="muster-", dir="/tmp") as folder:
        Path(folder).chmod(0o755)
        done = subprocess.run(
            ["/bin/bash", "-euo", "pipefail", "-c", "\n".join(blocks)],
            env={"PATH": f"{commands}:{os.environ['PATH']}", "HOME": folder, "MUSTER_HOME": folder},
            cwd=folder,
            capture_output=True,
            text=True,
            timeout=240,
            check=False,
        )
        assert done.returncode == 0, done.stderr
        reports = [json.loads((Path(folder) / name).read_text()) for name in ("report.json", "same.json")]
        rejected = "".join(each.read_text(encoding="utf-8-sig") for each in Path(folder).glob("rejected-*.csv"))

    assert len(blocks) >= 10
    assert "The same files again: 0 to create, 0 to update." in done.stdout
    assert "Chidi Nguyen, Harbor County CRT: cleared through" in done.stdout
    assert "Chidi Nguyen, Harbor County CRT: not cleared" in done.stdout  # ten years on
    assert "all hold" in done.stdout
    assert "everything says what it said" in done.stdout
    assert "every ledger verifies" in done.stderr
    assert "LOOK" not in done.stdout
    assert reports[0].pop("proof") != reports[1].pop("proof")  # asked at another position
    assert [each.pop("content_hash") for each in reports]
    assert reports[0] == reports[1]
    assert "02/30/2026" in rejected or "02/29" in rejected
