"""Fieldwork: how a survey reaches people, and what comes back beside the web."""
