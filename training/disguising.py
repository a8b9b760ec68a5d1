"""Some examples once more, with words disguised as readers disguise them; so that a disguise neither saves nor condemns a text."""

import dataclasses
from collections.abc import Sequence
from random import Random

from training.labels import HARMS, Example
from training.obfuscate import obfuscate

SHARES = {
    "written": 0.35,
    "civil": 0.12,
    "hatemoji": 0.1,
    "surge": 0.2,
    "wikipedia-binary": 0.1,
    "youtube": 0.1,
}
"""For each source, the share of its examples that come up disguised as well."""

_LONGEST = 400  # characters; nobody disguises an essay


def disguised(examples: Sequence[Example], seed: int) -> list[Example]:
    """The disguised copies. Harmless texts are disguised half as often as the others: readers seldom have a reason to."""
    random = Random(seed)
    copies = []
    for example in examples:
        share = SHARES.get(example.source, 0.0)
        harmful = any(example.said.get(label, (0.0, 0.0))[0] > 0.5 for label in (*HARMS, "toxicity"))
        if len(example.text) > _LONGEST or random.random() >= (share if harmful else share / 2):
            continue
        text = obfuscate(example.text, random, share=random.choice((0.1, 0.3, 0.6)))
        if text != example.text:
            copies.append(dataclasses.replace(example, text=text, spans=()))
    return copies
