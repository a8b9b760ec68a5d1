"""Which groups a text names, and how the scores treat texts that name them. Pure."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from training.metrics import roc_auc

GROUPS: dict[str, str] = {
    "women": r"wom[ae]n|girls?|mothers?|wives|females?|ladies",
    "men": r"m[ae]n|boys?|fathers?|husbands?|males?",
    "Muslims": r"muslims?|islam(?:ic)?|moslems?|mosques?",
    "Christians": r"christians?|catholics?|church(?:es)?|protestants?",
    "Jews": r"jews?|jewish|synagogues?|israelis?",
    "Black people": r"blacks?|african[ -]americans?|africans?",
    "white people": r"whites?|caucasians?",
    "Arabs": r"arabs?|arabic|syrians?|iraqis?|palestinians?",
    "Kurds": r"kurds?|kurdish|yazidis?",
    "Turks": r"turks?|turkish",
    "Persians": r"persians?|iranians?",
    "Asians": r"asians?|chinese|indians?|pakistanis?",
    "migrants and refugees": r"(?:im)?migrants?|refugees?|asylum seekers?|foreigners?",
    "gay and lesbian people": r"gays?|lesbians?|homosexuals?|lgbt\w*|queers?",
    "trans people": r"trans(?:gender)?|transsexuals?",
    "disabled people": r"disabled|disabilit\w+|deaf|blind|autis\w+|wheelchairs?",
    "the old": r"elderly|pensioners?|seniors?|boomers?",
}
"""Names of groups, as regular expressions over whole words."""

_COMPILED = {name: re.compile(rf"\b(?:{names})\b", re.IGNORECASE) for name, names in GROUPS.items()}


def named(text: str) -> frozenset[str]:
    """The groups that `text` names."""
    return frozenset(name for name, pattern in _COMPILED.items() if pattern.search(text))


@dataclass(frozen=True, slots=True)
class Treated:
    """How texts that name a group were treated: `clean` of them break nothing, of which `flagged` were flagged; `area` is the ROC
    AUC of toxicity among all that name it."""

    group: str
    texts: int
    clean: int
    flagged: int
    area: float


def treatment(
    texts: Sequence[str],
    clean: NDArray[np.bool_],
    flagged: NDArray[np.bool_],
    toxic: NDArray[np.bool_],
    asked: NDArray[np.bool_],
    toxicity: NDArray[np.floating],
) -> Iterator[Treated]:
    """For each group. `toxic` counts only where `asked`."""
    groups = [named(text) for text in texts]
    for group in GROUPS:
        names = np.array([group in each for each in groups], dtype=bool)
        among = names & asked
        yield Treated(
            group,
            int(names.sum()),
            int((names & clean).sum()),
            int((names & clean & flagged).sum()),
            roc_auc(toxic.astype(np.float64)[among], toxicity[among]),
        )
