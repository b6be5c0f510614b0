#include "support/all_zones.h"

#include <algorithm>
#include <array>
#include <cstdlib>
#include <ctime>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <set>

#include "core/schedule/ticks.h"
#include "io/host/zone_names.h"
#include "support/naive_ticks.h"
#include "support/tick_text.h"

namespace sidetick {
namespace {

using std::chrono::hours;

constexpr Instant begin_of_time{};
constexpr Instant end_of_time = date::sys_days{date::year{2101} / 1 / 1};

/// Of both kinds, with times that fall into most gaps and repeated hours.
constexpr std::array<const char*, 26> expressions{"30 2 * * *",         "*/30 2 * * *",
                                                  "0 0 * * *",          "0 * * * *",
                                                  "* * * * *",          "0-59 0-23 * * *",
                                                  "*/15 * * * *",       "15,45 0-3 * * *",
                                                  "0 */2 * * *",        "30 1 * * sun",
                                                  "0 1 * 3,10 sunL",    "59 23 L * *",
                                                  "0 0 1 1 *",          "5 0-23/3 * * *",
                                                  "30 2 15W * *",       "0 22-4 * * fri-mon",
                                                  "10 3 * * mon#1",     "* 2 * * *",
                                                  "*/7 0 1-7 * *",      "20 0,1,2,3,23 * * 5-7",
                                                  "40 22-2/2 28-3 * *", "0 12 * nov-apr *",
                                                  "1/29 1/5 * * *",     "44 0 * * *",
                                                  "0 0 LW,L-3 * 6,7L",  "*/20 23-1 ? */2 1-5/2"};

bool is_zone_file(const std::filesystem::directory_entry& entry) {
  if (!entry.is_regular_file()) return false;
  std::ifstream file(entry.path(), std::ios::binary);
  std::array<char, 4> magic{};
  file.read(magic.data(), 4);
  return std::string(magic.data(), 4) == "TZif";
}

std::string bytes_of(const std::filesystem::path& path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), {}};
}

bool is_safe(const std::string& name) {
  try {
    refuse_unsafe_zone_name(name);
    return true;
  } catch (const std::invalid_argument&) {
    return false;
  }
}

/// A minute, unless offsets or changes nearby are not of whole minutes.
Seconds step_around(const Zone& zone, Instant instant) {
  const std::chrono::minutes minute{1};
  for (Instant at = instant - hours{51}; at < instant + hours{52};) {
    const ZonePeriod period = zone.period(at);
    const bool even =
        period.offset % minute == Seconds{0} &&
        (period.begin == never_began || period.begin.time_since_epoch() % minute == Seconds{0});
    if (!even) return Seconds{1};
    at = period.end;
  }
  return minute;
}

std::string compare(const std::string& cron, const Zone& zone, Instant after, Instant until,
                    const std::vector<Instant>& expected) {
  const auto actual = ticks_between(CronExpr::parse(cron), zone, after, until);
  if (actual == expected) return "";
  std::vector<Instant> only_one;
  std::set_symmetric_difference(actual.begin(), actual.end(), expected.begin(), expected.end(),
                                std::back_inserter(only_one));
  return "\"" + cron + "\" in " + zone.name() + " after " + format_instant(after) +
         ": one has and the other has not " + tick_text(only_one, zone) + "\n";
}

}  // namespace

std::vector<std::string> all_zone_names() {
  const std::filesystem::path folder = zone_folder();
  std::vector<std::string> names;
  for (const auto& entry : std::filesystem::recursive_directory_iterator(folder)) {
    const std::string name = entry.path().lexically_relative(folder).string();
    if (is_zone_file(entry) && is_safe(name)) names.push_back(name);
  }
  std::sort(names.begin(), names.end());
  std::set<std::string> known;
  std::vector<std::string> different;
  for (const std::string& name : names) {
    if (known.insert(bytes_of(folder / name)).second) different.push_back(name);
  }
  return different;
}

std::vector<Instant> changes(const Zone& zone) {
  std::vector<Instant> changes;
  for (Instant at = zone.period(begin_of_time).end; at < end_of_time; at = zone.period(at).end) {
    changes.push_back(at);
  }
  return changes;
}

void use_c_library_zone(const std::string& name) {
  setenv("TZ", (":" + name).c_str(), 1);
  tzset();
}

Seconds c_library_offset(Instant instant) {
  const std::time_t time = instant.time_since_epoch().count();
  std::tm local{};
  localtime_r(&time, &local);
  return Seconds{local.tm_gmtoff};
}

std::string differing_offset(const Zone& zone) {
  const auto differs = [&](Instant at) { return zone.period(at).offset != c_library_offset(at); };
  const auto say = [&](Instant at) {
    return zone.name() + " at " + format_instant(at) + ": " +
           format_offset(zone.period(at).offset) + " is " + format_offset(c_library_offset(at)) +
           " in the C library\n";
  };
  for (Instant at = begin_of_time; at < end_of_time; at += hours{6}) {
    if (differs(at)) return say(at);
  }
  for (const Instant change : changes(zone)) {
    if (differs(change)) return say(change);
    if (differs(change - Seconds{1})) return say(change - Seconds{1});
  }
  return "";
}

std::string differing_ticks(const Zone& zone, Instant instant, Instant start) {
  const Seconds step = step_around(zone, instant);
  const Instant middle = instant - instant.time_since_epoch() % step;
  const auto steps = walk(middle - hours{72}, middle + hours{48}, step, c_library_offset);
  const Instant after = middle - hours{24}, until = middle + hours{24};
  std::string differing;
  for (const char* cron : expressions) {
    NaiveCron naive(cron);
    auto expected = naive_ticks(naive, steps, after, until);
    differing += compare(cron, zone, after, until, expected);
    expected.erase(expected.begin(), std::upper_bound(expected.begin(), expected.end(), start));
    differing += compare(cron, zone, start, until, expected);
  }
  return differing;
}

}  // namespace sidetick
