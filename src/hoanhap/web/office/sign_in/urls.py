"""Addresses of the way in and out."""

from django.urls import path

from hoanhap.web.office.sign_in import confirming, enrolling, first_run, views

urlpatterns = [
    path("sign-in/", views.SignIn.as_view(), name="sign-in"),
    path("sign-in/second-factor/", views.second_factor, name="second-factor"),
    path("sign-in/recovery-code/", views.recovery_code, name="recovery-code"),
    path("sign-in/passkey/", views.passkey, name="passkey-sign-in"),
    path("sign-in/passkey/ask/", views.ask_passkey, name="passkey-ask"),
    path("sign-in/enrol/", enrolling.choose, name="enrol"),
    path("sign-in/enrol/app/", enrolling.code_app, name="enrol-app"),
    path("sign-in/enrol/app/picture/", enrolling.picture, name="enrol-app-picture"),
    path("sign-in/enrol/passkey/", enrolling.passkey, name="enrol-passkey"),
    path("sign-in/enrol/passkey/ask/", enrolling.ask_passkey, name="enrol-passkey-ask"),
    path("sign-in/confirm/", confirming.confirm, name="confirm-identity"),
    path("sign-in/set-up/<str:token>/", first_run.set_up, name="set-up"),
    path("sign-out/", views.SignOut.as_view(), name="sign-out"),
]
