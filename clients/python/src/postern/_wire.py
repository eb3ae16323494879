"""What both clients share: where the socket is, and how a line is made and read."""
from __future__ import annotations

import json
import os
from typing import Any, Dict, List, Mapping, Optional, Tuple

from .errors import PosternError, ProtocolError, TooLarge, error_from_object

#: No answer is longer; the daemon's own cap for requests is in `getInfo`.
MAXIMUM_LINE = 64 * 1024 * 1024

#: A request up to this is sent without asking `getInfo` first how long one may be.
UNASKED_LINE = 64 * 1024

#: How long a request may be where `getInfo` does not tell, as it is forbidden to this caller: the daemon's default.
DEFAULT_LINE = 32 * 1024 * 1024

#: What the daemon says of a single line that it could not take, with no id; the connection goes on.
LINE_KINDS = ("tooLarge", "parseError", "invalidRequest")


def default_socket_path() -> str:
    """Where the daemon listens: `POSTERN_SOCKET`, else the user's own daemon if it is there, else the system's."""
    named = os.environ.get("POSTERN_SOCKET")
    if named:
        return named
    runtime = os.environ.get("XDG_RUNTIME_DIR")
    if runtime:
        own = os.path.join(runtime, "postern", "postern.sock")
        if os.path.exists(own):
            return own
    return "/run/postern/postern.sock"


def request_object(
    method: str, params: Optional[Mapping[str, Any]], identifier: Optional[int]
) -> Dict[str, Any]:
    """One request, or a notification without an identifier."""
    message: Dict[str, Any] = {"jsonrpc": "2.0", "method": method}
    if params:
        message["params"] = dict(params)
    if identifier is not None:
        message["id"] = identifier
    return message


def with_given(params: Mapping[str, Any], optional: Mapping[str, Any]) -> Dict[str, Any]:
    """All parameters, of the optional ones those that are not None."""
    return {**params, **{name: value for name, value in optional.items() if value is not None}}


def encode(message: Any) -> bytes:
    return json.dumps(message, ensure_ascii=False, separators=(",", ":"), allow_nan=False).encode() + b"\n"


def check_length(line: bytes, limit: int) -> None:
    """`TooLarge` for a line that the daemon would refuse without being able to say whose it was."""
    if len(line) - 1 > limit:
        raise TooLarge(
            f"a line is at most {limit} bytes", -31071,
            {"kind": "tooLarge", "retryable": False, "hint": "send less at a time"})


def line_limit(info: Any) -> int:
    """The daemon's cap for a request, from the result of `getInfo`."""
    try:
        return int(info["limits"]["lineBytes"])
    except (KeyError, TypeError, ValueError) as error:
        raise ProtocolError("getInfo does not tell limits.lineBytes") from error


def concerned(error: PosternError, lengths: Mapping[int, int]) -> List[int]:
    """Which calls under way an error without an id is about, by the lengths of the lines that they were sent in.

    If a line was too long, then the longest was; of anything else any call may be the cause.
    """
    longest = max(lengths.values(), default=0)
    return [identifier for identifier, length in lengths.items() if error.kind != "tooLarge" or length == longest]


def decode(line: bytes) -> Any:
    try:
        return json.loads(line)
    except ValueError as error:
        raise ProtocolError("the daemon sent a line that is not JSON") from error


def outcome(answer: Mapping[str, Any]) -> Tuple[Any, Optional[PosternError]]:
    """(result, None) or (None, error) of one answer."""
    if "error" in answer:
        return None, error_from_object(answer["error"])
    return answer.get("result"), None
