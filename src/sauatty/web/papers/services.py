"""Every write of tests and their papers."""

import hashlib
import json
import re
import secrets
from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID, uuid4

from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from sauatty.core.errors import (
    PaperHoldsMore,
    PaperIdUnfit,
    PaperIncomplete,
    TestEndIsPast,
    TestHasNoPaper,
    TestIsFixed,
    TestLanguagesApart,
    TestNeedsProgramme,
    TestTitleMissing,
)
from sauatty.core.languages import LANGUAGE_NAMES, LANGUAGES
from sauatty.web.base import audit
from sauatty.web.papers import selectors
from sauatty.web.papers.models import Paper, Test, TestCohort, TestPaper

SCHEMA = "paper/1"
# What a participant may see of an item; anything else in a body is refused, whatever it is called.
ITEM_FIELDS = frozenset(
    {"id", "kind", "competence", "is_invented", "is_negative", "stimulus", "stem", "options", "targets"}
)
PART_FIELDS = frozenset({"id", "text"})
# What people were told when they began: it stays once a test was open.
FIXED = ("purpose", "minutes", "shuffles", "navigation", "may_be_offline")
_ID = re.compile(r"[A-Za-z0-9][A-Za-z0-9_-]{0,79}")
_LETTERS = "abcdefghjkmnpqrstuvwxyz23456789"


@transaction.atomic
def create_test(
    *, actor: Any, programme: Any, titles: Mapping[str, str], purpose: str, **fields: Any
) -> Test:
    """Prepare a test. `fields`: opens_at, closes_at, minutes, navigation, shuffles, may_be_offline, release, …"""
    if programme is None and purpose != Test.Purpose.PRACTICE:
        raise TestNeedsProgramme
    slug = fields.pop("slug", "") or _make_slug(purpose)
    test = Test.objects.create(
        programme=programme, purpose=purpose, slug=slug, created_by=actor, **_titles(titles), **fields
    )
    audit.record("test.added", actor=actor, target=test, purpose=purpose)
    return test


def _make_slug(purpose: str) -> str:
    return f"{purpose}-{''.join(secrets.choice(_LETTERS) for _ in range(7))}"


def _titles(titles: Mapping[str, str]) -> dict[str, str]:
    return {f"title_{code}": " ".join(titles.get(code, "").split()) for code in LANGUAGES}


def _locked(test: Test) -> Test:
    return Test.objects.select_for_update(of=("self",)).select_related("programme").get(pk=test.pk)


@transaction.atomic
def change_test(*, actor: Any, test: Test, titles: Mapping[str, str] | None = None, **fields: Any) -> Test:
    """Change what may be changed: once a test was open, what its people were told stays."""
    row = _locked(test)
    if row.state != Test.State.DRAFT and any(
        name in fields and fields[name] != getattr(row, name) for name in FIXED
    ):
        raise TestIsFixed
    for name, value in {**fields, **(_titles(titles) if titles else {})}.items():
        setattr(row, name, value)
    row.save()
    if row.state == Test.State.OPEN:
        _refuse_unready(row)
    audit.record("test.changed", actor=actor, target=row, fields=sorted(fields))
    return row


@transaction.atomic
def set_papers(*, actor: Any, test: Test, papers: Sequence[Paper]) -> Test:
    """Say which papers a test uses: the first is where the first half begins, the second the second half."""
    row = _locked(test)
    if row.state != Test.State.DRAFT:
        raise TestIsFixed
    row.papers.all().delete()
    TestPaper.objects.bulk_create(
        TestPaper(test=row, paper=paper, place=place) for place, paper in enumerate(papers)
    )
    audit.record("test.papers", actor=actor, target=row, papers=[one.sha256 for one in papers])
    return row


