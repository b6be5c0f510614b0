"""examples/ci: the check of a pull request, and the quickstart."""

import json
import os
import re

import yaml

import harness
from example import EXAMPLES, ExampleTest, RepositoryTest, output

SCRIPT = str(EXAMPLES / "ci/check-schedule.sh")
DIFF = str(EXAMPLES / "ci/diff-schedule.sh")


class Ci(ExampleTest):
    def check(self, *paths, **more):
        environment = self.environment(**more)
        del environment["REDIS_URL"]
        return output(SCRIPT, *map(str, paths), env=environment, cwd=self.folder)

    def test_shellcheck_has_nothing_to_say(self):
        self.assertEqual(output("shellcheck", SCRIPT, DIFF), (0, "", ""))

    def test_a_right_schedule_is_shown_with_its_coming_ticks(self):
        status, shown, errors = self.check(EXAMPLES / "sidetick.toml", TICKS_UNTIL="+1h")
        self.assertEqual((status, errors), (0, ""))
        self.assertIn("4 schedules in 1 file are right", shown)
        self.assertGreaterEqual(shown.count(" heartbeat"), 59)

    def test_more_ticks_than_anybody_reads_are_cut_and_that_is_said(self):
        status, shown, _ = self.check(EXAMPLES / "sidetick.toml")
        self.assertEqual((status, shown.splitlines()[-2:]), (0, ["and more: these are the first 200", "```"]))
        self.assertEqual(len(shown.splitlines()), 200 + 4)
        self.assertNotIn("and more", self.check(EXAMPLES / "sidetick.toml", TICKS_UNTIL="+1h")[1])

    def test_the_secrets_of_redis_are_not_needed(self):
        (config_map, _) = yaml.safe_load_all((EXAMPLES / "kubernetes/sidetick.yaml").read_text())
        (self.folder / "jobs.toml").write_text(config_map["data"]["sidetick.toml"])
        status, shown, errors = self.check("jobs.toml")
        self.assertEqual(status, 0)
        self.assertIn(" signup_report", shown)
        self.assertIn("note: jobs.toml:2:17: [redis] password_file ", errors)

    def test_a_wrong_one_fails_with_the_place(self):
        (self.folder / "jobs.toml").write_text('[schedules.x]\ncron = "0 25 * * *"\nclass = "W"\n')
        status, shown, errors = self.check("jobs.toml")
        self.assertEqual((status, shown), (78, ""))
        self.assertIn("jobs.toml:2:11: ", errors)

    def test_on_github_the_error_stands_at_its_line_and_the_ticks_in_the_summary(self):
        (self.folder / "jobs.toml").write_text('[schedules.x]\ncron = "0 25% * * *"\nclass = "W"\n')
        status, shown, _ = self.check("jobs.toml", GITHUB_ACTIONS="true")
        self.assertEqual(status, 78)
        self.assertTrue(shown.startswith("::error file=jobs.toml,line=2,col="), shown)
        self.assertIn("25%25", shown)
        summary = self.folder / "summary"
        status, _, _ = self.check(EXAMPLES / "sidetick.toml", GITHUB_ACTIONS="true", GITHUB_STEP_SUMMARY=str(summary))
        self.assertEqual(status, 0)
        self.assertIn(" signup_report", summary.read_text())

    def test_on_gitlab_the_errors_are_in_a_report_of_code_quality_and_in_the_log(self):
        (self.folder / "jobs.toml").write_text('[schedules.x]\ncron = "0 25 * * *"\nclass = "W"\n')
        status, shown, errors = self.check("jobs.toml", GITLAB_CI="true")
        self.assertEqual((status, shown), (78, ""))
        self.assertIn("jobs.toml:2:11: ", errors)
        report = self.folder / "gl-code-quality-report.json"
        [finding] = json.loads(report.read_text())
        self.assertEqual(finding["location"], {"path": "jobs.toml", "lines": {"begin": 2}})
        (self.folder / "jobs.toml").write_text('[schedules.x]\ncron = "0 5 * * *"\nclass = "W"\n')
        self.assertEqual(self.check("jobs.toml", GITLAB_CI="true")[0], 0)
        self.assertEqual(report.read_text(), "[]\n")

    def test_without_a_file_it_says_how_it_is_used(self):
        self.assertEqual(self.check(), (64, "", "usage: check-schedule.sh FILE|DIR...\n"))

    def test_the_workflow_runs_the_script(self):
        with open(EXAMPLES / "ci/schedule.yml", encoding="utf-8") as file:
            workflow = yaml.safe_load(file)
        triggers = workflow[True]  # YAML 1.1 takes the key `on` for a truth
        self.assertIn("pull_request", triggers)
        steps = workflow["jobs"]["check"]["steps"]
        self.assertTrue(steps[0]["uses"].startswith("actions/checkout@"))
        runs = [step.get("run", "") for step in steps]
        self.assertIn("check-schedule.sh config/sidetick", runs[1])
        self.assertIn("diff-schedule.sh", runs[2])
        self.assertEqual(workflow["permissions"], {"contents": "read"}, "what was checked out may write nothing")

    def test_gitlabs_pipeline_runs_the_scripts(self):
        with open(EXAMPLES / "ci/gitlab-ci.yml", encoding="utf-8") as file:
            jobs = yaml.safe_load(file)
        [check], [diff, comment] = (jobs[name]["script"] for name in ("schedule", "schedule-diff"))
        self.assertIn("check-schedule.sh config/sidetick", check)
        self.assertIn("diff-schedule.sh", diff)
        self.assertEqual(jobs["schedule"]["artifacts"],
                         {"when": "always", "reports": {"codequality": "gl-code-quality-report.json"}})
        # Without a report of the branch that it goes to, GitLab shows none of a merge request.
        self.assertIn({"if": "$CI_COMMIT_BRANCH == $CI_DEFAULT_BRANCH"}, jobs["schedule"]["rules"])
        script = self.folder / "script"
        script.write_text(f"{diff}\n{comment}\n")
        self.assertEqual(output("shellcheck", "-s", "sh", str(script)), (0, "", ""))


