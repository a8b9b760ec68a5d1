"""What the model learns to tell, and what each data set says about it. Pure.

A data set speaks only for the labels its annotators really looked at: EDOS's "not sexist" says nothing about threats, and
Wikipedia's "toxic" does not say of which kind. Every example therefore carries a target *and a weight* for each label;
weight 0 is "nobody said". Where annotators disagreed, the target is the share of them who saw it.
"""

import re
from ast import literal_eval
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

LABELS = (
    "profanity",
    "threat",
    "personal-attack",
    "vulgarity",
    "abuse",
    "sexism",
    "racism",
    "xenophobia",
    "homophobia",
    "religion",
    "promotion",
    "toxicity",
    "criticism",
)
"""In the order of the model's outputs."""

KINDS = ("sexism", "racism", "xenophobia", "homophobia", "religion")
GUIDELINES = ("profanity", "threat", "personal-attack", "vulgarity", "abuse", "promotion")
HARMS = (*GUIDELINES[:5], *KINDS)
"""Everything that toxicity is made of: the guidelines without promotion, and the kinds of abuse."""

Said = Mapping[str, tuple[float, float]]
"""Label → (target between 0 and 1, weight between 0 and 1). A label that is missing was not looked at."""


@dataclass(frozen=True, slots=True)
class Example:
    """One text with what was said about it.

    `source` names the data set, `key` is what the splits are made by (the text, or what holds several texts together, such
    as a pair), `held_out` is the data set's own split for evaluation, if it has one. `spans` are
    (label, begin, end, share of annotators) in code points of `text`.
    """

    text: str
    source: str
    said: Said
    key: str
    held_out: bool = False
    spans: tuple[tuple[str, int, int, float], ...] = ()
    topic: str = ""


_SWEARING = re.compile(
    r"\b(?:f+u+c+k\w*|mother ?f\w*ck\w*|sh[i!]+t\w*|bull ?shit\w*|bitch\w*|ass ?holes?|arse ?holes?|bastards?|cunts?|wank\w*|"
    r"bollocks|piss(?:ed)? off|dick ?heads?|goddamn\w*|god ?damn\w*|prick|twats?|dumb ?ass\w*|jack ?ass\w*|dip ?shit\w*|"
    r"horse ?shit|crap|crappy|wtf|stfu|fck\w*|fuk\w*|f\*+k?\w*|sh\*t\w*|b\*tch\w*|a\*\*\w*)\b",
    re.IGNORECASE,
)
# Cocktails and shiitake begin like swear words; "assess" and "class" contain one and are kept out by the \b.
_INNOCENT = re.compile(r"\b(?:shitak\w*|shiit\w*|fukuoka\w*|fukushima\w*|fukuyama\w*)\b", re.IGNORECASE)


def swears(text: str) -> bool:
    """Whether the text holds one of the commonest English swear words: a weak label where nobody annotated profanity."""
    return any(not _INNOCENT.fullmatch(match.group()) for match in _SWEARING.finditer(text))


def _swearing(text: str, weight: float) -> dict[str, tuple[float, float]]:
    return {"profanity": (1.0 if swears(text) else 0.0, weight)}


def _none_of(labels: Sequence[str], weight: float) -> dict[str, tuple[float, float]]:
    return dict.fromkeys(labels, (0.0, weight))


_CIVIL_KINDS = {
    "Insult": "personal-attack",
    "Profane/Obscene": "profanity",
    "Identity based Attack": "abuse",
    "Threat": "threat",
}


def civil(row: Mapping[str, Any]) -> Example:
    """News comments. The kinds of abuse are known only where nobody saw any abuse."""
    said: dict[str, tuple[float, float]] = {
        "personal-attack": (row["personal_attack"], 1.0),
        "abuse": (row["abuse"], 1.0),
        "threat": (row["threat"], 1.0),
        "profanity": (max(row["profanity"], 0.9 * swears(row["text"])), 0.7),
        "toxicity": (1.0 - row["not_toxic"], 1.0),
        "promotion": (0.0, 0.3),
        "criticism": (0.0, 0.05),
    }
    if row["profanity"] == 0:
        said["vulgarity"] = (0.0, 0.4)
    if row["abuse"] == 0:
        said |= _none_of(KINDS, 0.5)
    annotators = max(1, row["annotators"])
    shares: dict[tuple[str, int, int], float] = {}
    for kind, begin, end in row["spans"]:
        label = _CIVIL_KINDS.get(kind)
        if label is not None:
            place = (label, begin, end)
            shares[place] = shares.get(place, 0.0) + 1 / annotators
    spans = tuple(
        (label, begin, end, min(1.0, share)) for (label, begin, end), share in sorted(shares.items())
    )
    return Example(row["text"], "civil", said, row["text"], row["split"] == "dev", spans)


