"""The model as a check: what it finds, where it says it stands, and when it cannot tell."""

import numpy as np
import pytest

from diwan.comments import Words
from diwan.guidelines import AbuseKind, Guideline
from diwan.screening.check import Context, Reading, read
from diwan.screening.findings import Finding, Mark
from diwan.screening.model.check import WORTH_SHOWING, ModelCheck
from diwan.screening.model.classifier import Classifier
from diwan.screening.screener import Screener


@pytest.fixture(scope="module")
def check() -> ModelCheck:
    return ModelCheck(Classifier.load())


def reading(body: str, name: str = "Rojîn") -> Reading:
    return read(Words(name, body), Context("en"))


def of(findings: list[Finding], guideline: Guideline, field: str = "body") -> Finding:
    (found,) = [
        finding
        for finding in findings
        if finding.guideline is guideline and (finding.detail == "in the name") == (field == "name")
    ]
    return found


def flagged(check: ModelCheck, body: str) -> set[str]:
    """What reaches its shipped threshold."""
    limits = check._classifier.description.thresholds
    return {
        finding.guideline.value
        for finding in check.look(reading(body))
        if finding.guideline is not None and finding.score >= limits[finding.guideline.value]
    }


PLAIN = [
    ("This is complete bullshit, fix the fucking road.", "profanity"),
    ("What a load of shit.", "profanity"),
    ("I will come to your house tonight and break your legs.", "threat"),
    ("I'm going to kill you, you will not see Friday.", "threat"),
    ("You are a pathetic liar and a stupid, worthless idiot.", "personal-attack"),
    ("Shut up, you moron, nobody cares what a clown like you thinks.", "personal-attack"),
    ("All women are stupid and belong in the kitchen, not in parliament.", "abuse"),
    ("Muslims are vermin and should all be thrown out.", "abuse"),
    ("Disgusting faggots, they should not be allowed near our children.", "abuse"),
    ("Gays are disgusting perverts and should be locked away.", "abuse"),
    ("Homosexuals are sick perverts.", "abuse"),
    ("These refugees are parasites, send the filthy animals back.", "abuse"),
    ("Muslims are all terrorists in waiting, close every mosque in the city.", "abuse"),
    ("Earn $500 a day from home! Message me on WhatsApp, link in my profile.", "promotion"),
    ("Check out my channel and subscribe, 50% off with code SAVE50!", "promotion"),
]
MISSED = [
    ("Jews control the media.", "abuse"),
    ("Hang them all from the bridge they built so badly, starting with the chief engineer.", "threat"),
]
"""Known faults of the shipped model (docs/model-card.md): contempt that alludes, and threats by a figure of speech."""
CALM = [
    "A fine bridge, and about time too.",
    "I disagree with the minister: the numbers in the second table do not add up.",
    "Thank you for this article, my grandmother grew up in that street.",
    "Muslims and Christians have lived in this quarter for centuries.",
    "My brother is gay and he was at the march with his husband.",
    "The refugees in our school learn faster than my own children.",
    "Women earn less than men in every district, says the report.",
    "The police found the body near the river on Monday.",
    "This policy will kill small businesses.",
    "Does anybody know when the library opens on Saturdays?",
    "The price of bread went up to 1500 dinars again.",
    "I voted for them twice and will not do so again.",
]


@pytest.mark.parametrize(("body", "guideline"), PLAIN)
def test_what_is_plainly_wrong_is_flagged(check: ModelCheck, body: str, guideline: str) -> None:
    assert guideline in flagged(check, body)


@pytest.mark.xfail(
    reason="known fault of the model: contempt that alludes, threats by a figure of speech", strict=True
)
@pytest.mark.parametrize(("body", "guideline"), MISSED)
def test_what_the_shipped_model_is_known_to_miss(check: ModelCheck, body: str, guideline: str) -> None:
    assert guideline in flagged(check, body)


@pytest.mark.parametrize("body", CALM)
def test_what_is_plainly_fine_is_not(check: ModelCheck, body: str) -> None:
    assert flagged(check, body) == set()


