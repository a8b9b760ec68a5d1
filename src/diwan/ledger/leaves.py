"""Entries as leaves: the bytes that are hashed, and back. Each entry has one spelling, and each leaf one reading.

A leaf is the canonical JSON of an object with the entry's fields and its `kind`.
"""

from collections.abc import Callable
from dataclasses import fields
from typing import Any

from diwan.appeals import Verdict
from diwan.consultations import Asked
from diwan.decisions import Author, AuthorKind, Outcome
from diwan.guidelines import AbuseKind, Guideline
from diwan.ledger.canonical import JsonValue, canonical, parse
from diwan.ledger.entries import (
    Added,
    AppealAnswered,
    Appealed,
    Appointed,
    Arrived,
    Batched,
    BatchOpened,
    Cleared,
    ClosingSet,
    Confirmed,
    Consulted,
    Decided,
    Departed,
    Dismissed,
    Drawn,
    Entry,
    Erased,
    Expired,
    Founded,
    GuidelinesRevised,
    Lifted,
    Moved,
    Paused,
    Printed,
    PrintedSheet,
    Registered,
    Removed,
    Reported,
    Reread,
    Reset,
    Restrained,
    Resumed,
    Screened,
    Signed,
    Submitted,
    TermsRevised,
    Tied,
)
from diwan.ledger.fields import BadEntry, Fields
from diwan.restraints import Effect


def encode(entry: Entry) -> bytes:
    """The leaf of `entry`. Raises BadEntry, naming the field, for an entry that `decode` would not take back."""
    value: dict[str, JsonValue] = {"kind": entry.kind, **_plain(entry)}
    try:
        leaf = canonical(value)
    except ValueError as error:
        raise BadEntry(f"The entry cannot be written: {error}.") from None
    _read(value)
    return leaf


def decode(leaf: bytes) -> Entry:
    """The entry in `leaf`. Raises BadEntry: not canonical JSON, an unknown kind, a wrong, missing or extra field."""
    try:
        value = parse(leaf)
    except ValueError as error:
        raise BadEntry(f"The entry cannot be read: {error}.") from None
    return _read(value)


def _plain(part: Any) -> dict[str, JsonValue]:
    """The fields of an entry, or of a part of one, as JSON values. Entries hold only what `_value` handles."""
    names = _NAMES.get(type(part))
    if names is None:
        names = _NAMES[type(part)] = tuple(field.name for field in fields(part))
    return {name: _value(getattr(part, name)) for name in names}


_NAMES: dict[type[Any], tuple[str, ...]] = {}
"""The names of the fields by the kind of entry: to have them listed for each entry takes as long as to write it."""


def _value(value: Any) -> JsonValue:
    if value is None or isinstance(value, (str, int)):
        plain: JsonValue = value
        return plain
    if isinstance(value, tuple):
        return [_value(item) for item in value]
    return _plain(value)


def _read(value: JsonValue) -> Entry:
    kind = value.get("kind") if isinstance(value, dict) else None
    if not isinstance(kind, str) or kind not in _READERS:
        raise BadEntry("The entry's kind is unknown.")
    names, read = _READERS[kind]
    return read(Fields(value, names, kind))


def _founded(f: Fields) -> Founded:
    return Founded(at=_at(f), instance=f.text("instance"), origin=f.text("origin"))


def _guidelines(f: Fields) -> GuidelinesRevised:
    return GuidelinesRevised(
        at=_at(f), revision=f.integer("revision", least=1), digest=f.digest("digest"), by=f.text("by")
    )


def _terms(f: Fields) -> TermsRevised:
    return TermsRevised(
        at=_at(f),
        revision=f.integer("revision", least=1),
        list=f.text("list"),
        follows=f.integer("follows", least=0),
        digest=f.digest("digest"),
        by=f.text("by"),
    )


def _paused(f: Fields) -> Paused:
    return Paused(
        at=_at(f), pause=f.text("pause"), site=f.text("site"), by=f.text("by"), note=f.digest("note")
    )


