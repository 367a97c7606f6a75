"""Letters and their order."""

from sauatty.core.languages import ascii_sort_key, sort_key


def test_the_key_for_databases_sorts_by_the_kazakh_alphabet_in_any_collation():
    alphabet = "аәбвгғдеёжзийкқлмнңоөпрстуұүфхһцчшщъыіьэюя"
    names = [
        "Olga",
        "1-мектеп",
        *(letter + "а" for letter in alphabet),
        *(letter + "я" for letter in alphabet),
    ]
    assert sorted(names, key=ascii_sort_key) == sorted(names, key=sort_key)
    assert all(ascii_sort_key(name).isalnum() and ascii_sort_key(name).isascii() for name in names)
    assert ascii_sort_key("Ан Ян") < ascii_sort_key("Ана")  # a short name stands before what begins with it
    assert len(ascii_sort_key("ә" * 200)) == 80