def edos(row: Mapping[str, Any]) -> Example:
    """ "Not sexist" may hold any other abuse, so it speaks for sexism alone."""
    text, sexist = row["text"], row["sexist"]
    said: dict[str, tuple[float, float]] = {"sexism": (float(sexist), 1.0), **_swearing(text, 0.3)}
    said["promotion"] = (0.0, 0.1)
    if sexist:
        menacing = row["category"].startswith("1.")
        said["abuse"] = (1.0, 0.8)
        said["toxicity"] = (1.0, 0.7)
        said["threat"] = (0.8, 0.5) if menacing else (0.0, 0.4)
    return Example(text, "edos", said, text, row["split"] == "dev")


def hatexplain(row: Mapping[str, Any]) -> Example:
    """Its groups are coarse: `gender` and `minority` mix several kinds, so they only count where they are absent."""
    text, label = row["text"], row["label"]
    said: dict[str, tuple[float, float]] = {**_swearing(text, 0.3), "promotion": (0.0, 0.1)}
    if label == "normal":
        said |= {"abuse": (0.0, 0.8), "toxicity": (0.0, 0.3), "threat": (0.0, 0.2), **_none_of(KINDS, 0.8)}
    elif label == "offensive":
        said |= {"abuse": (0.5, 0.3), "toxicity": (1.0, 0.5)}
    else:
        said |= {"abuse": (1.0, 0.7), "toxicity": (1.0, 0.7)}
        said["racism"] = (float(row["race"]), 0.5)
        said["religion"] = (float(row["religion"]), 0.5)
        if row["gender"]:
            said["sexism"] = (0.6, 0.2)
        else:
            said["sexism"] = (0.0, 0.5)
            said["homophobia"] = (0.1, 0.2)
        if not row["minority"] and not row["race"]:
            said["xenophobia"] = (0.0, 0.3)
    return Example(text, "hatexplain", said, text)


_TARGETS = {
    "racism": ("bla", "asi", "african", "hisp", "indig", "trav", "ethmin", "mix.race", "arab"),
    "religion": ("mus", "jew", "hindu"),
    "sexism": ("wom",),
    "homophobia": ("gay", "lgbt", "trans", "bis"),
    "xenophobia": ("immig", "ref", "for", "nat."),
}


def kinds_of_target(target: str) -> frozenset[str]:
    """The kinds of abuse that a HatemojiBuild target such as "['muswom']" stands for."""
    names = [str(name) for name in literal_eval(target)]
    found = {
        kind
        for kind, beginnings in _TARGETS.items()
        for name in names
        if name.startswith(beginnings) or (kind == "sexism" and name.endswith("wom"))
    }
    return frozenset(found)


def hatemoji(row: Mapping[str, Any]) -> Example:
    """Contrasting pairs; a text that is not hateful may still be rude."""
    text = row["text"]
    said: dict[str, tuple[float, float]] = {**_swearing(text, 0.3), "promotion": (0.0, 0.2)}
    if row["hateful"]:
        kinds = kinds_of_target(row["target"])
        said |= {"abuse": (1.0, 1.0), "toxicity": (1.0, 1.0)}
        said["threat"] = (0.9, 0.5) if row["type"] == "threateninglanguage" else (0.0, 0.5)
        if kinds:
            said |= {kind: (1.0 if kind in kinds else 0.0, 0.7) for kind in KINDS}
    else:
        said |= {"abuse": (0.0, 1.0), "toxicity": (0.0, 0.3), "threat": (0.0, 0.3), **_none_of(KINDS, 1.0)}
    return Example(text, "hatemoji", said, text, row["split"] == "dev")


