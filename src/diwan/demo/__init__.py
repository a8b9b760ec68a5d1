"""The demonstration: an invented city paper, its articles, and the readers who write under them.

`newsroom` loads the paper, `app` serves it, `conversation` holds the comments that its readers wrote. Nothing here
touches a database: the comments go through the same path as anybody's.
"""
