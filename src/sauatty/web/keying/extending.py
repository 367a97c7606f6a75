"""What the pages of the bank show of keying: who is asked before a key opens, and how experts stand to it."""

from typing import Any

from sauatty.core.catalogue import key_agreement
from sauatty.core.catalogue.key_json import shown_sha256
from sauatty.web.items import extensions, labels
from sauatty.web.keying import selectors, services


def register() -> None:
    """Tell the bank; called when the app is ready."""
    extensions.register_extension(
        extensions.Extension(
            is_keyer=selectors.is_keyer, is_asked=is_asked, look=services.look_at_keys,
            agreements=selectors.agreements, context_of=context_of, links="keying/_links.html",
            door="keying/_door.html", panel="keying/_panel.html",
        )
    )  # fmt: skip


def is_asked(person: Any, entry: Any) -> bool:
    """Tell whether somebody says first that they want to see a key: from then on they can confirm it no longer.

    Who wrote the item, or has answered it and so seen the key, is not asked.
    """
    if not selectors.is_keyer(person) or selectors.knows_key(person, entry):
        return False
    published = entry.published
    return published is None or not selectors.own_confirmation(person, entry.id, shown_sha256(published))


def context_of(person: Any, entry: Any, is_open: bool) -> dict[str, Any]:
    """Return how experts stand to the key of the published item; notes only for those to whom the key is open."""
    published = entry.published
    if published is None:
        return {"keying": {"is_published": False}}
    sha256 = shown_sha256(published)
    found = selectors.agreement_of(entry.id, sha256)
    own = selectors.own_confirmation(person, entry.id, sha256)
    is_told = is_open and (own is None or own.agrees is not None)
    keying = {
        "is_published": True, "found": found, "state": found.state, "own": own,
        "state_name": labels.named(labels.STANDINGS, found.state), "n_experts": key_agreement.N_EXPERTS,
        "rows": selectors.confirmations_of(entry.id, sha256) if is_told else [],
        "may_key": selectors.is_keyer(person) and own is None,
    }  # fmt: skip
    return {"keying": keying}
