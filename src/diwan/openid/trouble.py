"""What can go wrong between Diwan and a provider. `why` is one word of a closed list, fit for a log; nothing of what was sent is repeated."""

from diwan.errors import NotAllowed, Unavailable


class Silent(Unavailable):
    """The provider cannot be asked, takes too long, or talks nonsense."""

    code = "openid-silent"

    def __init__(self, why: str) -> None:
        super().__init__("The sign-in service does not answer as it should. Please try again in a while.")
        self.why = why


class Denied(NotAllowed):
    """The provider sent the browser back without vouching for anybody. `why` is its error code, if it is one that is known."""

    code = "openid-denied"

    def __init__(self, why: str) -> None:
        super().__init__("The sign-in service did not sign you in. You can try again, or go on without it.")
        self.why = why


class NotGenuine(NotAllowed):
    """What came back does not fit together: it was made for somebody else, for another time, or by somebody else."""

    code = "openid-not-genuine"

    def __init__(self, why: str) -> None:
        super().__init__("What the sign-in service sent cannot be trusted. Please begin once more.")
        self.why = why


class Lapsed(NotAllowed):
    """The browser comes back from a journey that is over, was never begun, or was begun in another browser."""

    code = "openid-lapsed"

    def __init__(self, why: str = "lapsed") -> None:
        super().__init__("This sign-in took too long, or was used before. Please begin once more.")
        self.why = why
