"""Run the experiments and print one table: all of them, or only what is named. Exits with 1 if anything failed."""

import argparse
import logging
import platform
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

import structlog
from tests.databases import DATABASES

from proofs import (
    attack_strings,
    attacks,
    canaries,
    checks,
    clock,
    disk,
    imitation,
    kills,
    lifecycle,
    matrix,
    overload,
    postgresql,
    races,
    syscalls,
    table,
    tampering,
)
from proofs.outcome import Outcome


@dataclass(frozen=True, slots=True)
class Experiment:
    """What can be run by name. `run(database, size, plant)`; the sizes are those of the long and of the short form."""

    name: str
    run: Callable[[str, int, str], Outcome]
    long: int
    short: int
    plants: Sequence[str] = ()
    databases: Sequence[str] = DATABASES


def _of(module: object) -> Experiment:
    told = vars(module)
    return Experiment(
        told["NAME"],
        told["run"],
        told["LONG"],
        told["SHORT"],
        told["PLANTS"],
        told.get("DATABASES", DATABASES),
    )


EXPERIMENTS = {
    each.name: each
    for each in map(
        _of,
        (
            kills,
            checks,
            canaries,
            matrix,
            tampering,
            lifecycle,
            races,
            imitation,
            attacks,
            overload,
            syscalls,
            disk,
            postgresql,
            clock,
        ),
    )
}


def main(arguments: Sequence[str] | None = None) -> int:
    """The command line. Returns the exit status: 1 if there was a failure, or if a planted fault went unnoticed."""
    asked = _asked(arguments)
    # What the houses tell of themselves would stand between the rows.
    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(logging.CRITICAL))
    print(f"Python {platform.python_version()} on {platform.machine()}")
    outcomes = []
    with attack_strings.of_folder(asked.attacks):
        if attacks.NAME in (asked.names or EXPERIMENTS) and not attack_strings.is_given():
            print(attack_strings.told())
        table.head()
        for name in asked.names or EXPERIMENTS:
            experiment = EXPERIMENTS[name]
            for database in experiment.databases:
                if database in asked.databases:
                    size = asked.size or (experiment.short if asked.short else experiment.long)
                    outcomes.append(experiment.run(database, size, asked.plant))
                    table.row(outcomes[-1])
    for outcome in outcomes:
        table.failures(outcome)
    if asked.plant:
        unnoticed = [o for o in outcomes if not o.failures]
        print(f"planted: {asked.plant}; " + ("NOT NOTICED" if unnoticed else "noticed"))
        return 1 if unnoticed else 0
    return 1 if any(outcome.failures for outcome in outcomes) else 0


def _asked(arguments: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m proofs", description=__doc__)
    parser.add_argument("names", nargs="*", metavar="NAME", help=", ".join(EXPERIMENTS))
    parser.add_argument(
        "--short", action="store_true", help="the short forms: seconds, as the tests run them"
    )
    parser.add_argument(
        "--size", type=int, help="another number of attempts than the long or the short form's"
    )
    parser.add_argument(
        "--plant", default="", metavar="FAULT", help="put a fault into the product, and see it noticed"
    )
    parser.add_argument(
        "--attacks",
        type=Path,
        metavar="FOLDER",
        help="strings that broke others, which are not in this repository",
    )
    parser.add_argument("--databases", nargs="+", choices=DATABASES, default=list(DATABASES))
    asked = parser.parse_args(arguments)
    if unknown := set(asked.names) - set(EXPERIMENTS):
        parser.error(f"there is no {', '.join(sorted(unknown))}; there are {', '.join(EXPERIMENTS)}")
    known = {plant for name in asked.names or EXPERIMENTS for plant in EXPERIMENTS[name].plants}
    if asked.plant and (len(asked.names) != 1 or asked.plant not in known):
        parser.error(f"--plant wants one experiment and one of its faults: {', '.join(sorted(known))}")
    if asked.attacks and (missing := attack_strings.missing_in(asked.attacks)):
        parser.error(f"--attacks: {asked.attacks} holds no {', '.join(missing)}")
    return asked


if __name__ == "__main__":
    sys.exit(main())
