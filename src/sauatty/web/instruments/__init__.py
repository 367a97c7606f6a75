"""Instruments: written and checked in three languages, published in versions that never change."""
