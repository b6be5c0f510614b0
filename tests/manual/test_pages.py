"""The manual pages say all that the program takes, and nothing that it refuses."""

import json
import pathlib
import re
import subprocess
import tempfile
import unittest

import program

MAN = program.ROOT / "man"
PAGES = sorted(path.name for path in MAN.glob("*.[1-8]"))
COMMAND, FILE = (MAN / "sidetick.1").read_text(), (MAN / "sidetick.toml.5").read_text()
OPERATE = (MAN / "sidetick-operate.7").read_text()
SOURCES = {path: path.read_text() for path in sorted((program.ROOT / "src").rglob("*")) if path.suffix in (".cc", ".h")}


def sections(page):
    """{"run": text, "EXIT STATUS": text, …}: what stands under each .Sh and .Ss, up to the next one."""
    parts = re.split(r"^\.S[hs] (.*)\n", page, flags=re.M)
    return {title.replace("\\&", ""): text for title, text in zip(parts[1::2], parts[2::2])}


def command_sections():
    """{"enable": text, "disable": the same text, …}: between the description and the environment."""
    begin, end = COMMAND.index(".Ss run\n"), COMMAND.index(".Sh ENVIRONMENT\n")
    return {name: text for title, text in sections(COMMAND[begin:end]).items() for name in title.split(" , ")}


def tagged(text, macro):
    """What the .It lines of a list have behind `macro`: `.It Fl -from Ar T` -> ["-from Ar T"]."""
    return re.findall(rf"^\.It {macro} (.*)$", text, re.M)


def words(line):
    return [word for word in line.split() if word not in (",", "Ns", "No")]


def options_of(text):
    """{"--from": "T"}: each option that a macro of the text names, and its value ("" for none)."""
    found = {}
    for line in text.splitlines():
        if line.startswith("."):
            line = re.sub(r" Ns \| Ns Ar ", "|", line)
            for name, value in re.findall(r"\bFl (?:\w , )?-([\w-]+)(?: Ar (\S+))?", line):
                found[f"--{name}"] = value or found.get(f"--{name}", "")
    return found


def keys_of_program():
    """{"redis": [...], …}: the tables of keys that the reader of the configuration refuses all others by."""
    found = {}
    for path, text in SOURCES.items():
        if program.ROOT / "src/config" in path.parents:
            for name, body in re.findall(r"std::array<std::string_view, \d+> (\w+)_keys\{(.*?)\}", text, re.S):
                found[name] = re.findall(r'"(\w+)"', body)
    return found


def keys_of_page(title):
    return [word for line in tagged(sections(FILE)[title], "Ic") for word in words(line.split(" = ")[0])]


TABLES = {"calendar": "[calendars.NAME]", "top": "Settings", "redis": "[redis]", "sentinel": "[redis.sentinel]", "tls": "[redis.tls]",
          "schedule": "[schedules.NAME]", "default": "[defaults]"}


class Options(unittest.TestCase):
    maxDiff = None

    def test_the_page_has_the_commands_of_the_program(self):
        self.assertEqual(list(command_sections()), program.commands())

    def test_each_command_has_its_options_and_no_other(self):
        everywhere = program.options()
        for command, text in command_sections().items():
            with self.subTest(command):
                taken = {name: value for name, (_, value) in program.options(command).items()}
                said = {name: value for name, value in options_of(text).items() if name not in everywhere}
                # One that is for several commands is explained once, and stands in the synopsis of each;
                # where the synopsis says "options", --format and --deadline go without saying.
                said.update({name: taken[name] for name in ("--format", "--deadline") if name in taken
                             and "Op Ar options" in text})
                self.assertEqual(said, taken)

    def test_options_for_all_commands_are_those_of_the_program(self):
        description = sections(COMMAND)["DESCRIPTION"]
        said = {name: value for name, value in options_of(description).items() if name not in ("--zone", "--format")}
        self.assertEqual(said, {name: value for name, (_, value) in program.options().items()})
        letters = set(re.findall(r"^\.It Fl (\w) , ", description, re.M))
        self.assertEqual(letters, {letter[1] for letter, _ in program.options().values() if letter})

    def test_the_program_takes_every_option_of_the_page(self):
        for command, text in command_sections().items():
            for option in options_of(text):
                with self.subTest(f"{command} {option}"):
                    self.assertNotIn("unknown option", program.run(command, option).stderr)
        self.assertIn("unknown option", program.run("run", "--nonsense").stderr)

    def test_the_arguments_of_the_page_are_those_of_the_help(self):
        for command, text in command_sections().items():
            with self.subTest(command):
                usage = program.page(command).splitlines()[0].partition(f" {command} ")[2]
                usage = re.sub(r"--\w+ \w+ ", "", usage).replace(" [OPTIONS]", "")
                for word in re.findall(r"\b(?:NAME|FILE|DIR|bash|zsh|fish)\b", usage):
                    self.assertIn(word, text.split(".Ed")[0])


