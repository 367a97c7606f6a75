"""What goes out with a document, to be laid beside what comes back."""

from sauatty.core.documents.blocks import Document, parts
from sauatty.core.documents.wording import printable
from sauatty.core.exchange.docx_sent import SentParagraph


def sent_paragraphs(document: Document) -> dict[str, SentParagraph]:
    """Return every paragraph by its id, as `docx_sent.compare_with_sent` asks for it."""
    return {
        part.id: SentParagraph(
            printable(part.text), {name: printable(value) for name, value in part.fields.items()}
        )
        for part in parts(document)
    }
