"""examples/sidetick.schema.json knows the keys, types and words of the program, and takes what it takes."""

import json
import re
import shutil
import subprocess

import jsonschema
import yaml

import harness
import schema
from example import EXAMPLES, ExampleTest
from test_configuration import first_choices, second_choices

GOLDEN = harness.ROOT / "tests/cli"
# A table for each list of keys that the program has, by what stands in its header.
TABLES = ("", "redis", "redis.sentinel", "redis.sentinel.tls", "redis.tls", "defaults", "schedules.x", "calendars.x")
# A value of each type; and tables, which some keys take in place of a string.
VALUES = ('"zzz"', "5", "0.5", "true", "[]", "[5]", "[{}]", "{}", "{ env = 5 }", '{ zzz = "x" }',
          '{ env = "A" }', '{ file = "b" }', '{ env = "A", file = "b" }')
# What the program says of a key, a type or a word that it does not take.
REFUSED = re.compile(r"unknown key| must be | must hold |: is neither | is not \w+(, \w+)* or \w+\b")
# What JSON cannot tell: it has no dates.
OF_DATES = re.compile(r"without quotes, not the string|not a date\b|not a date-time|not a time of day")
# What the schema says too. The name is that of the key, or of its table.
KNOWN = re.compile(r'''
    unknown\ key\ "(?P<unknown>[^"]*)"
  | (?P<key>[\w.]+)\ must\ (?:be|hold)\ .*,\ (?:not|but\ holds)\ 
  | (?P<job>job\.\w+)\ is\ set\ by\ sidetick
  | (?P<word>\w+)\ "[^"]*":\ is\ not\ (?:\w+(?:,\ \w+)*\ or\ \w+|a\ duration|a\ class\ name|a\ warning)
  | (?P<place>allow)\ "[^"]*":\ is\ a\ warning\ of
  | (?P<range>\w+)\ -?\d+:\ is\ not\ in\ \d
  | (?P<missing>class|hosts|master)\ is\ missing
  | (?P<empty>queue)\ "":\ is\ empty
  | (?P<space>queue|namespace|scheduler_prefix)\ "[^"]*":\ has\ a\ space
  | (?P<none>dates)\ "[^"]*":\ is\ neither
  | (?P<fields>cron)\ "[^"]*":\ found\ [1-48]\ fields?:
  | (?:schedule|calendar)\ "(?P<table>[^"]*)":\ (?:has\ none\ of\ cron|has\ neither\ dates|must\ be\ a\ table
      |(?:every|at|file)\ and\ (?:cron|every|dates)\ exclude|anchor\ is\ for\ every)
''', re.X)
# Another value than a default, by the key or by the default.
OTHERS = {"args": "[1]", "exclude": '["sat"]', "UTC": '"Asia/Tokyo"', "1h": '"2h"', "7d": '"8d"', "5s": '"6s"',
          "2s": '"3s"', "25s": '"26s"', "0": "1", "default": '"other"', "all": '"none"', "now": '"window"',
          "True": "false", "False": "true"}


def table_text(table, line):
    """A file with `line` in a table, and what else the table needs."""
    key = line.partition(" ")[0]
    rest = ""
    if table == "schedules.x":
        rest += "" if key == "class" else 'class = "X"\n'
        rest += "" if key in ("cron", "every", "at") else 'every = "1d"\n'
    return (f"[{table}]\n" if table else "") + line + "\n" + rest


def words(listed):
    return re.split(r", | and | or ", listed)


