#include "io/host/system_zone.h"

#include <unistd.h>

#include <array>
#include <cstdlib>
#include <stdexcept>
#include <vector>

#include "io/host/clock.h"
#include "io/host/file_text.h"
#include "io/host/zone_file.h"
#include "io/host/zone_names.h"

namespace sidetick {
namespace {

/// What is wrong in $TZ, and what may be there.
std::string in_variable(const std::string& problem) {
  std::string text = "time zone \"system\": $TZ: " + problem;
  if (text.ends_with('?')) return text;
  return text +
         ": write a name such as \"Europe/Copenhagen\", the path of a file, or a rule such as "
         "\"CET-1CEST,M3.5.0,M10.5.0/3\"; unset it for the zone of /etc/localtime";
}

/// "Europe/Copenhagen" of "…/zoneinfo/Europe/Copenhagen"; "" when it is no such path.
std::string name_in_path(const std::string& path) {
  constexpr std::string_view folder = "zoneinfo/";
  const std::size_t at = path.rfind(folder);
  std::string name = at == std::string::npos ? "" : path.substr(at + folder.size());
  if (name.starts_with("posix/")) name.erase(0, 6);  // the same files once more
  return name;
}

std::string link_target(const std::string& path) {
  std::array<char, 4096> target;
  const ssize_t size = readlink(path.c_str(), target.data(), target.size());
  return size < 0 ? "" : std::string(target.data(), static_cast<std::size_t>(size));
}

std::string first_line(const std::string& path) {
  try {
    const std::string text = read_file_text(path, 4096).text;
    return text.substr(0, text.find_first_of(" \t\r\n"));
  } catch (const std::runtime_error&) {
    return "";
  }
}

bool is_always_utc(const Zone& zone) {
  const ZonePeriod period = zone.period(Instant{});
  return period.begin == never_began && period.end == never_ends && period.offset == Seconds{0};
}

/// Whether the zone called `name` is the one of which `bytes` are the file.
bool names_same_data(const std::string& name, const std::string& bytes, const Zone& zone) {
  if (!is_zone_name(name)) return false;
  if (means_utc(name)) return is_always_utc(zone);
  try {
    return read_zone_bytes(zone_folder() + "/" + name) == bytes;
  } catch (const std::invalid_argument&) {
    return false;
  }
}

/// "+05:30" where `zone` keeps that offset from now on, and fugit can read it.
std::string offset_name(const Zone& zone) {
  const ZonePeriod period = zone.period(date::floor<Seconds>(host_clock()));
  const auto minutes = date::floor<std::chrono::minutes>(date::abs(period.offset)).count();
  const bool readable = period.end == never_ends && minutes % 15 == 0 &&
                        std::chrono::minutes{minutes} == date::abs(period.offset);
  if (!readable) return std::string(nameless_zone);
  if (minutes == 0) return "UTC";
  const std::string hours = std::to_string(100 + minutes / 60).substr(1);
  return (period.offset < Seconds{0} ? "-" : "+") + hours + ":" +
         std::to_string(100 + minutes % 60).substr(1);
}

std::shared_ptr<const Zone> zone_of_file(const std::string& path,
                                         const std::vector<std::string>& names) {
  const std::string bytes = read_zone_bytes(path);
  const auto zone = zone_of_bytes(std::string(nameless_zone), bytes, path);
  for (const std::string& name : names) {
    if (names_same_data(name, bytes, *zone)) return Zone::from_tzif(name, bytes);
  }
  const std::string offset = offset_name(*zone);
  return offset == nameless_zone ? zone : Zone::from_tzif(offset, bytes);
}

std::shared_ptr<const Zone> zone_of_path(const std::string& path, const HostZone& host) {
  return zone_of_file(
      path, {name_in_path(path), name_in_path(link_target(path)), first_line(host.timezone)});
}

std::shared_ptr<const Zone> zone_of_rule(const std::string& rule) {
  const auto zone = Zone::from_rule(std::string(nameless_zone), rule);
  const std::string offset = offset_name(*zone);
  return offset == nameless_zone ? zone : Zone::from_rule(offset, rule);
}

/// Rather a rule with a slip than the name of a zone.
bool looks_like_rule(const std::string& text) {
  const bool has_digit = text.find_first_of("0123456789") != std::string::npos;
  const bool is_path = text.find('/') != std::string::npos;
  return text.find_first_of(",<") != std::string::npos || (has_digit && !is_path);
}

std::shared_ptr<const Zone> zone_of_rule_or_complaint(const std::string& text) {
  try {
    return zone_of_rule(text);
  } catch (const std::invalid_argument& error) {
    if (looks_like_rule(text)) throw;
    throw std::invalid_argument(unknown_zone_message(text));
  }
}

/// As tzset(3) reads it: a file where there is one, else a rule.
std::shared_ptr<const Zone> zone_of_variable(std::string text, const HostZone& host) {
  if (text.starts_with(':')) text.erase(0, 1);
  if (text.empty()) return Zone::utc();
  if (text.front() == '/') return zone_of_path(text, host);
  if (means_utc(text)) return Zone::utc(text);
  const std::string path = zone_folder() + "/" + text;
  if (!is_zone_file(path)) return zone_of_rule_or_complaint(text);
  return zone_of_file(path, {text, name_in_path("zoneinfo/" + text)});
}

}  // namespace

std::shared_ptr<const Zone> read_host_zone(const HostZone& host) {
  if (host.tz) {
    try {
      return zone_of_variable(*host.tz, host);
    } catch (const std::invalid_argument& error) {
      throw std::invalid_argument(in_variable(error.what()));
    }
  }
  if (access(host.localtime.c_str(), F_OK) == 0) {
    try {
      return zone_of_path(host.localtime, host);
    } catch (const std::invalid_argument& error) {
      throw std::invalid_argument("time zone \"system\": " + std::string(error.what()));
    }
  }
  const std::string name = name_in_path(link_target(host.localtime));
  return name.empty() ? Zone::utc() : find_zone(name);
}

std::shared_ptr<const Zone> system_zone() {
  HostZone host;
  if (const char* variable = std::getenv("TZ")) host.tz = variable;
  return read_host_zone(host);
}

}  // namespace sidetick
