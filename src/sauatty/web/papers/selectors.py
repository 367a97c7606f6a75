"""The only door to the rows of tests and their papers."""

import hashlib
from collections.abc import Collection, Iterable, Mapping
from typing import Any
from uuid import UUID

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.http import Http404
from django.shortcuts import get_object_or_404

from sauatty.core.languages import LANGUAGES
from sauatty.web.accounts import selectors as accounts
from sauatty.web.base.prepared import Prepared
from sauatty.web.papers.clock import Phase, phase
from sauatty.web.papers.models import Paper, Test, TestCohort, TestPaper
from sauatty.web.papers.permissions import READERS
from sauatty.web.programmes import selectors as programmes

__all__ = ["Phase", "phase"]

# --- for those who run tests ---


def list_visible(actor: Any) -> QuerySet[Test]:
    """List the tests that the actor runs or studies: a participant of a programme who trains in another sees none of it.

    Administrators see the public ones too.
    """
    found = Q(programme__in=programmes.list_programmes(actor))
    if accounts.coordinates_everything(actor):
        found |= Q(programme__isnull=True)
    else:
        scopes = set(actor.grants.filter(role__in=READERS).values_list("scope_id", flat=True))
        found &= Q() if None in scopes else Q(programme__in=scopes)
    return Test.objects.filter(found).select_related("programme")


def list_tests(programme: Any) -> QuerySet[Test]:
    """List the tests of a programme; None stands for the public practice tests."""
    return Test.objects.filter(programme=programme).select_related("programme")


def summarise_programme(programme: Any) -> tuple[int, bool]:
    """Return how many tests a programme has, and whether a final one is over (one query)."""
    found = Test.objects.filter(programme=programme).values_list("purpose", "state")
    return len(found), (Test.Purpose.FINAL, Test.State.CLOSED) in found


def access_test(actor: Any, test_id: UUID) -> Test:
    """Return a test that the actor may read as somebody who runs or studies it, or 404."""
    return get_object_or_404(list_visible(actor), pk=test_id)


def access_managed(actor: Any, test_id: UUID) -> Test:
    """Return a test that the actor coordinates, or 404."""
    mine = Q(programme__in=programmes.list_coordinated(actor))
    if accounts.coordinates_everything(actor):
        mine |= Q(programme__isnull=True)
    return get_object_or_404(Test.objects.filter(mine).select_related("programme"), pk=test_id)


def may_manage(actor: Any, test: Test) -> bool:
    """Tell whether the actor coordinates a test."""
    if test.programme is None:
        return accounts.coordinates_everything(actor)
    return programmes.coordinates(actor, test.programme)


def may_add_public(actor: Any) -> bool:
    """Tell whether the actor may offer practice tests to everybody."""
    return accounts.coordinates_everything(actor)


def refuse_public(actor: Any) -> None:
    """Answer 404 to whoever may not offer practice tests to everybody."""
    if not may_add_public(actor):
        raise Http404


def list_partners(programme: Any, test: Test | None = None) -> list[Test]:
    """List the tests of a programme that can be paired with a test: prepared, not open yet."""
    found = list_tests(programme).filter(state=Test.State.DRAFT)
    if test is not None:
        if test.state != Test.State.DRAFT:
            return []
        found = found.exclude(pk=test.pk).filter(Q(pair__isnull=True) | Q(pair=test.pair))
    return list(found)


def cohorts_of(test: Test) -> list[Any]:
    """Return the cohorts that are asked to take a test (one query)."""
    return [row.cohort for row in test.cohorts.select_related("cohort").order_by("cohort__created_at")]


def partner_of(test: Test) -> Test | None:
    """Return the other test of a pair."""
    if test.pair is None:
        return None
    return Test.objects.filter(pair=test.pair).exclude(pk=test.pk).first()


def list_papers(programme: Any) -> list[Paper]:
    """List the papers that a test of a programme can use, the newest number of each first; bodies stay unread."""
    public = Q(programme__isnull=True)
    found = Paper.objects.filter(public | Q(programme=programme) if programme else public)
    return list(found.defer("body").order_by("-published_at", "code"))


def access_paper(paper_id: UUID) -> Paper:
    """Return a paper by its id, or 404; callers have looked at who asks."""
    return get_object_or_404(Paper, pk=paper_id)


def papers_of(test: Test) -> list[Paper]:
    """Return the papers of a test by their place, without their bodies; once it was open they stay as they are."""
    if test.state == Test.State.DRAFT:
        return _read_papers(test)
    found = _papers.get(test.pk)
    if found is None:
        if len(_papers) >= _MOST_CONTENTS:
            _papers.clear()
        found = _papers[test.pk] = _read_papers(test)
    return found


def _read_papers(test: Test) -> list[Paper]:
    rows = test.papers.select_related("paper").defer("paper__body").order_by("place")
    return [row.paper for row in rows]


def stems_of(tests: Iterable[UUID | str], language: str) -> dict[str, str]:
    """Return the questions of tests by item, as their papers ask them (one query, and papers that were not read yet)."""
    found = set(TestPaper.objects.filter(test__in=list(tests)).values_list("paper_id", flat=True))
    asked = (item for paper in found for item in content_of(paper).body["items"])
    return {
        str(one["id"]): one["stem"].get(language) or next(iter(one["stem"].values()), "") for one in asked
    }


def languages_of(papers: Collection[Paper]) -> list[str]:
    """Return the languages that all papers of a test have, in the order of the house."""
    return [code for code in LANGUAGES if papers and all(code in one.languages for one in papers)]


# --- for those who take tests ---


