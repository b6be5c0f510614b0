#include "cli/problems.h"

#include <set>
#include <string>

#include "cli/output/display_width.h"
#include "cli/output/excerpt.h"
#include "core/text/counted.h"

namespace sidetick {

namespace {

/// " in jobs.toml", " in 3 files"; "" for what is in none.
std::string in_files(const Config& config) {
  std::set<std::string> files;
  for (const auto* problems : {&config.problems, &config.warnings}) {
    for (const Problem& problem : *problems) files.insert(problem.file);
  }
  files.erase("");
  if (files.empty()) return "";
  return " in " + (files.size() == 1 ? *files.begin() : counted(files.size(), "file"));
}

/// The lines of the file, for a person.
std::string appendix(const Problem& problem, const Report& report) {
  return report.is_read_by_a_person() ? excerpt(problem) : "";
}

void report_errors(const Config& config, std::size_t warnings, const Report& report) {
  for (const Problem& each : config.problems) report.error(each.message(), appendix(each, report));
  if (!report.is_read_by_a_person() || config.problems.empty()) return;
  report.notice(counted(config.problems.size(), "error") +
                (warnings > 0 ? " and " + counted(warnings, "warning") : "") + in_files(config));
}

}  // namespace

void report_problems(const Config& config, const Report& report) {
  if (config.problems.empty()) return;
  if (report.is_read_by_a_person()) use_terminal_widths();
  report_errors(config, 0, report);
}

void report_findings(const Config& config, bool strict, const Report& report) {
  if (report.is_read_by_a_person()) use_terminal_widths();
  for (const Problem& note : config.notes) report.notice("note: " + note.message());
  for (const Problem& each : config.warnings) {
    const std::string text = each.message() + " [" + std::string(rule_name(each.rule)) + "]";
    strict ? report.error(text, appendix(each, report))
           : report.warning(text, appendix(each, report));
  }
  report_errors(config, config.warnings.size(), report);
}

}  // namespace sidetick
