"""What we say of Diwan, tried many thousand times: `python -m proofs` prints one table of attempts and failures.

Each experiment is a module with one function that tries something on one database, and a list of **plants**: faults that are put into the
product on purpose, to show that the experiment would notice. Short forms run as tests (`tests/proofs`).
"""
