"""The part of the register about signing in, of readers and at the desk, about mail, and about how comments arrive."""

from collections.abc import Mapping

from diwan.privacy.kept import Kept, Whom, about_moderators, about_nobody, about_readers


def _signed_in(*columns: str, purpose: str, until: str = "ever") -> Kept:
    return Kept(columns, Whom.SIGNED_IN, purpose, until)


def _mailed(*columns: str, purpose: str, until: str) -> Kept:
    return Kept(columns, Whom.MAILED, purpose, until)


_MAILBOX = "where to write; encrypted, under a key that is not in the database"
_MARK = "so that a mailbox is known again; a keyed hash, from which nobody can write to it"
_ASKED_FOR = "what somebody wants mail about, until the mailbox's owner has confirmed it"
_SUBSCRIBED = "what a mailbox's owner wants to be told of, and when"
_ENTER = "signing in by a link sent to a mailbox"
_PASSKEY = "signing in by a passkey; nothing of a fingerprint or face ever leaves the device"
_CODES = (
    "signing in with a second factor; hashes, or what is worth nothing without a key outside the database"
)

IDENTITIES: Mapping[str, tuple[Kept, ...]] = {
    # --- readers who sign in ---
    "readers": (
        _signed_in("id", "at", "position", purpose="that somebody came here for the first time; not who"),
        _signed_in("commitment", purpose="the proof of who, from which it cannot be read"),
    ),
    "reader_subjects": (
        _signed_in(
            *("reader_id", "salt", "site", "source", "subject"),
            purpose="what the publisher or the provider calls a reader (of one who comes by mail, a keyed hash), so that he is known again",
            until="account",
        ),
    ),
    "departures": (
        _signed_in(
            *("reader_id", "by", "at", "position"), purpose="that a reader was forgotten, and on whose wish"
        ),
    ),
    "signatures": (
        _signed_in(
            *("comment_id", "commitment", "at", "position"),
            purpose="that a comment was written by somebody who had signed in; not by whom",
        ),
    ),
    "signers": (
        _signed_in(
            *("comment_id", "salt", "reader_id", "badge"),
            purpose="whose comment it is, for moderators and for himself, and the badge that is shown with it",
            until="signed",
        ),
    ),
    "restraints": (
        _signed_in(
            *("id", "reader_id", "salt", "effect", "guideline", "until", "at", "position"),
            purpose="that a reader is held, muted or barred, since when, until when and why",
        ),
        about_moderators("by", purpose="who restrained him"),
        about_moderators("note", "note_salt", purpose="what a moderator wrote about it, for colleagues"),
    ),
    "liftings": (
        _signed_in(*("restraint_id", "at", "position"), purpose="that a reader's restraint was lifted"),
        about_moderators("by", purpose="who lifted it"),
        about_moderators("note", "note_salt", purpose="what an editor wrote about it, for colleagues"),
    ),
    "reader_sessions": (
        _signed_in(
            *("hash", "reader_id", "site", "source", "expires_at"),
            purpose="being signed in; a hash of the token",
            until="visit",
        ),
        _signed_in(
            *("name", "badge"), purpose="under which name and badge he writes in this session", until="visit"
        ),
    ),
    "used_sign_ins": (
        _signed_in("hash", "expires_at", purpose="so that a sign-in is good once; a hash", until="once"),
    ),
    "openid_journeys": (
        about_nobody(
            *("state", "browser", "provider", "back", "expires_at"),
            purpose="a browser on its way to a provider and back; hashes, and the page it came from",
            until="moment",
        ),
    ),
    # --- how comments arrive ---
    "used_tickets": (
        about_nobody("nonce", "expires_at", purpose="so that a ticket lets in one comment", until="once"),
    ),
    "oddities": (
        about_readers(
            *("comment_id", "seen"),
            purpose="what was odd about how a comment arrived, until the checks are told",
            until="work",
        ),
    ),
    # --- mail to readers ---
    "mail_requests": (
        _mailed("mailbox", purpose=_MAILBOX, until="asked"),
        _mailed("mark", purpose=_MARK, until="asked"),
        _mailed(
            *("id", "comment_id", "site", "outcome", "replies", "daily", "at", "expires_at"),
            purpose=_ASKED_FOR,
            until="asked",
        ),
    ),
    "subscriptions": (
        _mailed("mailbox", purpose=_MAILBOX, until="mail"),
        _mailed("mark", purpose=_MARK, until="mail"),
        _mailed(
            *(
                "id",
                "comment_id",
                "site",
                "outcome",
                "replies",
                "daily_at",
                "quiet_until",
                "at",
                "expires_at",
            ),
            purpose=_SUBSCRIBED,
            until="mail",
        ),
    ),
    "enter_links": (
        _mailed("mailbox", purpose=_MAILBOX, until="link"),
        _mailed("mark", purpose=_MARK, until="link"),
        _mailed(*("id", "site", "back", "name", "state", "at", "expires_at"), purpose=_ENTER, until="link"),
    ),
    "outbox": (
        _mailed(
            *("belongs_to", "cause", "kind", "mark", "mail_id", "attempts", "due_at", "gives_up_at"),
            purpose="what is still to be sent; without the mailbox and without any words",
            until="letter",
        ),
    ),
    "mail_knocks": (
        _mailed(
            *("mark", "at"),
            purpose="so that nobody's mailbox is filled by others; a keyed hash, and when it was written to unasked",
            until="day",
        ),
    ),
    "mail_refusals": (
        _mailed(
            *("mark", "until"),
            purpose="that a mailbox's owner wants nothing that he did not ask for; a keyed hash",
            until="month",
        ),
    ),
    # --- second factors and providers, at the desk ---
    "ties": (
        about_moderators(
            *("id", "moderator_id", "issuer", "subject", "salt", "by", "at", "position"),
            purpose="what the newsroom's provider calls a moderator, so that he signs in there, and who said so",
        ),
    ),
    "openid_invitations": (
        about_moderators(
            *("moderator_id", "provider", "mark", "by", "expires_at"),
            purpose="as whom somebody will come from a provider; a hash of his address or of what he is called there",
            until="invitation",
        ),
    ),
    "passkeys": (
        about_moderators(
            *("id", "moderator_id", "name", "credential", "public_key", "sign_count", "at"),
            *("used_at", "doubted_at"),
            purpose=_PASSKEY,
            until="factor",
        ),
    ),
    "authenticators": (
        about_moderators(*("moderator_id", "nonce", "last_step", "at"), purpose=_CODES, until="factor"),
    ),
    "recovery_codes": (about_moderators("hash", "moderator_id", "at", purpose=_CODES, until="factor"),),
    "code_tries": (
        about_moderators(
            *("moderator_id", "count", "last_at"),
            purpose="so that codes cannot be guessed: how many wrong ones in a row, and when the last",
            until="tries",
        ),
    ),
    "spent_challenges": (
        about_nobody("hash", "expires_at", purpose="so that a challenge is answered once", until="moment"),
    ),
    "resets": (
        about_moderators(
            *("id", "moderator_id", "by", "at", "position"),
            purpose="that somebody's ways to sign in were taken away, and by whom",
        ),
    ),
}
