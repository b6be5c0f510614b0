"""sidetick(7) says what the program does: its keys, its figures, its reasons, and an example that is run."""

import re
import unittest

import program
from harness import RedisTest
from test_pages import SOURCES, sections

PAGE = (program.ROOT / "man/sidetick.7").read_text()
HEADER = next(text for path, text in SOURCES.items() if path.name == "keys.h")
TITLES = ["WORDS", "INVARIANTS", "REDIS KEYS", "ONE RUN", "CHANGE", "CRON EXPRESSIONS", "DAYLIGHT SAVING", "THE JOB", "EXIT STATUS"]

# A constant of the program, and what the page says of it.
FIGURES = [
    (r"ticks_per_batch = 1'000;", "at most 1,000 ticks"),
    (r"bytes_per_batch = 1 << 20;", "at most 1 MiB of JSON"),
    (r"ledgers_per_batch = 125;", "ticks are of at most 125 schedules"),
    (r"all > 4 \* ledgers_per_batch \? ledgers_per_batch : all;",
     "Of more than 500 schedules, a transaction holds the ticks of at most 125"),
    (r"single_for = std::chrono::hours\{1\};", "ticks of the last hour stand alone"),
    (r"ticks_per_turn = 32;", "at one in 32 ticks of a schedule"),
    (r"worth_while = 16;", "where that makes 16 members fewer"),
    (r'members_per_look = "10000";', "it reads up to 10,000 members"),
    (r"first_batch\{16, 16 << 10\};", "The first of a run holds at most 16 ticks and 16 KiB"),
    (r"most_watched = 32;", "at most 32 of the cursors"),
    (r"most_looks_unchanged = 4;", "Once four looks in a row"),
    (r"trims_per_history = 100;", "too old by a hundredth of .Cm history"),
    (r"just_now\{10\};", "not more than ten seconds ago"),
    (r"ticks_per_plan = 100'000;", "at most 100,000 ticks of a schedule"),
    (r"cursor_lead = std::chrono::minutes\{15\};", "more than 15 minutes ahead of .Em now and of Redis' clock"),
    (r"close_lead = std::chrono::minutes\{1\};", "of another form that is ahead by at most a minute"),
    (r"ledger_grace = std::chrono::minutes\{5\};", ".Cm history and 5 minutes"),
    (r"gone_grace = std::chrono::minutes\{5\};", "Within 5 minutes, as in a deploy"),
    (r"minute_start\(now\) - std::chrono::minutes\{1\};", "the start of the minute before the present one"),
    (r"minute_start\(now\) - std::chrono::minutes\{2\};", "runs at least every two minutes"),
    (r"dropped_memory = std::chrono::hours\{24 \* 7\};", ".Cm status shows it for 7 days"),
    (r"shortest_pause\{10\};", "for 10 ms at first"),
    (r"longest_pause\{1000\};", "up to a second"),
    (r"id\.resize\(24\);", "24 hexadecimal digits"),
]


def plain(text):
    """`.It Li queue:\\& Ns Ar NAME` -> "queue:NAME"; a line of text as it is, its quotes plain."""
    text = re.sub(r"^\.(?:It )?(?:Li|Dl) ", "", text.replace("\\&", ""))
    return text.replace(" Ns Ar ", "").replace("\\(dq", '"')


def keys(text):
    return [key for line in re.findall(r"^\.It Li .*$", text, re.M) for key in plain(line).split(" , ")]


class Design(unittest.TestCase):
    maxDiff = None

    def test_the_page_has_the_sections_that_comments_cite(self):
        self.assertEqual([title for title in re.findall(r"^\.Sh (.*)$", PAGE, re.M) if title in TITLES], TITLES)

    def test_each_key_stands_under_the_prefix_that_the_program_gives_it(self):
        of_namespace, of_prefix = sections(PAGE)["REDIS KEYS"].split("These begin with\n.Cm scheduler_prefix")
        for said, prefix in ((of_namespace, "namespace_"), (of_prefix, "prefix_")):
            with self.subTest(prefix):
                names = re.findall(rf'return (?:joined\()?{prefix}(?: \+|,) "([^"]+)"', HEADER)
                self.assertEqual(sorted(re.sub("[A-Z]+$", "", key) for key in keys(said)), sorted(names))

    def test_every_reason_for_a_skip_is_in_the_page(self):
        reasons = {reason.replace("\\", "") for text in SOURCES.values()
                   for reason in re.findall(r'case SkipReason::\w+:\s+return "((?:\\.|[^"])*)"', text)}
        self.assertGreaterEqual(len(reasons), 8)
        self.assertEqual(set(keys(sections(PAGE)["Why a tick is skipped"])), reasons)

    def test_the_figures_are_those_of_the_program(self):
        text = re.sub(r"\s+", " ", PAGE)
        for constant, said in FIGURES:
            with self.subTest(said):
                self.assertEqual(len([path for path, source in SOURCES.items() if re.search(constant, source)]), 1, constant)
                self.assertTrue(said in text)


def shown(example):
    """[("SMEMBERS exq:queues", ["reports"]), …]: what is typed, and the lines of the answer. An answer goes
    on in lines that are indented: JSON at once, words after a space."""
    found = []
    for line in example.splitlines():
        if line.startswith("> "):
            found.append((line[2:], []))
        elif line.startswith(" "):
            found[-1][1][-1] += ("" if found[-1][1][-1].startswith("{") else " ") + line.strip()
        else:
            found[-1][1].append(line)
    return found


class Example(RedisTest):
    def test_the_example_is_what_a_run_leaves(self):
        text = sections(PAGE)["EXAMPLES"]
        config, example = re.findall(r"^\.Bd -literal\n(.*?)^\.Ed", text, re.S | re.M)
        self.config.write_text(config)
        self.run_at(re.search(r"a run of (\S+) ", text)[1], env={"REDIS_URL": self.server.url})
        for command, answer in shown(example):
            with self.subTest(command):
                reply = self.redis(*command.split())
                self.assertEqual([str(line) for line in (reply if isinstance(reply, list) else [reply])], answer)
        said = {command.split()[1] for command, _ in shown(example)}
        self.assertEqual(set(self.redis("KEYS", "*")), said)


if __name__ == "__main__":
    unittest.main()
