"""Runs the tests of a folder, all or those named (test_window, test_window.Window.test_never), and counts."""

import signal
import sys
import time
import unittest


class CountedResult(unittest.TextTestResult):
    def startTest(self, test):
        super().startTest(test)
        self.started = time.monotonic()

    def stopTest(self, test):
        took = time.monotonic() - self.started
        if took > 5:
            self.stream.writeln(f"     {test.id()} took {took:.0f} s")
        super().stopTest(test)


def main(here):
    # A shell that starts this in the background leaves SIGINT ignored, which a program of the tests would inherit.
    signal.signal(signal.SIGINT, signal.default_int_handler)
    names = sys.argv[1:] or sorted(path.stem for path in here.glob("test_*.py"))
    suite = unittest.defaultTestLoader.loadTestsFromNames(names)
    runner = unittest.TextTestRunner(stream=sys.stdout, verbosity=2, resultclass=CountedResult)
    result = runner.run(suite)
    # A test with several failing rows is one failed test.
    broken = {getattr(test, "test_case", test).id() for test, _ in result.failures + result.errors}
    failed = max(len(broken), int(not result.wasSuccessful()))
    print(f"{result.testsRun - failed} passed, {failed} failed")
    return 1 if failed else 0
