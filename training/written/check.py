"""Check the written examples: their form, their labels, and that no two are nearly the same.

    python training/written/check.py            # every *.jsonl beside this file; counts by file and label
    python training/written/check.py some.jsonl

Exits with 1 and a line for each fault. Texts that share a `pair` may be alike (that is what a pair is for), all others may
not: two texts count as nearly the same when the Jaccard similarity of their word trigrams (of the words themselves below
eight words) reaches `ALIKE`.
"""

import json
import re
import sys
from collections import Counter, defaultdict
from itertools import combinations
from pathlib import Path

KINDS = frozenset({"sexism", "racism", "xenophobia", "homophobia", "religion"})
LABELS = KINDS | {
    "profanity",
    "threat",
    "personal-attack",
    "vulgarity",
    "abuse",
    "promotion",
    "toxicity",
    "criticism",
}
FIELDS = {"text": str, "labels": list, "pair": str, "topic": str}
ALIKE = 0.5
MOST_WORDS = 150


def faults_of(row: object) -> list[str]:
    """What is wrong with one decoded line, taken by itself; empty when nothing is."""
    if not isinstance(row, dict) or set(row) != set(FIELDS):
        return [f"must be an object with exactly {', '.join(FIELDS)}"]
    wrong = [
        f"{name} must be a {kind.__name__}"
        for name, kind in FIELDS.items()
        if not isinstance(row[name], kind)
    ]
    if wrong:
        return wrong
    text, labels = row["text"], row["labels"]
    found = []
    if not text or text != text.strip():
        found.append("text is empty or has blanks at an end")
    if len(text.split()) > MOST_WORDS:
        found.append(f"text has more than {MOST_WORDS} words")
    found.extend(f"unknown label {label!r}" for label in labels if label not in LABELS)
    if len(set(labels)) != len(labels):
        found.append("a label stands twice")
    if KINDS & set(labels) and "abuse" not in labels:
        found.append("a kind without abuse")
    return found


def shingles(text: str) -> frozenset[str]:
    """The word trigrams of `text`, case and punctuation aside; the words themselves where there are fewer than eight."""
    words = re.findall(r"[^\W_]+|[^\w\s]{2,}", text.casefold()) or [text]
    if len(words) < 8:
        return frozenset(words)
    return frozenset(" ".join(words[i : i + 3]) for i in range(len(words) - 2))


def nearly_the_same(rows: list[tuple[str, dict[str, str]]]) -> list[str]:
    """A line for every two of `rows` (where it stands, the row) of different pairs that are nearly the same."""
    sets = [shingles(row["text"]) for _, row in rows]
    holders: dict[str, list[int]] = defaultdict(list)
    for number, members in enumerate(sets):
        for member in members:
            holders[member].append(number)
    shared: Counter[tuple[int, int]] = Counter()
    for numbers in holders.values():
        if len(numbers) < 200:  # a word that everybody uses makes nobody alike
            shared.update(combinations(numbers, 2))
    found = []
    for (one, other), common in sorted(shared.items()):
        (here, first), (there, second) = rows[one], rows[other]
        union = len(sets[one]) + len(sets[other]) - common
        if common / union >= ALIKE and first["pair"] != second["pair"]:
            found.append(f"{here} and {there} are nearly the same")
    return found


def main(arguments: list[str]) -> int:
    paths = [Path(name) for name in arguments] or sorted(Path(__file__).parent.glob("*.jsonl"))
    rows: list[tuple[str, dict[str, str]]] = []
    wrong: list[str] = []
    seen: dict[str, str] = {}
    for path in paths:
        counts: Counter[str] = Counter()
        for number, line in enumerate(path.read_text("utf-8").splitlines(), 1):
            where = f"{path.name}:{number}"
            try:
                row = json.loads(line)
            except ValueError:
                wrong.append(f"{where}: not JSON")
                continue
            if faults := faults_of(row):
                wrong.extend(f"{where}: {fault}" for fault in faults)
                continue
            text = " ".join(row["text"].casefold().split())
            if text in seen:
                wrong.append(f"{where}: the same text as {seen[text]}")
            seen.setdefault(text, where)
            rows.append((where, row))
            counts.update(row["labels"] or ["(none)"])
            counts["rows"] += 1
        print(f"{path.name}: " + ", ".join(f"{label} {count}" for label, count in counts.most_common()))
    wrong.extend(nearly_the_same(rows))
    print(f"{len(rows)} rows in {len({row['pair'] for _, row in rows})} pairs")
    for fault in wrong:
        print(fault, file=sys.stderr)
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
