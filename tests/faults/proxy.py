"""A proxy that speaks RESP2 and does to one command of a run what a network or a server may do to it.

It forwards command by command and waits for each reply, however the program pipelines them, so that "before
the n-th command" and "after it, before its reply" are exact points and not a matter of luck.
"""

import socket
import struct
import threading
from dataclasses import dataclass

BEFORE, AFTER, MIDDLE = "before", "after", "middle"
CUT, RESET, STALL, DRIP, ERROR = "cut", "reset", "stall", "drip", "error"


@dataclass(frozen=True)
class Fault:
    """`how` happens to the command number `at` (from 0), counted over all connections.

    `where` is before it is forwarded, after it was forwarded and answered, or in the middle of the
    answer. `lasting`: every later connection gets it too, with its first command.
    """

    how: str
    where: str
    at: int
    lasting: bool = False
    error: str = ""


class Proxy:
    """Listens on a port of its own, for the server at `target`: (host, port), or a path.

    `before`: command -> what to do, once, before the first one of that name is forwarded.
    """

    def __init__(self, target, fault=None, before=None):
        self.target, self.fault, self.before = target, fault, dict(before or {})
        self.commands = []  # the first word of each, as they came
        self.client_names = []
        self.connections = 0
        self.faulted = threading.Event()
        self.lock = threading.Lock()
        self.open = set()
        self.listener = socket.create_server(("127.0.0.1", 0), backlog=64)
        self.port = self.listener.getsockname()[1]
        self.thread = threading.Thread(target=self.accept, daemon=True)
        self.thread.start()

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.close()

    def close(self):
        shut(self.listener)
        self.listener.close()
        self.thread.join()
        with self.lock:
            for end in self.open:
                shut(end)

    def accept(self):
        while True:
            try:
                client, _ = self.listener.accept()
            except OSError:
                return
            self.connections += 1
            threading.Thread(target=self.serve, args=(client,), daemon=True).start()

    def serve(self, client):
        family = socket.AF_UNIX if isinstance(self.target, str) else socket.AF_INET
        server = socket.socket(family)
        with self.lock:
            self.open |= {client, server}
        try:
            server.connect(self.target)
            with Conversation(self, client, server) as conversation:
                conversation.run()
        except (OSError, EOFError):
            pass  # one of the two has hung up
        finally:
            with self.lock:
                self.open -= {client, server}
            server.close()
            client.close()

    def due(self, name):
        """Counts a command, and says whether it is the one, or one of those, that the fault is for."""
        with self.lock:
            number = len(self.commands)
            self.commands.append(name)
        if self.fault is None:
            return False
        if number == self.fault.at or (self.fault.lasting and number > self.fault.at):
            self.faulted.set()
            return True
        return False


class Conversation:
    """One connection: the program's commands, one by one, and the server's replies."""

    def __init__(self, proxy, client, server):
        self.proxy, self.client, self.server = proxy, client, server
        self.requests, self.replies = client.makefile("rb"), server.makefile("rb")
        self.in_multi = self.spoilt = False

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.requests.close()
        self.replies.close()

    def run(self):
        while True:
            raw = read_message(self.requests)
            words = raw.split(b"\r\n")[2::2]
            name = words[0].upper().decode()
            if words[:2] == [b"CLIENT", b"SETNAME"]:
                self.proxy.client_names.append(words[2].decode())
            if action := self.proxy.before.pop(name, None):
                action()
            if self.proxy.due(name):
                if not self.do_fault(name, raw):
                    return
            else:
                self.client.sendall(self.answer(name, raw))

    def answer(self, name, raw):
        """The server's reply; the transaction is kept as a server would that had refused a command in it."""
        if name == "EXEC" and self.spoilt:
            self.ask(b"*1\r\n$7\r\nDISCARD\r\n")
            self.in_multi = self.spoilt = False
            return b"-EXECABORT Transaction discarded because of previous errors.\r\n"
        reply = self.ask(raw)
        if name == "MULTI" and reply.startswith(b"+"):
            self.in_multi = True
        elif name == "EXEC":
            self.in_multi = False
        return reply

    def ask(self, raw):
        self.server.sendall(raw)
        return read_message(self.replies)

    def do_fault(self, name, raw):
        """True when the conversation goes on afterwards."""
        fault = self.proxy.fault
        reply = b"" if fault.where == BEFORE else self.answer(name, raw)
        if fault.how == ERROR:
            self.spoilt |= self.in_multi and fault.where == BEFORE and name != "EXEC"
            self.client.sendall(b"-" + fault.error.encode() + b"\r\n")
            return True
        if fault.where == MIDDLE:
            self.client.sendall(reply[:max(1, len(reply) // 2)])
        if fault.how == RESET:
            self.client.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        elif fault.how == CUT:
            # Closing with commands unread would be a reset.
            self.client.shutdown(socket.SHUT_WR)
            self.requests.read()
        elif fault.how == STALL:
            self.requests.read()  # until the program hangs up
        elif fault.how == DRIP and fault.where == MIDDLE:
            return self.trickle(reply[max(1, len(reply) // 2):])
        elif fault.how == DRIP:
            self.drip()
        return False

    def trickle(self, rest):
        """The rest of a reply, byte by byte, so that all of it takes a second at most."""
        for byte in rest:
            self.client.sendall(bytes([byte]))
            threading.Event().wait(min(0.005, 1 / len(rest)))
        return True

    def drip(self):
        """A reply without an end, byte by byte: the pauses are the fault."""
        self.client.sendall(b"$1000000\r\n")
        while True:
            self.client.sendall(b"x")
            threading.Event().wait(0.02)


def shut(end):
    try:
        end.shutdown(socket.SHUT_RDWR)
    except OSError:
        pass  # it is not connected any more


def read_message(stream):
    """One whole RESP2 value, as it is on the wire."""
    line = stream.readline()
    if not line.endswith(b"\r\n"):
        raise EOFError
    kind, rest = line[:1], line[1:-2]
    if kind in b"+-:":
        return line
    count = int(rest)
    if kind == b"$":
        return line if count < 0 else line + stream.read(count + 2)
    return line + b"".join(read_message(stream) for _ in range(max(count, 0)))
