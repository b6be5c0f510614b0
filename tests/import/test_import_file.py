"""import FILE: the Ruby of the manual makes JSON of YAML, and what is made of that fires when fugit says."""

import os
import re
import subprocess
import tomllib

from harness import ROOT, SIDETICK
from judged import HERE, YEARS, JudgedTest

# In the forms of sidekiq-scheduler/sidekiq-scheduler, README.md: sidekiq.yml, and the schedule of its older releases.
SIDEKIQ_SCHEDULER = """
<%- hours = 8..17 -%>
:concurrency: <%= 2 + 3 %>
:queues:
  - default
  - [high, 2]
:scheduler:
  :dynamic: false
  :schedule:
    hello_world:
      cron: '0 * * * * *'
      class: HelloWorld
    CancelAbandonedOrders:
      cron: "*/30 <%= hours.first %>-<%= hours.last %> * * *"
    queue_documents:
      cron: "0 0 * * *"
      class: QueueDocuments
      queue: high
      args:
      description: "Prüft den Index"
    clear_leaderboards:
      cron: ["30 6 * * 1 Asia/Kolkata", first_in: 2m]
      class: ClearLeaderboards
      queue: low
      args: contributors
    :symbols:
      :cron: 'every day at 9:00 and 17:00'
      :class: Symbols
      :args:
        - :a
        - b: 1
    tea:
      every: ['1h30m', first_in: '120s']
      class: MakeTea
"""

# In the forms of sidekiq-cron/sidekiq-cron, README.md, "Getting Started".
SIDEKIQ_CRON = """
<% queue = "hard_worker" %>
first_job: &first
  cron: "*/5 * * * *"
  class: "HardWorker"
  queue: <%= queue %>
second_job:
  cron: "*/30 * * * *" # every 30 minutes
  class: "HardWorker"
  queue: hard_worker_long
  args:
    hard: "stuff"
third job:
  <<: *first
  cron: "0 22 * * 1-5 Asia/Tokyo"
  args: [1, "two", {three: 3.5}]
  description: Says "hi"
  status: disabled
:words:
  :cron: every 3 hours
  :klass: Words
  :args: '["a", 1]'
seconds:
  cron: "15 30 6 * * sat"
  class: Seconds
last:
  cron: "0 0 L * *"
  class: Last
  args: 5
"""

MANUAL = (ROOT / "man/sidetick.1").read_text()


def one_liners():
    """{"sidekiq-scheduler": script, ...}: the literal blocks of the manual that begin with ruby."""
    blocks = re.findall(r"^\.Bd -literal\n(ruby .*?)^\.Ed$", MANUAL, re.S | re.M)
    return {re.search(r"--from ([\w-]+) -", block)[1]: block for block in blocks}


