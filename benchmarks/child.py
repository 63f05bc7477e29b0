"""A process that does one figure's work once and says how much memory that took. ``measure.peak`` starts it."""

from __future__ import annotations

import asyncio
import sys
from importlib import import_module

from benchmarks.loading import Loaded
from benchmarks.measure import high_water, unpacked


async def _work(figure: str, loaded: Loaded) -> None:
    module, function = figure.split(".")
    async with loaded.connected():
        await getattr(import_module(f"benchmarks.{module}"), function)(loaded)


if __name__ == "__main__":
    asyncio.run(_work(sys.argv[1], unpacked(sys.stdin.read())))
    print(high_water())
