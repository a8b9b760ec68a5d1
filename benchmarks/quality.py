"""How good the shipped model is, on data that it never saw: `make bench-quality DATA=…`.

Prints by data set: ROC AUC, average precision, precision and recall at the shipped thresholds, and expected calibration error, beside
a TF-IDF regression trained on the same data in the same run; then what is flagged among clean comments and comments that merely
name a group, our functional suite, and what the early way through the model costs. With `--write`, the same tables go into
`docs/model-card.md`, and pictures beside it.
"""

import argparse
import math
import os
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from training.calibration import source_weights, threshold
from training.judging import PRECISION, Question, clean_share, is_clean, is_sample_of_clean, questions
from training.labels import GUIDELINES, LABELS, Example
from training.metrics import average_precision, calibration_error, precision_recall, roc_auc
from training.sources import all_parts
from training.splits import Part

from benchmarks import quality_ceiling, quality_groups, quality_plots
from benchmarks.quality_baseline import Baseline
from benchmarks.suite import asking, cases
from diwan.comments import Words
from diwan.guidelines import Guideline
from diwan.screening.check import Context, read
from diwan.screening.model.check import ModelCheck
from diwan.screening.model.classifier import Classifier
from diwan.screening.normalise.plain import make_plain

DOCS = Path(__file__).parent.parent / "docs"
CARD = DOCS / "model-card.md"
BEGIN, END = "<!-- figures: made by make bench-quality -->", "<!-- end of figures -->"

Table = list[list[str]]
Scores = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Held:
    """What was held out: the examples, as plain text, and as numbers."""

    examples: list[Example]
    texts: list[str]
    targets: NDArray[np.float32]
    weights: NDArray[np.float32]

    @property
    def sources(self) -> list[str]:
        return [example.source for example in self.examples]


def held(examples: Sequence[Example]) -> Held:
    targets = np.zeros((len(examples), len(LABELS)), np.float32)
    weights = np.zeros((len(examples), len(LABELS)), np.float32)
    for row, example in enumerate(examples):
        for label, (target, weight) in example.said.items():
            targets[row, LABELS.index(label)], weights[row, LABELS.index(label)] = target, weight
    return Held(list(examples), [make_plain(example.text)[0].text for example in examples], targets, weights)


class Report:
    """Tables that are printed as they are made, and kept for the model card."""

    def __init__(self) -> None:
        self.lines: list[str] = []

    def table(self, title: str, rows: Table, *, explained: str = "") -> None:
        widths = [max(len(row[column]) for row in rows) for column in range(len(rows[0]))]
        print(f"\n{title}")
        if explained:
            print(f"  {explained}")
        for row in rows:
            first, *others = row
            print(
                "  "
                + first.ljust(widths[0])
                + "".join(cell.rjust(width + 2) for cell, width in zip(others, widths[1:], strict=True))
            )
        head, *body = rows
        self.lines += [f"### {title}", ""]
        if explained:
            self.lines += [explained, ""]
        self.lines += ["| " + " | ".join(head) + " |", "|---" + "|--:" * (len(head) - 1) + "|"]
        self.lines += ["| " + " | ".join(row) + " |" for row in body]
        self.lines.append("")


def number(value: float, digits: int = 3) -> str:
    return "–" if math.isnan(value) else f"{value:.{digits}f}"


def share(part: int, whole: int) -> str:
    return f"{part / whole:.1%} ({part}/{whole})" if whole else "–"


def by_data_set(
    report: Report, model: Scores, baseline: Scores, limits: Scores, found: Sequence[Question]
) -> None:
    rows = [
        [
            "data set, label",
            "n",
            "positive",
            "AUC",
            "AUC TF-IDF",
            "AP",
            "AP TF-IDF",
            "precision",
            "recall",
            "ECE",
        ]
    ]
    for question in found:
        column = LABELS.index(question.label)
        own, other = model[question.places, column], baseline[question.places, column]
        precision, recall = precision_recall(question.truth, own, float(limits[column]))
        rows.append(
            [
                f"{question.source}, {question.label}",
                str(len(question.places)),
                f"{question.truth.mean():.0%}",
                number(roc_auc(question.truth, own)),
                number(roc_auc(question.truth, other)),
                number(average_precision(question.truth, own)),
                number(average_precision(question.truth, other)),
                number(precision, 2),
                number(recall, 2),
                number(calibration_error(question.truth, own)),
            ]
        )
    report.table(
        "By data set",
        rows,
        explained="Held out from training. Precision and recall at the shipped thresholds. The share of positives is that of the data set, "
        "not that of a newsroom: precision there is another one.",
    )


