"""The cases of rows.py, and whether the oracle agrees with them."""

import unittest

from oracle import Oracle
from play import play
from rows import ROWS
from shrink import as_text
from walk import stage_of


class Rows(unittest.TestCase):
    def check(self, title, oracle=None):
        steps = ROWS[title]
        violation = play(stage_of("clock"), steps, oracle)
        if violation:
            self.fail(f"{as_text(steps)}\nstep {violation.step}, {steps[violation.step]}: {violation}")

    def test_the_oracle_has_every_case_as_it_has_to_be(self):
        for title in ROWS:
            with self.subTest(title):
                self.check(title, Oracle())


def method(title):
    return lambda self: self.check(title)


for each in ROWS:
    setattr(Rows, "test_" + each.replace(" ", "_").replace("'", "").replace(":", "").replace(",", ""), method(each))
