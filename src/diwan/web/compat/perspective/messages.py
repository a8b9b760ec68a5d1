"""What is sent to the API and what comes back, field by field, named as in its published discovery document."""

import re
from dataclasses import dataclass
from enum import Enum
from functools import cache
from typing import Final, TypeAlias

PACKAGE: Final = "google.commentanalyzer.v1alpha1"


class Scalar(Enum):
    """A simple value, by protobuf's name for it."""

    STRING = "TYPE_STRING"
    BOOL = "TYPE_BOOL"
    FLOAT = "TYPE_FLOAT"
    INT32 = "TYPE_INT32"


@dataclass(frozen=True, slots=True)
class Choice:
    """One of `values`, the first of which stands for none chosen. `name` is its type, below the package."""

    name: str
    values: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Message:
    """An object with named fields."""

    name: str
    about: str
    fields: tuple["Field", ...]

    def field(self, name: str) -> "Field | None":
        """The field called `name`, in JSON's way (`spanAnnotations`) or protobuf's (`span_annotations`)."""
        for field in self.fields:
            if name in (field.name, field.proto_name):
                return field
        return None


Kind: TypeAlias = Scalar | Choice | Message


@dataclass(frozen=True, slots=True)
class Field:
    """`repeated`: a list of the kind. `by_name`: an object whose keys are names of attributes. `needed`: nothing is answered without it."""

    name: str
    kind: Kind
    about: str
    repeated: bool = False
    by_name: bool = False
    needed: bool = False

    @property
    def proto_name(self) -> str:
        return _proto_name(self.name)


@cache
def _proto_name(name: str) -> str:
    """A name in JSON's way in protobuf's: asked for each field of every request."""
    return re.sub("([A-Z])", r"_\1", name).lower()


SCORE_TYPE: Final = Choice(
    "ScoreType", ("SCORE_TYPE_UNSPECIFIED", "PROBABILITY", "STD_DEV_SCORE", "PERCENTILE", "RAW")
)
TEXT_TYPE: Final = Choice("TextEntry.TextType", ("TEXT_TYPE_UNSPECIFIED", "PLAIN_TEXT", "HTML"))

TEXT_ENTRY: Final = Message(
    "TextEntry",
    "A text.",
    (
        Field("text", Scalar.STRING, "The text in UTF-8."),
        Field("type", TEXT_TYPE, "What it is written in. Only PLAIN_TEXT is read."),
    ),
)
ARTICLE_AND_PARENT: Final = Message(
    "ArticleAndParentComment",
    "The article that is commented on, and the comment that is answered.",
    (
        Field("article", TEXT_ENTRY, "The article."),
        Field("parentComment", TEXT_ENTRY, "The comment that is answered."),
    ),
)
CONTEXT: Final = Message(
    "Context",
    "What the comment stands in. Either entries or articleAndParentComment, never both.",
    (
        Field("entries", TEXT_ENTRY, "Texts that came before.", repeated=True),
        Field(
            "articleAndParentComment", ARTICLE_AND_PARENT, "The article, and the comment that is answered."
        ),
    ),
)
ATTRIBUTE_PARAMETERS: Final = Message(
    "AttributeParameters",
    "How an attribute is wanted. An empty object is enough.",
    (
        Field("scoreType", SCORE_TYPE, "The kind of score. Only PROBABILITY is served."),
        Field("scoreThreshold", Scalar.FLOAT, "Below this value the attribute is left out of the answer."),
    ),
)
SCORE: Final = Message(
    "Score",
    "A score.",
    (
        Field("value", Scalar.FLOAT, "From 0 to 1."),
        Field("type", SCORE_TYPE, "The kind of score."),
    ),
)
SPAN_SCORE: Final = Message(
    "SpanScore",
    "The score of a part of the text.",
    (
        Field("begin", Scalar.INT32, "Where the part begins, in UTF-16 code units."),
        Field("end", Scalar.INT32, "Where it ends, exclusive."),
        Field("score", SCORE, "Its score."),
    ),
)
ATTRIBUTE_SCORES: Final = Message(
    "AttributeScores",
    "The scores of an attribute.",
    (
        Field(
            "spanScores",
            SPAN_SCORE,
            "Those of the sentences, or one over the whole text with the summary's value.",
            repeated=True,
        ),
        Field("summaryScore", SCORE, "That of the whole text."),
    ),
)

