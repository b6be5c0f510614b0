#!/usr/bin/env python3
"""One schedule, one due tick over TLS, against redis-cli --tls, which checks the certificate as well."""

import pathlib
import sys

from bench import (FOLDER, Configuration, Figure, Minutes, Server, Stopwatch, every_minute, instructions,
                   interleave, show, walls)
from harness import free_port

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "faults"))
from certificates import Authority  # noqa: E402

ROUNDS = 200


def figures():
    authority = Authority(FOLDER)
    certificate, key = authority.sign("server")
    port = free_port()
    server = Server("--tls-port", str(port), "--tls-cert-file", certificate, "--tls-key-file", key,
                    "--tls-ca-cert-file", authority.certificate, "--tls-auth-clients", "no")
    try:
        return against_redis_cli(port, authority.certificate)
    finally:
        server.close()


def against_redis_cli(port, ca_file):
    watch = Stopwatch()
    ours = Minutes(Configuration(every_minute(1), f"rediss://127.0.0.1:{port}",
                                 f'[redis.tls]\nca_file = "{ca_file}"'))
    theirs = ["redis-cli", "--tls", "--cacert", ca_file, "-p", port, "TIME"]
    watch.run(ours.next())  # publishes the schedule, once
    samples = interleave(ROUNDS, {"ours": lambda: watch.run(ours.next()), "theirs": lambda: watch.run(theirs)})
    watch.close()
    counts = [[instructions(ours.next())[0] / 1e6], [instructions(theirs)[0] / 1e6]]
    name, against = "TLS, one due tick", "redis-cli --tls TIME"
    return [Figure(name, walls(samples["ours"]), walls(samples["theirs"]), against, limit=1.1),
            Figure(name, *counts, against, unit="M instructions")]


if __name__ == "__main__":
    show(figures)
