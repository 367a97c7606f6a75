from sauatty.core.exchange.word_changes import word_changes


def test_a_difference_is_told_word_by_word():
    pieces = word_changes("оценивать новости в сети", "оценивать любые новости")

    assert [(piece.kind, piece.text) for piece in pieces if piece.kind != "same"] == [
        ("inserted", "любые "), ("deleted", " в сети"),
    ]  # fmt: skip
    assert "".join(piece.text for piece in pieces if piece.kind != "deleted") == "оценивать любые новости"
    assert "".join(piece.text for piece in pieces if piece.kind != "inserted") == "оценивать новости в сети"
