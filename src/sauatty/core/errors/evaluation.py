"""Research packs that cannot be taken, as a whole."""

from sauatty.core.errors.files import ImportRefused


class PackInvalid(ImportRefused):
    """What is not a research pack, or not one that fits together."""

    code = "pack-invalid"
    message = "'%(name)s' is no whole research pack: %(problem)s. Ask whoever gave it to you for a new copy."


class PackVersionNewer(ImportRefused):
    code = "pack-version-newer"
    message = "'%(name)s' is written in version %(version)s of the format; up to %(known)s can be read here. Install a newer Sauatty."


class PackFileMissing(ImportRefused):
    code = "pack-file-missing"
    message = "'%(name)s' lacks the file %(file)s that its pack.json names. Ask whoever gave it to you for a new copy."


class PackFileChanged(ImportRefused):
    code = "pack-file-changed"
    message = "'%(name)s': %(file)s was changed after the pack was made; its figures would be others. Use the pack as it came, or allow changed files and say so in what you publish."


class PackPersonUnknown(ImportRefused):
    code = "pack-person-unknown"
    message = (
        "'%(name)s', %(file)s: '%(person)s' is not among the people of the pack. Use the pack as it came."
    )


class PackItemUnknown(ImportRefused):
    code = "pack-item-unknown"
    message = "'%(name)s', %(file)s: the item '%(item)s' is in no column of points. Use the pack as it came."


class PackCellInvalid(ImportRefused):
    code = "pack-cell-invalid"
    message = "'%(name)s', %(file)s, line %(line)s: '%(value)s' in the column '%(column)s' is not %(expected)s. Use the pack as it came."


class TargetsInvalid(ImportRefused):
    """A file of targets that names no indicator, or no numbers."""

    code = "targets-invalid"
    message = "'%(name)s' holds no targets of indicators: %(problem)s. Correct the file and try again."
