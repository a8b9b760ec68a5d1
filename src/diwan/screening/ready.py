"""The checks as they are shipped, ready to score texts: no settings, no database, no site."""

from functools import cache

from diwan.screening.checks import Limits, checks
from diwan.screening.language import LANGUAGES
from diwan.screening.lexicons import built_in_lists
from diwan.screening.model.classifier import Classifier
from diwan.screening.screener import Screener

PATIENCE_S = 10.0
"""Nobody waits at a desk for these texts: a slow machine should not change what is said of them."""


@cache
def shipped_model() -> Classifier:
    """The model that comes with Diwan, read and verified once in a process. Raises CannotStart."""
    return Classifier.load()


def shipped(*, timeout_s: float = PATIENCE_S) -> Screener:
    """The ordered checks with the limits they come with, the built-in lists and the model. Raises CannotStart for a damaged
    model. `timeout_s` is the limit for each check and each text."""
    limits = Limits(lexicons=built_in_lists(sorted(LANGUAGES)), model=shipped_model())
    return Screener(checks(limits), timeout_s=timeout_s)
