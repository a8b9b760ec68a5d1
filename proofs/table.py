"""One readable table, a row as soon as an experiment has ended."""

from proofs.outcome import Outcome

_WIDTHS = (14, 12, 10, 10, 9)


def head() -> None:
    """The names of the columns."""
    _line("experiment", "database", "attempts", "failures", "seconds", "of which")


def row(outcome: Outcome) -> None:
    """What one experiment came to on one database."""
    besides = ", ".join(f"{number:,} {name}" for name, number in outcome.sizes.items())
    _line(
        outcome.experiment,
        outcome.database,
        f"{outcome.attempts:,}",
        f"{outcome.failures:,}",
        f"{outcome.seconds:.0f}",
        besides,
    )


def failures(outcome: Outcome) -> None:
    """The sentences that were kept."""
    for sentence in outcome.told:
        print(f"FAILED {outcome.experiment} ({outcome.database}): {sentence}")
    if outcome.failures > len(outcome.told) > 0:
        print(f"… and {outcome.failures - len(outcome.told):,} more")


def _line(*cells: str) -> None:
    first, second, *numbers, last = cells
    columns = [f"{first:<{_WIDTHS[0]}}", f"{second:<{_WIDTHS[1]}}"]
    columns += [f"{cell:>{width}}" for cell, width in zip(numbers, _WIDTHS[2:], strict=True)]
    print("".join(columns) + f"  {last}", flush=True)
