"""What came of a programme: the cascade and its reach, and where the next workshops are needed."""
