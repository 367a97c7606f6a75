"""The WSGI door (granian)."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "sauatty.web.config.settings")
application = get_wsgi_application()
