from django.urls import path

from sauatty.web.enrolments.views import invitations, own, people, questions, registering

app_name = "enrolments"
_PERSON = "<uuid:event_id>/people/<uuid:enrolment_id>/"
urlpatterns = [
    path("e/<slug:slug>/register/", registering.register, name="register"),
    path("e/<slug:slug>/register/letter/", registering.letter_sent, name="letter_sent"),
    path("finish/<str:token>/", registering.finish, name="finish"),
    path("invited/<str:token>/", registering.invited, name="invited"),
    path("leave/<str:token>/", registering.leave, name="leave"),
    path("my-trainings/", own.my_trainings, name="my_trainings"),
    path("registrations/<uuid:enrolment_id>/", own.registration, name="registration"),
    path("registrations/<uuid:enrolment_id>/cancel/", own.registration_cancel, name="registration_cancel"),
    path("<uuid:event_id>/people/", people.people, name="people"),
    path("<uuid:event_id>/people/add/", people.person_add, name="person_add"),
    path("<uuid:event_id>/people/cohort/", people.cohort_add, name="cohort_add"),
    path("<uuid:event_id>/people/file/", people.people_export, name="people_export"),
    path(_PERSON, people.enrolment_detail, name="enrolment_detail"),
    path(_PERSON + "cancel/", people.enrolment_cancel, name="enrolment_cancel"),
    path(_PERSON + "place/", people.enrolment_place, name="enrolment_place"),
    path(_PERSON + "move/", people.enrolment_move, name="enrolment_move"),
    path("<uuid:event_id>/questions/", questions.question_list, name="question_list"),
    path("<uuid:event_id>/questions/<uuid:question_id>/", questions.question_edit, name="question_edit"),
    path(
        "<uuid:event_id>/questions/<uuid:question_id>/remove/",
        questions.question_remove,
        name="question_remove",
    ),
    path("<uuid:event_id>/invitations/", invitations.invitation_list, name="invitation_list"),
    path(
        "<uuid:event_id>/invitations/<uuid:invitation_id>/withdraw/",
        invitations.invitation_withdraw,
        name="invitation_withdraw",
    ),
]
