"""The cases of rows.py, and whether the oracle agrees with them."""

import unittest

from oracle import Oracle
from play import play
from rows import ROWS
from shrink import as_text
from walk import stage_of


class RowTest(unittest.TestCase):
    def check(self, title, oracle=None):
        steps = ROWS[title]
        violation = play(stage_of("clock"), steps, oracle)
        if violation:
            self.fail(f"{as_text(steps)}\nstep {violation.step}, {steps[violation.step]}: {violation}")


class OracleOfRows(RowTest):
    """All rows once more: in a class of its own, which runs beside the other."""

    counts_as = len(ROWS)

    def test_the_oracle_has_every_case_as_it_has_to_be(self):
        for title in ROWS:
            with self.subTest(title):
                self.check(title, Oracle())


class Rows(RowTest):
    """Each row is a test."""


def method(title):
    return lambda self: self.check(title)


for each in ROWS:
    setattr(Rows, "test_" + each.replace(" ", "_").replace("'", "").replace(":", "").replace(",", ""), method(each))
