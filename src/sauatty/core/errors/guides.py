"""Guides and documents: what they quote, what comes back from Word, what cannot be rendered."""

from sauatty.core.errors.base import SauattyError


class GuideFigureUnknown(SauattyError):
    code = "guide-figure-unknown"
    message = "The text names the figure '%(figure)s', which this guide does not have. Put in one of the figures listed beside the paragraph, or take it out."


class GuideFigureLost(SauattyError):
    code = "guide-figure-lost"
    message = "The figure '%(figure)s' is no longer in the text (%(n)s in all). Put it back, or say below that the figures are left out on purpose."


class GuideFigureTyped(SauattyError):
    code = "guide-figure-typed"
    message = "The value %(value)s stands in the text as typed. Put the figure '%(figure)s' back: it is brought up to date, a typed number is not."


class GuideNumberTyped(SauattyError):
    """A number typed where a figure was left out: nothing would ever bring it up to date."""

    code = "guide-number-typed"
    message = "The number %(value)s was not in this text before, and the figure '%(figure)s' is left out. Put the figure back, or take the number out; a number from elsewhere belongs in a paragraph of its own."


class GuideFiguresUnseen(SauattyError):
    """Texts in which figures are left out have to be looked at before anybody signs or publishes."""

    code = "guide-figures-unseen"
    message = "Some texts leave out figures or show other ones than the other languages (%(n)s). Look at the list on this page, then say that you have looked at it."


class DocumentInvalid(SauattyError):
    """A document that no writer may take: its blocks do not fit together."""

    code = "document-invalid"
    message = "'%(document)s', %(where)s: %(problem)s. Correct this part and write the document again."


class DocumentNotRendered(SauattyError):
    """The typesetter stopped at a document that was sound by its blocks."""

    code = "document-not-rendered"
    message = "'%(document)s' could not be set as PDF (%(detail)s). Report the fault with the document; DOCX and HTML are not affected."


class GuideHiddenFromCoder(SauattyError):
    code = "guide-hidden-from-coder"
    message = "This guide quotes proposals of the machine, and you are coding the same text without seeing them. You can open it when your review is over."


class GuideTextMoved(SauattyError):
    """Two people edited one paragraph; the later one is shown both texts."""

    code = "guide-text-moved"
    message = "Somebody else has changed this paragraph since you opened it. Their text stands below; put yours and theirs together and save again."


class GuideChangedMeanwhile(SauattyError):
    code = "guide-changed-meanwhile"
    message = (
        "The guide has changed since you opened this page. Read what changed, then sign it as it stands now."
    )


class GuideNotReady(SauattyError):
    code = "guide-not-ready"
    message = (
        "The guide cannot be published yet (%(reason)s). The page about publication lists what is missing."
    )


class GuideNothingJudged(SauattyError):
    code = "guide-nothing-judged"
    message = "Nothing is known about these subjects yet (%(source)s). Finish the review or the matching first, then draft the guide."


class GuideChangeLocked(SauattyError):
    code = "guide-change-locked"
    message = "This change alters what is computed from the data (%(figures)s) and cannot be accepted. Refuse it, and change the words on the page of the paragraph."


class ReturnedFileForeign(SauattyError):
    code = "returned-file-foreign"
    message = "'%(name)s' belongs to %(found)s, not to this guide (%(expected)s). Open the guide that it belongs to and upload it there."


class ReturnedFileOfOtherRound(SauattyError):
    """A file of this very guide that has a line of its own on the page."""

    code = "returned-file-of-other-round"
    message = "'%(name)s' is the file %(found)s of this guide, and this line is for %(expected)s. Go back to the page 'Through Word' and upload it at the line of %(found)s."


class ReturnedFileNotForReview(SauattyError):
    """A file of this guide that was made for readers: its changes cannot be told from its text."""

    code = "returned-file-not-for-review"
    message = "'%(name)s' is %(found)s of this guide: a published version or a file for readers, which did not go out for editing. Make a file on the page 'Through Word', put the changes into that one and upload it at its line."


class ReturnedFileNoWord(SauattyError):
    """Something else than a DOCX came back."""

    code = "returned-file-no-word"
    message = "'%(name)s' is no Word file (DOCX). Upload the DOCX that was fetched on this page and edited; from another program, save it as DOCX first."


class ReturnedFileUnknown(SauattyError):
    code = "returned-file-unknown"
    message = "'%(name)s' is not a file that went out from here: it carries no mark of a guide. Make the file on this page first, and edit that one."
