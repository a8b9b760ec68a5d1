"""From a rejection to its statement of reasons, as the Transparency Database takes it. Pure, and the same for the same records.

Nobody's words are in it: not the reader's name or comment, not a reporter's reason, a moderator's note or an article's headline. What is
said of the facts is put together from codes and times alone.
"""

from diwan.clock import Milliseconds, utc
from diwan.decisions import AuthorKind
from diwan.statements_of_reasons.categories import category_of
from diwan.statements_of_reasons.rejection import Rejection

Statement = dict[str, str | list[str]]

_LANGUAGES = {"ckb": "KU", "kmr": "KU", "sdh": "KU"}
"""Languages that the database knows under a wider name (ISO 639-1)."""


def puid(rejection: Rejection) -> str:
    """The statement's name for ever: the site's, and the decision's id, by which the newsroom finds it in its own log."""
    return f"{rejection.site}-{rejection.id}"


def statement(rejection: Rejection, *, terms_url: str = "") -> Statement:
    """The statement of this rejection. `terms_url` is where the publisher's guidelines are to be read, if anywhere.

    A rejection that was overturned keeps its statement, with the day on which the restriction ended; so does one whose comment was erased
    since, of which nothing stands in it anyway.
    """
    category = category_of(rejection.guideline, rejection.abuse_kind)
    told: Statement = {
        "decision_visibility": ["DECISION_VISIBILITY_CONTENT_DISABLED"],
        "decision_ground": "DECISION_GROUND_INCOMPATIBLE_CONTENT",
        "incompatible_content_ground": _ground(rejection),
        "incompatible_content_explanation": _explanation(rejection),
        "incompatible_content_illegal": "No",
        "content_type": ["CONTENT_TYPE_TEXT"],
        "category": category.category,
        "category_specification": [category.keyword],
        "content_date": _day(rejection.submitted_at),
        "application_date": _day(rejection.decided_at),
        "decision_facts": _facts(rejection),
        "source_type": "SOURCE_ARTICLE_16" if rejection.reported else "SOURCE_VOLUNTARY",
        "automated_detection": "Yes" if _is_detected_by_machine(rejection) else "No",
        "automated_decision": _automated_decision(rejection),
        "puid": puid(rejection),
    }
    if category.other:
        told["category_specification_other"] = category.other
    if language := _language(rejection.language):
        told["content_language"] = language
    if rejection.ended_at is not None:
        told["end_date_visibility_restriction"] = _day(rejection.ended_at)
    if terms_url:
        told["decision_ground_reference_url"] = terms_url
    return told


def _is_detected_by_machine(rejection: Rejection) -> bool:
    return rejection.marked or rejection.author.kind is not AuthorKind.MODERATOR


def _automated_decision(rejection: Rejection) -> str:
    """By a machine: fully. By a person who decided many alike in one act, having read a sample of what was chosen for him: partially."""
    if rejection.author.kind is not AuthorKind.MODERATOR:
        return "AUTOMATED_DECISION_FULLY"
    return "AUTOMATED_DECISION_PARTIALLY" if rejection.in_batch else "AUTOMATED_DECISION_NOT_AUTOMATED"


def _ground(rejection: Rejection) -> str:
    return (
        f"Guidelines of {rejection.site_name}, revision {rejection.revision}, {rejection.guideline}: "
        f"“{rejection.wording}”"
    )


def _explanation(rejection: Rejection) -> str:
    kind = f" (kind: {rejection.abuse_kind})" if rejection.abuse_kind else ""
    return (
        f"Comments are shown only if they keep to the guidelines, whose wording on the day of the decision is quoted above. The comment was found "
        f"to break the guideline “{rejection.guideline}”{kind}. Being off the subject, or critical of the publisher, is no ground for "
        "rejection."
    )


def _facts(rejection: Rejection) -> str:
    seen = (
        "It had been shown to readers and was taken out again."
        if rejection.was_printed
        else "It was not shown to readers at any time before."
    )
    source = (
        "A reader had reported it before the decision."
        if rejection.reported
        else "No report by a reader came before the decision: every comment is moderated before it is shown."
    )
    return " ".join(
        (
            "A reader submitted a comment below an article.",
            seen,
            source,
            _detection(rejection),
            _decision(rejection),
            "The comment is not shown, in all territories and without a limit of time, unless an objection leads to another decision.",
            "What the comment says, and who wrote it, is left out of this statement.",
        )
    )


def _detection(rejection: Rejection) -> str:
    if rejection.author.kind is not AuthorKind.MODERATOR:
        return "Automated checks read it, and the one that decided found the guideline broken."
    if rejection.marked:
        return "Automated checks had read it, and had marked it under the guideline that the decision names."
    return "No automated check had marked it under the guideline that the decision names."


def _decision(rejection: Rejection) -> str:
    author = rejection.author
    if author.kind is not AuthorKind.MODERATOR:
        what = "a rule" if author.kind is AuthorKind.RULE else "a trained model"
        return f"The decision was made by {what} ({author.name}@{author.version}), without a person."
    if rejection.in_batch:
        return "A moderator decided it together with similar comments in one act, after reading a sample of them."
    return "A moderator read it and decided."


def _day(at: Milliseconds) -> str:
    return utc(at).date().isoformat()


def _language(tag: str) -> str:
    """As the database writes languages: two capital letters. "" if it has none for it."""
    primary = tag.lower().split("-")[0]
    code = _LANGUAGES.get(primary, primary.upper())
    return code if len(code) == 2 and code.isalpha() and code.isascii() else ""
