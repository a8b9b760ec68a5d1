"""Signing in through an OpenID provider, in the browser: readers on their site, moderators and editors at the desk."""
