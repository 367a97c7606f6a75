"""Answers as people type them: Kazakh, Russian, both, and Kazakh without its letters."""

import pytest

from sauatty.core.languages import answer_language


@pytest.mark.parametrize(
    ("text", "language", "is_keyboard"),
    [
        ("Жаңалықтың рас-өтірігін ажырату және бөлісер алдында ойлану", "kk", False),
        ("Интернеттеги малиметтердин рас екенин билу ушин баска сайттан карау", "kk", True),
        ("Окушыларга китап окуга кызыгушылык ояту", "kk", True),
        ("Балаларды зиянды сайттардан коргау керек", "kk", True),
        ("Aqparatty tekserý jáne durys qoldaný", "kk", False),
        ("Проверять факты, прежде чем делиться ими с другими", "ru", False),
        ("Уметь пользоваться каталогом и базами данных", "ru", False),
        ("Оқырмандарға источникті дұрыс көрсетуді, проверять етуді үйрету", "mixed", False),
        ("Достоверный ақпарат табу және анализ жасау, сравнить ету", "mixed", False),
        ("Ability to judge who made a message and why", "en", False),
        ("...", "", False),
        ("", "", False),
    ],
)
def test_answers_are_told_by_how_people_type_them(text, language, is_keyboard):
    found = answer_language(text)

    assert (found.language, found.is_keyboard) == (language, is_keyboard)
