#include "io/host/zone_file.h"

#include <sys/stat.h>

#include <map>
#include <stdexcept>

#include "io/host/file_text.h"
#include "io/host/system_zone.h"
#include "io/host/zone_names.h"

namespace sidetick {
namespace {

std::shared_ptr<const Zone> read_zone(const std::string& name) {
  refuse_unsafe_zone_name(name);
  if (means_utc(name)) return Zone::utc(name);
  const std::string path = zone_folder() + "/" + name;
  if (!is_zone_file(path)) throw std::invalid_argument(unknown_zone_message(name));
  try {
    return zone_of_bytes(name, read_zone_bytes(path), path);
  } catch (const std::invalid_argument& error) {
    throw std::invalid_argument("time zone \"" + name + "\": " + error.what());
  }
}

}  // namespace

bool is_zone_file(const std::string& path) {
  struct stat status {};
  return stat(path.c_str(), &status) == 0 && S_ISREG(status.st_mode);
}

std::string read_zone_bytes(const std::string& path) try {
  constexpr std::size_t largest_file = 1 << 20;  // the largest of all zones has 4 KiB
  return read_file_text(path, largest_file).text;
} catch (const std::runtime_error& error) {
  throw std::invalid_argument(path + " " + error.what());
}

std::shared_ptr<const Zone> zone_of_bytes(const std::string& name, const std::string& bytes,
                                          const std::string& path) try {
  return Zone::from_tzif(name, bytes);
} catch (const std::invalid_argument& error) {
  throw std::invalid_argument(path + " is not a time zone file: " + error.what());
}

std::shared_ptr<const Zone> find_zone(const std::string& name) {
  static std::map<std::string, std::shared_ptr<const Zone>> known;
  auto& zone = known[name];
  if (!zone) zone = name == "system" ? system_zone() : read_zone(name);
  return zone;
}

}  // namespace sidetick
