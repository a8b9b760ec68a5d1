"""`comments:suggestscore`: what a client's moderators decided about a comment, kept as an example to learn from."""

import re
from collections.abc import Mapping
from typing import Any, Final

from diwan.scoring.room import ScoringKey, Suggestion
from diwan.web.compat.perspective import errors
from diwan.web.compat.perspective.analyzing import PROBABILITY, Service
from diwan.web.compat.perspective.comment import MAX_TEXT_BYTES, checked, language_of

MAX_COMMUNITY_BYTES: Final = 1000
_NAME = re.compile(r"[A-Z][A-Z0-9_]{0,63}")


async def suggest(service: Service, key: ScoringKey, sent: Mapping[str, Any]) -> dict[str, Any]:
    """The answer to a request, once the example is durably stored. Raises Fault, and Unavailable.

    An example is kept in any language, and under any attribute name that could be one: a client's moderators may know about what our
    model does not. Of a text's context nothing is kept that is longer than a comment may be.
    """
    comment = checked(sent)
    scores = _scores(sent)
    community: str = sent.get("communityId", "")
    if len(community.encode()) > MAX_COMMUNITY_BYTES:
        raise errors.bad_request(f"community_id may have at most {MAX_COMMUNITY_BYTES} bytes")
    language = language_of(comment)
    if not sent.get("doNotStore"):
        await service.room.suggestions.keep(
            Suggestion(
                text=comment.text,
                scores=scores,
                community=community,
                key_name=key.name,
                language=language.code,
                parent=_short_enough(comment.parent),
                headline=_short_enough(comment.headline),
            )
        )
    told: dict[str, Any] = {}
    if sent.get("clientToken"):
        told["clientToken"] = sent["clientToken"]
    if comment.requested:
        told["requestedLanguages"] = list(comment.requested)
    if language.code is not None:
        told["detectedLanguages"] = [language.code]
    return told


def _short_enough(text: str) -> str:
    return text if len(text.encode()) <= MAX_TEXT_BYTES else ""


def _scores(sent: Mapping[str, Any]) -> dict[str, float]:
    """The suggested scores by attribute; where there is none for the whole text, the largest of a part of it."""
    suggested: Mapping[str, Mapping[str, Any]] = sent.get("attributeScores", {})
    if not suggested:
        raise errors.bad_request("Missing attribute_scores")
    return {name: _score(name, given) for name, given in suggested.items()}


def _score(name: str, given: Mapping[str, Any]) -> float:
    if not _NAME.fullmatch(name):
        raise errors.unknown_attribute(name)
    spans: list[Mapping[str, Any]] = given.get("spanScores", [])
    if not spans and "summaryScore" not in given:
        raise errors.bad_request(f"Attribute {name} must have a summary_score or span_scores")
    for span in spans:
        if "begin" not in span or "end" not in span or not 0 <= span["begin"] <= span["end"]:
            raise errors.bad_request(f"Span scores of attribute {name} must have begin and end")
    of_spans = [_value(name, span.get("score", {})) for span in spans]
    return _value(name, given["summaryScore"]) if "summaryScore" in given else max(of_spans)


def _value(name: str, score: Mapping[str, Any]) -> float:
    score_type = score.get("type", PROBABILITY)
    if score_type not in {PROBABILITY, "SCORE_TYPE_UNSPECIFIED"}:
        raise errors.score_type_not_supported(score_type, name)
    value: float | None = score.get("value")
    if value is None or not 0 <= value <= 1:
        raise errors.bad_request(f"Scores of attribute {name} must have a value from 0 to 1")
    return value