def agreement(report: Report, data: Held, model: Scores, found: Sequence[Question]) -> None:
    """What the disagreement of Civil Comments' readers allows, by label."""
    rows = [["civil, label", "AUC", "most possible", "in nine of ten samples", "readers' correlation", "n"]]
    for question in found:
        column = LABELS.index(question.label)
        if (
            question.source != "civil" or question.label == "profanity"
        ):  # its target is not the readers' alone
            continue
        most = quality_ceiling.ceiling(data.targets[question.places, column])
        rows.append(
            [
                f"{question.source}, {question.label}",
                number(roc_auc(question.truth, model[question.places, column])),
                number(most.area),
                f"{number(most.least)} to {number(most.most)}",
                number(most.agreement, 2),
                str(most.texts),
            ]
        )
    report.table(
        "What the readers' disagreement allows",
        rows,
        explained="Three people read most of Civil Comments' texts, and agree little. Most possible: the area that one would reach who knew for "
        "each text what share of all people would say yes, estimated from how often the three agree (`benchmarks/quality_ceiling.py`).",
    )


def clean_comments(
    report: Report, data: Held, flags: dict[str, NDArray[np.bool_]], clean: NDArray[np.bool_]
) -> None:
    names = np.array(data.sources)
    merely_named = np.array([bool(quality_groups.named(text)) for text in data.texts]) & clean
    normal = (names == "hatexplain") & (data.targets[:, LABELS.index("abuse")] == 0)
    normal &= np.array([bool(quality_groups.named(text)) for text in data.texts])
    not_hateful = (names == "hatemoji") & (data.targets[:, LABELS.index("abuse")] == 0)
    groups: list[tuple[str, NDArray[np.bool_]]] = [
        ("clean comments, all", clean),
        *((f"clean comments, {source}", clean & (names == source)) for source in sorted(set(names[clean]))),
        ("clean comments that name a group", merely_named),
        ("HateXplain, normal, naming a group (as abuse)", normal),
        ("HatemojiBuild, not hateful (as abuse)", not_hateful),
    ]
    rows = [["what", *flags]]
    for name, which in groups:
        rows.append(
            [
                name,
                *(
                    share(
                        int((flagged[:, 1] if "as abuse" in name else flagged[:, 0])[which].sum()),
                        int(which.sum()),
                    )
                    for flagged in flags.values()
                ),
            ]
        )
    report.table(
        "Flagged, though clean",
        rows,
        explained="Clean: nobody called it toxic (Civil Comments dev, Wikipedia discussion), or written as harmless. Flagged: any guideline at its "
        "threshold; the baseline's thresholds were chosen in the same way.",
    )


def by_group(
    report: Report, data: Held, model: Scores, flagged: NDArray[np.bool_], clean: NDArray[np.bool_]
) -> list[tuple[str, float, str]]:
    column = LABELS.index("toxicity")
    names = np.array(data.sources)
    harmless = clean | ((names == "hatexplain") & (data.targets[:, LABELS.index("abuse")] == 0))
    asked = data.weights[:, column] >= 0.3
    rows = [["group named", "texts", "AUC of toxicity", "harmless ones flagged"]]
    bars = []
    for each in quality_groups.treatment(
        data.texts, harmless, flagged, data.targets[:, column] > 0.5, asked, model[:, column]
    ):
        rows.append([each.group, str(each.texts), number(each.area), share(each.flagged, each.clean)])
        if each.clean:
            bars.append((each.group, each.flagged / each.clean, share(each.flagged, each.clean)))
    report.table(
        "By group named",
        rows,
        explained="Among all held-out texts that name the group, HateXplain's tweets included. Flagged: any guideline at its threshold.",
    )
    return bars


def suite(report: Report, classifier: Classifier) -> None:
    """The English part of the functional suite, by the model alone. Then all of it, by all checks."""
    check = ModelCheck(classifier)
    limits = classifier.description.thresholds
    asked = [case for case in cases.read() if case.language == "en"]
    readings = [read(Words("A reader", case.text), Context(case.article_language)) for case in asked]
    passed: dict[str, Counter[str]] = defaultdict(Counter)
    for case, findings in zip(asked, check.look_at_all(readings), strict=True):
        ok = cases.passes(case, asking.reached(findings, limits))
        for row in (case.trap, "all", *(("must-pass",) if case.must else ())):
            passed[row][f"{case.part} {'passed' if ok else 'failed'}"] += 1
    rows = [["trap", "develop", "report"]]
    order = [*(trap for trap in passed if trap not in {"all", "must-pass"}), "must-pass", "all"]
    for trap in order:
        count = passed[trap]
        rows.append(
            [
                trap,
                *(
                    share(count[f"{part} passed"], count[f"{part} passed"] + count[f"{part} failed"])
                    for part in ("develop", "report")
                ),
            ]
        )
    report.table("Functional suite, English, the model alone", rows)
    everything = list(cases.read())
    report.table(
        "Functional suite, six languages, the whole list of checks",
        [["trap or language", *asking.PARTS]]
        + [[name, *shares] for name, shares in asking.rows(everything, asking.ask(everything))],
        explained="A rule's finding counts from the score at which the desk takes it for likely. `make bench-suite` prints this table alone.",
    )


