"""Write the specimens of the catalogue again: ``python -m tests.reports.renew_specimens``.

Each is the view of the invented quarter, as the API gives it. Look at the difference before it is kept.
"""

from __future__ import annotations

import sys
from pathlib import Path

from muster import data
from muster.services.downloads import View, as_json
from tests.reports import invented


def specimens() -> dict[Path, bytes]:
    """Return every specimen with the file that it is kept in."""
    views: tuple[View, ...] = (invented.grant(), invented.state(), invented.figures(), invented.training())
    return {data.folder("reports") / each.report / "specimen.json": as_json(each) for each in views}


def main() -> None:
    """Write them."""
    for file, content in specimens().items():
        file.write_bytes(content)
        sys.stdout.write(f"{file}: {len(content)} bytes\n")


if __name__ == "__main__":
    main()
