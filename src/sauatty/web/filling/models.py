"""The rows of filling."""
