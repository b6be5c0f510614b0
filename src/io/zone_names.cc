#include "io/zone_names.h"

#include <algorithm>
#include <array>
#include <cstdlib>
#include <filesystem>
#include <stdexcept>
#include <string_view>
#include <vector>

namespace sidetick {
namespace {

constexpr std::array<std::string_view, 8> utc_names{"UTC",  "UCT",       "GMT",       "Z",
                                                    "Zulu", "Universal", "Greenwich", "GMT0"};

bool is_allowed(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
         std::string_view("_+-/").find(c) != std::string_view::npos;
}

bool begins_with(std::string_view text, std::string_view start) {
  return text.substr(0, start.size()) == start;
}

}  // namespace

std::string zone_folder() {
  const char* folder = std::getenv("TZDIR");
  return folder != nullptr && *folder != '\0' ? folder : "/usr/share/zoneinfo";
}

bool means_utc(const std::string& name) {
  std::string_view bare = name;
  if (begins_with(bare, "Etc/")) bare.remove_prefix(4);
  if (bare == "GMT+0" || bare == "GMT-0") return true;
  return std::find(utc_names.begin(), utc_names.end(), bare) != utc_names.end();
}

void refuse_unsafe_zone_name(const std::string& name) {
  const bool safe = !name.empty() && name.size() < 100 && name.front() != '/' &&
                    std::all_of(name.begin(), name.end(), is_allowed);
  // Files that are there but are no zones, or count leap seconds.
  const bool misleading = begins_with(name, "right/") || begins_with(name, "posix/") ||
                          name == "posixrules" || name == "localtime" || name == "Factory";
  if (safe && !misleading) return;
  throw std::invalid_argument("\"" + name +
                              "\" is not the name of a time zone such as \"Europe/Copenhagen\"");
}

std::string unknown_zone_message(const std::string& name) {
  const std::string folder = zone_folder();
  std::error_code ignored;
  if (!std::filesystem::exists(folder, ignored)) {
    return "time zone \"" + name + "\": there is no " + folder + ": install tzdata";
  }
  return "unknown time zone \"" + name + "\"";
}

}  // namespace sidetick
