"""The guidelines in the publisher's words, by revision."""

import json

from diwan.guidelines import Guideline, text_in
from diwan.storage.desk import DeskReader
from diwan.web.desk.speaking import tongue


def wording(reader: DeskReader, revision: int) -> dict[str, str]:
    """The texts of a revision by guideline code, in the language spoken now or in English; empty if there is no such revision."""
    return spoken(reader.guideline_texts(revision))


def current_wording(reader: DeskReader) -> dict[str, str]:
    """The texts that hold today."""
    return spoken(reader.current_texts())


def spoken(stored: str | None) -> dict[str, str]:
    """The stored texts of a revision (JSON) in the language spoken now or in English; empty if there are none."""
    texts: dict[str, str] = {} if stored is None else json.loads(stored)
    language = tongue().language
    return {code: text for code in Guideline if (text := text_in(texts, code, language)) is not None}