def _resumed(f: Fields) -> Resumed:
    return Resumed(at=_at(f), pause=f.text("pause"), by=f.text("by"))


def _closing(f: Fields) -> ClosingSet:
    return ClosingSet(
        at=_at(f),
        closing=f.text("closing"),
        thread=f.text("thread"),
        closes_at=f.integer_or_none("closes_at", least=0),
        by=f.text("by"),
    )


def _registered(f: Fields) -> Registered:
    return Registered(
        at=_at(f),
        thread=f.text("thread"),
        site=f.text("site"),
        article=f.text("article"),
        revision=f.integer("revision", least=1),
        digest=f.digest("digest"),
        by=f.text("by"),
    )


def _appointed(f: Fields) -> Appointed:
    return Appointed(at=_at(f), moderator=f.text("moderator"), role=f.text("role"), name=f.text("name"))


def _dismissed(f: Fields) -> Dismissed:
    return Dismissed(at=_at(f), moderator=f.text("moderator"), by=f.text("by"))


def _tied(f: Fields) -> Tied:
    return Tied(
        at=_at(f),
        moderator=f.text("moderator"),
        tie=f.text("tie"),
        identity=f.digest("identity"),
        by=f.text("by"),
    )


def _reset(f: Fields) -> Reset:
    return Reset(at=_at(f), moderator=f.text("moderator"), reset=f.text("reset"), by=f.text("by"))


def _submitted(f: Fields) -> Submitted:
    return Submitted(
        at=_at(f),
        comment=f.text("comment"),
        thread=f.text("thread"),
        site=f.text("site"),
        article=f.text("article"),
        parent=f.text_or_none("parent"),
        branch=f.text("branch"),
        ordinal=f.integer("ordinal", least=0),
        key=f.digest("key"),
        digest=f.digest("digest"),
    )


def _signed(f: Fields) -> Signed:
    return Signed(at=_at(f), comment=f.text("comment"), signature=f.digest("signature"))


def _arrived(f: Fields) -> Arrived:
    return Arrived(at=_at(f), reader=f.text("reader"), identity=f.digest("identity"))


def _departed(f: Fields) -> Departed:
    return Departed(at=_at(f), reader=f.text("reader"), by=f.text("by"))


def _screened(f: Fields) -> Screened:
    return Screened(
        at=_at(f),
        comment=f.text("comment"),
        screening=f.text("screening"),
        digest=f.digest("digest"),
        checks=f.texts("checks"),
    )


def _consulted(f: Fields) -> Consulted:
    return Consulted(
        at=_at(f),
        comment=f.text("comment"),
        consultation=f.text("consultation"),
        digest=f.digest("digest"),
        asked=f.one_of("asked", Asked),
        by=f.text("by"),
        note=f.digest_or_none("note"),
    )


def _moved(f: Fields) -> Moved:
    return Moved(
        at=_at(f),
        comment=f.text("comment"),
        motion=f.text("motion"),
        digest=f.digest("digest"),
        guideline=f.one_of("guideline", Guideline),
        abuse_kind=f.one_of_or_none("abuse_kind", AbuseKind),
        revision=f.integer("revision", least=1),
        field=f.text("field"),
        starts=f.integer("starts", least=0),
        ends=f.integer("ends", least=1),
        quote=f.digest("quote"),
        by=f.text("by"),
        note=f.digest_or_none("note"),
        supersedes=f.text_or_none("supersedes"),
    )


def _confirmed(f: Fields) -> Confirmed:
    return Confirmed(
        at=_at(f),
        comment=f.text("comment"),
        motion=f.text("motion"),
        decision=f.text("decision"),
        mover=f.text("mover"),
        by=f.text("by"),
    )


