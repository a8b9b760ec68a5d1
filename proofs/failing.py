"""Who is asked about each system call of a server (`calls.py`), and says which of them fails."""

import fcntl
import os
import select
import socket
import struct
import threading
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TypeAlias

from proofs.calls import NAMES, PATH_AT

_ASKED = struct.Struct("QIIiIQ6Q")
_ANSWER = struct.Struct("QqiI")
_GO_ON = 1


def _ioctl(number: int, size: int) -> int:
    return 3 << 30 | size << 16 | ord("!") << 8 | number


_RECEIVE, _SEND = _ioctl(0, _ASKED.size), _ioctl(1, _ANSWER.size)

Rule: TypeAlias = Callable[[int, str, str], int]
"""Given how many calls of this name there were before, the name and the path: the error with which it fails, or 0."""


def nothing(_number: int, _call: str, _path: str) -> int:
    """Every call happens."""
    return 0


class Failing:
    """Asked about the calls on files below a folder. The rule may be changed at any time; calls are counted from then on."""

    def __init__(self, where: Path, below: Path) -> None:
        self.where = where
        self._below = f"{below}{os.sep}"
        self._rule: Rule = nothing
        self._turn = threading.Lock()
        self.calls: Counter[str] = Counter()
        """Since the rule was given, by name."""
        self.failed: list[str] = []
        """Those that failed since then, with the name of the file."""
        self._plug = socket.socket(socket.AF_UNIX)
        self._plug.bind(str(where))
        self._plug.listen()
        self._ended = threading.Event()
        self._threads = [threading.Thread(target=self._let_in, daemon=True)]
        self._threads[0].start()

    def rule(self, rule: Rule) -> None:
        """From here on this one holds, and counts from nothing."""
        with self._turn:
            self._rule, self.calls, self.failed = rule, Counter(), []

    def close(self) -> None:
        """Servers whose calls nobody answers for any more are told that there are no such calls: end them before."""
        self._ended.set()
        self._plug.shutdown(socket.SHUT_RDWR)
        for thread in self._threads:
            thread.join()
        self._plug.close()

    def _let_in(self) -> None:
        with suppress(OSError):  # once it is closed
            while True:
                plug, _ = self._plug.accept()
                with plug:
                    _, listeners, _, _ = socket.recv_fds(plug, 1, 1)
                thread = threading.Thread(target=self._answer_all, args=(listeners[0],), daemon=True)
                self._threads.append(thread)
                thread.start()

    def _answer_all(self, listener: int) -> None:
        poll = select.poll()
        poll.register(listener, select.POLLIN)
        try:
            while not self._ended.is_set():
                for _, event in poll.poll(100):
                    if event & select.POLLHUP:
                        return
                    self._answer(listener)
        finally:
            os.close(listener)

    def _answer(self, listener: int) -> None:
        # Whoever asked may have died meanwhile.
        with suppress(FileNotFoundError, InterruptedError):
            asked = bytearray(_ASKED.size)
            fcntl.ioctl(listener, _RECEIVE, asked)
            question, thread, _, number, _, _, *arguments = _ASKED.unpack(asked)
            error = self._error(NAMES[number], _path(thread, NAMES[number], arguments))
            fcntl.ioctl(listener, _SEND, _ANSWER.pack(question, 0, -error, 0 if error else _GO_ON))

    def _error(self, call: str, path: str) -> int:
        if not path.startswith(self._below):
            return 0
        with self._turn:
            error = self._rule(self.calls[call], call, path)
            self.calls[call] += 1
            if error:
                self.failed.append(f"{call} {path.removeprefix(self._below)}")
            return error


def _path(thread: int, call: str, arguments: list[int]) -> str:
    """The file that a call is about; "" if it cannot be told any more."""
    try:
        if call not in PATH_AT:
            return str(Path(f"/proc/{thread}/fd/{arguments[0]}").readlink())
        with open(f"/proc/{thread}/mem", "rb", buffering=0) as memory:  # noqa: PTH123 - no path of ours
            memory.seek(arguments[PATH_AT[call]])
            return os.fsdecode(memory.read(512).partition(b"\0")[0])
    except OSError:
        return ""


@contextmanager
def failing(where: Path, below: Path) -> Iterator[Failing]:
    """Listening at the socket `where` for servers whose files lie below the folder `below`."""
    asked = Failing(where, below)
    try:
        yield asked
    finally:
        asked.close()
