"""Sentinels of the tests' own, which watch one primary under one name."""

import os
import pathlib
import shutil
import subprocess
import tempfile

from faults import wait_for
from harness import free_port
from resp import Resp

# valkey-sentinel does as well.
SENTINEL = os.environ.get("REDIS_SENTINEL", "redis-sentinel")
MASTER = "mymaster"


class Sentinel:
    """Listens on `port`; `lines` are further ones of its configuration."""

    def __init__(self, primary_port, *lines, quorum=2):
        self.folder = pathlib.Path(tempfile.mkdtemp(prefix="sidetick-sentinel-"))
        self.port = free_port()
        config = self.folder / "sentinel.conf"
        config.write_text("\n".join([
            f"port {self.port}", "bind 127.0.0.1", f"dir {self.folder}", "loglevel warning",
            f"sentinel monitor {MASTER} 127.0.0.1 {primary_port} {quorum}",
            f"sentinel down-after-milliseconds {MASTER} 600", f"sentinel failover-timeout {MASTER} 4000",
            f"sentinel parallel-syncs {MASTER} 2", *lines, ""]))
        self.process = subprocess.Popen([SENTINEL, str(config)], stdin=subprocess.DEVNULL,
                                        stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        wait_for(lambda: self.ask("PING") is not None, "a sentinel that answers")

    def ask(self, *command):
        try:
            client = Resp(("127.0.0.1", self.port))
        except OSError:
            return None
        answer = client(*command)
        client.close()
        return answer

    def primary_port(self):
        return int(self.ask("SENTINEL", "GET-MASTER-ADDR-BY-NAME", MASTER)[1])

    def sees(self, replicas, sentinels):
        """True when it has found so many replicas and other sentinels, and the primary is well."""
        flat = self.ask("SENTINEL", "MASTER", MASTER)
        if not isinstance(flat, list):
            return False
        seen = dict(zip(flat[::2], flat[1::2]))
        return (seen["flags"], seen["num-slaves"], seen["num-other-sentinels"]) == ("master", str(replicas), str(sentinels))

    def close(self):
        self.process.kill()
        self.process.wait()
        shutil.rmtree(self.folder)
