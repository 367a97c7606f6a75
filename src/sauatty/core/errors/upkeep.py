"""Why a copy of a site is not made, believed or taken back."""

from sauatty.core.errors.base import SauattyError

__all__ = ["BackupBroken", "BackupForeign", "BackupLocked", "BackupNotMade", "RestoreRefused"]


class BackupNotMade(SauattyError):
    code = "backup-not-made"
    message = "No backup was made: %(problem)s"


class BackupBroken(SauattyError):
    """A backup does not hold what its list says."""

    code = "backup-broken"
    message = (
        "‘%(name)s’ is damaged or was changed: %(problem)s. Nothing was taken from it; use another backup."
    )


class BackupForeign(SauattyError):
    code = "backup-foreign"
    message = "‘%(name)s’ is no backup made by Sauatty."


class BackupLocked(SauattyError):
    """A backup is encrypted, and the passphrase is missing or another one."""

    code = "backup-locked"
    message = "‘%(name)s’ is encrypted. Name the file with its passphrase: --passphrase-file FILE."


class RestoreRefused(SauattyError):
    code = "restore-refused"
    message = "Nothing was restored: %(problem)s"
