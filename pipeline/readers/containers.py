"""What lies in archives and mails: every file inside, named by its path, within limits."""

from __future__ import annotations

import email
import email.policy
import io
import re
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from email.message import EmailMessage, MIMEPart
from typing import Final, NamedTuple

from pipeline.core.errors import EncryptedError, TooLargeError, UnreadableError
from pipeline.readers.sniff import Kind, sniff

CONTAINERS: Final = frozenset({Kind.ARCHIVE, Kind.EMAIL})
_ZIP_ERRORS: Final = (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, OSError, ValueError, RuntimeError)
# The library raises these for fields and encodings that are not what they claim.
_MAIL_ERRORS: Final = (ValueError, LookupError, AttributeError, TypeError, RecursionError)
_HIDDEN: Final = re.compile(r"(?:^|/)(?:\.|~\$|__MACOSX/|thumbs\.db$|desktop\.ini$)", re.IGNORECASE)
_UNSAFE: Final = re.compile(r'[\x00-\x1f\x7f<>:"|?*]')
_LONGEST_NAME: Final = 120


class Member(NamedTuple):
    """A file inside a container: its path there, forward slashes, no steps upwards; and its bytes."""

    name: str
    data: bytes


@dataclass(slots=True)
class Limits:
    """How much may still come out of one container and all that lies in it.

    Attributes:
        depth: containers inside each other.
        count: files.
        size: bytes, all files together.
        largest: bytes of one file; a larger one is refused, the others are read.
    """

    depth: int = 3
    count: int = 1000
    size: int = 400 * 1024 * 1024
    largest: int = 40 * 1024 * 1024
    _names: set[str] = field(default_factory=set)

    def take(self, path: str, size: int) -> None:
        """Take one file of that size out of what is left.

        Raises:
            TooLargeError: where it is more than is left.
        """
        self.count -= 1
        self.size -= size
        if self.count < 0:
            raise TooLargeError(f"{path} holds too many files: unpack it and give the folder.", "too_many")
        if self.size < 0:
            raise TooLargeError(f"{path} unpacks to too much: unpack it and give the folder.", "too_many")

    def name(self, name: str) -> str:
        """Return a name that no other file of the container has."""
        taken, number = name, 1
        while taken.casefold() in self._names:
            number += 1
            stem, dot, suffix = name.rpartition(".")
            taken = f"{stem}~{number}{dot}{suffix}" if dot and "/" not in suffix else f"{name}~{number}"
        self._names.add(taken.casefold())
        return taken


def unpack(data: bytes, path: str, kind: Kind, limits: Limits | None = None) -> Iterator[Member]:
    """Yield the files of an archive or mail and of those inside it.

    Args:
        data: the container's bytes.
        path: what errors call it.
        kind: one of `CONTAINERS`.
        limits: what may come out; used up on the way.

    Raises:
        TooLargeError: where more comes out than the limits allow; what came before was yielded.
        UnreadableError: where it is damaged, or nested too deeply.
        EncryptedError: where a file in it wants a password.
    """
    limits = limits or Limits()
    yield from _unpack(data, path, kind, "", limits, limits.depth)


def _unpack(data: bytes, path: str, kind: Kind, folder: str, limits: Limits, depth: int) -> Iterator[Member]:
    if depth <= 0:
        raise UnreadableError(
            f"{path} holds archives inside archives, too many: unpack it and give the folder.", "too_deep"
        )
    files = _zip_files(data, path, limits) if kind is Kind.ARCHIVE else _mail_files(data, path, limits)
    for name, content in files:
        inner = sniff(content) if content.strip() else Kind.TEXT
        if inner in CONTAINERS:
            yield from _unpack(content, path, inner, f"{folder}{name}/", limits, depth - 1)
        else:
            yield Member(limits.name(folder + name), content)


def _zip_files(data: bytes, path: str, limits: Limits) -> Iterator[tuple[str, bytes]]:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            for info in archive.infolist():
                name = safe_name(_zip_name(info))
                if info.is_dir() or not name or _HIDDEN.search(name):
                    continue
                if info.flag_bits & 1:
                    raise EncryptedError(f"{path} is protected by a password: remove it and try again.")
                # A file that is too large alone is taken out as far as that shows, and refused by its reader.
                size = min(info.file_size, limits.largest + 1)
                limits.take(path, size)
                with archive.open(info) as file:
                    yield name, file.read(size)
    except _ZIP_ERRORS as error:
        raise UnreadableError(f"{path} is a damaged archive: get an undamaged copy.") from error


def _zip_name(info: zipfile.ZipInfo) -> str:
    """Return a file's name; many programs write UTF-8 without saying so."""
    if info.flag_bits & 0x800:
        return info.filename
    try:
        return info.filename.encode("cp437").decode("utf-8")
    except UnicodeError:
        return info.filename


def safe_name(name: str) -> str:
    """Return a path that stays where it is put: no root, no steps upwards, nothing that a file system refuses."""
    parts = (_UNSAFE.sub("_", part).strip(" ") for part in name.replace("\\", "/").split("/"))
    return "/".join(_shorten(part) for part in parts if part.strip("."))


def _shorten(part: str) -> str:
    if len(part) <= _LONGEST_NAME:
        return part
    stem, dot, suffix = part.rpartition(".")
    return stem[: _LONGEST_NAME - 10] + dot + suffix[:9] if dot else part[:_LONGEST_NAME]


def _mail_files(data: bytes, path: str, limits: Limits) -> Iterator[tuple[str, bytes]]:
    """Yield a mail's attachments, mails in it among them; of a mail without any, its text."""
    try:
        files = list(_parts(data))
    except _MAIL_ERRORS as error:
        raise UnreadableError(f"{path} is a damaged mail: get an undamaged copy.") from error
    for name, content in files:
        limits.take(path, len(content))
        yield name, content


def _parts(data: bytes) -> Iterator[tuple[str, bytes]]:
    message = email.message_from_bytes(data, policy=email.policy.default)
    if not isinstance(message, EmailMessage):
        return
    attached = list(_attachments(message))
    body = message.get_body(("html", "plain"))
    parts: list[MIMEPart] = [*attached] if attached or body is None else [body]
    for number, part in enumerate(parts, 1):
        yield safe_name(part.get_filename() or "") or _default_name(part, number), _content(part)


def _attachments(message: EmailMessage) -> Iterator[EmailMessage]:
    """Yield the parts that a mail program lists as attached; pictures in the text are not."""
    for part in message.iter_attachments():
        if not isinstance(part, EmailMessage) or (part.get("Content-ID") and part.get_content_maintype() == "image"):
            continue
        if part.get_content_type() in ("multipart/related", "multipart/alternative", "multipart/mixed"):
            yield from _attachments(part)
        elif part.get_filename() or part.get_content_type() == "message/rfc822":
            yield part


def _content(part: MIMEPart) -> bytes:
    """Return a part's bytes, as they were before the mail packed them; text of a mail's own in UTF-8."""
    if part.get_content_type() == "message/rfc822":
        payload = part.get_payload()
        inner = payload[0] if isinstance(payload, list) and payload else part
        return bytes(inner) if isinstance(inner, EmailMessage) else b""
    content = part.get_payload(decode=True)
    return content if isinstance(content, bytes) else b""


def _default_name(part: MIMEPart, number: int) -> str:
    suffix = {"text/html": "html", "text/plain": "txt", "message/rfc822": "eml"}.get(part.get_content_type(), "bin")
    return f"{number}.{suffix}"
