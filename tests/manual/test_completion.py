"""Completion in the shells themselves: what is typed and a TAB, what is run then."""

import json
import pathlib
import shlex
import shutil
import subprocess
import tempfile
import unittest

import program
from shell import Terminal

# Names that a shell has to quote, or that it takes for two words; each begins unlike the others.
NAMES = ["nightly report", "it's", 'say "hello"', "a$HOME`b`", "ünïcode", "back\\slash", "col:on", "eq=ual",
         "semi;colon&", "quo'", "~tilde", "(paren)", "#hash", "*star?"]
RC = {
    "bash": "PS1='ready> '\nbind 'set bell-style none'\nset +o history\n",
    "zsh": "PS1='ready> '\nunsetopt beep prompt_cr prompt_sp\nzstyle ':completion:*' insert-tab false\n",
}


class CompletionTest(unittest.TestCase):
    maxDiff = None

    def setUp(self):
        self.folder = pathlib.Path(tempfile.mkdtemp(prefix="sidetick-completion-"))
        self.addCleanup(shutil.rmtree, self.folder)
        (self.folder / "my jobs.toml").write_text("".join(
            f"[schedules.{json.dumps(name)}]\ncron = '* * * * *'\nclass = 'Worker'\nqueue = 'q{i}'\n"
            f"description = 'the {i}th'\n" for i, name in enumerate(NAMES)))
        # The installed name, and a place that is searched.
        (self.folder / "sidetick").symlink_to(program.SIDETICK)
        (self.folder / "home").mkdir()
        (self.folder / "home/at home.toml").write_text("[schedules.homely]\nevery = '1h'\nclass = 'W'\n")

    def environment(self):
        env = program.environment(HOME=str(self.folder / "home"), XDG_CONFIG_HOME=str(self.folder / "home"),
                                  XDG_DATA_HOME=str(self.folder / "home"), ZDOTDIR=str(self.folder / "home"))
        return {**env, "PATH": f"{self.folder}:{env['PATH']}"}

    def line(self, text):
        """What the program answers a shell: (kind, the word that is typed, {candidate: summary})."""
        done = subprocess.run([program.SIDETICK, "completion", "line", text], cwd=self.folder, text=True,
                              env=self.environment(), capture_output=True, check=True, timeout=60)
        self.assertEqual(done.stderr, "")
        kind, word, *rows = done.stdout.splitlines()
        return kind, word, dict((row + "\t").split("\t")[:2] for row in rows)

    def words(self, text):
        kind, _, found = self.line(text)
        self.assertEqual(kind, "words")
        return list(found)


class Answers(CompletionTest):
    def test_every_command_and_every_option_of_the_help_is_a_candidate(self):
        self.assertEqual(self.words("sidetick "), program.commands())
        self.assertEqual(self.words("sidetick -"), list(program.options()))
        for command in program.commands():
            with self.subTest(command):
                self.assertEqual(self.words(f"sidetick {command} -"),
                                 list(program.options(command)) + list(program.options()))

    def test_every_option_of_a_few_words_offers_them_and_the_program_takes_each(self):
        for command in program.commands():
            for option, (_, value) in {**program.options(command), **program.options()}.items():
                if value not in ("FORMAT", "PROGRAM") and not ("|" in value and value.islower()):
                    continue
                with self.subTest(f"{command} {option}"):
                    found = self.words(f"sidetick {command} {option} ")
                    self.assertGreaterEqual(len(found), 2)
                    self.assertEqual(self.words(f"sidetick {command} {option}="), [f"{option}={w}" for w in found])
                    refused = program.run(command, option, "nonsense").stderr
                    self.assertTrue(all(word in refused for word in found), refused)

    def test_names_come_from_the_configuration_of_the_line(self):
        jobs = "-c 'my jobs.toml'"
        for text in (f"sidetick {jobs} next ", f"sidetick next {jobs} ", f"sidetick {jobs} run --only ",
                     "sidetick --config=my\\ jobs.toml backfill --from -2h --to now ",
                     'sidetick -c"my jobs.toml" backfill ', f"FOO {jobs} --log json next -- "):
            with self.subTest(text):
                self.assertEqual(self.words(text), NAMES)
        self.assertEqual(self.line(f"sidetick {jobs} next ")[2]["it's"], "the 1th")
        self.assertEqual(self.words("sidetick -c ~/'at home.toml' next "), ["homely"])
        self.assertEqual(sorted(self.words(f"sidetick {jobs} backfill --queue ")),
                         sorted(f"q{i}" for i in range(len(NAMES))))

    def test_a_name_that_is_given_is_not_offered_again(self):
        self.assertNotIn("it's", self.words("sidetick -c 'my jobs.toml' next it\\'s "))
        self.assertNotIn("it's", self.words("sidetick -c 'my jobs.toml' run --only \"it's\" --only "))

    def test_files_are_left_to_the_shell(self):
        for text in ("sidetick -c ", "sidetick --config ", "sidetick --config=my", "sidetick check ",
                     "sidetick check a.toml b", "sidetick next --cases ", "sidetick diff ", "sidetick diff a.toml ",
                     "sidetick import "):
            with self.subTest(text):
                self.assertEqual(self.line(text)[::2], ("files", {}))

    def test_zones_are_those_of_the_machine(self):
        zones = self.words("sidetick next --zone ")
        self.assertIn("Europe/Copenhagen", zones)
        for zone in zones[::40]:
            self.assertEqual(program.run("next", "--cron", "@daily", "--count", "1", "--zone", zone).returncode, 0)

    def test_a_configuration_that_is_wrong_or_missing_is_passed_over_in_silence(self):
        (self.folder / "wrong.toml").write_text("[schedules.odd]\ncron = 'x'\n[schedules.even]\nevery = '1h'\n"
                                                "class = 'W'\n[redis]\nurl = 'nonsense'\n")
        self.assertEqual(self.words("sidetick -c wrong.toml next "), ["odd", "even"])
        (self.folder / "broken.toml").write_text("[schedules.odd\n")
        for text in ("sidetick -c broken.toml next ", "sidetick -c missing.toml next ",
                     "sidetick next ", "sidetick nonsense ", "sidetick run --nonsense=", "'", "sidetick '\\"):
            with self.subTest(text):
                self.line(text)


