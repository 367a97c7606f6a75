"""The sentences of core's errors, for gettext. Written by `sauatty-web messages gather`."""

from django.utils.translation import gettext_noop as _

_("The e-mail address %(email)s already belongs to somebody here. Search for it in the list of people.")
_(
    "'%(name)s' unpacks to far more than a document holds (%(detail)s). Save it again in the program it comes from."
)
_(
    "'%(name)s' is JSON, but neither a CASE package nor a list of objectives (%(problem)s). Export it again as a CASE package."
)
_(
    "'%(name)s' has no column for %(missing)s. Found: %(found)s. Name the columns as the page about file formats says."
)
_("There is no competence '%(competence)s'. See 'sauatty frameworks show gmilaf' for the ids.")
_("For a minor a parent or guardian agrees. Write the guardian's name.")
_("%(path)s: %(problem)s. Correct the file and run 'sauatty content check' again.")
_(
    "'%(name)s' holds a document type declaration in %(part)s, which can hide other files. Save it again in a word processor and upload that."
)
_("The encoder '%(name)s' cannot be loaded here (%(detail)s). Set --encoder ngram, or install its package.")
_(
    "'%(name)s' looks like text in %(encoding)s, where Kazakh letters are easily lost (sample: %(sample)s). Save the file as UTF-8 and upload it again."
)
_(
    "The letters of '%(name)s' are neither UTF-8 nor a known Kazakh or Russian code page. Save the file as UTF-8 and upload it again."
)
_("Something went wrong. Try again, and tell the coordinator if it happens twice.")
_("'%(name)s' is empty. Download or save it again, then upload it.")
_(
    "'%(name)s' has %(size)s MB; at most %(limit)s MB can be read. Split the document, or upload the HTML page without its pictures."
)
_("'%(name)s' breaks off before its end. Download it again and upload the whole file.")
_(
    "'%(name)s' ends in %(suffix)s, but its content is %(found)s. Give it its right ending, or save it again in the program it comes from."
)
_(
    "'%(name)s' is not a document that can be read here (found: %(found)s). Use HTML, DOCX, PDF, XLSX, CSV or CASE JSON."
)
_("There is no framework '%(framework)s'. Known: %(known)s.")
_(
    "No row of %(gold)s has an id that stands in %(matched)s. Compare a matched file with the gold file of the same objectives."
)
_("'%(name)s' could not be read. Check the file and try again.")
_("'%(name)s' could not be read (%(problem)s). Check the path and your rights to it.")
_("'%(name)s', line %(line)s: %(problem)s. Each line must be one JSON object.")
_("This is the last coordinator. Give somebody else the role first.")
_("'%(name)s' holds macros. Save it without macros (as .docx or .xlsx) and upload that.")
_("The trained model '%(path)s' is missing or of another version. Run 'sauatty model train'.")
_(
    "'%(name)s' nests its elements more than %(limit)s deep, which no document does. Open it in a browser and save it again."
)
_(
    "'%(name)s' was read (%(detail)s), but no learning objectives were found in it. Check that it is a curriculum with objectives, or see the page about file formats."
)
_("'%(name)s' could not be written (%(problem)s). Choose another place with -o.")
_("'%(name)s' is damaged in %(part)s (%(problem)s). Save it again in the program it comes from.")
_("'%(name)s' is protected by a password. Save it without one and upload it again.")
_(
    "'%(name)s' has %(pages)s pages but no text layer: it is a scan. Run text recognition on it, or use the HTML page of the legal portal."
)
_("This person also has roles that you do not coordinate. Ask the administrator of the site.")
_(
    "The reader stopped at '%(name)s' (%(detail)s). Nothing was stored. Save the file again in another format and report the fault."
)
_("'%(name)s' needs more memory than one document may take (%(limit)s MB). Split the document and try again.")
_("'%(name)s' could not be read within %(seconds)s seconds. Split the document and try again.")
_("%(path)s, line %(line)s: %(problem)s.")
_("Sauatty stopped, because %(part)s ended by itself (exit code %(status)s). See the lines above.")
_("Too many tries. Wait %(minutes)s minutes and try again, or ask your coordinator for a new code.")
_("This does not fit, or it has been used or has expired. Check what you typed, or ask for a new code.")
_("Sauatty does not start: %(problem)s")
_("'%(name)s', row %(line)s: %(problem)s. Save the table again as CSV (UTF-8) or XLSX.")
_("'%(name)s' has %(pages)s pages; at most %(limit)s can be read. Split the document and try again.")
_("'%(name)s' has not been read yet. Wait until the reading is over, or upload the file again.")
