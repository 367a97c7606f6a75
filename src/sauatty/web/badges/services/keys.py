"""The key that signs: made when it is needed, replaced when somebody asks or when it can't be opened any more."""

from typing import Any

from django.conf import settings
from django.db import IntegrityError, transaction
from django.utils import timezone

from sauatty.core.errors import SecretNotOpened
from sauatty.core.exchange.badges_keys import PinnedKey, new_private_key, public_half, thumbprint
from sauatty.web.badges import addresses
from sauatty.web.badges.models import IssuerKey
from sauatty.web.base import audit, sealing

PURPOSE = "badges"


@transaction.atomic
def current_key() -> tuple[IssuerKey, bytes]:
    """Return the key that signs now, and its private half.

    A key that another secret of the site sealed, or that is named by an address that this site had before, signs
    nothing any more: another takes its place, and what it signed stays good.
    """
    row = IssuerKey.objects.filter(is_current=True).first()
    if row is None:
        return _made(None)
    if not row.key_id.startswith(settings.PUBLIC_ADDRESS + "/"):
        return _made(row)
    try:
        return row, sealing.open_sealed(row.sealed_private, PURPOSE)
    except SecretNotOpened:
        return _made(row)


@transaction.atomic
def rotate_key(*, actor: Any) -> IssuerKey:
    """Let a new key sign from now on; the public half of the old one stays."""
    row = IssuerKey.objects.select_for_update().filter(is_current=True).first()
    return _made(row, actor)[0]


def _made(old: IssuerKey | None, actor: Any = None) -> tuple[IssuerKey, bytes]:
    """Make a key in place of another; of two who do so at the same moment one does, and both get its key."""
    private = new_private_key()
    public = public_half(private)
    key = PinnedKey(addresses.key(thumbprint(public)), public)
    try:
        with transaction.atomic():
            if old is not None:
                ended = {"is_current": False, "retired_at": timezone.now()}
                IssuerKey.objects.filter(pk=old.pk, is_current=True).update(**ended)
            row = IssuerKey.objects.create(
                key_id=key.key_id, public_jwk=key.as_jwk(), sealed_private=sealing.seal(private, PURPOSE)
            )
            audit.record("badge-key.made", actor=actor, target=row, instead_of=old.key_id if old else "")
    except IntegrityError:
        row = IssuerKey.objects.get(is_current=True)
        return row, sealing.open_sealed(row.sealed_private, PURPOSE)
    return row, private
