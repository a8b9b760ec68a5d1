"""Whether a password is among the first that somebody would try: known ones, runs, repetitions, names.

OWASP ASVS 5.0, 6.2.4 and 6.2.11, judged by zxcvbn (Wheeler, "zxcvbn: Low-Budget Password Strength Estimation", USENIX Security 2016):
it estimates in how many guesses a password is found by somebody who tries the likely ones first.
"""

from collections.abc import Iterable
from importlib import import_module

from diwan.errors import Unacceptable

FEWEST_GUESSES = 10**8
"""Where the paper says that a slowly hashed password is safe from offline guessing of some effort (its score of 3)."""
MOST_JUDGED = 72
"""Characters: the estimate's time grows with the square of the length, and what is good so far does not get worse."""


def check_guessable(password: str, known: Iterable[str]) -> None:
    """Raise Unacceptable for a password that is soon guessed by whoever knows these words: the moderator's name, the newsroom's."""
    # Its lists of words take a third of a second to load: for whoever sets a password, not for every start.
    estimate = import_module("zxcvbn").zxcvbn
    words = [part for each in known for part in (each, *each.split())]
    if estimate(password[:MOST_JUDGED], user_inputs=words)["guesses"] < FEWEST_GUESSES:
        raise Unacceptable(
            "This password is among the first that somebody would try. Take a few words that do not belong together.",
            field="password",
        )
