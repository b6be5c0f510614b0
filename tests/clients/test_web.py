"""Sidekiq::Web, opened in a browser, shows what sidetick has enqueued. The pictures are in build/clients."""

import re

from clients import ARTEFACTS, ClientTest, sidekiq_version
from harness import NOW, schedule
from pages import open_page

PNG = b"\x89PNG\r\n\x1a\n"
REPORT = {"class_name": "ReportWorker", "args": ["daily", {"format": "csv"}, "<é€😀>"], "queue": "reports",
          "job": {"tags": ["weekly", "é"]}}


class AnyLine:
    """Equal to each line that begins so."""

    def __init__(self, pattern):
        self.pattern = pattern

    def __eq__(self, line):
        return re.match(self.pattern, line) is not None

    def __repr__(self):
        return f"a line that matches {self.pattern!r}"


HEAD = AnyLine("# ↓ Job Arguments( Context( Actions)?)?$")  # more since Sidekiq 7 and 8


class Web(ClientTest):
    def setUp(self):
        super().setUp()
        self.url = self.serve_web()

    def page(self, path, name):
        """The lines of a page, the navigation and the footer left out."""
        lines = open_page(f"{self.url}/{path}", name)
        self.assertEqual((ARTEFACTS / f"{name}.png").read_bytes()[:8], PNG)
        footer = next(at for at, line in enumerate(lines) if line.startswith("Sidekiq v"))
        # A line of its own, or, since Sidekiq 8, the end of one.
        begin = next(at for at, line in enumerate(lines) if line.endswith("0 Dead"))
        return lines[begin + 1:footer]

    def test_its_pages_list_the_queues_and_the_jobs(self):
        self.configure(schedule("beat"), schedule("report", "*/20 * * * *", first_run="window", **REPORT),
                       schedule("mail", class_name="ReportJob", args=["a", 1], queue="mail", active_job=True))
        self.run_at(NOW)
        title, head, *rows = self.page("queues", "queues")
        self.assertEqual((title, head), ("Queues", "Queue Size Latency Actions"))
        # "default 1 23,209,144.05 ( 2026-03-01 12:34:30 +0000 )"
        self.assertEqual([(*row.split()[:2], "2026-03-01 12:34:30 +0000" in row) for row in rows],
                         [("default", "1", True), ("mail", "1", True), ("reports", "3", True)])
        row = 'ReportWorker weekly é "daily", {"format"=>"csv"}, "<é€😀>"'
        self.assertEqual(self.page("queues/reports", "queue"),
                         ["Current jobs in reports 3", HEAD, f"3 {row}", f"2 {row}", f"1 {row}"])
        self.assertEqual(self.page("queues/mail", "active-job"),
                         ["Current jobs in mail 1", HEAD, '1 ReportJob "a", 1'])

    def test_its_page_of_retries_lists_a_job_that_failed(self):
        self.configure(schedule("report", class_name="Failing", args=["report"], retry=5, job={"tags": ["weekly"], "backtrace": 3}))
        self.run_at(NOW)
        (job,) = self.jobs()
        self.work(1)
        lines = self.page("retries", "retries")
        at = lines.index('"report"')
        self.assertEqual(lines[at - 1:at + 2],
                         [AnyLine(".* 0 default Failing weekly"), '"report"', "ArgumentError: report: não"])
        if sidekiq_version() >= (7,):
            return  # its page of one retry is found by a link of its own
        (score,) = self.redis("ZRANGE", "retry", 0, -1, "WITHSCORES")[1:]
        self.assertEqual(
            [line for line in self.page(f"retries/{score}-{job['jid']}", "retry") if not line.startswith(("Originally", "Next"))],
            ["Job", "Queue default", "Job Failing weekly", "Arguments", '"report"', f"JID {job['jid']}",
             "Created At 2026-03-01 12:34:30 UTC", "Enqueued 2026-03-01 12:34:30 UTC",
             "Error", "Error Class ArgumentError", "Error Message report: não", AnyLine("Error Backtrace .*workers.rb"), "← Back"])
