"""`sauatty-web messages gather|compile|check`: the words of the pages in kk, ru and en.

The core has no gettext: its error sentences are written as `gettext_noop` lines into base/core_messages.py, so that
they are gathered with the rest.
"""

import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

from babel.messages import mofile, pofile
from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError, CommandParser

from sauatty.core import errors
from sauatty.core.catalogue.instrument_checks import MEANINGS as HOLES_IN_WORDS
from sauatty.core.catalogue.item_problems import ITEM_PROBLEM_TEXTS
from sauatty.core.evaluation.limit_texts import LIMIT_TEXTS
from sauatty.core.exchange.item_reports import LOSS_REASONS, REMARK_TEXTS
from sauatty.core.exchange.participants import PROBLEM_TEXTS as PARTICIPANT_PROBLEM_TEXTS
from sauatty.core.exchange.sniff import KINDS_IN_WORDS
from sauatty.core.psychometrics.notes import NOTE_TEXTS

WEB = Path(__file__).resolve().parents[3]
LOCALE = WEB / "locale"
CORE_MESSAGES = WEB / "base" / "core_messages.py"


def core_messages_text() -> str:
    """Return the module that holds every sentence of core.errors as a gettext line."""
    classes = {
        cls for cls in vars(errors).values() if isinstance(cls, type) and issubclass(cls, errors.SauattyError)
    }
    lines = [f"_({cls.message!r})" for cls in sorted(classes, key=lambda cls: cls.code)]
    lines += [
        f"_({kind!r})" for kind in (*KINDS_IN_WORDS, "the text of objectives", *HOLES_IN_WORDS.values())
    ]
    said = (
        NOTE_TEXTS, ITEM_PROBLEM_TEXTS, REMARK_TEXTS, LOSS_REASONS, PARTICIPANT_PROBLEM_TEXTS, LIMIT_TEXTS
    )  # fmt: skip
    lines += [f"_({text!r})" for texts in said for text in texts.values()]
    head = '"""The sentences of core\'s errors, for gettext. Written by `sauatty-web messages gather`."""\n'
    return (
        head
        + "\nfrom django.utils.translation import gettext_noop as _\n\n"
        + "\n".join(dict.fromkeys(lines))
        + "\n"
    )


def compile_catalogues(*, only_older: bool = False) -> int:
    """Compile the .po files with Babel (no gettext needed on the machine); returns how many were written."""
    written = 0
    for po in LOCALE.glob("*/LC_MESSAGES/django.po"):
        mo = po.with_suffix(".mo")
        if only_older and mo.exists() and mo.stat().st_mtime >= po.stat().st_mtime:
            continue
        with po.open("rb") as source, mo.open("wb") as target:
            mofile.write_mo(target, pofile.read_po(source, locale=po.parts[-3]))
        written += 1
    return written


def holes() -> list[str]:
    """Name every empty or fuzzy entry of every catalogue."""
    found = []
    for po in sorted(LOCALE.glob("*/LC_MESSAGES/django.po")):
        with po.open("rb") as source:
            catalogue = pofile.read_po(source, locale=po.parts[-3])
        for message in catalogue:
            texts = message.string if isinstance(message.string, list | tuple) else [message.string]
            if message.id and (message.fuzzy or not all(texts)):
                found.append(
                    f"{po.parts[-3]}: {message.id if isinstance(message.id, str) else message.id[0]}"
                )
    return found


class Command(BaseCommand):
    help = "Gather, compile or check the words of the pages."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("action", choices=["gather", "compile", "check"])

    def handle(self, *args: Any, **options: Any) -> None:
        {"gather": self.gather, "compile": self.compile, "check": self.check}[options["action"]]()

    def gather(self) -> None:
        """Write core's sentences and run Django's makemessages in the web folder."""
        if not shutil.which("xgettext"):
            raise CommandError("xgettext is missing. On Debian or Ubuntu: sudo apt install gettext")
        CORE_MESSAGES.write_text(core_messages_text(), encoding="utf-8")
        LOCALE.mkdir(exist_ok=True)
        script = (
            "import sauatty.web, os; os.environ['DJANGO_SETTINGS_MODULE'] = 'sauatty.web.config.settings'; import django; "
            "django.setup(); from django.core.management import call_command; call_command('makemessages', "
            "locale=['kk', 'ru'], no_location=True, no_wrap=True, verbosity=0, no_obsolete=True)"
        )
        environment = {**os.environ, "SAUATTY_DATA_DIR": str(settings.DATA_DIR)}
        subprocess.run([sys.executable, "-c", script], cwd=WEB, check=True, env=environment)
        self.stdout.write(f"gathered; {len(holes())} entries wait for a translation")

    def compile(self) -> None:
        """Compile all catalogues."""
        self.stdout.write(f"{compile_catalogues()} catalogues compiled")

    def check(self) -> None:
        """Fail where a sentence is missing, empty or fuzzy in Kazakh or Russian (English is the source)."""
        problems = holes()
        if CORE_MESSAGES.read_text(encoding="utf-8") != core_messages_text():
            problems.append("base/core_messages.py is behind core/errors")
        problems += self.ungathered()
        if problems:
            raise CommandError("Run 'make messages' and translate:\n" + "\n".join(problems[:40]))
        self.stdout.write("every message stands in kk, ru and en")

    def ungathered(self) -> list[str]:
        """Gather anew and compare: a message that the catalogues lack was not translated."""
        if not shutil.which("xgettext"):
            return []
        before = {po: po.read_bytes() for po in LOCALE.glob("*/LC_MESSAGES/django.po")}
        try:
            self.gather()
            return holes()
        finally:
            for po, content in before.items():
                po.write_bytes(content)
            call_command("messages", "compile", stdout=self.stdout)
