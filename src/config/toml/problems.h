// What is found wrong while a configuration file is read, and where.
//
// Units:   lines and columns begin at 1; columns count characters, as editors show them.
#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "config/toml/rules.h"
#include "config/toml/watched_files.h"

namespace sidetick {

/// One thing that is wrong with the configuration.
struct Problem {
  std::string file;
  unsigned line = 0;       ///< 1-based; 0 when it is of the file as a whole
  unsigned column = 0;     ///< 1-based
  std::string text;        ///< `schedule "report": cron "0 25 * * *": hour 25 is not in 0-23`
  Rule rule = Rule::none;  ///< of a warning

  /// The line of the file, for a person to see; "" where there is none, or it may hold a secret.
  std::string source{};

  /// "jobs.toml:12:8: …"
  std::string message() const;
};

struct Place {
  unsigned line = 0;  ///< 0: the file as a whole
  unsigned column = 0;
};

/// "jobs.toml:3:1"
std::string place_text(const std::string& file, Place place);

/// What is wrong in one file.
struct FileProblems {
  std::string file;
  std::vector<Problem> problems;
  std::vector<Problem> warnings;
  std::vector<Problem> absent;  ///< what is named here, and kept elsewhere, and is not on this host
  bool unusable = false;        ///< something is wrong outside of single schedules
  bool others_may_read = false;     ///< anyone on this host may read the file
  RuleSet allow;                    ///< warnings of the file that are meant
  WatchedFiles* watched = nullptr;  ///< where it is noted what is read, if anywhere
};

/// The part of a file that is being read: `[redis]`, `schedule "report"`. What is wrong with it is
/// told under its name.
class Scope {
 public:
  /// `label` stands before each text: "[redis] ", or "" for the top of the file.
  Scope(FileProblems& findings, std::string label)
      : findings_(&findings), label_(std::move(label)) {}

  /// The schedule or calendar `name`: what is wrong with it leaves the others usable.
  static Scope schedule(FileProblems& findings, std::string_view name);
  static Scope calendar(FileProblems& findings, std::string_view name);

  /// Begins with the scope's label.
  void problem(Place place, const std::string& text) const;
  void warning(Place place, Rule rule, const std::string& text) const;
  /// A variable or a file that is not on this host: see Absent.
  void absent(Place place, const std::string& text) const;

  /// `path`, which the file names, is about to be read, now or with a connection.
  void note_file(const std::string& path) const {
    if (findings_->watched != nullptr) findings_->watched->note(path);
  }

  const std::string& file() const { return findings_->file; }
  bool others_may_read() const { return findings_->others_may_read; }

 private:
  static Scope of(const char* kind, FileProblems& findings, std::string_view name);
  std::string label() const;

  FileProblems* findings_;
  std::string label_;
  const char* kind_ = nullptr;  // "schedule", and then its name
  std::string_view name_;
};

}  // namespace sidetick