@transaction.atomic
def set_cohorts(*, actor: Any, test: Test, cohorts: Iterable[Any]) -> Test:
    """Say which cohorts are asked; none stands for everybody with a role in the programme."""
    row = _locked(test)
    wanted = {one.pk for one in cohorts}
    row.cohorts.exclude(cohort__in=wanted).delete()
    there = set(row.cohorts.values_list("cohort", flat=True))
    TestCohort.objects.bulk_create(TestCohort(test=row, cohort_id=one) for one in wanted - there)
    audit.record("test.cohorts", actor=actor, target=row, cohorts=sorted(str(one) for one in wanted))
    return row


@transaction.atomic
def make_test(
    *, actor: Any, programme: Any, titles: Mapping[str, str], papers: Sequence[Paper], cohorts: Iterable[Any],
    partner: Test | None = None, **fields: Any,
) -> Test:  # fmt: skip
    """Prepare a test with all that its form says."""
    test = create_test(actor=actor, programme=programme, titles=titles, **fields)
    set_papers(actor=actor, test=test, papers=papers)
    set_cohorts(actor=actor, test=test, cohorts=cohorts)
    if partner is not None:
        _pair_in_order(actor, test, partner)
    return test


@transaction.atomic
def remake_test(
    *, actor: Any, test: Test, titles: Mapping[str, str], papers: Sequence[Paper], cohorts: Iterable[Any],
    partner: Test | None = None, **fields: Any,
) -> Test:  # fmt: skip
    """Change a test to what its form says; papers and pair only before it was open."""
    if test.programme is None and fields.get("purpose") != Test.Purpose.PRACTICE:
        raise TestNeedsProgramme
    row = change_test(actor=actor, test=test, titles=titles, **fields)
    if [one.pk for one in papers] != [one.pk for one in selectors.papers_of(row)]:
        set_papers(actor=actor, test=row, papers=papers)
    set_cohorts(actor=actor, test=row, cohorts=cohorts)
    before = selectors.partner_of(row)
    if row.state == Test.State.DRAFT and before != partner:
        unpair(actor=actor, test=row)
        if partner is not None:
            _pair_in_order(actor, row, partner)
    return row


def _pair_in_order(actor: Any, test: Test, partner: Test) -> None:
    """Pair two tests; papers go over from the one that has them to the one that has none."""
    first, last = (partner, test) if test.purpose == Test.Purpose.FINAL else (test, partner)
    if not selectors.count_places(first) and selectors.count_places(last):
        first, last = last, first
    pair_tests(actor=actor, first=first, last=last)


@transaction.atomic
def pair_tests(*, actor: Any, first: Test, last: Test, swaps: bool = True) -> UUID:
    """Join a pre-test and a final test: with `swaps` who takes paper A first takes B last, and the other way round."""
    rows = [_locked(first), _locked(last)]
    if any(row.state != Test.State.DRAFT for row in rows):
        raise TestIsFixed
    pair = rows[0].pair or rows[1].pair or uuid4()
    Test.objects.filter(pk__in=[row.pk for row in rows]).update(pair=pair)
    if swaps:
        papers = selectors.papers_of(rows[0])
        set_papers(actor=actor, test=rows[1], papers=papers[::-1])
    audit.record("test.paired", actor=actor, target=rows[0], other=str(rows[1].pk), swaps=swaps)
    return pair


@transaction.atomic
def unpair(*, actor: Any, test: Test) -> None:
    """Take a pair apart that nobody has begun."""
    row = _locked(test)
    if row.pair is None:
        return
    if Test.objects.filter(pair=row.pair).exclude(state=Test.State.DRAFT).exists():
        raise TestIsFixed
    Test.objects.filter(pair=row.pair).update(pair=None)
    audit.record("test.unpaired", actor=actor, target=row)


def _refuse_unready(test: Test) -> None:
    papers = selectors.papers_of(test)
    if not papers:
        raise TestHasNoPaper
    if not selectors.languages_of(papers):
        raise TestLanguagesApart
    untitled = selectors.untitled_languages(test)
    if untitled:
        raise TestTitleMissing(languages=", ".join(LANGUAGE_NAMES[code] for code in untitled))
    if test.closes_at and test.closes_at <= timezone.now():
        raise TestEndIsPast


