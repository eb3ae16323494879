"""The client for asyncio."""
from __future__ import annotations

import asyncio
import base64
import itertools
from typing import Any, AsyncIterator, BinaryIO, Dict, List, Mapping, Optional, Sequence, Tuple, cast

from . import types
from ._async_methods import AsyncMethods
from ._device import LONGEST_SECONDS, Patience, Show, print_invitation
from ._files import (
    INLINE_FILE, INLINE_TOTAL, Continued, File, Progress, Source, described, opened, piece_params, piece_size,
    read_piece, skip)
from ._wire import (
    DEFAULT_LINE, LINE_KINDS, MAXIMUM_LINE, UNASKED_LINE, check_length, concerned, decode, default_socket_path, encode,
    line_limit, outcome, request_object, with_given)
from .errors import Disconnected, PosternError, ProtocolError, TimedOut


class AsyncClient(AsyncMethods):
    """A connection to the daemon. Calls may overlap; a cancelled task cancels its call at the daemon, too. A request
    longer than the daemon takes is `TooLarge`, and is not sent.

        async with AsyncClient() as postern:
            pages = await asyncio.gather(*(postern.list_messages(account=a, mailbox="INBOX") for a in accounts))
    """

    def __init__(self, path: Optional[str] = None, timeout: Optional[float] = None) -> None:
        self.path = path or default_socket_path()
        self.timeout = timeout
        self._identifiers = itertools.count(1)
        # With each call, how long its line was.
        self._waiting: Dict[int, Tuple["asyncio.Future[Any]", int]] = {}
        self._ended: Optional[PosternError] = Disconnected("not connected yet")
        # What the daemon said of the connection, such as "unauthorized": why it ends, if it does.
        self._refusal: Optional[PosternError] = None
        self._line_limit: Optional[int] = None
        self._piece: Optional[int] = None
        self._writer: Optional[asyncio.StreamWriter] = None
        self._reading: Optional["asyncio.Task[None]"] = None

    async def connect(self) -> "AsyncClient":
        try:
            reader, self._writer = await asyncio.open_unix_connection(self.path, limit=MAXIMUM_LINE)
        except OSError as error:
            raise Disconnected(f"cannot connect to {self.path}: {error.strerror}") from error
        self._ended = self._refusal = self._line_limit = None
        self._reading = asyncio.create_task(self._read(reader))
        return self

    async def __aenter__(self) -> "AsyncClient":
        return await self.connect()

    async def __aexit__(self, *_: object) -> None:
        await self.close()

    async def close(self) -> None:
        """Ends the connection. Calls that wait end with `Disconnected`."""
        if self._writer is not None:
            self._writer.close()
        if self._reading is not None:
            await self._reading

    async def call(
        self, method: str, params: Optional[Mapping[str, Any]] = None, *, timeout: Optional[float] = None
    ) -> Any:
        """Calls any method by its name on the wire and returns its result."""
        identifier = next(self._identifiers)
        line = await self._line(request_object(method, params, identifier), timeout)
        writer = self._connected()
        future: "asyncio.Future[Any]" = asyncio.get_running_loop().create_future()
        self._waiting[identifier] = (future, len(line))
        try:
            writer.write(line)
            await writer.drain()
            return await asyncio.wait_for(future, self.timeout if timeout is None else timeout)
        except asyncio.TimeoutError as error:
            if isinstance(error, PosternError):
                raise
            self._cancel(identifier)
            raise TimedOut(f"no answer to {method} in time", data={"kind": "timeout", "retryable": True}) from error
        except asyncio.CancelledError:
            self._cancel(identifier)
            raise
        except OSError as error:
            if isinstance(error, PosternError):
                raise
            raise Disconnected("the connection to the daemon is closed") from error
        finally:
            self._waiting.pop(identifier, None)

    async def notify(self, method: str, params: Optional[Mapping[str, Any]] = None) -> None:
        """Sends a notification, which is never answered."""
        line = await self._line(request_object(method, params, None))
        writer = self._connected()
        writer.write(line)
        await writer.drain()

    def iter_source(self, *, account: str, message: str) -> AsyncIterator[bytes]:
        """The whole message as the provider has it, in pieces."""
        return self._windows("getMessageSource", {"account": account, "message": message})

    def iter_attachment(self, *, account: str, message: str, attachment: str) -> AsyncIterator[bytes]:
        """One attachment, decoded, in pieces."""
        return self._windows("getAttachment", {"account": account, "message": message, "attachment": attachment})

    def iter_blob(self, *, blob: str) -> AsyncIterator[bytes]:
        """An uploaded content, in pieces."""
        return self._windows("getBlob", {"blob": blob})

    async def upload(self, file: Source, *, blob: Optional[str] = None, progress: Optional[Progress] = None) -> str:
        """Uploads a file piece by piece, never holding it whole, and returns the blob for `attachments[].blob`.

        `progress` is told the blob and its size after each piece. With that blob an upload that was interrupted goes on
        where it ended, on another connection too: `upload(file, blob=blob)`, with the same file from its beginning.
        """
        length = await self._piece_size()
        offset = 0
        with opened(file) as reading:
            if blob is not None:
                offset = (await self.call("getBlob", {"blob": blob, "length": 0}))["size"]
                await asyncio.to_thread(skip, reading, offset)
            while True:
                piece = await asyncio.to_thread(read_piece, reading, length)
                if blob is not None and not piece:
                    return blob
                kept = await self.call("uploadBlob", piece_params(blob, offset, piece))
                blob, offset = kept["blob"], kept["size"]
                if progress is not None:
                    progress(blob, offset)

    async def send(self, *, account: str, files: Sequence[File] = (), **message: Any) -> "types.SendMessageResult":
        """`send_message` with files: each is a path, bytes, an open binary file, or {"file": one of these} with
        `filename`, `contentType`, `inline` or `contentId` beside it.

        Small files go with the call; large ones are uploaded first, and deleted when the message has gone. After an
        error they are left to expire, as the same `idempotency_key` may be asked for again.
        """
        attachments: List[Any] = list(message.pop("attachments", None) or [])
        blobs: List[str] = []
        room = INLINE_TOTAL
        for file in files:
            source, entry = described(file)
            with opened(source) as reading:
                start = await asyncio.to_thread(read_piece, reading, min(room, INLINE_FILE) + 1)
                if len(start) <= min(room, INLINE_FILE):
                    room -= len(start)
                    entry["content"] = base64.b64encode(start).decode()
                else:
                    entry["blob"] = await self.upload(cast(BinaryIO, Continued(start, reading)))
                    blobs.append(entry["blob"])
            attachments.append(entry)
        result = await self.send_message(account=account, attachments=attachments or None, **message)
        for blob in blobs:
            try:
                await self.delete_blob(blob=blob)
            except PosternError:
                pass
        return result

    async def device_login(self, *, app: str, show: Show = print_invitation, **more: Any) -> "types.SignInOutcome":
        """Signs a user in who has a browser somewhere else: `show` tells him where to enter which code, and the outcome is
        returned when he has done so. `more` is what `start_device_login` takes beside the app.
        """
        invitation = await self.start_device_login(app=app, **more)
        show(cast(Mapping[str, Any], invitation))
        return await self.finish_device_login(login=invitation["login"])

    async def finish_device_login(self, *, login: str, seconds: float = LONGEST_SECONDS) -> "types.SignInOutcome":
        """Waits until a device login has ended, however often the daemon has to be asked; after `Disconnected` on another
        connection too, and as long as the provider lets the user take.
        """
        patience = Patience(seconds)
        while True:
            try:
                return await self.await_device_login(login=login, timeout_ms=patience.round_ms())
            except TimedOut as error:
                patience.bear(error)

    async def _piece_size(self) -> int:
        """How much goes in one piece: what `getInfo` says, asked once."""
        if self._piece is None:
            try:
                self._piece = piece_size(await self.call("getInfo"))
            except (Disconnected, TimedOut):
                raise
            except PosternError:
                self._piece = piece_size(None)
        return self._piece

    async def _windows(self, method: str, params: Dict[str, Any]) -> AsyncIterator[bytes]:
        offset, more = 0, True
        while more:
            window = await self.call(method, {**params, "offset": offset})
            content = base64.b64decode(window["content"])
            yield content
            offset += len(content)
            more = bool(content) and offset < window["size"]
            # Later windows read the rendering that the first one fixed.
            if "contentId" in window:
                params["contentId"] = window["contentId"]

    async def _call(self, method: str, params: Mapping[str, Any], optional: Mapping[str, Any]) -> Any:
        return await self.call(method, with_given(params, optional))

    def _connected(self) -> asyncio.StreamWriter:
        if self._ended is not None or self._writer is None:
            raise self._ended or Disconnected("not connected yet")
        return self._writer

    async def _line(self, message: Any, timeout: Optional[float] = None) -> bytes:
        line = encode(message)
        if len(line) > UNASKED_LINE:
            check_length(line, await self._limit(timeout))
        return line

    async def _limit(self, timeout: Optional[float]) -> int:
        """How long a line may be: what `getInfo` says, asked once."""
        if self._line_limit is None:
            try:
                self._line_limit = line_limit(await self.call("getInfo", timeout=timeout))
            except (Disconnected, TimedOut):
                raise
            except PosternError:
                self._line_limit = DEFAULT_LINE
        return self._line_limit

    def _cancel(self, identifier: int) -> None:
        if self._writer is not None and not self._writer.is_closing():
            self._writer.write(encode(request_object("$/cancelRequest", {"id": identifier}, None)))

    async def _read(self, reader: asyncio.StreamReader) -> None:
        ended: Optional[PosternError] = None
        try:
            while True:
                line = await reader.readline()
                if not line.endswith(b"\n"):
                    break
                answers = decode(line)
                for answer in answers if isinstance(answers, list) else [answers]:
                    self._settle(answer)
        except PosternError as error:
            ended = error
        except (OSError, ValueError):
            pass
        self._ended = ended = ended or self._refusal or Disconnected("the daemon closed the connection")
        for future, _ in self._waiting.values():
            if not future.done():
                future.set_exception(ended)

    def _settle(self, answer: Any) -> None:
        if not isinstance(answer, dict):
            raise ProtocolError("the daemon sent an answer that is no object")
        result, error = outcome(answer)
        identifier = answer.get("id")
        if identifier is None:
            if error is not None:
                self._refuse(error)
            return
        future, _ = self._waiting.get(identifier, (None, 0))
        if future is None or future.done():
            return
        if error is not None:
            future.set_exception(error)
        else:
            future.set_result(result)

    def _refuse(self, error: PosternError) -> None:
        """An error that names no call ends those that it may be about; later calls go on, if the connection does."""
        if error.kind not in LINE_KINDS:
            self._refusal = error
        lengths = {
            identifier: length for identifier, (future, length) in self._waiting.items() if not future.done()}
        for identifier in concerned(error, lengths):
            self._waiting[identifier][0].set_exception(error)
