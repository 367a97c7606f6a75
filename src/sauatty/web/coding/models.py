"""The tables of coding."""
