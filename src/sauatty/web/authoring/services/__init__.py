"""Writing lessons: drafts, versions that never change, signatures, pictures and files."""

from sauatty.web.authoring.services.drafts import (  # noqa: F401 - a door of the app
    add_part,
    copy_lesson,
    delete_draft,
    free_slug,
    go_on_from,
    known_lesson,
    move_part,
    part_hash,
    plain,
    save_language_texts,
    source_has_changed,
    start_from_body,
    start_lesson,
    take_out_part,
    write_head,
    write_part,
)
from sauatty.web.authoring.services.files import (  # noqa: F401 - a door of the app
    add_file,
    read_lesson_file,
    take_out_file,
)
from sauatty.web.authoring.services.publishing import (  # noqa: F401 - a door of the app
    delete_demo_lessons,
    publish,
    withdraw,
)
from sauatty.web.authoring.services.reviews import (  # noqa: F401 - a door of the app
    ReadText,
    return_text,
    sign_text,
)
