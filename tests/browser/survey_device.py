"""A device with a browser that can be killed."""

import os
import signal
from contextlib import suppress
from pathlib import Path

from playwright.sync_api import Error

from browser.conftest import CHROMIUM, FLAGS


class Device:
    """A Chromium with a profile on the disk, which can be killed like a phone whose battery falls out."""

    def __init__(self, browser, profile, flags=FLAGS):
        self.chromium, self.profile, self.flags = browser.browser_type, profile, flags

    def start(self):
        self.context = self.chromium.launch_persistent_context(
            str(self.profile),
            executable_path=CHROMIUM,
            args=self.flags,
            viewport={"width": 390, "height": 844},
        )
        return self.context

    def stop(self):
        with suppress(Error):
            self.context.close()

    def kill(self):
        """SIGKILL for every process of this profile, and for no other."""
        for entry in Path("/proc").iterdir():
            with suppress(OSError, ValueError):
                if f"--user-data-dir={self.profile}".encode() in (entry / "cmdline").read_bytes():
                    os.kill(int(entry.name), signal.SIGKILL)
        self.stop()