def _for_person(person: Any) -> QuerySet[Test]:
    asked = TestCohort.objects.filter(test=OuterRef("pk"))
    theirs = asked.filter(cohort__members__person=person)
    own = Q(programme__in=accounts.scopes_of(person)) & (~Exists(asked) | Exists(theirs))
    return Test.objects.filter(Q(programme__isnull=True) | own).exclude(state=Test.State.DRAFT)


def list_open_tests(person: Any) -> list[Test]:
    """List the tests that a person can take or has to wait for, and those that are over (two queries)."""
    return list(_for_person(person).select_related("programme").order_by("closes_at", "-created_at"))


def untitled_languages(test: Test) -> list[str]:
    """Return the languages of a test's papers in which it has no title yet: it can't be opened before."""
    return [code for code in languages_of(papers_of(test)) if not getattr(test, f"title_{code}")]


def access_open_test(person: Any, slug: str) -> Test:
    """Return a test that this person is asked to take, open or over, or 404."""
    test = find_open_test(person, slug)
    if test is None:
        raise Http404
    return test


def find_open_test(person: Any, slug: str) -> Test | None:
    """Return a test that this person is asked to take, open or over, or None."""
    test = _BY_SLUG.first(slug)
    return test if test is not None and is_asked(person, test) else None


def access_named(person: Any, slug: str) -> Test:
    """Return a test that is shut to this person today: asked for later, or run or studied by them; or 404."""
    test = get_object_or_404(Test.objects.select_related("programme"), slug=slug)
    if not is_asked(person, test) and not list_visible(person).filter(pk=test.pk).exists():
        raise Http404
    return test


_BY_SLUG = Prepared(lambda slug: Test.objects.filter(slug=slug).exclude(state=Test.State.DRAFT), str)
_COHORTS = Prepared(lambda test: TestCohort.objects.filter(test=test).values_list("cohort"), UUID)


def paper_by_hash(test: Test, sha256: str) -> Paper | None:
    """Return the paper of a test by the hash of its content, or None."""
    row = test.papers.select_related("paper").filter(paper__sha256=sha256).first()
    return row.paper if row else None


def is_asked(person: Any, test: Test) -> bool:
    """Tell whether a person is among those who take a test; plain questions, because it is asked for each page."""
    if test.programme_id is None:
        return True
    if test.programme_id not in accounts.scopes_at_hand(person):
        return False
    asked = [cohort for (cohort,) in _COHORTS.rows(test.pk)]
    return not asked or programmes.is_in_cohort(person, asked)


def cohort_for(test: Test, person: Any) -> Any:
    """Return the cohort in which a person takes a test, None outside of cohorts (one query)."""
    if test.programme_id is None:
        return None
    mine = programmes.cohorts_joined(person, test.programme_id)
    if len(mine) < 2:  # whoever takes the test is asked: in their only cohort, or outside of cohorts
        return next(iter(mine), None)
    asked = {row.cohort_id for row in test.cohorts.all()}
    return next((one for one in mine if not asked or one.pk in asked), None)


def half_of(test: Test, person: Any) -> int:
    """Return the half of a person, 0 or 1: the same in both tests of a pair, and on every device."""
    text = f"{test.pair or test.pk}|{person.pk}"
    return hashlib.sha256(text.encode()).digest()[0] & 1


def paper_for(
    test: Test, person: Any, *, taken: Collection[UUID] = (), begun: Mapping[UUID, int] | None = None
) -> Paper | None:
    """Return the paper that a person takes next in a test.

    A paper that they had before, here or in the partner test, is given again only when there is no other one. Of
    the others they get the one that fewer people of their cohort have begun, so that the halves are of equal size;
    where they are, a hash decides, which depends on nothing about the person.

    Parameters
    ----------
    taken
        Ids of the papers that this person had, in this test and its partner.
    begun
        How many people of the cohort have begun each paper of this test.
    """
    papers = papers_of(test)
    if not papers:
        return None
    start = half_of(test, person) % len(papers)
    turned = papers[start:] + papers[:start]
    had, others = list(taken), begun or {}
    return min(turned, key=lambda one: (had.count(one.pk), others.get(one.pk, 0)))


def content_of(paper_id: UUID | str) -> Paper:
    """Return a paper with its body, read once in a process: papers never change."""
    paper_id = paper_id if isinstance(paper_id, UUID) else UUID(str(paper_id))
    found = _contents.get(paper_id)
    if found is None:
        if len(_contents) >= _MOST_CONTENTS:
            _contents.clear()
        found = _contents[paper_id] = Paper.objects.get(pk=paper_id)
    return found


_contents: dict[UUID, Paper] = {}
_papers: dict[UUID, list[Paper]] = {}
_MOST_CONTENTS = 64


def test_of_job(test_id: str) -> Test:
    """Return a test that a job names; who may ask was looked at when the job was asked for."""
    return Test.objects.select_related("programme").get(pk=test_id)


test_of_job.__test__ = False  # type: ignore[attr-defined]


def tests_using(paper: Paper) -> list[Test]:
    """List the tests that use a paper."""
    return list(Test.objects.filter(papers__paper=paper))


def tests_with(papers: Any) -> list[Test]:
    """List the tests that use one of some papers, given as ids or as a query of ids (one query)."""
    return list(Test.objects.filter(papers__paper__in=papers).distinct())


def is_free(paper_id: UUID) -> bool:
    """Tell whether no test but practice goes on, or is still to come, with a paper (one query)."""
    return all(one.purpose == "practice" or phase(one) == "closed" for one in tests_with([paper_id]))


def count_places(test: Test) -> int:
    """Count the papers of a test."""
    return TestPaper.objects.filter(test=test).count()
