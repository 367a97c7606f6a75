"""The cascade of trainings: who passed it on to whom, by generation.

People are numbers from 0. An edge (teacher, learner) says that one passed it on to the other. The generation of a
person is the length of the shortest way to them from a root, so whoever was taught twice counts once, in the lowest
generation, and no circle is walked twice. The tree keeps one teacher for each: of those who stand a generation above,
the one whose edge comes first.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy.sparse import coo_array
from scipy.sparse.csgraph import connected_components

Indices = NDArray[np.int64]
NOBODY = -1


@dataclass(frozen=True, slots=True)
class Cascade:
    """The tree of a cascade.

    `generation` and `parent` have one number for each person: -1 where no root leads to them, and -1 as the parent of
    a root. `children` of person i are `learners[starts[i]:starts[i + 1]]`. `below` counts all who stand under
    somebody in the tree.
    """

    generation: Indices
    parent: Indices
    learners: Indices
    starts: Indices
    below: Indices

    def children(self, person: int) -> Indices:
        """Return whom somebody is the teacher of in the tree, in the order of the numbers."""
        return self.learners[self.starts[person] : self.starts[person + 1]]

    def roots(self) -> Indices:
        """Return the people of generation 0."""
        return np.flatnonzero(self.generation == 0)

    def sizes(self) -> list[int]:
        """Return how many people each generation has, from 0 on."""
        reached = self.generation[self.generation >= 0]
        return [int(n) for n in np.bincount(reached)] if len(reached) else []

    def path(self, person: int) -> list[int]:
        """Return the way from a root to a person, both included."""
        way = [person]
        while self.parent[way[-1]] != NOBODY:
            way.append(int(self.parent[way[-1]]))
        return way[::-1]


def find_roots(edges: ArrayLike, n_people: int) -> Indices:
    """Return with whom the cascade begins: those who passed it on and whom nobody taught.

    Where people taught each other in a circle and nobody outside taught any of them, the one begins whose edge as a
    teacher comes first. Give the edges in the order of time.

    Parameters
    ----------
    edges : array-like of shape (n_edges, 2)
        Teacher and learner, the earliest first; an edge to oneself says nothing.
    n_people : int

    Returns
    -------
    array of int
        The roots in the order of the numbers. Every person with an edge is reached from one of them.

    Notes
    -----
    The groups of a circle are the strongly connected components; a root stands in each that no edge leads into.
    """
    pairs = _pairs(edges)
    if not len(pairs):
        return np.empty(0, dtype=np.int64)
    shape = (n_people, n_people)
    graph = coo_array((np.ones(len(pairs), dtype=np.int8), (pairs[:, 0], pairs[:, 1])), shape=shape)
    n_groups, group = connected_components(graph.tocsr(), directed=True, connection="strong")
    teacher, learner = group[pairs[:, 0]], group[pairs[:, 1]]
    is_led_into = np.zeros(n_groups, dtype=bool)
    is_led_into[learner[teacher != learner]] = True
    begins = pairs[~is_led_into[teacher], 0]
    _, first = np.unique(group[begins], return_index=True)
    return np.sort(begins[first])


def generations(edges: ArrayLike, roots: Sequence[int] | Indices, n_people: int) -> Cascade:
    """Work out the generation of each person and the tree (breadth first, from all roots at once).

    Parameters
    ----------
    edges : array-like of shape (n_edges, 2)
        Teacher and learner; where two of a generation taught the same person, the earlier edge makes the tree.
    roots : sequence of int
        Generation 0. Nobody needs to lead to them, and an edge to a root changes nothing.
    n_people : int

    Returns
    -------
    Cascade
    """
    pairs = _pairs(edges)
    starts, targets = _by_teacher(pairs, n_people)
    generation = np.full(n_people, NOBODY, dtype=np.int64)
    level = np.unique(np.asarray(roots, dtype=np.int64))
    generation[level] = 0
    depth = 0
    while len(level):
        depth += 1
        reached = np.unique(_targets_of(level, starts, targets))
        level = reached[generation[reached] == NOBODY]
        generation[level] = depth
    parent = _parents(pairs, generation)
    return _tree(generation, parent)


def has_way(edges: ArrayLike, start: int, end: int, n_people: int) -> bool:
    """Tell whether one person stands above another, so that the other way round would close a circle."""
    return bool(generations(edges, [start], n_people).generation[end] != NOBODY)


def _pairs(edges: ArrayLike) -> Indices:
    pairs: Indices = np.asarray(edges, dtype=np.int64).reshape(-1, 2)
    told: Indices = pairs[pairs[:, 0] != pairs[:, 1]]
    return told


def _by_teacher(pairs: Indices, n_people: int) -> tuple[Indices, Indices]:
    order = np.argsort(pairs[:, 0], kind="stable")
    return _starts(pairs[:, 0], n_people), pairs[order, 1]


def _starts(owners: Indices, n_people: int) -> Indices:
    counts = np.bincount(owners, minlength=n_people)
    return np.concatenate([[0], np.cumsum(counts)]).astype(np.int64)


def _targets_of(level: Indices, starts: Indices, targets: Indices) -> Indices:
    counts = starts[level + 1] - starts[level]
    first = np.repeat(starts[level] - np.concatenate([[0], np.cumsum(counts)[:-1]]), counts)
    found: Indices = targets[first + np.arange(len(first))]
    return found


def _parents(pairs: Indices, generation: Indices) -> Indices:
    """Return the first teacher of each who stands exactly one generation above."""
    teacher, learner = generation[pairs[:, 0]], generation[pairs[:, 1]]
    tree = pairs[(teacher != NOBODY) & (learner == teacher + 1)]
    parent = np.full(len(generation), NOBODY, dtype=np.int64)
    learners, first = np.unique(tree[:, 1], return_index=True)
    parent[learners] = tree[first, 0]
    return parent


def _tree(generation: Indices, parent: Indices) -> Cascade:
    n_people = len(generation)
    learners = np.flatnonzero(parent != NOBODY)
    order = np.argsort(parent[learners], kind="stable")
    below = np.zeros(n_people, dtype=np.int64)
    for depth in range(int(generation.max(initial=0)), 0, -1):
        level = np.flatnonzero(generation == depth)
        np.add.at(below, parent[level], below[level] + 1)
    return Cascade(generation, parent, learners[order], _starts(parent[learners], n_people), below)
