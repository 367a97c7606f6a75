"""Writing instruments: drafts, and versions that never change."""

from sauatty.web.instruments.services.drafts import (
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
from sauatty.web.instruments.services.publishing import (
    delete_demo_instruments,
    draft_from_file,
    draft_from_version,
    publish,
)

__all__ = [
    "add_question",
    "add_section",
    "copy_part",
    "delete_demo_instruments",
    "draft_from_file",
    "draft_from_version",
    "free_slug",
    "move_part",
    "plain",
    "publish",
    "put_back",
    "save_draft",
    "start_from_body",
    "start_instrument",
    "take_out_question",
    "take_out_section",
    "take_over_shipped",
    "write_head",
    "write_question",
    "write_section",
]
