"""Comments nearly alike, found by their sketches' bands.

A look-up costs the same among a thousand comments and among a million: of each band the newest `PER_BAND` are taken, of
those the `COMPARED` that share most bands are compared, and at most `ports.MOST_ALIKE` are told. A very common band (a
quotation, a greeting of the season) therefore costs no more than a rare one.
"""

from collections import Counter

from sqlalchemy import Connection, bindparam, text

from diwan.screening.sketch import BANDS, NEAR, band_keys, resemblances
from diwan.storage import schema
from diwan.stored import MOST_ALIKE, Cluster

PER_BAND = 100
COMPARED = 400

_CANDIDATES = text(
    " UNION ALL ".join(
        f"SELECT position FROM (SELECT position FROM sketch_bands WHERE key = :k{band} "  # noqa: S608 - our own numbers only
        f"ORDER BY position DESC LIMIT {PER_BAND}) b{band}"
        for band in range(BANDS)
    )
)
_COMPARED = text(
    "SELECT c.id, c.thread_id, w.name, s.sketch FROM comments c JOIN sketches s ON s.comment_id = c.id "
    "JOIN words w ON w.comment_id = c.id WHERE c.position IN :positions ORDER BY c.position DESC"
).bindparams(bindparam("positions", expanding=True))
_SKETCH = text("SELECT sketch FROM sketches WHERE comment_id = :id")
_OWE = text(
    "INSERT INTO unsketched (comment_id, position) SELECT c.id, c.position FROM comments c "
    "JOIN words w ON w.comment_id = c.id WHERE EXISTS (SELECT 1 FROM screenings s WHERE s.comment_id = c.id)"
)


def stored_sketch(connection: Connection, comment_id: str) -> bytes | None:
    """The sketch of a screened comment; None for a short, an unscreened or an erased one."""
    found = connection.execute(_SKETCH, {"id": comment_id}).scalar_one_or_none()
    return None if found is None else bytes(found)


def near(connection: Connection, of: bytes, *, besides: str) -> Cluster:
    """The newest comments near this sketch, `besides` itself left out."""
    keys = {f"k{band}": key for band, key in enumerate(band_keys(of))}
    shared = Counter(row[0] for row in connection.execute(_CANDIDATES, keys))
    positions = sorted(shared, key=lambda position: (shared[position], position), reverse=True)[:COMPARED]
    if not positions:
        return Cluster((), frozenset(), frozenset())
    rows = connection.execute(_COMPARED, {"positions": positions}).all()
    alike = resemblances(of, [bytes(row[3]) for row in rows])
    found = [row for row, score in zip(rows, alike, strict=True) if score >= NEAR and row[0] != besides]
    told = found[:MOST_ALIKE]
    return Cluster(
        tuple(row[0] for row in told), frozenset(row[1] for row in told), frozenset(row[2] for row in told)
    )


def owe_sketches(connection: Connection) -> None:
    """Empty both lists and owe every screened comment its sketch anew, as far as it has words: `diwan.sketching` makes them.

    After a restore, and whenever sketches are to follow a newer normaliser.
    """
    for table in (schema.sketch_bands, schema.sketches, schema.unsketched):
        connection.execute(table.delete())
    connection.execute(_OWE)
