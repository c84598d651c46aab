"""Training of the reader."""

from __future__ import annotations

from models.train_reader import OUT, main, sentences, texts, train
from pipeline.normalise.text import fold
from pipeline.reading.language import START, language_of, load_languages


def test_marks_of_annotation_are_left_out(tmp_path):
    """Sentences come without sign and marks; comments are none."""
    (tmp_path / "a.txt").write_text("# about\n\n+ {LEAD|{ORG|Sở Y tế}} rà soát.\n. Lưu: VT\n", encoding="utf-8")
    assert list(sentences(tmp_path)) == ["Sở Y tế rà soát.", "Lưu: VT"]


def test_likelier_words_score_higher():
    """A word seen after two others is likelier than one seen elsewhere, and that than one never seen."""
    language = language_of(train(["Sở Nội vụ", "Sở Y tế", "nhiệm vụ"])["folded"])
    seen, elsewhere, never = (language.score("sở", "nội", word) for word in ("vụ", "tế", "trăng"))
    assert seen > elsewhere > never
    assert language.score(START, START, "sở") > language.score(START, START, "vụ")


def test_abbreviations_and_mixed_case():
    """Abbreviations with a bar are known without it, words with capitals inside by their capitals."""
    content = train(["theo Quyết định số 5/QĐ-TTg của UBND tỉnh"])
    assert content["folded"]["codes"] == {"QD": "QĐ"}
    assert content["cased"]["codes"] == {"TTG": "TTg"}


def test_training_is_deterministic(tmp_path, capsys):
    """The same text gives the same file, without any sentence of the sample documents."""
    (tmp_path / "sentences").mkdir()
    for name in ("one", "two"):
        assert main(["--sentences", str(tmp_path / "sentences"), "--out", str(tmp_path / name)]) == 0
    assert (tmp_path / "one").read_bytes() == (tmp_path / "two").read_bytes()
    assert "KiB" in capsys.readouterr().out
    folded, cased = load_languages(tmp_path / "one")
    assert fold("Ủy") in folded.spelling
    assert "Sở" in cased.spelling
    assert not any("corpus/sources" in text for text in texts(tmp_path))


def test_model_file_is_small():
    """The committed model is below 3 MB."""
    assert OUT.stat().st_size < 3_000_000
