"""What the log may say. Refused requests are logged with time and address; some addresses name what is nobody's to know."""

import logging
import re

# The number of a response, and the token of a personal link: beside a time they would lead from one to the other.
# And addresses that are a key by themselves.
_SECRETS = re.compile(
    r"(/api/v1/surveys/[^/\s]+/responses/|/s/[^/\s]+/t/|/start/|/events/(?:finish|invited|leave)/|/letters/stop/|"
    r"/needs/institution/|/events/calendar/mine/[^/\s]+/|/events/door/[^/\s]+/)[^/\s?]+"
)
# Who is meant: addresses of e-mail, telephones of Kazakhstan, national id numbers. The end of a UUID is none of them.
_PEOPLE = (
    re.compile(r"[\w.+-]+(?:@|%40)[\w-]+\.[\w.-]*\w"),
    re.compile(r"(?<![\w.-])(?:\+7|8)[\s(-]*\d{3}[\s)-]*\d{3}[\s-]*\d{2}[\s-]*\d{2}(?![\w-])"),
    re.compile(r"(?<![\w.-])\d{12}(?![\w-])"),
)


def without_secrets(text: str) -> str:
    """Return a line of the log without numbers of responses and tokens of links."""
    return _SECRETS.sub(r"\1…", text)


def without_people(text: str) -> str:
    """Return a text without what names a person: a fault of the database quotes the row that it refused."""
    for pattern in _PEOPLE:
        text = pattern.sub("…", text)
    return text


class NamesNobody(logging.Formatter):
    """Cleans the whole line as it is written, the traceback with it."""

    def format(self, record: logging.LogRecord) -> str:
        """Return the line."""
        return without_people(without_secrets(super().format(record)))


class WithoutRespondents(logging.Filter):
    """Takes out of every line what would tell when a response came, or who holds a link."""

    def filter(self, record: logging.LogRecord) -> bool:
        """Change the line where it must be changed; every line passes."""
        said = record.getMessage()
        kept = without_secrets(said)
        if kept != said:
            record.msg, record.args = kept, ()
        return True
