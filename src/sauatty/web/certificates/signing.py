"""What signs the PDFs of this site: a key made once, its private half sealed with the secret of the site."""

from sauatty.core.documents.certificate_signing import Seal


def current_seal() -> Seal | None:
    """Return the key and the certificate that sign now; made when the first document is."""
    return None