class Keys(unittest.TestCase):
    maxDiff = None

    def test_every_table_of_the_program_is_known_here(self):
        self.assertEqual(set(keys_of_program()), set(TABLES))

    def test_each_table_has_its_keys_and_no_other(self):
        for table, keys in keys_of_program().items():
            with self.subTest(table):
                expected = set(keys) - ({"redis", "defaults", "schedules", "calendars"} if table == "top" else set())
                self.assertEqual(set(keys_of_page(TABLES[table])), expected)

    def test_the_program_knows_every_key_of_the_page(self):
        headers = {"top": "", "sentinel": "[redis.sentinel]\n", "tls": "[redis.tls]\n", "schedule": "[schedules.x]\n",
                   "redis": "[redis]\n", "default": "[defaults]\n", "calendar": "[calendars.x]\n"}
        with tempfile.TemporaryDirectory() as folder:
            for table, title in TABLES.items():
                for key in [*keys_of_page(title), "nonsense"]:
                    with self.subTest(f"{title} {key}"):
                        path = pathlib.Path(folder) / "jobs.toml"
                        # A value that no key takes: what is refused is the value, not the key.
                        path.write_text(f"{headers[table]}{key} = 07:00:00\n")
                        refused = f'unknown key "{key}"' in program.run("check", str(path)).stderr
                        self.assertEqual(refused, key == "nonsense")

    def test_words_that_a_key_takes_stand_in_the_page(self):
        for path, text in SOURCES.items():
            for name, body in re.findall(r"(\w+)_words\[\]\{(.*?)\};", text, re.S):
                for word in re.findall(r'\{"(\w+)"', body):
                    with self.subTest(f"{path.name} {name} {word}"):
                        self.assertIn(f"\\(dq{word}\\(dq", sections(FILE)["[schedules.NAME]"])

    def test_the_letters_of_times_are_those_of_the_program(self):
        written = re.search(r'time_format_letters =\s*"(.*?)";', SOURCES[program.ROOT / "src/core/time/strftime.h"], re.S)[1]
        letters = re.sub(r'"\s*"', "", written)
        said = re.search(r"^%Y.*?\n\.Ed", sections(FILE)["Placeholders"], re.M | re.S)[0].removesuffix(".Ed")
        self.assertEqual(said.split(), letters.split())

    def test_the_example_is_right(self):
        example = re.search(r"\.Bd -literal\n(.*?)\.Ed", sections(FILE)["EXAMPLES"], re.S)[1]
        with tempfile.TemporaryDirectory() as folder:
            (pathlib.Path(folder) / "sidetick.toml").write_text(example)
            done = program.run("check", "sidetick.toml", cwd=folder, REDIS_PASSWORD="secret")
            self.assertEqual((done.returncode, done.stderr), (0, ""))


