"""examples/ci/pre-commit: what is staged is looked at, and nothing else; git runs it, or the framework does."""

import os
import re
import shutil

from example import EXAMPLES, RepositoryTest, output

HOOK = EXAMPLES / "ci/pre-commit"
RIGHT = '[schedules.report]\ncron = "0 9 * * *"\nclass = "W"\n'
WRONG = RIGHT.replace("0 9", "0 25")
REMEDY = ("pre-commit: the schedule that is staged is wrong: correct it and git add it; "
          "--no-verify commits it as it is\n")


class PreCommit(RepositoryTest):
    def setUp(self):
        super().setUp()
        self.hook = self.folder / ".git/hooks/pre-commit"
        self.hook.parent.mkdir(exist_ok=True)
        shutil.copy(HOOK, self.hook)

    def write(self, text, path="config/sidetick/a.toml"):
        file = self.folder / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text)

    def stage(self, text, path="config/sidetick/a.toml"):
        self.write(text, path)
        self.git("add", "--", path)

    def commit(self, *args, **more):
        return self.try_git("commit", "--quiet", "--message", "x", *args, **more)

    def use(self, *schedule):
        """The hook as it is where the schedule is `schedule`."""
        words = " ".join(f"'{path}'" for path in schedule)
        self.hook.write_text(HOOK.read_text().replace("schedule=(config/sidetick)", f"schedule=({words})"))

    def expect_quiet(self, *args, **more):
        self.assertEqual(self.commit(*args, **more), (0, "", ""))

    def expect_refusal(self, wrong, *args, **more):
        status, shown, errors = self.commit(*args, **more)
        self.assertEqual((status, shown), (1, ""), errors)
        self.assertIn(wrong, errors)
        self.assertTrue(errors.endswith(REMEDY), errors)

    def test_shellcheck_has_nothing_to_say(self):
        self.assertEqual(output("shellcheck", str(HOOK)), (0, "", ""))

    def test_a_right_one_is_committed_without_a_word(self):
        self.stage(RIGHT)
        self.expect_quiet()

    def test_a_wrong_one_is_not_and_the_place_is_said(self):
        self.stage(WRONG)
        self.expect_refusal('error: config/sidetick/a.toml:2:11: schedule "report": cron "0 25 * * *": hour 25 is not in 0-23\n')
        self.assertEqual(self.try_git("rev-parse", "--quiet", "--verify", "HEAD")[0], 1)
        self.expect_quiet("--no-verify")

    def test_what_is_allowed_but_perhaps_not_meant_is_refused_too(self):
        self.stage(RIGHT.replace("0 9", "0 9 *"))
        self.expect_refusal("[six-fields]")

    def test_a_password_in_it_is_one_that_others_may_read(self):
        self.stage(RIGHT + '[redis]\npassword = "x"\n')
        umask = os.umask(0o077)
        self.addCleanup(os.umask, umask)
        self.expect_refusal("[readable-secret]")

    def test_wrong_where_it_is_staged_and_right_in_the_work_tree_is_refused(self):
        self.stage(WRONG)
        self.write(RIGHT)
        self.expect_refusal("a.toml:2:11")

    def test_right_where_it_is_staged_and_wrong_in_the_work_tree_is_committed(self):
        self.stage(RIGHT)
        self.write(WRONG)
        self.expect_quiet()

    def test_what_is_named_to_commit_is_looked_at_and_not_what_else_is_staged(self):
        self.stage(RIGHT)
        self.stage("x\n", "README")
        self.expect_quiet()
        self.stage(WRONG)
        self.write("y\n", "README")
        self.expect_quiet("README")
        self.expect_refusal("a.toml:2:11", "config/sidetick/a.toml")
        self.expect_refusal("a.toml:2:11", "--all")
        self.write(RIGHT + 'queue = "q"\n')
        self.expect_quiet("config/sidetick/a.toml")

    def test_files_and_folders_with_spaces(self):
        self.stage(WRONG, "config/sidetick/my jobs.toml")
        self.expect_refusal('error: config/sidetick/my jobs.toml:2:11: ')
        self.stage(RIGHT, "config/sidetick/my jobs.toml")
        self.expect_quiet()
        self.use("my jobs/of the day.toml", "others")
        self.stage(WRONG, "my jobs/of the day.toml")
        self.expect_refusal('error: my jobs/of the day.toml:2:11: ')

    def test_without_a_schedule_among_what_is_staged_nothing_is_looked_at(self):
        self.stage(WRONG)
        self.expect_quiet("--no-verify")
        self.stage("x\n", "README")
        self.stage("x\n", "lib/deep/README")
        self.expect_quiet()

    def test_files_are_read_together_and_with_the_calendars_beside_them(self):
        self.stage(RIGHT + 'exclude = ["@holidays", "@others"]\n')
        self.stage('[calendars.holidays]\nfile = "dates/holidays.txt"\n[calendars.others]\nfile = "../others.txt"\n',
                   "config/sidetick/calendars.toml")
        self.stage("9998-12-25\n", "config/sidetick/dates/holidays.txt")
        self.stage("9998-12-26\n", "config/others.txt")
        self.expect_quiet()
        self.stage("9998-12-32\n", "config/others.txt")
        self.expect_refusal('"9998-12-32"')
        self.stage("9998-12-26\n", "config/others.txt")
        self.git("rm", "--quiet", "config/sidetick/dates/holidays.txt")
        self.expect_refusal('file "dates/holidays.txt": ')

    def test_a_file_at_the_top_and_the_whole_repository(self):
        for schedule in ("jobs.toml", ".", "./"):
            with self.subTest(schedule):
                self.use(schedule)
                self.stage(WRONG, "jobs.toml")
                self.expect_refusal("jobs.toml:2:11")
                self.stage(RIGHT.replace("9", str(len(schedule))), "jobs.toml")
                self.expect_quiet()

    def test_it_is_of_no_matter_where_git_or_the_hook_is_run(self):
        self.stage(WRONG)
        self.expect_refusal("error: config/sidetick/a.toml:2:11", GIT_DIR=str(self.folder / ".git"),
                            GIT_WORK_TREE=str(self.folder))
        for status, _, errors in (self.try_git("-C", "config/sidetick", "commit", "--quiet", "--message", "x"),
                                  output(str(self.hook), env=self.git_environment(), cwd=self.folder / "config")):
            self.assertEqual(status, 1)
            self.assertIn("error: config/sidetick/a.toml:2:11", errors)

    def test_a_schedule_that_is_taken_away_is_committed(self):
        self.stage(RIGHT)
        self.expect_quiet()
        self.git("rm", "--quiet", "-r", "config")
        self.expect_quiet()

    def test_secrets_are_not_needed_and_where_redis_is_here_is_of_no_matter(self):
        self.stage(RIGHT + '[redis]\nusername = { env = "NOT_HERE" }\npassword_file = "not-here"\n')
        self.expect_quiet(REDIS_URL="nonsense")

    def test_without_sidetick_it_says_what_is_missing(self):
        self.stage(RIGHT)
        path = self.folder / "few"
        path.mkdir()
        for program in ("bash", "dirname", "git"):
            (path / program).symlink_to(shutil.which(program))
        self.assertEqual(self.commit(PATH=str(path)),
                         (1, "", "pre-commit: there is no sidetick here to check the schedule: install it\n"))

    def test_the_framework_runs_it_as_its_head_says(self):
        self.hook.unlink()
        text = re.search(r"^#   (repos:\n(?:#   .*\n)+)", HOOK.read_text(), re.M)[1]
        self.stage(text.replace("#   ", ""), ".pre-commit-config.yaml")
        (self.folder / "ci").mkdir()
        shutil.copy(HOOK, self.folder / "ci")
        self.git("add", "ci")
        environment = self.git_environment()
        self.assertEqual(output("pre-commit", "install", env=environment, cwd=self.folder)[0], 0)
        status, _, errors = self.commit()
        self.assertEqual(status, 0, errors)
        self.assertRegex(errors, r"sidetick check\.+\(no files to check\)Skipped\n")
        self.stage(WRONG)
        self.write(RIGHT)
        status, _, errors = self.commit()
        self.assertEqual(status, 1, errors)
        self.assertIn("error: config/sidetick/a.toml:2:11: ", errors)
        self.assertIn(REMEDY, errors)
        self.stage(RIGHT)
        status, _, errors = self.commit()
        self.assertEqual(status, 0, errors)
        self.assertRegex(errors, r"sidetick check\.+Passed\n")
