// zones_suite [--offsets] [ZONE...]: every zone (or those named) from 1970 to 2100.
//
// Prints each difference between our offsets and the C library's, and, without --offsets, between
// the ticks and a walk over every minute around each change; "N passed, N failed" at the end, one
// for each zone. $TZDIR says where the zones are.
#include <cstdio>
#include <random>

#include "io/host/zone_file.h"
#include "support/all_zones.h"

namespace {

using namespace sidetick;

std::string differing_offset(const std::string& name) {
  use_c_library_zone(name);
  return differing_offset(*find_zone(name));
}

std::string differing_ticks(const std::string& name, std::mt19937& random) {
  const auto zone = find_zone(name);
  std::string found;
  std::uniform_int_distribution<int> hours_away(-20 * 3600, 20 * 3600);
  std::vector<Instant> instants = changes(*zone);
  instants.push_back(Instant{std::chrono::hours{24 * 365 * 56}});  // also where nothing changes
  for (const Instant change : instants) {
    found += differing_ticks(*zone, change, change + Seconds{hours_away(random)});
  }
  return found;
}

}  // namespace

int main(int argc, char** argv) {
  std::vector<std::string> names(argv + 1, argv + argc);
  const bool offsets_only = !names.empty() && names.front() == "--offsets";
  if (offsets_only) names.erase(names.begin());
  if (names.empty()) names = all_zone_names();
  std::mt19937 random(1);
  int failed = 0;
  for (const std::string& name : names) {
    std::string found = differing_offset(name);
    if (!offsets_only) found += differing_ticks(name, random);
    failed += found.empty() ? 0 : 1;
    std::fputs(found.substr(0, 2000).c_str(), stdout);
  }
  std::printf("%zu passed, %d failed\n", names.size() - static_cast<std::size_t>(failed), failed);
  return names.empty() || failed > 0 ? 1 : 0;
}