class Rest(unittest.TestCase):
    maxDiff = None

    def test_every_exit_status_is_in_the_pages_and_the_help(self):
        enum = re.search(r"enum class Exit[^{]*\{(.*?)\}", SOURCES[program.ROOT / "src/core/error.h"], re.S)[1]
        statuses = {number for number in re.findall(r"= (\d+)", enum) if number == "0" or int(number) >= 64}
        self.assertGreaterEqual(len(statuses), 8)
        help_part = program.page().split("Exit status:\n")[1]
        self.assertEqual(set(re.findall(r"^ +(\d+)  ", help_part, re.M)), statuses)
        for part in ("EXIT STATUS", "What to do at each exit status"):
            page = COMMAND if part.isupper() else OPERATE
            said = [number for number in re.findall(r"^\.It (\d+)$", sections(page)[part], re.M) if len(number) > 1]
            self.assertEqual(set(said) | {"0"}, statuses, part)

    def test_every_environment_variable_is_in_the_page_and_no_other(self):
        used = set()
        for text in SOURCES.values():
            used.update(re.findall(r'getenv\("(\w+)"\)', text))
            used.update({"X509_get_default_cert_dir_env": "SSL_CERT_DIR", "X509_get_default_cert_file_env": "SSL_CERT_FILE"}[f]
                        for f in re.findall(r"getenv\((X509_\w+)\(\)\)", text))
        said = {word for line in tagged(sections(COMMAND)["ENVIRONMENT"], "Ev") for word in words(line)}
        self.assertEqual(said, used)

    def test_every_signal_is_in_the_page(self):
        used = {name for text in SOURCES.values() for name in re.findall(r"\bSIG[A-Z]+\b", text)} - {"SIG"}
        used = {name for name in used if not name.startswith("SIG_")}
        said = {word for line in tagged(sections(COMMAND)["SIGNALS"], "Dv") for word in words(line)}
        self.assertEqual(said, used)

    def test_every_key_of_redis_is_in_the_page(self):
        names = re.findall(r'(?:namespace_|prefix_) \+ "([^"]+)"', SOURCES[program.ROOT / "src/core/redis/keys.h"])
        self.assertGreaterEqual(len(names), 9)
        for name in names:
            self.assertIn(name, sections(COMMAND)["Keys in Redis"])

    def test_every_file_is_in_the_page(self):
        for path in re.findall(r'"(/etc/sidetick/[^"]+)"', SOURCES[program.ROOT / "src/config/paths.cc"]):
            self.assertIn(path, sections(COMMAND)["FILES"])

    def test_the_shapes_of_json_have_the_keys_that_the_program_prints(self):
        with tempfile.TemporaryDirectory() as folder:
            (pathlib.Path(folder) / "jobs.toml").write_text("[schedules.x]\ncron = '* * * * *'\nclass = 'W'\n")
            for args in (["check", "jobs.toml"], ["-c", "jobs.toml", "next"]):
                found = json.loads(program.run(*args, "--format", "json", cwd=folder).stdout)
                text = command_sections()["check" if "check" in args else "next"]
                for key in found if isinstance(found, dict) else found[0]:
                    self.assertIn(f'"{key}":', text)
        for command, source in (("run", "output/run"), ("backfill", "output/backfill"), ("trigger", "trigger"),
                                ("enable", "switch"), ("status", "output/status"), ("why", "output/why"),
                                ("check", "check")):
            for key in set(re.findall(r'\\"(\w+)\\":', SOURCES[program.ROOT / f"src/cli/{source}.cc"])):
                with self.subTest(f"{command} {key}"):
                    self.assertRegex(command_sections()[command], rf'"{key}":|^\.Li {key}\b')


class Form(unittest.TestCase):
    def check(self, *command, **more):
        done = subprocess.run(command, capture_output=True, text=True, check=False, stdin=subprocess.DEVNULL, timeout=60,
                              env=program.environment(**more))
        # What of the pages that are referred to is installed on this machine is no fault of ours.
        said = (done.stdout if command[0] == "mandoc" else "") + done.stderr
        self.assertEqual([line for line in said.splitlines()
                          if "referenced manual not found" not in line and "mandoc.db" not in line], [])

    def test_mandoc_has_nothing_to_say(self):
        self.check("mandoc", "-T", "lint", *(str(MAN / page) for page in PAGES))

    def test_groff_has_nothing_to_say(self):
        for page in PAGES:
            self.check("groff", "-ww", "-mdoc", "-Tutf8", str(MAN / page))
            self.check("man", "--warnings", "-l", str(MAN / page), MANWIDTH="80")

    def test_the_pages_name_each_other(self):
        for page in PAGES:
            others = {tuple(other.rsplit(".", 1)) for other in PAGES} - {tuple(page.rsplit(".", 1))}
            see_also = sections((MAN / page).read_text())["SEE ALSO"]
            self.assertLessEqual(others, set(re.findall(r"^\.Xr (\S+) (\d)", see_also, re.M)), page)

    def test_every_page_is_installed(self):
        self.assertEqual(set(re.findall(r"'(.*?)'", (MAN / "meson.build").read_text())), set(PAGES))


if __name__ == "__main__":
    unittest.main()
