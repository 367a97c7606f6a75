import pytest

from core.catalogue.small_items import KINDS, small_item, small_mapping, three
from sauatty.core.catalogue.item_checks import check_item, key_problem
from sauatty.core.catalogue.item_problems import ITEM_PROBLEM_TEXTS, ItemProblem
from sauatty.core.catalogue.item_reading import item_from_mapping
from sauatty.core.catalogue.terms import load_terms


def problems(kind="single", edit=None, **changes):
    mapping = small_mapping(kind, **changes)
    if edit:
        edit(mapping)
    return check_item(item_from_mapping(mapping, "small"))


def codes(*args, **changes):
    return {problem.code for problem in problems(*args, **changes)}


@pytest.mark.parametrize("kind", KINDS)
def test_it_works(kind):
    assert [str(problem) for problem in problems(kind)] == []


def option(n, **changes):
    return lambda item: item["options"][n].update(changes)


@pytest.mark.parametrize(
    ("kind", "edit", "code"),
    [
        ("single", lambda one: one.update(id="Q 1"), "id-unusable"),
        ("single", lambda one: one.update(competence="gmilaf.9.9"), "competence-unknown"),
        ("single", lambda one: one.update(competence=""), "competence-missing"),
        ("single", lambda one: one.update(demand=7), "demand-unknown"),
        ("single", lambda one: one.update(setting="moon"), "setting-unknown"),
        ("single", lambda one: one.update(difficulty=5), "difficulty-far"),
        ("single", lambda one: one.update(enemies=["mil-1-3-a"]), "enemy-itself"),
        ("single", lambda one: one["idea"].update(lesson="no/where"), "lesson-unknown"),
        ("single", lambda one: one.update(idea={"text": "x"}), "idea-without-source"),
        ("single", lambda one: one["idea"].update(url="javascript:alert(1)"), "idea-address"),
        ("single", lambda one: one["provenance"].update(author=""), "provenance-author"),
        ("single", lambda one: one["provenance"].update(written={"kk": "machine"}), "provenance-written"),
        ("single", lambda one: one.update(options=one["options"][:2]), "options-number"),
        ("single", option(1, id="a"), "option-repeated"),
        ("single", option(1, id="B 1"), "option-name"),
        ("single", lambda one: one["options"][1].update(text=one["options"][0]["text"]), "option-same-text"),
        ("single", option(1, is_right=True), "key-not-one"),
        ("single", option(0, is_right=False), "key-not-one"),
        ("single", option(1, place=2), "mark-useless"),
        ("single", lambda one: one.update(scoring="graded"), "graded-useless"),
        ("single", lambda one: one.update(targets=[{"id": "x", "text": three("а", "а", "a")}]), "targets-useless"),
        ("multiple", lambda one: [each.update(is_right=True) for each in one["options"]], "key-all-or-none"),
        ("order", option(0, place=1), "key-places"),
        ("match", option(0, goes_with="q"), "key-target-unknown"),
        ("match", lambda one: one.update(targets=one["targets"][:3]), "targets-few"),
        ("judgement", option(0, credit=2), "key-not-best"),
        ("judgement", option(0, credit=3), "credit-unknown"),
        ("judgement", lambda one: [each.update(credit=each.get("credit") or 1) for each in one["options"]], "key-without-zero"),
        ("highlight", lambda one: one.update(stimulus=three("Мәтін", "Текст", "A text")), "highlight-stimulus"),
        ("single", lambda one: one["stem"].pop("ru"), "text-missing"),
        ("single", lambda one: one["stimulus"].pop("en"), "text-missing"),
        ("single", lambda one: one["options"][2]["why"].pop("kk"), "text-missing"),
        ("single", lambda one: one["stem"].update(en="What <b>should</b> one do?"), "text-mark"),
        ("single", lambda one: one["stem"].update(en="What should the librаrian do first of all?"), "text-letters"),
        ("single", lambda one: one["stem"].update(en="What should\u200b the librarian do?"), "text-sign"),
        ("single", lambda one: one["stem"].update(en="What should the librarian do in 25 minutes?"), "number-lacking"),
        ("single", lambda one: one["stem"].update(kk="Библиотекарю из сельской школы что следует сделать в самую первую очередь и почему?"), "text-language"),
        ("single", lambda one: one["stimulus"].update(en="One of the words. " * 40), "words-many"),
        ("single", lambda one: one["stimulus"].update(en="word " * 31), "sentence-long"),
        ("single", lambda one: one["stimulus"].update(en="word " * 60), "language-longer"),
        ("single", lambda one: one["options"][3]["text"].update(en="All of the above"), "catch-all"),
        ("single", lambda one: one["options"][3]["text"].update(ru="Ничего из перечисленного"), "catch-all"),
        ("single", lambda one: one["options"][3]["text"].update(kk="Жоғарыдағылардың бәрі"), "catch-all"),
        ("single", lambda one: one["options"][0]["text"].update(en="Looks for the original of the picture in the archive of the agency that took it"), "right-longest"),
        ("single", lambda one: one["options"][3]["text"].update(en="Sends the message to a colleague " * 3), "lengths-unlike"),
        ("single", lambda one: one["options"][0]["text"].update(ru="Ищет исходный вид картинки."), "forms-unlike"),
        ("single", lambda one: one["stem"].update(en="How does a librarian find the picture's original?"), "stem-word"),
        ("single", lambda one: [each["text"].update(en=f"Always {each['text']['en'].lower()}") for each in one["options"][1:]], "absolute-words"),
        ("single", lambda one: one.update(is_negative=True), "negative-unmarked"),
        ("single", lambda one: one["stem"].update(en="What should the librarian **not** do first?"), "negative-unsaid"),
    ],
)  # fmt: skip
def test_each_broken_rule_is_named(kind, edit, code):
    found = problems(kind, edit)
    assert code in {one.code for one in found}
    told = next(one for one in found if one.code == code)
    assert "%(" not in str(told) and str(told)


def test_a_marked_negative_is_no_problem():
    stem = three("Кітапханашыға не істеуге **болмайды**?", "Что библиотекарю делать **не** следует?", "What should the librarian **not** do?")  # fmt: skip
    assert codes(stem=stem, is_negative=True) == set()


def test_a_word_of_the_stem_in_a_wrong_option_too_is_no_cue():
    def edit(one):
        one["stem"].update(en="How does a librarian find the original picture?")
        one["options"][1]["text"].update(en="Counts the views of the picture")

    assert "stem-word" not in codes("single", edit)


def test_a_forbidden_variant_of_the_glossary_is_named_with_the_word_to_use():
    term = next(
        one for one in load_terms().values() if any("*" not in word for word in one.forbidden.get("ru", ()))
    )
    word = next(word for word in term.forbidden["ru"] if "*" not in word)
    found = problems(stem={**small_mapping()["stem"], "ru": f"Что такое {word}?"})
    assert ("word-forbidden", term.term.ru) in {(one.code, one.params.get("instead")) for one in found}


def test_every_text_of_a_problem_takes_place_and_language_alone_or_its_own_parameters():
    for code, text in ITEM_PROBLEM_TEXTS.items():
        assert text == text.strip() and text, code
    with pytest.raises(KeyError):
        str(ItemProblem("no-such-code"))


def test_a_key_that_holds_has_no_problem_and_a_broken_one_says_the_first():
    assert key_problem(small_item()) is None
    assert key_problem(small_item("order", options=small_mapping("single")["options"])).code == "key-places"
