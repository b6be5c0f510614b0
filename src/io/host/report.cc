#include "io/host/report.h"

#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstdlib>
#include <string_view>

#include "core/text/json.h"
#include "core/text/quote.h"

namespace sidetick {

namespace {

/// True when stderr is the journal's socket: $JOURNAL_STREAM is `DEVICE:INODE` of it.
bool stderr_is_the_journal() {
  const char* stream = std::getenv("JOURNAL_STREAM");
  struct stat status {};
  if (stream == nullptr || fstat(STDERR_FILENO, &status) != 0) return false;
  return std::to_string(status.st_dev) + ":" + std::to_string(status.st_ino) == stream;
}

/// One write for the whole line, so that lines of many hosts' cron jobs do not mix.
void write_line(std::string_view line) {
  while (!line.empty()) {
    const ssize_t written = write(STDERR_FILENO, line.data(), line.size());
    if (written < 0 && errno == EINTR) continue;
    if (written <= 0) return;  // nobody to tell
    line.remove_prefix(static_cast<std::size_t>(written));
  }
}

std::string text_line(const char* level, const std::string& message) {
  const std::string label = level == std::string_view("info") ? "" : level + std::string(": ");
  return "sidetick: " + label + escape_controls(message);
}

/// JSON's escapes are those that logfmt's readers know too.
std::string logfmt_line(const char* level, const std::string& message) {
  return "program=sidetick level=" + std::string(level) +
         " msg=" + json_string(escape_controls(message));
}

std::string json_line(const char* level, const std::string& message) {
  return R"({"program":"sidetick","level":)" + json_string(level) +
         ",\"message\":" + json_string(escape_controls(message)) + "}";
}

std::string format_line(LogFormat format, const char* level, const std::string& message) {
  switch (format) {
    case LogFormat::logfmt:
      return logfmt_line(level, message);
    case LogFormat::json:
      return json_line(level, message);
    default:
      return text_line(level, message);
  }
}

}  // namespace

Report::Report(LogFormat format, Verbosity verbosity)
    : format_(format),
      warnings_(verbosity != Verbosity::quiet),
      infos_(verbosity == Verbosity::verbose ||
             (verbosity == Verbosity::normal && isatty(STDOUT_FILENO) != 0)),
      journal_(stderr_is_the_journal()) {}

void Report::line(const char* priority, const char* level, const std::string& message) const {
  write_line((journal_ ? priority : "") + format_line(format_, level, message) + "\n");
}

void Report::error(const std::string& message) const {
  line("<3>", "error", message);
}

void Report::warning(const std::string& message) const {
  if (warnings_) line("<4>", "warning", message);
}

void Report::notice(const std::string& message) const {
  if (warnings_) line("<5>", "info", message);
}

void Report::info(const std::string& message) const {
  if (infos_) line("<6>", "info", message);
}

}  // namespace sidetick
