"""Filling in a survey: the pages of the respondent, online and offline."""
