"""What is stored about whom, for what and for how long: the register, by table and column, and the report made from it. Pure."""
