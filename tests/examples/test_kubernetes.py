"""examples/kubernetes: the form that Kubernetes' API wants, and a configuration that is right."""

import json
import re

import yaml

from example import EXAMPLES, ExampleTest, output

# The fields that the API knows, of those parts that the example has (batch/v1, core/v1).
KNOWN = {
    "CronJob": {"apiVersion", "kind", "metadata", "spec"},
    "CronJobSpec": {"schedule", "timeZone", "concurrencyPolicy", "startingDeadlineSeconds", "suspend",
                    "successfulJobsHistoryLimit", "failedJobsHistoryLimit", "jobTemplate"},
    "JobSpec": {"activeDeadlineSeconds", "backoffLimit", "completions", "parallelism", "template",
                "ttlSecondsAfterFinished"},
    "PodSpec": {"automountServiceAccountToken", "containers", "restartPolicy", "securityContext", "volumes",
                "serviceAccountName"},
    "Container": {"args", "command", "env", "envFrom", "image", "imagePullPolicy", "name", "resources",
                  "securityContext", "volumeMounts"},
    "Volume": {"name", "configMap", "secret"},
}


class CronJob(ExampleTest):
    def setUp(self):
        super().setUp()
        with open(EXAMPLES / "kubernetes/sidetick.yaml", encoding="utf-8") as file:
            self.parts = {part["kind"]: part for part in yaml.safe_load_all(file)}
        self.cron_job = self.parts["CronJob"]
        self.job = self.cron_job["spec"]["jobTemplate"]["spec"]
        self.pod = self.job["template"]["spec"]

    def test_every_field_is_one_that_the_api_knows(self):
        for kind, found in (("CronJob", self.cron_job), ("CronJobSpec", self.cron_job["spec"]), ("JobSpec", self.job),
                            ("PodSpec", self.pod), *(("Container", each) for each in self.pod["containers"]),
                            *(("Volume", each) for each in self.pod["volumes"])):
            self.assertLessEqual(set(found), KNOWN[kind], kind)
        self.assertEqual(self.cron_job["apiVersion"], "batch/v1")
        self.assertEqual(self.parts["ConfigMap"]["apiVersion"], "v1")
        self.assertIn(self.pod["restartPolicy"], ("Never", "OnFailure"))
        self.assertIn(self.cron_job["spec"]["concurrencyPolicy"], ("Allow", "Forbid", "Replace"))

    def test_a_run_fits_into_its_minute_and_a_missed_start_does_not_stop_the_rest(self):
        spec = self.cron_job["spec"]
        self.assertEqual(spec["schedule"], "* * * * *")
        # Above ten: with less, the controller may never see the moment. Set: without it, a hundred
        # missed starts end the CronJob for good.
        self.assertTrue(10 < spec["startingDeadlineSeconds"] < 60)
        self.assertTrue(25 < self.job["activeDeadlineSeconds"] < 60)
        self.assertEqual(self.job["backoffLimit"], 0)

    def test_what_is_mounted_is_there(self):
        volumes = {volume["name"]: volume for volume in self.pod["volumes"]}
        self.assertEqual(volumes["config"]["configMap"]["name"], self.parts["ConfigMap"]["metadata"]["name"])
        for container in self.pod["containers"]:
            self.assertEqual({mount["name"] for mount in container["volumeMounts"]}, set(volumes))

    def test_the_container_runs_sidetick_on_its_configuration(self):
        (container,) = self.pod["containers"]
        (file, text), = self.parts["ConfigMap"]["data"].items()
        mounts = {mount["mountPath"]: mount["name"] for mount in container["volumeMounts"]}
        self.assertEqual(mounts["/etc/sidetick"], "config")
        secret = re.search(r'password_file = "(.*)/(.*)"', text)
        self.assertEqual(mounts[secret[1]], "redis")
        # Here the mounts are this test's folder.
        (self.folder / "password").write_text("secret\n")
        (self.folder / file).write_text(text.replace(secret[1], str(self.folder)))
        command = [*container["command"], *container["args"]]
        self.assertEqual(command[-1], "run")
        command = [word.replace("/etc/sidetick", str(self.folder)) for word in command]
        self.redis("CONFIG", "SET", "requirepass", "secret")
        self.addCleanup(self.redis, "CONFIG", "SET", "requirepass", "")
        status, shown, errors = output(*command, "--now", "2026-03-02T03:30:10Z", env=self.environment())
        self.assertEqual((status, shown), (0, ""), errors)
        # One event a line, for who reads the pod's log by its fields.
        events = [json.loads(line) for line in errors.splitlines()]
        self.assertIn(("enqueued", "signup_report", "2026-03-02T03:30:00Z"),
                      [(event["event"], event.get("schedule"), event.get("tick")) for event in events])
