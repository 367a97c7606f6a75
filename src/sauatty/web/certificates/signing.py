"""What signs the PDFs of this site: a key made once, its private half sealed with the secret of the site."""

from datetime import timedelta
from urllib.parse import urlsplit

from django.conf import settings
from django.db import IntegrityError, transaction
from django.utils import timezone

from sauatty.core.documents.certificate_signing import YEARS, Seal, make_seal
from sauatty.core.errors import SecretNotOpened
from sauatty.web.base import audit, sealing
from sauatty.web.certificates.models import SigningKey

PURPOSE = "sauatty.certificates.signing"
# A key is left a year before its certificate ends, so that no document is signed in its last days.
USED_FOR = timedelta(days=365 * (YEARS - 1))


def current_seal() -> Seal:
    """Return the key and the certificate that sign now; made when the first document is.

    A key that another secret of the site sealed signs nothing any more: another takes its place, and what it signed
    stays good.
    """
    row = SigningKey.objects.filter(is_current=True).first()
    if row is None or row.made_at <= timezone.now() - USED_FOR:
        return _opened(_made(row))
    try:
        return _opened(row)
    except SecretNotOpened:
        return _opened(_made(row))


def _opened(row: SigningKey) -> Seal:
    return Seal(sealing.open_sealed(row.sealed_private, PURPOSE), row.certificate.encode())


def _made(old: SigningKey | None) -> SigningKey:
    """Make a key in place of another; of two who do so at the same moment one does, and both get its key."""
    seal = make_seal(urlsplit(settings.PUBLIC_ADDRESS).hostname or "Sauatty", timezone.localdate())
    try:
        with transaction.atomic():
            if old is not None:
                SigningKey.objects.filter(pk=old.pk, is_current=True).update(is_current=False)
            row = SigningKey.objects.create(
                sealed_private=sealing.seal(seal.private_key, PURPOSE), certificate=seal.certificate.decode()
            )
            audit.record("certificates.key-made", actor=None, target=row)
            return row
    except IntegrityError:
        return SigningKey.objects.get(is_current=True)
