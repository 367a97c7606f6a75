"""The rows of instruments."""
