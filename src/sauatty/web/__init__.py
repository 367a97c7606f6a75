"""The Django project.

SQLite 3.7.0-3.51.2 can corrupt a WAL database with several writers, and Python 3.11 often carries such a one, so
the library of `pysqlite3` takes the place of `sqlite3` before Django loads. upkeep.checks refuses to start on less.
"""

import gc
import sys

# A page makes many objects and few rings of them: the usual threshold looks through all of them again and again
gc.set_threshold(50_000, 20, 20)

try:
    import pysqlite3

    sys.modules["sqlite3"] = pysqlite3
except ImportError:  # no wheel on this platform: the start-up check judges Python's own library
    pass
