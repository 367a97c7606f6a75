"""The translation desk: what is missing, stale or unread in each language, and the queue of native reviewers."""
