"""Making and counting short links."""

import secrets

from django.db import IntegrityError, transaction
from django.db.models import F
from django.http import Http404

from sauatty.web.links import selectors
from sauatty.web.links.models import ShortLink

# No vowel, so that no word comes out; nothing that looks like something else (i, l, o, 0, 1)
LETTERS = "bcdfghjkmnpqrstvwxz"
LENGTH, _TRIES = 7, 5


def make_link(address: str) -> ShortLink:
    """Return the short link of a page, made once; any other address is not found."""
    path = selectors.page_path(address)
    if not path:
        raise Http404
    for _attempt in range(_TRIES):
        found = ShortLink.objects.filter(path=path).first()
        if found:
            return found
        try:
            with transaction.atomic():
                code = "".join(secrets.choice(LETTERS) for _ in range(LENGTH))
                return ShortLink.objects.create(code=code, path=path)
        except IntegrityError:  # the letters are taken, or somebody has just made it
            continue
    raise Http404


def count_opening(link: ShortLink) -> None:
    """Count one opening; nothing of who opened is kept."""
    ShortLink.objects.filter(pk=link.pk).update(n_opened=F("n_opened") + 1)
