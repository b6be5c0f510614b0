"""Runs the tests of a folder, all or those named (test_window, test_window.Window.test_never), and counts.

Each class runs in a process of its own, as many at once as there are processors or $TEST_PROCESSES says; what it
prints comes whole when it has ended. A class that cannot bear company says why, `alone = "…"`, and runs at the end; one
of few tests that take long says of how many, `counts_as = N`.
"""

import signal
import sys
import time
import unittest

import processes


class CountedResult(unittest.TextTestResult):
    def startTest(self, test):
        super().startTest(test)
        self.started = time.monotonic()

    def stopTest(self, test):
        took = time.monotonic() - self.started
        if took > 5:
            self.stream.writeln(f"     {test.id()} took {took:.0f} s")
        super().stopTest(test)


def run_tests(tests):
    """In this process. How many ran, and which of them failed."""
    runner = unittest.TextTestRunner(stream=sys.stdout, verbosity=2, resultclass=CountedResult)
    result = runner.run(unittest.TestSuite(tests))
    # A test with several failing rows is one failed test.
    broken = {getattr(test, "test_case", test).id() for test, _ in result.failures + result.errors}
    if not result.wasSuccessful() and not broken:
        broken = {test.id() for test in result.unexpectedSuccesses}
    return max(result.testsRun, len(broken)), sorted(broken)  # a class that cannot be set up runs none


def by_class(suite, classes):
    """Adds the tests of `suite` to those of their class."""
    for test in suite:
        if isinstance(test, unittest.TestSuite):
            by_class(test, classes)
        else:
            classes.setdefault(type(test), []).append(test)
    return classes


def main(here):
    # A shell that starts this in the background leaves SIGINT ignored, and nohup SIGHUP, which a program of the tests
    # would inherit.
    for ending in (signal.SIGINT, signal.SIGTERM):
        signal.signal(ending, signal.default_int_handler)
    signal.signal(signal.SIGHUP, signal.SIG_DFL)
    names = sys.argv[1:] or sorted(path.stem for path in here.glob("test_*.py"))
    classes = by_class(unittest.defaultTestLoader.loadTestsFromNames(names), {})
    # Those with the most tests first, so that none is left over when the others have ended.
    longest_first = sorted(classes.items(), key=lambda item: -max(len(item[1]), getattr(item[0], "counts_as", 0)))
    ran, failed = processes.run(longest_first, run_tests)
    for name in failed:
        print(f"failed: {name}")
    print(f"{ran - len(failed)} passed, {len(failed)} failed")
    return 1 if failed else 0
