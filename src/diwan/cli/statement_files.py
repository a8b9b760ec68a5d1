"""The folder into which statements of reasons are exported: batches as files, safe to be interrupted at any moment.

    statements-000000000124-000000000987.json   a batch of at most 100, named after the ledger positions of its first and last rejection
    statements-….json.sent                      what the database answered when that batch was sent
    cursor.json                                 how far the export has come, and of which ledger

A batch appears under its name whole and durable, or not at all, and its name says how far it goes. So whatever dies in between, the next
run goes on behind the last batch that is there: nothing is doubled and nothing is left out. The cursor says the same once batches have
been moved elsewhere.
"""

import fcntl
import json
import re
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from diwan.errors import CannotStart
from diwan.press import files
from diwan.statements_of_reasons.rejection import Rejection
from diwan.statements_of_reasons.rules import MOST_IN_A_BATCH, problems_of_batch
from diwan.statements_of_reasons.statement import Statement

FORMAT = "diwan-statements/1"
CURSOR = "cursor.json"
_BATCH = re.compile(r"statements-(\d{12})-(\d{12})\.json")
_SENT = ".sent"


class StatementFolder:
    """A folder of batches of one ledger, of one site or (site "") of all. Raises CannotStart if it is another's."""

    def __init__(self, path: Path, *, instance: str, site: str = "") -> None:
        self.path = path
        self._instance = instance
        self._site = site

    def export(
        self, next_ones: Callable[[int, int], Sequence[Rejection]], make: Callable[[Rejection], Statement]
    ) -> tuple[int, int]:
        """Write everything that is not exported yet: how many batches and statements that were.

        `next_ones(after, limit)` gives the next rejections behind a ledger position. Raises CannotStart, Unavailable.
        """
        batches = statements = 0
        with self._alone():
            after = self._reached()
            while some := next_ones(after, MOST_IN_A_BATCH):
                made = [make(each) for each in some]
                if problems := problems_of_batch(made):
                    # A mistake of ours: better no statement than one that the database refuses with the 99 others.
                    raise CannotStart(
                        f"Statements behind ledger position {after} break the database's rules ({problems[0]}); nothing of this batch was "
                        "written. Please report this."
                    )
                name = f"statements-{some[0].position:012d}-{some[-1].position:012d}.json"
                files.replace(self.path / name, batch_bytes(made))
                # If the process dies here, the batch's own name tells how far it goes.
                after = some[-1].position
                self._keep_cursor(after)
                batches, statements = batches + 1, statements + len(made)
        return batches, statements

    @contextmanager
    def _alone(self) -> Iterator[None]:
        """Only one export into a folder at a time."""
        self.path.mkdir(parents=True, exist_ok=True)
        with (self.path / ".lock").open("a") as lock:
            try:
                fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                raise CannotStart(
                    f"Another export into {self.path} is running; wait until it is done."
                ) from None
            yield

    def _reached(self) -> int:
        """The ledger position up to which everything is exported; -1 in a new folder."""
        cursor = self.path / CURSOR
        reached = [int(last) for _, last, _ in _batches(self.path)]
        if not cursor.exists():
            if reached:
                # The first batch was written and the cursor was not: that is the one way here.
                if len(reached) > 1:
                    raise CannotStart(
                        f"{self.path} holds batches, but no {CURSOR}. Put it back, or export into a new folder."
                    )
                return reached[0]
            self._keep_cursor(-1)
            return -1
        try:
            told = json.loads(cursor.read_text("utf-8"))
            known = (told["format"], told["instance"], told["site"])
            reached.append(int(told["after"]))
        except (ValueError, KeyError, TypeError):
            raise CannotStart(f"{cursor} cannot be read. Put it back, or export into a new folder.") from None
        if known != (FORMAT, self._instance, self._site):
            raise CannotStart(
                f"{self.path} holds the statements of another ledger or of other sites. Export into a folder of its own."
            )
        return max(reached)

    def _keep_cursor(self, after: int) -> None:
        told = {"format": FORMAT, "instance": self._instance, "site": self._site, "after": after}
        files.replace(self.path / CURSOR, json.dumps(told).encode() + b"\n")


def batch_bytes(statements: Sequence[Statement]) -> bytes:
    """A batch as the database takes it."""
    return json.dumps({"statements": statements}, ensure_ascii=False, indent=1).encode() + b"\n"


def read_batch(path: Path) -> list[object]:
    """The statements in a file. Raises CannotStart if it holds none."""
    try:
        statements = json.loads(path.read_bytes())["statements"]
    except (ValueError, KeyError, TypeError):
        statements = None
    if not isinstance(statements, list):
        raise CannotStart(f'{path} is no batch: it must be JSON, {{"statements": […]}}.')
    return statements


def unsent(folder: Path) -> list[Path]:
    """The batches in a folder that were not sent yet, in the order of the ledger."""
    return [path for _, _, path in sorted(_batches(folder)) if not sent_mark(path).exists()]


def sent_mark(batch: Path) -> Path:
    """The file that says that a batch was sent, and what was answered."""
    return batch.with_name(batch.name + _SENT)


def _batches(folder: Path) -> Iterator[tuple[str, str, Path]]:
    for path in folder.iterdir() if folder.is_dir() else ():
        if named := _BATCH.fullmatch(path.name):
            yield named[1], named[2], path
