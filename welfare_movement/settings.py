"""One settings file, read from the environment: development by default, production when DEBUG=False.

README.md lists every variable.
"""

from datetime import timedelta
from pathlib import Path

import bootstrap
import environ
from django.core.exceptions import ImproperlyConfigured
from django.utils.translation import gettext_lazy as _

BASE_DIR = Path(__file__).resolve().parent.parent

env = environ.Env()
if (BASE_DIR / ".env").is_file():
    env.read_env(BASE_DIR / ".env")
# Everything that the running installation writes: database, mails, broker, collected files.
VAR_DIR = Path(env.str("VAR_DIR", default=str(BASE_DIR / "var")))

# ── Development or production ──────────────────────────────────────────────────────────────────────────────────────
DEVELOPMENT_KEY = "development-only-" + "x" * 50
DEBUG = env.bool("DEBUG", default=True)
DEMO = env.bool("DEMO", default=DEBUG)  # labels every page "fictional data", shows the demo sign-ins and the demo mail
SECRET_KEY = env.str("SECRET_KEY", default=DEVELOPMENT_KEY)
SECRET_KEY_FALLBACKS = env.list("SECRET_KEY_FALLBACKS", default=[])
ALLOWED_HOSTS = env.list("ALLOWED_HOSTS", default=["localhost", "127.0.0.1", "[::1]"] if DEBUG else [])
CSRF_TRUSTED_ORIGINS = env.list("CSRF_TRUSTED_ORIGINS", default=[])
if not DEBUG:
    if SECRET_KEY == DEVELOPMENT_KEY:
        raise ImproperlyConfigured(
            "DEBUG=False needs a secret key of its own: set SECRET_KEY to at least 50 random characters, for example"
            " from: python3 -c 'import secrets; print(secrets.token_urlsafe(50))'"
        )
    if not ALLOWED_HOSTS:
        raise ImproperlyConfigured(
            "DEBUG=False needs the names this site answers to: set ALLOWED_HOSTS, for example"
            " ALLOWED_HOSTS=welfare.example.org"
        )
# Links in messages are always built from this address, never from the Host header of a request.
SITE_URL = env.str(
    "SITE_URL",
    default=f"http://127.0.0.1:{env.str('PORT', default='8000')}" if DEBUG else f"https://{ALLOWED_HOSTS[0]}",
).rstrip("/")

# ── Apps ───────────────────────────────────────────────────────────────────────────────────────────────────────────
FORM_RENDERER = "django.forms.renderers.TemplatesSetting"  # our templates/django/forms stand before Django's own
INSTALLED_APPS = [
    "django.forms",
    "welfare_movement.demo",
    "welfare_movement.dashboard",
    "pilot_areas",
    "forums",
    "working_groups",
    "surveys",
    "partners",
    "welfare_movement.journal",
    "welfare_movement.meetings",
    "welfare_movement.notices",
    "welfare_movement.process",
    "welfare_movement.people",
    "welfare_movement.places",
    "welfare_movement.thai",
    "django.contrib.admin",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "allauth",
    "allauth.account",
    "crispy_forms",
    "crispy_bootstrap5",
    "csp",
    "django_htmx",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    # Before whatever may answer by itself, so that its pages are protected too.
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "welfare_movement.people.middleware.LanguageMiddleware",
    "welfare_movement.people.middleware.ReadableMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "welfare_movement.refusals.RefusalMiddleware",
]

ROOT_URLCONF = "welfare_movement.urls"
WSGI_APPLICATION = "welfare_movement.wsgi.application"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "welfare_movement.process.context.site",
            ],
        },
    }
]
CRISPY_ALLOWED_TEMPLATE_PACKS = "bootstrap5"
CRISPY_TEMPLATE_PACK = "bootstrap5"

