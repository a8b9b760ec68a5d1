"""Work lists: presence is the fact; each can be made again from the records."""

from sqlalchemy import BigInteger, LargeBinary, Text

from diwan.storage.schema.tables import table

waiting = table("waiting", comment_id=Text, position=BigInteger)
unprinted = table("unprinted", id=BigInteger, thread_id=Text, comment_id=Text)
printed = table("printed", comment_id=Text, publication_id=Text)
current_sheets = table(
    "current_sheets", branch=Text, level=BigInteger, number=BigInteger, address=Text, count=BigInteger
)
stale_sheets = table("stale_sheets", address=Text, since=BigInteger)
unsketched = table("unsketched", comment_id=Text, position=BigInteger)
likenesses = table("likenesses", comment_id=Text, likeness=LargeBinary)
sketches = table("sketches", comment_id=Text, sketch=LargeBinary)
sketch_bands = table("sketch_bands", key=BigInteger, position=BigInteger)
unkeyed = table("unkeyed", comment_id=Text, position=BigInteger)
# On PostgreSQL the key is a tsvector; on SQLite its tokens as text, with an FTS5 index over it (`search_index`).
search_keys = table("search_keys", position=BigInteger, comment_id=Text, key=Text)
daily_sums = table("daily_sums", day=BigInteger, site=Text, sums=LargeBinary)

# One row for each lane that a comment stands in (`desk/lanes`): it waits, or it is reported. `doubt` orders a lane by sureness: millionths, the
# surest first. `asked_by` is who passed it on, in the two lanes for that.
laned = table(
    "laned",
    comment_id=Text,
    lane=Text,
    site=Text,
    section=Text,
    language=Text,
    position=BigInteger,
    doubt=BigInteger,
    asked_by=Text,
)

# The last motion on a comment, as long as nothing was decided since: what a second moderator is to look at.
unconfirmed = table("unconfirmed", comment_id=Text, motion_id=Text, by=Text, position=BigInteger)

# What a batch has still to decide, and (`skipped`: why) what it left out. Not in a backup: what a restored batch had not decided, it
# leaves undecided.
batch_members = table(
    "batch_members",
    batch_id=Text,
    number=BigInteger,
    comment_id=Text,
    digest=LargeBinary,
    supersedes=Text,
    skipped=Text,
)

WORK_LISTS = (
    waiting,
    unprinted,
    printed,
    current_sheets,
    stale_sheets,
    likenesses,
    unsketched,
    sketches,
    sketch_bands,
    unkeyed,
    search_keys,
    daily_sums,
    laned,
    unconfirmed,
    batch_members,
)
