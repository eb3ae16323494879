"""Every method of the daemon."""
# Written by tools/generate.py from proto-docs/openrpc.json; change that, not this.
from __future__ import annotations

from typing import Any, Dict, List, Literal, Mapping, Optional, Union  # noqa: F401

from . import types


class Methods:
    def _call(self, method: str, params: Mapping[str, Any]) -> Any:
        raise NotImplementedError

    def ping(self) -> types.PingResult:
        """Answers."""
        return self._call("ping", {})

    def discover(self) -> Dict[str, Any]:
        """rpc.discover"""
        return self._call("rpc.discover", {})

    def list_messages(
        self, *,
        account: str,
        from_: Optional[types.NamedAddress] = None,
        include: Optional[List[Literal["preview"]]] = None,
    ) -> types.ListMessagesResult:
        """Lists."""
        return self._call("listMessages", {
                "account": account,
                "from": from_,
                "include": include,
            })
