"""The words of indicators: formulas, why a figure is missing, where it comes from, how far the target is."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext_lazy as _

from sauatty.web.evaluations.showing import WHY as WHY_OF_THREAD

FORMULAS: Mapping[str, Any] = {
    "participants": _("number of different people who attended"),
    "completion": _("people who attended ÷ people invited"),
    "trainings-online": _("number of trainings held online"),
    "trainings-onsite": _("number of trainings held onsite or in a mixed form"),
    "certificates": _("people with a valid certificate ÷ people invited"),
    "methodologists-per-school": _("100 × specialists of the network ÷ schools of their regions"),
    "usefulness": _("mean of the marks ÷ the highest mark"),
    "gain": _("mean of (final test − pre-test) ÷ most points"),
    "gain-effect": _("mean gain ÷ average standard deviation of both tests"),
    "overclaiming-before": _("people who claimed and did not show ÷ people who claimed, before"),
    "overclaiming-change": _("overclaiming after − overclaiming before"),
    "active": _("people with an accepted activity ÷ people who attended"),
    "activities-per-participant": _("accepted activities ÷ people who attended"),
    "reach": _("people at accepted activities, each once: at least the value, at most the upper end"),
    "need-answered": _("sum over the competences of the smaller of need share and time share"),
    "coverage-evenness": _("entropy of the objectives over the competences ÷ its largest value"),
}
WHY: Mapping[str, Any] = {
    **WHY_OF_THREAD,
    "no-attendance": _("attendance was not noted"),
    "no-trainings": _("no training was held"),
    "no-coded-answers": _("no coded answers"),
    "no-second-survey": _("no survey after the programme"),
    "no-spread": _("all points are alike"),
    "no-need-or-plan": _("no survey of needs, or no plan"),
    "no-network": _("nobody stands in the network of specialists, or the schools are not counted"),
    "no-coverage": _("no curriculum looked through"),
    "not-known": _("not known"),
    "nobody-attended": _("nobody attended"),
    "more-than-invited": _("more people than were invited"),
    "anonymous": _("answers were anonymous"),
    "all-alike": _("all points are alike"),
    "too-few": _("too few people"),
    "blind": _("not shown while you still code without seeing what others decided"),
    "no-value": _("no value was entered"),
    "few-or-none": _("nothing, or too few people"),
}
# Where nobody can say how many came to a step of the way.
WHY_NOT_KNOWN: Mapping[str, Any] = {
    "completion": WHY["no-attendance"],
    "certificates": WHY["no-certificates"],
}
TRAITS: Mapping[str, Any] = {
    "region": _("region"), "language": _("language"), "workplace": _("kind of organisation"),
    "form": _("form of the training"),
}  # fmt: skip
STATES: Mapping[str, Any] = {
    "reached": _("target reached"),
    "not-yet": _("target not reached yet"),
    "no-value": _("no value to compare"),
    "no-target": _("no target set"),
}
# Ready indicator: what it stands on, and the page on which the rows are.
SOURCES: Mapping[str, tuple[Any, str]] = {
    "participants": (_("attendance of the trainings"), "evaluations:programme_board"),
    "completion": (_("attendance of the trainings"), "evaluations:programme_board"),
    "trainings-online": (_("trainings of the programme"), "events:event_list"),
    "trainings-onsite": (_("trainings of the programme"), "events:event_list"),
    "certificates": (_("register of certificates"), "certificates:register"),
    "methodologists-per-school": (
        _("network of specialists and schools by region"),
        "specialists:region_list",
    ),
    "usefulness": (_("survey after the training"), "needs:tables"),
    "gain": (_("pre-test and final test"), "calibrations:overview"),
    "gain-effect": (_("pre-test and final test"), "calibrations:overview"),
    "overclaiming-before": (_("survey of needs with coded answers"), "needs:claimed"),
    "overclaiming-change": (_("survey of needs with coded answers"), "needs:claimed"),
    "active": (_("activities of participants"), "practice:review_list"),
    "activities-per-participant": (_("activities of participants"), "practice:review_list"),
    "reach": (_("activities of participants"), "cascades:reach"),
    "need-answered": (_("survey of needs and plan"), "evaluations:programme_thread"),
    "coverage-evenness": (_("curriculum that was looked through"), "alignments:judged_list"),
}
