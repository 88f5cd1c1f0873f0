"""Addresses of one's own account. None of them names an account: it is always the one signed in."""

from django.urls import path

from hoanhap.web.office.my_account import views

urlpatterns = [
    path("my-account/", views.index, name="my-account"),
    path("my-account/password/", views.password, name="my-password"),
    path("my-account/app/remove/", views.remove_code_app, name="my-app-remove"),
    path("my-account/passkeys/<uuid:passkey_id>/remove/", views.remove_passkey, name="my-passkey-remove"),
    path("my-account/recovery-codes/", views.recovery_codes, name="my-recovery-codes"),
    path("my-account/sessions/", views.sessions, name="my-sessions"),
    path("my-account/sessions/end-others/", views.end_other_sessions, name="my-sessions-end-others"),
    path("my-account/sessions/<uuid:session_id>/end/", views.end_session, name="my-session-end"),
]
