"""`[[scoring.coral]]` in diwan.toml."""

from pathlib import Path

import pytest

from diwan import settings
from diwan.errors import CannotStart
from diwan.guidelines import Guideline
from diwan.scoring.coral import Phase
from diwan.screening.policy import Policy

SECRET = "5f1c" * 16
MINIMAL = f"""\
public_url = "https://comments.example.org"

[[scoring.coral]]
name = "courier"
secrets = ["{SECRET}"]
"""
FOLDER = Path("/srv/newsroom")
MANUAL = Path(__file__).parents[2] / "docs" / "integrating" / "coral.md"


def read(text: str) -> tuple[settings.CoralPhase, ...]:
    loaded = settings.parse(text, {}, folder=FOLDER, name="diwan.toml", scoring_only=True)
    return loaded.scoring.coral


def refusal(text: str) -> str:
    with pytest.raises(CannotStart) as caught:
        read(text)
    return str(caught.value)


def test_without_a_phase_no_coral_may_ask() -> None:
    assert read("") == ()


def test_as_it_comes_a_phase_holds_what_is_remarkable_or_silent_and_rejects_nothing() -> None:
    [phase] = read(MINIMAL)
    meant = Phase("courier", (SECRET,))
    assert (phase.hold, phase.policy) == (meant.hold, meant.policy)
    assert phase.policy == Policy()
    assert (phase.format, phase.on_silence, phase.language) == (
        meant.format,
        meant.on_silence,
        meant.language,
    )
    assert phase.deadline_ms / 1000 == meant.deadline_s


def test_a_phase_is_read_with_all_that_it_may_say() -> None:
    [phase] = read(
        MINIMAL + 'secrets_file = "coral.secret"\nformat = "plain"\nlanguage = "tr"\ndeadline_ms = 150\n'
        'on_silence = "none"\nhold = { threat = 0.2 }\ndeciders = ["model"]\nreject = { promotion = 0.99 }\n'
    )
    assert phase.secrets_file == str(FOLDER / "coral.secret")
    assert (phase.format, phase.language, phase.deadline_ms, phase.on_silence) == ("plain", "tr", 150, "none")
    assert phase.hold == {Guideline.THREAT: 0.2}
    assert phase.policy == Policy(frozenset({"model"}), {Guideline.PROMOTION: 0.99})
    [phase] = read(MINIMAL + "hold = 0.5")
    assert phase.hold == dict.fromkeys(Guideline, 0.5)


@pytest.mark.parametrize(
    ("broken", "expected"),
    [
        (MINIMAL + "formta = 7", "line 6: scoring.coral.formta is not a setting. Did you mean format?"),
        (MINIMAL.replace("name", "# name"), "line 3: scoring.coral.name is missing"),
        (MINIMAL.replace("courier", "The Courier"), "line 4: scoring.coral.name must be 1 to 32"),
        (MINIMAL.replace(SECRET, "short"), "line 5: scoring.coral.secrets must be"),
        (MINIMAL.replace("secrets", "# secrets"), "line 3: scoring.coral.secrets_file is missing"),
        (MINIMAL + MINIMAL.split("\n\n")[1], "line 7: scoring.coral.name: another phase above has this name"),
        (MINIMAL + 'format = "markdown"', 'line 6: scoring.coral.format must be "html" or "plain"'),
        (MINIMAL + 'on_silence = "publish"', 'line 6: scoring.coral.on_silence must be "premod" or "none"'),
        (MINIMAL + "deadline_ms = 5", "line 6: scoring.coral.deadline_ms must be a whole number from 20"),
        (MINIMAL + "hold = 1.5", "line 6: scoring.coral.hold must be a number from 0 to 1"),
        (MINIMAL + 'hold = "much"', "line 6: scoring.coral.hold must be a number from 0 to 1"),
        (MINIMAL + "hold = { threats = 0.5 }", "scoring.coral.hold.threats is not a guideline"),
        (MINIMAL + "hold = { threat = 2 }", "scoring.coral.hold.threat must be a number from 0 to 1"),
        (MINIMAL + "reject = { threat = 0.9 }", "scoring.coral.deciders is missing"),
        (MINIMAL + 'deciders = ["coin"]', "line 6: scoring.coral.deciders must be a list of checks"),
        (MINIMAL + 'deciders = ["model"]\nreject = { threat = 0.1 }', "scoring.coral.reject.threat must be"),
        (MINIMAL + "approve_below = 0.1", "scoring.coral.approve_below is not a setting"),
        ("[scoring]\ncoral = 7\n", "line 2: scoring.coral is a list of tables"),
        ("[scoring]\ncoral = [7]\n", "scoring.coral is a table"),
    ],
)
def test_a_mistake_is_told_with_its_line_and_what_to_write(broken: str, expected: str) -> None:
    told = refusal(broken)
    assert expected in told
    assert told.count("\n") == 0, "each mistake is told once"
    assert SECRET not in told


def test_the_secrets_are_in_no_representation() -> None:
    assert SECRET not in repr(read(MINIMAL))
    assert SECRET not in repr(Phase("courier", (SECRET,)))


def test_the_manuals_phases_load() -> None:
    written = [part.split("```")[0] for part in MANUAL.read_text().split("```toml\n")[1:]]
    assert len(written) == 2
    for text in written:
        [phase] = read(text)
        assert phase.name == "courier"
