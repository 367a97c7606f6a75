"""Surveys: campaigns, links, consent, responses, response rates, reminders."""
