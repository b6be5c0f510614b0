"""Random walks of change: what must, may and must not be enqueued, by the oracle, after every step."""

import os
import subprocess
import sys
import unittest

from walk import LENGTH, __file__ as program

WALKS = int(os.environ.get("WALKS", "300"))
SEED = int(os.environ.get("SEED", "1"))
PROCESSES = 2


class Walks(unittest.TestCase):
    def test_no_tick_is_lost_or_doubled_on_any_walk(self):
        print(f"\n{WALKS} walks of {LENGTH} steps from SEED={SEED}", end=" ", flush=True)
        last = SEED + WALKS - 1
        started = [subprocess.Popen([sys.executable, program, f"{SEED + n}-{last}/{PROCESSES}"],
                                    stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, text=True)
                   for n in range(PROCESSES)]
        answers = [process.communicate()[0] for process in started]
        self.assertEqual([process.returncode for process in started], [0] * PROCESSES, "\n".join(answers))
        right = sum(int(answer.split()[-4]) for answer in answers)
        self.assertEqual(right, WALKS)
