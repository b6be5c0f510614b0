// What one tick costs: next_ticks TICKS. A line for each expression in each zone,
// `EXPRESSION<TAB>ZONE<TAB>NANOSECONDS`, the mean over so many successive ticks. See next_tick.py.
#include <chrono>
#include <cstdio>
#include <cstdlib>

#include "core/schedule/ticks.h"
#include "io/host/zone_file.h"

namespace sidetick {

namespace {

constexpr Instant from = date::sys_days{date::year{2026} / 1 / 1};

/// After the year 9999 the walk begins again.
double nanoseconds_a_tick(const Timing& timing, const Zone& zone, int count) {
  const auto begin = std::chrono::steady_clock::now();
  Ticks ticks(timing, zone, from);
  for (int i = 0; i < count; ++i) {
    if (!ticks.next()) ticks = Ticks(timing, zone, from);
  }
  const std::chrono::duration<double, std::nano> time = std::chrono::steady_clock::now() - begin;
  return time.count() / count;
}

}  // namespace

}  // namespace sidetick

int main(int, char** argv) {
  using namespace sidetick;
  const int count = std::atoi(argv[1]);
  for (const char* zone : {"UTC", "Europe/Copenhagen"}) {
    for (const char* text : {"*/5 * * * *", "0 9 * * 1-5", "0 0 29 2 *", "30 2 * * *"}) {
      const Timing timing = CronExpr::parse(text);
      std::printf("%s\t%s\t%.1f\n", text, zone,
                  nanoseconds_a_tick(timing, *find_zone(zone), count));
    }
  }
}
