"""What a figure's script needs, in one import."""

import pathlib
import subprocess
import sys

sys.dont_write_bytecode = True
HERE = pathlib.Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent / "redis"))

from figures import Figure, measure, show, table  # noqa: E402,F401
from harness import SIDETICK, Server, iso, schedule  # noqa: E402,F401
from stopwatch import Stopwatch, cpus, instructions, interleave, page_faults, spread, walls  # noqa: E402,F401
from workload import (FOLDER, START, Configuration, Minutes, Recorder, every_minute, in_ten_zones,  # noqa: E402,F401
                      new_file, record)


def built(name):
    """The program `name` of tests/bench, from the build that $SIDETICK is of."""
    build = pathlib.Path(SIDETICK).resolve().parents[1]
    subprocess.run(["ninja", "-C", build, f"tests/bench/{name}"], check=True, stdout=subprocess.DEVNULL)
    return build / "tests/bench" / name
