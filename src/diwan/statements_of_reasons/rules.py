"""The documented rules of the Transparency Database, as a validator of our own: what it would refuse is refused here first.

From its API documentation and the rules that its source states (version of July 2025): which fields there are and which must be there, the
values each takes, how long a text may be (in characters), the first and last day a date may name, and what goes with what. Only what a
statement about a text can say is known here; any other field is a problem.
"""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from urllib.parse import urlsplit

from diwan.statements_of_reasons.categories import KEYWORDS

MOST_IN_A_BATCH = 100
PUID = re.compile(r"[A-Za-z0-9_-]{1,500}")

CATEGORIES = frozenset(
    f"STATEMENT_CATEGORY_{name}"
    for name in (
        "ANIMAL_WELFARE",
        "CONSUMER_INFORMATION",
        "CYBER_VIOLENCE",
        "CYBER_VIOLENCE_AGAINST_WOMEN",
        "DATA_PROTECTION_AND_PRIVACY_VIOLATIONS",
        "ILLEGAL_OR_HARMFUL_SPEECH",
        "INTELLECTUAL_PROPERTY_INFRINGEMENTS",
        "NEGATIVE_EFFECTS_ON_CIVIC_DISCOURSE_OR_ELECTIONS",
        "NOT_SPECIFIED_NOTICE",
        "OTHER_VIOLATION_TC",
        "PROTECTION_OF_MINORS",
        "RISK_FOR_PUBLIC_SECURITY",
        "SCAMS_AND_FRAUD",
        "SELF_HARM",
        "UNSAFE_AND_PROHIBITED_PRODUCTS",
        "VIOLENCE",
    )
)
VISIBILITIES = frozenset(
    f"DECISION_VISIBILITY_CONTENT_{name}"
    for name in ("REMOVED", "DISABLED", "DEMOTED", "AGE_RESTRICTED", "INTERACTION_RESTRICTED", "LABELLED")
)
AUTOMATED = frozenset(f"AUTOMATED_DECISION_{name}" for name in ("FULLY", "PARTIALLY", "NOT_AUTOMATED"))
SOURCES = frozenset(
    {
        "SOURCE_ARTICLE_16",
        "SOURCE_TRUSTED_FLAGGER",
        "SOURCE_TYPE_OTHER_NOTIFICATION",
        "SOURCE_VOLUNTARY",
    }
)
_GROUND = "DECISION_GROUND_INCOMPATIBLE_CONTENT"
_LAST_DAY = date(2038, 1, 1)


@dataclass(frozen=True, slots=True)
class Problem:
    """What is wrong with one field of a statement. Repeats no value."""

    field: str
    what: str

    def __str__(self) -> str:
        return f"{self.field} {self.what}"


Check = Callable[[object], str | None]


def _text(most: int) -> Check:
    def check(value: object) -> str | None:
        if not isinstance(value, str) or not value.strip():
            return "must be a text that is not empty"
        return f"has {len(value)} characters, of {most} at most" if len(value) > most else None

    return check


def _one_of(values: frozenset[str]) -> Check:
    return lambda value: (
        None if isinstance(value, str) and value in values else "is none of the values it takes"
    )


def _some_of(values: frozenset[str]) -> Check:
    def check(value: object) -> str | None:
        if not isinstance(value, list) or not value:
            return "must be a list with something in it"
        if not all(isinstance(each, str) and each in values for each in value):
            return "has a value that it does not take"
        return "names a value twice" if len(set(value)) < len(value) else None

    return check


def _day(first: date) -> Check:
    def check(value: object) -> str | None:
        if not isinstance(value, str) or not re.fullmatch(r"\d{4}-\d{2}-\d{2}", value, re.ASCII):
            return "must be a day, written YYYY-MM-DD"
        try:
            day = date.fromisoformat(value)
        except ValueError:
            return "is no day of the calendar"
        return None if first <= day <= _LAST_DAY else f"must lie from {first} to {_LAST_DAY}"

    return check


def _puid(value: object) -> str | None:
    if isinstance(value, str) and PUID.fullmatch(value):
        return None
    return "must be 1 to 500 of the characters A-Z, a-z, 0-9, - and _"


