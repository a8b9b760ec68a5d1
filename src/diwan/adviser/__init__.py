"""The adviser: a check that asks a language model on the newsroom's own network, by the guidelines' own words. Off, unless set up.

`question` says what is asked, `answer` reads what comes back, `reason` keeps readers' words out of it, `server` carries it over HTTP,
`budget` says when not to ask, and `check` makes a check of it all. It lives outside `screening`, which does no I/O.
"""
