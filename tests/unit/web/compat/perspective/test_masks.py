"""Partial answers hold what was asked for, in the answer's own order."""

from typing import Any

import pytest
from hypothesis import given, settings, strategies as st

from diwan.web.compat.perspective.errors import Fault
from diwan.web.compat.perspective.masks import applied, parse
from diwan.web.compat.perspective.messages import ANALYZE_RESPONSE

SPAN = {"begin": 0, "end": 4, "score": {"value": 1, "type": "PROBABILITY"}}
SCORES = {"spanScores": [SPAN], "summaryScore": {"value": 1, "type": "PROBABILITY"}}
ANSWER: dict[str, Any] = {
    "attributeScores": {"TOXICITY": SCORES, "INSULT": SCORES},
    "languages": ["en"],
    "detectedLanguages": ["en"],
}
TYPE_ONLY = {"summaryScore": {"type": "PROBABILITY"}}


@pytest.mark.parametrize(
    ("mask", "expected"),
    [
        ("*", ANSWER),
        ("languages", {"languages": ["en"]}),
        ("detectedLanguages, languages", {"languages": ["en"], "detectedLanguages": ["en"]}),
        ("attributeScores", {"attributeScores": ANSWER["attributeScores"]}),
        ("attributeScores/TOXICITY", {"attributeScores": {"TOXICITY": SCORES}}),
        ("attributeScores.THREAT", {"attributeScores": {}}),
        (
            "attributeScores.*.summaryScore.type",
            {"attributeScores": {"TOXICITY": TYPE_ONLY, "INSULT": TYPE_ONLY}},
        ),
        (
            "attributeScores/INSULT(summaryScore/type,spanScores(begin,end)),languages",
            {
                "attributeScores": {"INSULT": {"spanScores": [{"begin": 0, "end": 4}], **TYPE_ONLY}},
                "languages": ["en"],
            },
        ),
        (
            "attributeScores/INSULT/summaryScore,attributeScores",
            {"attributeScores": ANSWER["attributeScores"]},
        ),
        (
            "attributeScores,attributeScores/INSULT/summaryScore",
            {"attributeScores": ANSWER["attributeScores"]},
        ),
        ("attributeScores(INSULT),attributeScores(TOXICITY)", {"attributeScores": ANSWER["attributeScores"]}),
    ],
)
def test_a_mask_leaves_what_it_names(mask: str, expected: dict[str, Any]) -> None:
    left = applied(parse(mask, ANALYZE_RESPONSE), ANSWER)
    assert left == expected
    assert list(left) == [name for name in ANSWER if name in expected]


@pytest.mark.parametrize(
    "mask",
    [
        "scores",
        "attribute_scores",
        "languages.en",
        "attributeScores.TOXICITY.summary",
        "attributeScores.TOXICITY.summaryScore.value.more",
        "attributeScores(",
        "attributeScores(TOXICITY",
        "attributeScores)",
        "languages,",
        ",",
        "a..b",
        "languages;x",
        "(" * 500,
        "attributeScores." * 60 + "x",
        "x" * 1001,
    ],
)
def test_a_mask_that_names_what_is_not_there_or_cannot_be_read_is_refused(mask: str) -> None:
    with pytest.raises(Fault) as refused:
        parse(mask, ANALYZE_RESPONSE)
    assert refused.value.code == 400


@settings(deadline=None)
@given(st.text(alphabet="ab*,()./ ", max_size=40) | st.text(max_size=20))
def test_no_mask_breaks_anything(mask: str) -> None:
    try:
        applied(parse(mask, ANALYZE_RESPONSE), ANSWER)
    except Fault as refused:
        assert refused.code == 400
