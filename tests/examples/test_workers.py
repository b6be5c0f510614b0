"""The workers of examples/workers get the jobs of examples/sidetick.toml."""

import json
import signal

from example import EXAMPLES, ExampleTest, output

CLASSES = {"CleanupWorker", "HeartbeatWorker", "SignUpReportWorker"}  # of the jobs that NOW, a Sunday, has


def elixir(value):
    """A value of JSON as Elixir writes it."""
    if isinstance(value, dict):
        return "%{" + ", ".join(f"{elixir(k)} => {elixir(v)}" for k, v in value.items()) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(map(elixir, value)) + "]"
    return json.dumps(value).replace("null", "nil").replace("#{", "\\#{")


class Workers(ExampleTest):
    def log_lines(self):
        path = self.folder / "jobs.log"
        return path.read_text().splitlines() if path.exists() else []

    def test_there_is_a_worker_for_each_class_of_the_example(self):
        text = (EXAMPLES / "sidetick.toml").read_text()
        classes = {line.split('"')[1] for line in text.splitlines() if line.startswith("class = ")}
        self.assertEqual(len(classes), 4)
        for file, form in (("sidekiq_worker.rb", "class {}\n"), ("exq_worker.ex", "defmodule {} do\n")):
            source = (EXAMPLES / "workers" / file).read_text()
            for name in classes:
                self.assertIn(form.format(name), source)

    def test_sidekiq_runs_every_job_of_the_example(self):
        jobs = self.enqueue_example()
        process = self.start("sidekiq", "-r", str(EXAMPLES / "workers/sidekiq_worker.rb"), "-q", "reports", "-q", "default",
                             JOBS_LOG=str(self.folder / "jobs.log"))
        self.wait_until(lambda: len(self.log_lines()) == len(jobs), process)
        process.send_signal(signal.SIGTERM)
        process.wait()
        done = [json.loads(line) for line in self.log_lines()]
        self.assertEqual({job["class"] for job in done}, CLASSES)
        self.assertEqual({job["jid"] for job in done}, {job["jid"] for job in jobs})
        reports = sorted(job["tick"] for job in done if job["class"] == "SignUpReportWorker")
        self.assertEqual(reports, ["2026-03-01T11:45:00Z", "2026-03-01T12:00:00Z", "2026-03-01T12:15:00Z",
                                   "2026-03-01T12:30:00Z"])
        # What fails is put here, to be tried again.
        self.assertEqual(self.redis("ZCARD", "retry"), 0)

    def test_exq_finds_the_function_that_each_job_asks_for(self):
        """Exq is not in Debian: what it does with a job is done here, apply(Elixir.CLASS, :perform, args)."""
        jobs = self.enqueue_example("exq")
        calls = [f'apply(String.to_existing_atom("Elixir." <> {elixir(job["class"])}), :perform, {elixir(job["args"])})\n'
                 for job in jobs]
        (self.folder / "calls.exs").write_text("".join(calls))
        status, _, errors = output("elixir", "-r", str(EXAMPLES / "workers/exq_worker.ex"), str(self.folder / "calls.exs"),
                                   env=self.environment(JOBS_LOG=str(self.folder / "jobs.log")))
        self.assertEqual((status, errors), (0, ""))
        lines = self.log_lines()
        self.assertEqual(len(lines), len(jobs))
        self.assertEqual({line.split()[0] for line in lines}, CLASSES)
        self.assertEqual([line for line in lines if "SignUp" in line][0],
                         'SignUpReportWorker [period: "daily", format: "csv", tick: "2026-03-01T11:45:00Z"]')
