"""What people choose for themselves, and the addresses that are passed on; in no cycle."""

from django.urls import path

from welfare_movement.notices.views import own

app_name = "own"
urlpatterns = [
    path("my-messages/", own.messages_i_get, name="messages"),
    path("unsubscribe/<uuid:notice>/<str:mac>/", own.unsubscribe, name="unsubscribe"),
    path("s/<str:mac>/<path:page>", own.shared, name="shared"),
]
