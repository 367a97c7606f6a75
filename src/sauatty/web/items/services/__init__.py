"""Writing the bank: drafts, versions that never change, readings, files that are taken over."""

from sauatty.web.items.services.alike import (  # noqa: F401
    ALIKE_JOB,
    ask_for_alike,
    do_look_for_alike,
)
from sauatty.web.items.services.drafts import (  # noqa: F401 - a door of the app
    copy_item,
    delete_demo_items,
    delete_draft,
    draft_sha256,
    start_item,
    write_draft,
)
from sauatty.web.items.services.importing import (  # noqa: F401
    drop_upload,
    keep_upload,
    take_over,
)
from sauatty.web.items.services.publishing import (  # noqa: F401
    publish,
    read_text,
    restore,
    restore_shipped,
    retire,
    retire_shipped,
)
