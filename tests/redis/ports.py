"""Ports for the servers of the tests, and for nobody.

They are not those from which Linux takes the ports of connections (ip_local_port_range in ip(7): 32768 and up), and
each process of the tests has a share of its own: what it has been given here no other test takes, whether somebody
listens there or not.
"""

import itertools
import os
import socket

FIRST, END = 10000, 32000


def order(first, end):
    """Each of them, again and again, begun somewhere: there may be other suites on this machine."""
    begin = os.getpid() * 101 % (end - first)
    return itertools.cycle([*range(first + begin, end), *range(first, first + begin)])


def use_share(place, count):
    """This process is number `place` of `count`."""
    global candidates
    size = (END - FIRST) // count
    candidates = order(FIRST + place * size, FIRST + (place + 1) * size)


def free_port():
    """One that was not given for long, and that nobody has now."""
    for port in candidates:
        with socket.socket() as listener:
            try:
                listener.bind(("127.0.0.1", port))
            except OSError:
                continue
            return port


use_share(0, 1)