def _url(value: object) -> str | None:
    if not isinstance(value, str) or len(value) > 500:
        return "must be an address of at most 500 characters"
    try:
        parts = urlsplit(value)
    except ValueError:
        return "is no address"
    return (
        None
        if parts.scheme in {"http", "https"} and parts.hostname
        else "must begin with https:// or http://"
    )


def _language(value: object) -> str | None:
    return (
        None if isinstance(value, str) and re.fullmatch(r"[A-Z]{2}", value) else "must be two capital letters"
    )


_YES_OR_NO = _one_of(frozenset({"Yes", "No"}))
_ALL_KEYWORDS = frozenset().union(*KEYWORDS.values())

# For each field: whether it must be there, and what its value must be.
FIELDS: Mapping[str, tuple[bool, Check]] = {
    "decision_visibility": (True, _some_of(VISIBILITIES)),
    "decision_ground": (True, _one_of(frozenset({_GROUND}))),
    "decision_ground_reference_url": (False, _url),
    "incompatible_content_ground": (True, _text(500)),
    "incompatible_content_explanation": (True, _text(2000)),
    "incompatible_content_illegal": (False, _YES_OR_NO),
    "content_type": (True, _some_of(frozenset({"CONTENT_TYPE_TEXT"}))),
    "category": (True, _one_of(CATEGORIES)),
    "category_specification": (False, _some_of(_ALL_KEYWORDS)),
    "category_specification_other": (False, _text(500)),
    "content_language": (False, _language),
    "content_date": (True, _day(date(2000, 1, 1))),
    "application_date": (True, _day(date(2020, 1, 1))),
    "end_date_visibility_restriction": (False, _day(date(2020, 1, 1))),
    "decision_facts": (True, _text(5000)),
    "source_type": (True, _one_of(SOURCES)),
    "automated_detection": (True, _YES_OR_NO),
    "automated_decision": (True, _one_of(AUTOMATED)),
    "puid": (True, _puid),
}


def problems_of(statement: object) -> list[Problem]:
    """Everything that the database would refuse in this statement."""
    if not isinstance(statement, dict):
        return [Problem("statement", "must be an object")]
    found = [
        Problem(str(name)[:60], "is no field of a statement") for name in statement if name not in FIELDS
    ]
    for name, (required, check) in FIELDS.items():
        if name not in statement:
            if required:
                found.append(Problem(name, "is missing"))
        elif what := check(statement[name]):
            found.append(Problem(name, what))
    return found or _together(statement)


def _together(statement: Mapping[str, object]) -> list[Problem]:
    """What goes with what, of a statement whose fields are sound each by itself."""
    found = []
    keywords = statement.get("category_specification", [])
    known = KEYWORDS.get(str(statement["category"]))
    named = set(keywords) if isinstance(keywords, list) else set()
    if known is not None and not named <= known:
        found.append(Problem("category_specification", "names a keyword of another category"))
    if ("KEYWORD_OTHER" in named) != ("category_specification_other" in statement):
        found.append(Problem("category_specification_other", "goes with KEYWORD_OTHER, and only with it"))
    if str(statement["application_date"]) < str(statement["content_date"]):
        found.append(Problem("application_date", "lies before the comment was submitted"))
    ended = statement.get("end_date_visibility_restriction")
    if ended is not None and str(ended) < str(statement["application_date"]):
        found.append(Problem("end_date_visibility_restriction", "lies before the restriction began"))
    return found


def problems_of_batch(statements: Sequence[object]) -> list[Problem]:
    """Everything that the database would refuse in these statements, sent together; each field behind the number of its statement."""
    found = []
    if not 1 <= len(statements) <= MOST_IN_A_BATCH:
        found.append(Problem("statements", f"must be 1 to {MOST_IN_A_BATCH}, not {len(statements)}"))
    for number, statement in enumerate(statements):
        found += [Problem(f"statements.{number}.{each.field}", each.what) for each in problems_of(statement)]
    puids = [each.get("puid") for each in statements if isinstance(each, dict)]
    if len({str(each) for each in puids}) < len(puids):
        found.append(Problem("statements", "name a puid twice"))
    return found
