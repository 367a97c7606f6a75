import pytest

from core.catalogue.small_lesson import option, question, small, text
from sauatty.core.catalogue.lesson_checks import check_lesson, is_right_told_by_length, numbers_in

LONG = " ".join(["бұл"] * 31) + "."


def problems(change=None) -> list[str]:
    return check_lesson(
        small(change),
        terms={"licence", "fact"},
        resources={"adilet"},
        competences={"gmilaf.1.3", "gmilaf.3.2"},
        modules={"copyright"},
    )


def test_it_works():
    assert problems() == []


def questions(one):
    return one["self_check"]


@pytest.mark.parametrize(
    ("edit", "told"),
    [
        (lambda one: one.update(competences=[]), "names no competence"),
        (lambda one: one.update(competences=["gmilaf.9.9"]), "names gmilaf.9.9, which is no competence"),
        (lambda one: one.update(audience=["pupils"]), "has the audience 'pupils'"),
        (lambda one: one.update(level="hard"), "has the level 'hard'"),
        (lambda one: one.update(figure={"kind": "flow", "title": text(), "alt": text(), "labels": []}), "figure.labels is empty"),
        (lambda one: one["sources"][0].update(url="javascript:alert(1)"), "has the address 'javascript:alert(1)'"),
        (lambda one: one.update(minutes=45), "takes 45 minutes; a lesson takes 15 to 30"),
        (lambda one: one["facilitator"]["timing"][0].update(minutes=10), "adds up to 35 minutes instead of 40"),
        (lambda one: questions(one).pop(), "has 2 self-checks"),
        (lambda one: one.update(card=one["card"][:3]), "has a card of 3 lines"),
        (lambda one: one["task"].update(offline=None), "task.offline has no text"),
        (lambda one: one["title"].update(en="A " * 130), "title in en has 259 signs; at most 250"),
        (lambda one: one.update(module="nomodule"), "is of the module 'nomodule', which does not exist (known: copyright)"),
        *[(lambda one, key=key: one.update({key: {}}), f"{key} has no text") for key in ("title", "aim", "situation")],
        (lambda one: one["sections"][0].update(heading={}), ".heading has no text"),
        (lambda one: one["example"].update(result={}), "example.result has no text"),
        (lambda one: questions(one)[0]["options"][0].update(text={}), "text has no text"),
        (lambda one: one["sources"][0].update(text={}), "sources.law.text has no text"),
        (lambda one: one["aim"].pop("kk"), "aim has no text in kk"),
        (lambda one: one["situation"].update(kk=one["situation"]["ru"] + " Это было вчера утром в школе."), "situation is not Kazakh"),
        (lambda one: one["aim"].update(en="## An aim"), "aim in en has '## An aim', which is no mark"),
        (lambda one: one["aim"].update(kk="Лицензияны oқып үйренесіз."), "mixes Latin and Cyrillic letters in 'oқып'"),
        (lambda one: one["aim"].update(en="You learn to rеad a licence."), "mixes Latin and Cyrillic letters in 'rеad'"),
        (lambda one: one["aim"].update(en="You learn 25 things."), "aim lacks the number 25 in kk, ru"),
        (lambda one: one["sections"][0]["text"].update(en="[[licence]].[^law]\n\n- one;"), "has other lists"),
        (lambda one: one["sections"][0]["text"].update(en="A licence.[^law]\n\n- a;\n- b."), "has the term 'licence' 1 in kk, 1 in ru, 0 in en"),
        (lambda one: one["aim"].update(kk=LONG), "aim in kk has a sentence of 31 words"),
        (lambda one: one["task"].update(resources=[]), "task.resources lacks 'adilet'"),
        (lambda one: one["task"].update(resources=["adilet", "nowhere"]), "task.resources names 'nowhere'"),
        (lambda one: one["sources"][0].update(id="other"), "names the source 'law', which does not exist"),
        (lambda one: one["sources"].append({**one["sources"][0], "id": "spare"}), "no sentence rests on the source 'spare'"),
        (lambda one: one["sources"][0].update(checked="facts", url=""), "neither an address nor a '§'"),
        (lambda one: one["sources"][0].update(on="22.11.2026"), "has the day '22.11.2026'"),
        (lambda one: questions(one).append(question("q1")), "question 'q1' stands more than once"),
        (lambda one: questions(one)[0]["options"].pop(), "self_check.q1 has 2 options"),
        (lambda one: questions(one)[0]["options"][1].update(is_right=True), "self_check.q1 has 2 right options instead of one"),
        (lambda one: questions(one)[0]["options"][0].update(is_right=False), "self_check.q1 has 0 right options instead of one"),
        (lambda one: [o.update(is_right=True) for o in questions(one)[0]["options"]] and questions(one)[0].update(kind="multiple"), "needs a right option and a wrong one"),
        (lambda one: questions(one)[0].update(kind="order"), "is about the order, so every option is right"),
        (lambda one: questions(one)[0]["options"][2]["why"].pop("ru"), "self_check.q1.options.c has no reason in ru"),
        (lambda one: one.update(figure={"kind": "compare", "title": text(), "alt": text(), "labels": [text()]}), "have to be an even number"),
    ],
)  # fmt: skip
def test_every_rule_names_what_breaks_it(edit, told):
    found = problems(edit)
    assert any(told in problem for problem in found), found


@pytest.mark.parametrize(
    ("language", "catch_all"),
    [
        ("kk", "Жоғарыдағылардың бәрі"),
        ("kk", "Барлық жауап дұрыс"),
        ("ru", "Всё перечисленное"),
        ("ru", "Ни один из вариантов"),
        ("en", "All of the above"),
        ("en", "Both A and B"),
    ],
)
def test_no_option_speaks_of_the_others(language, catch_all):
    found = problems(lambda one: questions(one)[0]["options"][2]["text"].update({language: catch_all}))
    assert f"self_check.q1.options.c in {language} speaks of all or none of the options" in found


def test_the_mark_of_an_unknown_term_or_resource_is_named():
    def edit(one):
        for language, words in one["aim"].items():
            one["aim"][language] = f"{words} [[nothing|{language}]] [x](resource:nowhere)"

    assert {
        "names the term 'nothing', which does not exist",
        "names the resource 'nowhere', which does not exist",
    } <= set(problems(edit))


def test_numbers_are_compared_without_what_parts_their_digits():
    assert numbers_in("8 000 мектеп, 12,5 % және 2026 жыл") == numbers_in("2026: 8,000 schools, 12.5 %")
    assert numbers_in("үш, 3 және 5") == frozenset()


def test_a_right_option_much_longer_than_the_others_is_a_cue():
    def edit(one):
        questions(one)[0]["options"][0]["text"]["ru"] = (
            "Ответ, который намного длиннее всех остальных и этим себя выдаёт"
        )

    assert not is_right_told_by_length(small().self_check[0])
    assert is_right_told_by_length(small(edit).self_check[0])


def test_names_and_titles_in_an_option_tell_no_language():
    credit = "«Дала». А. Ерлан, example.kz/dala, CC BY 4.0"

    def edit(one):
        questions(one)[0]["options"][0] = option("a", True) | {
            "text": text(credit, credit, "“Dala”. A. Yerlan, CC BY 4.0")
        }

    assert problems(edit) == []
