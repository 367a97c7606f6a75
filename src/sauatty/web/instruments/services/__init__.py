"""Writing instruments: drafts, and versions that never change."""

from sauatty.web.instruments.services.drafts import (  # noqa: F401 - a door of the app
    add_question,
    add_section,
    copy_part,
    free_slug,
    move_part,
    plain,
    put_back,
    save_draft,
    start_from_body,
    start_instrument,
    take_out_question,
    take_out_section,
    take_over_shipped,
    write_head,
    write_question,
    write_section,
)
from sauatty.web.instruments.services.paper import (  # noqa: F401 - a door of the app
    FORMATS,
    PAPER_JOB,
    ask_for_paper,
    do_paper,
    has_paper_forms,
    paper_address,
)
from sauatty.web.instruments.services.publishing import (  # noqa: F401 - a door of the app
    delete_demo_instruments,
    draft_from_file,
    draft_from_version,
    publish,
)
