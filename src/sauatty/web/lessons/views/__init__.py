"""The pages of lessons."""

from sauatty.web.lessons.views.files import module_print
from sauatty.web.lessons.views.own import lesson_work, my_learning, notebook, notebook_file
from sauatty.web.lessons.views.reading import lesson_detail, module_detail, module_list
from sauatty.web.lessons.views.reference import resource_list, term_detail, term_list
from sauatty.web.lessons.views.saved import module_bundle, own_work, saved, worker
from sauatty.web.lessons.views.search import search
from sauatty.web.lessons.views.sharing import shared

__all__ = [
    "lesson_detail",
    "lesson_work",
    "module_bundle",
    "module_detail",
    "module_list",
    "module_print",
    "my_learning",
    "notebook",
    "notebook_file",
    "own_work",
    "resource_list",
    "saved",
    "search",
    "shared",
    "term_detail",
    "term_list",
    "worker",
]
