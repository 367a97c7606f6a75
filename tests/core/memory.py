"""How much memory child processes took."""

import resource

LIMIT = 512 * 1024


def largest_child() -> int:
    """Return the KiB of the largest child of this process so far; another test's child may have been larger."""
    return resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss


def most_allowed(before: int) -> int:
    """Return the KiB that the largest child may show: a child counts the size of its parent at the moment of the fork."""
    return max(before, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss, LIMIT)
