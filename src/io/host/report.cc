#include "io/host/report.h"

#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstdlib>
#include <utility>

#include "core/text/json.h"
#include "core/text/quote.h"
#include "core/time/instant.h"
#include "io/host/clock.h"
#include "io/host/print.h"

namespace sidetick {

/// How bad it is, in the words of each form.
struct Report::Level {
  const char* name;
  const char* priority;  // of sd-daemon(3)
  const char* colour;    // of its name on a terminal

  static const Level error, warning;
};

const Report::Level Report::Level::error{"error", "<3>", "\x1b[1;31m"};
const Report::Level Report::Level::warning{"warning", "<4>", "\x1b[1;33m"};

namespace {

/// True when stderr is the journal's socket: $JOURNAL_STREAM is `DEVICE:INODE` of it.
bool stderr_is_the_journal() {
  const char* stream = std::getenv("JOURNAL_STREAM");
  struct stat status {};
  if (stream == nullptr || fstat(STDERR_FILENO, &status) != 0) return false;
  return std::to_string(status.st_dev) + ":" + std::to_string(status.st_ino) == stream;
}

/// One write for the whole line, so that lines of many hosts' cron jobs do not mix; behind what
/// was printed before it.
void write_line(std::string_view line) {
  flush_printed();
  while (!line.empty()) {
    const ssize_t written = write(STDERR_FILENO, line.data(), line.size());
    if (written < 0 && errno == EINTR) continue;
    if (written <= 0) return;  // nobody to tell
    line.remove_prefix(static_cast<std::size_t>(written));
  }
}

/// "2026-03-29T01:00:00.250Z"
std::string time_of_day() {
  const auto now = date::floor<Milliseconds>(host_clock());
  const auto fraction = (now - date::floor<Seconds>(now)).count();
  std::string text = format_instant(date::floor<Seconds>(now));
  text.back() = '.';
  return text + std::to_string(1000 + fraction).substr(1) + "Z";
}

template <typename Append>
void for_each_field(const char* level, const Event& event, Append append) {
  append("time", time_of_day());
  append("level", level);
  append("event", event.name);
  for (const auto& [name, value] :
       std::initializer_list<std::pair<const char*, std::string_view>>{{"schedule", event.schedule},
                                                                       {"tick", event.tick},
                                                                       {"jid", event.jid},
                                                                       {"queue", event.queue},
                                                                       {"reason", event.reason}}) {
    if (!value.empty()) append(name, value);
  }
  append("message", event.message);
}

/// A value of one word stands as it is; JSON's escapes are those that logfmt's readers know too.
std::string logfmt_value(std::string_view value) {
  const bool is_word =
      quote_unless_word(value) == value && value.find('=') == std::string_view::npos;
  return is_word ? std::string(value) : json_string(escape_controls(value));
}

std::string logfmt_line(const char* level, const Event& event) {
  std::string out;
  for_each_field(level, event, [&](const char* name, std::string_view value) {
    out += (out.empty() ? "" : " ") + std::string(name) + "=";
    out += name == std::string_view("message") ? json_string(escape_controls(value))
                                               : logfmt_value(value);
  });
  return out;
}

std::string json_line(const char* level, const Event& event) {
  std::string out;
  for_each_field(level, event, [&](const char* name, std::string_view value) {
    out +=
        (out.empty() ? "{" : ",") + json_string(name) + ":" + json_string(escape_controls(value));
  });
  return out + "}";
}

}  // namespace

Report::Report(LogFormat format, Verbosity verbosity, Colour colour)
    : format_(format),
      warnings_(verbosity != Verbosity::quiet),
      infos_(verbosity == Verbosity::verbose ||
             (verbosity == Verbosity::normal && isatty(STDOUT_FILENO) != 0)),
      journal_(stderr_is_the_journal()),
      terminal_(isatty(STDERR_FILENO) != 0),
      colour_(terminal_ ? wants_colour(STDERR_FILENO, colour) : colour == Colour::always) {}

std::string Report::text_line(const Level& level, const std::string& message) const {
  const std::string text = escape_controls(message);
  if (level.colour == nullptr) return "sidetick: " + text;
  const std::string name = std::string(level.name) + ": ";
  return "sidetick: " + (colour_ ? level.colour + name + "\x1b[0m" : name) + text;
}

void Report::line(const Level& level, const Event& event, const std::string& appendix) const {
  const std::string text = format_ == LogFormat::json     ? json_line(level.name, event)
                           : format_ == LogFormat::logfmt ? logfmt_line(level.name, event)
                                                          : text_line(level, event.message);
  write_line((journal_ ? level.priority : "") + text + "\n" +
             (is_read_by_a_person() ? appendix : ""));
}

void Report::tell(const Level& level, const std::string& message,
                  const std::string& appendix) const {
  line(level, {level.name, message}, appendix);
}

void Report::tell_with_command(const Level& level, const std::string& message,
                               const std::string& command) const {
  if (is_read_by_a_person()) {
    tell(level, message + ":", "  " + escape_controls(command) + "\n");
  } else {
    tell(level, message + ": " + command, "");
  }
}

void Report::error(const std::string& message, const std::string& appendix) const {
  tell(Level::error, message, appendix);
}

void Report::error_with_command(const std::string& message, const std::string& command) const {
  tell_with_command(Level::error, message, command);
}

void Report::warning(const std::string& message, const std::string& appendix) const {
  if (warnings_) tell(Level::warning, message, appendix);
}

void Report::warning_with_command(const std::string& message, const std::string& command) const {
  if (warnings_) tell_with_command(Level::warning, message, command);
}

void Report::notice(const std::string& message) const {
  if (warnings_) tell({"info", "<5>", nullptr}, message, "");
}

void Report::info(const std::string& message) const {
  if (infos_) tell({"info", "<6>", nullptr}, message, "");
}

void Report::event(const Event& event) const {
  line({"info", "<6>", nullptr}, event, "");
}

}  // namespace sidetick
