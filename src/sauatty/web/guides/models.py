"""The tables of guides."""