class SchemaTest(ExampleTest):
    def ask(self, script):
        environment = {"PATH": self.environment()["PATH"], "LC_ALL": "C.UTF-8"}
        done = subprocess.run(["sh", "-c", script], cwd=self.folder, env=environment, check=False, timeout=300)
        return done.returncode

    def said(self, texts):
        """For each text of a file, the errors of `check` about it."""
        asked = self.folder / "asked"
        shutil.rmtree(asked, ignore_errors=True)
        asked.mkdir()
        for number, text in enumerate(texts):
            (asked / f"{number:04}.toml").write_text(text)
        self.ask('for file in asked/*.toml; do sidetick check --log text "$file" 2>"$file.said" >&2; done')
        return [[line for line in path.read_text().splitlines() if line.startswith("sidetick: error: ")]
                for path in sorted(asked.glob("*.said"))]

    def known_keys(self):
        """{"redis": […], …}: the keys that the program has."""
        said = self.said([table_text(table, "zzz = 1") for table in TABLES])
        listed = [re.search(r'unknown key "zzz": allowed are (.*)', "\n".join(lines))[1] for lines in said]
        return dict(zip(TABLES, map(words, listed)))

    def asked_of_each_key(self, values):
        """(table, key, text, what the program said of it) for each key with each of the values."""
        asked = [(table, key, table_text(table, f"{key} = {value}"))
                 for table, keys in self.known_keys().items() for key in keys for value in values]
        said = self.said([text for _, _, text in asked])
        return [(*each, "\n".join(lines)) for each, lines in zip(asked, said, strict=True)]


def node_of(table, key):
    return schema.node(f"{table}.{key}".lstrip("."))


class Keys(SchemaTest):
    maxDiff = None

    def test_it_is_a_schema_that_taplo_reads(self):
        self.assertEqual(schema.SCHEMA["$schema"], "http://json-schema.org/draft-04/schema#")
        jsonschema.Draft4Validator.check_schema(schema.SCHEMA)

    def test_each_table_has_the_keys_of_the_program_and_no_other(self):
        for table, keys in self.known_keys().items():
            with self.subTest(table):
                self.assertEqual(set(schema.node(table)["properties"]), set(keys))
                self.assertIs(schema.node(table)["additionalProperties"], False)

    def test_each_key_is_told_of_in_one_short_sentence(self):
        for key, node in schema.nodes():
            with self.subTest(key):
                self.assertRegex(node["description"], r"^[A-Z][^\n]{10,98}[^.]\.$")
                self.assertNotIn(". ", node["description"])

    def test_each_key_takes_the_types_that_the_program_takes(self):
        for _, key, text, said in self.asked_of_each_key(VALUES):
            against = [error for error in schema.errors(text) if key in error.absolute_path]
            with self.subTest(text=text, said=said):
                if REFUSED.search(said):
                    self.assertTrue(against, "the schema takes it")
                if any(error.validator in ("type", "additionalProperties", "enum") for error in against):
                    self.assertRegex(said, REFUSED, "the schema refuses it")

    def test_it_has_the_words_of_the_program(self):
        for table, key, _, said in self.asked_of_each_key(('"zzz"',)):
            listed = re.search(r'"zzz": is not (\w+(?:, \w+)* or \w+)$', said, re.M)
            with self.subTest(f"{table}.{key}", said=said):
                self.assertEqual(node_of(table, key).get("enum"), words(listed[1]) if listed else None)

    def test_it_has_the_warnings_of_the_program(self):
        tables = ("", "defaults", "schedules.x")
        for table, said in zip(tables, self.said([table_text(table, 'allow = ["zzzzzz"]') for table in tables])):
            listed = re.search(r'allow "zzzzzz": is not a warning: allowed are (.*)', "".join(said))
            self.assertEqual(node_of(table, "allow")["items"]["enum"], words(listed[1]))

    def test_it_has_the_ranges_of_the_program(self):
        for table, key, _, said in self.asked_of_each_key(("-1",)):
            listed = re.search(r"is not in (\d+)-(\d+)|must be .* a number from (\d+) on", said)
            least, most, from_on = listed.groups() if listed else (None, None, None)
            node = node_of(table, key)
            with self.subTest(f"{table}.{key}", said=said):
                found = [str(node[name]) if name in node else None for name in ("minimum", "maximum")]
                self.assertEqual(found, [least or from_on, most])