@transaction.atomic
def open_test(*, actor: Any, test: Test, closes_at: datetime | None = None) -> Test:
    """Open a test; before `opens_at` it waits for the server's clock. One that is over gets a new end, or none."""
    row = _locked(test)
    if closes_at is not None or (row.closes_at and row.closes_at <= timezone.now() and row.state != "draft"):
        row.closes_at = closes_at
    _refuse_unready(row)
    row.state = Test.State.OPEN
    row.save(update_fields=["state", "closes_at"])
    audit.record("test.opened", actor=actor, target=row)
    return row


@transaction.atomic
def close_test(*, actor: Any, test: Test) -> Test:
    """Close a test: nobody begins it any more, and what is open is handed in within a minute."""
    row = _locked(test)
    row.state = Test.State.CLOSED
    row.save(update_fields=["state"])
    audit.record("test.closed", actor=actor, target=row)
    return row


@transaction.atomic
def delete_test(*, actor: Any, test: Test) -> None:
    """Delete a test that never was open."""
    row = _locked(test)
    if row.state != Test.State.DRAFT:
        raise TestIsFixed
    audit.record("test.deleted", actor=actor, target=row, slug=row.slug)
    row.delete()


# --- papers ---


@transaction.atomic
def publish_paper(
    *,
    programme: Any,
    family: UUID,
    code: str,
    body: Mapping[str, Any],
    languages: Collection[str],
    is_provisional: bool,
    actor: Any,
) -> Paper:
    """Publish a paper: from now on nobody can change it. It is refused with anything in it but what people see."""
    items = list(body.get("items", ()))
    chosen = [code for code in LANGUAGES if code in languages]
    _refuse_more(items)
    _refuse_holes(items, chosen)
    clean = {"schema": SCHEMA, "items": items}
    last = Paper.objects.filter(family=family, code=code).aggregate(last=Max("number"))["last"] or 0
    paper = Paper.objects.create(
        programme=programme, code=code, number=last + 1, family=family, body=clean, sha256=sha256_of(clean),
        languages=chosen, n_items=len(items), is_provisional=is_provisional, published_by=actor,
        published_at=timezone.now(),
    )  # fmt: skip
    audit.record("paper.published", actor=actor, target=paper, sha256=paper.sha256, code=code)
    return paper


def sha256_of(body: Mapping[str, Any]) -> str:
    """Return the hash of a body in its canonical form."""
    text = json.dumps(body, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


def _refuse_more(items: Iterable[Mapping[str, Any]]) -> None:
    """Raise where an item carries a field that is not on the list, such as a key or a rationale."""
    for item in items:
        parts = [*item.get("options", ()), *item.get("targets", ())]
        more = (item.keys() - ITEM_FIELDS) | {name for part in parts for name in part.keys() - PART_FIELDS}
        if more:
            raise PaperHoldsMore(item=str(item.get("id", "?")), field=min(more))
        unfit = [str(one.get("id")) for one in (item, *parts) if not _ID.fullmatch(str(one.get("id", "")))]
        if unfit:
            raise PaperIdUnfit(item=str(item.get("id", "?")), id=unfit[0])


def _refuse_holes(items: Sequence[Mapping[str, Any]], languages: Sequence[str]) -> None:
    """Raise where a paper has no items, or a text is missing in one of its languages."""
    if not items or not languages:
        raise PaperIncomplete(item="–", language=", ".join(languages) or "–")
    for item in items:
        texts = [item["stem"], *(part["text"] for part in (*item["options"], *item["targets"]))]
        texts += [item["stimulus"]] if item["stimulus"] else []
        missing = [code for code in languages if not all(text.get(code) for text in texts)]
        if missing:
            raise PaperIncomplete(item=item["id"], language=LANGUAGE_NAMES[missing[0]])