class Interactive:
    """In a shell that someone types into; with `shell` and `rc_file`."""

    def start(self):
        (self.folder / "home" / self.rc_file).write_text(RC[self.shell] + self.load)
        terminal = Terminal(self.command, self.folder, self.environment())
        self.addCleanup(terminal.close)
        terminal.wait_for("ready> ")
        return terminal

    def ran(self, terminal, keys):
        """The arguments of the program when `keys` were typed, and a newline."""
        args = self.folder / "args"
        terminal.type(f"{keys}\n")
        terminal.type("echo do''ne\n")
        shown = terminal.wait_for("done\r\n")
        terminal.wait_for("ready> ")
        self.assertTrue(args.exists(), shown)
        found = args.read_text().split("\0")[:-1]
        args.unlink()
        return found

    def spy(self):
        """In place of the program: completes as it does, and notes what it is run with."""
        (self.folder / "sidetick").unlink()
        (self.folder / "sidetick").write_text(
            f'#!/bin/sh\ncase $2 in line | bash | zsh) exec {shlex.quote(program.SIDETICK)} "$@" ;; esac\n'
            f"printf '%s\\0' \"$@\" > {shlex.quote(str(self.folder / 'args'))}\n")
        (self.folder / "sidetick").chmod(0o755)

    def test_names_are_completed_and_quoted(self):
        self.spy()
        terminal = self.start()
        for typed, name in (("nig", "nightly report"), ("nightly\\ re", "nightly report"), ("'nightly r", "nightly report"),
                            ('"nightly r', "nightly report"), ("it", "it's"), ('"it', "it's"), ("say", 'say "hello"'),
                            ("a", "a$HOME`b`"), ('"a', "a$HOME`b`"), ("'quo", "quo'"), ('"quo', "quo'"), ('"say', 'say "hello"'), ('"back', "back\\slash"), ("ü", "ünïcode"), ("back", "back\\slash"), ("col", "col:on"),
                            ("col:", "col:on"), ("eq", "eq=ual"), ("eq=u", "eq=ual"), ("semi", "semi;colon&")):
            with self.subTest(typed):
                self.assertEqual(self.ran(terminal, f"sidetick -c 'my jobs.toml' next {typed}\t"),
                                 ["-c", "my jobs.toml", "next", name])

    def test_commands_options_and_values_are_completed(self):
        self.spy()
        terminal = self.start()
        for typed, expected in (("ru\t", ["run"]), ("run --dr\t", ["run", "--dry-run"]), ("--log logf\t", ["--log", "logfmt"]),
                                ("run --format=j\t", ["run", "--format=json"]), ("next --zone Asia/Kolk\t", ["next", "--zone", "Asia/Kolkata"]),
                                ("run --format j\t--dr\t", ["run", "--format", "json", "--dry-run"]), ("complet\tfi\t", ["completion", "fish"]),
                                ("check my\t", ["check", "my jobs.toml"]), ("--config=my\t", ["--config=my jobs.toml"]),
                                ("-c my\tnext nig\t", ["-c", "my jobs.toml", "next", "nightly report"])):
            with self.subTest(typed):
                self.assertEqual(self.ran(terminal, f"sidetick {typed}"), expected)

    def test_the_program_itself_takes_what_was_completed(self):
        terminal = self.start()
        terminal.type("sidetick -c my\tnext nig\t--count 1 --fo\tj\t > out; echo do''ne\n")
        terminal.wait_for("done\r\n")
        self.assertEqual([row["schedule"] for row in json.loads((self.folder / "out").read_text())], ["nightly report"])


