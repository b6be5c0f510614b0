"""Each command of README.md, of the manual pages and of the pages of help is run, in the order in which a reader types it.

A document has a home of its own and a Redis of its own, whose clock and the program's stand at NOW: what the README
shows is compared to the letter. What is not run here is listed in ELSEWHERE, with the test that runs it, so that a
new command which nobody runs fails.
"""

import os
import pathlib
import re
import shutil
import struct
import subprocess
import tempfile
import unittest

import harness
import program
import reader
from terminal import answer_on_terminal

NOW = "2026-11-30T08:00:05Z"  # a Monday, nine o'clock in Berlin

# What installs, builds or asks systemd, and what runs it.
ELSEWHERE = {
    "examples/quickstart.sh": "tests/examples/test_ci.py",
    "examples/package/deb.sh && sudo apt install ./build/package/sidetick_0.2.0-1_amd64.deb": "the suite package, in a root of its own",
    "examples/package/tarball.sh": "the suite package",
    "podman build -t registry.example/sidetick:0.2.0 -f examples/container/Containerfile .": "the suite package, which makes the image",
    "sudo apt install g++ meson ninja-build pkg-config ca-certificates libtomlplusplus-dev nlohmann-json3-dev "
    "libhowardhinnant-date-dev libcli11-dev libxxhash-dev libssl-dev tzdata && subprojects/fetch-hiredis.sh":
        "tests/run.sh, which installs them; a test below holds their names",
    "meson setup build/release --buildtype=release && ninja -C build/release && sudo ninja -C build/release install":
        "tests/run.sh, which builds so, and test_install.py, which installs into a folder of its own",
    "systemctl enable --now sidetick.timer": "tests/examples/test_systemd.py asks systemd-analyze: nothing here is run by systemd",
    "journalctl -u sidetick": "the same",
    "kubectl apply -f deployment.yaml": "tests/examples/test_kubernetes.py runs what the pods do",
}


def on_one_line(text):
    return " ".join(text.replace("\\\n", " ").split())


# What is said of this world: the words of the documents, and those of the test.
WORDS = (
    ("--for 59s", "--for 1s"),  # it stays for a minute
    ("redis://10.0.0.1:6379/0", "$REDIS_URL"),
    ("/etc/sidetick/", "etc/"),
    ("sudo install ", "install "),
)
IN_ANOTHER_SHELL = {
    "source <(sidetick completion zsh)": "zsh -fc 'autoload -Uz compinit && compinit -D -u && source <(sidetick completion zsh)'",
    "sidetick completion fish | source": "fish --no-config -c 'sidetick completion fish | source'",
}
# An answer that is not 0, and why.
STATUS = {
    "sidetick diff --exit-code /etc/sidetick/conf.d conf.d": (1, "they differ"),
}

JOBS = """
[schedules.heartbeat]
every = "10m"
class = "HeartbeatWorker"

[schedules.report]
cron = "0 9 * * mon-fri"
time_zone = "Europe/Copenhagen"
class = "ReportWorker"

[schedules.digest]
cron = "30 2 * * *"
time_zone = "Europe/Copenhagen"
class = "DigestWorker"
allow = ["daylight-saving"]

[schedules.-x]
cron = "45 * * * *"
class = "Worker"
"""
SIDEKIQ = "hello:\n  cron: '0 9 * * mon-fri Europe/Copenhagen'\n  class: HelloWorker\n"
FILES = {
    "jobs.toml": JOBS,
    "sidetick.toml": JOBS,
    "etc/sidetick.toml": JOBS,
    "conf.d/jobs.toml": JOBS,
    "etc/conf.d/jobs.toml": JOBS.replace("0 9", "0 8"),
    "old": JOBS.replace("0 9", "0 8"),
    "new": JOBS,
    "config/sidekiq.yml": ":scheduler:\n  :schedule:\n" + "".join(f"    {line}\n" for line in SIDEKIQ.splitlines()),
    "config/schedule.yml": SIDEKIQ,
    # Another Redis than the one at the usual port, and a chart that makes a configuration.
    "bin/redis-cli": '#!/bin/sh\nexec {redis_cli} -u "$REDIS_URL" "$@"\n',
    "bin/helm": "#!/bin/sh\ncat jobs.toml\n",
}
TRACKED = "git init -q -b main && git -c user.name=a -c user.email=a@example.org add jobs.toml && " \
          "git -c user.name=a -c user.email=a@example.org commit -q -m jobs"
# What another scheduler has left by then, and the command that reads it.
HELLO = '{"cron":"0 9 * * *","class":"HelloWorker","queue":"default","args":[]}'
OF_SIDEKIQ_SCHEDULER = [("DEL", "schedules"), ("HSET", "schedules", "hello", HELLO)]
OF_SIDEKIQ_CRON = [("SADD", "cron_jobs", "cron_job:hello"),
                   ("HSET", "cron_job:hello", "name", "hello", "klass", "HelloWorker", "cron", "0 9 * * *", "args", "[]",
                    "message", HELLO, "status", "enabled")]
OF_EXQ_SCHEDULER = [("HSET", "exq:schedules", "hello", HELLO.replace("* * *", "* * * *"))]
LEFT = {
    "REDIS_URL=redis://10.0.0.1:6379/0 sidetick import > sidetick.toml": OF_SIDEKIQ_SCHEDULER,
    "sidetick import > sidetick.toml && sidetick check sidetick.toml": OF_SIDEKIQ_SCHEDULER,
    "sidetick import --from sidekiq-cron > sidetick.toml": OF_SIDEKIQ_CRON,
    "sidetick import --from exq-scheduler --namespace exq": OF_EXQ_SCHEDULER,
    "sidetick import --from exq-scheduler --namespace exq > sidetick.toml": OF_EXQ_SCHEDULER,
}


