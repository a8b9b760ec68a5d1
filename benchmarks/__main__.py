"""Measure, and print one table: everything, or only what is named."""

import argparse
import platform
from collections.abc import Callable
from pathlib import Path

from tests.databases import DATABASES

from benchmarks import (
    approving,
    batches,
    coral,
    desk,
    editors,
    growth,
    model,
    normalising,
    peers,
    reading,
    rules,
    scoring,
    searching,
    shift,
    submitting,
    table,
    visible,
    widget,
)
from benchmarks.machine import LOAD_CORE, SERVER_CORE, Missing

_MEASUREMENTS: dict[str, Callable[[argparse.Namespace], None]] = {
    "reading": lambda asked: reading.run(rounds=asked.rounds, seconds=asked.seconds / 2),
    "submitting": lambda asked: submitting.run(rounds=asked.rounds, seconds=asked.seconds),
    "peers": lambda asked: peers.run(rounds=asked.rounds, seconds=asked.seconds),
    "approving": lambda asked: approving.run(long=asked.long),
    "visible": visible.run,
    "desk": desk.run,
    "growth": growth.run,
    "shift": lambda _: shift.run(),
    "batches": batches.run,
    "searching": searching.run,
    "widget": lambda _: widget.run(),
    "coral": lambda asked: coral.run(rounds=asked.rounds, seconds=asked.seconds),
    "normalising": lambda asked: normalising.run(rounds=asked.rounds),
    "rules": lambda asked: rules.run(rounds=asked.rounds),
    "scoring": lambda asked: scoring.run(rounds=asked.rounds, seconds=asked.seconds),
    "editors": lambda _: editors.run(),
    "model": lambda asked: model.run(asked.data),
}


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument("names", nargs="*", metavar="NAME", help=", ".join(_MEASUREMENTS))
    parser.add_argument(
        "--rounds", type=int, default=3, help="runs of each comparison (default: %(default)s)"
    )
    parser.add_argument("--seconds", type=float, default=2, help="length of a run (default: %(default)s)")
    parser.add_argument(
        "--long",
        action="store_true",
        help="also a thread of 100,000 comments, and growth up to a million: many minutes",
    )
    parser.add_argument("--data", type=Path, help="the public data sets, for the model to read real comments")
    parser.add_argument(
        "--stored",
        type=int,
        default=20_000,
        help="comments stored, for the desk and the search (default: %(default)s)",
    )
    parser.add_argument(
        "--waiting", type=int, default=5_000, help="of them waiting, for the desk (default: %(default)s)"
    )
    parser.add_argument(
        "--databases",
        nargs="+",
        choices=DATABASES,
        default=list(DATABASES),
        help="where the desk and the search are measured (default: on both)",
    )
    parser.add_argument(
        "--keep",
        type=Path,
        metavar="FOLDER",
        help="keep the newsrooms filled for the desk and for growth in this folder, and use those that lie there (default: none is kept)",
    )
    parser.add_argument(
        "--sizes",
        nargs="+",
        type=int,
        help="comments stored, for growth (default: 100 to 100,000; with --long a million)",
    )
    parser.add_argument("--write", action="store_true", help="draw growth as well: docs/growth-*.svg")
    asked = parser.parse_args()
    if unknown := set(asked.names) - set(_MEASUREMENTS):
        parser.error(f"there is no {', '.join(sorted(unknown))}; there are {', '.join(_MEASUREMENTS)}")
    where = "a core each" if SERVER_CORE != LOAD_CORE else "the same core, so that ratios mean little"
    print(f"Python {platform.python_version()} on {platform.machine()}; server and load generator on {where}")
    for name in asked.names or _MEASUREMENTS:
        try:
            _MEASUREMENTS[name](asked)
        except Missing as missing:
            table.note(f"\n{name} left out: {missing}")


if __name__ == "__main__":
    main()
