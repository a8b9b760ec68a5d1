"""Statements of reasons (Digital Services Act, article 17): what each rejection says of itself, in the words of the public database.

Pure: from what the records say of a rejection (`rejection`) to a statement (`statement`), and the documented rules that one keeps
(`rules`). Nothing a reader or a moderator wrote goes in.
"""
