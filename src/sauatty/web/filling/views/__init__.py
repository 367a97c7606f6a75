"""The pages of filling."""
