"""`diwan terms`: check a term list, and show what it finds in a text."""

import argparse
from pathlib import Path
from typing import Any

from diwan import bootstrap
from diwan.errors import CannotStart
from diwan.screening.language import LANGUAGES
from diwan.screening.lexicons import built_in
from diwan.screening.normalise import normalise
from diwan.screening.terms.lists import EVERY_LANGUAGE, TermList, digest
from diwan.screening.terms.vocabulary import Vocabulary


def add(commands: Any) -> None:
    command = commands.add_parser("terms", help="check a term list, or try what it finds in a text")
    command.add_argument("file", nargs="?", help="the list's file")
    command.add_argument(
        "--built-in", metavar="LANGUAGE", choices=sorted(LANGUAGES), help="a built-in list instead of a file"
    )
    command.add_argument(
        "--try",
        dest="text",
        metavar="TEXT",
        help="a text in the list's language, to show every term found in it",
    )
    command.set_defaults(run=_run)


def _run(asked: argparse.Namespace) -> None:
    if (asked.file is None) == (asked.built_in is None):
        raise CannotStart("Name either the file of a term list, or a built-in list with --built-in.")
    listed = built_in(asked.built_in) if asked.built_in else bootstrap.term_list(Path(asked.file))
    print(_summary(listed))
    if asked.text is not None:
        for line in _tried(listed, asked.text):
            print(line)


def _summary(listed: TermList) -> str:
    language = "every language" if listed.language == EVERY_LANGUAGE else listed.language
    exempt = len(listed.exempt) + sum(len(entry.exempt) for entry in listed.entries)
    return (
        f"{listed.name}: {listed.kind} terms in {language}: {listed.size} terms in {len(listed.entries)} entries, "
        f"{exempt} exceptions, digest {digest([listed])}"
    )


def _tried(listed: TermList, text: str) -> list[str]:
    language = None if listed.language == EVERY_LANGUAGE else listed.language
    hits = Vocabulary([listed]).hits(normalise(text, language), language)
    return [
        f"{hit.begin}–{hit.end} “{text[hit.begin : hit.end]}”: {hit.entry.guideline}"
        + (f" ({hit.entry.abuse_kind})" if hit.entry.abuse_kind else "")
        + f", {hit.entry.strength}, {hit.score:.2f}, by the {hit.term.manner} “{hit.term.text}{'*' if hit.term.open_ended else ''}”"
        for hit in hits
    ] or ["Nothing of the list is in the text."]
