"""What both clients share to send files: what a file is, and how it goes to the daemon in pieces."""
from __future__ import annotations

import base64
import io
import mimetypes
import os
from contextlib import contextmanager
from typing import Any, BinaryIO, Callable, Dict, Iterator, Mapping, Tuple, Union

#: A path, the bytes themselves, or an open binary file, which is read from where it stands.
Source = Union[str, "os.PathLike[str]", bytes, bytearray, BinaryIO]

#: A source, or {"file": source} with any of `filename`, `contentType`, `inline`, `contentId` beside it.
File = Union[Source, Mapping[str, Any]]

#: Called after each piece with the blob and its size so far.
Progress = Callable[[str, int], Any]

#: The largest piece that is sent at a time, in bytes; the daemon may take less.
PIECE = 4 * 1024 * 1024

#: What the daemon takes at least where `getInfo` does not tell.
UNASKED_PIECE = 512 * 1024

#: Files up to this go with the message itself, in bytes, as long as all together are not larger than `INLINE_TOTAL`.
INLINE_FILE = 1024 * 1024
INLINE_TOTAL = 4 * 1024 * 1024


@contextmanager
def opened(source: Source) -> Iterator[BinaryIO]:
    """The source to be read; closed afterwards if it was opened here."""
    if isinstance(source, (bytes, bytearray)):
        yield io.BytesIO(source)
    elif isinstance(source, (str, os.PathLike)):
        with open(source, "rb") as file:
            yield file
    else:
        yield source


class Continued:
    """A file of which the beginning was read already."""

    def __init__(self, start: bytes, rest: BinaryIO) -> None:
        self._start, self._rest = io.BytesIO(start), rest

    def read(self, length: int) -> bytes:
        return self._start.read(length) or self._rest.read(length)


def read_piece(file: BinaryIO, length: int) -> bytes:
    """`length` bytes, fewer at the end only: a pipe may give less at a time."""
    parts = []
    while length > 0:
        part = file.read(length)
        if not part:
            break
        parts.append(part)
        length -= len(part)
    return b"".join(parts)


def skip(file: BinaryIO, length: int) -> None:
    """Reads over what is uploaded already."""
    while length > 0:
        part = read_piece(file, min(length, PIECE))
        if not part:
            raise ValueError("the file is shorter than what is uploaded of it")
        length -= len(part)


def piece_size(info: Any) -> int:
    """How large a piece is to be, from the result of `getInfo`, or None where that is forbidden."""
    try:
        return max(1, min(PIECE, int(info["limits"]["blobPieceBytes"])))
    except (KeyError, TypeError, ValueError):
        return UNASKED_PIECE


def piece_params(blob: Any, offset: int, piece: bytes) -> Dict[str, Any]:
    """The parameters of `uploadBlob`."""
    content = base64.b64encode(piece).decode()
    return {"content": content} if blob is None else {"blob": blob, "offset": offset, "content": content}


def described(file: File) -> Tuple[Source, Dict[str, Any]]:
    """The source, and the entry of `attachments` for it, yet without its content."""
    entry: Dict[str, Any] = {}
    source: Any = file
    if isinstance(file, Mapping):
        entry = {name: value for name, value in file.items() if name != "file" and value is not None}
        source = file["file"]
    name = source if isinstance(source, (str, os.PathLike)) else getattr(source, "name", None)
    if "filename" not in entry and isinstance(name, (str, os.PathLike)):
        entry["filename"] = os.path.basename(os.fspath(name))
    if "contentType" not in entry:
        guess, encoding = mimetypes.guess_type(entry.get("filename") or "")
        entry["contentType"] = guess if guess and not encoding else "application/octet-stream"
    return source, entry
