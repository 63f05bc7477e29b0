"""The tutorial, typed as it stands."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import tempfile
from pathlib import Path

DOCS = Path(__file__).parents[2] / "docs"


def test_every_command_of_the_tutorial_does_what_the_page_says() -> None:
    blocks = re.findall(r"```sh\n(.*?)```", (DOCS / "tutorial.md").read_text(), re.DOTALL)
    with tempfile.TemporaryDirectory(prefix="muster-", dir="/tmp") as folder:
        Path(folder).chmod(0o755)
        done = subprocess.run(
            ["/bin/bash", "-euo", "pipefail", "-c", "\n".join(blocks)],
            env={"PATH": f"{Path(sys.executable).parent}:{os.environ['PATH']}", "HOME": folder, "MUSTER_HOME": folder},
            cwd=folder,
            capture_output=True,
            text=True,
            timeout=180,
            check=False,
        )

    assert done.returncode == 0, done.stderr
    assert len(blocks) >= 8
    before, after = done.stdout.split("as known at position 76\n")[-1].split("as known at position 77\n")[:2]
    assert "NOT MET us-osha-bbp/annual-training" in before
    assert "met     us-osha-bbp/annual-training" in after
    assert "all hold" in done.stdout
    assert "every leaf says what the facts say" in done.stdout
    assert "LOOK" not in done.stdout
