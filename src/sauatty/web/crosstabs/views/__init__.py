"""The pages of cross-tables."""
