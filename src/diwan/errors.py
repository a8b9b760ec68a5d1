"""What can go wrong, as one tree. Each error says what to do; none repeats a reader's words.

DiwanError
├── Refused                    the request cannot be carried out as it stands; nothing was changed
│   ├── Malformed              it cannot be read: encoding, JSON, a field's type
│   ├── Unacceptable           it can be read, but its words, name or key break a stated limit
│   │   └── NeedsConfirmation  criticism of the publisher, rejected by one person: it takes the words and a second one
│   ├── ForeignOrigin          it comes from a page that is not the publisher's
│   ├── NotSignedIn            no session, key or link, or one that has lapsed
│   │   └── NeedsSecondFactor  what was shown is right, and not enough: this person has, or must have, a second factor
│   ├── NotAllowed             signed in, but this role may not do it
│   │   └── MayNotWrite        a reader who is muted or barred; carries what keeps him from writing
│   ├── Unknown                no such site, article, comment, receipt or moderator
│   └── Conflict               it contradicts what is recorded
│       ├── KeyReused          the same key with other words
│       ├── ThreadClosed
│       ├── OutsideHours       comments are taken at other hours; says when again
│       ├── ParentNotPrinted   a reply to something no reader can see
│       ├── NotPrinted         a report on something no reader can see
│       ├── TicketUsed         the form's ticket has let in another comment
│       ├── AlreadyDecided     a colleague was first; carries his decision
│       ├── NotScreened        nobody knows yet whether it criticises the publisher: let the checks read it, then ask again
│       └── AlreadyCleared     a colleague has looked at these reports; carries his clearing
├── TooMany                    too many requests; says when to come back
│   └── Busy                   many write under this article: wait, or show a ticket whose work is done
│       └── StaleTicket        the same, and the ticket shown is none, or no longer good
├── Unavailable                the storage cannot take it now (full, locked, read-only, gone); retry with the same key
├── MailNotTaken               the mail server did not take a message
│   ├── MailLater              not now, this one: try it again
│   ├── MailServerDown         not now, whatever it is: it cannot be reached, or refuses us
│   ├── MessageRefused         not this one, ever
│   └── MailboxRefused         nothing for this mailbox, ever
└── CannotStart                settings, database or files are not as they must be
"""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from diwan.decisions import Decision
    from diwan.hours import Hours
    from diwan.reports import Clearing
    from diwan.restraints import Restraint


class DiwanError(Exception):
    """The root. `code` is stable and machine-readable; `str(error)` is for people and says what to do."""

    code = "error"

    def __init__(self, detail: str, *, code: str | None = None, field: str | None = None) -> None:
        super().__init__(detail)
        self.detail = detail
        self.field = field
        if code is not None:
            self.code = code


class Refused(DiwanError):
    """The request cannot be carried out as it stands; nothing was changed."""

    code = "refused"


class Malformed(Refused):
    code = "malformed"


class Unacceptable(Refused):
    code = "unacceptable"


class NeedsConfirmation(Unacceptable):
    code = "needs-confirmation"


class ForeignOrigin(Refused):
    code = "foreign-origin"


class NotSignedIn(Refused):
    code = "not-signed-in"


class NeedsSecondFactor(NotSignedIn):
    code = "needs-second-factor"


class NotAllowed(Refused):
    code = "not-allowed"


class MayNotWrite(NotAllowed):
    code = "may-not-write"

    def __init__(self, detail: str, restraint: "Restraint") -> None:
        super().__init__(detail)
        self.restraint = restraint
        self.told = ""
        """The same in the reader's language, for a client that shows it as it is."""


class Unknown(Refused):
    code = "unknown"


class Conflict(Refused):
    code = "conflict"


class KeyReused(Conflict):
    code = "key-reused"


class ThreadClosed(Conflict):
    code = "thread-closed"


class OutsideHours(Conflict):
    code = "outside-hours"

    def __init__(self, detail: str, *, hours: "Hours", at: int, opens_at: int, retry_after_s: int) -> None:
        super().__init__(detail)
        self.hours = hours
        self.at = at
        self.opens_at = opens_at
        """As `at`, in milliseconds since 1970."""
        self.retry_after_s = retry_after_s
        self.told = ""
        """The same in the reader's language, for a client that shows it as it is."""


class ParentNotPrinted(Conflict):
    code = "parent-not-printed"


class NotPrinted(Conflict):
    code = "not-printed"


class TicketUsed(Conflict):
    code = "ticket-used"


class NotScreened(Conflict):
    code = "not-screened"


class AlreadyDecided(Conflict):
    code = "already-decided"

    def __init__(self, detail: str, decision: "Decision") -> None:
        super().__init__(detail)
        self.decision = decision


class AlreadyCleared(Conflict):
    code = "already-cleared"

    def __init__(self, detail: str, clearing: "Clearing") -> None:
        super().__init__(detail)
        self.clearing = clearing


class TooMany(DiwanError):
    code = "too-many"

    def __init__(self, detail: str, retry_after_s: int, *, code: str | None = None) -> None:
        super().__init__(detail, code=code)
        self.retry_after_s = retry_after_s


class Busy(TooMany):
    code = "busy"


class StaleTicket(Busy):
    code = "stale-ticket"


class Unavailable(DiwanError):
    code = "unavailable"


class CannotStart(DiwanError):
    code = "cannot-start"


class MailNotTaken(DiwanError):
    code = "mail-not-taken"


class MailLater(MailNotTaken):
    code = "mail-later"


class MailServerDown(MailNotTaken):
    code = "mail-server-down"


class MessageRefused(MailNotTaken):
    code = "message-refused"


class MailboxRefused(MailNotTaken):
    code = "mailbox-refused"
