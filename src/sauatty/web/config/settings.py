"""Settings of the web server, from SAUATTY_… environment variables; without any it runs on SQLite in ./var."""

import secrets
from pathlib import Path
from urllib.parse import urlsplit

from django.core.exceptions import ImproperlyConfigured

from sauatty.web.config import environment as env
from sauatty.web.config.buckets import bucket
from sauatty.web.config.databases import databases

PACKAGE_DIR = Path(__file__).resolve().parents[2]
DATA_DIR = Path(env.text("DATA_DIR", str(Path.cwd() / "var"))).resolve()


def _kept_secret(path: Path) -> str:
    """Make the secret key once and keep it beside the data, readable by its owner only."""
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True)
        path.touch(mode=0o600, exist_ok=True)
        path.write_text(secrets.token_urlsafe(64), encoding="utf-8")
    return path.read_text(encoding="utf-8").strip()


DEBUG = False
SECRET_KEY = env.text("SECRET_KEY") or _kept_secret(DATA_DIR / "secret-key")

# One setting holds the public address: every link, QR code and mail uses it.
PUBLIC_ADDRESS = env.text("PUBLIC_ADDRESS", "http://127.0.0.1:" + env.text("PORT", "8000")).rstrip("/")
_public = urlsplit(PUBLIC_ADDRESS)
if _public.scheme not in {"http", "https"} or not _public.hostname:
    raise ImproperlyConfigured(
        f"SAUATTY_PUBLIC_ADDRESS is {PUBLIC_ADDRESS!r}; use for example https://mil.example.kz"
    )
IS_HTTPS = _public.scheme == "https"
ALLOWED_HOSTS = sorted(
    {_public.hostname, "127.0.0.1", "localhost", "[::1]", *env.text("ALLOWED_HOSTS").split()}
)
CSRF_TRUSTED_ORIGINS = [f"{_public.scheme}://{_public.netloc}"]

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django_htmx",
    "template_partials",
    "django_tasks",
    "django_tasks_db",
    "sauatty.web.base",
    "sauatty.web.devices",
    "sauatty.web.links",
    "sauatty.web.accounts",
    "sauatty.web.attachments",
    "sauatty.web.programmes",
    "sauatty.web.mails",
    "sauatty.web.frameworks",
    "sauatty.web.adaptations",
    "sauatty.web.curricula",
    "sauatty.web.authoring",
    "sauatty.web.lessons",
    "sauatty.web.desk",
    "sauatty.web.instruments",
    "sauatty.web.surveys",
    "sauatty.web.fieldwork",
    "sauatty.web.filling",
    "sauatty.web.coding",
    "sauatty.web.agreements",
    "sauatty.web.alignments",
    "sauatty.web.measures",
    "sauatty.web.guides",
    "sauatty.web.publications",
    "sauatty.web.answers",
    "sauatty.web.needs",
    "sauatty.web.plans",
    "sauatty.web.papers",
    "sauatty.web.attempts",
    "sauatty.web.items",
    "sauatty.web.keying",
    "sauatty.web.assessments",
    "sauatty.web.standards",
    "sauatty.web.calibrations",
    "sauatty.web.events",
    "sauatty.web.planning",
    "sauatty.web.enrolments",
    "sauatty.web.rosters",
    "sauatty.web.attendances",
    "sauatty.web.classrooms",
    "sauatty.web.entitlements",
    "sauatty.web.certificates",
    "sauatty.web.records",
    "sauatty.web.badges",
    "sauatty.web.activities",
    "sauatty.web.practice",
    "sauatty.web.cascades",
    "sauatty.web.specialists",
    "sauatty.web.visits",
    "sauatty.web.workshops",
    "sauatty.web.worlds",
    "sauatty.web.evaluations",
    "sauatty.web.reports",
    "sauatty.web.indicators",
    "sauatty.web.crosstabs",
    "sauatty.web.showcases",
    "sauatty.web.disclosures",
    "sauatty.web.upkeep",
    "sauatty.web.boxes",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.middleware.gzip.GZipMiddleware",
    "sauatty.web.base.middleware.security_headers",
    "sauatty.web.upkeep.admission.admission",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "sauatty.web.devices.middleware.shared_computers",
    "sauatty.web.base.session_ends.session_ends",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "sauatty.web.base.middleware.errors_in_words",
    "sauatty.web.base.middleware.PermissionGate",
]

ROOT_URLCONF = "sauatty.web.config.urls"
WSGI_APPLICATION = "sauatty.web.config.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "builtins": ["sauatty.web.base.templatetags.house"],
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.messages.context_processors.messages",
                "sauatty.web.base.context.shell",
            ],
        },
    }
]

