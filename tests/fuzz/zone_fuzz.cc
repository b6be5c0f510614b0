// TZif files of any bytes: refused, or a zone whose periods follow one another and whose ticks
// ascend.
#include "core/schedule/ticks.h"
#include "core/time/zone.h"
#include "expect.h"

using namespace sidetick;
using fuzz::expect;

namespace {

void expect_periods(const Zone& zone, Instant from) {
  Instant at = from;
  for (int i = 0; i < 8; ++i) {
    const ZonePeriod period = zone.period(at);
    expect(period.begin <= at && at < period.end, "a period holds its instant");
    expect(period.offset < largest_offset && period.offset > -largest_offset, "an offset is small");
    if (period.end > latest_instant) return;
    at = period.end;
  }
}

void expect_ticks(const Zone& zone, const char* cron, Instant from) {
  const Timing timing = CronExpr::parse(cron);
  Ticks ticks(timing, zone, from);
  Instant last = from;
  for (int i = 0; i < 8; ++i) {
    const auto tick = ticks.next();
    if (!tick) return;
    expect(*tick > last, "ticks ascend", cron);
    last = *tick;
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) try {
  std::shared_ptr<const Zone> zone;
  try {
    zone = Zone::from_tzif("Some/Zone", fuzz::as_text(data, size));
  } catch (const std::invalid_argument& error) {
    fuzz::expect_message(error.what());
    return 0;
  }
  for (const int year : {1, 1900, 1970, 2026, 2038, 2400, 9990}) {
    const Instant from = date::sys_days{date::year{year} / 3 / 20};
    expect_periods(*zone, from);
    expect_ticks(*zone, "30 2 * * *", from);
    expect_ticks(*zone, "*/20 * * * *", from);
  }
  return 0;
} catch (const std::exception& error) {
  expect(false, "nothing but std::invalid_argument is thrown", error.what());
  return 0;
}