class Files(SchemaTest):
    maxDiff = None

    def test_it_takes_the_examples(self):
        (config_map, _) = yaml.safe_load_all((EXAMPLES / "kubernetes/sidetick.yaml").read_text())
        page = (harness.ROOT / "man/sidetick.toml.5").read_text()
        example = re.search(r"^\.Sh EXAMPLES\n\.Bd -literal\n(.*?)^\.Ed", page, re.M | re.S)[1]
        for text in ((EXAMPLES / "sidetick.toml").read_text(), first_choices(), second_choices(),
                     config_map["data"]["sidetick.toml"], example):
            with self.subTest(text):
                self.assertEqual(schema.errors(text), [])

    def test_it_takes_and_refuses_the_files_of_the_golden_tests_as_the_program_does(self):
        texts = {}
        for path in sorted(path for path in GOLDEN.rglob("*.toml") if path.is_file()):
            try:
                text = path.read_bytes().decode("utf-8-sig")
                schema.errors(text)
                texts[path.relative_to(GOLDEN)] = text
            except (ValueError, RecursionError):  # no UTF-8, no TOML, or nested without end
                self.assertEqual(self.ask(f"sidetick -q check '{path}' 2>said"), 78, path)
        taken = refused = 0
        for (path, text), said in zip(texts.items(), self.said(texts.values()), strict=True):
            against = schema.errors(text)
            with self.subTest(str(path), said=said, against=[error.message for error in against]):
                if all("has no schedule" in line for line in said):
                    self.assertEqual(against, [])
                    taken += 1
                for line in said:
                    refused += self.expect_refusal(line, against)
        self.assertGreater(taken, 100)
        self.assertGreater(refused, 100)

    def expect_refusal(self, line, against):
        """What the schema can tell, it tells of the same key. 1 when that was so."""
        known = KNOWN.search(line)
        if known is None or OF_DATES.search(line):
            return 0
        key = next((name for name in known.groups() if name), "").split(".")[-1]
        names = {str(step) for error in against for step in error.absolute_path}
        told = " ".join(error.message for error in against)
        self.assertTrue(against and (key in names or repr(key) in told), f"{key}: {line}")
        return 1