def test_every_guideline_has_its_finding_and_toxicity_its_mark(check: ModelCheck) -> None:
    findings = check.look(reading("A fine bridge."))
    assert [finding.guideline for finding in findings if finding.guideline] == list(Guideline)
    assert [finding.mark for finding in findings if finding.guideline is None] == [Mark.TOXICITY]


def test_the_version_begins_the_digest(check: ModelCheck) -> None:
    assert check.version == Classifier.load().description.digest[:12]
    assert {finding.version for finding in check.look(reading("A fine bridge."))} == {check.version}


def test_the_words_that_moved_a_score_are_named(check: ModelCheck) -> None:
    body = "I read it twice, and you are a pathetic liar."
    found = of(list(check.look(reading(body))), Guideline.PERSONAL_ATTACK)
    assert found.score >= WORTH_SHOWING
    assert any(
        "liar" in body[span.begin : span.end] or "pathetic" in body[span.begin : span.end]
        for span in found.spans
    )


def test_a_low_score_names_no_words(check: ModelCheck) -> None:
    for finding in check.look(reading("Thank you for this article, it was a pleasure to read.")):
        assert finding.score >= WORTH_SHOWING or finding.spans == ()


def test_spans_lie_in_the_words_as_they_were_sent(check: ModelCheck) -> None:
    body = "You are a pathe\u200btic li\u200bar\u202e and a ｓｔｕｐｉｄ idiot, ﷺ you moron."
    for finding in check.look(reading(body)):
        for span in finding.spans:
            assert 0 <= span.begin < span.end <= len(body)


def test_the_name_is_read_as_well(check: ModelCheck) -> None:
    name = "All Muslims are vermin"
    found = of(list(check.look(reading("A fine bridge.", name))), Guideline.ABUSE, "name")
    assert found.score >= WORTH_SHOWING
    assert found.spans
    assert all(span.field == "name" and 0 <= span.begin < span.end <= len(name) for span in found.spans)


def test_an_ordinary_name_has_no_finding(check: ModelCheck) -> None:
    for name in ["Rojîn", "John Smith", "Fatima Z.", "A concerned parent"]:
        assert all(finding.detail != "in the name" for finding in check.look(reading("A fine bridge.", name)))


def test_the_kind_of_abuse_is_told_where_it_is_clear(check: ModelCheck) -> None:
    found = of(list(check.look(reading("All women are stupid and belong in the kitchen."))), Guideline.ABUSE)
    assert found.abuse_kind is AbuseKind.SEXISM


def test_a_text_in_other_letters_cannot_be_told(check: ModelCheck) -> None:
    (found,) = check.look(reading("ئەم پردە زۆر جوانە"))
    assert found.could_not_tell


def test_nothing_to_read_cannot_be_told(check: ModelCheck) -> None:
    (found,) = check.look(reading("\u2003 \n"))
    assert found.could_not_tell


def test_many_at_once_see_what_each_alone_sees(check: ModelCheck) -> None:
    readings = [reading(body) for body, _ in PLAIN] + [reading(body) for body in CALM]
    together = check.look_at_all(readings)
    for each, found in zip(readings, together, strict=True):
        alone = check.look(each)
        assert [finding.guideline for finding in alone] == [finding.guideline for finding in found]
        np.testing.assert_allclose([f.score for f in alone], [f.score for f in found], atol=0.03)


def test_a_lone_surrogate_is_read_around(check: ModelCheck) -> None:
    assert not any(finding.could_not_tell for finding in check.look(reading("A fine bridge\ud800, I say.")))


def test_a_model_that_answers_nan_is_silent_and_the_comment_goes_to_a_human() -> None:
    classifier = Classifier.load()
    classifier._scale = np.full_like(classifier._scale, np.nan)
    classifier._early_scale = np.full_like(classifier._early_scale, np.nan)
    (found,) = Screener([ModelCheck(classifier)], timeout_s=60).screen(reading("A fine bridge."))
    assert found.could_not_tell