# ── Database ───────────────────────────────────────────────────────────────────────────────────────────────────────
DATABASES = {"default": env.db_url_config(env.str("DATABASE_URL", default="") or f"sqlite:///{VAR_DIR / 'db.sqlite3'}")}
if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    VAR_DIR.mkdir(parents=True, exist_ok=True)
    # A deferred transaction that turns into a write cannot wait for its turn; an immediate one waits from the start.
    DATABASES["default"]["OPTIONS"] = {
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA busy_timeout=20000;",
    }
else:
    DATABASES["default"].setdefault("CONN_MAX_AGE", 60)
    DATABASES["default"]["CONN_HEALTH_CHECKS"] = True

# Sign-in limits live in this cache, so it must be as alive as the site itself: the database, never Redis.
CACHES = {"default": {"BACKEND": "django.core.cache.backends.db.DatabaseCache", "LOCATION": "cache"}}

# ── People and sign-in ─────────────────────────────────────────────────────────────────────────────────────────────
AUTH_USER_MODEL = "people.User"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "dashboard:me"
ACCOUNT_ADAPTER = "welfare_movement.notices.adapter.AccountAdapter"
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]  # nobody signs up; a sign-in may be by password
ACCOUNT_EMAIL_VERIFICATION = "none"  # addresses are entered by those who know the person, and a code proves them
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = False
ACCOUNT_LOGIN_BY_CODE_ENABLED = True
ACCOUNT_LOGIN_BY_CODE_TIMEOUT = 15 * 60  # seconds
ACCOUNT_LOGOUT_REDIRECT_URL = "dashboard:home"
ALLAUTH_TRUSTED_PROXY_COUNT = 1 if not DEBUG and env.bool("BEHIND_PROXY", default=True) else 0
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 10}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]

# ── Words, numbers, time ───────────────────────────────────────────────────────────────────────────────────────────
LANGUAGE_CODE = "th"
LANGUAGES = [("th", _("Thai")), ("en", _("English"))]
LOCALE_PATHS = [BASE_DIR / "locale"]
TIME_ZONE = "Asia/Bangkok"
USE_TZ = True

# ── Files ──────────────────────────────────────────────────────────────────────────────────────────────────────────
STATIC_URL = "static/"
STATIC_ROOT = VAR_DIR / "static"
STATICFILES_DIRS = [BASE_DIR / "static", ("bootstrap", Path(next(iter(bootstrap.__path__))) / "css")]
# Papers that people send in. No address leads to them; pages hand them out to whom they concern.
MEDIA_ROOT = VAR_DIR / "papers"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
        if DEBUG
        else "whitenoise.storage.CompressedManifestStaticFilesStorage"
    },
}

# ── Mail ───────────────────────────────────────────────────────────────────────────────────────────────────────────
# In development a mail is a file, which the demo shows under /demo/mail/.
vars().update(env.email_url("EMAIL_URL", default=f"filemail:///{VAR_DIR / 'mail'}"))
EMAIL_TIMEOUT = 20
DEFAULT_FROM_EMAIL = env.str(
    "DEFAULT_FROM_EMAIL", default="noreply@localhost" if DEBUG else f"noreply@{ALLOWED_HOSTS[0]}"
)
SERVER_EMAIL = DEFAULT_FROM_EMAIL

# ── Celery ─────────────────────────────────────────────────────────────────────────────────────────────────────────
CELERY_BROKER_URL = env.str("CELERY_BROKER_URL", default="filesystem://")
if CELERY_BROKER_URL.startswith("filesystem"):
    CELERY_BROKER_TRANSPORT_OPTIONS = {
        "data_folder_in": str(VAR_DIR / "broker"),
        "data_folder_out": str(VAR_DIR / "broker"),
        "control_folder": str(VAR_DIR / "broker-control"),
        "store_processed": False,
        "polling_interval": 0.2,
    }
else:
    CELERY_BROKER_TRANSPORT_OPTIONS = {"global_keyprefix": env.str("CELERY_KEY_PREFIX", default="welfare:")}
