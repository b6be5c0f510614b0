"""What comments cite is there: a page and its section, a file of ours, and no document that only its writer has."""

import pathlib
import re
import tempfile
import unittest

import program

# Where a name that begins so is that of a file of ours, and where it is looked for.
FOLDERS = "cli|config|core|examples|io|man|src|tests"
OURS = re.compile(rf"(?<![\w/.])(?:(?:{FOLDERS})/[\w/.-]*\w|[\w/]+\.cc\b|[A-Z]+\.md\b)")
CITED = re.compile(r'(?<![\w.])(sidetick(?:\.toml|-\w+)?)\((\d)\)((?:(?:,| and|, and)? "[^"]+")*)')
# Its cases of wrong citations are none of ours.
THIS = pathlib.Path(__file__).name
# Documents that are in no repository. In two parts, or this file would name them.
ABSENT = re.compile(r"(?<![/\w])(?:%s)\b(?!::|/|\"\])" % "|".join(("DES" "IGN", "STY" "LE", "FAC" "TS", "LAY" "OUT", "C" "LI")))
LEADER = re.compile(r"^\s*(?://+|#|\*|/\*|\"\"\")?\s*")
COMMENT = re.compile(r"^\s*(?://|#|\*|/\*|\"\"\")")
# A source goes on until the comment ends or its next word with a colon begins.
LABEL = re.compile(r"^[A-Z]\w*( \w+)*:( |$)|^Knows ")


def titles(page):
    return {title.replace("\\&", "").casefold() for title in re.findall(r"^\.S[hs] (.*)$", page, re.M)}


def joined(text):
    """The text without the signs of comments and ends of lines: a citation may go over two lines."""
    return " ".join(LEADER.sub("", line) for line in text.splitlines())


def sources_in(text):
    """What stands behind each `Source:` of a comment."""
    lines = text.splitlines()
    for i, line in enumerate(lines):
        head = LEADER.sub("", line)
        if not head.startswith("Source:"):
            continue
        found = [head.removeprefix("Source:").strip()]
        docstring = not COMMENT.match(line)
        for following in lines[i + 1:]:
            body = LEADER.sub("", following)
            if not body or LABEL.match(body) or body == '"""' or not (docstring or COMMENT.match(following)):
                break
            found.append(body)
        yield " ".join(found)


class Tree:
    """A checkout, and what is wrong with the citations in a text of it."""

    def __init__(self, root):
        self.root = root
        self.pages = {path.name: titles(path.read_text()) for path in (root / "man").glob("sidetick*.[1-8]")}
        self.names = {path.name for top in ("src", "tests") for path in (root / top).rglob("*.cc")}

    def texts(self):
        for path in sorted(path for top in ("src", "tests") for path in (self.root / top).rglob("*")):
            try:
                if path.is_file() and "__pycache__" not in path.parts and path.name != THIS:
                    yield str(path.relative_to(self.root)), path.read_text()
            except UnicodeDecodeError:  # a seed of a fuzzer, a certificate
                continue

    def has(self, name):
        """Also `io/lookup` for io/lookup.h, `core/cron_expr.h` below src, and `observe.cc` wherever it is."""
        found = any(list(path.parent.glob(path.name + ".*")) or path.exists() for path in (self.root / name, self.root / "src" / name))
        return found or name in self.names

    def problems(self, text):
        flat = joined(text)
        yield from (f"{word} is not in the repository" for word in ABSENT.findall(flat))
        for page, number, cited in CITED.findall(flat):
            known = self.pages.get(f"{page}.{number}")
            if known is None:
                yield f"there is no {page}({number})"
            else:
                yield from (f'{page}({number}) has no "{title}"' for title in re.findall('"([^"]+)"', cited) if title.casefold() not in known)
        for source in sources_in(text):
            if not source:
                yield "a source that names nothing"
            yield from (f"there is no {name}" for name in OURS.findall(source) if not self.has(name))


class Citations(unittest.TestCase):
    maxDiff = None

    def test_every_citation_is_of_something_that_is_there(self):
        tree = Tree(program.ROOT)
        texts = dict(tree.texts())
        self.assertGreater(sum(len(list(sources_in(text))) for text in texts.values()), 60)
        self.assertEqual([f"{path}: {problem}" for path, text in texts.items() for problem in tree.problems(text)], [])

    def test_each_kind_of_wrong_citation_is_found(self):
        design, command = "DES" "IGN", "C" "LI"
        with tempfile.TemporaryDirectory() as folder:
            root = pathlib.Path(folder)
            for name, text in (("man/sidetick.7", ".Sh ONE RUN\n.Ss [redis]\\&\n"), ("man/sidetick.toml.5", ""), ("CONTRIBUTING.md", ""),
                               ("src/core/plan.h", ""), ("src/core/deep/read.cc", ""), ("tests/model/README.md", "")):
                (root / name).parent.mkdir(parents=True, exist_ok=True)
                (root / name).write_text(text)
            tree = Tree(root)
            for text, expected in (
                    ('// Source:  sidetick(7), "One run", step 2; sidetick.toml(5).\n', []),
                    ('// As sidetick(7), "One\n//          run" has it.\n', []),
                    ('// Source:  sidetick(7), "Two runs".\n', ['sidetick(7) has no "Two runs"']),
                    ('// Source:  sidetick(7), "One run" and "[redis]" and "Keys".\n', ['sidetick(7) has no "Keys"']),
                    ('# as sidetick(7), "One\n# way"\n', ['sidetick(7) has no "One way"']),
                    ("/// sidetick(5) has it\n", ["there is no sidetick(5)"]),
                    (f'// Source:  {design} "One run".\n', [f"{design} is not in the repository"]),
                    (f'# the {command} has it\n', [f"{command} is not in the repository"]),
                    (f'#include <{command}/{command}.hpp>\nvoid declare({command}::App& app);\n', []),
                    ("// Source:  core/plan.h, core/plan; read.cc; lib/sidekiq/job_util.rb, server.c, CONTRIBUTING.md.\n", []),
                    ("// Source:  core/plain.h.\n", ["there is no core/plain.h"]),
                    ("// Source:  core/plan.h,\n//          io/lookup and\n//          tests/model.\n", ["there is no io/lookup"]),
                    ("/* Source:  src/core/plan.h, write.cc\n * Units:   core/none.h\n */\n", ["there is no write.cc"]),
                    ('"""Title.\n\nSource: tests/modal/README.md.\n"""\n', ["there is no tests/modal/README.md"]),
                    ("// Source:  HOUSE.md.\n", ["there is no HOUSE.md"]),
                    ("// Source:\n// Units:   seconds\n", ["a source that names nothing"])):
                with self.subTest(text):
                    self.assertEqual(list(tree.problems(text)), expected)


if __name__ == "__main__":
    unittest.main()
