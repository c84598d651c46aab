from __future__ import annotations

import shutil
import subprocess
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.normalise.encodings import Encoding, decode_legacy, encoding_of_font
from pipeline.patterns import read_table
from tests.legacy import to_legacy

LETTERS = {
    encoding: {row["letter"]: row["code"] for row in read_table("encodings.csv") if row["encoding"] == encoding}
    for encoding in ("tcvn3", "vni")
}
TONES = "\u0300\u0301\u0309\u0303\u0323"
SMALL = [
    unicodedata.normalize("NFC", base + tone)
    for base in ("a", "ă", "â", "e", "ê", "i", "o", "ô", "ơ", "u", "ư", "y")
    for tone in ("", *TONES)
]
ACCENTED = [letter for letter in SMALL if not letter.isascii()] + ["đ"]


def vni_codes() -> dict[str, str]:
    """Every letter of VNI, from the rules by which its keys are made: a base letter and a mark."""
    codes = {"đ": "ñ", "ơ": "ô", "ư": "ö"}
    plain = dict(zip(TONES, "øùûõï", strict=True))
    marks = {
        "\u0302": dict(zip(("", *TONES), "âàáåãä", strict=True)),
        "\u0306": dict(zip(("", *TONES), "êèéúüë", strict=True)),
    }
    for letter in ACCENTED:
        base, *accents = unicodedata.normalize("NFD", letter)
        tone = next((accent for accent in accents if accent in TONES), "")
        shape = next((accent for accent in accents if accent in marks), "")
        if shape:
            codes[letter] = base + marks[shape][tone]
        elif tone:
            codes[letter] = {"ơ": "ô", "ư": "ö"}.get(base + "\u031b", base) + plain[tone]
            if "\u031b" in accents:
                codes[letter] = {"o": "ô", "u": "ö"}[base] + plain[tone]
    codes |= dict(zip("ìíỉĩị", "ìíæóò", strict=True)) | {"ỵ": "î"}
    return codes | {letter.upper(): code.upper() for letter, code in codes.items()}


def test_every_letter_of_vni_follows_from_its_rules() -> None:
    """The table of VNI is what base letters and marks give, capitals included."""
    assert {letter: bytes.fromhex(code).decode("cp1252") for letter, code in LETTERS["vni"].items()} == vni_codes()


def test_every_letter_of_tcvn3_is_that_of_the_standard() -> None:
    """The table of TCVN3 agrees with the converter of the C library, code by code."""
    if shutil.which("iconv") is None:
        pytest.skip("no iconv here: apt install libc-bin")
    for letter, code in LETTERS["tcvn3"].items():
        command = ["iconv", "-f", "TCVN5712-1", "-t", "UTF-8"]
        # The converter waits for a mark that may follow a letter; a blank says that none does.
        found = subprocess.run(command, input=bytes.fromhex(code) + b" ", capture_output=True, check=False)
        if found.returncode:
            pytest.skip("this iconv does not know TCVN5712-1")
        assert found.stdout.decode().strip() == letter, code


def test_tcvn3_has_all_small_letters_and_seven_capitals() -> None:
    """Each accented small letter has one code, and so have the capitals without a tone."""
    assert set(LETTERS["tcvn3"]) == {*ACCENTED, *"ĂÂÊÔƠƯĐ"}
    assert len(set(LETTERS["tcvn3"].values())) == 74


@given(st.lists(st.sampled_from([*ACCENTED, *"abcdeghiklmnopqrstuvxy 0123456789.,/"]), max_size=40).map("".join))
def test_tcvn3_there_and_back(text: str) -> None:
    """Any small text survives the way into TCVN3 and back."""
    assert decode_legacy(to_legacy(text, "tcvn3"), Encoding.TCVN3) == text


@pytest.mark.parametrize(
    "text", ["Ủy ban nhân dân tỉnh", "QUYẾT ĐỊNH về việc sửa đổi", "kỹ thuật, huỵch, ở giữa, ngưỡng cửa"]
)
def test_vni_there_and_back(text: str) -> None:
    """Text in both cases survives the way into VNI and back, letters that are also bases included."""
    assert decode_legacy(to_legacy(text, "vni"), Encoding.VNI) == text


def test_capital_fonts_show_capitals() -> None:
    """A capital font of TCVN3 shows small letters and their accents as capitals."""
    assert decode_legacy("kÕ ho¹ch n¨m 2004", Encoding.TCVN3_CAPITALS) == "KẾ HOẠCH NĂM 2004"


@pytest.mark.parametrize(
    ("raw", "expected"),
    [
        ("n-íc ®-îc ch-a nh- t- t-ëng", "nước được chưa như tư tưởng"),
        ("kinh tÕ-x· héi, UBND-VX, 12-KH", "kinh tế-xã hội, UBND-VX, 12-KH"),
    ],
)
def test_a_hyphen_is_a_letter_only_where_that_makes_a_word(raw: str, expected: str) -> None:
    """Exporters print the soft hyphen of ư as a hyphen; real hyphens stay."""
    assert decode_legacy(raw, Encoding.TCVN3) == expected


@pytest.mark.parametrize(
    ("font", "encoding"),
    [
        (".VnTime", Encoding.TCVN3),
        (".VnArial NarrowH", Encoding.TCVN3_CAPITALS),
        ("ABCDEF+.VnTimeH-Bold", Encoding.TCVN3_CAPITALS),
        (".VnTime,BoldItalic", Encoding.TCVN3),
        ("VNI-Times", Encoding.VNI),
        ("QWERTY+VNI-Helve-Condense", Encoding.VNI),
        ("Times New Roman", None),
        ("VNF-Comic Sans", None),
        ("", None),
    ],
)
def test_the_name_of_a_font_tells_its_encoding(font: str, encoding: Encoding | None) -> None:
    """The makers of the old fonts marked them by name; a subset's tag and a style don't matter."""
    assert encoding_of_font(font) is encoding


def test_text_that_was_decoded_wrongly_is_decoded_again() -> None:
    """UTF-8 taken for Windows-1252 is read as what it is; a text that can't be that stays."""
    assert decode_legacy("Ká\u00ba¿ hoáº¡ch", Encoding.UTF8_TWICE) == "Kế hoạch"
    assert decode_legacy("Kế hoạch", Encoding.UTF8_TWICE) == "Kế hoạch"