class Texts(SchemaTest):
    """What is taken in a string, or without quotes, one by one."""

    def expect(self, table, key, right, wrong):
        values = (*right, *wrong)
        other = '[schedules.y]\nclass = "Y"\ncron = "@daily"\n'
        texts = [table_text(table, f"{key} = {value}") + other for value in values]
        for value, text, said in zip(values, texts, self.said(texts)):
            with self.subTest(text=text, said=said):
                self.assertEqual(said == [], value in right)
                self.assertEqual(schema.errors(text) == [], value in right)

    def test_keys_that_need_or_exclude_others(self):
        schedule, right = '[schedules.x]\nclass = "X"\n', '[schedules.y]\nclass = "Y"\ncron = "@daily"\n'
        anchor, dates, hosts = "anchor = 2026-01-01T00:00:00Z\n", "dates = [9998-12-25]\n", 'hosts = ["a:26379"]\n'
        rows = {
            schedule + 'every = "1d"\n' + anchor: True,
            schedule + 'cron = "@daily"\n' + anchor: False,
            schedule + 'cron = "@daily"\nevery = "1d"\n': False,
            schedule + 'every = "1d"\nat = 9998-12-25T00:00:00Z\n': False,
            schedule: False,
            '[schedules.x]\nevery = "1d"\n': False,
            schedule + 'every = "1d"\njob = { jid = "x" }\n': False,
            schedule + 'every = "1d"\njob = { jids = "x" }\n': True,
            "[calendars.x]\n" + dates: True,
            "[calendars.x]\n" + dates + 'file = "x.txt"\n': False,
            "[calendars.x]\n": False,
            "[redis.sentinel]\n" + hosts + 'master = "m"\n': True,
            '[redis.sentinel]\nmaster = "m"\n': False,
            "[redis.sentinel]\n" + hosts: False,
            "[redis.sentinel]\n" + hosts + 'master = "m"\ntls = { cert_file = "x" }\n': False,
            '[redis]\nurl = "rediss://a"\n[redis.tls]\ncert_file = "x"\nkey_file = "y"\n': True,
            '[redis]\nurl = "rediss://a"\n[redis.tls]\ncert_file = "x"\n': False,
            '[redis]\nurl = "rediss://a"\n[redis.tls]\nkey_file = "y"\n': False,
        }
        texts = [text + right for text in rows]
        for text, said, is_right in zip(texts, self.said(texts), rows.values(), strict=True):
            with self.subTest(text=text, said=said):
                self.assertEqual((said == [], schema.errors(text) == []), (is_right, is_right))

    def test_durations(self):
        self.expect("schedules.x", "every", ('"90s"', '"1h30m"', '"2d"', '"1w"', '"1w2d3h4m5s"', '"2000ms"', '"0h01m"'),
                    ('""', '"5"', '"1h 30m"', '"30m1h"', '"1.5h"', '"-5m"', '"5M"', '"5 m"', '"m"', '"1ms1s"', '"1h1h"'))
        self.expect("redis", "deadline", ('"250ms"', '"1s500ms"'), ('"ms"', '"10"'))

    def test_instants(self):
        right = ("2026-12-31T23:59:00Z", "2026-12-31 23:59:00", "2026-12-31t23:59:00z", "2026-12-31T23:59:00+05:30",
                 "2026-12-31T23:59:00", "2026-12-31T23:59:00.000Z")
        wrong = ('"tomorrow"', "23:59:00", "2026-12-31T23:59:00.5Z", "5")
        self.expect("schedules.x", "at", right, (*wrong, "2026-12-31"))
        self.expect("schedules.x", "anchor", right, (*wrong, "2026-12-31"))
        for key in ("start", "end"):
            self.expect("schedules.x", key, (*right, "2026-12-31"), wrong)
        for text in right:  # as it is written, which is what Taplo compares
            self.assertRegex(text, schema.node("schedules.x.at")["pattern"])

    def test_dates_and_days_without_a_tick(self):
        self.expect("schedules.x", "exclude",
                    ("[2026-12-25]", '["2026-12-25"]', '["2026-12-24..2027-01-02"]', '[" 2026-12-24 .. 2027-01-02 "]',
                     '["SAT"]', '["mon-fri"]', '["sat,sun"]', '["mon/2"]', '["7"]', '["07"]', '["fri-mon", "wed"]',
                     '["1-5"]', '["5-2"]', '["1,3"]', '["1-5/2"]', '["1-wed"]', '["*/2"]'),
                    ('["2026-12"]', '["25.12.2026"]', '["8"]', '["1-8"]', '["1#2"]', '["1-"]', '["1,"]', '["*/8"]',
                     '["mon-"]', '["mon,"]', '[""]', '["mon fri"]', '["H"]', '["2026-12-24.2027-01-02"]'))

    def test_expressions_by_the_number_of_their_fields(self):
        self.expect("schedules.x", "cron",
                    ('"0 9 * * *"', '"0 0 9 * * *"', '"0 0 9 * * * Asia/Kolkata"', '" 0  9 * * mon-fri "', '"\\t@daily"',
                     '"@Hourly"', '"0 9 * * * UTC"', '"@weekly Europe/Copenhagen"', '"H H(0-5) * * ?"'),
                    ('""', '" "', '"0 9 * *"', '"0 0 9 * * * 2026 UTC"', '"@"', '"@daily 9 UTC"'))


class Defaults(SchemaTest):
    """A default is what a key has that is not there: a file that names it is one that does not."""

    def differs(self, text):
        for name, each in (("old", '[schedules.x]\nclass = "X"\nevery = "1d"\n'), ("new", text)):
            (self.folder / f"{name}.toml").write_text(each)
        self.assertEqual(self.ask("sidetick diff old.toml new.toml >said 2>&1"), 0)
        said = (self.folder / "said").read_text().splitlines()
        self.assertRegex(said.pop(), "1 (?:as before|changed|only written otherwise), from ")
        return said != []

    def test_to_name_a_default_changes_nothing_and_to_name_another_value_does(self):
        keys = [(table, key) for table in TABLES for key in schema.node(table)["properties"]
                if "default" in node_of(table, key) and table != "redis.sentinel"]  # of which diff says nothing
        self.assertGreater(len(keys), 20)
        for table, key in keys:
            default = node_of(table, key)["default"]
            values = (json.dumps(default), OTHERS.get(key) or OTHERS[str(default)])
            with self.subTest(f"{table}.{key}"):
                texts = [self.text(table, f"{key} = {value}") for value in values]
                self.assertEqual([self.differs(text) for text in texts], [False, True])

    def text(self, table, line):
        return table_text(table, line) + ("" if table == "schedules.x" else table_text("schedules.x", ""))


del SchemaTest
