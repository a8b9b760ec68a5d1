"""How the attributes' scores are spread, and what they are worth, over the written examples that no model was trained on: for teams
that come from the Perspective API (`docs/integrating/migrating-from-perspective.md`).

`python -m benchmarks.migrating` prints a table; with `--write` it also draws `docs/integrating/scores.svg`. The examples are our own,
`training/written/`, one in ten of them: half of each pair breaks a guideline, so that they hold far more of it than a newspaper's comments.
"""

import argparse
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from training.sources import written
from training.splits import Part, part

from benchmarks import table
from diwan.cli.curves import Curve, picture
from diwan.scoring.attributes import ATTRIBUTES, Probabilities, probabilities
from diwan.screening.ready import shipped
from diwan.screening.scores import Text

DRAWING = Path(__file__).parents[1] / "docs" / "integrating" / "scores.svg"
LABELS = {
    "TOXICITY": "toxicity",
    "INSULT": "personal-attack",
    "IDENTITY_ATTACK": "abuse",
    "PROFANITY": "profanity",
    "THREAT": "threat",
}
"""The attributes that are labels of the model, with the examples' labels; those with too few positives are left out."""
THRESHOLDS = (0.5, 0.7, 0.8, 0.9)
BINS, FEWEST = 5, 10

Scores = NDArray[np.float64]


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.migrating", description=__doc__)
    parser.add_argument("--write", action="store_true", help=f"draw {DRAWING.name} as well")
    asked = parser.parse_args()
    examples = [example for example in written() if part(example) is Part.EVALUATE]
    told = [probabilities(scored) for scored in shipped().score_many(Text(e.text) for e in examples)]
    pairs = [
        (example, said)
        for example, said in zip(examples, told, strict=True)
        if isinstance(said, Probabilities)
    ]
    table.section(
        "Our scores over the written examples that were held out",
        (
            "texts",
            "break it",
            *(f"≥ {threshold:g}" for threshold in THRESHOLDS),
            *(f"right ≥ {t:g}" for t in THRESHOLDS),
        ),
        explained=f"{len(examples)} examples, {len(examples) - len(pairs)} of which could not be told. ≥: the share of texts from that score on; "
        "right: how many of those break it.",
    )
    curves = []
    for attribute, label in LABELS.items():
        labelled = [
            (example.said[label][0], ATTRIBUTES[attribute](said))
            for example, said in pairs
            if label in example.said
        ]
        truth, score = np.array(labelled, np.float64).T
        table.row(attribute, _figures(truth, score))
        curves.append(Curve(attribute, _calibration(truth, score), dots=True))
    if asked.write:
        title = "What our scores are worth, on examples held out"
        DRAWING.write_text(
            picture(title, curves, across="our score", up="share that breaks it"), encoding="utf-8"
        )
        table.note(f"{DRAWING.name} is drawn")


def _figures(truth: Scores, score: Scores) -> list[str]:
    above = [score >= threshold for threshold in THRESHOLDS]
    return [
        str(len(score)),
        f"{(truth > 0.5).mean():.1%}",
        *(f"{over.mean():.1%}" for over in above),
        *(f"{(truth[over] > 0.5).mean():.0%}" if over.any() else "–" for over in above),
    ]


def _calibration(truth: Scores, score: Scores) -> list[tuple[float, float]]:
    places = np.minimum((score * BINS).astype(int), BINS - 1)
    return [
        (float(score[places == place].mean()), float((truth[places == place] > 0.5).mean()))
        for place in range(BINS)
        if (places == place).sum() >= FEWEST
    ]


if __name__ == "__main__":
    main()
