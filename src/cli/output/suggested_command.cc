#include "cli/output/suggested_command.h"

#include "config/paths.h"
#include "core/text/shell_word.h"

namespace sidetick {

namespace {

constexpr Seconds time_to_read = std::chrono::hours{24};

}  // namespace

std::string suggested_program(const Options& options) {
  std::string text = "sidetick";
  for (const auto& path : given_config_paths(options.config_paths)) {
    text += suggested_option("-c", path);
  }
  return text;
}

std::string suggested_option(const std::string& name, const std::string& value) {
  const char* joined = name.size() == 2 ? "" : "=";
  return " " + name + (value[0] == '-' ? joined : " ") + shell_word(value);
}

std::string suggested_check(const Options& options) {
  return suggested_program(options) + " check";
}

std::string suggested_forget(const Options& options, const std::string& name) {
  return command_with_names(suggested_program(options) + " forget", {name}, "");
}

std::string SuggestedBackfill::command(const std::string& name, Instant first, Instant last,
                                       bool force) const {
  const bool old = first < host_time - history + time_to_read;
  return command_at_once(name, first, last, force || old);
}

std::string SuggestedBackfill::command_at_once(const std::string& name, Instant first, Instant last,
                                               bool force) const {
  return command_with_names(suggested_program(options) + " backfill", {name},
                            suggested_option("--from", format_instant(first)) +
                                suggested_option("--to", format_instant(last + Seconds{1})) +
                                (force ? " --force" : ""));
}

}  // namespace sidetick
