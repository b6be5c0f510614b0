// Jobs as other programs have put them into Redis: read, or passed over, whatever they are.
//
// Input:   a job, what a process works at, or a score; all three are tried.
#include "core/why/job_record.h"
#include "expect.h"

using namespace sidetick;
using fuzz::expect;

namespace {

constexpr std::string_view jid = "0123456789abcdef01234567";

void expect_instant(const std::optional<Instant>& instant) {
  if (!instant) return;
  expect(*instant >= earliest_instant && *instant <= latest_instant, "years 1 to 9999");
}

void expect_record(const std::optional<JobRecord>& record, std::string_view text) {
  if (!record) return;
  expect(text.find("jid") != text.npos || text.find("\\u") != text.npos, "it has a jid", text);
  expect(!record->retry || *record->retry >= 0, "retries are counted from 0 or 1 on", text);
  expect_instant(record->at);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const auto text = fuzz::as_text(data, size);
  expect_record(read_job(text, jid), text);
  expect_record(read_work(text, jid), text);
  expect_instant(parse_score(text));
  return 0;
}
