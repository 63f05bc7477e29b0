"""Write schema.sql anew, from a fresh database: ``python -m tests.persistence.renew_schema``."""

from __future__ import annotations

import asyncio
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from muster.persistence.catalogue import dump
from muster.persistence.database import connect, disconnect
from muster.persistence.embedded import DatabaseRole, Embedded
from muster.persistence.migrate import migrate

SCHEMA = Path(__file__).with_name("schema.sql")
RENEW = "python -m tests.persistence.renew_schema"
HEADER = f"""\
-- The shape of muster's database after every migration, for reading and for comparing; nothing runs it.
-- Written by `{RENEW}`. Read what changed here before you commit it.

"""


@contextmanager
def _home() -> Iterator[Path]:
    with tempfile.TemporaryDirectory(prefix="muster-", dir="/tmp") as folder:  # short, since a socket lies in it
        Path(folder).chmod(0o755)
        yield Path(folder) / "home"


async def fresh(programs: Path | None = None) -> str:
    """Return the shape of a database made from nothing, by a server of its own."""
    with _home() as home, Embedded(home, programs=programs, options={"fsync": "off"}) as server:
        await migrate(server.connection_parameters(DatabaseRole.OWNER))
        await connect(server.connection_parameters(DatabaseRole.APP))
        try:
            return await dump()
        finally:
            await disconnect()


if __name__ == "__main__":
    SCHEMA.write_text(HEADER + asyncio.run(fresh()))
    sys.stdout.write(f"{SCHEMA} is written\n")
