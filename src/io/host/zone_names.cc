#include "io/host/zone_names.h"

#include <algorithm>
#include <array>
#include <cstdlib>
#include <filesystem>
#include <stdexcept>
#include <string_view>
#include <vector>

#include "core/text/quote.h"
#include "core/text/suggest.h"
#include "core/time/zone_hint.h"
#include "io/host/file_text.h"

namespace sidetick {
namespace {

constexpr std::array<std::string_view, 8> utc_names{"UTC",  "UCT",       "GMT",       "Z",
                                                    "Zulu", "Universal", "Greenwich", "GMT0"};

bool is_allowed(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
         std::string_view("_+-/").find(c) != std::string_view::npos;
}

/// Letters, and no part between two slashes is empty: "Asia//Kolkata" is the same file.
bool is_safe(std::string_view name) {
  return !name.empty() && name.size() < 100 && name.front() != '/' && name.back() != '/' &&
         name.find("//") == std::string_view::npos &&
         std::all_of(name.begin(), name.end(), is_allowed);
}

bool begins_with(std::string_view text, std::string_view start) {
  return text.substr(0, start.size()) == start;
}

/// The text that the zones were compiled from, which has their links; "" when it is not there.
std::string zone_source(const std::string& folder) {
  try {
    return read_file_text(folder + "/tzdata.zi", 1 << 20).text;
  } catch (const std::runtime_error&) {
    return "";
  }
}

/// The name that a link of the zones' source stands for ("L America/New_York US/Eastern"); "" when
/// it is none. Debian 13 keeps such names in a package of their own, but all in the source.
std::string name_today(const std::string& name, const std::string& folder) {
  const std::string source = zone_source(folder);
  const std::size_t end = source.find(" " + name + "\n");
  if (end == std::string::npos) return "";
  const std::size_t begin = source.rfind('\n', end) + 1;
  if (source.compare(begin, 2, "L ") != 0) return "";
  return source.substr(begin + 2, end - begin - 2);
}

/// Zones begin with a capital, all else in the folder does not.
std::vector<std::string> names_below(const std::string& folder) {
  std::vector<std::string> names{"UTC"};
  std::error_code failed;
  std::filesystem::recursive_directory_iterator entry(folder, failed), end;
  for (; !failed && entry != end; entry.increment(failed)) {
    const std::string name = entry->path().lexically_relative(folder).string();
    if (name.front() < 'A' || name.front() > 'Z') {
      entry.disable_recursion_pending();
    } else if (entry->is_regular_file(failed) && is_safe(name)) {
      names.push_back(name);
    }
  }
  std::sort(names.begin(), names.end());
  return names;
}

bool same_but_for_case(std::string_view a, std::string_view b) {
  return edit_distance(a, b, 0) == 0;
}

/// "Copenhagen" -> "Europe/Copenhagen", "utc" -> "UTC"; "" when no zone is called so. Etc/GMT+1 is
/// an hour behind UTC, which is not what "GMT+1" means.
std::string zone_of_city(std::string_view city, const std::vector<std::string>& names) {
  for (const std::string& name : names) {
    if (begins_with(name, "Etc/")) continue;
    if (same_but_for_case(name.substr(name.rfind('/') + 1), city)) return name;
  }
  return "";
}

}  // namespace

std::string zone_folder() {
  const char* folder = std::getenv("TZDIR");
  return folder != nullptr && *folder != '\0' ? folder : "/usr/share/zoneinfo";
}

std::string zone_data_version() {
  constexpr std::string_view mark = "# version ";
  for (const char* file : {"/+VERSION", "/tzdata.zi"}) {
    try {
      std::string text = read_file_text(zone_folder() + file, 1 << 20).text;
      text.resize(std::min(text.size(), text.find('\n')));
      return text.starts_with(mark) ? text.substr(mark.size()) : text;
    } catch (const std::runtime_error&) {
      continue;  // it is in the other one, or nowhere
    }
  }
  return "";
}

bool means_utc(const std::string& name) {
  std::string_view bare = name;
  if (begins_with(bare, "Etc/")) bare.remove_prefix(4);
  if (bare == "GMT+0" || bare == "GMT-0") return true;
  return std::find(utc_names.begin(), utc_names.end(), bare) != utc_names.end();
}

bool is_zone_name(const std::string& name) {
  // Files that are there but are no zones, or count leap seconds.
  const bool misleading = begins_with(name, "right/") || begins_with(name, "posix/") ||
                          name == "posixrules" || name == "localtime" || name == "Factory";
  return is_safe(name) && !misleading;
}

void refuse_unsafe_zone_name(const std::string& name) {
  if (is_zone_name(name)) return;
  if (const std::string hint = zone_hint(name); !hint.empty()) {
    throw std::invalid_argument("unknown time zone " + quote(name) + hint);
  }
  throw std::invalid_argument(quote(name) +
                              " is not the name of a time zone such as \"Europe/Copenhagen\"");
}

std::vector<std::string> zone_names() {
  return names_below(zone_folder());
}

std::string unknown_zone_message(const std::string& name) {
  const std::string folder = zone_folder();
  std::error_code ignored;
  if (!std::filesystem::exists(folder, ignored)) {
    return "time zone \"" + name + "\": there is no " + folder + ": install tzdata";
  }
  const std::string unknown = "unknown time zone \"" + name + "\"";
  const std::string today = name_today(name, folder);
  if (!today.empty()) {
    return unknown + ": it is an old name of \"" + today +
           "\": write that, or install tzdata-legacy";
  }
  if (std::string hint = zone_hint(name); !hint.empty()) return unknown + hint;
  const std::vector<std::string> names = names_below(folder);
  const std::string city = zone_of_city(name, names);
  if (!city.empty()) return unknown + ": did you mean \"" + city + "\"?";
  return unknown + did_you_mean(name, names);
}

}  // namespace sidetick