def _batch(f: Fields) -> BatchOpened:
    return BatchOpened(
        at=_at(f),
        batch=f.text("batch"),
        by=f.text("by"),
        outcome=f.one_of("outcome", Outcome),
        guideline=f.one_of_or_none("guideline", Guideline),
        abuse_kind=f.one_of_or_none("abuse_kind", AbuseKind),
        selection=f.text("selection"),
        count=f.integer("count", least=1),
        undoes=f.text_or_none("undoes"),
    )


def _batched(f: Fields) -> Batched:
    return Batched(at=_at(f), batch=f.text("batch"), decisions=f.texts("decisions"))


def _decided(f: Fields) -> Decided:
    author = f.object("author", ("kind", "name", "version"))
    try:
        by = Author(author.one_of("kind", AuthorKind), author.text("name"), author.text_or_none("version"))
    except ValueError as error:
        raise BadEntry(f"decided.author: {error}") from None
    return Decided(
        at=_at(f),
        comment=f.text("comment"),
        decision=f.text("decision"),
        digest=f.digest("digest"),
        outcome=f.one_of("outcome", Outcome),
        author=by,
        guideline=f.one_of_or_none("guideline", Guideline),
        abuse_kind=f.one_of_or_none("abuse_kind", AbuseKind),
        revision=f.integer("revision", least=1),
        note=f.digest_or_none("note"),
        supersedes=f.text_or_none("supersedes"),
    )


def _appealed(f: Fields) -> Appealed:
    return Appealed(
        at=_at(f),
        comment=f.text("comment"),
        appeal=f.text("appeal"),
        decision=f.text("decision"),
        digest=f.digest("digest"),
        words=f.digest("words"),
    )


def _appeal_answered(f: Fields) -> AppealAnswered:
    return AppealAnswered(
        at=_at(f),
        comment=f.text("comment"),
        appeal=f.text("appeal"),
        answer=f.text("answer"),
        verdict=f.one_of("verdict", Verdict),
        by=f.text("by"),
        decision=f.text_or_none("decision"),
        note=f.digest_or_none("note"),
    )


def _reported(f: Fields) -> Reported:
    return Reported(
        at=_at(f),
        comment=f.text("comment"),
        report=f.text("report"),
        publication=f.text("publication"),
        digest=f.digest("digest"),
        key=f.digest("key"),
        guideline=f.one_of("guideline", Guideline),
        abuse_kind=f.one_of_or_none("abuse_kind", AbuseKind),
        reason=f.digest_or_none("reason"),
    )


def _cleared(f: Fields) -> Cleared:
    return Cleared(
        at=_at(f),
        comment=f.text("comment"),
        clearing=f.text("clearing"),
        digest=f.digest("digest"),
        decision=f.text("decision"),
        through=f.integer("through", least=0),
        reopens=f.integer("reopens", least=1),
        by=f.text("by"),
        note=f.digest_or_none("note"),
    )


def _printed(f: Fields) -> Printed:
    return Printed(
        at=_at(f),
        thread=f.text("thread"),
        top=f.text_or_none("top"),
        count=f.integer("count", least=0),
        added=tuple(
            Added(
                comment=a.text("comment"),
                decision=a.text("decision"),
                digest=a.digest("digest"),
                publication=a.text("publication"),
            )
            for a in f.objects("added", ("comment", "decision", "digest", "publication"))
        ),
        removed=tuple(
            Removed(
                publication=r.text("publication"),
                comment=r.text("comment"),
                decision=r.text_or_none("decision"),
                erasure=r.text_or_none("erasure"),
            )
            for r in f.objects("removed", ("publication", "comment", "decision", "erasure"))
        ),
        sheets=tuple(
            PrintedSheet(
                branch=s.text("branch"),
                level=s.integer("level", least=0),
                number=s.integer("number", least=0),
                address=s.digest("address"),
                count=s.integer("count", least=0),
            )
            for s in f.objects("sheets", ("branch", "level", "number", "address", "count"))
        ),
    )


