#!/usr/bin/env python3
"""clang-tidy over src, with the checks of .clang-tidy. Usage: lint.py BUILD-FOLDER [FILE.cc]...

clang-tidy 14 goes through all of a file's headers once for each check, which takes most of its time. So files of one
folder are looked at together, one after the other in one text, in which #line says whose each line is. A text that does
not compile, since two files have a name of their own for different things, or in which something is found, is parted
in two, down to single files: what counts, and what is printed, is what is found in a file of its own.

Each file is a test. The last line is "N passed, N failed".
"""

import collections
import concurrent.futures
import json
import os
import pathlib
import re
import shlex
import subprocess
import sys
import tempfile

# More at once need more memory than they save time.
TOGETHER = 10
# The analyzer gives a function up after 50,000 states, not 225,000: a third of all the time.
ANALYZER = ["-Xclang", "-analyzer-config", "-Xclang", "max-nodes=50000"]
# In a text of several files each header is included several times: includes_twice() looks at that.
NOT_TOGETHER = "-readability-duplicate-include"

top = pathlib.Path(__file__).resolve().parent.parent


def compiler_arguments(command):
    """What of a command of compile_commands.json says how the source is to be read."""
    wanted = re.compile(r"-(I|D|std=|isystem|W|f(?!diagnostics|sanitize|visibility))")
    return [word for word in shlex.split(command) if wanted.match(word)]


def groups_of(build, wanted):
    """(compiler's arguments, files) for files of one folder that are compiled alike."""
    alike = collections.defaultdict(list)
    for entry in json.loads((build / "compile_commands.json").read_text()):
        file = pathlib.Path(entry["directory"], entry["file"]).resolve()
        if file.is_relative_to(top / "src") and (not wanted or file in wanted):
            arguments = compiler_arguments(entry["command"])
            alike[file.parent, tuple(arguments)].append(file)
    for (_, arguments), files in alike.items():
        files = sorted(set(files))
        parts = -(-len(files) // TOGETHER)
        for part in range(parts):
            yield list(arguments), files[part * len(files) // parts:(part + 1) * len(files) // parts]


def clang(build, command, file, arguments):
    return subprocess.run([*command, file, *arguments], cwd=build, text=True, stdout=subprocess.PIPE, stderr=subprocess.STDOUT)


def tidy(build, file, arguments, *options):
    return clang(build, ["clang-tidy-14", "--quiet", *options], file, ["--", *arguments, *ANALYZER])


def is_clean(build, arguments, files):
    """Of several files; false too if they cannot be looked at together."""
    with tempfile.NamedTemporaryFile("w", suffix=".cc", dir=build) as text:
        for file in files:
            text.write(f'#line 1 "{file}"\n{file.read_text()}\n')
        text.flush()
        # It takes clang-tidy longer to find that something does not compile.
        if clang(build, ["clang++-14", "-fsyntax-only"], text.name, arguments).returncode != 0:
            return False
        return tidy(build, text.name, arguments, f"--checks={NOT_TOGETHER}").returncode == 0


def findings(build, arguments, files):
    """{file: what was found in it}, for files in which something was."""
    if len(files) == 1:
        result = tidy(build, files[0], arguments)
        return {files[0]: result.stdout} if result.returncode != 0 else {}
    if is_clean(build, arguments, files):
        return {}
    middle = len(files) // 2
    return findings(build, arguments, files[:middle]) | findings(build, arguments, files[middle:])


def includes_twice(file):
    includes = re.findall(r"^#include .*", file.read_text(), re.MULTILINE)
    return [f"{file}: {line} stands twice" for line, times in collections.Counter(includes).items() if times > 1]


def main(build, *wanted):
    build, wanted = pathlib.Path(build).resolve(), {pathlib.Path(name).resolve() for name in wanted}
    groups = sorted(groups_of(build, wanted), key=lambda group: -len(group[1]))
    files = {file for _, members in groups for file in members}
    found = collections.defaultdict(str)
    with concurrent.futures.ThreadPoolExecutor(os.cpu_count()) as pool:
        for result in pool.map(lambda group: findings(build, *group), groups):
            for file, text in result.items():
                found[file] += text
    for file in files | ({*(top / "src").rglob("*.h")} if not wanted else set()):
        for line in includes_twice(file):
            found[file] += f"{line}\n"
    for file, text in sorted(found.items()):
        print(f"{text}failed {file.relative_to(top)}")
    print(f"{len(files - found.keys())} passed, {len(found)} failed")
    return 1 if found or not files else 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
