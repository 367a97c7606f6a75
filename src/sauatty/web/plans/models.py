"""The rows of plans."""