class Scripts(unittest.TestCase):
    def test_what_is_printed_is_what_is_installed(self):
        for shell in ("bash", "zsh", "fish"):
            installed = (program.ROOT / f"src/cli/shell/completions/sidetick.{shell}").read_text()
            self.assertEqual(program.run("completion", shell).stdout, installed)

    def test_shellcheck_has_nothing_to_say(self):
        script = program.ROOT / "src/cli/shell/completions/sidetick.bash"
        done = subprocess.run(["shellcheck", script], capture_output=True, text=True, check=False)
        self.assertEqual((done.returncode, done.stdout), (0, ""))


class Bash(Interactive, CompletionTest):
    shell, rc_file = "bash", ".bashrc"
    command = ["bash", "--noprofile", "-i"]
    load = "source <(sidetick completion bash)\n"


class BashWithItsCompletions(Interactive, CompletionTest):
    """Found by bash-completion when the command is first typed, as where the file is installed."""
    shell, rc_file = "bash", ".bashrc"
    command = ["bash", "--noprofile", "-i"]
    load = ('mkdir -p "$HOME/bash-completion/completions"\n'
            'ln -sf "$SCRIPT" "$HOME/bash-completion/completions/sidetick"\n'
            "source /usr/share/bash-completion/bash_completion\n")

    def environment(self):
        return {**super().environment(), "SCRIPT": str(program.ROOT / "src/cli/shell/completions/sidetick.bash")}


class Zsh(Interactive, CompletionTest):
    shell, rc_file = "zsh", ".zshrc"
    command = ["zsh", "-i"]
    load = "autoload -Uz compinit && compinit -D -u\nsource <(sidetick completion zsh)\n"


class ZshFromItsFunctions(Zsh):
    """Autoloaded, as where the file is installed."""
    load = ('mkdir -p "$HOME/site"; ln -sf "$SCRIPT" "$HOME/site/_sidetick"; fpath=("$HOME/site" $fpath)\n'
            "autoload -Uz compinit && compinit -D -u\n")

    def environment(self):
        return {**super().environment(), "SCRIPT": str(program.ROOT / "src/cli/shell/completions/sidetick.zsh")}


class Fish(CompletionTest):
    def complete(self, text):
        """What fish would offer: {candidate: description}."""
        script = f"sidetick completion fish | source; complete -C {shlex.quote(text)}"
        done = subprocess.run(["fish", "--no-config", "-c", script], cwd=self.folder, env=self.environment(),
                              capture_output=True, text=True, check=True, timeout=60, stdin=subprocess.DEVNULL)
        self.assertEqual(done.stderr, "")
        return dict((row + "\t").split("\t")[:2] for row in done.stdout.splitlines())

    def test_commands_and_options_are_offered_with_what_they_mean(self):
        self.assertEqual(list(self.complete("sidetick run")), ["run"])
        self.assertEqual(set(self.complete("sidetick ")), set(program.commands()))
        self.assertEqual(self.complete("sidetick run --dr"), {"--dry-run": "say what would be enqueued, and write nothing"})
        self.assertEqual(set(self.complete("sidetick run --format ")), {"text", "json"})
        self.assertEqual(set(self.complete("sidetick next --format ")), {"text", "json", "html"})
        self.assertEqual(set(self.complete("sidetick diff --format ")), {"text", "markdown", "json"})
        self.assertEqual(set(self.complete("sidetick run --format=j")), {"--format=json"})
        self.assertEqual(set(self.complete("sidetick check --format ")), {"text", "json", "github", "gitlab", "sarif"})
        self.assertIn("Europe/Copenhagen", self.complete("sidetick next --zone Europe/Cop"))

    def test_names_are_offered_and_quoted(self):
        for option in ("-c 'my jobs.toml'", "-c my\\ jobs.toml", "--config='my jobs.toml'"):
            with self.subTest(option):
                found = self.complete(f"sidetick {option} run --only ")
                self.assertEqual(set(found), set(NAMES))
                self.assertEqual(found["it's"], "the 1th")
        self.assertEqual(list(self.complete("sidetick -c 'my jobs.toml' next nig")), ["nightly report"])

    def test_files_are_offered(self):
        self.assertIn("my jobs.toml", self.complete("sidetick check my"))
        self.assertIn("my jobs.toml", self.complete("sidetick -c my"))
        self.assertIn("--config=my jobs.toml", self.complete("sidetick --config=my"))


if __name__ == "__main__":
    unittest.main()