_COMMENT = Field("comment", TEXT_ENTRY, "The comment: at most 20,480 bytes.", needed=True)
_CONTEXT = Field("context", CONTEXT, "What it stands in. No served attribute looks at it.")
_LANGUAGES = Field(
    "languages",
    Scalar.STRING,
    "The comment's languages (BCP 47). They are detected, not believed.",
    repeated=True,
)
_TOKEN = Field("clientToken", Scalar.STRING, "Comes back as it is.")
_COMMUNITY = Field("communityId", Scalar.STRING, "The community or site that the comment is from.")
_SESSION = Field("sessionId", Scalar.STRING, "Read and passed over.")

ANALYZE_REQUEST: Final = Message(
    "AnalyzeCommentRequest",
    "A comment to be scored.",
    (
        _COMMENT,
        _CONTEXT,
        Field(
            "requestedAttributes",
            ATTRIBUTE_PARAMETERS,
            "The attributes that are wanted, by name.",
            by_name=True,
            needed=True,
        ),
        Field("spanAnnotations", Scalar.BOOL, "Whether each sentence is scored by itself too."),
        _LANGUAGES,
        Field("doNotStore", Scalar.BOOL, "Nothing that is sent here is stored, whatever this says."),
        _TOKEN,
        _SESSION,
        _COMMUNITY,
        Field(
            "dropUnsupportedAttributes",
            Scalar.BOOL,
            "Leave attributes out that do not support the language, instead of refusing the request.",
        ),
    ),
)
ANALYZE_RESPONSE: Final = Message(
    "AnalyzeCommentResponse",
    "What was made of the comment.",
    (
        Field("attributeScores", ATTRIBUTE_SCORES, "The scores, by attribute.", by_name=True),
        Field("languages", Scalar.STRING, "The languages it was taken to be in.", repeated=True),
        Field("detectedLanguages", Scalar.STRING, "The languages it was found to be in.", repeated=True),
        Field("clientToken", Scalar.STRING, "As it was sent."),
    ),
)
SUGGEST_REQUEST: Final = Message(
    "SuggestCommentScoreRequest",
    "What a client's moderators decided about a comment.",
    (
        _COMMENT,
        Field("context", CONTEXT, "What it stands in."),
        Field(
            "attributeScores",
            ATTRIBUTE_SCORES,
            "The scores it should have, by attribute.",
            by_name=True,
            needed=True,
        ),
        _LANGUAGES,
        _COMMUNITY,
        _TOKEN,
        _SESSION,
        Field("doNotStore", Scalar.BOOL, "Look at the request and keep nothing of it."),
    ),
)
SUGGEST_RESPONSE: Final = Message(
    "SuggestCommentScoreResponse",
    "That it was taken.",
    (
        Field("clientToken", Scalar.STRING, "As it was sent."),
        Field("requestedLanguages", Scalar.STRING, "The languages as they were sent.", repeated=True),
        Field(
            "detectedLanguages", Scalar.STRING, "The languages the comment was found to be in.", repeated=True
        ),
    ),
)

MESSAGES: Final = (
    ANALYZE_REQUEST,
    ANALYZE_RESPONSE,
    ARTICLE_AND_PARENT,
    ATTRIBUTE_PARAMETERS,
    ATTRIBUTE_SCORES,
    CONTEXT,
    SCORE,
    SPAN_SCORE,
    SUGGEST_REQUEST,
    SUGGEST_RESPONSE,
    TEXT_ENTRY,
)
"""All of them, by name."""
