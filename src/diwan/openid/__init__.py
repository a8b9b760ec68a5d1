"""OpenID Connect, as the party that relies on a provider: what is asked of it, over which wire, and what is believed.

Nothing here knows the web application or the storage: the browser's part of a sign-in is in `web/openid`.
"""
