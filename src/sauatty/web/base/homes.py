"""Which page is home for whom, and where a finished job leads. Filled by the apps when they are ready."""

from collections.abc import Callable, Sequence

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from sauatty.web.base import roles
from sauatty.web.base.models import Job
from sauatty.web.base.sentences import in_words

HomeView = Callable[[HttpRequest], HttpResponse]
_homes: list[tuple[int, frozenset[str], HomeView]] = []
Link = Callable[[HttpRequest], tuple[str, str] | None]
Links = Callable[[HttpRequest], Sequence[tuple[str, str]]]
_links: list[Links] = []
_targets: dict[str, Callable[[Job], str]] = {}
_explains: dict[str, Callable[[Job], bool]] = {}


def register_home(order: int, allowed: frozenset[str], view: HomeView) -> None:
    """Offer a home to some roles; the lowest order that fits is taken."""
    _homes.append((order, allowed, view))
    _homes.sort(key=lambda home: home[0])


def register_link(link: Link) -> None:
    """Offer a link (address, words) on the page of one's own path, to whom it concerns; others get None."""

    def links(request: HttpRequest) -> list[tuple[str, str]]:
        found = link(request)
        return [found] if found is not None else []

    _links.append(links)


def register_links(links: Links) -> None:
    """Offer any number of links (address, words), such as one for each thing that waits for a person."""
    _links.append(links)


def links_for(request: HttpRequest) -> list[tuple[str, str]]:
    """Return the links that concern a signed-in person."""
    return [found for links in _links for found in links(request)]


def front_page(request: HttpRequest) -> HttpResponse:
    """Render the front page; somebody signed in without a role finds there what they are asked to do."""
    links = links_for(request) if request.user.is_authenticated else []
    return render(request, "base/welcome.html", {"links": links})


def register_job_target(
    kind: str, target: Callable[[Job], str], *, explains: Callable[[Job], bool] | None = None
) -> None:
    """Say which page shows the result of a kind of job, and of which failed jobs it says why they failed."""
    _targets[kind] = target
    if explains:
        _explains[kind] = explains


def leads_on(job: Job) -> bool:
    """Whether the page of the result has something to say already."""
    if job.state == Job.State.FAILED and job.kind in _explains:
        return _explains[job.kind](job)
    return job.state == Job.State.DONE


def home_view(request: HttpRequest, held: frozenset[str]) -> HttpResponse:
    """Render the first home that fits the roles; visitors get the front page."""
    for _order, allowed, view in _homes:
        if roles.ANONYMOUS not in held and not allowed.isdisjoint(held):
            return view(request)
    return front_page(request)


def job_target(job: Job) -> str | None:
    """Return the page that shows a job's result."""
    target = _targets.get(job.kind)
    return target(job) if target else None


def job_sentence(job: Job) -> str:
    """Return why a job failed, in the language of the page."""
    if job.state != Job.State.FAILED or not job.error_message:
        return ""
    return in_words(job.error_message, job.error_params)
