"""Django's settings: one file for production and the trial; config/env.py reads the machine."""

import os

import environ
from django.utils.translation import gettext_lazy as _

from config import content_security, database, env, logs

ENV = database.with_urls(env.read())
BASE_DIR = env.ROOT

# --- who we are -----------------------------------------------------------
DEBUG = False  # Never: a trial shows the same error pages as production.
SECRET_KEY = ENV.secret_key
SECRET_KEY_FALLBACKS = list(ENV.old_secret_keys)
SALT_KEY = list(ENV.salt_keys)
SAMLENG_HASH_KEY = ENV.hash_key
SAMLENG_TRIAL = ENV.trial
ALLOWED_HOSTS = list(ENV.allowed_hosts)
PUBLIC_BASE_URL = ENV.public_base_url
CSRF_TRUSTED_ORIGINS = [PUBLIC_BASE_URL] if PUBLIC_BASE_URL else []
TRUSTED_PROXIES = ENV.trusted_proxies
TWILIO_BASE_URL = ENV.twilio_base_url
REGISTRY = ENV.registry
SPDCI = ENV.spdci | {"URL": ENV.spdci["URL"].rstrip("/")}
NLU_FOLDER = ENV.nlu_folder
NLU_ASSETS = ENV.nlu_assets
TELEGRAM_BASE_URL = ENV.telegram_base_url
MESSENGER_BASE_URL = ENV.messenger_base_url
TRANSCRIPTION = ENV.transcription  # Off unless named: a voice leaves for no machine.
TRANSCRIPTION_URL = ENV.transcription_url
DIALOGUE_ENGINE = ENV.dialogue_engine
RASA_URL = ENV.rasa_url
RASA_TOKEN = ENV.rasa_token
ACTION_SERVER_URL = ENV.action_server_url
ROOT_URLCONF = "config.urls"
ASGI_APPLICATION = "config.asgi.application"
AUTH_USER_MODEL = "workflows.Officer"
SITE_ID = 1

INSTALLED_APPS = [
    "bot",
    "cases",
    "workflows",
    "channels_app",
    "timekeeping",
    "config",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "axes",
    "channels",
    "csp",
    "django.contrib.admin",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.humanize",
    "django.contrib.messages",
    "django.contrib.postgres",
    "django.contrib.sessions",
    "django.contrib.staticfiles",
    "django_fsm",
    "django_structlog",
    "encrypted_fields",
    "pghistory",
    "pgtrigger",
    "procrastinate.contrib.django",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django_structlog.middlewares.RequestMiddleware",
    "csp.middleware.CSPMiddleware",
    "django_permissions_policy.PermissionsPolicyMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "config.caching.NothingStays",
    "cases.desk.language.middleware.OfficersLanguage",
    "django.contrib.auth.middleware.LoginRequiredMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "pghistory.middleware.HistoryMiddleware",
    "axes.middleware.AxesMiddleware",
]

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        # The templates of a screen stand beside its view: desk/queue/queue.html.
        "DIRS": [BASE_DIR / "config" / "templates", BASE_DIR / "cases"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.i18n",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
            ],
        },
    }
]

# --- where the data is ----------------------------------------------------
AS_OWNER = os.environ.get("SAMLENG_DATABASE_ROLE") == "owner"
DATABASES = {"default": database.configuration(ENV, owner=AS_OWNER)}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
PGHISTORY_INSTALL_CONTEXT_FUNC_ON_MIGRATE = True
CHANNEL_LAYERS = {
    "default": {
        "BACKEND": "channels_redis.core.RedisChannelLayer",
        "CONFIG": {"hosts": [ENV.redis_url]},
    }
    if ENV.redis_url
    else {"BACKEND": "channels.layers.InMemoryChannelLayer"}
}
PROCRASTINATE_ON_APP_READY = None
DATA_UPLOAD_MAX_MEMORY_SIZE = 256 * 1024
FILE_UPLOAD_MAX_MEMORY_SIZE = 256 * 1024

