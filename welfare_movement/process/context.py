from django.conf import settings


def site(request):
    """What every page needs: whether this is the demo, and light, dark or as the system wishes."""
    theme = request.COOKIES.get("theme", "")
    return {"demo": settings.DEMO, "theme": theme if theme in ("light", "dark") else ""}
