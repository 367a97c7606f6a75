"""How much memory child processes took."""

import resource


def largest_child() -> int:
    """Return the KiB of the largest child of this process so far; another test's child may have been larger."""
    return resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss
