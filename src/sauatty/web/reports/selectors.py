"""The only door to consents on research, packs and reports."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from django.shortcuts import get_object_or_404
from django.utils import timezone

from sauatty.web.accounts import selectors as accounts
from sauatty.web.base.models import ExportedFile, Job
from sauatty.web.programmes import selectors as programmes
from sauatty.web.reports.models import MadePack, ReportFile, ReportVersion, ResearchChoice, ResearchText

FORMS, SOURCES, Source = ReportFile.Form, ReportVersion.Source.choices, ReportVersion.Source
READERS = frozenset({"coordinator", "analyst", "researcher"})
# A report over everybody holds figures of those who did not agree to research: it stays with who runs the programme.
INSIDERS = frozenset({"coordinator", "analyst"})


def list_programmes(actor: Any) -> QuerySet[Any]:
    """List the programmes whose reports and packs somebody works with."""
    return programmes.list_held(actor, READERS)


def access_programme(actor: Any, programme_id: UUID) -> Any:
    """Return a programme whose reports somebody works with, or 404."""
    return get_object_or_404(list_programmes(actor), pk=programme_id)


def access_coordinated(actor: Any, programme_id: UUID) -> Any:
    """Return a programme that somebody coordinates, or 404."""
    return get_object_or_404(programmes.list_held(actor, ["coordinator"]), pk=programme_id)


def is_insider(actor: Any, programme: Any) -> bool:
    """Tell whether somebody may read a report over all people of a programme."""
    return programmes.list_held(actor, INSIDERS).filter(pk=programme.pk).exists()


def coordinates(actor: Any, programme: Any) -> bool:
    """Tell whether somebody holds the role of coordinator in a programme."""
    return programmes.list_held(actor, ["coordinator"]).filter(pk=programme.pk).exists()


def participants(programme: Any) -> QuerySet[Any]:
    """List the participants of a programme."""
    return accounts.list_members(programmes.SCOPE, programme.pk, role="participant")


# --- consent ---


def newest_text(programme: Any) -> ResearchText | None:
    """Return the version of the text that holds now."""
    return ResearchText.objects.filter(programme=programme).first()


def text_of_day(programme: Any, day: date) -> ResearchText | None:
    """Return the version that held on a day; of days before the first one, the first."""
    texts = ResearchText.objects.filter(programme=programme).order_by("number")
    return texts.filter(made_at__date__lte=day).last() or texts.first()


def list_texts(programme: Any) -> QuerySet[ResearchText]:
    """List the versions of the text, the newest first."""
    return ResearchText.objects.filter(programme=programme).select_related("made_by")


@dataclass(frozen=True, slots=True)
class Asked:
    """One programme of a participant: the text that holds, and what they last answered."""

    programme: Any
    text: ResearchText
    choice: ResearchChoice | None

    @property
    def is_answered(self) -> bool:
        """Tell whether they answered to this very text; a refusal holds for later texts too."""
        return self.choice is not None and (not self.choice.agrees or self.choice.text_id == self.text.pk)


def questions_of(person: Any) -> list[Asked]:
    """Return what a person is asked, or has answered (three queries)."""
    held = list(programmes.list_held(person, ["participant"]))
    texts: dict[UUID, ResearchText] = {}
    for one in ResearchText.objects.filter(programme__in=held).order_by("number"):
        texts[one.programme_id] = one
    last = ResearchChoice.objects.filter(person=person, is_last=True).select_related("text")
    choices = {one.programme_id: one for one in last}
    return [Asked(one, texts[one.pk], choices.get(one.pk)) for one in held if one.pk in texts]


@dataclass(frozen=True, slots=True)
class Standing:
    """How the participants of a programme answered: each person stands in one number."""

    n_people: int
    agreed: frozenset[UUID]
    n_refused: int
    n_earlier: int
    n_over: int

    @property
    def n_agreed(self) -> int:
        """Return how many agreed to the text that holds, and not longer ago than it says."""
        return len(self.agreed)

    @property
    def n_unasked(self) -> int:
        """Return of how many there is no answer."""
        return self.n_people - self.n_agreed - self.n_refused - self.n_earlier - self.n_over


def standing_of(programme: Any) -> Standing:
    """Return who agreed (two queries): to the text that holds, within the time that it names."""
    text, today = newest_text(programme), timezone.localdate()
    here = participants(programme).order_by().prefetch_related(None).values("pk")
    rows = ResearchChoice.objects.filter(programme=programme, is_last=True, person__in=here)
    agreed, counts = set(), {"refused": 0, "earlier": 0, "over": 0}
    for person, agrees, own, given, years in rows.values_list(
        "person", "agrees", "text", "given_on", "text__years"
    ):
        where = _where(agrees, text is not None and own == text.pk, _is_over(given, years, today))
        if where:
            counts[where] += 1
        else:
            agreed.add(person)
    return Standing(here.count(), frozenset(agreed), counts["refused"], counts["earlier"], counts["over"])


def _where(agrees: bool, is_newest: bool, is_over: bool) -> str:
    if not agrees:
        return "refused"
    return "earlier" if not is_newest else "over" if is_over else ""


def _is_over(given: date, years: int, today: date) -> bool:
    return (today - given).days > 365.25 * years


def list_answers(programme: Any, people: Iterable[Any]) -> Mapping[UUID, ResearchChoice]:
    """Return the last answers of some people."""
    found = ResearchChoice.objects.filter(programme=programme, person__in=list(people), is_last=True)
    return {one.person_id: one for one in found.select_related("text")}


# --- packs and reports ---


@dataclass(frozen=True, slots=True)
class ShownPack:
    """A pack that was made, and its file where the viewer may still fetch it."""

    pack: MadePack
    file: ExportedFile | None


def list_packs(viewer: Any, programme: Any) -> list[ShownPack]:
    """List the packs of a programme, the newest first (two queries)."""
    packs = list(MadePack.objects.filter(programme=programme).select_related("made_by", "text")[:50])
    living = ExportedFile.objects.filter(
        pk__in=[one.file_id for one in packs], owner=viewer, expires_at__gt=timezone.now()
    )
    files = {one.pk: one for one in living.defer("content")}
    return [ShownPack(one, files.get(one.file_id)) for one in packs]


def list_versions(viewer: Any, programme: Any) -> QuerySet[ReportVersion]:
    """List the reports that somebody may read, the newest first."""
    found = ReportVersion.objects.filter(programme=programme).select_related("made_by", "pack", "programme")
    if not is_insider(viewer, programme):
        found = found.filter(source=Source.PACK)
    return found.defer("fragment", "figures")


def access_version(viewer: Any, programme: Any, number: int) -> ReportVersion:
    """Return a report that somebody may read, or 404."""
    return get_object_or_404(list_versions(viewer, programme), number=number)


def list_files(version: ReportVersion) -> list[ReportFile]:
    """List the files of a report without their bytes, in the order in which they are offered."""
    return sorted(version.files.defer("content"), key=lambda one: FORMS.values.index(one.form))


def access_file(version: ReportVersion, form: str) -> ReportFile:
    """Return a file of a report, or 404."""
    return get_object_or_404(version.files, form=form)


def job_of(kind: str, key: str) -> Job | None:
    """Return the job that was asked for under a key, with who asked."""
    return Job.objects.filter(kind=kind, payload__key=key).select_related("created_by").first()


def find_version(programme_id: UUID, key: UUID) -> ReportVersion | None:
    """Return the report that a job made."""
    return ReportVersion.objects.filter(programme=programme_id, pk=key).only("number", "programme").first()