# --- who may come in ------------------------------------------------------
AUTHENTICATION_BACKENDS = [
    "axes.backends.AxesStandaloneBackend",
    "django.contrib.auth.backends.ModelBackend",
    "allauth.account.auth_backends.AuthenticationBackend",
]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 12},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/"
ACCOUNT_LOGIN_METHODS = {"username", "email"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "email", "password1*", "password2*"]
ACCOUNT_ADAPTER = "config.accounts.StaffAdapter"
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_LOGOUT_ON_GET = False
# Machines are shared: nobody stays signed in, and nobody is asked.
ACCOUNT_SESSION_REMEMBER = False
MFA_ADAPTER = "config.accounts.SecondFactorAdapter"
AXES_FAILURE_LIMIT = 5
AXES_COOLOFF_TIME = 0.25  # hours
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_USERNAME_FORM_FIELD = "login"
AXES_RESET_ON_SUCCESS = True
if ENV.trusted_proxies:
    # Counted from our side: what a client wrote into the header itself is not believed.
    AXES_IPWARE_PROXY_COUNT = ENV.trusted_proxies - 1
    AXES_IPWARE_META_PRECEDENCE_ORDER = ["HTTP_X_FORWARDED_FOR", "REMOTE_ADDR"]
AXES_LOCKOUT_TEMPLATE = "429.html"
SESSION_COOKIE_AGE = 12 * 60 * 60
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_HTTPONLY = True
CSRF_COOKIE_SAMESITE = "Lax"

# --- what the browser is told ---------------------------------------------
CONTENT_SECURITY_POLICY = content_security.POLICY
PERMISSIONS_POLICY = content_security.PERMISSIONS
X_FRAME_OPTIONS = "DENY"
SECURE_REFERRER_POLICY = "same-origin"
if not ENV.trial:
    SECURE_SSL_REDIRECT = True
    # The provider's webhooks and the load balancer's probe come as they come.
    SECURE_REDIRECT_EXEMPT = [r"^healthz$"]
    SECURE_HSTS_SECONDS = 2 * 365 * 24 * 60 * 60
    SECURE_HSTS_INCLUDE_SUBDOMAINS = True
    SECURE_HSTS_PRELOAD = True
    SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = True
    # The prefix makes the browser itself refuse the cookie from any other host or path.
    SESSION_COOKIE_NAME = "__Host-session"
    CSRF_COOKIE_NAME = "__Host-csrf"
    LANGUAGE_COOKIE_SECURE = True
    if ENV.trusted_proxies:
        SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")

# --- language and time ----------------------------------------------------
LANGUAGE_CODE = "km"
LANGUAGES = [("km", _("Khmer")), ("en", _("English"))]
LOCALE_PATHS = [BASE_DIR / "locale"]
FORMAT_MODULE_PATH = ["config.formats"]
LANGUAGE_COOKIE_SAMESITE = "Lax"
USE_TZ = True
TIME_ZONE = "Asia/Phnom_Penh"

# --- files ----------------------------------------------------------------
STATIC_URL = "/static/"
# A trial serves straight from the sources, so that there is no collecting step to forget.
STATIC_ROOT = None if ENV.trial else BASE_DIR / "staticfiles"
STATICFILES_FINDERS = [
    "django.contrib.staticfiles.finders.AppDirectoriesFinder",
    "config.staticfiles.NodeModulesFinder",
]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
        if ENV.trial
        else "whitenoise.storage.CompressedManifestStaticFilesStorage"
    },
}
WHITENOISE_USE_FINDERS = ENV.trial
WHITENOISE_AUTOREFRESH = False

# --- what leaves the process ----------------------------------------------
LOGGING = logs.configuration(as_json=not ENV.trial)
DEFAULT_FROM_EMAIL = "samleng@localhost"
vars().update(environ.Env.email_url_config(ENV.email_url or "dummymail://"))
