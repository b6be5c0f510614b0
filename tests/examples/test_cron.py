"""examples/crontab, run by Debian's cron, in a mount namespace in which no other table is seen."""

import re
import shutil

import harness
from example import EXAMPLES, ExampleTest, output

# Nothing of the machine's own tables is run, and nothing outside is changed.
NAMESPACE = """
set -e
mount --make-rprivate /
mount -t tmpfs tmpfs /run
mount -t tmpfs tmpfs /var/spool/cron
mkdir -m 1730 /var/spool/cron/crontabs
mount -t tmpfs -o mode=755 tmpfs /etc/cron.d
mount --bind /dev/null /etc/crontab
install -m 644 -o root "$1" /etc/cron.d/sidetick
exec /usr/sbin/cron -f -L 15
"""


class Crontab(ExampleTest):
    def table(self):
        """The example with this test's Redis, program and configuration in it."""
        text = (EXAMPLES / "crontab").read_text()
        shutil.copy(EXAMPLES / "sidetick.toml", self.folder)
        for pattern, value in ((r"^REDIS_URL=.*$", f"REDIS_URL={self.server.url}"),
                               (r"^PATH=.*$", f"PATH={self.bin}:/usr/bin:/bin"),
                               (r"/etc/sidetick/sidetick\.toml(?= run$)", str(self.folder / "sidetick.toml"))):
            text, count = re.subn(pattern, value, text, flags=re.M)
            self.assertEqual(count, 1, pattern)
        path = self.folder / "crontab"
        path.write_text(text)
        return path

    def test_cron_enqueues_a_job_when_the_minute_begins(self):
        cron = self.start("unshare", "--mount", "sh", "-c", NAMESPACE, "sh", str(self.table()))
        self.wait_until(lambda: self.redis("LLEN", "queue:reports"), cron)
        self.assertEqual([job["class"] for job in self.jobs("reports")], ["SignUpReportWorker"] * 4)
        self.assertEqual(self.redis("SISMEMBER", "queues", "default"), 1)

    def test_the_run_that_stays_does_what_the_comment_says(self):
        """Its line is that of the plain run but for the words behind it; here with a second for its minute."""
        plain, staying = re.findall(r"^#?(\* .*)$", (EXAMPLES / "crontab").read_text(), flags=re.M)
        self.assertEqual(staying, plain + " --for 59s")
        shutil.copy(EXAMPLES / "sidetick.toml", self.folder)
        status, shown, errors = output("sidetick", "-q", "-c", str(self.folder / "sidetick.toml"), "run", "--for", "1s",
                                       env=self.environment(REDIS_URL=self.server.url))
        self.assertEqual((status, shown, errors), (0, "", ""))
        self.assertEqual(self.redis("HLEN", "sidetick:cursors"), self.redis("HLEN", "schedules"))

    def test_the_line_of_the_readme_and_of_the_help_is_the_one(self):
        line = next(row for row in (EXAMPLES / "crontab").read_text().splitlines() if row.startswith("* "))
        self.assertEqual(line.split()[:5], ["*"] * 5)
        self.assertEqual(line.split()[5:], ["nobody", "sidetick", "-c", "/etc/sidetick/sidetick.toml", "run"])
        self.assertIn("* * * * *  sidetick -c /etc/sidetick/", (harness.ROOT / "README.md").read_text())
