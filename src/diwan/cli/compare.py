"""`diwan compare`: old scores of texts beside ours, and the thresholds of ours that do what the old ones did.

No text is printed. Everything stays on this machine, as with `diwan score`.
"""

import argparse
import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack
from pathlib import Path
from typing import Any, BinaryIO

import msgspec

from diwan.cli import pairs
from diwan.cli.curves import Curve, picture
from diwan.cli.pairs import Bad, Columns, Known
from diwan.cli.progress import Progress
from diwan.cli.texts import shipped_or_set
from diwan.errors import Malformed, Unknown
from diwan.scoring.attributes import ATTRIBUTES, Probabilities, probabilities
from diwan.scoring.comparison import THRESHOLDS, Comparison, Row, compare
from diwan.screening.screener import Screener
from diwan.settings import Settings

EXIT_SOME_LINES_BAD = 1
_CSV = {".csv", ".tsv"}

Pairs = dict[str, list[tuple[float, float | None]]]


def add(commands: Any, *, load: Callable[[argparse.Namespace], Settings]) -> None:
    """Add the command to the parser."""
    command = commands.add_parser(
        "compare", help="score a file of texts with old scores, and find the thresholds that do the same"
    )
    command.add_argument(
        "file",
        metavar="FILE",
        help="CSV with a column text and a column for each attribute (TOXICITY …) or one called score; or JSON Lines with the same "
        "keys, or with the old answers' attributeScores; or - for JSON Lines on standard input",
    )
    command.add_argument("--csv", action="store_true", help="FILE is CSV, whatever it is called")
    command.add_argument("--text", metavar="COLUMN", default="text", help="where the texts stand")
    command.add_argument(
        "--attribute",
        metavar="NAME=COLUMN",
        type=_naming,
        action="append",
        default=[],
        help="where the old scores of an attribute stand, as TOXICITY=tox; may be repeated",
    )
    command.add_argument(
        "--threshold",
        metavar="NUMBER",
        type=_number,
        action="append",
        default=[],
        help=f"an old threshold; may be repeated (default: {', '.join(f'{t:g}' for t in THRESHOLDS)})",
    )
    command.add_argument("--json", action="store_true", help="one JSON object instead of tables")
    command.add_argument(
        "--plot", metavar="FILE", type=Path, help="also draw the thresholds beside each other, as SVG"
    )
    command.set_defaults(run=lambda asked: _compare(asked, load))


def _compare(asked: argparse.Namespace, load: Callable[[argparse.Namespace], Settings]) -> int:
    columns = Columns(asked.text, dict(asked.attribute))
    screener = shipped_or_set(asked, load)
    with ExitStack() as stack:
        stream, is_csv = _opened(asked, stack)
        bad: list[Bad] = []
        found = _scored(pairs.read(stream, is_csv=is_csv, columns=columns), bad, screener)
    unknown = {attribute: len(of) for attribute, of in found.items() if attribute not in ATTRIBUTES}
    compared = {
        attribute: compare(of, sorted(asked.threshold) or THRESHOLDS)
        for attribute, of in found.items()
        if attribute in ATTRIBUTES
    }
    if not compared:
        raise Malformed("There is no text with an old score of an attribute that is served here.")
    if asked.plot:
        asked.plot.write_text(_drawn(compared), encoding="utf-8")
    if asked.json:
        print(msgspec.json.encode(_as_json(compared, unknown, len(bad))).decode())
    else:
        _tell(compared, unknown)
    return EXIT_SOME_LINES_BAD if bad else 0


def _opened(asked: argparse.Namespace, stack: ExitStack) -> tuple[BinaryIO, bool]:
    if asked.file == "-":
        return sys.stdin.buffer, asked.csv
    path = Path(asked.file)
    if not path.is_file():
        raise Unknown(f"There is no file {asked.file}.")
    return stack.enter_context(path.open("rb")), asked.csv or path.suffix.lower() in _CSV


def _scored(read: Iterator[Known | Bad], bad: list[Bad], screener: Screener) -> Pairs:
    """The old scores and ours by attribute; complaints about lines go to stderr at once, and to `bad`."""
    progress = Progress(sys.stderr)
    known: list[Mapping[str, float]] = []

    def texts() -> Iterator[Any]:
        for each in read:
            if isinstance(each, Bad):
                bad.append(each)
                progress.clear()
                print(f"line {each.line}: {each.why}", file=sys.stderr)
            else:
                known.append(each.scores)
                yield each.text

    found: Pairs = {}
    try:
        for count, scored in enumerate(screener.score_many(texts())):
            said = probabilities(scored)
            for attribute, old in known[count].items():
                value = ATTRIBUTES.get(attribute)
                ours = value(said) if value and isinstance(said, Probabilities) else None
                found.setdefault(attribute, []).append((old, ours))
            progress.show(count + 1)
    finally:
        progress.clear()
    return found


# --- what is told ---------------------------------------------------------------------------------------------------


def _tell(compared: Mapping[str, Comparison], unknown: Mapping[str, int]) -> None:
    for attribute, of in compared.items():
        print(
            f"{attribute}: {of.texts} texts" + (f", {of.untold} more could not be told" if of.untold else "")
        )
        correlation = "none" if of.rank_correlation is None else f"{of.rank_correlation:.3f}"
        print(f"  rank correlation {correlation}")
        if of.texts:
            print(
                "  old threshold      above   share      ours   above   change side      old one kept: above   change side"
            )
            for row in of.rows:
                print(_line(row, of.texts))
        print()
    for attribute, count in unknown.items():
        print(f"{attribute}: not served here; {count} old scores were passed over")


def _line(row: Row, texts: int) -> str:
    fitted = row.fitted
    ours = "–" if row.ours is None else f"{row.ours:g}"
    above = "–" if fitted is None else str(fitted.above)
    changed = "–" if fitted is None else f"{fitted.changed} (+{fitted.risen} −{fitted.fallen})"
    kept = f"{row.kept.changed} (+{row.kept.risen} −{row.kept.fallen})"
    return (
        f"  {row.threshold:>13g}{row.above:>11}{row.above / texts:>8.2%}{ours:>10}{above:>8}{changed:>14}"
        f"{row.kept.above:>25}{kept:>14}"
    )


def _as_json(compared: Mapping[str, Comparison], unknown: Mapping[str, int], bad: int) -> dict[str, Any]:
    return {
        "attributes": {
            attribute: {
                "texts": of.texts,
                "untold": of.untold,
                "rank_correlation": of.rank_correlation,
                "thresholds": [
                    {
                        "old": row.threshold,
                        "above": row.above,
                        "ours": row.ours,
                        "fitted": row.fitted,
                        "kept": row.kept,
                    }
                    for row in of.rows
                ],
            }
            for attribute, of in compared.items()
        },
        "not_served": unknown,
        "bad_lines": bad,
    }


def _drawn(compared: Mapping[str, Comparison]) -> str:
    curves = [Curve(attribute, of.curve) for attribute, of in compared.items()]
    return picture(
        "Thresholds with the same share of texts above them", curves, across="old threshold", up="ours"
    )


# --- what is typed --------------------------------------------------------------------------------------------------


def _naming(text: str) -> tuple[str, str]:
    name, _, column = text.partition("=")
    if not name or not column:
        raise argparse.ArgumentTypeError("write NAME=COLUMN, as TOXICITY=tox")
    return name.upper(), column


def _number(text: str) -> float:
    try:
        number = float(text)
    except ValueError:
        number = -1.0
    if not 0 < number <= 1:
        raise argparse.ArgumentTypeError("a threshold is a number above 0 and at most 1")
    return number
