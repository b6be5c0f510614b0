#!/usr/bin/env python3
"""Does every message of the configuration and of the command line stand in some golden folder?

Takes the longest string literal of each statement of the sources named below that reports a
problem, and looks for it in all stderr files. Prints what is missing, and exits 1.
"""

import pathlib
import re
import sys

ROOT = pathlib.Path(__file__).resolve().parents[2]
SOURCES = ["src/config/*.cc", "src/config/*/*.cc", "src/io/host/file_text.cc", "src/core/redis/url.cc",
           "src/core/cron/*.cc", "src/cli/options/parse.cc", "src/cli/options/values.cc", "src/cli/options/time.cc",
           "src/cli/check.cc"]
REPORTS = re.compile(r"\b(?:problem|warning|fail(?:_\w+)?|refuse_type|refuse_form|runtime_error|invalid_argument|Error)\s*\(")
LITERAL = re.compile(r'"((?:[^"\\]|\\.)*)"')
# What no file and no command line brings about: a disk that fails, a folder without permission.
UNREACHABLE = set()


def statements(text):
    """Each statement, from a reporting call to its semicolon, without its comments."""
    text = re.sub(r"^\s*//.*$", "", text, flags=re.M)
    for match in REPORTS.finditer(text):
        yield text[match.start():text.find(";\n", match.end())]


def longest_literal(statement):
    joined = re.sub(r'"\s*\n\s*"', "", statement)
    literals = [bytes(each, "utf-8").decode("unicode_escape").encode("latin-1").decode("utf-8")
                for each in LITERAL.findall(joined)]
    return max(literals, key=len, default="")


def main():
    said = "\n".join(path.read_text(errors="replace") for path in sorted((ROOT / "tests/cli").glob("*/std*")))
    found, missing = 0, []
    for pattern in SOURCES:
        sources = sorted(ROOT.glob(pattern))
        if not sources:
            missing.append(f"{pattern}: there is no such file")
        for source in sources:
            for statement in statements(source.read_text()):
                literal = longest_literal(statement)
                if len(literal.strip()) < 8 or literal in UNREACHABLE:
                    continue
                if literal in said:
                    found += 1
                else:
                    missing.append(f"{source.relative_to(ROOT)}: {literal!r} is in no golden folder")
    print("\n".join(missing + [f"{found} passed, {len(missing)} failed"]))
    return 1 if missing or not found else 0


if __name__ == "__main__":
    sys.exit(main())
