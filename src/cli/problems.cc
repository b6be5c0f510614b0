#include "cli/problems.h"

#include <set>
#include <string>

#include "cli/output/counted.h"
#include "cli/output/display_width.h"
#include "cli/output/excerpt.h"

namespace sidetick {

namespace {

/// "in jobs.toml", "in 3 files"; "" for what is in none.
std::string in_files(const Config& config) {
  std::set<std::string> files;
  for (const auto* problems : {&config.problems, &config.warnings}) {
    for (const Problem& problem : *problems) files.insert(problem.file);
  }
  files.erase("");
  if (files.empty()) return "";
  return " in " + (files.size() == 1 ? *files.begin() : counted(files.size(), "file"));
}

std::string sum(const Config& config) {
  std::string text = counted(config.problems.size(), "error");
  if (!config.warnings.empty()) text += " and " + counted(config.warnings.size(), "warning");
  return text + in_files(config);
}

}  // namespace

void report_problems(const Config& config, const Report& report) {
  const bool person = report.is_read_by_a_person();
  if (person && !(config.problems.empty() && config.warnings.empty())) use_terminal_widths();
  for (const Problem& each : config.warnings) {
    report.warning(each.message(), person ? excerpt(each) : "");
  }
  for (const Problem& each : config.problems) {
    report.error(each.message(), person ? excerpt(each) : "");
  }
  if (person && !config.problems.empty()) report.notice(sum(config));
}

}  // namespace sidetick
