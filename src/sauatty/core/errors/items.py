"""Test items: found by id, and files that they come in."""

from sauatty.core.errors.base import SauattyError
from sauatty.core.errors.files import ImportRefused


class UnknownItem(SauattyError):
    """A test item that no content file has."""

    code = "item-unknown"
    message = "There is no item '%(item)s'. See 'sauatty item list' for the ids."


class ItemFileRefused(ImportRefused):
    """A file of questions that can't be read as a whole."""

    code = "item-file-refused"
    message = "'%(name)s' holds no questions that can be read (%(problem)s). Export them again as Moodle XML, GIFT, QTI 3.0, CSV or YAML."


class ItemFormatUnknown(SauattyError):
    """A format of items that Sauatty doesn't write."""

    code = "item-format-unknown"
    message = "There is no format '%(format)s' for items. Known: %(known)s."


class ItemUnfinished(SauattyError):
    """An item without a key that holds: no platform could give points for it."""

    code = "item-unfinished"
    message = (
        "The item '%(item)s' cannot be exported: it %(problem)s. Correct it first, or export as CSV or YAML."
    )


class ItemNotPublishable(SauattyError):
    """An item that breaks rules which every published item keeps."""

    code = "item-not-publishable"
    message = "The question cannot be published yet: %(n)s rules are broken. The list says which and where."


class ItemTextsStale(SauattyError):
    """Translations that are older than the text they were made from."""

    code = "item-texts-stale"
    message = (
        "Some texts are older than their source (%(languages)s). Change them, or say that they still fit."
    )


class ItemUnchanged(SauattyError):
    """A version that would say what the last one says."""

    code = "item-unchanged"
    message = "Version %(number)s says the same already. Change something first."


class ItemDraftMoved(SauattyError):
    """Somebody wrote in the same draft in the meantime."""

    code = "item-draft-moved"
    message = "Somebody has changed this question since you opened it. Your texts are still below: compare them with what stands now, then keep them."


class ItemWasPublished(SauattyError):
    """A published item is never deleted."""

    code = "item-was-published"
    message = "The question was published, so it is not deleted: answers may rest on it. Retire it instead."


class KeyNotAnswered(SauattyError):
    """An expert who wants to decide about a key without having answered."""

    code = "key-not-answered"
    message = "Answer the question first. The key is shown afterwards."


class KeyAnsweredBefore(SauattyError):
    """An expert who answers the same item twice."""

    code = "key-answered-before"
    message = "You have answered this question already, and the first answer stands."
