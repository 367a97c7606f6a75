"""Invented certificates, one of them revoked."""


def register() -> None:
    """Offer the invented data."""
