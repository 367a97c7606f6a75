"""The first minutes of a new site: its first coordinator, the link that lets them in, their first choice."""

from datetime import timedelta

from django.db import transaction
from django.utils import timezone

from sauatty.web.accounts import codes, scopes
from sauatty.web.accounts.models import Person, SignInCode
from sauatty.web.base import audit, demo, jobs
from sauatty.web.base.models import Job, SiteSettings

LINK_LIFETIME = timedelta(days=30)
FIRST_NAME = "Үйлестіруші"
DEMO_JOB = "accounts.demo"


def is_started() -> bool:
    """Tell whether somebody has already chosen how to begin."""
    return SiteSettings.objects.filter(pk=1, is_started=True).exists()


@transaction.atomic
def first_link() -> str | None:
    """Return the token of the first coordinator's link, the same until it is used; None once begun."""
    if is_started():
        return None
    return _live_token(first_admin())


@transaction.atomic
def first_admin() -> Person:
    """Return the first coordinator of the site, made where there is nobody."""
    person = Person.objects.filter(is_site_admin=True, is_active=True).order_by("created_at").first()
    if person is None:
        person = Person.objects.create_person(name=FIRST_NAME, is_site_admin=True)
        audit.record("person.added", actor=None, target=person, first=True)
    return person


@transaction.atomic
def admin_link(*, email: str = "") -> str | None:
    """Return the token of a link for an administrator who has lost the way in; None without such a person."""
    admins = Person.objects.filter(is_site_admin=True, is_active=True).order_by("created_at")
    person = (admins.filter(email=email.lower()) if email else admins).first()
    return None if person is None else _live_token(person)


def _live_token(person: Person) -> str:
    now = timezone.now()
    live = person.sign_in_codes.filter(
        kind=SignInCode.Kind.LINK, used_at__isnull=True, expires_at__gt=now
    ).first()
    if live is None:
        live = SignInCode(person=person, kind=SignInCode.Kind.LINK, expires_at=now + LINK_LIFETIME)
        live.code_hash = codes.keyed("link", codes.link_token(live.pk))
        live.save(force_insert=True)
        audit.record("sign-in.link-made", actor=None, target=person)
    return codes.link_token(live.pk)


@transaction.atomic
def begin_own(*, actor: Person, titles: dict[str, str]) -> None:
    """Begin with a programme of one's own."""
    scopes.start_own(actor, titles)
    _mark_started(actor, "own")


@transaction.atomic
def begin_with_demo(*, actor: Person) -> Job:
    """Begin by looking around in invented data; they are made by a job."""
    _mark_started(actor, "demo")
    return make_demo(actor=actor)


@transaction.atomic
def make_demo(*, actor: Person) -> Job:
    """Ask for the invented data; a second wish while the first is under way gives the same job."""
    waiting = Job.objects.filter(kind=DEMO_JOB, state__in=[Job.State.QUEUED, Job.State.RUNNING]).first()
    key = timezone.now().isoformat()
    return waiting or jobs.enqueue(DEMO_JOB, key=key, payload={"actor": str(actor.pk)}, actor=actor)


def do_demo_job(payload: dict[str, str], report: jobs.Report) -> None:
    """Make the invented data of all apps (called by the worker)."""
    demo.make_demo(Person.objects.get(pk=payload["actor"]), report)


@transaction.atomic
def remove_demo(*, actor: Person) -> None:
    """Remove the invented data of all apps in one step."""
    demo.remove_demo()
    audit.record("demo.removed", actor=actor, target=("site", "1"))


def _mark_started(actor: Person, how: str) -> None:
    settings, _is_new = SiteSettings.objects.get_or_create(pk=1)
    if not settings.is_started:
        settings.is_started, settings.started_at = True, timezone.now()
        settings.save(update_fields=["is_started", "started_at"])
        audit.record("site.started", actor=actor, target=("site", "1"), how=how)
