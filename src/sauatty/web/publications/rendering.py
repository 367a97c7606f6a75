"""Documents as files. Everything here is slow and belongs into jobs."""

import hashlib
from typing import Any

DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
MEDIA_TYPES = {
    "docx": DOCX,
    "pdf": "application/pdf",
    "html": "text/html; charset=utf-8",
    "zip": "application/zip",
}
VERSION_FORMATS = ("html", "pdf", "docx")


def render(document: Any, format: str) -> bytes:
    """Return a document as a file: 'docx', 'pdf', or 'html' (a fragment for a page of ours)."""
    if format == "docx":
        from sauatty.core.documents.docx import render_docx

        return render_docx(document)
    if format == "pdf":
        from sauatty.core.documents.pdf import render_pdf

        return render_pdf(document)
    from sauatty.core.documents.html import render_html

    return render_html(document).encode()


def sha256(content: bytes) -> str:
    """Return the hash of a file."""
    return hashlib.sha256(content).hexdigest()
