"""The root of every failure that a person can act on, and failures of the content itself.

An error carries a stable `code`, an English `message` with printf named placeholders (what happened, where, what
to do) and the `params` that fill it. The web translates `message` first and fills it in afterwards.
"""

from typing import ClassVar


class SauattyError(Exception):
    """Root of all errors of Sauatty."""

    code: ClassVar[str] = "error"
    message: ClassVar[str] = "Something went wrong. Try again, and tell the coordinator if it happens twice."

    def __init__(self, **params: object) -> None:
        self.params = params
        super().__init__(self.message % params if params else self.message)


class ContentInvalid(SauattyError):
    """A content file breaks its schema."""

    code = "content-invalid"
    message = "%(path)s: %(problem)s. Correct the file and run 'sauatty content check' again."


class UnknownFramework(SauattyError):
    """A framework slug that no content file has."""

    code = "framework-unknown"
    message = "There is no framework '%(framework)s'. Known: %(known)s."


class UnknownCodebook(SauattyError):
    """A coding manual, or a version of it, that no content file has."""

    code = "codebook-unknown"
    message = "There is no coding manual '%(codebook)s'. Choose one of the manuals that Sauatty lists."


class UnknownCompetence(SauattyError):
    """A competence id that its framework does not have."""

    code = "competence-unknown"
    message = "There is no competence '%(competence)s'. See 'sauatty frameworks show gmilaf' for the ids."


class UnknownLesson(SauattyError):
    """A lesson that no content file has."""

    code = "lesson-unknown"
    message = "There is no lesson '%(lesson)s'. See 'sauatty lesson list' for the keys."