def early_way(report: Report, full: Scores, early: Scores, gone: int, found: Sequence[Question]) -> None:
    """`gone` of the texts left early."""
    rows = [["data set, label", "AUC, all layers", "AUC, early way", "difference"]]
    for question in found:
        column = LABELS.index(question.label)
        before, after = (roc_auc(question.truth, p[question.places, column]) for p in (full, early))
        rows.append(
            [
                f"{question.source}, {question.label}",
                number(before, 4),
                number(after, 4),
                f"{after - before:+.4f}",
            ]
        )
    report.table(
        "What the early way costs",
        rows,
        explained=f"The early head was sure of {share(gone, len(early))} of these texts, which the upper layers then never read.",
    )


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.quality", description=__doc__)
    parser.add_argument("--data", type=Path, required=True, help="the folder with the public data sets")
    parser.add_argument(
        "--write", action="store_true", help="also write the tables into docs/model-card.md, and pictures"
    )
    asked = parser.parse_args()

    classifier = Classifier.load(threads=len(os.sched_getaffinity(0)))
    parts = all_parts(asked.data)
    data = held(parts[Part.EVALUATE])
    found = list(questions(data.sources, data.targets, data.weights))
    seen = classifier.score(data.texts)
    model = np.stack([each.probabilities for each in seen])
    gone = sum(not each.went_up for each in seen)
    del seen
    limits = np.array([classifier.description.thresholds[label] for label in LABELS])
    clean = is_clean(data.sources, data.targets, data.weights)

    train = held(parts[Part.TRAIN])
    fitted = Baseline(train.examples, train.texts)
    baseline = fitted.probabilities(data.texts)
    baseline_limits = _chosen(fitted, held(parts[Part.CALIBRATE]))

    report = Report()
    print(
        f"model {classifier.description.version}, digest {classifier.description.digest[:12]}, {len(train.texts)} examples to train on"
    )
    report.lines += [
        f"Model {classifier.description.version}, digest `{classifier.description.digest[:12]}`.",
        "",
    ]
    by_data_set(report, model, baseline, limits, found)
    agreement(report, data, model, found)
    flags = {"model": _flags(model, limits), "TF-IDF": _flags(baseline, baseline_limits)}
    clean_comments(report, data, flags, clean)
    bars = by_group(report, data, model, flags["model"][:, 0], clean)
    suite(report, classifier)
    early_way(report, classifier.probabilities(data.texts, early=False), model, gone, found)
    report.table(
        "Shipped thresholds",
        [
            ["label", "threshold"],
            *([label, f"{classifier.description.thresholds[label]:.2f}"] for label in LABELS),
        ],
    )
    if asked.write:
        _write(report, found, model, bars)


def _flags(scores: Scores, limits: Scores) -> NDArray[np.bool_]:
    """(texts, 2): whether any guideline reaches its threshold; whether abuse does."""
    columns = [LABELS.index(label) for label in GUIDELINES]
    above = scores >= limits
    return np.stack([above[:, columns].any(axis=1), above[:, LABELS.index(Guideline.ABUSE.value)]], axis=1)


def _chosen(fitted: Baseline, data: Held) -> Scores:
    """The baseline's thresholds, chosen as the model's were."""
    scores = fitted.probabilities(data.texts)
    clean = is_sample_of_clean(data.sources, data.targets, data.weights)
    limits = []
    for column, label in enumerate(LABELS):
        weight = data.weights[:, column] * source_weights(data.sources)
        asked = weight > 0
        truth = (data.targets[asked, column] > 0.5).astype(np.float64)
        limits.append(
            threshold(
                scores[asked, column],
                truth,
                weight[asked],
                scores[clean & (data.targets[:, column] < 0.5), column],
                precision=PRECISION,
                clean_share=clean_share(label),
            )
        )
    return np.array(limits)


def _write(
    report: Report, found: Sequence[Question], model: Scores, bars: list[tuple[str, float, str]]
) -> None:
    curves = {}
    for label in (*GUIDELINES, "toxicity"):
        asked = [
            question
            for question in found
            if question.label == label
            and question.source in {"civil", "written", "youtube", "wikipedia-5k", "surge"}
        ]
        truth = np.concatenate([question.truth for question in asked])
        curves[label] = (
            truth,
            np.concatenate([model[question.places, LABELS.index(label)] for question in asked]),
        )
    (DOCS / "model-calibration.svg").write_text(quality_plots.calibration_curves(curves), encoding="utf-8")
    (DOCS / "model-groups.svg").write_text(
        quality_plots.bars("Harmless texts that were flagged, by the group they name", bars, unit=0.5),
        encoding="utf-8",
    )
    card = CARD.read_text(encoding="utf-8")
    before, _, rest = card.partition(BEGIN)
    _, _, after = rest.partition(END)
    CARD.write_text("\n".join([before + BEGIN, "", *report.lines, END]) + after, encoding="utf-8")
    print(f"\nwritten into {CARD}")


if __name__ == "__main__":
    main()
