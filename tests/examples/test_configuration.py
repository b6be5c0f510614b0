"""The configuration of the README, and examples/every-key.toml: they load, and nothing is missing."""

import re

import harness
from example import EXAMPLES, ExampleTest, output

EVERY_KEY = (EXAMPLES / "every-key.toml").read_text()
README = (harness.ROOT / "README.md").read_text()
# A table for each list of keys that the program has, with what it takes to be read.
TABLES = {
    "": "",
    "redis": "[redis]\n",
    "redis.sentinel": "[redis.sentinel]\n",
    "redis.tls": "[redis.tls]\n",
    "defaults": "[defaults]\n",
    "schedules.report": "[schedules.report]\n",
}


def sections():
    """The text below each header, whether it is a comment or not; those of schedules in one."""
    found, name = {}, ""
    for line in EVERY_KEY.splitlines():
        header = re.match(r"#+\[([^\]]+)\]", line)
        if header:
            name = "schedules.report" if header[1].startswith("schedules.") else header[1]
        found[name] = found.get(name, "") + line + "\n"
    return found


def first_choices():
    """The file with each #KEY, and no ##KEY."""
    return "\n".join(line[1:] for line in EVERY_KEY.splitlines() if re.match(r"#[^# ]", line)) + "\n"


def second_choices():
    """The file with each ##KEY in place of the #KEY above it."""
    lines = EVERY_KEY.splitlines() + [""]
    chosen = []
    for line, following in zip(lines, lines[1:]):
        if re.match(r"##[^ ]", line):
            chosen.append(line[2:])
        elif re.match(r"#[^# ]", line) and not following.startswith("##"):
            chosen.append(line[1:])
    return "\n".join(chosen) + "\n"


class Configuration(ExampleTest):
    def ask(self, *command):
        return output("sidetick", *command, env=self.environment(), cwd=self.folder)

    def known_keys(self, table):
        """What the program says is allowed there."""
        (self.folder / "asked.toml").write_text(table + "zzz = 1\n")
        _, _, said = self.ask("check", "asked.toml")
        listed = re.search(r'unknown key "zzz": allowed are (.*)', said)[1]
        return re.split(r", | and ", listed)

    def test_every_key_that_the_program_knows_stands_in_the_example(self):
        found = sections()
        headers = set(re.findall(r"^#+\[([\w.]+)", EVERY_KEY, re.M))
        for name, table in TABLES.items():
            keys = self.known_keys(table)
            self.assertGreater(len(keys), 3)
            for key in keys:
                path = f"{name}.{key}" if name else key
                is_table = any(header == path or header.startswith(path + ".") for header in headers)
                has_key = re.search(rf"(?:^#+|\bor ){key} = ", found[name], re.M)
                self.assertTrue(is_table or has_key, f"{key} of [{name}] is not in examples/every-key.toml")

    def test_without_its_comments_it_is_right(self):
        for text in (first_choices(), second_choices()):
            (self.folder / "every-key.toml").write_text(text)
            (self.folder / "holidays.txt").write_text("9998-12-25  # Christmas\n")
            status, shown, errors = self.ask("check", "--strict", "every-key.toml")
            self.assertEqual((status, shown), (0, "sidetick: 3 schedules in 1 file are right\n"), errors)
            self.assertNotIn("error", errors)

    def test_as_it_stands_it_says_nothing(self):
        _, _, errors = self.ask("check", str(EXAMPLES / "every-key.toml"))
        self.assertIn("has no schedule", errors)

    def test_the_configuration_of_the_readme_runs_as_it_is_pasted(self):
        pasted = re.findall(r"^```toml\n(.*?)^```", README, re.M | re.S)
        (self.folder / "jobs.toml").write_text("\n".join(pasted))
        self.assertEqual(self.ask("check", "--strict", "jobs.toml"),
                         (0, "sidetick: 2 schedules in 1 file are right\n", ""))
        status, _, errors = self.ask("-c", "jobs.toml", "run")
        self.assertEqual((status, errors), (0, ""))
        status, _, errors = self.ask("-c", "jobs.toml", "trigger", "report")
        self.assertEqual((status, errors), (0, ""))
        self.assertEqual([job["class"] for job in self.jobs("reports")], ["ReportWorker"])
