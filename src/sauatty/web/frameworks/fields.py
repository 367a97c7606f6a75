"""The translated texts that a competence of a national version has."""

FIELDS = ("name", "description", "primary", "lower", "upper")
# Which of them describes which school level.
LEVEL_FIELDS = {"primary": "primary", "lower-secondary": "lower", "upper-secondary": "upper"}