class Commands(unittest.TestCase):
    maxDiff = None

    @classmethod
    def setUpClass(cls):
        cls.tools = pathlib.Path(tempfile.mkdtemp(prefix="sidetick-commands-"))
        cls.addClassCleanup(shutil.rmtree, cls.tools)
        clock = cls.tools / "clock"
        clock.write_bytes(struct.pack("q", harness.instant(NOW) * 1000000))
        subprocess.run(["cc", "-shared", "-fPIC", "-O1", "-o", cls.tools / "clock.so", program.ROOT / "tests/change/clock.c"], check=True)
        cls.held = {"LD_PRELOAD": str(cls.tools / "clock.so"), "CLOCK_FILE": str(clock)}

    def serve(self):
        """A server by the held clock."""
        before = dict(os.environ)
        os.environ.update(self.held)
        try:
            server = harness.Server()
        finally:
            os.environ.clear()
            os.environ.update(before)
        self.addCleanup(server.close)
        return server

    def settle(self, document):
        """A home, and in it what the reader of a page of the manual has by then; of the README nothing."""
        self.home = pathlib.Path(tempfile.mkdtemp(prefix="sidetick-home-"))
        self.addCleanup(shutil.rmtree, self.home)
        self.server = self.serve()
        for name, text in FILES.items():
            if document != "README.md" or name.startswith("bin/"):
                path = self.home / name
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_text(text.replace("{redis_cli}", shutil.which("redis-cli")))
                path.chmod(0o755 if name.startswith("bin/") else 0o644)
        (self.home / "bin/sidetick").symlink_to(program.SIDETICK)
        if document != "README.md":
            self.shell(TRACKED)
            self.shell("sidetick run --now 2026-11-30T07:59:05Z")

    def environment(self):
        more = {} if not (self.home / "jobs.toml").exists() else {"SIDETICK_CONFIG": "jobs.toml"}
        return {"HOME": str(self.home), "PATH": f"{self.home}/bin:{os.environ['PATH']}", "LC_ALL": "C.UTF-8", "TZ": "UTC",
                "REDIS_URL": self.server.url, "NO_COLOR": "1", "GIT_CONFIG_NOSYSTEM": "1", **self.held, **more}

    def shell(self, text):
        """(exit status, what the terminal shows) of a command; each question is answered with yes."""
        for said, meant in WORDS:
            text = text.replace(said, meant)
        text = f'cd "$HOME" || exit\n{IN_ANOTHER_SHELL.get(text, text)}'
        return answer_on_terminal(["bash", "-o", "pipefail", "-c", text], b"y\n" * 3, columns=130, env=self.environment())

    def run_all(self, document, steps):
        self.settle(document)
        for step in steps:
            with self.subTest(document, command=step.text):
                if step.file:
                    (self.home / step.file).write_text(step.text)
                elif on_one_line(step.text) not in ELSEWHERE:
                    for command in LEFT.get(step.text, []):
                        self.server.redis(*command)
                    expected = STATUS.get(step.text, (0, ""))[0]
                    status, shown = self.shell(step.text)
                    self.assertEqual(status, expected, shown)
                    self.assertNotIn("sidetick: error: ", shown)
                    if step.shown is not None:
                        self.assertEqual(shown.rstrip("\n"), step.shown)

    def test_every_command_does_what_it_is_there_for(self):
        found = reader.documents()
        self.assertGreater(sum(map(len, found.values())), 60)
        for document, steps in found.items():
            if steps:
                self.run_all(document, steps)

    def test_what_is_listed_here_is_still_said_somewhere(self):
        said = [step.text for steps in reader.documents().values() for step in steps]
        self.assertLessEqual(set(ELSEWHERE), set(map(on_one_line, said)))
        for text in (*IN_ANOTHER_SHELL, *STATUS, *LEFT):
            self.assertIn(text, said)
        for word, _ in WORDS:
            self.assertTrue(any(word in text for text in said), word)

    def test_the_packages_that_the_readme_installs_are_those_of_the_quickstart(self):
        said = next(step.text for step in reader.readme() if step.text.startswith("sudo apt install g++"))
        script = (program.ROOT / "examples/quickstart.sh").read_text()
        wanted = re.search(r"^packages=\((.*?)\)", script, re.M | re.S)[1].split()
        words = on_one_line(said).split(" && ")[0].split()
        self.assertEqual(words[3:], [name for name in wanted if name not in ("redis-server", "python3")])


class Readme(unittest.TestCase):
    def setUp(self):
        self.text = (program.ROOT / "README.md").read_text()

    def test_what_it_links_to_is_there(self):
        for document in ("README.md", "CONTRIBUTING.md", "SECURITY.md", "THIRD-PARTY.md"):
            links = re.findall(r"\]\(([^)]+)\)", (program.ROOT / document).read_text())
            self.assertTrue(links, document)
            for link in links:
                self.assertTrue(link.startswith("https://") or (program.ROOT / link).exists(), f"{document}: {link}")

    def test_each_page_is_named_and_is_there(self):
        """`man 7 sidetick`, `man sidetick-operate`: a page of the lowest section that has the name."""
        named = re.findall(r"`man (?:(\d) )?([\w.-]+)`", self.text)
        found = {min(program.ROOT.glob(f"man/{name}.[{section or '1-8'}]")).name for section, name in named}
        self.assertEqual(found, {path.name for path in program.ROOT.glob("man/*.[1-8]")})

    def test_it_is_short_and_each_row_of_its_table_has_every_cell(self):
        self.assertLessEqual(len(self.text.splitlines()), 120)
        rows = [line.count("|") for line in self.text.splitlines() if line.startswith("|")]
        self.assertEqual(set(rows), {8})


if __name__ == "__main__":
    unittest.main()
