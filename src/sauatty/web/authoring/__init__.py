"""Lessons written and changed here: drafts in three languages, their reviews, and versions that never change."""
