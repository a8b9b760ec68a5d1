"""What clients of the scoring sent in to be learnt from: inserted, never changed, removed only where an erasure stands."""

from sqlalchemy import BigInteger, LargeBinary, Text

from diwan.storage.schema.tables import table

suggestions = table("suggestions", id=Text, key_name=Text, community=Text, example=LargeBinary, at=BigInteger)
suggestion_erasures = table(
    "suggestion_erasures",
    id=Text,
    suggestion_id=Text,
    key_name=Text,
    community=Text,
    by=Text,
    at=BigInteger,
)

EXAMPLES = (suggestions, suggestion_erasures)
