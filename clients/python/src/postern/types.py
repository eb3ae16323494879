"""What the methods take and give, as plain dictionaries."""
# Written by tools/generate.py from proto-docs/openrpc.json; change that, not this.
from __future__ import annotations

from typing import Any, Dict, List, Literal, TypedDict, Union  # noqa: F401


_NamedAddressRequired = TypedDict(
    "_NamedAddressRequired",
    {
        "address": str,
    },
)

_NamedAddressOptional = TypedDict(
    "_NamedAddressOptional",
    {
        "name": str,
    }, total=False,
)


class NamedAddress(_NamedAddressRequired, _NamedAddressOptional):
    pass


_MessageSummaryRequired = TypedDict(
    "_MessageSummaryRequired",
    {
        "id": "Id",
        "from": List["NamedAddress"],
    },
)


class MessageSummary(_MessageSummaryRequired):
    """One line."""


Id = str


_PingResultRequired = TypedDict(
    "_PingResultRequired",
    {
        "pong": bool,
    },
)


class PingResult(_PingResultRequired):
    pass


_ListMessagesResultRequired = TypedDict(
    "_ListMessagesResultRequired",
    {
        "messages": List["MessageSummary"],
    },
)

_ListMessagesResultOptional = TypedDict(
    "_ListMessagesResultOptional",
    {
        "nextCursor": str,
    }, total=False,
)


class ListMessagesResult(_ListMessagesResultRequired, _ListMessagesResultOptional):
    pass
