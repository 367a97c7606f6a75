"""What higher apps hear of certificates, inside the transaction in which it happens; this app knows none of their names."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Literal

Kind = Literal["issued", "replaced", "revoked", "erased"]


@dataclass(frozen=True, slots=True)
class Told:
    """Something that happened to a certificate. Of a replaced one `successor` is what took its place (issued too)."""

    kind: Kind
    certificate: Any
    successor: Any = None
    actor: Any = None


Listener = Callable[[Told], None]
Links = Callable[[Any], Sequence[tuple[Any, str]]]
_listeners: list[Listener] = []
_holder_links: list[Links] = []
_public_links: list[Links] = []


def register_listener(listener: Listener) -> None:
    """Hear of every certificate; called by an app when it is ready. What a listener raises undoes what happened."""
    _listeners.append(listener)


def register_holder_links(links: Links) -> None:
    """Offer the holder of a certificate more than its PDF: (label, address) for each."""
    _holder_links.append(links)


def register_public_links(links: Links) -> None:
    """Offer links on the page that anybody sees who has the code. They may change only with the state of it."""
    _public_links.append(links)


def tell(kind: Kind, certificate: Any, *, actor: Any = None, successor: Any = None) -> None:
    """Tell all who listen."""
    for listener in _listeners:
        listener(Told(kind, certificate, successor, actor))


def holder_links(certificate: Any) -> list[tuple[Any, str]]:
    """Return what the holder of a certificate can open besides its PDF."""
    return [row for links in _holder_links for row in links(certificate)]


def public_links(certificate: Any) -> list[tuple[Any, str]]:
    """Return what anybody with the code can open."""
    return [row for links in _public_links for row in links(certificate)]
