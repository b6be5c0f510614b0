"""examples/kubernetes: the form that Kubernetes' API wants, and a configuration that is right."""

import json
import re

import yaml

from example import EXAMPLES, ExampleTest, output

# The fields that the API knows, of those parts that the example has (apps/v1, batch/v1, core/v1).
KNOWN = {
    "CronJob": {"apiVersion", "kind", "metadata", "spec"},
    "CronJobSpec": {"schedule", "timeZone", "concurrencyPolicy", "startingDeadlineSeconds", "suspend",
                    "successfulJobsHistoryLimit", "failedJobsHistoryLimit", "jobTemplate"},
    "JobSpec": {"activeDeadlineSeconds", "backoffLimit", "completions", "parallelism", "template",
                "ttlSecondsAfterFinished"},
    "Deployment": {"apiVersion", "kind", "metadata", "spec"},
    "DeploymentSpec": {"minReadySeconds", "paused", "progressDeadlineSeconds", "replicas", "revisionHistoryLimit",
                       "selector", "strategy", "template"},
    "PodSpec": {"automountServiceAccountToken", "containers", "restartPolicy", "securityContext", "volumes",
                "serviceAccountName", "terminationGracePeriodSeconds", "topologySpreadConstraints"},
    "Container": {"args", "command", "env", "envFrom", "image", "imagePullPolicy", "name", "resources",
                  "securityContext", "volumeMounts"},
    "Volume": {"name", "configMap", "secret"},
}


class Manifest:
    """What holds of both: the pod of each is the same but for its arguments."""

    def read(self, name):
        with open(EXAMPLES / "kubernetes" / name, encoding="utf-8") as file:
            self.parts = {part["kind"]: part for part in yaml.safe_load_all(file)}

    def assert_known(self, *parts):
        for kind, found in (*parts, ("PodSpec", self.pod), *(("Container", each) for each in self.pod["containers"]),
                            *(("Volume", each) for each in self.pod["volumes"])):
            self.assertLessEqual(set(found), KNOWN[kind], kind)
        self.assertEqual(self.parts["ConfigMap"]["apiVersion"], "v1")

    def test_what_is_mounted_is_there(self):
        volumes = {volume["name"]: volume for volume in self.pod["volumes"]}
        self.assertEqual(volumes["config"]["configMap"]["name"], self.parts["ConfigMap"]["metadata"]["name"])
        for container in self.pod["containers"]:
            self.assertEqual({mount["name"] for mount in container["volumeMounts"]}, set(volumes))

    def run_container(self, *more, without=0):
        """Runs what the container does, with this test's folder for its mounts, and returns the events."""
        (container,) = self.pod["containers"]
        (file, text), = self.parts["ConfigMap"]["data"].items()
        mounts = {mount["mountPath"]: mount["name"] for mount in container["volumeMounts"]}
        self.assertEqual(mounts["/etc/sidetick"], "config")
        secret = re.search(r'password_file = "(.*)/(.*)"', text)
        self.assertEqual(mounts[secret[1]], "redis")
        (self.folder / "password").write_text("secret\n")
        (self.folder / file).write_text(text.replace(secret[1], str(self.folder)))
        words = [*container["command"], *container["args"]]
        command = words[:len(words) - without]
        command = [word.replace("/etc/sidetick", str(self.folder)) for word in command]
        self.redis("CONFIG", "SET", "requirepass", "secret")
        self.addCleanup(self.redis, "CONFIG", "SET", "requirepass", "")
        status, shown, errors = output(*command, *more, env=self.environment())
        self.assertEqual((status, shown), (0, ""), errors)
        # One event a line, for who reads the pod's log by its fields.
        return [json.loads(line) for line in errors.splitlines()]


class CronJob(Manifest, ExampleTest):
    def setUp(self):
        super().setUp()
        self.read("sidetick.yaml")
        self.cron_job = self.parts["CronJob"]
        self.job = self.cron_job["spec"]["jobTemplate"]["spec"]
        self.pod = self.job["template"]["spec"]

    def test_every_field_is_one_that_the_api_knows(self):
        self.assert_known(("CronJob", self.cron_job), ("CronJobSpec", self.cron_job["spec"]), ("JobSpec", self.job))
        self.assertEqual(self.cron_job["apiVersion"], "batch/v1")
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

    def test_the_container_runs_sidetick_on_its_configuration(self):
        self.assertEqual(self.pod["containers"][0]["args"][-1], "run")
        events = self.run_container("--now", "2026-03-02T03:30:10Z")
        self.assertIn(("enqueued", "signup_report", "2026-03-02T03:30:00Z"),
                      [(event["event"], event.get("schedule"), event.get("tick")) for event in events])


class Deployment(Manifest, ExampleTest):
    def setUp(self):
        super().setUp()
        self.read("deployment.yaml")
        self.deployment = self.parts["Deployment"]
        self.pod = self.deployment["spec"]["template"]["spec"]

    def test_every_field_is_one_that_the_api_knows(self):
        self.assert_known(("Deployment", self.deployment), ("DeploymentSpec", self.deployment["spec"]))
        self.assertEqual(self.deployment["apiVersion"], "apps/v1")

    def test_it_is_two_pods_that_its_selector_finds(self):
        spec = self.deployment["spec"]
        self.assertEqual(spec["replicas"], 2)
        self.assertEqual(spec["selector"]["matchLabels"], spec["template"]["metadata"]["labels"])

    def test_the_pod_is_that_of_the_cron_job_but_for_how_long_it_stays(self):
        ours, parts = self.pod["containers"][0], self.parts
        self.read("sidetick.yaml")
        other = self.parts["CronJob"]["spec"]["jobTemplate"]["spec"]["template"]["spec"]
        self.assertEqual({**ours, "args": ours["args"][:-2]}, other["containers"][0])
        self.assertEqual(self.pod["volumes"], other["volumes"])
        self.assertEqual(parts["ConfigMap"], self.parts["ConfigMap"])

    def test_the_container_stays_with_its_configuration(self):
        self.assertEqual(self.pod["containers"][0]["args"][-3:], ["run", "--for", "24h"])
        events = self.run_container("1s", without=1)
        self.assertEqual([event for event in events if event["level"] == "error"], [])
        self.assertEqual(self.redis("HKEYS", "schedules"), ["signup_report"])
