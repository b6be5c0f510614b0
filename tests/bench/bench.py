"""What a figure's script needs, in one import."""

import pathlib
import sys

sys.dont_write_bytecode = True
sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "redis"))

from figures import Figure, measure, show, table  # noqa: E402,F401
from harness import SIDETICK, Server, iso, schedule  # noqa: E402,F401
from stopwatch import Stopwatch, instructions, interleave, spread, walls  # noqa: E402,F401
from workload import (FOLDER, START, Configuration, Minutes, Recorder, every_minute, in_ten_zones,  # noqa: E402,F401
                      new_file, record)
