"""The key that signs checkpoints in tests: one for each process that tests, made at first need, gone afterwards."""

from __future__ import annotations

import atexit
import tempfile
from pathlib import Path
from typing import Final

from muster.signing import KeyFile

_FOLDER: Final = tempfile.TemporaryDirectory(prefix="muster-keys-")
atexit.register(_FOLDER.cleanup)

KEYS: Final = KeyFile(Path(_FOLDER.name) / "key.pem")
