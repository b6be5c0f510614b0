// Payload and jid, byte for byte.

#include "core/job/payload.h"

#include <doctest/doctest.h>

#include <nlohmann/json.hpp>

#include "support/schedules.h"

using namespace sidetick;
using test::at;
using test::cron_schedule;

TEST_CASE("times are float seconds with a decimal point, and as short as they can be") {
  using std::chrono::microseconds;
  const ClockTime base = at("2018-05-30 17:20:39");
  CHECK(float_seconds(base) == "1527700839.0");
  CHECK(float_seconds(base + microseconds{250000}) == "1527700839.25");
  CHECK(float_seconds(base + microseconds{1}) == "1527700839.000001");
  CHECK(float_seconds(base + microseconds{999999}) == "1527700839.999999");
}

TEST_CASE("a jid depends on namespace, schedule and tick alone, and is fixed for ever") {
  const Instant tick = at("2026-03-29 01:00");
  // Jobs that wait in queues have these: a change of the function would enqueue them again.
  // printf 'exq\0report\0001774746000' | xxhsum -H2
  CHECK(job_id("exq", "report", tick) == "c97b5f40276ac593c6a46ea8");
  CHECK(job_id("", "report", tick) == "35d46b36d85432ea0766c699");
  CHECK(job_id("exq", "report", tick) != job_id("ex", "qreport", tick));
  CHECK(job_id("exq", "report", tick) != job_id("exq", "report", tick + Seconds{1}));
  CHECK(job_id("", "report", tick).size() == 24);
}

TEST_CASE("the payload is what Sidekiq and Exq read, byte for byte") {
  auto schedule = cron_schedule("report", "0 * * * *");
  schedule.job.class_name = "SignUpReportWorker";
  auto payload = [&] {
    return job_payload(schedule, at("2026-03-29 01:00"), "0123456789abcdef01234567",
                       at("2026-03-29 01:00:02"));
  };
  SUBCASE("plain") {
    CHECK(
        payload() ==
        R"({"class":"SignUpReportWorker","args":[],"queue":"default","retry":true,)"
        R"("jid":"0123456789abcdef01234567","created_at":1774746002.0,"enqueued_at":1774746002.0})");
  }
  SUBCASE("with everything") {
    schedule.job.args = R"(["a",1,{"b":null}])";
    schedule.job.retry = "5";
    schedule.job.queue = "re\"port";
    schedule.job.extra = {{"tags", R"(["reports"])"}, {"backtrace", "20"}};
    schedule.job.include_metadata = true;
    CHECK(
        payload() ==
        R"({"class":"SignUpReportWorker","args":["a",1,{"b":null},{"scheduled_at":1774746000.0}],)"
        R"("queue":"re\"port","retry":5,"backtrace":20,"tags":["reports"],)"
        R"("jid":"0123456789abcdef01234567","created_at":1774746002.0,"enqueued_at":1774746002.0})");
  }
  SUBCASE("metadata as the only argument") {
    schedule.job.include_metadata = true;
    CHECK(nlohmann::json::parse(payload())["args"].dump() == R"([{"scheduled_at":1774746000.0}])");
  }
}

TEST_CASE("no string can break out of the payload") {
  auto schedule = cron_schedule("report", "0 * * * *");
  schedule.job.class_name = "A\"\\\n\r\t\x01\x7f\xc3\xa6";
  auto json = nlohmann::json::parse(
      job_payload(schedule, at("2026-03-29 01:00"), "jid", at("2026-03-29 01:00")));
  CHECK(json["class"] == schedule.job.class_name);
}

TEST_CASE("with active_job the job is in the wrapping that ActiveJob's Sidekiq adapter makes") {
  auto schedule = cron_schedule("report", "0 9 * * *");
  schedule.job.class_name = "ReportJob";
  schedule.job.queue = "reports";
  schedule.job.args = R"(["a","{tick:%F}"])";
  schedule.job.active_job = true;
  schedule.job.has_placeholders = true;
  schedule.job.include_metadata = true;
  auto payload = job_payload(schedule, at("2026-03-29 09:00"), "0123456789abcdef01234567",
                             at("2026-03-29 09:00:02") + std::chrono::milliseconds{250});
  CHECK(
      payload ==
      R"({"class":"ActiveJob::QueueAdapters::SidekiqAdapter::JobWrapper","wrapped":"ReportJob",)"
      R"("args":[{"job_class":"ReportJob","job_id":"01234567-89ab-8cde-8f01-234567000000",)"
      R"("provider_job_id":null,"queue_name":"reports","priority":null,)"
      R"("arguments":["a","2026-03-29",{"scheduled_at":1774774800.0}],"executions":0,)"
      R"("exception_executions":{},"locale":null,"timezone":null,)"
      R"("enqueued_at":"2026-03-29T09:00:02.250000000Z"}],"queue":"reports","retry":true,)"
      R"("jid":"0123456789abcdef01234567","created_at":1774774802.25,"enqueued_at":1774774802.25})");
}

TEST_CASE("without template = true braces are just braces") {
  auto schedule = cron_schedule("report", "0 9 * * *");
  schedule.job.args = R"(["{tick}","{{"])";
  auto json = nlohmann::json::parse(
      job_payload(schedule, at("2026-03-29 01:00"), "jid", at("2026-03-29 01:00")));
  CHECK(json["args"].dump() == schedule.job.args);
}
