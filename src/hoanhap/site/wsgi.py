"""The door for a WSGI server (granian)."""

import os

from django.core.wsgi import get_wsgi_application

from hoanhap.foundation.vault import master_key

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "hoanhap.site.settings")
application = get_wsgi_application()
# A worker that cannot open names does not begin to answer, whoever started it.
master_key.load()
