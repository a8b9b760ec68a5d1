"""PO files are read as gettext writes them, and written so that nothing in them is lost."""

import pytest
from hypothesis import given, strategies as st

from diwan.words import catalogs, po
from diwan.words.catalogs import DOMAINS
from diwan.words.languages import LANGUAGES, SOURCE

HEADER = 'msgid ""\nmsgstr ""\n"Language: ku\\n"\n"Plural-Forms: nplurals=2; plural=(n != 1);\\n"\n\n'
FILES = [
    (domain, name)
    for domain in DOMAINS
    for name in ("messages.pot", *(f"{language}.po" for language in LANGUAGES if language != SOURCE))
]


def only(text: str) -> po.Message:
    [message] = po.read(HEADER + text).messages
    return message


@pytest.mark.parametrize(("domain", "name"), FILES)
def test_our_files_are_written_as_they_were_read(domain: catalogs.Domain, name: str) -> None:
    text = catalogs.text(domain, name)
    assert po.write(po.read(text)) == text


def test_the_header_is_read_by_field() -> None:
    assert po.read(HEADER).header == {"Language": "ku", "Plural-Forms": "nplurals=2; plural=(n != 1);"}


def test_a_text_over_several_lines_is_one_text() -> None:
    message = only('msgctxt "a"\nmsgid ""\n"One "\n"two"\nmsgstr "Yek "\n"du"\n')
    assert (message.english, message.texts) == ("One two", ("Yek du",))


def test_everything_that_translators_tools_write_beside_a_text_is_kept() -> None:
    message = only(
        "# mine\n#. to you\n#: somewhere.py:3\n#, fuzzy, python-brace-format\n"
        '#| msgid "Old"\nmsgctxt "a"\nmsgid "New {n}"\nmsgstr "Nû {n}"\n'
    )
    assert message.remarks == ("mine",)
    assert message.notes == ("to you",)
    assert message.flags == ("fuzzy", "python-brace-format")
    assert message.previous == ('msgid "Old"',)
    assert not message.translated


def test_plural_forms_are_read_in_order() -> None:
    text = 'msgctxt "a"\nmsgid "one"\nmsgid_plural "more"\nmsgstr[0] "yek"\nmsgstr[1] "gelek"\n'
    assert only(text).texts == ("yek", "gelek")


def test_messages_that_are_gone_are_kept_apart() -> None:
    catalog = po.read(HEADER + '#~ msgctxt "a"\n#~ msgid "gone"\n#~ msgstr "çû"\n')
    assert catalog.messages == ()
    assert len(catalog.obsolete) == 3


@given(st.lists(st.text(st.characters(exclude_categories=["Cc", "Cs", "Zl", "Zp"])), min_size=1, max_size=3))
def test_any_text_comes_back_as_it_was(texts: list[str]) -> None:
    joined = "\n\t".join(texts)
    catalog = po.Catalog({"Language": "ku"}, (po.Message("key", joined, texts=(joined,)),))
    assert po.read(po.write(catalog)) == catalog


@pytest.mark.parametrize(
    ("text", "wrong"),
    [
        ('msgid "a"\nmsgstr "b"\n', "needs a msgctxt of its own"),
        ('msgctxt "a"\nmsgid "a"\nmsgstr "b"\n\nmsgctxt "a"\nmsgid "c"\nmsgstr "d"\n', "line 10"),
        ('msgctxt "a"\nmsgid "a"\nmsgstr "b"\nmsgctxt "c"\n', "a second msgctxt"),
        ('msgctxt "a"\nmsgid "a"\nmsgstr "say "no""\n', "a quotation mark"),
        ('msgctxt "a"\nmsgid "a"\nmsgstr "\\x"\n', "\\x is not understood"),
        ('msgctxt "a"\nmsgid "a"\n', "has a msgstr"),
        ('msgctxt "a"\nmsgid "a"\nmsgstr[0] "b"\n', "has a msgstr"),
        ('msgctxt "a"\nmsgid "a"\nmsgid_plural "b"\nmsgstr[1] "b"\n', "counted from 0"),
        ('msgctxt "a"\nmsgstr "b"\n', "without a msgid"),
        ("msgctxt 'a'\n", "not understood"),
    ],
)
def test_what_is_no_po_is_refused_with_its_line(text: str, wrong: str) -> None:
    with pytest.raises(po.Malformed, match="line ") as refused:
        po.read(HEADER + text)
    assert wrong in str(refused.value)


def test_a_file_without_a_header_is_refused() -> None:
    with pytest.raises(po.Malformed, match="no header"):
        po.read('msgctxt "a"\nmsgid "a"\nmsgstr "b"\n')
