"""Move words from TOML tables (`say`, `problem`, `counted`, …) into the catalogs of readers: PYTHONPATH=src python tools/words_from_toml.py FOLDER

For each key of FOLDER/en.toml that the template has not, or has with other English, the message is added or changed; its
translations come from the other TOML files of FOLDER, in the languages that have one, and from `words_ahead/LANGUAGE.txt` beside this file
(`key|text`, with a text for each plural form). Keys the TOML has not are left alone. The TOML files are not touched; `python -m diwan.words` then says what is still to be translated. For the merge, and to be removed after it.
"""

import sys
import tomllib
from dataclasses import replace
from pathlib import Path

from diwan.words import __main__ as command
from diwan.words import catalogs, po
from diwan.words.languages import LANGUAGES, SOURCE

PREFIXES = {"say": "", "problem": "problem/", "guideline": "guideline/", "abuse-kind": "abuse-kind/"}


def messages_of(table: dict[str, dict]) -> dict[str, tuple[str, ...]]:
    """Every text of a TOML file by the key of its message: one, or one for each plural form."""
    found = {
        prefix + key: (text,)
        for name, prefix in PREFIXES.items()
        for key, text in table.get(name, {}).items()
    }
    counted = table.get("counted", {})
    return found | {f"count/{key}": (forms["one"], forms["other"]) for key, forms in counted.items()}


def ahead(language: str) -> dict[str, tuple[str, ...]]:
    """What was translated before its key was here."""
    file = Path(__file__).parent / "words_ahead" / f"{language}.txt"
    lines = file.read_text("utf-8").splitlines() if file.exists() else []
    return {key: tuple(texts) for key, *texts in (line.split("|") for line in lines)}


def placed(messages: tuple[po.Message, ...], new: list[po.Message]) -> tuple[po.Message, ...]:
    """The messages with new ones behind the last of their kind."""
    together = list(messages)
    for message in new:
        kind = message.key.rpartition("/")[0]
        last = max(
            (i for i, m in enumerate(together) if m.key.rpartition("/")[0] == kind), default=len(together) - 1
        )
        together.insert(last + 1, message)
    return tuple(together)


def main(folder: Path) -> None:
    tables = {
        file.stem: messages_of(tomllib.loads(file.read_text("utf-8"))) for file in folder.glob("*.toml")
    }
    template = catalogs.template("reader")
    known = {message.key: message for message in template.messages}
    changed: dict[str, po.Message] = {}
    for key, forms in tables[SOURCE].items():
        english, plural = (*forms, "")[:2]
        flags = ("python-brace-format",) if "{" in english + plural else ()
        before = known.get(key)
        if before is None or (before.english, before.english_plural) != (english, plural):
            empty = ("", "") if plural else ("",)
            notes = before.notes if before else ()
            changed[key] = po.Message(key, english, plural, empty, notes=notes, flags=flags)
    kept = tuple(changed.get(message.key, message) for message in template.messages)
    template = replace(template, messages=placed(kept, [m for key, m in changed.items() if key not in known]))
    (command.FOLDER / "reader" / "messages.pot").write_text(po.write(template), "utf-8")
    command.update()
    for language in LANGUAGES:
        file = command.FOLDER / "reader" / f"{language}.po"
        if language == SOURCE or not file.exists():
            continue
        catalog = po.read(file.read_text("utf-8"))
        given = ahead(language) | tables.get(language, {})
        translated = tuple(
            replace(m, texts=given[m.key], flags=tuple(f for f in m.flags if f != po.FUZZY), previous=())
            if m.key in changed and m.key in given and len(given[m.key]) == len(m.texts)
            else m
            for m in catalog.messages
        )
        file.write_text(po.write(replace(catalog, messages=translated)), "utf-8")
    print(f"{len(changed)} messages: {', '.join(changed) or 'none'}")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