class Comment(RepositoryTest):
    """What a change of a repository makes others."""

    def setUp(self):
        super().setUp()
        self.write("30 2 * * *")
        self.commit()

    def write(self, expression, path="jobs/a.toml"):
        file = self.folder / path
        file.parent.mkdir(exist_ok=True)
        file.write_text(f'[schedules.report]\ncron = "{expression}"\nclass = "W"\n')

    def commit(self):
        self.git("add", "jobs")
        self.git("commit", "--quiet", "--message", "x")

    def diff(self, *args):
        return output(DIFF, *args, env=self.git_environment(), cwd=self.folder)

    def test_ticks_that_change(self):
        self.write("0 3 * * *")
        status, shown, errors = self.diff("HEAD", "jobs")
        self.assertEqual((status, errors), (0, ""))
        self.assertTrue(shown.startswith("### sidetick: 1 changed\n"), shown)
        self.assertIn("| changed | `report` | −30 +30 | `cron` |", shown)
        self.assertEqual(self.diff("HEAD", "jobs/a.toml")[1].splitlines()[0], "### sidetick: 1 changed")

    def test_a_file_that_is_new(self):
        self.write("0 3 * * *", "other.toml")
        self.assertEqual(self.diff("HEAD", "other.toml")[1].splitlines()[0], "### sidetick: 1 new")

    def test_what_was_wrong_before(self):
        self.write("0 25 * * *")
        self.commit()
        self.write("0 3 * * *")
        self.assertEqual(self.diff("HEAD", "jobs"),
                         (0, "### sidetick: what HEAD has is wrong: there is nothing to compare with\n", ""))

    def test_what_is_wrong_now_and_what_is_not_there_fails(self):
        self.write("0 25 * * *")
        self.assertEqual(self.diff("HEAD", "jobs")[0], 78)
        self.assertEqual(self.diff("HEAD", "none.toml")[0], 78)
        status, shown, errors = self.diff("nonesuch", "jobs")
        self.assertEqual((status, shown), (66, ""))
        self.assertIn("nonesuch: no such commit here", errors)
        self.assertEqual(self.diff("HEAD")[0], 64)


class Quickstart(ExampleTest):
    alone = "it may build the program that the others run"

    def test_it_ends_with_jobs_that_are_enqueued_once(self):
        environment = {**self.environment(), "PATH": os.environ["PATH"]}
        status, shown, errors = output(str(EXAMPLES / "quickstart.sh"), env=environment, cwd=harness.ROOT)
        self.assertEqual(status, 0, shown + errors)
        self.assertRegex(shown, r"\n\d+ jobs before, \d+ after: each tick is enqueued once\.\n")
        for queue, name in (("default", "HeartbeatWorker()"), ("reports", 'SignUpReportWorker("daily", {"format": "csv"}')):
            self.assertIn(name, shown.split(f'queue "{queue}"\n')[1])
        self.assert_shown_in_the_readme(shown)

    def assert_shown_in_the_readme(self, shown):
        """Its lines are in the output, but for jids and numbers; … stands for lines left out.

        Jobs are in the order of their ticks, which in each tenth minute is another: here in that of their classes.
        """
        def in_order(jobs):
            return "".join(sorted(jobs[0].splitlines(keepends=True), key=lambda line: line.split()[3]))

        shown = re.sub(r"(^  \d+:\d+:\d+  jid .*\n)+", in_order, shown, flags=re.M)
        block = re.search(r"^```text\n(.*?)^```", (harness.ROOT / "README.md").read_text(), re.M | re.S)[1]
        self.assertIn("HeartbeatWorker", block)
        pattern = re.sub(r"\d+", r"\\d+", re.sub(r"[0-9a-f]{24}", "JID", re.escape(block)))
        pattern = pattern.replace("JID", "[0-9a-f]{24}").replace("…\\\n", ".*")
        self.assertRegex(shown, re.compile(pattern, re.S))
