"""Every failure that a person can act on.

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


class ImportRefused(SauattyError):
    """A file that could not be read; the root of all reading errors."""

    code = "import-refused"
    message = "'%(name)s' could not be read. Check the file and try again."


class FileEmpty(ImportRefused):
    code = "file-empty"
    message = "'%(name)s' is empty. Download or save it again, then upload it."


class FileTooLarge(ImportRefused):
    code = "file-too-large"
    message = "'%(name)s' has %(size)s MB; at most %(limit)s MB can be read. Split the document, or upload the HTML page without its pictures."


class FileTypeUnknown(ImportRefused):
    code = "file-type-unknown"
    message = "'%(name)s' is not a document that can be read here (found: %(found)s). Use HTML, DOCX, PDF, XLSX, CSV or CASE JSON."


class FileTypeMismatch(ImportRefused):
    code = "file-type-mismatch"
    message = "'%(name)s' ends in %(suffix)s, but its content is %(found)s. Give it its right ending, or save it again in the program it comes from."


class FileTruncated(ImportRefused):
    code = "file-truncated"
    message = "'%(name)s' breaks off before its end. Download it again and upload the whole file."


class EncodingUnknown(ImportRefused):
    code = "encoding-unknown"
    message = "The letters of '%(name)s' are neither UTF-8 nor a known Kazakh or Russian code page. Save the file as UTF-8 and upload it again."


class EncodingAmbiguous(ImportRefused):
    code = "encoding-ambiguous"
    message = "'%(name)s' looks like text in %(encoding)s, where Kazakh letters are easily lost (sample: %(sample)s). Save the file as UTF-8 and upload it again."


class ArchiveSuspicious(ImportRefused):
    code = "archive-suspicious"
    message = "'%(name)s' unpacks to far more than a document holds (%(detail)s). Save it again in the program it comes from."


class DoctypeForbidden(ImportRefused):
    code = "doctype-forbidden"
    message = "'%(name)s' holds a document type declaration in %(part)s, which can hide other files. Save it again in a word processor and upload that."


class MacrosForbidden(ImportRefused):
    code = "macros-forbidden"
    message = "'%(name)s' holds macros. Save it without macros (as .docx or .xlsx) and upload that."


class PdfWithoutText(ImportRefused):
    code = "pdf-without-text"
    message = "'%(name)s' has %(pages)s pages but no text layer: it is a scan. Run text recognition on it, or use the HTML page of the legal portal."


class PdfEncrypted(ImportRefused):
    code = "pdf-encrypted"
    message = "'%(name)s' is protected by a password. Save it without one and upload it again."


class NothingFound(ImportRefused):
    code = "nothing-found"
    message = "'%(name)s' was read (%(detail)s), but no learning objectives were found in it. Check that it is a curriculum with objectives, or see the page about file formats."


class ColumnsMissing(ImportRefused):
    code = "columns-missing"
    message = "'%(name)s' has no column for %(missing)s. Found: %(found)s. Name the columns as the page about file formats says."


class NestedTooDeep(ImportRefused):
    code = "nested-too-deep"
    message = "'%(name)s' nests its elements more than %(limit)s deep, which no document does. Open it in a browser and save it again."


class JsonInvalid(ImportRefused):
    code = "json-invalid"
    message = "'%(name)s', line %(line)s: %(problem)s. Each line must be one JSON object."


class ReaderTimedOut(ImportRefused):
    code = "reader-timed-out"
    message = "'%(name)s' could not be read within %(seconds)s seconds. Split the document and try again."


class ReaderOutOfMemory(ImportRefused):
    code = "reader-out-of-memory"
    message = "'%(name)s' needs more memory than one document may take (%(limit)s MB). Split the document and try again."


class ReaderFailed(ImportRefused):
    code = "reader-failed"
    message = "The reader stopped at '%(name)s' (%(detail)s). Nothing was stored. Save the file again in another format and report the fault."


class TooManyPages(ImportRefused):
    code = "too-many-pages"
    message = (
        "'%(name)s' has %(pages)s pages; at most %(limit)s can be read. Split the document and try again."
    )


class TableInvalid(ImportRefused):
    code = "table-invalid"
    message = "'%(name)s', row %(line)s: %(problem)s. Save the table again as CSV (UTF-8) or XLSX."


class CaseInvalid(ImportRefused):
    code = "case-invalid"
    message = "'%(name)s' is JSON, but neither a CASE package nor a list of objectives (%(problem)s). Export it again as a CASE package."


class PartDamaged(ImportRefused):
    code = "part-damaged"
    message = "'%(name)s' is damaged in %(part)s (%(problem)s). Save it again in the program it comes from."


class ColumnUnknown(ImportRefused):
    """A column of a decisions table that nothing reads: a misspelt name would be lost in silence."""

    code = "column-unknown"
    message = "'%(name)s', line %(line)s: there is no use for the column '%(column)s'. Known: %(known)s. Rename it or take it out."


class CellMissing(ImportRefused):
    code = "cell-missing"
    message = "'%(name)s', line %(line)s: the column '%(column)s' is empty. Fill it in or take the row out."


class NumberExpected(ImportRefused):
    code = "number-expected"
    message = "'%(name)s', line %(line)s: '%(value)s' in the column '%(column)s' is no number. Correct it, or measure at the nominal level."


class CodeUnknown(ImportRefused):
    code = "code-unknown"
    message = "'%(name)s', line %(line)s: '%(value)s' in the column '%(column)s' is not known. Known: %(known)s. Correct the row."


class DecisionRepeated(ImportRefused):
    code = "decision-repeated"
    message = "'%(name)s', line %(line)s: the coder '%(coder)s' judged '%(unit)s' before, in line %(first)s, and differently. Keep one of the two rows."


class DecisionContradicts(ImportRefused):
    code = "decision-contradicts"
    message = "'%(name)s', line %(line)s: relevance '%(relevance)s' and the competences '%(value)s' contradict each other. Correct the row."


class CodebookUnreadable(ImportRefused):
    code = "codebook-unreadable"
    message = "'%(name)s' is no REFI-QDA codebook (%(problem)s). Export the codebook again as .qdc."


class DecisionsConflict(SauattyError):
    """One coder with two different values for one unit, where a measure takes one."""

    code = "decisions-conflict"
    message = "The coder '%(coder)s' judged '%(unit)s' twice and differently ('%(first)s', '%(second)s'). Keep one of the two decisions."


class ValueNotMeasurable(SauattyError):
    """A value that a level of measurement cannot take."""

    code = "value-not-measurable"
    message = "The value '%(value)s' of '%(coder)s' for '%(unit)s' does not fit the level '%(level)s'. Correct it, or choose another level."


class LinkedPartsForbidden(ImportRefused):
    code = "linked-parts-forbidden"
    message = "'%(name)s' fetches a part from another place when it is opened (%(target)s). Break the link in the word processor, save the file and upload it again."


class RowInvalid(SauattyError):
    """A row of an input file that lacks what the step needs."""

    code = "row-invalid"
    message = "%(path)s, line %(line)s: %(problem)s."


class EncoderUnavailable(SauattyError):
    code = "encoder-unavailable"
    message = "The encoder '%(name)s' cannot be loaded here (%(detail)s). Set --encoder ngram, or install its package."


class ModelMissing(SauattyError):
    code = "model-missing"
    message = "The trained model '%(path)s' is missing or of another version. Run 'sauatty model train'."


class GoldMismatch(SauattyError):
    code = "gold-mismatch"
    message = "No row of %(gold)s has an id that stands in %(matched)s. Compare a matched file with the gold file of the same objectives."


class UploadNotRead(SauattyError):
    """An upload whose content is asked for before it was read."""

    code = "upload-not-read"
    message = "'%(name)s' has not been read yet. Wait until the reading is over, or upload the file again."


class SignInRefused(SauattyError):
    """The same sentence for a wrong, a used and an expired code, and for an unknown person."""

    code = "sign-in-refused"
    message = (
        "This does not fit, or it has been used or has expired. Check what you typed, or ask for a new code."
    )


class PasswordRefused(SignInRefused):
    """The same sentence for a wrong password and for an unknown person."""

    code = "password-refused"
    message = "E-mail or password is not right. Try again, or ask your coordinator for a one-time code."


class SignInLimited(SauattyError):
    code = "sign-in-limited"
    message = (
        "Too many tries. Wait %(minutes)s minutes and try again, or ask your coordinator for a new code."
    )


class AddressTaken(SauattyError):
    code = "address-taken"
    message = (
        "The e-mail address %(email)s already belongs to somebody here. Search for it in the list of people."
    )


class LastCoordinator(SauattyError):
    code = "last-coordinator"
    message = "This is the last coordinator. Give somebody else the role first."


class PersonOutOfReach(SauattyError):
    code = "person-out-of-reach"
    message = "This person also has roles that you do not coordinate. Ask the administrator of the site."


class ConsentNeedsGuardian(SauattyError):
    code = "consent-needs-guardian"
    message = "For a minor a parent or guardian agrees. Write the guardian's name."


class StartRefused(SauattyError):
    """Why `sauatty-web start` does not start."""

    code = "start-refused"
    message = "Sauatty does not start: %(problem)s"


class ServingEnded(SauattyError):
    code = "serving-ended"
    message = "Sauatty stopped, because %(part)s ended by itself (exit code %(status)s). See the lines above."


class OutputNotWritten(SauattyError):
    code = "output-not-written"
    message = "'%(name)s' could not be written (%(problem)s). Choose another place with -o."


class InputNotReadable(SauattyError):
    code = "input-not-readable"
    message = "'%(name)s' could not be read (%(problem)s). Check the path and your rights to it."


class GuideFigureUnknown(SauattyError):
    code = "guide-figure-unknown"
    message = "The text names the figure '%(figure)s', which this guide does not have. Put in one of the figures listed beside the paragraph, or take it out."


class GuideFigureLost(SauattyError):
    code = "guide-figure-lost"
    message = "The figure '%(figure)s' is no longer in the text (%(n)s in all). Put it back, or say below that the figures are left out on purpose."


class GuideFigureTyped(SauattyError):
    code = "guide-figure-typed"
    message = "The value %(value)s stands in the text as typed. Put the figure '%(figure)s' back: it is brought up to date, a typed number is not."


class SourcesMixed(SauattyError):
    """Judgements of different sources (machine, one coder, agreed) that were to be counted together."""

    code = "sources-mixed"
    message = "These objectives were judged by different sources (%(sources)s), and their figures are not mixed. Choose one source, or say that they may be mixed."


class CoderNotChosen(SauattyError):
    """Decisions of several coders without agreed ones."""

    code = "coder-not-chosen"
    message = "'%(name)s' holds the decisions of %(coders)s and no agreed ones (coder 'agreed'). Choose one with --coder."


class CoderUnknown(SauattyError):
    code = "coder-unknown"
    message = "'%(name)s' holds no decision of '%(coder)s'. It holds those of %(coders)s."


class DecisionsUnmatched(SauattyError):
    """A file of decisions in which nothing fits the objectives."""

    code = "decisions-unmatched"
    message = "No unit of '%(name)s' is an id of '%(objectives)s'. Use the decisions that were exported for these objectives."


class NotJudged(SauattyError):
    """A measure that needs the difference between direct and opportunity."""

    code = "not-judged"
    message = "'%(name)s' holds machine proposals only, which do not tell a direct objective from an opportunity. Give the decisions of people with --decisions."


class DocumentInvalid(SauattyError):
    """A document that no writer may take: its blocks do not fit together."""

    code = "document-invalid"
    message = "'%(document)s', %(where)s: %(problem)s. Correct this part and write the document again."


class DocumentNotRendered(SauattyError):
    """The typesetter stopped at a document that was sound by its blocks."""

    code = "document-not-rendered"
    message = "'%(document)s' could not be set as PDF (%(detail)s). Report the fault with the document; DOCX and HTML are not affected."


class CodingRefused(SauattyError):
    """A submission of a coder that was kept but not taken in; the root of its reasons."""

    code = "coding-refused"
    message = "This decision was kept, but could not be taken in. The coordinator of the review sees it."


class UnitUnknown(CodingRefused):
    """The same for a unit that is not there and for one of a review in which the person has no seat."""

    code = "coding-unit-unknown"
    message = "There is no such objective in your reviews. Open your queue again."


class ReviewNotOpen(CodingRefused):
    code = "coding-project-not-open"
    message = "This review is not open now. Your decision was kept; the coordinator can take it in."


class SeatLeft(CodingRefused):
    code = "coding-seat-left"
    message = (
        "You are no longer a coder of this review. Your decision was kept; the coordinator can take it in."
    )


class DecisionInvalid(CodingRefused):
    code = "coding-decision-invalid"
    message = "The decision is not complete or not right (%(field)s). Open the objective again and decide once more."


class DecisionUnknown(CodingRefused):
    code = "coding-decision-unknown"
    message = "The decision that should be taken back is not there. Look at your list of decisions."


class UnitSettled(CodingRefused):
    code = "coding-unit-settled"
    message = "This objective was settled in the meantime, so the decision changes nothing. Your list of decisions shows the result."


class DecisionOvertaken(CodingRefused):
    code = "coding-decision-overtaken"
    message = (
        "The coder decided about this objective again later, and that decision stands. Set this one aside."
    )


class SenderErased(CodingRefused):
    code = "coding-sender-erased"
    message = "The person who sent this is no longer here, so it cannot be taken in. Set it aside."


class UnknownCoder(ImportRefused):
    """A table of decisions that names a coder whom the review does not have."""

    code = "coder-not-in-review"
    message = "'%(name)s' names the coder '%(coder)s', whom this review does not have. Its coders: %(known)s."


class TwoRowsOfOne(ImportRefused):
    """A table of decisions that names one unit by two of its ids for the same coder."""

    code = "unit-twice"
    message = "'%(name)s' holds two rows of the coder '%(coder)s' for the same objective ('%(unit)s' is the second). Keep one of them."


class UnknownUnitInTable(ImportRefused):
    code = "unit-unknown"
    message = "'%(name)s' names the unit '%(unit)s', which this review does not have. Use the ids of an export of this review."


class CompetencesOfTable(ImportRefused):
    code = "decision-row-invalid"
    message = "'%(name)s': the row of the unit '%(unit)s' and the coder '%(coder)s' is not right (%(field)s). Relevant objectives carry one to three competences of this review's framework, others none."


class AdjudicationTaken(SauattyError):
    """Somebody else settled the unit while this person was reading it; nothing was overwritten."""

    code = "coding-adjudication-taken"
    message = (
        "Somebody settled this objective before you. Read what was decided; change it only with a reason."
    )


class AdjudicationOfOwn(SauattyError):
    code = "coding-adjudication-own"
    message = "You coded this objective yourself, so somebody else has to settle it."


class NothingToAdjudicate(SauattyError):
    code = "coding-nothing-to-adjudicate"
    message = "There is nothing to settle here yet: the coders have not both decided, or they agree."


class SeatExists(SauattyError):
    code = "coding-seat-exists"
    message = "%(name)s already has this place in the review."


class ReviewWithoutUnits(SauattyError):
    code = "coding-project-empty"
    message = "No objective fits this choice. Choose other subjects or grades."


class RatingOutOfScale(SauattyError):
    code = "rating-out-of-scale"
    message = (
        "The rating %(rating)s is no whole number from %(low)d to %(high)d. Correct it, or leave it empty."
    )


class ReviewUnitRepeated(SauattyError):
    """Two units of a review with one id."""

    code = "review-unit-repeated"
    message = "The id '%(unit)s' stands twice. Give every row an id of its own, and try again."


class ReviewUnitUnknown(SauattyError):
    """A decision about a unit that the review does not have."""

    code = "review-unit-unknown"
    message = (
        "There is a decision about '%(unit)s', but no row has this id. Give the decisions of the same list."
    )


class ReviewDecisionInvalid(SauattyError):
    """A decision that is missing or none of the three."""

    code = "review-decision-invalid"
    message = "The decision about '%(unit)s' is %(found)s. Write 0 (none), 1 (opportunity) or 2 (direct) for every row."


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


class ReturnedFileUnknown(SauattyError):
    code = "returned-file-unknown"
    message = "'%(name)s' is not a file that went out from here: it carries no mark of a guide. Make the file on this page first, and edit that one."
