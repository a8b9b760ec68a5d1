"""What a job may do with term lists, pauses and closings inside the writer's transaction; the words of `ports.Transaction` say what each
method means.
"""

from diwan.clock import Milliseconds
from diwan.pauses import Closing, Pause
from diwan.storage import schema, texts
from diwan.storage.statements import Statements
from diwan.term_revisions import ListName, TermRevision

_LATEST = "SELECT max(revision) FROM term_lists"
_OF_LIST = "SELECT max(revision) FROM term_lists WHERE list = ?"
_PAUSED = (
    "SELECT p.id FROM pauses p WHERE p.site = ? "
    "AND NOT EXISTS (SELECT 1 FROM resumptions r WHERE r.pause_id = p.id)"
)


class EditorStatements(Statements):
    """The part of a transaction that editors' pages need."""

    def term_revision(self, name: ListName | None = None) -> int:
        row = self._one(_LATEST) if name is None else self._one(_OF_LIST, str(name))
        return int(row[0]) if row and row[0] is not None else 0

    def keep_terms(self, revised: TermRevision, position: int) -> None:
        self._insert(
            schema.term_lists,
            revision=revised.revision,
            list=str(revised.name),
            follows=revised.follows,
            texts=texts.dump(revised.texts),
            salt=revised.salt,
            by=revised.by,
            at=revised.at,
            position=position,
        )

    def pause_of(self, site: str) -> str | None:
        row = self._one(_PAUSED, site)
        return row[0] if row else None

    def keep_pause(self, pause: Pause, salt: bytes, position: int) -> None:
        self._insert(
            schema.pauses,
            id=pause.id,
            site=pause.site,
            by=pause.by,
            note=pause.reason,
            note_salt=salt,
            at=pause.at,
            position=position,
        )

    def keep_resumption(self, pause_id: str, by: str, at: Milliseconds, position: int) -> None:
        self._insert(schema.resumptions, pause_id=pause_id, by=by, at=at, position=position)

    def keep_closing(self, closing: Closing, position: int) -> None:
        self._insert(
            schema.closings,
            id=closing.id,
            thread_id=closing.thread_id,
            closes_at=closing.closes_at,
            by=closing.by,
            at=closing.at,
            position=position,
        )

    def keep_trial(
        self,
        trial_id: str,
        *,
        name: ListName,
        base: int,
        lines: str,
        by: str,
        most: int,
        tally: str,
        until: int,
    ) -> None:
        self._insert(
            schema.term_trials,
            id=trial_id,
            list=str(name),
            base=base,
            texts=lines,
            by=by,
            most=most,
            came=2**62,
            tally=tally,
            expires_at=until,
        )

    def advance_trial(self, trial_id: str, *, came: int, to: int, tally: str) -> None:
        self._run(
            "UPDATE term_trials SET came = ?, tally = ? WHERE id = ? AND came = ?", to, tally, trial_id, came
        )

    def forget_lapsed_trials(self, at: Milliseconds) -> None:
        self._run("DELETE FROM term_trials WHERE expires_at <= ?", at)
