"""The pages of allauth that this site uses: sign-in by code or password, and one's own password.

No sign-up, no e-mail changes: accounts are given by those who know the person. A code is also the way back in for
whoever forgot a password.
"""

from allauth.account import views
from django.urls import path

urlpatterns = [
    path("login/", views.login, name="account_login"),
    path("logout/", views.logout, name="account_logout"),
    path("inactive/", views.account_inactive, name="account_inactive"),
    path("login/code/", views.request_login_code, name="account_request_login_code"),
    path("login/code/confirm/", views.confirm_login_code, name="account_confirm_login_code"),
    path("password/change/", views.password_change, name="account_change_password"),
    path("password/set/", views.password_set, name="account_set_password"),
    path("reauthenticate/", views.reauthenticate, name="account_reauthenticate"),
]
