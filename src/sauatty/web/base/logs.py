"""What the log may say. Refused requests are logged with time and address; some addresses name what is nobody's to know."""

import logging
import re

# The number of a response, and the token of a personal link: beside a time they would lead from one to the other
_SECRETS = re.compile(r"(/api/v1/surveys/[^/\s]+/responses/|/s/[^/\s]+/t/)[^/\s?]+")


def without_secrets(text: str) -> str:
    """Return a line of the log without numbers of responses and tokens of links."""
    return _SECRETS.sub(r"\1…", text)


class WithoutRespondents(logging.Filter):
    """Takes out of every line what would tell when a response came, or who holds a link."""

    def filter(self, record: logging.LogRecord) -> bool:
        """Change the line where it must be changed; every line passes."""
        said = record.getMessage()
        kept = without_secrets(said)
        if kept != said:
            record.msg, record.args = kept, ()
        return True
