"""Every write of surveys."""

from sauatty.web.surveys.services.recording import keep_quarantined, record_response

__all__ = ["keep_quarantined", "record_response"]
