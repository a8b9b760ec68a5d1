"""Every sentence of the desk stands in the catalog, so that it can be translated: pages, scripts, and what is refused there."""

import ast
import re
from collections.abc import Iterable, Iterator
from html import unescape
from pathlib import Path

import pytest

from diwan import errors
from diwan.errors import DiwanError
from diwan.factors import Way
from diwan.screening.findings import Mark
from diwan.screening.policy import _SAID as MARKS_TOLD
from diwan.screening.rules.arrival import _SAID as ODDITIES_TOLD
from diwan.screening.rules.imitation import OFFICE, PUBLISHER, STAFF
from diwan.web.desk import pages
from diwan.web.desk.access import TOLD as DONE
from diwan.web.desk.speaking import speaking
from diwan.web.desk.telling import explained_plainly, told
from diwan.words import catalogs
from diwan.words.languages import LANGUAGES

ROOT = Path(__file__).parents[2]
DESK = ROOT / "src" / "diwan" / "web" / "desk"
TEMPLATES = sorted((DESK / "templates").glob("*.html"))
SCRIPTS = sorted((ROOT / "frontend" / "desk").glob("*.js"))
SAME_EVERYWHERE = {"Diwan", "A", "C", "E", "J", "K", "N", "O", "U", "var"}
"""A name, and the keys of a keyboard."""
SPOKEN_ATTRIBUTES = "aria-label|title|placeholder|alt|data-name|content"
NOT_WORDS = {"width=device-width, initial-scale=1", "light dark", "noindex, nofollow", "0; url= "}
# What a moderator can be refused with: the desk's own modules, and those that it asks to act.
REFUSING = [
    *DESK.glob("*.py"),
    *(
        ROOT / "src" / "diwan" / f"{name}.py"
        for name in (
            *(
                "appeal_rules",
                "appealing",
                "batches",
                "batching",
                "consulting",
                "decisions",
                "factors",
                "guard",
            ),
            *(
                "guidelines",
                "listing",
                "closing",
                "pauses",
                "pausing",
                "moderators",
                "motions",
                "moving",
                "rereading",
                "openid/trouble",
                "resetting",
                "restraining",
                "restraints",
                "revising",
                "term_revisions",
                "tying",
            ),
            *("web/openid/invitations", "web/openid/journeys", "web/openid/newsroom", "web/passkeys"),
            *("web/passwords", "web/sessions"),
        )
    ),
]
READERS_OWN = {"AlreadyAppealed", "NotAppealable", "TooLate"}
"""What only readers are told, in words of their own."""
REFUSALS = {
    "super().__init__",
    *(
        name
        for name, each in vars(errors).items()
        if isinstance(each, type)
        and issubclass(each, DiwanError)
        and name not in {*READERS_OWN, "CannotStart"}
    ),
}
"""How an error that a moderator can meet is made."""
SIGNS = re.compile(r"[a-z]{2,}(?:[ ,.][A-Za-z]{2,}){2,}")


def spoken(template: str) -> Iterator[str]:
    """The words between and within the elements of a template that no expression makes."""
    # What a page is called stands in `here`; it is a name for the style sheets.
    text = re.sub(r"{% block here %}\w+{% endblock %}", " ", template)
    text = re.sub(r"{#.*?#}|{%.*?%}", " ", text, flags=re.DOTALL)
    text = re.sub(r"{{.*?}}", " ", text, flags=re.DOTALL)
    for attribute in re.finditer(rf'\b(?:{SPOKEN_ATTRIBUTES})="([^"]*)"', text):
        if attribute[1] not in NOT_WORDS:
            yield attribute[1]
    # Macros make attributes too, outside of any element.
    for between in re.split(r"<[^>]*>", re.sub(r'[\w-]+="[^"]*"', " ", text)):
        yield unescape(between)


def words_in(template: str) -> list[str]:
    """The words of a language in a template, without those that are the same in each."""
    found = [word for text in spoken(template) for word in re.findall(r"[^\W\d_]+", text)]
    return [word for word in found if word not in SAME_EVERYWHERE]


@pytest.mark.parametrize("template", TEMPLATES, ids=lambda path: path.name)
def test_a_page_of_the_desk_holds_no_sentence_that_is_not_looked_up(template: Path) -> None:
    assert words_in(template.read_text(encoding="utf-8")) == []


def test_a_sentence_in_a_page_would_be_found() -> None:
    assert words_in('{% if a %}<p title="{{ say("b") }}">Not <b>this</b></p>{% endif %}') == ["Not", "this"]
    assert words_in('<p title="nor this">{{ say("b") }}</p>') == ["nor", "this"]


