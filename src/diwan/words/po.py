"""gettext's PO files: what of the format we use, read strictly and written so that a change of one message is one changed line.

Every message has a context (`msgctxt`), which is its key. https://www.gnu.org/software/gettext/manual/html_node/PO-Files.html
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

FUZZY = "fuzzy"
_KEYWORD = re.compile(r'(msgctxt|msgid|msgid_plural|msgstr|msgstr\[(\d)\]) "(.*)"$')
_QUOTED = re.compile(r'"(.*)"$')
_ESCAPE = re.compile(r"\\(.)")
_ESCAPED = {"n": "\n", "t": "\t", '"': '"', "\\": "\\"}


class Malformed(ValueError):
    """A line that is no PO, or a message that we could not look up: the text says where."""


@dataclass(frozen=True, slots=True)
class Message:
    """One message. `texts` holds a translation for each plural form, one if it has no plural, "" where there is none yet.

    `notes` are for translators (`#.`), `remarks` theirs (`#`), `previous` the English that a fuzzy text translated (`#|`).
    """

    key: str
    english: str
    english_plural: str = ""
    texts: tuple[str, ...] = ("",)
    notes: tuple[str, ...] = ()
    remarks: tuple[str, ...] = ()
    flags: tuple[str, ...] = ()
    previous: tuple[str, ...] = ()

    @property
    def translated(self) -> bool:
        """Whether every form has its text and none is in doubt."""
        return all(self.texts) and FUZZY not in self.flags


@dataclass(frozen=True, slots=True)
class Catalog:
    """A file: its header by field, the messages in their order, and lines on messages that are gone (`#~`)."""

    header: dict[str, str]
    messages: tuple[Message, ...]
    remarks: tuple[str, ...] = ()
    obsolete: tuple[str, ...] = ()


def read(text: str) -> Catalog:
    """A PO file's text. Raises Malformed, with the line's number."""
    messages: dict[str, Message] = {}
    header: Message | None = None
    obsolete: list[str] = []
    for number, block in _blocks(text):
        if all(line.startswith("#~") for line in block):
            obsolete += block
            continue
        message = _message(number, block)
        if message.key == "" and message.english == "" and header is None:
            header = message
        elif not message.key or message.key in messages:
            raise Malformed(f"line {number}: every message needs a msgctxt of its own, not {message.key!r}")
        else:
            messages[message.key] = message
    if header is None:
        raise Malformed("line 1: there is no header (a message whose msgid is empty)")
    return Catalog(_fields(header.texts[0]), tuple(messages.values()), header.remarks, tuple(obsolete))


def write(catalog: Catalog) -> str:
    """The same file as text, each message's text on one line."""
    head = [*(f"# {remark}".rstrip() for remark in catalog.remarks), 'msgid ""', 'msgstr ""']
    head += [quoted(f"{name}: {value}\n") for name, value in catalog.header.items()]
    blocks = [head, *(_lines(message) for message in catalog.messages)]
    if catalog.obsolete:
        blocks.append(list(catalog.obsolete))
    return "\n\n".join("\n".join(block) for block in blocks) + "\n"


def _blocks(text: str) -> Iterator[tuple[int, list[str]]]:
    block: list[str] = []
    for number, line in enumerate([*text.splitlines(), ""], 1):
        if line.strip():
            block.append(line.strip())
        elif block:
            yield number - len(block), block
            block = []


def _message(first: int, block: list[str]) -> Message:
    comments: dict[str, list[str]] = {".": [], ",": [], "|": [], " ": [], ":": []}
    values: dict[str, str] = {}
    keyword = ""
    for number, line in enumerate(block, first):
        if line.startswith("#"):
            kind = line[1:2] or " "
            comments.get(kind, comments[" "]).append(line[2:].strip())
        elif named := _KEYWORD.match(line):
            keyword = named[1]
            if keyword in values:
                raise Malformed(f"line {number}: a second {keyword}; messages stand apart by an empty line")
            values[keyword] = _unescaped(number, named[3])
        elif (more := _QUOTED.match(line)) and keyword:
            values[keyword] += _unescaped(number, more[1])
        else:
            raise Malformed(f"line {number}: not understood: {line}")
    if "msgid" not in values:
        raise Malformed(f"line {first}: a message without a msgid")
    return Message(
        key=values.get("msgctxt", ""),
        english=values["msgid"],
        english_plural=values.get("msgid_plural", ""),
        texts=_texts(first, values),
        notes=tuple(comments["."]),
        remarks=tuple(comments[" "]),
        flags=tuple(flag.strip() for line in comments[","] for flag in line.split(",")),
        previous=tuple(comments["|"]),
    )


def _texts(first: int, values: dict[str, str]) -> tuple[str, ...]:
    forms = [keyword for keyword in values if keyword.startswith("msgstr[")]
    if forms != [f"msgstr[{place}]" for place in range(len(forms))]:
        raise Malformed(f"line {first}: plural forms are counted from 0, in order")
    if ("msgstr" in values) == bool(forms) or bool(forms) != ("msgid_plural" in values):
        raise Malformed(f"line {first}: a message has a msgstr, or a msgid_plural and a msgstr[0], [1] …")
    return tuple(values[form] for form in forms) or (values["msgstr"],)


def _fields(header: str) -> dict[str, str]:
    return {name: value.strip() for name, _, value in (line.partition(":") for line in header.splitlines())}


def _lines(message: Message) -> list[str]:
    lines = [f"# {remark}".rstrip() for remark in message.remarks]
    lines += [f"#. {note}" for note in message.notes]
    lines += [f"#, {', '.join(message.flags)}"] if message.flags else []
    lines += [f"#| {line}" for line in message.previous]
    lines += [f"msgctxt {quoted(message.key)}", f"msgid {quoted(message.english)}"]
    if not message.english_plural:
        return [*lines, f"msgstr {quoted(message.texts[0])}"]
    lines.append(f"msgid_plural {quoted(message.english_plural)}")
    return lines + [f"msgstr[{place}] {quoted(text)}" for place, text in enumerate(message.texts)]


def quoted(text: str) -> str:
    """A text between quotation marks, as the format escapes it."""
    escaped = text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n").replace("\t", "\\t")
    return f'"{escaped}"'


def _unescaped(number: int, text: str) -> str:
    if re.search(r'(?<!\\)(\\\\)*"', text):
        raise Malformed(f'line {number}: a quotation mark inside a text is written \\"')

    def one(escape: re.Match[str]) -> str:
        if escape[1] not in _ESCAPED:
            raise Malformed(f"line {number}: \\{escape[1]} is not understood")
        return _ESCAPED[escape[1]]

    return _ESCAPE.sub(one, text)
