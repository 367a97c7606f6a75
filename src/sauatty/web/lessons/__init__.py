"""Lessons for whoever learns: pages, self-checks, notebook, progress, search, print, and lessons kept on a phone."""
