#include "io/host/zone_file.h"

#include <sys/stat.h>
#include <unistd.h>

#include <cstdlib>
#include <map>
#include <optional>
#include <stdexcept>

#include "io/host/file_text.h"
#include "io/host/zone_names.h"

namespace sidetick {
namespace {

constexpr std::size_t largest_file = 1 << 20;  // the largest of all zones has 4 KiB

std::shared_ptr<const Zone> read_zone_file(const std::string& name, const std::string& path) {
  const std::string where = "time zone \"" + name + "\": " + path;
  std::string bytes;
  try {
    bytes = read_file_text(path, largest_file).text;
  } catch (const std::runtime_error& error) {
    throw std::invalid_argument(where + " " + error.what());
  }
  try {
    return Zone::from_tzif(name, bytes);
  } catch (const std::invalid_argument& error) {
    throw std::invalid_argument(where + " is not a time zone file: " + error.what());
  }
}

std::shared_ptr<const Zone> read_zone(const std::string& name) {
  refuse_unsafe_zone_name(name);
  if (means_utc(name)) return Zone::utc(name);
  const std::string path = zone_folder() + "/" + name;
  struct stat status {};
  if (stat(path.c_str(), &status) != 0 || !S_ISREG(status.st_mode)) {
    throw std::invalid_argument(unknown_zone_message(name));
  }
  return read_zone_file(name, path);
}

/// "Europe/Copenhagen" when /etc/localtime is a link to …/zoneinfo/Europe/Copenhagen.
std::optional<std::string> linked_zone_name(const char* path) {
  std::string target(4096, '\0');
  const ssize_t size = readlink(path, target.data(), target.size());
  if (size < 0) return std::nullopt;
  target.resize(static_cast<std::size_t>(size));
  constexpr std::string_view folder = "zoneinfo/";
  const std::size_t at = target.rfind(folder);
  if (at == std::string::npos) return std::nullopt;
  return target.substr(at + folder.size());
}

std::shared_ptr<const Zone> system_zone() {
  const char* variable = std::getenv("TZ");
  if (variable != nullptr && *variable != '\0') {
    return read_zone(*variable == ':' ? variable + 1 : variable);
  }
  constexpr const char* path = "/etc/localtime";
  if (const auto name = linked_zone_name(path)) return read_zone(*name);
  if (access(path, F_OK) == 0) return read_zone_file("system", path);
  return Zone::utc();
}

}  // namespace

std::shared_ptr<const Zone> find_zone(const std::string& name) {
  static std::map<std::string, std::shared_ptr<const Zone>> known;
  auto& zone = known[name];
  if (!zone) zone = name == "system" ? system_zone() : read_zone(name);
  return zone;
}

}  // namespace sidetick
