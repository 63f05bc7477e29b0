"""Figure 10: the tree is no bottleneck: a writer while it grows, and a proof in a large one and in a small one."""

from __future__ import annotations

import asyncio
import os
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

from benchmarks.forms import Form
from benchmarks.loading import Loaded, Stage
from benchmarks.measure import Figure, packed, peak, turns, unpacked
from benchmarks.new_fact import completion
from benchmarks.one_person import some_people
from benchmarks.workload import NOW
from muster.domain.ledger.checkpoints import Log
from muster.services import proofs, tree
from muster.signing import KeyFile

_ROOT: Final = Path(__file__).resolve().parents[1]
_EVERY: Final = 0.2  # seconds between two ticks of the sequencer beside: 150 times as often as muster's own


@asynccontextmanager
async def sequencing(loaded: Loaded) -> AsyncIterator[None]:
    """Let another process take everything into the tree while inside, as fast as facts come."""
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "benchmarks.sequencing"),
        stdin=asyncio.subprocess.PIPE,
        stdout=asyncio.subprocess.PIPE,
        cwd=_ROOT,
        env={**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, sys.path))},
    )
    assert process.stdin  # noqa: S101 - asked for above
    assert process.stdout  # noqa: S101 - as above
    process.stdin.write(packed(loaded).encode() + b"\n")
    await process.stdout.readline()  # it has caught up
    try:
        yield
    finally:
        process.stdin.close()
        await process.wait()


async def _write(loaded: Loaded, calls: int) -> float:
    people = await some_people(loaded)
    (took,) = await turns(lambda call: completion(loaded, people[call % len(people)]), calls=calls)
    return took


async def figures(stage: Stage, form: Form) -> AsyncIterator[Figure]:
    """Take a writer's time with the sequencer beside and without, and a proof's in a large tree and in a small one."""
    few, many = await stage.loaded(form.small), await stage.loaded(form.dense)
    used = await peak("sequencing.once", many)
    with_it, without = [], []
    async with many.connected():
        for _ in range(form.turns):
            without.append(await _write(many, form.calls))
            async with sequencing(many):
                with_it.append(await _write(many, form.calls))
        size = await tree.sequence(many.by.scope, Log.LEDGER)
    yield Figure(
        "new fact, sequenced",
        f"one completion while the tree of {size:,} leaves grows beside it",
        "the same with nothing beside it",
        tuple(with_it),
        tuple(without),
        peak=used,
    )
    with TemporaryDirectory(prefix="muster-benchmarks-", dir="/tmp") as folder:
        keys = KeyFile(Path(folder) / "key.pem")
        small: list[float] = []
        large: list[float] = []
        for turn in range(form.turns):
            pair = [(few, small), (many, large)]
            for loaded, rounds in pair if turn % 2 == 0 else reversed(pair):
                rounds.append(await _prove(loaded, keys, form.calls))
    yield Figure(
        "proof of an act, many",
        f"in a tree of {size:,} leaves",
        f"in one of {form.small.people:,} people",
        tuple(large),
        tuple(small),
        most=1.5,
        peak=used,
    )


async def _prove(loaded: Loaded, keys: KeyFile, calls: int) -> float:
    async with loaded.connected():
        (took,) = await turns(lambda _: proofs.prove_act(3, by=loaded.by, now=NOW, keys=keys), calls=calls)
    return took


async def once(loaded: Loaded) -> int:
    """Take everything into the tree."""
    return await tree.sequence(loaded.by.scope, Log.LEDGER)


async def _beside() -> None:
    """Take into the tree whatever comes, until nobody listens any more."""
    loaded = unpacked(sys.stdin.readline())
    ended = asyncio.ensure_future(asyncio.to_thread(sys.stdin.read))
    async with loaded.connected():
        await tree.sequence(loaded.by.scope, Log.LEDGER)
        print("there", flush=True)
        while not ended.done():
            await tree.sequence(loaded.by.scope, Log.LEDGER)
            await asyncio.sleep(_EVERY)


if __name__ == "__main__":
    asyncio.run(_beside())
