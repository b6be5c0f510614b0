// The one place that prints errors, warnings and news, in the form that was asked for.
//
// Source:  sidetick(1), "Diagnostics"; sd-daemon(3) for the priority prefixes under systemd.
//          text     sidetick: error: MESSAGE
//          logfmt   program=sidetick level=error msg="MESSAGE"
//          json     {"program":"sidetick","level":"error","message":"MESSAGE"}
// A message is one line and one write(2): control characters in it are escaped.
#pragma once

#include <string>

namespace sidetick {

enum class LogFormat { text, logfmt, json };
enum class Verbosity { quiet, normal, verbose };

class Report {
 public:
  Report(LogFormat format, Verbosity verbosity);

  /// "sidetick: error: …" on stderr.
  void error(const std::string& message) const;
  /// "sidetick: warning: …" on stderr; nothing with -q.
  void warning(const std::string& message) const;
  /// "sidetick: …" on stderr; nothing with -q.
  void notice(const std::string& message) const;
  /// "sidetick: …" on stderr with -v, or when stdout is a terminal.
  void info(const std::string& message) const;

 private:
  void line(const char* priority, const char* level, const std::string& message) const;

  LogFormat format_;
  bool warnings_;
  bool infos_;
  bool journal_;  // lines carry <3>, <4>, <6>
};

}  // namespace sidetick
