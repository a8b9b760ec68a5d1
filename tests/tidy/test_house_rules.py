"""The house's own rules, as tests: what a reviewer would otherwise have to remember."""

import ast
import re
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest

from diwan.cli.main import _parser

ROOT = Path(__file__).parents[2]
SOURCE = ROOT / "src" / "diwan"
LONGEST_MODULE = 520
"""Lines. The Transaction of the storage, one method for each statement, is the longest there is."""

MODULES = sorted(SOURCE.rglob("*.py"))
DOCUMENTS = sorted([*ROOT.glob("*.md"), *ROOT.glob("docs/**/*.md")])


def _project() -> dict[str, object]:
    parsed: dict[str, object] = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
    return parsed


def _names(requirements: object) -> set[str]:
    assert isinstance(requirements, list)
    return {re.split(r"[\[<>=]", requirement)[0].lower() for requirement in requirements}


def _lock(name: str) -> str:
    return (ROOT / "requirements" / name).read_text()


def test_no_module_is_a_room_for_everything() -> None:
    long = {
        str(m.relative_to(ROOT)): n
        for m in MODULES
        if (n := len(m.read_text().splitlines())) > LONGEST_MODULE
    }
    assert long == {}


def test_every_module_says_what_it_is_for() -> None:
    silent = [
        str(module.relative_to(ROOT))
        for module in MODULES
        if (text := module.read_text()).strip() and ast.get_docstring(ast.parse(text)) is None
    ]
    assert silent == []


def test_every_public_function_and_class_of_the_domain_says_what_it_is() -> None:
    domain = [*SOURCE.glob("*.py"), *(SOURCE / "ledger").glob("*.py"), *(SOURCE / "editions").glob("*.py")]
    silent = [
        f"{module.name}: {name}" for module in domain for name in _undocumented(ast.parse(module.read_text()))
    ]
    # The protocols say it once for all, and the tree of errors is drawn in its module's docstring.
    assert [name for name in silent if not name.startswith(("ports.py", "errors.py"))] == []


def _undocumented(tree: ast.Module) -> Iterator[str]:
    for node in tree.body:
        if (
            isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef)
            and not node.name.startswith("_")
            and ast.get_docstring(node) is None
            and not (isinstance(node, ast.ClassDef) and _is_table_like(node))
        ):
            yield node.name


def _is_table_like(node: ast.ClassDef) -> bool:
    """An enum, or a part of the settings, whose fields each carry their own sentence."""
    bases = {ast.unparse(base) for base in node.bases}
    return bool(bases & {"StrEnum", "Enum"}) or any(
        isinstance(item, ast.AnnAssign) and item.value is not None for item in node.body
    )


def test_words_that_the_language_does_not_use_name_nothing() -> None:
    unused = re.compile(r"(^|_)(user|users|flagged|pending|moderation_action|spam|banned)(_|$)")
    named = []
    for module in MODULES:
        for node in ast.walk(ast.parse(module.read_text())):
            names = []
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
                names = [node.name.lower()]
            elif isinstance(node, ast.arg):
                names = [node.arg.lower()]
            elif isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store):
                names = [node.id.lower()]
            named += [f"{module.name}: {name}" for name in names if unused.search(name)]
    assert named == []


def test_every_dependency_has_its_reason() -> None:
    reasons = (ROOT / "docs/decisions/0001-dependencies.md").read_text()
    extras = _project()["optional-dependencies"]
    assert isinstance(extras, dict)
    wanted = _names(_project()["dependencies"]) | _names(extras["dev"])
    assert [name for name in sorted(wanted) if not re.search(rf"\b{re.escape(name)}\b", reasons)] == []


def test_what_is_locked_is_what_is_named() -> None:
    named = _project()["dependencies"]
    assert isinstance(named, list)
    listed = [line for line in _lock("run.in").splitlines() if line and not line.startswith("#")]
    assert [entry for entry in listed if entry.split("==")[0] not in {"hatchling", "editables"}] == named


@pytest.mark.parametrize("name", ["run.lock", "dev.lock"])
def test_every_locked_version_carries_hashes_and_no_index_address(name: str) -> None:
    text = _lock(name)
    assert "://" not in text
    entries = re.split(r"\n(?=\S)", text)
    assert [e.split()[0] for e in entries if "==" in e and "--hash=sha256:" not in e] == []


def test_nothing_names_a_path_of_one_machine() -> None:
    files = [*DOCUMENTS, *MODULES, ROOT / "Makefile", *ROOT.glob("frontend/**/*.*")]
    found = [
        str(p.relative_to(ROOT))
        for p in files
        if re.search(r"(?<![\w.])/(work|root|tmp|home)/", p.read_text())
    ]
    assert found == []


def test_links_between_documents_lead_somewhere() -> None:
    lost = [
        f"{document.relative_to(ROOT)}: {target}"
        for document in DOCUMENTS
        for target in re.findall(r"\]\(([^)#\s]+)", document.read_text())
        if "://" not in target and not (document.parent / target).exists()
    ]
    assert lost == []


def test_tests_named_in_documents_exist() -> None:
    lost = [
        f"{document.relative_to(ROOT)}: {target}"
        for document in DOCUMENTS
        for target in re.findall(r"`((?:tests|src/diwan|benchmarks)/[\w/.-]+)`", document.read_text())
        if not (ROOT / target).exists()
    ]
    assert lost == []


def test_every_word_of_the_language_is_defined_once() -> None:
    text = (ROOT / "docs/language.md").read_text().split("## Not used")[0]
    defined = re.findall(r"^- \*\*([^*]+)\*\*", text, re.MULTILINE)
    assert len(defined) > 30
    assert sorted({word for word in defined if defined.count(word) > 1}) == []


def test_the_command_line_has_every_command_that_documents_name() -> None:
    known = _parser().format_help()
    named = set()
    for document in DOCUMENTS:
        named |= set(re.findall(r"`diwan ([a-z]+)|^    diwan ([a-z]+)", document.read_text(), re.MULTILINE))
    commands = {one or other for one, other in named}
    assert commands
    assert (
        sorted(command for command in commands if not re.search(rf"^    {command}\b", known, re.MULTILINE))
        == []
    )
