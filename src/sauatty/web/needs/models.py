"""The rows of needs."""
