"""The keys that sign checkpoints and seal secrets in tests: one for each process, made at first need, gone later."""

from __future__ import annotations

import atexit
import tempfile
from pathlib import Path
from typing import Final

from muster.sealing import Sealing
from muster.signing import KeyFile

_FOLDER: Final = tempfile.TemporaryDirectory(prefix="muster-keys-")
atexit.register(_FOLDER.cleanup)

KEYS: Final = KeyFile(Path(_FOLDER.name) / "key.pem")
SEALING: Final = Sealing(Path(_FOLDER.name) / "sealing")
