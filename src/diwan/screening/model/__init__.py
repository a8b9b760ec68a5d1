"""The trained model: a small encoder that says for each guideline how likely a text breaks it, and which words said so.

`files` reads and verifies what is shipped, `windows` cuts long texts, `classifier` scores texts, `spans` finds the words, and
`check` makes findings of it. How the model was made stands in `training/`, what it can and cannot do in `docs/model-card.md`.
"""
