// What is read of jobs that Sidekiq and Exq keep: which one it is, and what it says of itself.
#include "core/why/job_record.h"

#include <doctest/doctest.h>

using namespace sidetick;

namespace {

constexpr std::string_view jid = "0123456789abcdef01234567";

/// "queue low retry 1 error ArgumentError: no"; "none" where it is not the job.
std::string job_text(const std::optional<JobRecord>& record) {
  if (!record) return "none";
  std::string text = "queue " + record->queue;
  if (record->retry) text += " retry " + std::to_string(*record->retry);
  if (!record->error.empty()) text += " error " + record->error;
  if (record->is_backfill) text += " backfill";
  return text;
}

std::string job(const std::string& more, const std::string& id = std::string(jid)) {
  return job_text(read_job(R"({"queue":"low","jid":")" + id + "\"" + more + "}", jid));
}

std::string work(const std::string& text) {
  const auto record = read_work(text, jid);
  if (!record) return "none";
  return record->queue + (record->at ? " since " + format_instant(*record->at) : "");
}

std::string score(const char* text) {
  const auto instant = parse_score(text);
  return instant ? format_instant(*instant) : "none";
}

}  // namespace

TEST_CASE("a job is the one of its jid alone") {
  CHECK(job("") == "queue low");
  CHECK(job("", "ffffffffffffffffffffffff") == "none");
  CHECK(job(R"(,"args":["0123456789abcdef01234567"])", "ffffffffffffffffffffffff") == "none");
  CHECK(job_text(read_job("0123456789abcdef01234567", jid)) == "none");
  CHECK(job_text(read_job(R"(["0123456789abcdef01234567"])", jid)) == "none");
  CHECK(job_text(read_job(R"({"jid":7,"a":"0123456789abcdef01234567"})", jid)) == "none");
  CHECK(job_text(read_job(std::string(100'000, '[') + std::string(jid), jid)) == "none");
}

TEST_CASE("which retry comes next: Sidekiq counts from 0, Exq, which has a processor, from 1") {
  CHECK(job(R"(,"retry_count":0,"error_class":"E","error_message":"no")") ==
        "queue low retry 1 error E: no");
  CHECK(job(R"(,"retry_count":4,"error_class":"E")") == "queue low retry 5 error E");
  CHECK(job(R"(,"retry_count":1,"processor":null,"error_class":null,"error_message":"boom")") ==
        "queue low retry 1 error boom");
  CHECK(job(R"(,"retry_count":null,"processor":null)") == "queue low");
  CHECK(job(R"(,"retry_count":9223372036854775807)") == "queue low");
  CHECK(job(R"(,"retry_count":18446744073709551615)") == "queue low");
  CHECK(job(R"(,"retry_count":-1)") == "queue low");
}

TEST_CASE("a backfill's job says so") {
  CHECK(job(R"(,"backfill":true)") == "queue low backfill");
  CHECK(job(R"(,"backfill":"true")") == "queue low");
}

TEST_CASE("what a process works at, with the payload as text or as an object") {
  const std::string payload = R"({\"jid\":\"0123456789abcdef01234567\"})";
  CHECK(work(R"({"queue":"low","payload":")" + payload + R"(","run_at":1772368380})") ==
        "low since 2026-03-01T12:33:00Z");
  CHECK(work(R"({"queue":"low","payload":")" + payload + R"(","run_at":1772368380.75})") ==
        "low since 2026-03-01T12:33:00Z");
  CHECK(work(R"({"queue":"low","payload":{"jid":"0123456789abcdef01234567"}})") == "low");
  CHECK(work(R"({"queue":"low","payload":["0123456789abcdef01234567"]})") == "none");
  CHECK(work(R"({"jid":"0123456789abcdef01234567"})") == "none");
  CHECK(work(R"(["0123456789abcdef01234567"])") == "none");
  CHECK(work("0123456789abcdef01234567") == "none");
}

TEST_CASE("scores are times, when they are in the years 1 to 9999") {
  CHECK(score("1772368380.25") == "2026-03-01T12:33:00Z");
  CHECK(score("1772368380") == "2026-03-01T12:33:00Z");
  CHECK(score("1.77236838e9") == "2026-03-01T12:33:00Z");
  for (const char* text : {"inf", "-inf", "nan", "1e300", "", "x", "1772368380x"}) {
    CAPTURE(text);
    CHECK(score(text) == "none");
  }
}
