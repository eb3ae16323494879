"""The client for ordinary programs: one connection, used by any number of threads."""
from __future__ import annotations

import base64
import itertools
import socket
import threading
from concurrent.futures import Future
from concurrent.futures import TimeoutError as FutureTimeout
from typing import Any, BinaryIO, Dict, Iterator, List, Mapping, Optional, Sequence, Tuple, Union, cast

from . import types
from ._device import LONGEST_SECONDS, Patience, Show, print_invitation
from ._files import (
    INLINE_FILE, INLINE_TOTAL, Continued, File, Progress, Source, described, opened, piece_params, piece_size, read_piece, skip)
from ._methods import Methods
from ._wire import (
    DEFAULT_LINE, LINE_KINDS, MAXIMUM_LINE, UNASKED_LINE, check_length, concerned, decode, default_socket_path, encode,
    line_limit, outcome, request_object, with_given)
from .errors import Disconnected, PosternError, ProtocolError, TimedOut

#: How long what was said before the end may take to be read.
CLOSING_SECONDS = 5


class Client(Methods):
    """A connection to the daemon. Calls may overlap: each thread waits for its own answer only.

        with Client() as postern:
            for message in postern.list_messages(account=account, mailbox="INBOX")["messages"]:
                print(message["subject"])

    `timeout` (seconds) is how long a call waits when it says nothing else; None waits as long as the daemon does, whose
    every call has a deadline. A request longer than the daemon takes is `TooLarge`, and is not sent.
    """

    def __init__(self, path: Optional[str] = None, timeout: Optional[float] = None) -> None:
        self.path = path or default_socket_path()
        self.timeout = timeout
        self._identifiers = itertools.count(1)
        # With each call, how long its line was.
        self._waiting: Dict[int, Tuple["Future[Any]", int]] = {}
        self._lock = threading.Lock()
        # Apart from the other, or a writer that waits for the daemon would stop the reader it waits for.
        self._writing = threading.Lock()
        self._ended: Optional[PosternError] = None
        # What the daemon said of the connection, such as "unauthorized": why it ends, if it does.
        self._refusal: Optional[PosternError] = None
        self._line_limit: Optional[int] = None
        self._piece: Optional[int] = None
        self._socket = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        try:
            self._socket.connect(self.path)
        except OSError as error:
            self._socket.close()
            raise Disconnected(f"cannot connect to {self.path}: {error.strerror}") from error
        self._reader = threading.Thread(target=self._read, name="postern-reader", daemon=True)
        self._reader.start()

    def __enter__(self) -> "Client":
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Ends the connection. Calls that wait end with `Disconnected`."""
        try:
            self._socket.shutdown(socket.SHUT_RDWR)
        except OSError:
            pass
        if threading.current_thread() is not self._reader:
            self._reader.join()
        self._socket.close()

    # Calling

    def call(
        self, method: str, params: Optional[Mapping[str, Any]] = None, *, timeout: Optional[float] = None
    ) -> Any:
        """Calls any method by its name on the wire and returns its result."""
        identifier, future = self._start(method, params, timeout)
        try:
            return future.result(self.timeout if timeout is None else timeout)
        except FutureTimeout as error:
            if future.done():
                raise
            self._abandon(identifier)
            raise TimedOut(f"no answer to {method} in time", data={"kind": "timeout", "retryable": True}) from error

    def submit(self, method: str, params: Optional[Mapping[str, Any]] = None) -> "Future[Any]":
        """Starts a call and returns a future for its result, so that many can be under way."""
        return self._start(method, params)[1]

    def notify(self, method: str, params: Optional[Mapping[str, Any]] = None) -> None:
        """Sends a notification, which is never answered."""
        self._write(self._line(request_object(method, params, None)))

    def batch(
        self, calls: Sequence[Tuple[str, Optional[Mapping[str, Any]]]], *, timeout: Optional[float] = None
    ) -> List[Union[Any, PosternError]]:
        """Sends calls as one batch; gives results, or errors as values, in the order of the calls."""
        identifiers = [next(self._identifiers) for _ in calls]
        line = self._line(
            [request_object(*call, identifier) for call, identifier in zip(calls, identifiers)], timeout)
        started = self._expect(identifiers, line)
        self._write(line)
        limit = self.timeout if timeout is None else timeout
        results: List[Union[Any, PosternError]] = []
        for future in started:
            try:
                results.append(future.result(limit))
            except PosternError as error:
                results.append(error)
        return results

    def iter_source(self, *, account: str, message: str) -> Iterator[bytes]:
        """The whole message as the provider has it, in pieces."""
        return self._windows("getMessageSource", {"account": account, "message": message})

    def iter_attachment(self, *, account: str, message: str, attachment: str) -> Iterator[bytes]:
        """One attachment, decoded, in pieces."""
        return self._windows("getAttachment", {"account": account, "message": message, "attachment": attachment})

    def iter_blob(self, *, blob: str) -> Iterator[bytes]:
        """An uploaded content, in pieces."""
        return self._windows("getBlob", {"blob": blob})

    def upload(self, file: Source, *, blob: Optional[str] = None, progress: Optional[Progress] = None) -> str:
        """Uploads a file piece by piece, never holding it whole, and returns the blob for `attachments[].blob`.

        `progress` is told the blob and its size after each piece. With that blob an upload that was interrupted goes on
        where it ended, on another connection too: `upload(file, blob=blob)`, with the same file from its beginning.
        """
        length = self._piece_size()
        offset = 0
        with opened(file) as reading:
            if blob is not None:
                offset = self.call("getBlob", {"blob": blob, "length": 0})["size"]
                skip(reading, offset)
            while True:
                piece = read_piece(reading, length)
                if blob is not None and not piece:
                    return blob
                kept = self.call("uploadBlob", piece_params(blob, offset, piece))
                blob, offset = kept["blob"], kept["size"]
                if progress is not None:
                    progress(blob, offset)

    def send(self, *, account: str, files: Sequence[File] = (), **message: Any) -> "types.SendMessageResult":
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
                start = read_piece(reading, min(room, INLINE_FILE) + 1)
                if len(start) <= min(room, INLINE_FILE):
                    room -= len(start)
                    entry["content"] = base64.b64encode(start).decode()
                else:
                    entry["blob"] = self.upload(cast(BinaryIO, Continued(start, reading)))
                    blobs.append(entry["blob"])
            attachments.append(entry)
        result = self.send_message(account=account, attachments=attachments or None, **message)
        for blob in blobs:
            try:
                self.delete_blob(blob=blob)
            except PosternError:
                pass
        return result

    def device_login(self, *, app: str, show: Show = print_invitation, **more: Any) -> "types.SignInOutcome":
        """Signs a user in who has a browser somewhere else: `show` tells him where to enter which code, and the outcome is
        returned when he has done so. `more` is what `start_device_login` takes beside the app.
        """
        invitation = self.start_device_login(app=app, **more)
        show(cast(Mapping[str, Any], invitation))
        return self.finish_device_login(login=invitation["login"])

    def finish_device_login(self, *, login: str, seconds: float = LONGEST_SECONDS) -> "types.SignInOutcome":
        """Waits until a device login has ended, however often the daemon has to be asked; after `Disconnected` on another
        connection too, and as long as the provider lets the user take.
        """
        patience = Patience(seconds)
        while True:
            try:
                return self.await_device_login(login=login, timeout_ms=patience.round_ms())
            except TimedOut as error:
                patience.bear(error)

    # Underneath

    def _piece_size(self) -> int:
        """How much goes in one piece: what `getInfo` says, asked once."""
        if self._piece is None:
            try:
                self._piece = piece_size(self.call("getInfo"))
            except (Disconnected, TimedOut):
                raise
            except PosternError:
                self._piece = piece_size(None)
        return self._piece

    def _windows(self, method: str, params: Dict[str, Any]) -> Iterator[bytes]:
        offset, more = 0, True
        while more:
            window = self.call(method, {**params, "offset": offset})
            content = base64.b64decode(window["content"])
            yield content
            offset += len(content)
            more = bool(content) and offset < window["size"]
            # Later windows read the rendering that the first one fixed.
            if "contentId" in window:
                params["contentId"] = window["contentId"]

    def _call(self, method: str, params: Mapping[str, Any], optional: Mapping[str, Any]) -> Any:
        return self.call(method, with_given(params, optional))

    def _start(
        self, method: str, params: Optional[Mapping[str, Any]], timeout: Optional[float] = None
    ) -> Tuple[int, "Future[Any]"]:
        identifier = next(self._identifiers)
        line = self._line(request_object(method, params, identifier), timeout)
        [future] = self._expect([identifier], line)
        self._write(line)
        return identifier, future

    def _line(self, message: Any, timeout: Optional[float] = None) -> bytes:
        line = encode(message)
        if len(line) > UNASKED_LINE:
            check_length(line, self._limit(timeout))
        return line

    def _limit(self, timeout: Optional[float]) -> int:
        """How long a line may be: what `getInfo` says, asked once."""
        if self._line_limit is None:
            if threading.current_thread() is self._reader:
                # A future's callback: nobody else would read the answer.
                return DEFAULT_LINE
            try:
                self._line_limit = line_limit(self.call("getInfo", timeout=timeout))
            except (Disconnected, TimedOut):
                raise
            except PosternError:
                self._line_limit = DEFAULT_LINE
        return self._line_limit

    def _expect(self, identifiers: Sequence[int], line: bytes) -> List["Future[Any]"]:
        futures: List["Future[Any]"] = [Future() for _ in identifiers]
        for future in futures:
            future.set_running_or_notify_cancel()
        with self._lock:
            if self._ended is not None:
                raise self._ended
            for identifier, future in zip(identifiers, futures):
                self._waiting[identifier] = (future, len(line))
        return futures

    def _write(self, line: bytes) -> None:
        try:
            with self._writing:
                self._socket.sendall(line)
        except OSError as error:
            # The daemon may have said why before it closed: the reader comes to that, and then to the end.
            if threading.current_thread() is not self._reader:
                self._reader.join(CLOSING_SECONDS)
            raise self._ended or Disconnected("the connection to the daemon is closed") from error

    def _abandon(self, identifier: int) -> None:
        with self._lock:
            self._waiting.pop(identifier, None)
        try:
            self.notify("$/cancelRequest", {"id": identifier})
        except PosternError:
            pass

    def _read(self) -> None:
        ended: Optional[PosternError] = None
        try:
            with self._socket.makefile("rb") as lines:
                while True:
                    line = lines.readline(MAXIMUM_LINE)
                    if not line.endswith(b"\n"):
                        break
                    answers = decode(line)
                    for answer in answers if isinstance(answers, list) else [answers]:
                        self._settle(answer)
        except OSError:
            pass
        except PosternError as error:
            ended = error
        ended = ended or self._refusal or Disconnected("the daemon closed the connection")
        with self._lock:
            self._ended = ended
            left = list(self._waiting.values())
            self._waiting.clear()
        for future, _ in left:
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
        with self._lock:
            future, _ = self._waiting.pop(identifier, (None, 0))
        if future is None:
            return
        if error is not None:
            future.set_exception(error)
        else:
            future.set_result(result)

    def _refuse(self, error: PosternError) -> None:
        """An error that names no call ends those that it may be about; later calls go on, if the connection does."""
        if error.kind not in LINE_KINDS:
            self._refusal = error
        with self._lock:
            lengths = {identifier: length for identifier, (_, length) in self._waiting.items()}
            futures = [self._waiting.pop(identifier)[0] for identifier in concerned(error, lengths)]
        for future in futures:
            future.set_exception(error)
