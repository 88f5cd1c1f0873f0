"""Django settings, read from the environment (docs/howto/run.md). SQLite unless HOANHAP_DATABASE names PostgreSQL."""

from pathlib import Path

from django.utils.translation import gettext_lazy as _

from hoanhap.site import database, env

ROOT = Path(__file__).resolve().parents[3]
DATA_DIR = env.folder("HOANHAP_DATA", default=ROOT / "var")
DEMONSTRATION = env.switch("HOANHAP_DEMONSTRATION", default=False)

DEBUG = False
SECRET_KEY = env.text("HOANHAP_SECRET_KEY") or database.kept_secret(DATA_DIR / "keys" / "session.key")
ALLOWED_HOSTS = env.words("HOANHAP_HOSTS", default=["127.0.0.1", "localhost", "[::1]"])
HTTPS = env.switch("HOANHAP_HTTPS", default=False)
# Web servers whose word about address and protocol of a request is taken (site/proxy.py); none without TLS.
PROXIES = env.words("HOANHAP_PROXIES", default=["127.0.0.1", "::1"]) if HTTPS else []

# The key that wraps all data keys. It never lies in the database (SECURITY: a stolen database must stay shut).
MASTER_KEY_FILE = env.folder("HOANHAP_MASTER_KEY_FILE", default=DATA_DIR / "keys" / "master.key")
MASTER_KEY = env.text("HOANHAP_MASTER_KEY")
# Master keys of before, still loaded while `./hoanhap key rewrap` moves the data keys over.
MASTER_KEYS_OLD = env.words("HOANHAP_MASTER_KEYS_OLD", default=[])
# Signs the checkpoints of the log; made at the first one. Whoever verifies gets its public half (docs/howto/audit.md).
AUDIT_KEY_FILE = env.folder("HOANHAP_AUDIT_KEY_FILE", default=DATA_DIR / "keys" / "audit-signing.key")
AUDIT_CHECKPOINT_EVERY = env.whole("HOANHAP_AUDIT_CHECKPOINT_EVERY", default=10_000)

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "axes",
    "csp",
    "django_htmx",
    "hoanhap.foundation.vault",
    "hoanhap.foundation.audit",
    "hoanhap.foundation.places",
    "hoanhap.foundation.organisations",
    "hoanhap.foundation.access",
    "hoanhap.foundation.sign_in",
    "hoanhap.foundation.notices",
    "hoanhap.foundation.approvals",
    "hoanhap.foundation.files",
    "hoanhap.foundation.watch",
    "hoanhap.foundation.break_glass",
    "hoanhap.foundation.joint_acts",
    "hoanhap.foundation.accounts",
    "hoanhap.foundation.documents",
    "hoanhap.foundation.indicators",
    "hoanhap.foundation.privacy",
    "hoanhap.people.persons",
    "hoanhap.people.community",
    "hoanhap.people.cases",
    "hoanhap.people.intake",
    "hoanhap.people.assessment",
    "hoanhap.people.commitments",
    "hoanhap.people.care",
    "hoanhap.people.reintegration",
    "hoanhap.people.rehab",
    "hoanhap.people.reviews",
    "hoanhap.people.reception",
    "hoanhap.people.inspection",
    "hoanhap.people.succession",
    "hoanhap.steering.reports",
    "hoanhap.steering.publications",
    "hoanhap.exchange",
    "hoanhap.web.ui",
    "hoanhap.web.office",
    "hoanhap.ops",
]

MIDDLEWARE = [
    "hoanhap.site.proxy.BehindProxyMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "hoanhap.web.ui.language.LanguageMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "hoanhap.web.office.middleware.SignedInMiddleware",
    "hoanhap.web.office.middleware.ViewerMiddleware",
    "hoanhap.web.office.sign_in.guard.CompleteSignInMiddleware",
    "hoanhap.web.office.middleware.AnswersMiddleware",
    "axes.middleware.AxesMiddleware",
]

ROOT_URLCONF = "hoanhap.site.urls"
WSGI_APPLICATION = "hoanhap.site.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        # Each domain of the office keeps its templates beside its views.
        "DIRS": sorted((ROOT / "src" / "hoanhap" / "web" / "office").glob("*/templates")),
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.messages.context_processors.messages",
                "hoanhap.web.ui.layout.frame",
            ],
        },
    }
]

DATABASES = {"default": database.from_environment(default_file=DATA_DIR / "hoanhap.sqlite3")}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

