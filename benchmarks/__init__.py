"""What `make bench` runs: measurements on this machine, compared within one run. `docs/performance.md` explains them."""