def davidson(row: Mapping[str, Any]) -> Example:
    """Tweets whose "offensive" is mostly slang among friends: it says little, and with little weight."""
    text = row["text"]
    votes = max(1, row["hate"] + row["offensive"] + row["neither"])
    hate, neither = row["hate"] / votes, row["neither"] / votes
    said: dict[str, tuple[float, float]] = {**_swearing(text, 0.3), "promotion": (0.0, 0.1)}
    said["abuse"] = (hate, 0.4 if hate > 0.5 or neither > 0.5 else 0.15)
    if neither > 0.5:
        said |= {"toxicity": (0.0, 0.4), **_none_of(KINDS, 0.4)}
    elif hate > 0.5:
        said["toxicity"] = (1.0, 0.5)
    return Example(text, "davidson", said, text)


def misogyny(row: Mapping[str, Any]) -> Example:
    """Reddit, labelled by experts in context."""
    text, sexist, kind = row["text"], row["misogynistic"], row["kind"]
    said: dict[str, tuple[float, float]] = {"sexism": (float(sexist), 0.8), **_swearing(text, 0.3)}
    said["promotion"] = (0.0, 0.1)
    if sexist:
        said |= {"abuse": (1.0, 0.6), "toxicity": (1.0, 0.6)}
    else:
        said |= {"abuse": (0.0, 0.3)}
    if kind.endswith("personal_attack"):
        said |= {"personal-attack": (1.0, 0.8), "toxicity": (1.0, 0.8)}
    elif kind == "Counter_speech":
        said |= {"abuse": (0.0, 0.8)}
    return Example(text, "misogyny", said, text)


def surge(row: Mapping[str, Any]) -> Example:
    """Toxic or not, of no stated kind."""
    text = row["text"]
    said: dict[str, tuple[float, float]] = {"toxicity": (float(row["toxic"]), 1.0), **_swearing(text, 0.3)}
    if not row["toxic"]:
        said |= _none_of([label for label in HARMS if label != "profanity"], 0.5)
    return Example(text, "surge", said, text)


def wikipedia(row: Mapping[str, Any], source: str) -> Example:
    """Talk pages: a clean one breaks no guideline; of a toxic one nobody said which."""
    text, toxic = row["text"], float(row["toxic"])
    said: dict[str, tuple[float, float]] = {"toxicity": (toxic, 1.0), **_swearing(text, 0.3)}
    if toxic < 0.5:
        said |= _none_of([label for label in HARMS if label != "profanity"], 0.6)
        said |= {"promotion": (0.0, 0.3), "criticism": (0.0, 0.1)}
    return Example(text, source, said, text)


def youtube(row: Mapping[str, Any]) -> Example:
    """Promotion or not. `topic` is the video, by which it is held out."""
    text, promotes = row["text"], row["promotion"]
    said: dict[str, tuple[float, float]] = {"promotion": (float(promotes), 1.0), **_swearing(text, 0.3)}
    if promotes:
        said |= {**_none_of(KINDS, 0.2), "threat": (0.0, 0.2), "criticism": (0.0, 0.3)}
    return Example(text, "youtube", said, text, topic=row["video"])


def sms(row: Mapping[str, Any]) -> Example:
    """Promotion or not, in another medium."""
    said: dict[str, tuple[float, float]] = {"promotion": (float(row["promotion"]), 0.3)}
    said |= _none_of(("threat", *KINDS), 0.1)
    return Example(row["text"], "sms", said, row["text"])


_TOXIC_ANYWAY = frozenset({"threat", "personal-attack", "abuse", *KINDS})


def written(row: Mapping[str, Any]) -> Example:
    """Ours: the labels that apply are named, all others do not. Raises ValueError for a label that is none."""
    labels = set(row["labels"])
    if unknown := labels - set(LABELS):
        raise ValueError(f"there is no label {sorted(unknown)}; there are {', '.join(LABELS)}")
    if labels & set(KINDS):
        labels.add("abuse")
    if labels & _TOXIC_ANYWAY:
        labels.add("toxicity")
    said = {label: (1.0 if label in labels else 0.0, 1.0) for label in LABELS}
    if "profanity" in labels and "vulgarity" not in labels:
        said["vulgarity"] = (0.0, 0.3)
    return Example(row["text"], "written", said, str(row["pair"]), topic=str(row.get("topic", "")))