AUTH_USER_MODEL = "access.Account"
AUTHENTICATION_BACKENDS = [
    "axes.backends.AxesStandaloneBackend",
    "django.contrib.auth.backends.ModelBackend",
]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 10}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
# Locking the pair of account and address, never the account alone: a stranger must not be able to lock an officer out.
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_FAILURE_LIMIT = 8
AXES_COOLOFF_TIME = 0.25
AXES_RESET_ON_SUCCESS = True
AXES_VERBOSE = False
AXES_LOCKOUT_TEMPLATE = "sign_in/locked.html"
# What axes keeps names nobody; a browser the account knows is counted on its own (web/office/sign_in/counting.py).
AXES_USERNAME_CALLABLE = "hoanhap.web.office.sign_in.counting.axes_username"
AXES_CLIENT_IP_CALLABLE = "hoanhap.web.office.sign_in.counting.axes_address"
AXES_WHITELIST_CALLABLE = "hoanhap.web.office.sign_in.counting.axes_lets_try"
AXES_SENSITIVE_PARAMETERS = ["username", "next", "csrfmiddlewaretoken"]
AXES_DISABLE_ACCESS_LOG = True

LOGIN_URL = "sign-in"
LOGIN_REDIRECT_URL = "today"
LOGOUT_REDIRECT_URL = "sign-in"
CSRF_FAILURE_VIEW = "hoanhap.web.ui.errors.stale_form"
# A function that returns the invented accounts shown on the sign-in page; asked only when DEMONSTRATION is on.
DEMONSTRATION_ACCOUNTS = "hoanhap.ops.demonstration.accounts.shown"
# What the telephone of an invented account would show now; asked only when DEMONSTRATION is on.
DEMONSTRATION_CODE = "hoanhap.ops.demonstration.accounts.code_now"

LANGUAGE_CODE = "vi"
LANGUAGES = [("vi", _("Tiếng Việt")), ("en", _("English"))]
LOCALE_PATHS = [ROOT / "src" / "hoanhap" / "web" / "ui" / "locale"]
TIME_ZONE = "Asia/Ho_Chi_Minh"
USE_TZ = True

STATIC_URL = "static/"
STATIC_ROOT = DATA_DIR / "static"
FRONTEND_DIST = ROOT / "frontend" / "dist"
STATICFILES_DIRS = [FRONTEND_DIST] if FRONTEND_DIST.is_dir() else []
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
WHITENOISE_USE_FINDERS = True

# A cookie would outlive signing out and tell the next person at a shared PC what the one before did.
MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"
SESSION_ENGINE = "hoanhap.foundation.sign_in.session_store"
SESSION_COOKIE_NAME = "phien"
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_SECURE = HTTPS
# A session ends when nobody used it for so long, and at the latest after a working day.
SESSION_IDLE_MINUTES = env.whole("HOANHAP_SESSION_IDLE_MINUTES", default=30)
SESSION_HOURS = env.whole("HOANHAP_SESSION_HOURS", default=8)
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
CSRF_COOKIE_SECURE = HTTPS
CSRF_COOKIE_HTTPONLY = True
CSRF_USE_SESSIONS = False
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
SECURE_SSL_REDIRECT = HTTPS
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if HTTPS else None
SECURE_HSTS_SECONDS = 31_536_000 if HTTPS else 0
X_FRAME_OPTIONS = "DENY"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": ["'none'"],
        "script-src": ["'self'"],
        "style-src": ["'self'"],
        "img-src": ["'self'"],
        "font-src": ["'self'"],
        "connect-src": ["'self'"],
        "form-action": ["'self'"],
        "base-uri": ["'none'"],
        "frame-ancestors": ["'none'"],
    }
}

# How long those who worked at a unit that was split still reach what came from it (foundation/access/succession.py).
TRANSITION_DAYS = env.whole("HOANHAP_TRANSITION_DAYS", default=30)

# Until when somebody who came back from a centre should have a guarantor (people/commitments).
GUARANTOR_DAYS = env.whole("HOANHAP_GUARANTOR_DAYS", default=15)

# An upload is counted before it is parsed (SECURITY, "Inputs").
UPLOAD_BYTES = env.whole("HOANHAP_UPLOAD_BYTES", default=12 * 1024 * 1024)
DATA_UPLOAD_MAX_MEMORY_SIZE = 4 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 12_000
# An upload never touches the disk unsealed: it stays in memory, and a heavier request never becomes a file.
FILE_UPLOAD_HANDLERS = ["django.core.files.uploadhandler.MemoryFileUploadHandler"]
FILE_UPLOAD_MAX_MEMORY_SIZE = UPLOAD_BYTES + 64 * 1024  # the request around the file

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "%(asctime)s %(levelname)s %(name)s %(message)s"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["console"], "level": "WARNING"},
}
