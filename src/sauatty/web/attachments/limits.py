"""What may be sent, by name: the device says the same numbers before it sends anything."""

MEGABYTE = 2**20
PART_BYTES = 256 * 1024
MOST_MB = {"photo": 12, "file": 20}
QUOTA_MB = 200  # of a person in a month
MOST_A_DAY = 300  # files of a person, refused ones too
DAYS_TO_COME = 14  # what stopped half-way is kept as long, and what was set aside
MOST_TRIES = 2
NAME_LENGTH = 200


def n_parts_of(size: int) -> int:
    """Return in how many parts a file of a size comes."""
    return -(-size // PART_BYTES)


def part_size(size: int, number: int) -> int:
    """Return how large a part is; only the last one is shorter than the others."""
    return min(PART_BYTES, size - number * PART_BYTES)
