#include "io/zone_file.h"

#include <unistd.h>

#include <cstdio>
#include <cstdlib>
#include <map>
#include <optional>
#include <stdexcept>

#include "io/zone_names.h"

namespace sidetick {
namespace {

constexpr long largest_file = 1 << 20;  // the largest of all zones has 4 KiB

std::optional<std::string> read_file(const std::string& path) {
  std::unique_ptr<std::FILE, int (*)(std::FILE*)> file(std::fopen(path.c_str(), "rbe"),
                                                       &std::fclose);
  if (!file) return std::nullopt;
  std::string bytes(largest_file, '\0');
  bytes.resize(std::fread(bytes.data(), 1, bytes.size(), file.get()));
  if (std::ferror(file.get()) != 0) return std::nullopt;  // a folder, for one
  return bytes;
}

std::shared_ptr<const Zone> parse(const std::string& name, const std::string& path,
                                  const std::string& bytes) {
  try {
    return Zone::from_tzif(name, bytes);
  } catch (const std::invalid_argument& error) {
    throw std::invalid_argument("time zone \"" + name + "\": " + path +
                                " is not a time zone file: " + error.what());
  }
}

std::shared_ptr<const Zone> read_zone(const std::string& name) {
  refuse_unsafe_zone_name(name);
  if (means_utc(name)) return Zone::utc(name);
  const std::string path = zone_folder() + "/" + name;
  const auto bytes = read_file(path);
  if (!bytes) throw std::invalid_argument(unknown_zone_message(name));
  return parse(name, path, *bytes);
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
  if (const auto bytes = read_file(path)) return parse("system", path, *bytes);
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
