"""Filled by the models of this app."""
