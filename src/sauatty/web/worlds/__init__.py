"""Invented programmes of any size, written into the tables of every app below."""
