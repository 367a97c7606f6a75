"""Why a box is not started, gives no file, or a file of a box is not taken."""

from sauatty.core.errors.base import SauattyError

__all__ = [
    "BoxFileBroken",
    "BoxFileForeign",
    "BoxFileNewer",
    "BoxNotStarted",
    "BoxRefused",
    "BoxSendsNothing",
]


class BoxRefused(SauattyError):
    code = "box-refused"
    message = "This site was not made a box: %(problem)s"


class BoxNotStarted(SauattyError):
    """Something was asked of a box where none is, or of a server where a box is."""

    code = "box-not-started"
    message = "Nothing was done: %(problem)s"


class BoxSendsNothing(SauattyError):
    code = "box-sends-nothing"
    message = "This site is a box: it sends no letters. The server sends them once it has taken the file of this box."


class BoxFileForeign(SauattyError):
    code = "box-file-foreign"
    message = (
        "‘%(name)s’ was not made by a box of this site. Nothing was taken. Take it where its copy came from."
    )


class BoxFileBroken(SauattyError):
    """The file is whole, yet not as the box wrote it."""

    code = "box-file-broken"
    message = (
        "‘%(name)s’ was changed after the box had written it. Nothing was taken. Collect on the box again."
    )


class BoxFileNewer(SauattyError):
    code = "box-file-newer"
    message = (
        "‘%(name)s’ was made by Sauatty %(software)s, which is newer than this server (%(detail)s). Nothing was taken. "
        "Update the server, then take the file."
    )
