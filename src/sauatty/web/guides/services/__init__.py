"""What is done to guides; each function writes its audit event in the same transaction."""

from sauatty.web.guides.services.drafting import (
    DRAFT_JOB,
    MEASURE_JOB,
    ask_for_draft,
    ask_for_figures,
    create_guide,
    do_draft,
    do_measure,
    guide_of_job,
)
from sauatty.web.guides.services.editing import (
    add_block,
    add_comment,
    add_word_comment,
    keep_refused,
    plain,
    remove_block,
    resolve_comment,
    restore_block,
    take_over,
    take_over_chapter,
    write_text,
)
from sauatty.web.guides.services.members import (
    add_member,
    change_settings,
    delete_demo_guides,
    remove_member,
)

__all__ = [
    "DRAFT_JOB",
    "MEASURE_JOB",
    "add_block",
    "add_comment",
    "add_word_comment",
    "keep_refused",
    "add_member",
    "ask_for_draft",
    "ask_for_figures",
    "change_settings",
    "create_guide",
    "delete_demo_guides",
    "do_draft",
    "do_measure",
    "guide_of_job",
    "plain",
    "remove_block",
    "remove_member",
    "resolve_comment",
    "restore_block",
    "take_over",
    "take_over_chapter",
    "write_text",
]
