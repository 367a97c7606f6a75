"""As Django's own Russian formats, with a plain year."""

DATE_FORMAT = "j E Y"
DATETIME_FORMAT = "j E Y, H:i"
