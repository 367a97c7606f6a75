"""Lessons that authors write: drafts, versions, files, and the signatures of readers."""

from sauatty.core.errors.base import SauattyError
from sauatty.core.errors.files import ImportRefused


class LessonPartMoved(SauattyError):
    """Somebody else kept another text of a part in the meantime."""

    code = "lesson-part-moved"
    message = "Somebody changed this part while you were writing. What you wrote still stands in the fields; what stands now is shown beside it. Keep it again to put yours in its place."


class LessonNotPublishable(SauattyError):
    """A draft with holes."""

    code = "lesson-not-publishable"
    message = "%(n)s holes stand in the way of publishing. The check names each of them; mend them and publish again."


class LessonTextsStale(SauattyError):
    """Translations that are older than their source."""

    code = "lesson-texts-stale"
    message = "%(n)s texts are older than the text that they were translated from. Look at them, or say that they may go out as they are."


class LessonUnchanged(SauattyError):
    """A draft that says the same as the last version."""

    code = "lesson-unchanged"
    message = "The draft says the same as version %(number)s. Change something first."


class LessonWasPublished(SauattyError):
    """A lesson that is to be deleted and that readers have seen."""

    code = "lesson-was-published"
    message = (
        "The lesson has published versions, which are never deleted. Withdraw the version that readers see."
    )


class LessonKeyTaken(SauattyError):
    """A lesson that somebody else changes already in its own place."""

    code = "lesson-key-taken"
    message = "The lesson '%(key)s' is being changed on this site already. Ask the coordinator for it, or make another lesson from it."


class LessonTextMoved(SauattyError):
    """A text that changed between reading and signing."""

    code = "lesson-text-moved"
    message = "The text has changed since you opened it, so your signature was not kept. Read what stands now and sign again; your corrections are still here."


class RemarkMissing(SauattyError):
    """A text that is sent back without a word."""

    code = "remark-missing"
    message = "Write what is wrong before you send the text back."


class LessonFileRefused(ImportRefused):
    """A file that is no lesson."""

    code = "lesson-file-refused"
    message = "'%(name)s': %(problem)s. Use a YAML file of the schema lesson/1, as the export writes it."


class PictureRefused(ImportRefused):
    """A file that is no picture that can be shown."""

    code = "picture-refused"
    message = "'%(name)s' is not a picture that can be used (%(detail)s). Use PNG, JPEG or WebP with at most %(limit)s million points."


class LessonUploadRefused(ImportRefused):
    """A file of a kind or size that no lesson takes."""

    code = "lesson-upload-refused"
    message = "'%(name)s' is not taken. A picture is PNG, JPEG or WebP, a file to hand out is PDF, DOCX or PPTX; each has at most %(limit)s MB."


class HandoutRefused(ImportRefused):
    """A file to hand out that could do something by itself."""

    code = "handout-refused"
    message = "'%(name)s' is not taken: %(problem)s. Save it as a plain PDF without forms, attachments and passwords."


class NotANativeReader(SauattyError):
    """A signature in a language that nobody has called their own."""

    code = "not-a-native-reader"
    message = (
        "Only native readers sign. Say on the translation desk that the language is yours, then sign again."
    )
