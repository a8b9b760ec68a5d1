"""`comments:analyze`: what is made of a comment, attribute by attribute."""

import math
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final, TypeAlias

from diwan.scoring.attributes import ASKED, ATTRIBUTES, LANGUAGES, Probabilities, Silence, probabilities
from diwan.scoring.room import Overdue, Overloaded, ScoringKey, ScoringRoom
from diwan.screening.scores import Scored, Text
from diwan.web.compat.perspective import errors
from diwan.web.compat.perspective.comment import Comment, Language, checked, language_of, unsupported
from diwan.web.compat.perspective.printing import Float32
from diwan.web.compat.perspective.sentences import Stretch, sentences, utf16_places

Judge: TypeAlias = Callable[[Sequence[Text]], Awaitable[list[Scored]]]
"""What the checks make of some texts, in order. Raises Overdue, Overloaded."""

SENTENCES_A_TEXT: Final = 8
"""Sentences scored by themselves count against the quota as one text for each so many begun: they are short."""
PROBABILITY: Final = "PROBABILITY"
_SERVED_TYPES = {PROBABILITY, "SCORE_TYPE_UNSPECIFIED"}


@dataclass(frozen=True, slots=True)
class Service:
    """What a method works with."""

    room: ScoringRoom
    judge: Judge


async def analyze(service: Service, key: ScoringKey, sent: Mapping[str, Any]) -> dict[str, Any]:
    """The answer to a request. Raises Fault.

    The first thing that is wrong is told, in this order: the comment; no attributes; the first attribute that is unknown or wanted as
    another type of score; the language.
    """
    comment = checked(sent)
    wanted = _wanted(sent)
    language = language_of(comment)
    supported = _supports(language, comment.requested, next(iter(wanted)), sent)
    scores: dict[str, Any] = {}
    if supported:
        spans = sentences(comment.text) if sent.get("spanAnnotations") else []
        scores = await _scores(service, key, comment, language, spans, wanted)
    told: dict[str, Any] = {"attributeScores": scores} if scores else {}
    detected = [language.code]
    told |= {"languages": list(comment.requested) or detected, "detectedLanguages": detected}
    if sent.get("clientToken"):
        told["clientToken"] = sent["clientToken"]
    return told


def _wanted(sent: Mapping[str, Any]) -> dict[str, float | None]:
    """The thresholds of the requested attributes, in their order."""
    requested: Mapping[str, Mapping[str, Any]] = sent.get("requestedAttributes", {})
    if not requested:
        raise errors.no_attributes()
    for name, parameters in requested.items():
        if name not in ATTRIBUTES:
            raise errors.unknown_attribute(name)
        score_type = parameters.get("scoreType", PROBABILITY)
        if score_type not in _SERVED_TYPES:
            raise errors.score_type_not_supported(score_type, name)
    return {name: parameters.get("scoreThreshold") for name, parameters in requested.items()}


def _supports(language: Language, requested: Sequence[str], attribute: str, sent: Mapping[str, Any]) -> bool:
    """Whether the attributes, which are all served in the same languages, can be told; False, if they are then to be dropped."""
    drops = bool(sent.get("dropUnsupportedAttributes"))
    not_served = unsupported(requested)
    if not_served and not drops:
        raise errors.language_not_supported(attribute, not_served, requested=True)
    if language.code is None:
        raise errors.no_language()
    if language.code not in LANGUAGES and not drops:
        raise errors.language_not_supported(attribute, [language.code], requested=False)
    return not not_served and language.code in LANGUAGES


async def _scores(
    service: Service,
    key: ScoringKey,
    comment: Comment,
    language: Language,
    spans: Sequence[Stretch],
    wanted: Mapping[str, float | None],
) -> dict[str, Any]:
    alone = list(spans) if len(spans) > 1 else []
    texts = [Text(comment.text, language=language.hint, guess=language.guess, checks=ASKED)]
    texts += [
        Text(comment.text[begin:end], language=language.code or "", checks=ASKED) for begin, end in alone
    ]
    if alone and (wait := service.room.keys.admit(key, math.ceil(len(alone) / SENTENCES_A_TEXT))):
        raise errors.over_quota(key, wait)
    try:
        scored = await service.judge(texts)
    except Overdue:
        raise errors.too_late() from None
    except Overloaded:
        raise errors.unavailable() from None
    said = [_told(each) for each in scored]
    whole = said[0]
    if isinstance(whole, Silence):
        raise errors.no_language() if whole is Silence.NOT_READABLE else errors.unavailable()
    if len(spans) == 1:
        placed = [(spans[0], whole)]
    else:
        placed = [
            (span, each) for span, each in zip(alone, said[1:], strict=True) if not isinstance(each, Silence)
        ] or [((0, len(comment.text)), whole)]
    places = utf16_places(comment.text, [span for span, _ in placed])
    told = [(place, each) for place, (_, each) in zip(places, placed, strict=True)]
    return {
        name: _scores_of(name, whole, told)
        for name, threshold in wanted.items()
        if _reaches(name, whole, threshold)
    }


def _told(scored: Scored) -> Probabilities | Silence:
    """What the model said, if it was asked: a sentence may be in another language than its text."""
    if scored.language not in LANGUAGES:
        return Silence.NOT_READABLE
    return probabilities(scored)


def _value(name: str, said: Probabilities) -> Float32:
    return Float32(ATTRIBUTES[name](said))


def _reaches(name: str, whole: Probabilities, threshold: float | None) -> bool:
    return threshold is None or _value(name, whole) >= Float32(threshold)


def _scores_of(
    name: str, whole: Probabilities, spans: Sequence[tuple[Stretch, Probabilities]]
) -> dict[str, Any]:
    return {
        "spanScores": [
            {"begin": begin, "end": end, "score": _score(_value(name, said))} for (begin, end), said in spans
        ],
        "summaryScore": _score(_value(name, whole)),
    }


def _score(value: Float32) -> dict[str, Any]:
    return {"value": value, "type": PROBABILITY}
