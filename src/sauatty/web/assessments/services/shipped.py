"""The pair of forms that Sauatty comes with: one click makes a pre-test and a final test of it for a programme."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any
from uuid import UUID, uuid5

from django.db import transaction

from sauatty.core.catalogue.forms import FormSet, form_set
from sauatty.core.catalogue.item_keys import texts
from sauatty.core.catalogue.key_json import sha256_of
from sauatty.core.psychometrics.form_rules import SHIPPED
from sauatty.web.assessments.bank import BankEntry, entry_of, usable_items
from sauatty.web.assessments.services.publishing import publish_items
from sauatty.web.base import audit
from sauatty.web.papers import selectors as reading
from sauatty.web.papers import services as papers


@dataclass(frozen=True, slots=True)
class Pair:
    """A pre-test and a final test; `is_new` is False where they were there already."""

    pre: Any
    final: Any
    is_new: bool


@transaction.atomic
def take_shipped_pair(*, actor: Any, programme: Any, pair_id: str, asked: Iterable[Any] = ()) -> Pair:
    """Publish the shipped forms for a programme and prepare a pre-test and a final test of them.

    Halves of the people take the forms in opposite order. Asked for twice, the tests that are not closed yet are
    returned. `asked` are the cohorts; none stands for everybody in the programme.
    """
    type(programme).objects.select_for_update().get(pk=programme.pk)
    found = form_set(pair_id)
    published = papers_of_set(actor=actor, programme=programme, found=found)
    known = _unclosed(published[0])
    if len(known) == 2:
        return Pair(known["pre"], known["final"], False)
    tests = {
        purpose: papers.create_test(
            actor=actor, programme=programme, titles=texts(title), purpose=purpose, release=release,
            is_demo=programme.is_demo,
        )
        for purpose, title, release in (
            ("pre", found.pre, "after-close"), ("final", found.final, "after-close")
        )
    }  # fmt: skip
    for test in tests.values():
        papers.set_papers(actor=actor, test=test, papers=published)
        papers.set_cohorts(actor=actor, test=test, cohorts=asked)
    papers.pair_tests(actor=actor, first=tests["pre"], last=tests["final"])
    audit.record(
        "pair.taken", actor=actor, target=tests["pre"], pair=pair_id, programme=str(programme.pk),
        papers=[one.sha256 for one in published],
    )  # fmt: skip
    return Pair(tests["pre"], tests["final"], True)


def papers_of_set(*, actor: Any, programme: Any, found: FormSet) -> list[Any]:
    """Return the papers of a set of forms for a programme, published once for each state of their items."""
    bank = usable_items(programme, SHIPPED)
    entries = {code: [entry_of(bank, id) for id in ids] for code, ids in found.forms.items()}
    family = _family(programme, found, entries)
    known = {one.code: one for one in reading.list_papers(programme) if one.family == family}
    return [
        known.get(code)
        or publish_items(actor=actor, programme=programme, family=family, code=code, entries=rows)
        for code, rows in sorted(entries.items())
    ]


def _family(programme: Any, found: FormSet, entries: dict[str, list[BankEntry]]) -> UUID:
    shas = {code: [one.sha256 for one in rows] for code, rows in entries.items()}
    return uuid5(programme.pk, f"{found.id} {sha256_of(shas)}")


def _unclosed(paper: Any) -> dict[str, Any]:
    """Return the pre-test and the final test that use a paper and are not closed, by purpose."""
    found = [one for one in reading.tests_using(paper) if one.state != "closed" and one.pair is not None]
    return {one.purpose: one for one in found if one.purpose in ("pre", "final")}
