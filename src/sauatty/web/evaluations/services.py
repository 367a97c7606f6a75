"""What the apps above take from the thread of a programme: all of it as a pack, read in a bounded number of queries."""

from sauatty.web.evaluations.gathering import Gathered, gather, gather_people

__all__ = ["Gathered", "gather", "gather_people"]
