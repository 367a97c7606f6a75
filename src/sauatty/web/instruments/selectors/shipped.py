"""The instruments that Sauatty comes with."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sauatty.core.catalogue.content import Provenance, provenance_from
from sauatty.core.catalogue.instrument_reading import load_instruments, version_key
from sauatty.core.catalogue.instruments import Instrument


@dataclass(frozen=True, slots=True)
class Shipped:
    """A shipped instrument in its newest version."""

    instrument: Instrument

    @property
    def n_questions(self) -> int:
        """Return how many questions it has, without notes."""
        return sum(one.kind != "note" for one in self.instrument.questions)

    @property
    def is_machine(self) -> bool:
        """Tell whether a machine wrote it or one of its languages and nobody has looked it over."""
        return _is_machine(self.instrument.provenance)


def _is_machine(provenance: Provenance) -> bool:
    return not provenance.is_reviewed and "machine" in {provenance.written, *provenance.translated.values()}


def is_machine(body: Mapping[str, Any]) -> bool:
    """Tell the same of a draft or version that goes back to such an instrument."""
    return _is_machine(provenance_from(body.get("provenance")))


def list_shipped() -> tuple[Shipped, ...]:
    """List the shipped instruments, the newest version of each (no query)."""
    newest: dict[str, Instrument] = {}
    for one in load_instruments():
        if one.id not in newest or version_key(one.version) > version_key(newest[one.id].version):
            newest[one.id] = one
    return tuple(map(Shipped, newest.values()))