DATABASES = databases(
    env.text("DATABASE_URL"), env.text("DATABASE_COPY_URL"), DATA_DIR, pool=env.number("DATABASE_POOL", 0),
    has_pooler=env.flag("DATABASE_POOLER", False),
)  # fmt: skip
DATABASE_ROUTERS = ["sauatty.web.evaluations.copies.Router"]
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

AUTH_USER_MODEL = "accounts.Person"
AUTHENTICATION_BACKENDS = ["django.contrib.auth.backends.ModelBackend"]
LOGIN_URL = "accounts:sign_in"
LOGIN_REDIRECT_URL = "base:home"
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 10}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
]

LANGUAGE_CODE = "kk"
LANGUAGES = [("kk", "Қазақша"), ("ru", "Русский"), ("en", "English")]
LANGUAGE_COOKIE_SAMESITE = "Lax"
LOCALE_PATHS = [PACKAGE_DIR / "web" / "locale"]
FORMAT_MODULE_PATH = ["sauatty.web.base.formats"]
USE_I18N = True
USE_TZ = True
USE_THOUSAND_SEPARATOR = True
TIME_ZONE = env.text("TIME_ZONE", "Asia/Almaty")

STATIC_URL = "/static/"
STATIC_ROOT = DATA_DIR / "static"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
MEDIA_ROOT = DATA_DIR / "files"
BUCKET = bucket()
FILE_UPLOAD_MAX_MEMORY_SIZE = 1_000_000
FILE_UPLOAD_HANDLERS = [
    "sauatty.web.curricula.receiving.UploadLimit",
    "django.core.files.uploadhandler.MemoryFileUploadHandler",
    "django.core.files.uploadhandler.TemporaryFileUploadHandler",
]
DATA_UPLOAD_MAX_MEMORY_SIZE = 5_000_000
UPLOAD_LIMIT_MB = env.number("UPLOAD_LIMIT_MB", 64)
# Responses to one survey from one address at once; schools and offices have one address for all
SURVEY_BURST = env.number("SURVEY_BURST", 1000)

SESSION_ENGINE = "sauatty.web.base.sessions"
SESSION_COOKIE_AGE = 12 * 3600
# Coordinators see other people's data: their sessions end without use; 0 switches it off
STAFF_IDLE_MINUTES = env.number("STAFF_IDLE_MINUTES", 30)
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = IS_HTTPS
SESSION_COOKIE_NAME = "__Host-session" if IS_HTTPS else "sauatty_session"
CSRF_COOKIE_NAME = "__Host-csrf" if IS_HTTPS else "sauatty_csrf"
SECURE_HSTS_SECONDS = 31_536_000 if IS_HTTPS else 0
# The site listens on this machine only; the web server before it says how the visitor came.
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if IS_HTTPS else None
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
CSRF_FAILURE_VIEW = "sauatty.web.base.views.csrf_failure"

TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend", "QUEUES": ["default"]}}
CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}

# A copy of the server on a laptop sends nothing (base/box.py): its letters are the server's to send
IS_MAIL_REAL = bool(env.text("MAIL_HOST")) and not (DATA_DIR / "box.json").exists()
EMAIL_BACKEND = (
    "django.core.mail.backends.smtp.EmailBackend"
    if IS_MAIL_REAL
    else ("django.core.mail.backends.filebased.EmailBackend")
)
EMAIL_FILE_PATH = DATA_DIR / "mail"
EMAIL_HOST = env.text("MAIL_HOST", "localhost")
EMAIL_PORT = env.number("MAIL_PORT", 25)
EMAIL_HOST_USER = env.text("MAIL_USER")
EMAIL_HOST_PASSWORD = env.text("MAIL_PASSWORD")
# A mail server that hangs holds up one letter for so long, and never a page
EMAIL_TIMEOUT = env.number("MAIL_TIMEOUT", 20)
EMAIL_USE_TLS = env.flag("MAIL_TLS", default=False)
DEFAULT_FROM_EMAIL = env.text("MAIL_FROM", f"sauatty@{_public.hostname}")

MATCH_ENCODER = env.text("MATCH_ENCODER", "auto")
MATCH_MODELS = env.text("MATCH_MODELS")

SILENCED_SYSTEM_CHECKS: list[str] = []
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {
        "line": {
            "()": "sauatty.web.base.logs.NamesNobody",
            "format": "%(asctime)s %(levelname)s %(name)s %(message)s",
        }
    },
    "filters": {"without_respondents": {"()": "sauatty.web.base.logs.WithoutRespondents"}},
    "handlers": {
        "stderr": {"class": "logging.StreamHandler", "formatter": "line", "filters": ["without_respondents"]}
    },
    "root": {"handlers": ["stderr"], "level": "WARNING"},
}
