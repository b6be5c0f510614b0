"""What stands where Redis is looked for: a listener, with a thread for each connection."""

import socket
import threading


class Listening:
    """Between `with` and its end, serve(client) has each connection that is made to `port`."""

    def __init__(self, host="127.0.0.1", family=socket.AF_INET):
        self.listener = socket.socket(family)
        self.listener.bind((host, 0))
        self.listener.listen(64)
        self.port = self.listener.getsockname()[1]

    def __enter__(self):
        self.thread = threading.Thread(target=self.accept, daemon=True)
        self.thread.start()
        return self

    def __exit__(self, *_):
        self.listener.shutdown(socket.SHUT_RDWR)
        self.listener.close()
        self.thread.join()

    def accept(self):
        while True:
            try:
                client, _ = self.listener.accept()
            except OSError:
                return
            threading.Thread(target=self.serve, args=(client,), daemon=True).start()
