"""What a reader types: the commands of README.md, of the manual pages and of the pages of help, in their order.

A block is shell commands unless its form says that it is something else: JSON, TOML, a message, a session with
redis-cli, or one that NOT_COMMANDS names. So a new block cannot be passed over.
"""

import dataclasses
import re
import subprocess
import tomllib

import program

# First lines of blocks that are formats, not commands.
NOT_COMMANDS = {
    "EPOCH FORM.PAGE [WORD ...]": "the format of a cursor",
    "%Y %C %y %m %d %e %j  %H %k %I %l %M %S %p %P": "the letters of a time",
}
CRON = re.compile(r"^\* \* \* \* \* +")
# A literal block, a line of its own, a command within a sentence.
TYPED = re.compile(r"^\.Bd -literal[^\n]*\n(.*?)^\.Ed$|^\.Dl ([^\n]*)$|^\.Li (sidetick [^\n]*?)(?: [.,;:])?$", re.M | re.S)
ROFF = ((r"\e", "\\"), (r"\-", "-"), (r"\(dq", '"'), (r"\&", ""))


@dataclasses.dataclass
class Step:
    """One thing to do: a command, with the output that is shown below it if any; or a file to write."""

    text: str
    shown: str | None = None
    file: str | None = None


def is_complete(text):
    """Whether a shell takes the lines as they are, or waits for more of them."""
    if text.endswith("\\"):
        return False
    return subprocess.run(["bash", "-n", "-c", text], capture_output=True, check=False).returncode == 0


def commands(block):
    """The commands of a block of shell, each with all its lines; of a line of a crontab its command."""
    text = ""
    for line in block.splitlines():
        text += ("\n" if text else "") + CRON.sub("", line)
        if text and is_complete(text):
            yield text
            text = ""
    assert not text, f"not a command of a shell: {text[:200]}"


def session(block):
    """The steps of a block with `$ ` before each command and its output below."""
    for part in re.split(r"^\$ ", block, flags=re.M)[1:]:
        command, _, shown = part.partition("\n")
        yield Step(command, shown.rstrip("\n"))


def readme():
    text = (program.ROOT / "README.md").read_text()
    for match in re.finditer(r"^```(\w*)\n(.*?)^```$", text, re.M | re.S):
        kind, block = match.groups()
        if kind == "toml":
            name = re.findall(r"`([\w/]+\.toml)`", text[:match.start()])[-1]
            yield Step(block, file=name)
        elif kind == "console":
            yield from session(block)
        elif kind != "text":  # what quickstart.sh prints: tests/examples/test_ci.py
            yield from map(Step, commands(block))


def is_toml(block):
    try:
        return bool(tomllib.loads(block))
    except tomllib.TOMLDecodeError:
        return False


def is_shown_only(block):
    """JSON, a message, an event, a configuration, a session with redis-cli, or a format."""
    first = block.splitlines()[0]
    form = re.match(r' *[\[{"]|> |sidetick: |redis://|time=', first)
    return form is not None or first in NOT_COMMANDS or is_toml(block)


def page(name):
    """The commands of a manual page: those of its literal blocks, of its lines .Dl, and those within a sentence."""
    source = (program.ROOT / "man" / name).read_text()
    for inside, *lines in TYPED.findall(source):
        block = inside or "".join(lines) + "\n"
        for roff, char in ROFF:
            block = block.replace(roff, char)
        if block.startswith("ACL "):
            yield Step(f"redis-cli <<'END'\n{block}END")
        elif block.startswith("$ "):
            yield from session(block)
        elif not is_shown_only(block):
            yield from map(Step, commands(block))


def help_page(command):
    """The commands of `sidetick COMMAND --help`, without the remarks beside them."""
    block = program.page(command).split("\nExamples:\n")
    if len(block) == 1:
        return
    lines = [re.split(r"(?<=\S) {4,}", line[2:])[0] for line in block[1].split("\n\n")[0].splitlines()]
    yield from map(Step, commands("\n".join(lines)))


def documents():
    """{"README.md": steps, "sidetick.1": …, "sidetick --help": …, "sidetick run --help": …}"""
    found = {"README.md": list(readme())}
    for path in sorted((program.ROOT / "man").glob("*.[1-8]")):
        found[path.name] = list(page(path.name))
    found["sidetick --help"] = list(help_page(None))
    for command in program.commands():
        found[f"sidetick {command} --help"] = list(help_page(command))
    return found

