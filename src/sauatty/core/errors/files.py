"""Files that cannot be read, and the rows inside them."""

from sauatty.core.errors.base import SauattyError


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


class LettersLost(ImportRefused):
    """A table saved in a code page without Kazakh letters: each of them became a question mark for good."""

    code = "letters-lost"
    message = "'%(name)s', line %(line)s: letters became question marks when the file was saved (sample: %(sample)s), and cannot be brought back. Open the original table, save it as XLSX or 'CSV UTF-8', and upload that."


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


class ReaderUnbounded(ImportRefused):
    code = "reader-unbounded"
    message = "'%(name)s' was not read: this system cannot bound what reading a file may cost. On Windows run Sauatty in WSL, see docs/how-to/use-it-on-a-laptop.md."


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


class LinkedPartsForbidden(ImportRefused):
    code = "linked-parts-forbidden"
    message = "'%(name)s' fetches a part from another place when it is opened (%(target)s). Break the link in the word processor, save the file and upload it again."


class RowInvalid(SauattyError):
    """A row of an input file that lacks what the step needs."""

    code = "row-invalid"
    message = "%(path)s, line %(line)s: %(problem)s."
