#!/usr/bin/env python3
"""Runs all figures, or those named (one_tick, idle), and prints one table. Exits 1 only when a script
broke: a figure that is not reached is said, and no failure."""

import importlib
import pathlib
import sys
import traceback

from bench import measure, table

HERE = pathlib.Path(__file__).resolve().parent


def scripts():
    """The scripts of this folder that hold figures."""
    return sorted(path.stem for path in HERE.glob("*.py") if "\ndef figures(" in path.read_text()
                  and path.read_text().startswith("#!"))


def main():
    rows, broken = [], []
    names = sys.argv[1:] or scripts()
    for name in names:
        print(f"-- {name}", flush=True)
        try:
            rows += [figure.row() for figure in measure(importlib.import_module(name).figures)]
        except Exception:  # the others are still worth their time
            traceback.print_exc(file=sys.stdout)
            broken.append(name)
    print(table(rows))
    print(f"{len(names) - len(broken)} passed, {len(broken)} failed")
    return 1 if broken else 0


if __name__ == "__main__":
    sys.exit(main())
