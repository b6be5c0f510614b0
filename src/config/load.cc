#include "config/load.h"

#include <algorithm>
#include <deque>
#include <map>
#include <memory>
#include <stdexcept>

#include "config/collection.h"
#include "config/paths.h"
#include "config/schedules.h"
#include "config/settings.h"
#include "config/toml/parse.h"
#include "config/toml/problems.h"
#include "config/toml/source_text.h"
#include "config/toml/toml.h"
#include "core/text/quote.h"
#include "io/host/file_text.h"
#include "io/host/heap.h"

namespace sidetick {

namespace {

constexpr std::size_t largest_file = 64 << 20;

/// From here on, some 2,000 schedules, page faults are a sixth of the time of check.
constexpr std::size_t big_file = 256 << 10;

/// What a run takes for each byte of the file when all of its schedules are due; check takes half.
constexpr std::size_t memory_for(std::size_t file_size) {
  constexpr std::size_t most = 1 << 30;
  return std::min(40 * file_size, most);
}

/// A file and what is known of it so far.
struct Source {
  FileProblems findings;
  std::string text;
  toml::table table;
};

using Sources = std::vector<std::unique_ptr<Source>>;

/// Each file that was found, with the path under which it was found first.
using FoundFiles = std::map<FileIdentity, std::string>;

void read_text(Source& source) {
  const Scope scope(source.findings, "");
  if (const auto fault = text_fault(source.text)) {
    scope.problem(fault->place, fault->text);
  } else {
    parse_toml(source.text, scope, source.table);
  }
}

/// True when a program that was to write the configuration has written nothing.
bool is_silent_pipe(const std::string& path, const FileText& file) {
  return file.text.empty() && (path == "-" || file.piped);
}

/// A folder holds files; what is named itself may be a pipe.
FileText read_file(const std::string& path, bool may_be_pipe) {
  return may_be_pipe ? read_file_or_pipe(path, largest_file) : read_file_text(path, largest_file);
}

FileText read_or_kept(const std::string& path, bool may_be_pipe, WatchedFiles* watched) {
  if (watched == nullptr) return read_file(path, may_be_pipe);
  if (const FileText* kept = watched->kept(path)) return *kept;
  watched->note(path);
  FileText file = read_file(path, may_be_pipe);
  if (file.piped || path == "-") watched->keep(path, file);
  return file;
}

void read_source(Source& source, bool may_be_pipe, Empty empty) {
  const Scope scope(source.findings, "");
  const std::string& path = source.findings.file;
  try {
    FileText file = read_or_kept(path, may_be_pipe, source.findings.watched);
    if (empty == Empty::refused && is_silent_pipe(path, file)) {
      throw std::runtime_error("is empty: nothing came through it");
    }
    source.text = std::move(file.text);
    if (source.text.size() >= big_file) expect_memory(memory_for(source.text.size()));
    source.findings.others_may_read = file.others_may_read;
  } catch (const std::runtime_error& error) {
    scope.problem({}, error.what());
    return;
  }
  read_text(source);
}

void add_source(const std::string& path, Sources& sources) {
  sources.push_back(std::make_unique<Source>());
  sources.back()->findings.file = path;
}

/// Whether the file was found before, under another name or the same: then it is told, and what it
/// holds is taken once.
bool is_read_twice(FileProblems& findings, FoundFiles& found) {
  const auto identity = file_identity(findings.file);
  if (!identity) return false;
  const auto [first, is_new] = found.emplace(*identity, findings.file);
  if (is_new) return false;
  const std::string& other = first->second;
  findings.problems.push_back(
      {findings.file, 0, 0,
       "is named twice" + (other == findings.file ? "" : ", as " + quote(other) + " before") +
           ": name it once; it is read once"});
  return true;
}

/// A source for each file of `path`; for a folder without any, one that says so.
void add_sources(const std::string& path, Empty empty, WatchedFiles* watched, FoundFiles& found,
                 Sources& sources) {
  try {
    const auto files = config_files(path);
    for (const std::string& file : files) {
      add_source(file, sources);
      Source& source = *sources.back();
      source.findings.watched = watched;
      if (!is_read_twice(source.findings, found)) read_source(source, file == path, empty);
    }
    if (!files.empty() || empty == Empty::allowed) return;
    throw std::runtime_error("this folder has no *.toml");
  } catch (const std::runtime_error& error) {
    add_source(path, sources);
    Scope(sources.back()->findings, "").problem({}, error.what());
  }
}

void add_sources(const std::vector<std::string>& paths, Empty empty, WatchedFiles* watched,
                 Sources& sources) {
  FoundFiles found;
  for (const std::string& path : paths) add_sources(path, empty, watched, found, sources);
  if (sources.empty()) add_source("", sources);
}

FileDefaults read_settings(Sources& sources) {
  SettingsReader reader;
  for (const auto& source : sources) reader.read(source->table, source->findings);
  reader.finish(sources.back()->findings);
  return reader.result();
}

void append_sorted(const Source& source, std::vector<Problem>& from, std::vector<Problem>& to) {
  std::stable_sort(from.begin(), from.end(), [](const Problem& a, const Problem& b) {
    return std::pair(a.line, a.column) < std::pair(b.line, b.column);
  });
  add_source_lines(source.text, from);
  std::move(from.begin(), from.end(), std::back_inserter(to));
}

/// Where `findings` tell of what is not on this host, when that is an error or a note.
void place_absent(FileProblems& findings, Absent absent) {
  if (absent == Absent::ignored) findings.absent.clear();
  if (absent == Absent::noted) {
    for (Problem& each : findings.absent) each.text += ": run refuses to start without it";
  }
  if (absent != Absent::refused || findings.absent.empty()) return;
  auto& told = findings.problems;
  told.insert(told.begin(), findings.absent.begin(), findings.absent.end());
  findings.absent.clear();
  findings.unusable = true;
}

void leave_out_allowed(FileProblems& findings) {
  std::erase_if(findings.warnings,
                [&](const Problem& warning) { return findings.allow.has(warning.rule); });
}

void expect_schedules(const Config& config, const Sources& sources) {
  if (!config.schedule_names.empty()) return;
  for (const auto& source : sources) {
    if (!source->findings.problems.empty()) return;  // perhaps it is there, behind what is wrong
  }
  FileProblems& last = sources.back()->findings;
  Scope(last, "").problem({}, sources.size() == 1
                                  ? "has no schedule: add a table [schedules.NAME]"
                                  : "neither this file nor the others have a schedule: add a table "
                                    "[schedules.NAME]");
}

void collect_problems(Sources& sources, Config& config) {
  for (const auto& source : sources) {
    config.files.push_back(source->findings.file);
    leave_out_allowed(source->findings);
    append_sorted(*source, source->findings.problems, config.problems);
    append_sorted(*source, source->findings.absent, config.notes);
    append_sorted(*source, source->findings.warnings, config.warnings);
    config.unusable = config.unusable || source->findings.unusable;
  }
}

void add_calendar_ends(const Calendars& calendars, Config& config) {
  for (const auto& [name, calendar] : calendars.all()) {
    if (!calendar.right || !calendar.warns || calendar.dates.empty()) continue;
    const auto last = std::ranges::max(calendar.dates, {}, &DateRange::last).last;
    config.calendar_ends.push_back({name, calendar.file, calendar.place, last});
  }
}

bool is_right_so_far(const Sources& sources) {
  return std::ranges::all_of(sources,
                             [](const auto& source) { return source->findings.problems.empty(); });
}

Config read_sources(Sources& sources, Absent absent, Empty empty, const SettingsKnown& known = {}) {
  Config config;
  const FileDefaults wide = read_settings(sources);
  for (const auto& source : sources) place_absent(source->findings, absent);
  config.settings = wide.settings;
  config.time_zone = wide.zone;
  if (known && is_right_so_far(sources)) known(config.settings);
  Calendars calendars;
  for (const auto& source : sources) calendars.read(source->table, source->findings);
  ScheduleCollection collection;
  for (const auto& source : sources) {
    TextLines lines(source->text);
    collection.add(read_schedules(source->table, wide, calendars, lines, source->findings),
                   source->findings);
  }
  collection.hand_over(config);
  add_calendar_ends(calendars, config);
  if (empty == Empty::refused) expect_schedules(config, sources);
  collect_problems(sources, config);
  return config;
}

/// Taking the tables apart was a twentieth of the instructions of `check`, and the program is about
/// to end: they are left to the kernel, where leak checkers find them.
Sources& sources_until_exit() {
  static auto& all = *new std::deque<Sources>;
  return all.emplace_back();
}

}  // namespace

Config load_config(const std::vector<std::string>& paths, Absent absent, Empty empty,
                   const SettingsKnown& known) {
  Sources& sources = sources_until_exit();
  add_sources(paths, empty, nullptr, sources);
  return read_sources(sources, absent, empty, known);
}

Config load_config(const std::vector<std::string>& paths, WatchedFiles& watched) {
  watched.begin_anew();
  Sources sources;
  add_sources(paths, Empty::refused, &watched, sources);
  return read_sources(sources, Absent::refused, Empty::refused);
}

Config load_config_text(const std::string& text) {
  Sources sources;
  add_source("", sources);
  sources.back()->text = text;
  read_text(*sources.back());
  return read_sources(sources, Absent::refused, Empty::refused);
}

Config load_settings(const std::vector<std::string>& paths) {
  Sources sources;
  add_sources(paths, Empty::refused, nullptr, sources);
  Config config;
  config.settings = read_settings(sources).settings;
  for (const auto& source : sources) place_absent(source->findings, Absent::refused);
  collect_problems(sources, config);
  return config;
}

}  // namespace sidetick
