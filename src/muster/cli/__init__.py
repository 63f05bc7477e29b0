"""The command ``muster``: every capability from a prompt. Data goes to stdout, the rest to stderr."""

import gc

gc.disable()  # all that is read here stays: looking for garbage in it takes a sixth of the time until a command begins

from muster.cli.main import main  # noqa: E402 - after the line above, which is for this one

gc.freeze()
gc.enable()

__all__ = ["main"]