class ImportFile(JudgedTest):
    def converted(self, program, path, yaml, **environment):
        """The configuration that the manual's line makes of the file, which passes check; its text in self.text."""
        (self.folder / "config").mkdir(exist_ok=True)
        (self.folder / path).write_text(yaml)
        (self.folder / "bin").mkdir(exist_ok=True)
        if not (self.folder / "bin/sidetick").exists():
            (self.folder / "bin/sidetick").symlink_to(SIDETICK)
        done = subprocess.run(["sh", "-c", one_liners()[program]], cwd=self.folder, stdin=subprocess.DEVNULL,
                              capture_output=True, text=True, timeout=120,
                              env={"PATH": f"{self.folder}/bin:{os.environ['PATH']}", "LC_ALL": "C.UTF-8", **environment})
        self.assertEqual((done.returncode, done.stderr), (0, ""))
        self.text = (self.folder / "sidetick.toml").read_text()
        self.sidetick("check", str(self.folder / "sidetick.toml"))
        return tomllib.loads(self.text)["schedules"]

    def assert_ticks_of_fugit(self, schedules, expressions):
        self.assertEqual({name for name, each in schedules.items() if "cron" in each}, set(expressions))
        schedules = {name: schedules[name] for name in expressions}
        ticks, judged = self.ticks(schedules, YEARS), self.judged(expressions, YEARS)
        for name, cron in expressions.items():
            with self.subTest(cron=cron, imported=schedules[name]["cron"]):
                self.assertTrue(judged[name][0])
                self.assertEqual(ticks[name], judged[name])

    def test_the_manual_has_a_line_for_each_program_and_so_have_the_others(self):
        lines = one_liners()
        self.assertEqual(list(lines), ["sidekiq-scheduler", "sidekiq-cron"])
        self.assertIn(lines["sidekiq-scheduler"], (ROOT / "man/sidetick-migrate.7").read_text())
        self.assertIn(lines["sidekiq-cron"].split(), [self.sidetick("import", "--help").split()[-len(lines["sidekiq-cron"].split()):]])

    def test_the_ticks_of_two_years_of_sidekiq_schedulers_file_are_those_of_fugit(self):
        schedules = self.converted("sidekiq-scheduler", "config/sidekiq.yml", SIDEKIQ_SCHEDULER)
        self.assertEqual(schedules["tea"], {"every": "1h30m", "class": "MakeTea"})
        self.assertEqual(schedules["symbols"], {"cron": "0 9,17 * * *", "class": "Symbols", "args": ["a", {"b": 1}]})
        self.assertEqual(schedules["queue_documents"], {"cron": "0 0 * * *", "class": "QueueDocuments", "queue": "high",
                                                        "description": "Prüft den Index"})
        self.assert_ticks_of_fugit(schedules, {
            "hello_world": "0 * * * * *", "CancelAbandonedOrders": "*/30 8-17 * * *", "queue_documents": "0 0 * * *",
            "clear_leaderboards": "30 6 * * 1 Asia/Kolkata", "symbols": "every day at 9:00 and 17:00"})

    def test_the_schedule_alone_and_that_of_older_versions_are_read_alike(self):
        schedules = self.converted("sidekiq-scheduler", "config/sidekiq.yml", SIDEKIQ_SCHEDULER)
        before, _, inner = SIDEKIQ_SCHEDULER.partition(":scheduler:\n  :dynamic: false\n")
        old = before + re.sub("^  ", "", inner, flags=re.M)
        alone = before.split(":concurrency")[0] + re.sub("^    ", "", inner.partition("\n")[2], flags=re.M)
        self.assertEqual(self.converted("sidekiq-scheduler", "config/sidekiq.yml", old), schedules)
        self.assertEqual(self.converted("sidekiq-scheduler", "config/sidekiq.yml", alone), schedules)

    def test_a_locale_without_UTF_8_reads_the_same(self):
        schedules = self.converted("sidekiq-scheduler", "config/sidekiq.yml", SIDEKIQ_SCHEDULER)
        self.assertEqual(self.converted("sidekiq-scheduler", "config/sidekiq.yml", SIDEKIQ_SCHEDULER, LC_ALL="C"), schedules)

    def test_the_ticks_of_two_years_of_sidekiq_crons_file_are_those_of_fugit(self):
        schedules = self.converted("sidekiq-cron", "config/schedule.yml", SIDEKIQ_CRON)
        self.assert_ticks_of_fugit(schedules, {
            "first_job": "*/5 * * * *", "second_job": "*/30 * * * *", "third job": "0 22 * * 1-5 Asia/Tokyo",
            "words": "every 3 hours", "seconds": "15 30 6 * * sat", "last": "0 0 L * *"})

    def test_what_the_real_sidekiq_cron_makes_of_the_same_file_is_imported_alike(self):
        schedules = self.converted("sidekiq-cron", "config/schedule.yml", SIDEKIQ_CRON)
        self.ruby(HERE / "cron_load.rb", str(self.folder / "config/schedule.yml"))
        loaded = tomllib.loads(self.sidetick("import", "--from", "sidekiq-cron"))["schedules"]
        # It has asked the class for the queue, and taken "default" for one that is not there.
        self.assertEqual({name: {"queue": "default", **each} for name, each in schedules.items()}, loaded)
