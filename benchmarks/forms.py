"""How big and how often: the short form for every day, the full one for a state."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from benchmarks.workload import Size


@dataclass(frozen=True, slots=True)
class Form:
    """The sizes, and how often each thing is done.

    ``main``: what most figures are taken at. ``half``: half as many people, to compare memory with.
    ``dense``: as many people with twice the cards. ``small``: few facts of the same shape as ``dense``.
    ``brought``: whose spreadsheets are brought in; a row for each person and record, and one of the roster.
    ``charged``: who is charged daily in a report. ``drawn``: rows of a table.
    ``rounds`` for what takes under a second or two, ``long_rounds`` for what takes longer,
    ``file_rounds`` for whole files and reports, in and out. A thing of
    milliseconds is done ``calls`` times in each of ``turns``.
    """

    main: Size
    half: Size
    dense: Size
    small: Size
    matrices: tuple[Size, ...]
    brought: Size
    charged: Size
    drawn: int
    rounds: int
    long_rounds: int
    file_rounds: int
    turns: int
    calls: int


SHORT: Final = Form(
    main=Size(10_000),
    half=Size(5_000),
    dense=Size(10_000, records=10),
    small=Size(1_000, records=10),
    matrices=(Size(10_000),),
    brought=Size(1_000, records=9),
    charged=Size(500, records=10),
    drawn=10_000,
    rounds=5,
    long_rounds=3,
    file_rounds=2,
    turns=15,
    calls=20,
)
FULL: Final = Form(
    main=Size(100_000),
    half=Size(50_000),
    dense=Size(100_000, records=10),
    small=Size(1_000, records=10),
    matrices=(Size(10_000), Size(100_000)),
    brought=Size(1_000, records=9),
    charged=Size(2_000, records=10),
    drawn=10_000,
    rounds=5,
    long_rounds=3,
    file_rounds=3,
    turns=15,
    calls=20,
)
TINY: Final = Form(
    main=Size(50),
    half=Size(25),
    dense=Size(50, records=10),
    small=Size(5, records=10),
    matrices=(Size(50),),
    brought=Size(10, records=9),
    charged=Size(10, records=10),
    drawn=100,
    rounds=1,
    long_rounds=1,
    file_rounds=1,
    turns=1,
    calls=2,
)
