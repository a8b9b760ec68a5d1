"""The report on what is stored about whom: complete by the schema, and true by the settings."""

from diwan.privacy.kept import Whom
from diwan.privacy.register import REGISTER, TERMS
from diwan.privacy.report import as_json, lines, markdown, missing
from diwan.retention import Terms
from diwan.storage import schema

COLUMNS = {table.name: tuple(table.c.keys()) for table in schema.metadata.tables.values()}


def test_every_column_has_said_whom_it_is_about() -> None:
    # A new column? Say in `privacy/register.py` whom it is about, what it is for and until when it is kept.
    assert missing(COLUMNS) == []


def test_a_column_that_nobody_spoke_of_is_found_and_so_is_one_that_is_gone() -> None:
    grown = {**COLUMNS, "words": (*COLUMNS["words"], "email")}
    assert missing(grown) == ["words.email"]
    assert missing({**COLUMNS, "mailings": ("id",)}) == ["mailings.id"]
    shrunk = {name: columns for name, columns in COLUMNS.items() if name != "seats"}
    assert missing(shrunk) == ["seats.lane", "seats.moderator_id", "seats.until"]


def test_every_term_is_one_that_is_told() -> None:
    assert {kept.until for table in REGISTER.values() for kept in table} == set(TERMS)


def test_terms_are_those_of_the_settings_and_their_lack_says_what_to_set() -> None:
    def until(terms: Terms, where: str) -> str:
        return next(line.until for line in lines(COLUMNS, terms) if line.where == where)

    assert "set retention.rejected_words_days" in until(Terms(), "words")
    assert "set retention.report_words_days" in until(Terms(), "report_words")
    assert "set retention.appeal_words_days" in until(Terms(), "appeal_words")
    set_ = Terms(rejected_words=90, report_words=60, appeal_words=30)
    assert "90 days after its rejection" in until(set_, "words")
    assert "60 days after the report" in until(set_, "report_words")
    assert "30 days after the answer" in until(set_, "appeal_words")


def test_the_text_names_every_kind_of_people_and_every_column() -> None:
    told = markdown(COLUMNS, Terms())
    assert [f"## About {whom}" in told for whom in Whom] == [True] * len(Whom)
    assert all(f"`{column}`" in told for columns in COLUMNS.values() for column in columns)
    assert "{" not in told
    assert len(as_json(COLUMNS, Terms())) == told.count("\n| ") - len(Whom)


def test_client_addresses_are_told_of_and_stand_in_no_column() -> None:
    [address] = [line for line in lines(COLUMNS, Terms()) if "client address," in line.purpose]
    assert address.until == "at most 24 hours"
    assert not [
        column for columns in COLUMNS.values() for column in columns if column in {"ip", "address_of_client"}
    ]
