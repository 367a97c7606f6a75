from django.urls import path

from sauatty.web.accounts.views import consents, people, places, profile, sign_in

app_name = "accounts"
urlpatterns = [
    path("sign-in/", sign_in.sign_in, name="sign_in"),
    path("sign-in/code/", sign_in.sign_in_code, name="sign_in_code"),
    path("sign-in/qr.svg", sign_in.sign_in_qr, name="sign_in_qr"),
    path("sign-out/", sign_in.sign_out, name="sign_out"),
    path("start/<str:token>/", sign_in.start, name="start"),
    path("welcome/", profile.welcome, name="welcome"),
    path("my-path/", profile.my_path, name="my_path"),
    path("profile/", profile.profile, name="profile"),
    path("profile/password/", profile.password, name="password"),
    path("profile/my-data/", profile.own_data, name="own_data"),
    path("consent/<slug:key>/", consents.consent_give, name="consent_give"),
    path("consents/<uuid:consent_id>/withdraw/", consents.consent_withdraw, name="consent_withdraw"),
    path("people/", people.person_list, name="person_list"),
    path("people/add/", people.person_add, name="person_add"),
    path("people/<uuid:person_id>/", people.person_detail, name="person_detail"),
    path("people/<uuid:person_id>/edit/", people.person_edit, name="person_edit"),
    path("people/<uuid:person_id>/code/", people.person_code, name="person_code"),
    path("people/<uuid:person_id>/active/", people.person_active, name="person_active"),
    path("people/<uuid:person_id>/erase/", people.person_erase, name="person_erase"),
    path("people/<uuid:person_id>/roles/", people.role_add, name="role_add"),
    path("roles/<uuid:grant_id>/remove/", people.role_remove, name="role_remove"),
    path("organisations/", places.organisation_list, name="organisation_list"),
    path("organisations/add/", places.organisation_add, name="organisation_add"),
    path("organisations/<uuid:organisation_id>/", places.organisation_edit, name="organisation_edit"),
    path("regions/", places.region_list, name="region_list"),
    path("consent-texts/", consents.consent_text_list, name="consent_text_list"),
    path("consent-texts/add/", consents.consent_text_add, name="consent_text_add"),
]
