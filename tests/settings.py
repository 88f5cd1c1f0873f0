"""The settings of the product, with a place of their own for data: a test never sees the data of an office."""

import atexit
import os
import shutil
import tempfile
from pathlib import Path

_memory = Path("/dev/shm")  # noqa: S108 - mkdtemp makes the folder inside it
_above = os.environ.get("HOANHAP_TESTS_FOLDER") or (_memory if os.access(_memory, os.W_OK) else None)
_folder = tempfile.mkdtemp(prefix="hoanhap-test-", dir=_above)
atexit.register(shutil.rmtree, _folder, ignore_errors=True)

os.environ["HOANHAP_DATA"] = _folder
Path(_folder, "static").mkdir()  # WhiteNoise wants it
os.environ["HOANHAP_MASTER_KEY"] = "dGhpcyBrZXkgb3BlbnMgdGVzdHMgYW5kIG5vdGhpbmc="
os.environ["HOANHAP_SECRET_KEY"] = "tests only"
os.environ["HOANHAP_DATABASE_POOL"] = "no"  # an idle connection would keep the test database from being dropped
if not os.environ.get("HOANHAP_DATABASE", "").startswith(("postgres://", "postgresql://")):
    os.environ.pop("HOANHAP_DATABASE", None)  # a file named there belongs to somebody
_STRANGE = "HOANHAP_DEMONSTRATION HOANHAP_HTTPS HOANHAP_HOSTS HOANHAP_MASTER_KEY_FILE HOANHAP_MASTER_KEYS_OLD"
for _name in _STRANGE.split():
    os.environ.pop(_name, None)

from hoanhap.site.settings import *  # noqa: E402, F403 - settings are names in a module; this is how Django extends them

PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]  # Argon2 is slow on purpose
BROWSER_TEST_DATABASE = Path(_folder) / "browser.sqlite3"
