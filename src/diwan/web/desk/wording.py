"""The guidelines in the publisher's words, by revision."""

import json

from diwan.storage.desk import DeskReader


def wording(reader: DeskReader, revision: int) -> dict[str, str]:
    """The texts of a revision by guideline code; empty if there is no such revision."""
    stored = reader.guideline_texts(revision)
    return {} if stored is None else dict(json.loads(stored))


def current_wording(reader: DeskReader) -> dict[str, str]:
    """The texts that hold today."""
    return wording(reader, reader.current_revision())