CELERY_TIMEZONE = TIME_ZONE
CELERY_TASK_IGNORE_RESULT = True
CELERY_WORKER_PREFETCH_MULTIPLIER = 1
CELERY_WORKER_HIJACK_ROOT_LOGGER = False
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
CELERY_BEAT_SCHEDULE_FILENAME = str(VAR_DIR / "beat-schedule")

# Beat rings; the database holds what there is to do. A ring that waited too long is dropped: the next does the same.
CELERY_TASK_DEFAULT_QUEUE = "messages"
CELERY_TASK_ROUTES = {"welfare_movement.notices.tasks.work": {"queue": "jobs"}}
CELERY_BEAT_SCHEDULE = {
    "deliver": {"task": "welfare_movement.notices.tasks.deliver", "schedule": 5, "options": {"expires": 4}},
    "remind": {"task": "welfare_movement.meetings.tasks.remind", "schedule": 60, "options": {"expires": 55}},
    "remind_of_gatherings": {"task": "forums.tasks.remind", "schedule": 60, "options": {"expires": 55}},
    "remind_of_actions": {
        "task": "welfare_movement.meetings.tasks.remind_of_actions",
        "schedule": 60,
        "options": {"expires": 55},
    },
    "remind_of_commitments": {
        "task": "partners.tasks.remind_of_commitments",
        "schedule": 60,
        "options": {"expires": 55},
    },
    "remind_of_homework": {"task": "partners.tasks.remind_of_homework", "schedule": 60, "options": {"expires": 55}},
    "remind_of_reports": {"task": "pilot_areas.tasks.remind", "schedule": 60, "options": {"expires": 55}},
    "work": {"task": "welfare_movement.notices.tasks.work", "schedule": 5, "options": {"expires": 4}},
}
REMINDER_LEADS = [timedelta(days=7), timedelta(days=1), timedelta(hours=2)]
GATHERING_REMINDER_LEADS = [timedelta(days=7), timedelta(days=1)]  # two hours before, people are on the road
SURVEY_LINK_LASTS = timedelta(days=540)  # past the round: the grade is read by the same link
REGISTRATIONS_FROM_ONE_ADDRESS = env.int("REGISTRATIONS_FROM_ONE_ADDRESS", default=200)  # within ten minutes
QUIET_HOURS = env.list("QUIET_HOURS", default=["21:00", "07:00"])  # empty: none

# ── Protection of the browser ──────────────────────────────────────────────────────────────────────────────────────
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": ["'self'"],
        "img-src": ["'self'", "data:"],
        "object-src": ["'none'"],
        "base-uri": ["'none'"],
        "form-action": ["'self'"],
        "frame-ancestors": ["'none'"],
    }
}
CSRF_FAILURE_VIEW = "welfare_movement.people.views.csrf_failure"
X_FRAME_OPTIONS = "DENY"
SECURE_REFERRER_POLICY = "same-origin"
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_AGE = int(timedelta(days=30).total_seconds())
if not DEBUG:
    SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = True
    SECURE_SSL_REDIRECT = env.bool("SECURE_SSL_REDIRECT", default=True)
    SECURE_HSTS_SECONDS = env.int("SECURE_HSTS_SECONDS", default=int(timedelta(days=30).total_seconds()))
    SECURE_REDIRECT_EXEMPT = [r"^healthz$", r"^readyz$"]
    if env.bool("BEHIND_PROXY", default=True):  # nginx sets the header, and nothing else can reach gunicorn
        SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
# A province's domain carries other sites too: neither its subdomains nor the browsers' list are ours to decide.
SILENCED_SYSTEM_CHECKS = ["security.W005", "security.W021"]

# ── Logs: what happened, never who ─────────────────────────────────────────────────────────────────────────────────
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "%(asctime)s %(levelname)s %(name)s %(message)s"}},
    "filters": {"links": {"()": "welfare_movement.people.logs.HideLinks"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line", "filters": ["links"]}},
    "root": {"handlers": ["console"], "level": env.str("LOG_LEVEL", default="INFO")},
}
