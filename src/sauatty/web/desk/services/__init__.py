"""What readers do: say which language is theirs, keep corrections, sign, send back; and what goes back to the project."""

from sauatty.web.desk.services.exporting import export_corrections  # noqa: F401 - a door of the app
from sauatty.web.desk.services.reading import (  # noqa: F401 - a door of the app
    Reading,
    declare_language,
    keep_draft,
    refuse_moved,
    send_back,
    sign,
    take_back_language,
)