def _erased(f: Fields) -> Erased:
    return Erased(
        at=_at(f),
        comment=f.text("comment"),
        erasure=f.text("erasure"),
        digest=f.digest("digest"),
        by=f.text("by"),
    )


def _drawn(f: Fields) -> Drawn:
    return Drawn(at=_at(f), comment=f.text("comment"), decision=f.text("decision"), digest=f.digest("digest"))


def _reread(f: Fields) -> Reread:
    return Reread(
        at=_at(f),
        comment=f.text("comment"),
        rereading=f.text("rereading"),
        decision=f.text("decision"),
        digest=f.digest("digest"),
        outcome=f.one_of("outcome", Outcome),
        guideline=f.one_of_or_none("guideline", Guideline),
        abuse_kind=f.one_of_or_none("abuse_kind", AbuseKind),
        revision=f.integer("revision", least=1),
        by=f.text("by"),
    )


def _expired(f: Fields) -> Expired:
    return Expired(
        at=_at(f),
        comment=f.text("comment"),
        expiry=f.text("expiry"),
        report=f.text_or_none("report"),
        appeal=f.text_or_none("appeal"),
    )


def _restrained(f: Fields) -> Restrained:
    return Restrained(
        at=_at(f),
        restraint=f.text("restraint"),
        reader=f.digest("reader"),
        effect=f.one_of("effect", Effect),
        guideline=f.one_of("guideline", Guideline),
        until=f.integer_or_none("until", least=0),
        by=f.text("by"),
        note=f.digest_or_none("note"),
    )


def _lifted(f: Fields) -> Lifted:
    return Lifted(at=_at(f), restraint=f.text("restraint"), by=f.text("by"), note=f.digest_or_none("note"))


def _at(f: Fields) -> int:
    return f.integer("at", least=0)


def _reader(
    kind: type[Entry], read: Callable[[Fields], Entry]
) -> tuple[frozenset[str], Callable[[Fields], Entry]]:
    return frozenset({"kind", *(field.name for field in fields(kind))}), read


_READERS = {
    Founded.kind: _reader(Founded, _founded),
    GuidelinesRevised.kind: _reader(GuidelinesRevised, _guidelines),
    TermsRevised.kind: _reader(TermsRevised, _terms),
    Paused.kind: _reader(Paused, _paused),
    Resumed.kind: _reader(Resumed, _resumed),
    ClosingSet.kind: _reader(ClosingSet, _closing),
    Registered.kind: _reader(Registered, _registered),
    Appointed.kind: _reader(Appointed, _appointed),
    Dismissed.kind: _reader(Dismissed, _dismissed),
    Tied.kind: _reader(Tied, _tied),
    Reset.kind: _reader(Reset, _reset),
    Submitted.kind: _reader(Submitted, _submitted),
    Signed.kind: _reader(Signed, _signed),
    Arrived.kind: _reader(Arrived, _arrived),
    Departed.kind: _reader(Departed, _departed),
    Screened.kind: _reader(Screened, _screened),
    Consulted.kind: _reader(Consulted, _consulted),
    Moved.kind: _reader(Moved, _moved),
    Confirmed.kind: _reader(Confirmed, _confirmed),
    BatchOpened.kind: _reader(BatchOpened, _batch),
    Batched.kind: _reader(Batched, _batched),
    Decided.kind: _reader(Decided, _decided),
    Appealed.kind: _reader(Appealed, _appealed),
    AppealAnswered.kind: _reader(AppealAnswered, _appeal_answered),
    Reported.kind: _reader(Reported, _reported),
    Cleared.kind: _reader(Cleared, _cleared),
    Printed.kind: _reader(Printed, _printed),
    Erased.kind: _reader(Erased, _erased),
    Expired.kind: _reader(Expired, _expired),
    Drawn.kind: _reader(Drawn, _drawn),
    Reread.kind: _reader(Reread, _reread),
    Restrained.kind: _reader(Restrained, _restrained),
    Lifted.kind: _reader(Lifted, _lifted),
}
