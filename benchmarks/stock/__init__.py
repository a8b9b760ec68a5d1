"""A newsroom with its past: as many comments as are asked for, put into a database many at a time, as the lifecycle would have put them.

Every record and every entry is what the lifecycle writes, so that `diwan verify` accepts the whole. What it leaves out is said where it is
printed (`prepared.LEFT_OUT`).
"""
