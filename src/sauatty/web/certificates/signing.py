"""What signs the PDFs of this site: a key made once, its private half sealed with the secret of the site."""

from datetime import timedelta
from urllib.parse import urlsplit

from django.conf import settings
from django.db import IntegrityError, transaction
from django.utils import timezone

from sauatty.core.documents.certificate_signing import YEARS, Seal, make_seal
from sauatty.web.base import audit, sealing
from sauatty.web.certificates.models import SigningKey

PURPOSE = "sauatty.certificates.signing"
# A key is left a year before its certificate ends, so that no document is signed in its last days.
USED_FOR = timedelta(days=365 * (YEARS - 1))


def current_seal() -> Seal:
    """Return the key and the certificate that sign now; made when the first document is.

    Raises
    ------
    SecretNotOpened
    """
    row = SigningKey.objects.filter(is_current=True, made_at__gt=timezone.now() - USED_FOR).first() or _make()
    return Seal(sealing.open_sealed(row.sealed_private, PURPOSE), row.certificate.encode())


def _make() -> SigningKey:
    seal = make_seal(urlsplit(settings.PUBLIC_ADDRESS).hostname or "Sauatty", timezone.localdate())
    try:
        with transaction.atomic():
            SigningKey.objects.filter(is_current=True, made_at__lte=timezone.now() - USED_FOR).update(
                is_current=False
            )
            row = SigningKey.objects.create(
                sealed_private=sealing.seal(seal.private_key, PURPOSE), certificate=seal.certificate.decode()
            )
            audit.record("certificates.key-made", actor=None, target=row)
            return row
    except IntegrityError:  # another one was made at the same moment
        return SigningKey.objects.get(is_current=True)
