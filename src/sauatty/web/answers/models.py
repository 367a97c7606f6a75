"""The rows of answers."""
