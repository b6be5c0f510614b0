"""A Redis client in a page: RESP2 over a unix or TCP socket, for the tests' own looks at the data.

Values are str where they are UTF-8, bytes where not; an error reply is returned, not raised.
"""

import socket


class RedisError(Exception):
    """An error reply, as a value: compare its text."""


class Resp:
    def __init__(self, address):
        """`address`: a path, or (host, port)."""
        family = socket.AF_UNIX if isinstance(address, str) else socket.AF_INET
        self.socket = socket.socket(family, socket.SOCK_STREAM)
        self.socket.settimeout(30)
        self.socket.connect(address)
        self.file = self.socket.makefile("rb")

    def close(self):
        self.file.close()
        self.socket.close()

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.close()

    def send(self, *command):
        """Sends a command whose reply nobody waits for."""
        self.socket.sendall(encode(command))

    def __call__(self, *command):
        return self.pipeline([command])[0]

    def pipeline(self, commands):
        self.socket.sendall(b"".join(encode(command) for command in commands))
        return [self.read() for _ in commands]

    def read(self):
        line = self.file.readline()
        if not line.endswith(b"\r\n"):
            raise ConnectionError("the server closed the connection")
        kind, rest = line[:1], line[1:-2]
        if kind == b"+":
            return rest.decode()
        if kind == b"-":
            return RedisError(rest.decode())
        if kind == b":":
            return int(rest)
        if kind == b"$":
            return None if rest == b"-1" else text(self.file.read(int(rest) + 2)[:-2])
        if kind == b"*":
            return None if rest == b"-1" else [self.read() for _ in range(int(rest))]
        raise ValueError(f"not a reply: {line!r}")


def encode(command):
    parts = [part if isinstance(part, bytes) else str(part).encode() for part in command]
    return b"*%d\r\n" % len(parts) + b"".join(b"$%d\r\n%s\r\n" % (len(p), p) for p in parts)


def text(value):
    try:
        return value.decode()
    except UnicodeDecodeError:
        return value
