"""The command ``muster``: every capability from a prompt. Data goes to stdout, the rest to stderr."""

from muster.cli.main import main

__all__ = ["main"]
