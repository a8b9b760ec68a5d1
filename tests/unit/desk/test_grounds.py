"""Which marked words a reader is shown for a rejection."""

from diwan.decisions import Author, AuthorKind, Decision, Outcome, Reason
from diwan.desk.grounds import grounds
from diwan.guidelines import Guideline
from diwan.screening.findings import Finding, Mark, Span

HERE, THERE = (Span(2, 5),), (Span(7, 9, "name"),)
PERSON = Author(AuthorKind.MODERATOR, "m")
RULE = Author(AuthorKind.RULE, "lexicon", "3")


def decision(author: Author, guideline: Guideline | None = Guideline.THREAT) -> Decision:
    outcome = Outcome.REJECTED if guideline else Outcome.APPROVED
    return Decision("d", "c", bytes(32), outcome, author, Reason(1, guideline), None, 0)


def test_beside_a_persons_decision_all_that_checks_marked_under_its_guideline() -> None:
    findings = [
        Finding("lexicon", "3", Guideline.THREAT, 1.0, HERE),
        Finding("model", "1", Guideline.THREAT, 0.6, THERE),
    ]
    assert grounds(decision(PERSON), findings) == HERE + THERE


def test_of_a_machines_decision_only_what_that_very_check_marked() -> None:
    findings = [
        Finding("lexicon", "3", Guideline.THREAT, 1.0, HERE),
        Finding("lexicon", "2", Guideline.THREAT, 1.0, THERE),
        Finding("model", "1", Guideline.THREAT, 0.9, THERE),
    ]
    assert grounds(decision(RULE), findings) == HERE


def test_nothing_of_other_guidelines_of_faint_scores_of_silent_checks_or_of_criticism() -> None:
    findings = [
        Finding("lexicon", "3", Guideline.PROFANITY, 1.0, HERE),
        Finding("model", "1", Guideline.THREAT, 0.1, HERE),
        Finding("other", "1", Guideline.THREAT, 0.9, HERE, could_not_tell=True),
        Finding("criticism", "1", None, 1.0, HERE, mark=Mark.CRITICISM),
    ]
    assert grounds(decision(PERSON), findings) == ()


def test_an_approval_rests_on_no_words() -> None:
    assert grounds(decision(PERSON, None), [Finding("lexicon", "3", Guideline.THREAT, 1.0, HERE)]) == ()
