"""The house that judges texts for others: a part of every house, and the whole of one that only scores."""

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

import structlog

from diwan import clock, logs
from diwan.bootstrap.checks import limits
from diwan.bootstrap.installation import open_scoring_store
from diwan.bootstrap.uncollected import uncollected
from diwan.clock import Clock
from diwan.errors import CannotStart
from diwan.scoring.coral import BodyFormat, OnSilence, Phase
from diwan.scoring.keys import KeyRing
from diwan.scoring.line import Line
from diwan.scoring.quota import Quotas
from diwan.scoring.room import ScoringRoom
from diwan.screening.check import Check
from diwan.screening.checks import checks
from diwan.screening.current import Scores
from diwan.screening.screener import Screener
from diwan.settings import CoralPhase, Settings, is_secret
from diwan.storage import scoring_keys
from diwan.storage.store import Store
from diwan.storage.suggestions import StoredSuggestions

_log = structlog.get_logger("diwan.scoring")


@dataclass(frozen=True, slots=True)
class ScoringHouse:
    """What judging texts for others takes: a part of every house, and the whole of one that only scores."""

    settings: Settings
    clock: Clock
    store: Store
    line: Line
    room: ScoringRoom
    coral: dict[str, Phase]
    """The phases of Corals that ask here, by name."""

    def close(self) -> None:
        """Finish what is begun, write what is queued, close the connections."""
        self.line.close()
        self.store.close()


def build_scoring(
    settings: Settings,
    *,
    clock: Clock = clock.now,
    ordered: Sequence[Check] | None = None,
    seconds: Callable[[], float] = time.monotonic,
) -> ScoringHouse:
    """A house that only scores: a database for its keys and suggestions, and nothing else. Raises CannotStart.

    `ordered` are the checks, those of the settings if none are given; `seconds` is the clock of quotas and of remembered keys.
    """
    store = open_scoring_store(settings)
    try:
        # There is no desk here that could revise a term list: the checks stay what they are.
        with uncollected():
            screener = scoring_screener(settings, checks(limits(settings)) if ordered is None else ordered)
        return scoring_house(settings, clock, store, screener, seconds=seconds)
    except BaseException:
        store.close()
        raise


def scoring_screener(settings: Settings, ordered: Sequence[Check]) -> Screener:
    """What runs these checks on texts of others, within the time that the settings leave them."""
    return Screener(ordered, timeout_s=settings.scoring.timeout_ms / 1000)


def scoring_house(
    settings: Settings,
    clock: Clock,
    store: Store,
    screener: Scores,
    *,
    seconds: Callable[[], float] = time.monotonic,
) -> ScoringHouse:
    """Set up the scoring over an open storage. Raises CannotStart for the secrets of a phase."""
    line = Line(
        screener,
        most_waiting=settings.scoring.most_waiting,
        trouble=lambda error: _log.error("reading-failed", error=logs.described(error)),
    )
    room = ScoringRoom(
        scorer=line,
        keys=KeyRing(
            lambda key_hash: scoring_keys.find(store, key_hash), quotas=Quotas(seconds), clock=seconds
        ),
        suggestions=StoredSuggestions(store, clock),
        clock=clock,
    )
    coral = {each.name: _phase(each) for each in settings.scoring.coral}
    return ScoringHouse(settings, clock, store, line, room, coral)


def _phase(told: CoralPhase) -> Phase:
    """A phase with its secrets. Raises CannotStart."""
    return Phase(
        told.name,
        (*told.secrets, *(_secrets_in(Path(told.secrets_file)) if told.secrets_file else ())),
        format=BodyFormat(told.format),
        language=told.language,
        deadline_s=told.deadline_ms / 1000,
        on_silence=OnSilence(told.on_silence),
        hold=told.hold,
        policy=told.policy,
    )


def _secrets_in(path: Path) -> list[str]:
    """The secrets in a file, one a line. Raises CannotStart, which repeats none."""
    try:
        lines = path.read_text("ascii").splitlines()
    except OSError as error:
        raise CannotStart(
            f"The secrets {path} cannot be read ({error.strerror}). Correct secrets_file in the settings."
        ) from None
    except UnicodeDecodeError:
        raise CannotStart(f"{path}: a secret has ASCII characters only, as Coral shows it.") from None
    secrets_in = []
    for number, line in enumerate(lines, start=1):
        if secret := line.strip():
            if not is_secret(secret):
                raise CannotStart(
                    f"{path}, line {number}: this is no signing secret. Copy it as Coral shows it."
                )
            secrets_in.append(secret)
    if not secrets_in:
        raise CannotStart(
            f"{path} holds no secret. Write the signing secret that Coral shows on a line of its own."
        )
    return secrets_in
