// The one place that prints errors, warnings and news, in the form that was asked for.
//
// Source:  sidetick(1), "DIAGNOSTICS"; sd-daemon(3) for the priority prefixes under systemd.
//          text     sidetick: error: MESSAGE
//          logfmt   time=… level=error event=error message="MESSAGE"
//          json     {"time":…,"level":"error","event":"error","message":"MESSAGE"}
// Units:   time is the host's clock, RFC 3339 in UTC, with milliseconds.
// A message is one line and one write(2): control characters in it are escaped. On a terminal an
// appendix may follow, in lines of its own.
#pragma once

#include <string>
#include <string_view>

#include "io/host/terminal.h"

namespace sidetick {

enum class LogFormat { text, logfmt, json };
enum class Verbosity { quiet, normal, verbose };

/// What a command has done, for those who read logs by their fields. "": has no such field.
struct Event {
  std::string_view name;  ///< "enqueued"
  std::string message;
  std::string_view schedule{};
  std::string tick{};  ///< RFC 3339, UTC
  std::string jid{};
  std::string_view queue{};
  std::string reason{};
};

class Report {
 public:
  Report(LogFormat format, Verbosity verbosity, Colour colour);

  /// "sidetick: error: …" on stderr.
  void error(const std::string& message, const std::string& appendix = "") const;
  /// "sidetick: warning: …" on stderr; nothing with -q.
  void warning(const std::string& message, const std::string& appendix = "") const;
  /// With the command that mends it: `MESSAGE: COMMAND`, on a terminal on its own line.
  void error_with_command(const std::string& message, const std::string& command) const;
  void warning_with_command(const std::string& message, const std::string& command) const;
  /// "sidetick: …" on stderr; nothing with -q.
  void notice(const std::string& message) const;
  /// "sidetick: …" on stderr with -v, or when stdout is a terminal.
  void info(const std::string& message) const;

  /// True with logfmt and json: then what is done is told by events, and not on stdout.
  bool has_events() const { return format_ != LogFormat::text; }
  /// A line with fields, on the level info. Needs has_events().
  void event(const Event& event) const;

  /// True when a person reads: lines of text on a terminal.
  bool is_read_by_a_person() const { return terminal_ && format_ == LogFormat::text; }

 private:
  struct Level;

  void line(const Level& level, const Event& event, const std::string& appendix) const;
  void tell(const Level& level, const std::string& message, const std::string& appendix) const;
  void tell_with_command(const Level& level, const std::string& message,
                         const std::string& command) const;
  std::string text_line(const Level& level, const std::string& message) const;

  LogFormat format_;
  bool warnings_;
  bool infos_;
  bool journal_;  // lines carry <3>, <4>, <6>
  bool terminal_;
  bool colour_;
};

}  // namespace sidetick
