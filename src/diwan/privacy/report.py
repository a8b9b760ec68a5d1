"""The report: what is stored about whom, for what and for how long, from the schema, the register and the settings."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from diwan.privacy.kept import Kept, Whom
from diwan.privacy.register import ELSEWHERE, REGISTER, TERMS
from diwan.retention import Terms

Columns = Mapping[str, Sequence[str]]
"""Each table with its columns, as the database has them."""


@dataclass(frozen=True, slots=True)
class Line:
    """Columns of a table (or a place outside the database, where `columns` is empty) that are alike."""

    whom: Whom
    where: str
    columns: tuple[str, ...]
    purpose: str
    until: str


def lines(columns: Columns, terms: Terms) -> list[Line]:
    """Every line, by kind of people, then in the order of the schema. Raises KeyError for a table that the register does not know."""
    found = [
        Line(kept.whom, table, kept.columns, kept.purpose, _until(kept, terms))
        for table in columns
        for kept in REGISTER[table]
    ]
    found += [Line(each.whom, each.where, (), each.what, each.until) for each in ELSEWHERE]
    order = list(Whom)
    return sorted(found, key=lambda line: order.index(line.whom))


def missing(columns: Columns) -> list[str]:
    """What is in the database and not in the register, or the other way round, as table.column."""
    there = {f"{table}.{column}" for table, names in columns.items() for column in names}
    told = [
        f"{table}.{column}" for table, kept in REGISTER.items() for each in kept for column in each.columns
    ]
    twice = {name for name in told if told.count(name) > 1}
    return sorted((there ^ set(told)) | twice)


def markdown(columns: Columns, terms: Terms) -> str:
    """The report as a text to be read, or put beside a record of processing activities."""
    parts = ["# What is stored about whom", ""]
    written = lines(columns, terms)
    for whom in Whom:
        of = [line for line in written if line.whom is whom]
        if not of:
            continue
        parts += [f"## About {whom}", "", "| where | what | for what | until |", "|---|---|---|---|"]
        for line in of:
            named = ", ".join(f"`{column}`" for column in line.columns) or "—"
            parts.append(f"| {line.where} | {named} | {line.purpose} | {line.until} |")
        parts.append("")
    return "\n".join(parts)


def as_json(columns: Columns, terms: Terms) -> list[dict[str, object]]:
    """The same, for programs."""
    return [
        {
            "whom": line.whom.value,
            "where": line.where,
            "columns": list(line.columns),
            "purpose": line.purpose,
            "until": line.until,
        }
        for line in lines(columns, terms)
    ]


def _until(kept: Kept, terms: Terms) -> str:
    return TERMS[kept.until].format(
        rejected_words=_days(
            terms.rejected_words,
            "at most {} days after its rejection",
            "without a term: set retention.rejected_words_days",
        ),
        report_words=_days(
            terms.report_words,
            "at most {} days after the report, once it is dealt with",
            "without a term: set retention.report_words_days",
        ),
        appeal_words=_days(
            terms.appeal_words,
            "at most {} days after the answer",
            "without a term: set retention.appeal_words_days",
        ),
    )


def _days(days: int | None, told: str, untold: str) -> str:
    return untold if days is None else told.format(days)
