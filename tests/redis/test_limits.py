"""start, end and exclude: ticks that do not exist, whoever asks. NOW is Sunday, 2026-03-01, 12:34:30."""

from harness import EX_CONFIG, NOW, RedisTest, iso, minutes, schedule

EVERY_5 = "*/5 * * * *"


class Limits(RedisTest):
    def configure_report(self, rest, more=""):
        self.config.write_text(f'[redis]\nurl = "{self.server.url}"\n{more}[schedules.report]\ncron = "{EVERY_5}"\n'
                               f'class = "W"\nfirst_run = "window"\n{rest}')

    def ticks(self):
        return [iso(int(tick)) for tick in self.ledger("report")]

    def verdict(self, tick):
        answer = self.sidetick("why", "report", tick, "--now", NOW, "--format", "json").json["answers"][0]
        return answer["verdict"], answer["notes"]

    def test_a_run_enqueues_what_they_leave_and_the_page_has_the_next(self):
        self.configure_report("start = 2026-03-01T12:00:00Z\nend = 2026-03-01T12:31:00Z")
        self.run_at(NOW)
        self.assertEqual(self.ticks(), [iso(tick) for tick in minutes("12:00", "12:30", 5)])
        self.assertIsNone(self.redis("HGET", "sidekiq-scheduler:next_times", "report"), "there is none")
        self.configure_report('exclude = ["@spring"]', '[calendars.spring]\ndates = ["2026-03-01..2026-03-31"]\n')
        self.redis("FLUSHALL")
        self.run_at(NOW)
        self.assertEqual(self.ticks(), [])
        self.assertEqual(self.redis("HGET", "sidekiq-scheduler:next_times", "report"), "2026-04-01T00:00:00Z")

    def test_an_exclusion_that_is_edited_in_or_out_is_an_edit(self):
        self.configure_report("")
        self.run_at("2026-03-01T12:00:30Z")
        before = self.ticks()
        self.configure_report('exclude = ["sun"]')
        self.run_at("2026-03-01T12:10:30Z")
        self.assertEqual(self.ticks(), before)
        self.configure_report("")
        self.run_at("2026-03-01T12:20:30Z")
        self.assertEqual(self.ticks()[len(before):], ["2026-03-01T12:20:00Z"], "what was excluded is not caught up")

    def test_a_backfill_enqueues_no_tick_that_is_excluded(self):
        self.configure_report('exclude = ["sun"]')
        self.sidetick("backfill", "report", "--from", "2026-02-28T23:50:00Z", "--to", "2026-03-01T12:00:00Z", "--force")
        self.assertEqual(len(self.jobs()), 2)

    def test_why_says_what_took_a_tick_away(self):
        self.configure_report('start = 2026-02-01\nend = 2026-03-01T12:00:00Z\nexclude = ["sat"]')
        self.run_at(NOW)
        self.assertEqual(self.verdict("2026-02-28T12:00:00Z"),
                         ("no tick", ["it would be one, but the schedule excludes this date"]))
        self.assertEqual(self.verdict("2026-01-31T12:00:00Z"),
                         ("no tick", ["it would be one, but the schedule has start at 2026-02-01T00:00:00Z"]))
        self.assertEqual(self.verdict("2026-03-01T12:00:00Z"),
                         ("no tick", ["it would be one, but the schedule has end at 2026-03-01T12:00:00Z"]))
        self.assertEqual(self.verdict("2026-02-28T12:01:00Z"), ("no tick", []))

    def test_placeholders_of_the_ticks_beside_follow_them(self):
        self.configure_report('args = ["{previous_tick}", "{next_tick}"]\ntemplate = true\nexclude = ["sat", "mon"]')
        self.run_at("2026-03-01T00:00:30Z")
        [job] = self.jobs()
        self.assertEqual(job["args"], ["2026-02-27T23:55:00Z", "2026-03-01T00:05:00Z"])

    def test_a_calendar_that_is_wrong_stops_the_schedules_that_name_it_and_marks_none_as_gone(self):
        self.configure_report('exclude = ["@holidays"]', '[calendars.holidays]\nfile = "holidays.txt"\n')
        with open(self.config, "a", encoding="utf-8") as file:
            file.write("\n" + schedule("other", EVERY_5))
        (self.folder / "holidays.txt").write_text("2026-12-25 # Christmas\n")
        self.run_at("2026-03-01T12:00:30Z")
        enqueued = self.ticks()
        (self.folder / "holidays.txt").write_text("2026-12-32\n")
        result = self.run_at("2026-03-01T12:05:30Z", status=EX_CONFIG)
        self.assertIn('calendar "holidays": file "holidays.txt": line 1: "2026-12-32"', result.stderr)
        self.assertEqual((self.ticks(), len(self.ledger("other"))), (enqueued, 2))
        self.assertNotIn("gone=", self.redis("HGET", "sidetick:cursors", "report"))
        (self.folder / "holidays.txt").write_text("")
        self.run_at("2026-03-01T12:10:30Z")
        self.assertEqual(self.ticks()[len(enqueued):], ["2026-03-01T12:05:00Z", "2026-03-01T12:10:00Z"])


class Days(RedisTest):
    def test_every_second_monday_at_nine_through_a_change_of_the_clock(self):
        self.config.write_text(f'[redis]\nurl = "{self.server.url}"\n[schedules.report]\nevery = "2w"\nclass = "W"\n'
                               'anchor = 2026-03-16T09:00:00\ntime_zone = "Europe/Copenhagen"\nmissed_jobs_window = "60d"\n')
        self.config.write_text('history = "90d"\n' + self.config.read_text())
        self.run_at("2026-03-01T12:00:00Z")
        self.run_at("2026-04-15T12:00:00Z")
        self.assertEqual([iso(int(tick)) for tick in self.ledger("report")],
                         ["2026-03-16T08:00:00Z", "2026-03-30T07:00:00Z", "2026-04-13T07:00:00Z"])
