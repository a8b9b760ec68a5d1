"""One rule a file, each with a version and a reason."""
