"""Whether a site is well: one finding for each thing that stops a programme in its first week, with what to do."""

import secrets
import shutil
import smtplib
import ssl
import stat
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Literal

from django.conf import settings
from django.core.checks import Error
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.template.defaultfilters import filesizeformat
from django.utils import timezone
from django.utils.translation import gettext as _

from sauatty.web.base import jobs
from sauatty.web.storage.shelves import Shelf
from sauatty.web.upkeep import checks

State = Literal["good", "look", "bad"]
LEAST_DISK = 2_000_000_000
BACKUP_WITHIN = timedelta(hours=26)
JOB_WITHIN = timedelta(minutes=10)
SECONDS = 8
PROBES = Shelf("doctor")


@dataclass(frozen=True, slots=True)
class Finding:
    """What was looked at, how it is, and what to do where it is not good."""

    name: str
    state: State
    says: str
    do: str = ""


def examine(*, backup_folder: Path | None = None) -> list[Finding]:
    """Look at everything; a look that fails is itself a finding."""
    found: list[Finding] = []
    for name, look in LOOKS.items():
        try:
            found += [Finding(name, *one) for one in look()]
        except Exception as error:
            found.append(
                Finding(name, "bad", _("It could not be looked at: %(problem)s") % {"problem": error})
            )
    return found + [Finding("backup", *one) for one in _backup(backup_folder)]


Look = tuple[State, str] | tuple[State, str, str]


def _database() -> Iterator[Look]:
    wrong = [one for one in checks.check_database() if isinstance(one, Error)]
    for one in wrong:
        yield "bad", str(one.msg), str(one.hint or "")
    if not wrong:
        yield (
            "good",
            _("The database (%(vendor)s) keeps what it has acknowledged.") % {"vendor": connection.vendor},
        )


def _tables() -> Iterator[Look]:
    executor = MigrationExecutor(connection)
    n = len(executor.migration_plan(executor.loader.graph.leaf_nodes()))
    if n:
        yield "bad", _("Tables are behind the software: %(n)s steps wait.") % {"n": n}, "sauatty-web migrate"
    else:
        yield "good", _("The tables fit the software.")


def _disk() -> Iterator[Look]:
    usage = shutil.disk_usage(settings.DATA_DIR)
    told = _("%(free)s of %(all)s are free in %(folder)s.") % {
        "free": filesizeformat(usage.free), "all": filesizeformat(usage.total), "folder": settings.DATA_DIR,
    }  # fmt: skip
    if usage.free < LEAST_DISK or usage.free < usage.total / 20:
        yield "bad", told, _("Make room: a full disk refuses answers.")
    else:
        yield "good", told


def _secrets() -> Iterator[Look]:
    folder = Path(settings.DATA_DIR)
    if stat.S_IMODE(folder.stat().st_mode) & 0o007:
        advice = f"chmod o-rwx {folder}"
        yield (
            "look",
            _("Every user of this machine can open the folder of the data, %(folder)s.") % {"folder": folder},
            advice,
        )
    else:
        yield "good", _("The key and the data are closed to other users of this machine.")


def _address() -> Iterator[Look]:
    address = settings.PUBLIC_ADDRESS
    if not settings.IS_HTTPS:
        told = _("The address %(address)s has no HTTPS: phones can neither work offline nor install it.")
        advice = _("Give the site a name with HTTPS: docs/how-to/put-up-a-server.md")
        yield "look", told % {"address": address}, advice
    try:
        with urllib.request.urlopen(f"{address}/health/ready", timeout=SECONDS) as answer:  # noqa: S310 our own address
            yield (
                "good",
                _("%(address)s answers (%(status)s).") % {"address": address, "status": answer.status},
            )
    except urllib.error.HTTPError as error:
        yield (
            "bad",
            _("%(address)s answers with an error (%(status)s).") % {"address": address, "status": error.code},
            _("See the log of the site."),
        )
    except (OSError, ssl.SSLError) as error:
        problem = getattr(error, "reason", error)
        yield (
            "bad",
            _("%(address)s does not answer: %(problem)s") % {"address": address, "problem": problem},
            _("Is the site started? Do the name and the certificate fit?"),
        )


