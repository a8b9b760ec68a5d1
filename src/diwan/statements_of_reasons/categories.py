"""From our guidelines to the categories and keywords of the Transparency Database.

A rejection says that a guideline of the publisher was broken, not that a law was. So where a category would accuse a reader of more than
the guideline does, the plain "other violation of the terms" is named, with our own word for it: an advertisement is no fraud, and a swear-word
no hate speech.
"""

from dataclasses import dataclass

from diwan.guidelines import AbuseKind, Guideline

SPEECH = "STATEMENT_CATEGORY_ILLEGAL_OR_HARMFUL_SPEECH"
VIOLENCE = "STATEMENT_CATEGORY_CYBER_VIOLENCE"
TERMS = "STATEMENT_CATEGORY_OTHER_VIOLATION_TC"


@dataclass(frozen=True, slots=True)
class Category:
    """A category with one keyword of it; `other` says what KEYWORD_OTHER means, and only that."""

    category: str
    keyword: str
    other: str = ""


_OF_GUIDELINE: dict[Guideline, Category] = {
    Guideline.PROFANITY: Category(TERMS, "KEYWORD_OTHER", "Profanity"),
    Guideline.THREAT: Category(VIOLENCE, "KEYWORD_CYBER_BULLYING_INTIMIDATION"),
    Guideline.PERSONAL_ATTACK: Category(VIOLENCE, "KEYWORD_CYBER_HARASSMENT"),
    Guideline.VULGARITY: Category(TERMS, "KEYWORD_OTHER", "Vulgarity"),
    Guideline.ABUSE: Category(SPEECH, "KEYWORD_DISCRIMINATION"),
    Guideline.PROMOTION: Category(TERMS, "KEYWORD_GOODS_SERVICES_NOT_PERMITTED"),
}
_OF_ABUSE: dict[AbuseKind, Category] = {
    AbuseKind.SEXISM: Category(SPEECH, "KEYWORD_DISCRIMINATION"),
    AbuseKind.RACISM: Category(SPEECH, "KEYWORD_HATE_SPEECH"),
    AbuseKind.HOMOPHOBIA: Category(SPEECH, "KEYWORD_HATE_SPEECH"),
    AbuseKind.XENOPHOBIA: Category(SPEECH, "KEYWORD_HATE_SPEECH"),
    AbuseKind.RELIGION: Category(SPEECH, "KEYWORD_HATE_SPEECH"),
}

KEYWORDS: dict[str, frozenset[str]] = {
    SPEECH: frozenset(
        {"KEYWORD_DEFAMATION", "KEYWORD_DISCRIMINATION", "KEYWORD_HATE_SPEECH", "KEYWORD_OTHER"}
    ),
    VIOLENCE: frozenset(
        {
            "KEYWORD_CYBER_BULLYING_INTIMIDATION",
            "KEYWORD_CYBER_HARASSMENT",
            "KEYWORD_CYBER_INCITEMENT",
            "KEYWORD_CYBER_STALKING",
            "KEYWORD_NON_CONSENSUAL_IMAGE_SHARING",
            "KEYWORD_NON_CONSENSUAL_MATERIAL_DEEPFAKE",
            "KEYWORD_OTHER",
        }
    ),
    TERMS: frozenset(
        {
            "KEYWORD_ADULT_SEXUAL_MATERIAL",
            "KEYWORD_AGE_SPECIFIC_RESTRICTIONS",
            "KEYWORD_GEOGRAPHICAL_REQUIREMENTS",
            "KEYWORD_GOODS_SERVICES_NOT_PERMITTED",
            "KEYWORD_LANGUAGE_REQUIREMENTS",
            "KEYWORD_NUDITY",
            "KEYWORD_OTHER",
        }
    ),
}
"""For the categories that we use, the keywords that belong to each."""


def category_of(guideline: Guideline, abuse_kind: AbuseKind | None) -> Category:
    """The category of a rejection under this guideline, and the kind of abuse where it is known."""
    return _OF_ABUSE[abuse_kind] if abuse_kind is not None else _OF_GUIDELINE[guideline]
