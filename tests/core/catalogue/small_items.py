"""Six invented items, one of each kind, as mappings of the schema items/1; not part of the bank."""

from copy import deepcopy

from sauatty.core.catalogue.item_reading import item_from_mapping


def three(kk, ru, en):
    return {"kk": kk, "ru": ru, "en": en}


def why(n):
    return three(
        f"{n}-себеп осылай түсіндіріледі.", f"Причина {n} объясняется так.", f"Reason {n} is told like this."
    )


_STEMS = {
    "single": three("Кітапханашы бірінші кезекте не істегені дұрыс?", "Что библиотекарю следует сделать в первую очередь?", "What should the librarian do first of all?"),
    "multiple": three("Қай қадамдар деректің қайдан шыққанын тексереді?", "Какие шаги проверяют, откуда взялась цифра?", "Which steps find out where the figure comes from?"),
    "order": three("Қадамдарды ретімен қойыңыз.", "Расставьте шаги по порядку.", "Put the steps into their order."),
    "match": three("Әр сұраққа лайық дереккөзді табыңыз.", "Подберите источник к каждому вопросу.", "Give each question the source that fits it."),
    "highlight": three("Қай сөйлемдер автордың пікірін білдіреді?", "Какие предложения выражают мнение автора?", "Which sentences state an opinion of the author?"),
    "judgement": three("Мұғалім ата-аналар чатында қалай жауап бергені жөн?", "Как учителю лучше ответить в чате родителей?", "How should the teacher answer in the parents' chat?"),
}  # fmt: skip
_TEXTS = [
    three("Суреттің түпнұсқасын іздейді", "Ищет исходный вид картинки", "Looks for the original of the picture"),
    three("Оқырман пікірін санап шығады", "Считает отклики читателей", "Counts the comments of the readers"),
    three("Парақтың безендірілуіне қарайды", "Смотрит на оформление страницы", "Looks at the design of the page"),
    three("Әріптесіне хабарды жібереді", "Пересылает сообщение коллеге", "Sends the message to a colleague"),
    three("Бет авторының атын іздейді", "Ищет имя автора страницы", "Looks for the name of the author"),
]  # fmt: skip
_MARKS = {
    "single": [{"is_right": True}, {}, {}, {}],
    "multiple": [{"is_right": True}, {}, {}, {}, {"is_right": True}],
    "order": [{"place": 3}, {"place": 1}, {"place": 4}, {"place": 2}],
    "match": [{"goes_with": "y"}, {"goes_with": "x"}, {"goes_with": "w"}],
    "highlight": [{}, {"is_right": True}, {}, {"is_right": True}, {}],
    "judgement": [{"credit": 0}, {"credit": 2}, {"credit": 1}, {"credit": 0}],
}
_TARGETS = [
    {"id": one, "text": three(f"{n}-каталог", f"каталог {n}", f"catalogue {n}")} for n, one in enumerate("wxyz", start=1)
]  # fmt: skip


def small_mapping(kind="single", **changes):
    """Return the mapping of an item that keeps every rule."""
    options = [
        {"id": "abcde"[n], "text": _TEXTS[n], **mark, "why": why(n + 1)}
        for n, mark in enumerate(_MARKS[kind])
    ]
    item = {
        "id": f"mil-1-3-{'abcdefghijkl'[list(_STEMS).index(kind)]}", "kind": kind, "competence": "gmilaf.1.3",
        "demand": 4, "setting": "school-library", "difficulty": -0.5, "stem": _STEMS[kind], "options": options,
        "idea": {"text": "Go back to the first source", "url": "https://example.org/first?a=1&b=2"},
        "provenance": {"author": "Sauatty project", "written": dict.fromkeys(("kk", "ru", "en"), "machine"), "reviewed_by": {"kk": ["Айгүл С."]}},
    }  # fmt: skip
    if kind == "match":
        item |= {"targets": _TARGETS, "scoring": "graded"}
    if kind == "single":
        item |= {"stimulus": three("Хабарлама: «Ертең сабақ болмайды».", "Сообщение: «Завтра уроков нет».", 'A message: "No lessons tomorrow."')}  # fmt: skip
        item |= {"is_invented": True, "enemies": ["mil-1-3-b"], "keyed_by": ["Болат К."]}
    if kind == "highlight":
        item["is_invented"] = True
    return deepcopy(item | changes)


def small_item(kind="single", **changes):
    """Return an item that keeps every rule."""
    return item_from_mapping(small_mapping(kind, **changes), "small")


KINDS = tuple(_STEMS)


def small_items():
    """Return one item of each kind."""
    return tuple(map(small_item, KINDS))
