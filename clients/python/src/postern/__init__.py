"""Client for Postern, the mail daemon on a Unix socket."""
from . import errors, types
from ._wire import default_socket_path
from .aio import AsyncClient
from .client import Client
from .errors import Disconnected, PosternError

__all__ = ["AsyncClient", "Client", "Disconnected", "PosternError", "default_socket_path", "errors", "types"]
