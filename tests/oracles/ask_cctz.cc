// ask_cctz: what Google's cctz makes of the wall clock around each change of the zones named on stdin, 1970 to 2100.
//
// For each change the wall-clock minutes at both ends of the gap or of the repeated time, in its middle and before it:
//   {"zone":"Europe/Berlin","cron":"30 2 29 3 *","from":"2026-03-26T01:00:00Z","tick":"2026-03-29T01:00:00Z"}
// `tick` is the instant of that minute: the first of two, and in a gap the first after it; `from` is days before it.
// Source: cctz/time_zone.h (civil_lookup, next_transition). $TZDIR says where the zones are.
#include <cctz/civil_time.h>
#include <cctz/time_zone.h>

#include <algorithm>
#include <chrono>
#include <iostream>
#include <set>
#include <string>

namespace {

using Instant = cctz::time_point<cctz::seconds>;

const Instant end = cctz::convert(cctz::civil_second(2100, 1, 1), cctz::utc_time_zone());

Instant instant_of(const cctz::time_zone& zone, const cctz::civil_second& wall) {
  const auto found = zone.lookup(wall);
  return found.kind == cctz::time_zone::civil_lookup::SKIPPED ? found.trans : found.pre;
}

/// A change of the offset is where its gap, or its repeated time, begins.
Instant instant_of_change(const cctz::time_zone& zone,
                          const cctz::time_zone::civil_transition& change) {
  const auto found = zone.lookup(std::min(change.from, change.to));
  return found.kind == cctz::time_zone::civil_lookup::UNIQUE ? found.pre : found.trans;
}

std::string iso(Instant at) {
  return cctz::format("%Y-%m-%dT%H:%M:%SZ", at, cctz::utc_time_zone());
}

void ask(const std::string& name, const cctz::time_zone& zone, const cctz::civil_minute& wall) {
  const Instant tick = instant_of(zone, cctz::civil_second(wall));
  std::cout << "{\"zone\":\"" << name << "\",\"cron\":\"" << wall.minute() << ' ' << wall.hour()
            << ' ' << wall.day() << ' ' << wall.month() << " *\",\"from\":\""
            << iso(tick - std::chrono::hours(72)) << "\",\"tick\":\"" << iso(tick) << "\"}\n";
}

void ask_around(const std::string& name, const cctz::time_zone& zone,
                const cctz::time_zone::civil_transition& change) {
  const cctz::civil_minute low(std::min(change.from, change.to));
  const cctz::civil_minute high(std::max(change.from, change.to));
  for (const auto& wall : std::set<cctz::civil_minute>{low - 1, low, low + (high - low) / 2, high})
    ask(name, zone, wall);
}

}  // namespace

int main() {
  for (std::string name; std::getline(std::cin, name);) {
    cctz::time_zone zone;
    if (!cctz::load_time_zone(name, &zone)) {
      std::cerr << "ask_cctz: cctz cannot load " << name << '\n';
      return 1;
    }
    Instant at{};
    cctz::time_zone::civil_transition change;
    while (zone.next_transition(at, &change)) {
      at = instant_of_change(zone, change);
      if (at >= end) break;
      ask_around(name, zone, change);
    }
  }
}
