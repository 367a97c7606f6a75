"""The campaigns of the surveys' tests serve the fieldwork too."""

from web.surveys.conftest import (  # noqa: F401
    campaign,
    instrument,
    make_campaign,
    pseudonymous,
    regions,
    send,
    version,
)
