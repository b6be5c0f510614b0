// Times, durations and formats: what is read is written back the same, the rest is refused.
#include "core/redis/url.h"
#include "core/time/duration.h"
#include "core/time/instant.h"
#include "core/time/strftime.h"
#include "expect.h"

using namespace sidetick;
using fuzz::expect;

namespace {

void expect_instant(std::string_view text) {
  const auto instant = parse_instant(text);
  if (!instant) return;
  expect(*instant >= earliest_instant && *instant <= latest_instant, "years 1 to 9999", text);
  expect(parse_instant(format_instant(*instant)) == instant, "an instant reads back", text);
  for (const int minutes : {-1439, -30, 0, 345, 1439}) {
    const Seconds offset = std::chrono::minutes{minutes};
    const Instant shown = *instant + offset;
    if (shown < earliest_instant || shown > latest_instant) continue;
    expect(parse_instant(format_local(*instant, offset)) == instant, "in every zone", text);
  }
}

void expect_wall_clock(std::string_view text) {
  const auto wall = parse_wall_clock(text);
  if (!wall) return;
  const std::string written = format_instant(Instant{wall->time_since_epoch()});
  expect(parse_wall_clock(written.substr(0, written.size() - 1)) == wall, "it reads back", text);
}

void expect_duration(std::string_view text) {
  const auto duration = parse_duration(text);
  if (!duration) return;
  expect(*duration >= Milliseconds{0}, "a duration is not negative", text);
  const std::string written = format_duration(*duration);
  expect(parse_duration(written) == duration, "a duration reads back", text);
  expect(format_duration(*parse_duration(written)) == written, "in one form", text);
}

void expect_format(std::string_view text) {
  const auto unknown = unknown_directive(text);
  expect(text.find(unknown) != std::string_view::npos, "an unknown letter is quoted", text);
  for (const Instant instant : {earliest_instant, Instant{}, latest_instant}) {
    for (const Seconds offset : {Seconds{-45296}, Seconds{0}, Seconds{50400}}) {
      if (unknown.empty()) format_time(text, instant, offset);
    }
  }
}

void expect_url(std::string_view text) {
  try {
    const RedisUrl url = parse_redis_url(text);
    expect(url.unix_path.empty() != url.host.empty(), "a path or a host", text);
    expect(url.port >= 1 && url.port <= 65535, "a port", text);
  } catch (const std::invalid_argument& error) {
    fuzz::expect_message(error.what());
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) try {
  const auto text = fuzz::as_text(data, size);
  expect_instant(text);
  expect_wall_clock(text);
  expect_duration(text);
  expect_format(text);
  expect_url(text);
  return 0;
} catch (const std::exception& error) {
  expect(false, "nothing is thrown", error.what());
  return 0;
}
