"""A small invented lesson, with every part that a lesson can have."""

from dataclasses import replace

from sauatty.core.catalogue.lessons import (
    CheckOption,
    FacilitatorNotes,
    FigureSpec,
    HardQuestion,
    Lesson,
    LessonProvenance,
    LessonSource,
    NotebookPrompt,
    Resource,
    Section,
    SelfCheck,
    Task,
    Term,
    Timing,
    WorkedExample,
)
from sauatty.core.catalogue.modules import LessonOutline, ModuleOutline
from sauatty.core.documents.lesson_paper import LessonPaper
from sauatty.core.languages import LANGUAGES, Translated

LETTERS = "әғқңөұүһі ӘҒҚҢӨҰҮҺІ"


def t(kk, ru="", en=""):
    """Return a text in three languages."""
    return Translated(kk, ru or f"{kk} (орысша)", en or f"{kk} (English)")


TERM = Term(
    "source",
    t("дереккөз", "источник", "source"),
    t("Мәлімет алатын жер.", "Откуда берут сведения.", "Where facts come from."),
    "Sauatty",
)
UNUSED = Term(
    "headline",
    t("тақырып", "заголовок", "headline"),
    t("Мәтіннің аты.", "Имя текста.", "The name of a text."),
    "Sauatty",
)
SERVICE = Resource(
    "catalogue", t("Каталог", "Каталог", "Catalogue"), "https://example.kz/catalogue?a=1&b=2",
    t("кітап іздеуге", "искать книги", "to look for books"), ("kk", "ru"), "to-check", "2026-11-22",
)  # fmt: skip
FIGURE = FigureSpec(
    "flow", t(f"Үш қадам: {LETTERS}"), t("Үш қадам: сұрау, іздеу, тексеру."),
    (t("сұрау", "спросить", "ask"), t("іздеу", "найти", "find"), t("тексеру", "проверить", "check")),
)  # fmt: skip


def option(id, kk, is_right=False):
    return CheckOption(id, t(kk), is_right, t(f"Себебі: {kk}", f"Потому что: {kk}", f"Because: {kk}"))


QUESTIONS = (
    SelfCheck("q1", t("Қайсысы <дереккөз> & бекітілген?"), (option("a", "Бірінші"), option("b", "Екінші", True), option("c", "Үшінші"))),
    SelfCheck("q2", t("Қайсылары дұрыс?"), (option("a", "Алма", True), option("b", "Нан"), option("c", "Су", True)), "multiple"),
    SelfCheck("q3", t("Ретін қойыңыз."), tuple(option(id, kk, True) for id, kk in (("a", "сұрау"), ("b", "іздеу"), ("c", "тексеру"))), "order"),
)  # fmt: skip


def small_lesson(**changes):
    """Return a whole lesson of an invented module."""
    made = Lesson(
        id="ask-first",
        module="invented",
        title=t("Әуелі сұрақ", "Сначала вопрос", "First the question"),
        aim=t("Сұрақ қоясыз."),
        competences=("gmilaf.1.1", "gmilaf.2.3"),
        audience=("school-librarian", "teacher"),
        level="basic",
        minutes=20,
        situation=t(f"Ауыл кітапханасында Айсұлу отыр. {LETTERS}"),
        sections=(
            Section(
                "ask",
                t("Сұрақ"),
                t(
                    "[[source|Дереккөз]] керек.[^law] **Маңызды** сөз, _көлбеу_ сөз.\n\n- бірінші;\n- екінші.\n\n> Біреудің сөзі."
                ),
                t("Тағы да [[source]] туралы."),
            ),
            Section(
                "find",
                t("Іздеу"),
                t("1. [Каталогты](resource:catalogue) ашыңыз.\n2. [Сайтты](https://example.kz/x) ашыңыз."),
            ),
        ),
        example=WorkedExample(
            t("Мысал есебі."), (t("Бірінші қадам."), t("Екінші қадам.")), t("Нәтиже шықты.")
        ),
        task=Task(
            t("Өзіңіз жасаңыз."),
            (t("[Каталогты](resource:catalogue) ашыңыз."), t("Жазыңыз.")),
            (NotebookPrompt("note", t("Не таптыңыз?")),),
            ("catalogue",),
            t("Қағазбен жасаңыз."),
        ),
        self_check=QUESTIONS,
        card=(t("Сұраңыз."), t("Іздеңіз."), t("Тексеріңіз.")),
        facilitator=FacilitatorNotes(
            (Timing(10, t("Оқу.")), Timing(30, t("Жұмыс."))),
            t("Екі-екіден."),
            t("Қағазбен."),
            (HardQuestion(t("Неге?"), t("Себебі бар.")),),
        ),
        sources=(
            LessonSource("law", t("Ойдан алынған заң"), "to-check", "https://example.kz/law", "2026-11-22"),
            LessonSource("facts", t("Тексерілген дерек"), "facts"),
        ),
        figure=FIGURE,
        provenance=LessonProvenance("Sauatty project", dict.fromkeys(LANGUAGES, "machine")),
    )
    return replace(made, **changes)


def reviewed(lesson, *languages):
    """Return a lesson as a native reader has signed it in some languages."""
    read = {one: ("А. Рецензент",) for one in languages}
    return replace(lesson, provenance=replace(lesson.provenance, reviewed_by=read))


def small_module(n_lessons=2):
    """Return an invented module and its lessons."""
    lessons = tuple(
        small_lesson(
            id=f"lesson-{number}", title=t(f"Сабақ {number}", f"Занятие {number}", f"Lesson {number}")
        )
        for number in range(1, n_lessons + 1)
    )
    outline = tuple(LessonOutline(one.id, one.title, 1, one.competences) for one in lessons)
    module = ModuleOutline(
        "invented", t("Ойдан алынған модуль", "Вымышленный модуль", "An invented module"), t("Модуль туралы."),
        {"gmilaf.1.1": 0.5, "gmilaf.2.3": 0.5}, n_lessons, 1, outline,
    )  # fmt: skip
    return module, lessons


def paper(language):
    """Return a language with the small glossary and the one service."""
    return LessonPaper(language, {one.id: one for one in (TERM, UNUSED)}, {SERVICE.id: SERVICE})
