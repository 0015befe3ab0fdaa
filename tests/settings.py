"""Django settings for tests: a data directory of their own, SQLite or the PostgreSQL of TENKEN_TEST_POSTGRESQL."""

import os
import tempfile
from pathlib import Path

_data = Path(tempfile.mkdtemp(prefix="tenken-test-"))
if os.environ.get("TENKEN_TEST_POSTGRESQL"):
    (_data / "tenken.toml").write_text(f'[database]\npostgresql = "{os.environ["TENKEN_TEST_POSTGRESQL"]}"\n')
os.environ["TENKEN_DATA"] = str(_data)

from tenken.web.settings import *  # noqa: E402, F403

PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
