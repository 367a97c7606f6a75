from collections import deque

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from sauatty.core.evaluation.cascade import NOBODY, find_roots, generations, has_way

N = 9
PEOPLE = st.integers(0, N - 1)
EDGES = st.lists(st.tuples(PEOPLE, PEOPLE), max_size=30)


def walked(edges, roots):
    """Walk the plain way: one queue, one dictionary."""
    found, queue = dict.fromkeys(roots, 0), deque(sorted(set(roots)))
    while queue:
        one = queue.popleft()
        for teacher, learner in edges:
            if teacher == one and learner not in found:
                found[learner] = found[one] + 1
                queue.append(learner)
    return [found.get(one, NOBODY) for one in range(N)]


@given(EDGES, st.lists(PEOPLE, max_size=4))
def test_generations_are_those_of_a_plain_walk(edges, roots):
    assert generations(edges, roots, N).generation.tolist() == walked(edges, roots)


@given(EDGES, st.lists(PEOPLE, max_size=4))
def test_the_tree_holds_each_reached_person_once_under_a_teacher_one_generation_above(edges, roots):
    found = generations(edges, roots, N)
    for person in range(N):
        parent = found.parent[person]
        assert (parent == NOBODY) == (found.generation[person] <= 0)
        if parent != NOBODY:
            assert found.generation[parent] == found.generation[person] - 1
            assert (parent, person) in edges
            assert person in found.children(parent)
    assert sorted(found.learners.tolist()) == np.flatnonzero(found.generation > 0).tolist()
    assert found.below[found.roots()].sum() == (found.generation > 0).sum()
    assert sum(found.sizes()) == (found.generation >= 0).sum()


@given(EDGES)
def test_everybody_with_an_edge_is_reached_from_a_root_and_no_root_is_to_spare(edges):
    roots = find_roots(edges, N)
    found = generations(edges, roots, N).generation
    named = {one for edge in edges if edge[0] != edge[1] for one in edge}
    assert {one for one in range(N) if found[one] != NOBODY} == named
    for root in roots:
        rest = [one for one in roots if one != root]
        assert generations(edges, rest, N).generation[root] == NOBODY


def test_who_was_taught_twice_stands_in_the_lowest_generation():
    found = generations([(0, 1), (1, 2), (2, 3), (0, 3), (3, 4)], [0], 5)
    assert found.generation.tolist() == [0, 1, 2, 1, 2]
    assert found.path(4) == [0, 3, 4]
    assert found.sizes() == [1, 2, 2]
    assert found.below.tolist() == [4, 1, 0, 1, 0]


def test_of_two_teachers_the_earlier_one_makes_the_tree():
    assert generations([(1, 2), (0, 2)], [0, 1], 3).parent[2] == 1


def test_a_circle_begins_with_who_passed_it_on_first():
    assert find_roots([(1, 0), (0, 1), (1, 2)], 3).tolist() == [1]
    assert generations([(1, 0), (0, 1), (1, 2)], [1], 3).generation.tolist() == [1, 0, 1]


def test_an_orphan_tree_has_no_generation():
    assert generations([(0, 1), (2, 3)], [0], 4).generation.tolist() == [0, 1, NOBODY, NOBODY]


def test_nobody_makes_no_cascade():
    found = generations([], [], 0)
    assert found.sizes() == [] and len(find_roots([], 0)) == 0


def test_a_way_down_is_found_and_a_way_up_is_none():
    edges = [(0, 1), (1, 2)]
    assert has_way(edges, 0, 2, 3) and not has_way(edges, 2, 0, 3)
