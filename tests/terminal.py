"""Types commands, each in a process of its own as at a prompt, without Python reading all of muster for every one.

What has read muster once waits here and forks itself: the child has the folder, the environment and the standard
streams that it is told, and nothing else. That the program starts from nothing is proved by tests/journeys, and
where it serves.
"""

from __future__ import annotations

import atexit
import json
import os
import socket
import subprocess
import sys
import tempfile
import threading
from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager, suppress
from functools import cache
from pathlib import Path
from typing import Final

from tests.conftest import lay

PATIENCE: Final = 120.0

_WAITS: Final = """
import atexit, functools, gc, json, os, socket, sys, threading, time
from contextlib import redirect_stdout, suppress
from typer import main as typer
from muster.cli import main

here = int(sys.argv[1])
typer.get_command = functools.cache(typer.get_command)  # which reads the options of all commands, each time
with suppress(SystemExit), open(os.devnull, "w") as nothing, redirect_stdout(nothing):
    sys.argv = ["muster", "--help"]
    main()
gc.collect()
gc.freeze()

with socket.socket(fileno=here) as told:
    child = None
    while child != 0:
        text, streams, _, _ = socket.recv_fds(told, 1 << 20, 3)
        if not text:
            sys.exit()
        child = os.fork()
        if child:
            for each in streams:
                os.close(each)
            _, status = os.waitpid(child, 0)
            told.send(str(os.waitstatus_to_exitcode(status)).encode())
for place, each in enumerate(streams):
    os.dup2(each, place)
    os.close(each)
said = json.loads(text)
os.environ.clear()
os.environ.update(said["environment"])
time.tzset()
os.chdir(said["folder"])
sys.argv = ["muster", *said["words"]]
code = 0
try:
    main()
except SystemExit as left:
    code = left.code or 0
except BaseException:
    sys.excepthook(*sys.exc_info())
    code = 1
threading._shutdown()
atexit._run_exitfuncs()
sys.stdout.flush()
sys.stderr.flush()
os._exit(code)  # taking all that was read to pieces takes twice as long as a command
"""


@cache
def _waiting() -> socket.socket:
    """Start what waits; it ends when this process does."""
    here, there = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
    with there:
        process = subprocess.Popen(
            [sys.executable, "-c", _WAITS, str(there.fileno())],
            env={"PATH": os.environ["PATH"]},
            pass_fds=[there.fileno()],
            stdin=subprocess.DEVNULL,
        )

    @atexit.register
    def _over() -> None:
        here.close()
        process.wait()

    here.settimeout(PATIENCE)
    return here


@contextmanager
def at_work() -> Iterator[Path]:
    """Give a folder to type in. The database of ``muster`` in it is at work meanwhile: no command has to start it."""
    with tempfile.TemporaryDirectory(prefix="muster-", dir="/tmp") as folder:
        home = Path(folder)
        home.chmod(0o755)
        with lay(home / "muster"):
            yield home


_TYPES: Final = """#!{python} -IS
import json, os, socket, sys

with socket.socket(socket.AF_UNIX, socket.SOCK_SEQPACKET) as there:
    there.connect("{at}")
    told = {{"words": sys.argv[1:], "folder": os.getcwd(), "environment": dict(os.environ)}}
    socket.send_fds(there, [json.dumps(told).encode()], [0, 1, 2])
    sys.exit(int(there.recv(64)))
"""


@contextmanager
def for_scripts() -> Iterator[Path]:
    """Give a folder for the path of a shell, whose ``muster`` is typed here, one command at a time."""
    with (
        tempfile.TemporaryDirectory(prefix="muster-", dir="/tmp") as folder,
        socket.socket(socket.AF_UNIX, socket.SOCK_SEQPACKET) as here,
    ):
        here.bind(f"{folder}/at")
        here.listen()
        command = Path(folder) / "muster"
        command.write_text(_TYPES.format(python=sys.executable, at=f"{folder}/at"))
        command.chmod(0o755)
        passing = threading.Thread(target=_pass_on, args=(here, _waiting()))
        passing.start()
        try:
            yield Path(folder)
        finally:
            here.shutdown(socket.SHUT_RDWR)  # whoever waits for the next command waits no more
            passing.join()


def _pass_on(here: socket.socket, waiting: socket.socket) -> None:
    with suppress(OSError):
        while True:
            there, _ = here.accept()
            with there:
                text, streams, _, _ = socket.recv_fds(there, 1 << 20, 3)
                socket.send_fds(waiting, [text], streams)
                for each in streams:
                    os.close(each)
                there.send(waiting.recv(64))


def typed(
    words: Sequence[str | Path], *, folder: Path, environment: Mapping[str, str]
) -> subprocess.CompletedProcess[str]:
    """Run a command to its end in a folder, with nothing of this process's environment but the path."""
    told = {
        "words": [str(each) for each in words],
        "folder": str(folder),
        "environment": {"PATH": os.environ["PATH"], **environment},
    }
    with ExitStack() as undo:
        nothing = undo.enter_context(Path(os.devnull).open(encoding="utf-8"))
        out, err = (undo.enter_context(tempfile.TemporaryFile("w+", encoding="utf-8")) for _ in range(2))
        streams = [each.fileno() for each in (nothing, out, err)]
        socket.send_fds(_waiting(), [json.dumps(told).encode()], streams)
        code = int(_waiting().recv(64))
        for each in (out, err):
            each.seek(0)
        return subprocess.CompletedProcess(words, code, out.read(), err.read())
