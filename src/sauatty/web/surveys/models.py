"""The rows of surveys."""
