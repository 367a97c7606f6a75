"""Every address of the site. The only place that knows all apps."""

from django.conf.urls.i18n import i18n_patterns
from django.urls import include, path

from sauatty.web.alignments.urls import urlpatterns as alignments_urls
from sauatty.web.base import views as base_views
from sauatty.web.filling.views.envelopes import response_put
from sauatty.web.links.views import link_open, link_qr
from sauatty.web.measures.urls import urlpatterns as measures_urls

urlpatterns = [
    path("", base_views.front_door, name="front_door"),
    path("health/live", base_views.health_live, name="health_live"),
    path("health/ready", base_views.health_ready, name="health_ready"),
    path("robots.txt", base_views.robots, name="robots"),
    path("api/v1/token", base_views.token_give, name="token_give"),
    path("api/v1/envelopes/<uuid:envelope_id>", base_views.envelope_put, name="envelope_put"),
    path("api/v1/surveys/<slug:slug>/responses/<uuid:response_id>", response_put, name="response_put"),
    path("api/v1/attachments/", include("sauatty.web.attachments.door_urls")),
    path("ims/case/v1p1/", include("sauatty.web.frameworks.case_urls")),
    path("badges/", include("sauatty.web.badges.plain_urls")),
    path("l/<slug:code>.svg", link_qr, name="link_qr"),
    path("l/<slug:code>", link_open, name="link_open"),
    *i18n_patterns(
        path("", include("sauatty.web.base.urls")),
        path("", include("sauatty.web.devices.urls")),
        path("links/", include("sauatty.web.links.urls")),
        path("", include("sauatty.web.accounts.urls")),
        path("programmes/", include("sauatty.web.programmes.urls")),
        path("frameworks/national/", include("sauatty.web.adaptations.urls")),
        path("frameworks/", include("sauatty.web.frameworks.urls")),
        path("curricula/", include("sauatty.web.curricula.urls")),
        path("authoring/", include("sauatty.web.authoring.urls")),
        path("lessons/", include("sauatty.web.lessons.urls")),
        path("desk/", include("sauatty.web.desk.urls")),
        path("instruments/", include("sauatty.web.instruments.urls")),
        path("surveys/", include("sauatty.web.surveys.urls")),
        path("surveys/", include("sauatty.web.fieldwork.urls")),
        path("s/", include("sauatty.web.filling.urls")),
        path("answers/", include("sauatty.web.answers.urls")),
        path("needs/", include("sauatty.web.needs.urls")),
        path("plans/", include("sauatty.web.plans.urls")),
        path("t/", include("sauatty.web.attempts.urls")),
        path("items/", include("sauatty.web.keying.urls")),
        path("items/", include("sauatty.web.items.urls")),
        path("tests/", include("sauatty.web.papers.urls")),
        path("tests/", include("sauatty.web.assessments.urls")),
        path("tests/", include("sauatty.web.standards.urls")),
        path("tests/", include("sauatty.web.calibrations.urls")),
        path("events/", include("sauatty.web.planning.urls")),
        path("events/", include("sauatty.web.enrolments.urls")),
        path("events/", include("sauatty.web.attendances.urls")),
        path("events/", include("sauatty.web.classrooms.urls")),
        path("people-lists/", include("sauatty.web.rosters.urls")),
        path("letters/", include("sauatty.web.mails.urls")),
        path("certificates/", include("sauatty.web.certificates.urls")),
        path("certificates/", include("sauatty.web.records.urls")),
        path("badges/", include("sauatty.web.badges.urls")),
        path("attachments/", include("sauatty.web.attachments.urls")),
        path("activities/", include("sauatty.web.practice.urls")),
        path("activities/", include("sauatty.web.activities.urls")),
        path("cascade/", include("sauatty.web.cascades.urls")),
        path("specialists/", include("sauatty.web.specialists.urls")),
        path("schools/", include("sauatty.web.visits.urls")),
        path("workshops/", include("sauatty.web.workshops.urls")),
        path("board/", include("sauatty.web.evaluations.urls")),
        path("board/", include("sauatty.web.reports.urls")),
        path("board/", include("sauatty.web.indicators.urls")),
        path("board/", include("sauatty.web.crosstabs.urls")),
        path("", include("sauatty.web.showcases.urls")),
        path("", include("sauatty.web.disclosures.urls")),
        path("boxes/", include("sauatty.web.boxes.urls")),
        path("reviews/", include("sauatty.web.coding.urls")),
        path("reviews/", include("sauatty.web.agreements.urls")),
        path("guides/", include("sauatty.web.guides.urls")),
        path("guides/", include("sauatty.web.publications.urls")),
        path("coverage/", include(([*measures_urls, *alignments_urls], "alignments"))),
    ),
]

handler400 = base_views.bad_request
handler403 = base_views.permission_denied
handler404 = base_views.page_not_found
handler500 = base_views.server_error