def _mail() -> Iterator[Look]:
    if "smtp" not in settings.EMAIL_BACKEND:
        yield (
            "look",
            _("No mail server is set: letters are written into %(folder)s and reach nobody.")
            % {"folder": settings.EMAIL_FILE_PATH},
            "SAUATTY_MAIL_HOST=…",
        )
        return
    told = {"host": settings.EMAIL_HOST, "port": settings.EMAIL_PORT}
    try:
        with smtplib.SMTP(settings.EMAIL_HOST, settings.EMAIL_PORT, timeout=SECONDS) as server:
            server.noop()
    except (OSError, smtplib.SMTPException) as error:
        yield (
            "bad",
            _("The mail server %(host)s:%(port)s does not answer: %(problem)s") % {**told, "problem": error},
            _("Letters wait and are tried again."),
        )
    else:
        yield "good", _("The mail server %(host)s:%(port)s answers.") % told


def _jobs() -> Iterator[Look]:
    oldest = jobs.oldest_waiting()
    if oldest and timezone.now() - oldest > JOB_WITHIN:
        minutes = int((timezone.now() - oldest).total_seconds() // 60)
        yield (
            "bad",
            _("Work has been waiting for %(n)s minutes: no worker does it.") % {"n": minutes},
            _("Start the site anew: it starts its worker with it."),
        )
    else:
        yield "good", _("No work waits for long.")


def _clock() -> Iterator[Look]:
    newest = max(path.stat().st_mtime for path in Path(__file__).parent.glob("*.py"))
    if timezone.now() < datetime.fromtimestamp(newest, UTC) - timedelta(days=1):
        yield (
            "bad",
            _("The clock stands at %(now)s, before this software was made.") % {"now": timezone.now().date()},
            "timedatectl set-ntp true",
        )
    else:
        yield (
            "good",
            _("The clock stands at %(now)s.") % {"now": timezone.localtime().strftime("%d.%m.%Y %H:%M")},
        )


def _backup(folder: Path | None) -> Iterator[Look]:
    if folder is None:
        yield (
            "look",
            _("No folder of backups was named, so none was looked at."),
            "sauatty-web doctor --backups FOLDER",
        )
        return
    made = sorted(folder.glob("*.backup"), key=lambda path: path.stat().st_mtime)
    if not made:
        yield (
            "bad",
            _("There is no backup in %(folder)s.") % {"folder": folder},
            f"sauatty-web backup create {folder}",
        )
        return
    age = timezone.now() - datetime.fromtimestamp(made[-1].stat().st_mtime, UTC)
    told = _("The newest backup, %(name)s, is %(n)s hours old.") % {
        "name": made[-1].name,
        "n": int(age.total_seconds() // 3600),
    }
    yield ("good", told) if age < BACKUP_WITHIN else ("bad", told, f"sauatty-web backup create {folder}")


def _files() -> Iterator[Look]:
    if not settings.BUCKET:
        return
    told = {"name": settings.BUCKET["name"]}
    mark = secrets.token_hex(8)
    try:
        PROBES.put(mark, [mark.encode()])
        is_well = PROBES.read(mark) == mark.encode()
        PROBES.remove(mark)
    except OSError as error:
        is_well, told["problem"] = False, str(error)
    if is_well:
        yield "good", _("The bucket %(name)s takes files and gives them back.") % told
    else:
        yield (
            "bad",
            _("The bucket %(name)s does not keep files: %(problem)s") % {"problem": "", **told},
            _("Until it does, no file can be sent or opened."),
        )


LOOKS: dict[str, Callable[[], Iterator[Look]]] = {
    "database": _database, "tables": _tables, "disk": _disk, "files": _files, "secrets": _secrets, "address": _address,
    "mail": _mail, "jobs": _jobs, "clock": _clock,
}  # fmt: skip
