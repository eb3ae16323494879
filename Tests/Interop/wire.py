"""A connection to the daemon, byte by byte: what a careful client would never do, too."""
import json
import socket
import time

SECONDS = 30


class Wire:
    def __init__(self, path, seconds=SECONDS):
        self.socket = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        # Waiting, since with a timeout a Unix socket does not wait for a place in the queue.
        self.socket.connect(str(path))
        self.socket.settimeout(seconds)
        self.buffer = b""

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.socket.close()

    def send(self, data):
        self.socket.sendall(data if isinstance(data, bytes) else data.encode())

    def send_line(self, value):
        self.send((value if isinstance(value, str) else json.dumps(value)) + "\n")

    def line(self):
        """The next line without its end; None at the end of input."""
        while b"\n" not in self.buffer:
            piece = self.socket.recv(1 << 16)
            if not piece:
                assert not self.buffer, f"the daemon ended within a line: {self.buffer[:200]!r}"
                return None
            self.buffer += piece
        line, _, self.buffer = self.buffer.partition(b"\n")
        return line

    def answer(self):
        line = self.line()
        assert line is not None, "the daemon closed the connection instead of answering"
        return json.loads(line)

    def ask(self, method, params=None, identifier=1):
        """One call; gives the whole answer."""
        message = {"jsonrpc": "2.0", "id": identifier, "method": method}
        if params is not None:
            message["params"] = params
        self.send_line(message)
        return self.answer()

    def finish(self):
        """Half-closes, and gives every line until the daemon closes."""
        self.socket.shutdown(socket.SHUT_WR)
        lines = []
        while (line := self.line()) is not None:
            lines.append(json.loads(line))
        return lines


def ping(path):
    """Whether the daemon answers."""
    with Wire(path) as wire:
        return "result" in wire.ask("ping")


def wait_for(condition, what, seconds=SECONDS):
    """Until a condition of the outside world holds; there is no event to wait for."""
    limit = time.monotonic() + seconds
    while not (result := condition()):
        assert time.monotonic() < limit, f"still not: {what}"
        time.sleep(0.02)
    return result
