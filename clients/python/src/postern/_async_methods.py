"""Every method of the daemon."""
# Written by tools/generate.py from proto-docs/openrpc.json; change that, not this.
from __future__ import annotations

from typing import Any, Dict, List, Literal, Mapping, Optional, Union  # noqa: F401

from . import types


class AsyncMethods:
    async def _call(self, method: str, params: Mapping[str, Any]) -> Any:
        raise NotImplementedError

    async def ping(self) -> types.PingResult:
        """Answers."""
        return await self._call("ping", {})

    async def discover(self) -> Dict[str, Any]:
        """rpc.discover"""
        return await self._call("rpc.discover", {})

    async def list_messages(
        self, *,
        account: str,
        from_: Optional[types.NamedAddress] = None,
        include: Optional[List[Literal["preview"]]] = None,
    ) -> types.ListMessagesResult:
        """Lists."""
        return await self._call("listMessages", {
                "account": account,
                "from": from_,
                "include": include,
            })
