"""import: what other schedulers left in Redis, in the form in which each of them writes it, as a configuration."""

import json
import re
import subprocess
import tomllib
from datetime import datetime

from harness import (EX_CONFIG, EX_DATA, EX_OK, EX_REFUSED, EX_UNAVAILABLE, EX_USAGE, ROOT, SIDETICK, RedisTest, Result, instant,
                     iso, minutes, schedule)
from other_schedulers import exq_entry, keep_cron_job


class Import(RedisTest):
    def sidetick(self, *args, status=EX_OK, **env):
        done = subprocess.run([SIDETICK, *args], stdin=subprocess.DEVNULL, capture_output=True, text=True, timeout=120,
                              env=self.environment(**{"REDIS_URL": self.server.url, **env}))
        result = Result(done.returncode, done.stdout, done.stderr)
        self.assertEqual(result.status, status, result)
        return result

    def imported(self, *args, **options):
        """The configuration, which passes check, as data; its text in self.text."""
        self.text = self.sidetick("import", *args, **options).stdout
        self.config.write_text(self.text)
        self.sidetick("check", str(self.config))
        return tomllib.loads(self.text)

    def keep(self, key, **entries):
        for name, value in entries.items():
            self.redis("HSET", key, name, value if isinstance(value, str) else json.dumps(value))

    def keep_job(self, name, **fields):
        keep_cron_job(self.redis, name, **fields)

    def test_sidekiq_scheduler(self):
        """sidekiq-scheduler/sidekiq-scheduler: lib/sidekiq-scheduler/redis_manager.rb, set_job_schedule and set_job_state, of a
        schedule as its README has them."""
        self.keep("schedules", report={"cron": "0 9 * * mon-fri Asia/Kolkata", "class": "ReportWorker", "queue": "reports",
                                       "args": ["a", {"x": [1, 2.5, True]}], "description": "Says \"hi\"", "retry": 5,
                                       "tags": ["t"], "include_metadata": True},
                  MakeTea={"every": ["1h30m", {"first_in": "5m"}], "class": "MakeTea", "args": "green", "queue": "low"},
                  once={"at": "2030/12/12 23:30:00", "class": "Once", "queue": "low"},
                  off={"cron": "* * * * *", "class": "Off", "queue": "low"})
        self.keep("sidekiq-scheduler:states", off={"enabled": False})
        config = self.imported()
        self.assertEqual(config["schedules"]["report"], {
            "cron": "0 9 * * mon-fri", "time_zone": "Asia/Kolkata", "class": "ReportWorker", "queue": "reports",
            "args": ["a", {"x": [1, 2.5, True]}], "description": "Says \"hi\"", "retry": 5, "include_metadata": True,
            "job": {"tags": ["t"]}})
        self.assertEqual(config["schedules"]["MakeTea"],
                         {"every": "1h30m", "class": "MakeTea", "args": ["green"], "queue": "low"})
        self.assertEqual(str(config["schedules"]["once"]["at"]), "2030-12-12 23:30:00")
        self.assertEqual(config["schedules"]["off"]["enabled"], False)
        self.assertIn('# first_in "5m", an option of rufus-scheduler, does not carry over', self.text)

    def test_the_first_and_the_last_time_of_rufus_scheduler(self):
        """jmettraux/rufus-scheduler: lib/rufus/scheduler/jobs_repeat.rb. A tick of last_at does not fire: trigger has
        `time >= @last_at`."""
        first, last = "2031-01-05T09:00:00+01:00", "2031/06/30 12:00:00 Europe/Madrid"
        entries = {
            "every": {"every": ["2d", {"first_at": first, "last_at": last}]},
            "interval": {"interval": ["90m", {"first": "2031-01-05 08:00:00 UTC"}]},
            "cron": {"cron": ["0 9 * * mon Asia/Kolkata", {"first_time": "2031-01-05 09:00:00 +0100", "last": last}]},
            "relative": {"every": ["1h", {"first_in": "5m", "last_in": "3d", "times": 4}]},
            "wall": {"every": ["1h", {"first_at": "2031-01-05 09:00:00", "last_at": "2031-01-05 09:00 Nowhere/Land"}]},
            "two": {"every": ["1h", {"first": "now", "first_at": first}]},
            "once": {"at": ["2031-01-05T09:00:00Z", {"first_at": first}]},
        }
        self.keep("schedules", **{name: {"class": "A", "queue": "q", **entry} for name, entry in entries.items()})
        config = self.imported()["schedules"]
        self.assertEqual({name: {key: iso(value.timestamp()) for key, value in config[name].items()
                                 if key in ("start", "anchor", "end")} for name in entries},
                         {"every": {"anchor": "2031-01-05T08:00:00Z", "end": "2031-06-30T10:00:00Z"},
                          "interval": {"anchor": "2031-01-05T08:00:00Z"},
                          "cron": {"start": "2031-01-05T08:00:00Z", "end": "2031-06-30T10:00:00Z"},
                          "relative": {}, "wall": {}, "two": {}, "once": {}})
        lost = {name: re.findall(r"(\w+) \S+ *[^,]*, an option of rufus-scheduler, does not carry over", self.notes_on(name))
                for name in entries}
        self.assertEqual({name: keys for name, keys in lost.items() if keys},
                         {"relative": ["first_in", "last_in", "times"], "wall": ["first_at", "last_at"],
                          "two": ["first", "first_at"], "once": ["first_at"]})
        self.assertIn("the first time was a tick itself", self.notes_on("cron"))
        self.assertNotIn("from the start of the process", self.notes_on("every"))
        self.assertIn("from the start of the process", self.notes_on("wall"))

    def notes_on(self, name):
        """The comment above the table of `name`."""
        return " ".join(self.text.split(f"[schedules.{name}]")[0].split("\n\n")[-1].replace("#", "").split())

    def test_arguments_that_are_an_object_were_one_hash_of_an_active_job_or_with_keyword_argument_its_keywords(self):
        """sidekiq-scheduler/sidekiq-scheduler: prepare_arguments of scheduler.rb, initialize_active_job of utils.rb."""
        self.keep("schedules", plain={"cron": "0 9 * * *", "class": "A", "queue": "q", "args": {"b": 1, "a": {"x": 2}}},
                  keyword={"cron": "0 9 * * *", "class": "A", "queue": "q", "args": {"a": {"x": 2}}, "keyword_argument": True},
                  off={"cron": "0 9 * * *", "class": "A", "queue": "q", "args": {"a": 1}, "keyword_argument": False},
                  array={"cron": "0 9 * * *", "class": "A", "queue": "q", "args": [{"a": 1}], "keyword_argument": True},
                  metadata={"cron": "0 9 * * *", "class": "A", "queue": "q", "args": {"a": 1}, "include_metadata": True})
        schedules = self.imported()["schedules"]
        self.assertEqual({name: (each["args"], each.get("active_job"), each.get("job")) for name, each in schedules.items()}, {
            "plain": ([{"a": {"x": 2}, "b": 1, "_aj_symbol_keys": ["a", "b"]}], True, None),
            "keyword": ([{"a": {"x": 2, "_aj_symbol_keys": ["x"]}, "_aj_ruby2_keywords": ["a"]}], True, None),
            "off": ([{"a": 1, "_aj_symbol_keys": ["a"]}], True, None),
            "array": ([{"a": 1}], None, None),
            "metadata": ([{"a": 1}], None, None)})
        refused = "args was one object, which Sidekiq refused: the class must be one of ActiveJob"
        self.assertEqual(self.notes_on("keyword"), refused)
        self.assertIn("if the method takes keywords, write _aj_ruby2_keywords for _aj_symbol_keys", self.notes_on("plain"))

    def test_the_time_as_an_argument_is_that_of_the_tick(self):
        """sidekiq-cron/sidekiq-cron: enqueue_args of job.rb appends Time.now.to_f."""
        self.keep_job("report", args='["{a}",{"{b}":["c}"]}]', date_as_argument="true")
        self.keep_job("alone", date_as_argument="true")
        self.keep_job("off", args='["{a}"]')
        config = self.imported()
        self.assertEqual({name: (each.get("args"), each.get("template")) for name, each in config["schedules"].items()}, {
            "report": (["{{a}}", {"{b}": ["c}}"]}, "{tick.unix:number}"], True),
            "alone": (["{tick.unix:number}"], True),
            "off": (["{a}"], None)})
        self.run_at("2026-03-01T09:00:30Z", env={"REDIS_URL": self.server.url})
        tick = instant("2026-03-01T09:00:00Z")
        self.assertEqual(sorted((job["args"] for job in self.jobs("default")), key=len),
                         [[tick], ["{a}"], ["{a}", {"{b}": ["c}"]}, tick]])

    def test_what_sidekiq_cron_does_not_take_for_enabled_is_off(self):
        """sidekiq-cron/sidekiq-cron: should_enque? of job.rb looks for "enabled"."""
        for name, status in {"on": "enabled", "off": "disabled", "paused": "paused", "none": ""}.items():
            self.keep_job(name, status=status)
        schedules = self.imported()["schedules"]
        self.assertEqual({name for name, each in schedules.items() if "enabled" in each}, {"off", "paused"})

    def test_a_queue_that_was_that_of_the_class_is_said_once(self):
        self.keep("schedules", **{name: {"cron": "* * * * *", "class": "Tea"} for name in ("green", "black")})
        self.imported()
        self.assertEqual(" ".join(self.text.replace("#", "").split()).count("that of the class"), 1)

    def test_the_window_of_each_program(self):
        self.keep_job("report")
        self.assertNotIn("missed_jobs_window", self.imported())
        self.assertIn('# missed_jobs_window = "1h"  # the default here; sidekiq-cron\'s was 60s\n', self.text)
        self.assertIn("reschedule_grace_period", self.text)
        self.redis("FLUSHALL")
        self.keep("schedules", tea={"cron": "* * * * *", "class": "Tea", "queue": "q"})
        self.assertNotIn("missed_jobs_window", self.imported())
        self.assertNotIn("missed_jobs_window", self.text)

    def test_what_fires_more_often_than_runs_is_noted(self):
        entries = {"every": {"every": ["45s"]}, "cron": {"cron": "*/20 0 * * * *"}, "pair": {"cron": "0,59 0 9 * * *"},
                   "minute": {"every": "1m"}, "second": {"cron": "30 * * * * *"}}
        self.keep("schedules", **{name: {"class": "A", "queue": "q", **entry} for name, entry in entries.items()})
        self.imported()
        self.assertEqual([name for name in entries if "several times a minute" in self.notes_on(name)], ["every", "cron", "pair"])
        self.assertIn("sidetick run --for 59s", self.notes_on("every"))

    def test_a_run_with_what_was_imported_goes_on_where_sidekiq_scheduler_stopped(self):
        self.keep("schedules", tea={"cron": "*/5 * * * *", "class": "MakeTea", "queue": "low", "args": [1]})
        # set_job_last_time of redis_manager.rb, of rufus-scheduler's time: et-orbi's to_s.
        self.keep("sidekiq-scheduler:last_times", tea="2026-03-01 12:10:00 Z")
        for tick in minutes("12:00", "12:10", 5):
            self.redis("ZADD", "sidekiq-scheduler:pushed:tea", tick, tick)
        self.imported()
        self.run_at("2026-03-01T12:34:30Z", env={"REDIS_URL": self.server.url})
        self.assert_ticks("tea", minutes("12:00", "12:30", 5))
        self.assertEqual([(job["class"], job["args"]) for job in self.jobs("low")], [("MakeTea", [1])] * 4)

    def test_a_prefix_may_be_that_of_sidekiq_schedulers_keys_alone(self):
        self.keep("my-app:schedules", tea={"cron": "* * * * *", "class": "Tea", "queue": "q"})
        self.assertEqual(self.imported("--namespace", "my-app")["redis"], {"namespace": "my-app"})
        self.assertIn('# scheduler_prefix = "my-app" in place of it when that is the key_prefix of sidekiq-scheduler', self.text)
        self.assertIn("key_prefix", self.sidetick("import", status=EX_DATA).stderr)
        # Nothing of it where there is no doubt.
        self.config.write_text('[redis]\nscheduler_prefix = "my-app"\n')
        text = self.sidetick("-c", str(self.config), "import").stdout
        self.assertEqual(tomllib.loads(text)["redis"], {"scheduler_prefix": "my-app"})
        self.assertNotIn("key_prefix", text)

    def test_exq_scheduler_is_found_where_exq_keeps_its_keys(self):
        self.redis("HSET", "exq:schedules", "report", exq_entry("report", "0 9 1-7 * 1 *", include_metadata=True))
        self.redis("HSET", "exq:schedules", "fifth", exq_entry("fifth", "0 0 */5 * * *", retry=3))
        self.redis("HSET", "exq:schedules", "year", exq_entry("year", "30 9 24 12 * 2030"))
        self.redis("HSET", "exq:schedules", "friday", exq_entry("friday", "0 9 13 * 5 *"))
        self.redis("HSET", "exq:sidekiq-scheduler:last_runs", "report", '"2026-03-01T12:00:00.010217"')
        config = self.imported()
        self.assertEqual(config["redis"], {"namespace": "exq"})
        self.assertEqual(config["missed_jobs_window"], "3h")
        self.assertEqual(config["schedules"]["report"], {
            "cron": "0 9 */31,2-7 * 1", "class": "Worker", "queue": "default", "retry": True, "include_metadata": True})
        self.assertEqual(config["schedules"]["fifth"]["cron"], "0 0 5,10,15,20,25,30 * *")
        self.assertEqual(str(config["schedules"]["year"]["at"]), "2030-12-24 09:30:00")
        self.assertNotIn("friday", config["schedules"])
        self.assertIn('# Left out: cron "0 9 13 * 5 *": in exq-scheduler', self.text)

    def test_a_run_with_what_was_imported_goes_on_where_exq_scheduler_stopped(self):
        """activesphere/exq-scheduler: storage.ex, persist_schedule_times keeps the time of the last pass as a naive one."""
        self.redis("HSET", "exq:schedules", "report", exq_entry("report", "*/30 * * * * *"))
        self.redis("HSET", "exq:sidekiq-scheduler:last_runs", "report", '"2026-03-01T10:30:00.010217"')
        self.imported()
        self.assertEqual(self.run_at("2026-03-01T12:34:30Z", env={"REDIS_URL": self.server.url}).stderr, "")
        self.assertEqual(self.ledger("report", "exq:"), minutes("11:00", "12:30", 30))
        self.assertEqual(len(self.jobs(namespace="exq:")), 4)

    def test_the_way_back_that_the_manual_has_doubles_and_loses_no_tick(self):
        """exq-scheduler takes the ticks that are not before last_runs (schedule.ex, get_missed_run_dates), a JSON string as
        storage.ex, persist_schedule_times, writes it; where first_runs has none, it writes both anew (server.ex)."""
        page = (ROOT / "man/sidetick.7").read_text().split(".Ss From exq-scheduler and back\n")[1]
        commands = page.split(".Bd -literal -offset indent\n")[1].split(".Ed\n")[0].replace("\\e", "\\")
        names = ["report", "two words", 'quo"ted']
        self.configure(*(schedule(name) for name in names), redis='namespace = "exq"')
        self.run_at("2026-03-01T12:30:10Z")
        self.redis("HSET", "exq:sidekiq-scheduler:last_runs", "report", '"2026-03-01T09:30:00.010217"')
        programs = (f'date() {{ echo 2026-03-01T12:34:00; }}; sidetick() {{ "{SIDETICK}" -c "{self.config}" "$@"; }}; '
                    f'redis-cli() {{ command redis-cli -u "{self.server.url}" "$@"; }}\n')
        subprocess.run(["bash", "-euc", programs + commands], check=True, stdout=subprocess.DEVNULL, timeout=120,
                       env=self.environment())
        for name in names:
            with self.subTest(name):
                last = json.loads(self.redis("HGET", "exq:sidekiq-scheduler:last_runs", name))
                self.assertEqual(last, json.loads(self.redis("HGET", "exq:sidekiq-scheduler:first_runs", name)))
                self.assertRegex(last, r"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}$")
                bound = datetime.fromisoformat(last + "+00:00").timestamp()
                theirs = [tick for tick in minutes("09:00", "12:40") if tick >= bound]
                self.assertEqual(self.ledger(name, "exq:") + theirs, minutes("12:30", "12:40"))

    def test_sidekiq_cron_1_in_a_namespace(self):
        self.keep_job("report", prefix="app:", args='["a",1]', cron="0 9 * * *", status="disabled")
        config = self.imported("--namespace", "app")
        self.assertEqual(config["redis"], {"namespace": "app"})
        self.assertEqual(config["schedules"], {"report": {
            "cron": "0 9 * * *", "class": "Worker", "args": ["a", 1], "queue": "default", "enabled": False, "retry": True}})

    def test_which_classes_are_active_jobs_is_left_to_the_reader(self):
        self.keep_job("report")
        self.keep("schedules", tea={"cron": "* * * * *", "class": "Tea", "queue": "q"})
        for program in ("sidekiq-cron", "sidekiq-scheduler"):
            self.imported("--from", program)
            text = self.text.replace("\n#  ", "")
            self.assertIn(f"ActiveJob: {program} looked at the class to know whether it is one", text)
            self.assertIn("add active_job = true to those schedules", text)
            self.assertIn("config.active_job.queue_name_prefix", text)

    def test_sidekiq_cron_2_and_its_namespaces(self):
        self.keep_job("report", members="cron_jobs:default", active_job="1", retry="3",
                      args='[{"_sc_globalid":"gid://app/User/1"}]')
        self.keep_job("report", members="cron_jobs:other")
        self.assertEqual(list(self.imported()["schedules"]), ["report"])
        self.assertIn("--cron-namespace", self.text)
        config = self.imported("--cron-namespace", "default", "--cron-namespace", "other")
        self.assertEqual(config["schedules"]["report"], {
            "cron": "0 9 * * *", "class": "Worker", "args": [{"_aj_globalid": "gid://app/User/1"}], "queue": "default",
            "retry": 3, "active_job": True})
        self.assertEqual(list(config["schedules"]), ["report", "report-2"])

    def test_other_peoples_json(self):
        self.keep("schedules", **{"good": {"cron": "* * * * *", "class": "Good", "queue": "q"}, "": "{}", "new\nline": "[]",
                                  "cut": '{"cron":', "list": "[1]", "nothing": "null",
                                  "types": {"cron": 5, "class": ["a"], "queue": 7, "args": None, "enabled": "no"},
                                  "null": {"cron": "* * * * *", "class": "X", "args": [None]},
                                  "large": {"cron": "* * * * *", "class": "X", "args": [2 ** 64 - 1]},
                                  "deep": '{"cron":"* * * * *","class":"X","args":' + "[" * 5000 + "]" * 5000 + "}",
                                  "class": {"cron": "* * * * *", "class": "no class"},
                                  "reserved": {"cron": "* * * * *", "class": "X", "jid": "1", "queue": "q", "": {"": ""}},
                                  "zone": {"cron": "* * * * * No/Where", "class": "X"},
                                  'quote"]\\': {"cron": "*/5 * * * *", "class": "X", "queue": "q", "args": ["\u0000\u007f\n\""]}})
        self.redis("HSET", "schedules", b"\xff\xfe", '{"cron":"* * * * *","class":"X"}')
        result = self.sidetick("import")
        self.assertIn("12 of 15 schedules could not be translated", result.stderr)
        config = self.imported()
        self.assertEqual(sorted(config["schedules"]), ["good", 'quote"]\\', "reserved"])
        self.assertEqual(config["schedules"]['quote"]\\']["args"], ["\u0000\u007f\n\""])
        self.assertEqual(self.text.count("\n# Left out: "), 12)

    def test_what_is_said_on_stderr_stands_behind_what_was_printed(self):
        self.keep("schedules", bad="{", **{f"tea{number}": {"cron": "* * * * *", "class": "Tea", "queue": "q"}
                                           for number in range(100)})
        command = [SIDETICK, "import", "--from", "sidekiq-scheduler"]
        done = subprocess.run(command, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True,
                              timeout=120, env=self.environment(REDIS_URL=self.server.url))
        self.assertGreater(len(done.stdout), 4096)
        self.assertRegex(done.stdout, r"\nqueue = \"q\"\nsidetick: warning: 1 of 101 schedules [^\n]*\n$")

    def test_several_programs_are_named_and_one_is_to_be_chosen(self):
        self.keep("schedules", tea={"cron": "* * * * *", "class": "Tea", "queue": "q"})
        self.keep_job("report")
        result = self.sidetick("import", status=EX_USAGE)
        self.assertIn("sidekiq-scheduler without a namespace, sidekiq-cron without a namespace: choose with --from", result.stderr)
        self.assertEqual(list(self.imported("--from", "sidekiq-cron")["schedules"]), ["report"])
        self.assertEqual(list(self.imported("--from", "sidekiq-scheduler")["schedules"]), ["tea"])

    def test_what_sidetick_published_itself_is_not_imported_unasked(self):
        self.configure(schedule("own", "*/5 * * * *"))
        self.run_at("2026-03-01T12:34:30Z")
        self.assertIn("no schedule of another scheduler", self.sidetick("import", status=EX_DATA).stderr)
        self.keep_job("report")
        self.assertEqual(list(self.imported()["schedules"]), ["report"])

    def test_nothing_and_nothing_that_can_be_translated(self):
        nothing = self.sidetick("import", status=EX_DATA).stderr
        self.assertIn("without a namespace and in the namespace \"exq\"", nothing)
        self.assertIn("another --namespace (or key_prefix), or of sidekiq-cron 2 another --cron-namespace?", nothing)
        self.assertNotIn("--cron-namespace", self.sidetick("import", "--from", "exq-scheduler", status=EX_DATA).stderr)
        self.keep("schedules", bad="{")
        result = self.sidetick("import", status=EX_DATA)
        self.assertIn("none of the 1 schedules could be translated", result.stderr)
        self.assertIn("# [schedules.bad]", result.stdout)

    def test_how_it_ends_when_redis_does_not_serve_it(self):
        self.redis("SET", "schedules", "x")
        self.assertIn("schedules", self.sidetick("import", status=EX_DATA).stderr)
        self.sidetick("import", "--deadline", "100ms", status=EX_UNAVAILABLE, REDIS_URL="redis://127.0.0.1:1/0")
        self.sidetick("import", status=EX_CONFIG, REDIS_URL="nonsense://")

    def test_the_user_of_the_readme_may_import_with_one_command_more(self):
        self.keep("exq:schedules", tea={"cron": "* * * * *", "class": "Tea", "queue": "q"})
        rights = ("on", ">secret", "resetkeys", "~exq:*", "resetchannels", "-@all", "+client|setname", "+hgetall", "+hkeys")
        self.redis("ACL", "SETUSER", "sidetick", *rights)
        self.addCleanup(self.redis, "ACL", "DELUSER", "sidetick")
        url = self.server.url.replace("//", "//sidetick:secret@")
        result = self.sidetick("import", "--namespace", "exq", status=EX_REFUSED, REDIS_URL=url)
        self.assertIn("SMEMBERS", result.stderr)
        self.assertNotIn("secret", result.stderr)
        self.redis("ACL", "SETUSER", "sidetick", "+smembers")
        self.imported("--namespace", "exq", REDIS_URL=url)
        self.assertNotIn("secret", self.text)

    def test_it_reads_only_and_the_redis_of_a_configuration_needs_no_schedule(self):
        self.config.write_text(f'[redis]\nurl = "{self.server.url}"\nnamespace = "app"\n')
        self.keep("app:schedules", tea={"cron": "* * * * *", "class": "Tea", "queue": "q"})
        calls = self.commands_during(lambda: self.sidetick("-c", str(self.config), "import", REDIS_URL="redis://127.0.0.1:1"))
        self.assertLessEqual(set(calls), {"client|setname", "client|setinfo", "hello", "hgetall", "hkeys", "smembers"})