@pytest.mark.parametrize("script", SCRIPTS, ids=lambda path: path.name)
def test_a_script_of_the_desk_holds_no_sentence(script: Path) -> None:
    code = re.sub(r"/\*.*?\*/|(?<![:\"'])//[^\n]*", "", script.read_text(encoding="utf-8"), flags=re.DOTALL)
    texts = re.findall(r'"([^"\n]*)"|`([^`]*)`', code)
    sentences = [
        text for pair in texts for text in pair if SIGNS.search(text) and not re.search(r"[\[.#>]", text)
    ]
    assert sentences == []


def test_every_sentence_that_a_page_looks_up_is_in_the_catalog_and_none_lies_idle() -> None:
    everywhere = "\n".join(path.read_text(encoding="utf-8") for path in [*TEMPLATES, *DESK.glob("*.py")])
    named = set(re.findall(r'say\(\s*"([a-z0-9/-]+)"', everywhere))
    named |= set(re.findall(r'"([a-z-]+/[a-z0-9-]+)"', everywhere))
    begun = tuple(set(re.findall(r'say\("([a-z-]+/)" ~', everywhere)) | {"refusal/", "told/"})
    known = {m.key.removeprefix("count/") for m in catalogs.template("desk").messages}
    looked_up = set(re.findall(r'say\("([a-z0-9-]+/[a-z0-9-]+)"', everywhere))
    assert looked_up - known == set()
    assert {key for key in known - named if not key.startswith(begun)} == set()


def test_every_code_that_a_page_looks_up_has_its_words() -> None:
    known = {message.key for message in catalogs.template("desk").messages}
    codes: dict[str, Iterable[str]] = {"mark": Mark, "way": Way, "done": DONE}
    assert {f"{kind}/{code}" for kind, all_ in codes.items() for code in all_} - known == set()


@pytest.mark.parametrize("language", [language for language in LANGUAGES if language != "en"])
def test_what_is_said_of_marks_and_of_arrivals_is_told_in_every_language(language: str) -> None:
    with speaking(language):
        for english in (*MARKS_TOLD.values(), *ODDITIES_TOLD.values(), STAFF, PUBLISHER, OFFICE):
            assert english not in told(english)


def refusals() -> Iterator[tuple[str, str]]:
    """Where something is refused, and with which English: the parts that are filled in given as a number, then as a word.

    An error is raised, or made to be shown; or it has its own words, given to DiwanError, or those of a constant.
    """
    for path in REFUSING:
        tree = ast.parse(path.read_text(encoding="utf-8"))
        constants = {
            ast.unparse(node.targets[0]): node.value for node in tree.body if isinstance(node, ast.Assign)
        }
        for node in ast.walk(tree):
            if isinstance(node, ast.Call) and node.args and ast.unparse(node.func) in REFUSALS:
                said = constants.get(ast.unparse(node.args[0]), node.args[0])
                if isinstance(said, ast.JoinedStr) or (
                    isinstance(said, ast.Constant) and isinstance(said.value, str)
                ):
                    yield f"{path.name}:{node.lineno}", _filled(said, "7")
                    if isinstance(said, ast.JoinedStr):
                        yield f"{path.name}:{node.lineno}", _filled(said, "word")


def _filled(said: ast.expr, value: str) -> str:
    if isinstance(said, ast.JoinedStr):
        return "".join(str(part.value) if isinstance(part, ast.Constant) else value for part in said.values)
    assert isinstance(said, ast.Constant)
    return str(said.value)


@pytest.mark.parametrize("language", [language for language in LANGUAGES if language != "en"])
def test_what_the_desk_refuses_is_told_in_every_language(language: str) -> None:
    told: dict[str, bool] = {}
    with speaking(language):
        for where, english in refusals():
            translated = explained_plainly(DiwanError(english)) != english
            told[where] = told.get(where, False) or translated
    assert [where for where, translated in told.items() if not translated] == []
    assert len(told) > 80


def test_no_page_is_given_a_value_under_the_name_of_what_every_page_has() -> None:
    """It would hide it: a page that then looks up a sentence breaks, and only in the state that shows this sentence."""
    given = {
        keyword.arg
        for folder in ("desk", "openid")
        for path in (DESK.parent / folder).glob("*.py")
        for call in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(call, ast.Call) and isinstance(call.func, ast.Name) and call.func.id == "page"
        for keyword in call.keywords
    }
    assert given & set(pages._templates.globals) == set()
