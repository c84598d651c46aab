"""One class per situation that a user can be in, each with a category for `run.json`.

Every message is one sentence that says what is wrong, where, and what to do. The command line
turns a `DocumentError` into a status of that document; the other documents go on.
"""

from __future__ import annotations

from typing import ClassVar


class VanbanError(Exception):
    """Base of all errors that are told to the user in one sentence.

    The sentence is English; `key` and `values` let the command line say the same in another language.
    """

    exit_code: ClassVar[int] = 1

    def __init__(self, message: str = "", key: str = "", **values: object) -> None:
        super().__init__(message)
        self.key = key
        self.values = values


class UsageError(VanbanError):
    """The command was called in a way that can't work (a path that does not exist, an output in the input)."""

    exit_code = 2


class DocumentError(VanbanError):
    """One document can't be read; the others go on."""

    category: ClassVar[str] = "crashed"
    status: ClassVar[str] = "failed"
    stage: str = "read"


class UnsupportedFormatError(DocumentError):
    """No reader for what the bytes say the file is."""

    category = "unsupported_format"


class UnreadableError(DocumentError):
    """The file is damaged, or is not what its bytes claim."""

    category = "unreadable"


class EncryptedError(DocumentError):
    """The file wants a password."""

    category = "encrypted"


class EmptyFileError(DocumentError):
    """The file has no bytes, or nothing but white space."""

    category = "empty"


class TooLargeError(DocumentError):
    """The file is over the size limit."""

    category = "too_large"


class NoTextError(DocumentError):
    """The file opens but holds no text at all."""

    category = "no_text"


class NeedsOcrError(DocumentError):
    """Pages are only images: text recognition is needed first."""

    category = "no_text"
    status = "needs_ocr"


class WriteFailedError(DocumentError):
    """The record could not be written."""

    category = "write_failed"
    stage = "write"


class OutOfMemoryError(DocumentError):
    """The document needs more memory than there is."""

    category = "out_of_memory"

    def __init__(self, stage: str) -> None:
        super().__init__(f"The {stage} stage ran out of memory; split the file or free some memory.")
        self.stage = stage


class TimedOutError(DocumentError):
    """The document took longer than a document may; `stage` is the one that was at work."""

    category = "timeout"

    def __init__(self, seconds: int) -> None:
        super().__init__(f"The document took more than {seconds} seconds; split it or raise the limit (--timeout).")


class CrashedError(DocumentError):
    """A stage raised what nobody expected: a defect of this program, not of the file."""

    def __init__(self, stage: str, detail: str) -> None:
        super().__init__(f"The {stage} stage crashed ({detail}); this is a defect of vanban, please report it.")
        self.stage = stage
        self.detail = detail
