"""The only door to the rows of items."""

from sauatty.web.items.selectors.alike import alike_to, last_search, list_alike  # noqa: F401
from sauatty.web.items.selectors.reach import (  # noqa: F401 - the door of the app
    list_programmes_of_bank,
    list_programmes_to_write_in,
    may_write,
    may_write_in,
    reaches,
    takes_a_test,
    writes_everywhere,
)
from sauatty.web.items.selectors.rows import (  # noqa: F401
    Entry,
    access_entry,
    access_own,
    access_version,
    enemies_of,
    last_version,
    list_bank,
    list_demo_items,
    list_own,
    list_retired,
    list_usable_items,
    list_versions,
    own_usable_items,
    readings_of,
    retired_ids,
    some_items,
    visible_items,
    written_by,
)
from sauatty.web.items.selectors.uploads import access_upload, list_uploads  # noqa: F401
