"""Text that was read in the wrong encoding: recognised by its syllables, and read again.

Only lines that hold no letter of Unicode's Vietnamese block are looked at. A reading is taken where
most of its words are syllables of Vietnamese and at least twice as many as before.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from pipeline.normalise.encodings import Encoding, decode_legacy
from pipeline.normalise.syllables import is_syllable, share_of_syllables

_UNICODE = re.compile("[\u0102\u0103\u0110\u0111\u0128\u0129\u0168\u0169\u01a0\u01a1\u01af\u01b0\u1ea0-\u1ef9]")
_SUSPECT = re.compile(
    "[\u0080-\u00ff\u2219\u03bc\u0152\u0153\u0160\u0161\u0178\u017d\u017e\u0192\u02c6\u02dc\u2020-\u2026\u2030\u2039\u203a\u20ac\u2122]"
)
_SAMPLE = 1 << 16
_LEAST_SHARE = 0.7
_FEWEST_WORDS = 3
_CANDIDATES = (Encoding.TCVN3, Encoding.VNI, Encoding.UTF8_TWICE, Encoding.WINDOWS_1258)
_WORD = re.compile(r"[^\W\d_]+")
_MOTTO = re.compile(r"cộng ho(?:à|̀a)|cộng hòa")
_NUMBER = re.compile(r"số\s?:?\s*\d|số\s?:", re.IGNORECASE)
_COMMITTEE = re.compile(r"(?<![\w])(?:ủy|uỷ)(?= ban\b)")
_HEAD_LINES = 16
_PARTS = re.compile(r"( {2,}|[\t\v|]|<br>)")  # columns and cells, each with capitals of its own


def restore_text(text: str) -> str:
    """Return the text with lines in a legacy encoding read as what they are; other lines are as they were."""
    if not _SUSPECT.search(text):
        return text
    lines = text.split("\n")
    suspects = [index for index, line in enumerate(lines) if is_suspect(line)]
    encoding = find_encoding([lines[index] for index in suspects])
    if encoding is None:
        return text
    is_mixed = len(suspects) < len(lines) and has_vietnamese(text)
    for index in suspects:
        lines[index] = restore_line(lines[index], encoding, is_mixed=is_mixed)
    if encoding is Encoding.TCVN3:
        restored = restore_head([lines[index] for index in suspects[:_HEAD_LINES]])
        for index, line in zip(suspects, restored, strict=False):
            lines[index] = line
    return "\n".join(lines)


def has_vietnamese(text: str) -> bool:
    """Return whether a text holds a letter that only Vietnamese in Unicode has."""
    return _UNICODE.search(text) is not None


def is_suspect(line: str) -> bool:
    """Return whether a line may be in a legacy encoding: letters outside ASCII, none of them Vietnamese alone."""
    return _SUSPECT.search(line) is not None and not has_vietnamese(line)


def find_encoding(lines: Sequence[str]) -> Encoding | None:
    """Return the legacy encoding that the lines are in, None where they are best read as they stand.

    Args:
        lines: Texts for which `is_suspect` holds.
    """
    sample = "\n".join(lines)[:_SAMPLE]
    before, _ = share_of_syllables(sample)
    if 2 * before > 1:
        return None
    readings = [(*share_of_syllables(decode_legacy(sample, encoding)), encoding) for encoding in _CANDIDATES]
    share, words, best = max(readings, key=lambda reading: reading[0] * min(reading[1], _FEWEST_WORDS))
    if words < _FEWEST_WORDS or share < max(_LEAST_SHARE, 2 * before):
        return None
    return best


def restore_line(line: str, encoding: Encoding, *, is_mixed: bool = False) -> str:
    """Return the line in that encoding where this makes its words no less Vietnamese.

    In a `mixed` text, of which other lines are in Unicode, it must make them more so.
    """
    read = decode_legacy(line, encoding)
    before, (after, words) = share_of_syllables(line)[0], share_of_syllables(read)
    if words and (before > after or (is_mixed and before == after)):
        return line
    return restore_case(read) if encoding is Encoding.TCVN3 else read


def restore_case(line: str) -> str:
    """Return a line decoded from TCVN3 with its capitals: the normal fonts have none with a tone (`CộNG`, `Uỷ BAN`)."""
    return _COMMITTEE.sub(lambda match: match[0].capitalize(), "".join(map(_restore_part, _PARTS.split(line))))


def _restore_part(line: str) -> str:
    words = list(_WORD.finditer(line))
    loud = [_is_loud(match[0]) for match in words]
    if len(words) > 1 and not any(one is not None for one in loud) and all(match[0][0].isupper() for match in words):
        loud = [True] * len(words)
    out = list(line)
    for index, match in enumerate(words):
        if loud[index] or (loud[index] is None and _is_among_loud(line, words, loud, index)):
            out[match.start() : match.end()] = match[0].upper()
    return _restore_name("".join(out))


def _restore_name(part: str) -> str:
    """Return a part that is a person's name with a capital on every word of it (`Lê Ngọc ánh`)."""
    words = part.split()
    small = [word for word in words if not word[0].isupper()]
    is_name = 1 < len(words) <= 5 and len(small) < len(words) - 1 and all(word.isalpha() for word in words)
    if not small or not is_name or any(word[0].isascii() or word.isupper() for word in small):
        return part
    return _WORD.sub(lambda match: match[0][0].upper() + match[0][1:], part)


def _is_loud(word: str) -> bool | None:
    """Whether a word is in capitals, by the letters that have any; None where these don't tell."""
    told = [char for char in word if char.isascii() or char.isupper()]
    if any(char.islower() for char in told):
        return False
    return True if len(told) > 1 else None


def _is_among_loud(line: str, words: Sequence[re.Match[str]], loud: Sequence[bool | None], index: int) -> bool:
    """Whether a word that could be either stands beside a word in capitals, an abbreviation aside, and no other."""
    beside = [place for place in (index - 1, index + 1) if _are_neighbours(line, words, index, place)]
    told = [place for place in beside if loud[place] is not None]
    return all(loud[place] for place in told) and any(is_syllable(words[place][0]) for place in told)


def _are_neighbours(line: str, words: Sequence[re.Match[str]], index: int, other: int) -> bool:
    """Whether only blanks stand between two words."""
    if not 0 <= other < len(words):
        return False
    first, second = sorted((words[index], words[other]), key=lambda match: match.start())
    return line[first.end() : second.start()].isspace()


def restore_head(lines: Sequence[str]) -> list[str]:
    """Return the first lines with those above the number in capitals where no letter of theirs is one.

    A capital font shows small letters as capitals; in a plain text nothing is left of it.
    """
    end = next((index for index, line in enumerate(lines) if _NUMBER.match(line.strip())), len(lines))
    head = list(lines[:end])
    if not any(_MOTTO.match(line.strip()) for line in head):
        return list(lines)
    return [line.upper() if line.islower() else line for line in head] + list(lines[end:])
