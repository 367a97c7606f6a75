"""Sauatty: media and information literacy, from the need to the result."""

__version__ = "0.1.0"
