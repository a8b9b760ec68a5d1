"""What the newsroom that is tried is called. Apart, for whoever must not import everything else."""

SITE = "courier"
ARTICLE = "bridge"
PAPER = "https://courier.example"
