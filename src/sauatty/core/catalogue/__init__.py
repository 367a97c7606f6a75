"""The content catalogue: frameworks, crosswalks, exemplars, regions, subjects and words as frozen values."""

from sauatty.core.catalogue.activities import (
    LEVELS,
    Activity,
    choose_activities,
    level_of,
    load_activities,
    read_activities,
)
from sauatty.core.catalogue.checks import check_content
from sauatty.core.catalogue.codebooks import (
    Codebook,
    CodebookSection,
    CodebookStep,
    codebook,
    load_codebooks,
)
from sauatty.core.catalogue.content import CONTENT, Provenance
from sauatty.core.catalogue.crosswalks import (
    Crosswalk,
    CrosswalkRow,
    carry_over,
    crosswalk,
    crosswalk_from,
    crosswalks,
)
from sauatty.core.catalogue.exemplars import Exemplar, load_exemplars
from sauatty.core.catalogue.frameworks import (
    COMPETENCE_TYPES,
    Framework,
    FrameworkNode,
    competence,
    framework,
    framework_from,
    load_frameworks,
)
from sauatty.core.catalogue.regions import LocalityKind, Region, Regions, load_regions
from sauatty.core.catalogue.subjects import Subject, find_area, find_subject, subject_areas, subjects
from sauatty.core.catalogue.text_checks import Problem
from sauatty.core.catalogue.words import word, words

__all__ = [
    "COMPETENCE_TYPES",
    "CONTENT",
    "LEVELS",
    "Activity",
    "Codebook",
    "CodebookSection",
    "CodebookStep",
    "Crosswalk",
    "CrosswalkRow",
    "Exemplar",
    "Framework",
    "FrameworkNode",
    "LocalityKind",
    "Problem",
    "Provenance",
    "Region",
    "Regions",
    "Subject",
    "carry_over",
    "check_content",
    "choose_activities",
    "codebook",
    "competence",
    "crosswalk",
    "crosswalk_from",
    "crosswalks",
    "find_area",
    "find_subject",
    "framework",
    "framework_from",
    "level_of",
    "load_activities",
    "load_codebooks",
    "load_exemplars",
    "load_frameworks",
    "load_regions",
    "read_activities",
    "subject_areas",
    "subjects",
    "word",
    "words",
]
