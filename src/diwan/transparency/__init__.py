"""The public account of a site's moderation: what was counted (`account`), what small numbers are kept back (`small`), and its bytes
(`printed`). Pure."""
