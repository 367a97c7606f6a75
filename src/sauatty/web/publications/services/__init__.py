"""What is done to publish guides; each function writes its audit event in the same transaction."""

from sauatty.web.publications.services.output import (
    OUTPUT_JOB,
    WHAT,
    ask_for_file,
    bundle_of,
    do_output,
    working_cover,
)
from sauatty.web.publications.services.publishing import (
    FILES_JOB,
    REASONS,
    changes_between,
    delete_demo_versions,
    do_files,
    publish,
    sign,
    texts_of,
    withdraw_signature,
)
from sauatty.web.publications.services.word import (
    RETURN_JOB,
    SEND_JOB,
    accept_change,
    do_return,
    do_send,
    receive_return,
    refuse_change,
    send_to_word,
)
from sauatty.web.publications.services.workshops import (
    add_challenge,
    correct_workshop,
    forget_workshop,
    link_challenge,
    record_workshop,
)

__all__ = [
    "FILES_JOB",
    "OUTPUT_JOB",
    "REASONS",
    "RETURN_JOB",
    "SEND_JOB",
    "WHAT",
    "accept_change",
    "add_challenge",
    "ask_for_file",
    "bundle_of",
    "changes_between",
    "correct_workshop",
    "delete_demo_versions",
    "do_files",
    "do_output",
    "do_return",
    "do_send",
    "forget_workshop",
    "link_challenge",
    "publish",
    "receive_return",
    "record_workshop",
    "refuse_change",
    "send_to_word",
    "sign",
    "texts_of",
    "withdraw_signature",
    "working_cover",
]
