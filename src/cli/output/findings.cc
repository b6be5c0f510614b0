#include "cli/output/findings.h"

#include "core/text/json.h"

namespace sidetick {

namespace {

std::string rule_json(const Problem& problem) {
  if (problem.rule == Rule::none) return "";
  return ",\"rule\":" + json_string(rule_name(problem.rule));
}

std::string problem_json(const Problem& problem) {
  return "{\"file\":" + json_string(problem.file) + ",\"line\":" + std::to_string(problem.line) +
         ",\"column\":" + std::to_string(problem.column) + rule_json(problem) +
         ",\"message\":" + json_string(problem.text) + "}";
}

/// `of_property`: also what would end one.
std::string escaped(std::string_view text, bool of_property) {
  std::string out;
  for (const char c : text) {
    const std::string_view special = of_property ? "%\r\n:," : "%\r\n";
    if (special.find(c) == std::string_view::npos) {
      out += c;
    } else {
      constexpr std::string_view digits = "0123456789ABCDEF";
      out += {'%', digits[static_cast<unsigned char>(c) / 16], digits[c % 16]};
    }
  }
  return out;
}

/// Standard input is no file that a page could show.
std::string github_place(const Problem& problem) {
  if (problem.file.empty() || problem.file == "-") return "";
  std::string text = "file=" + escaped(problem.file, true) + ",";
  if (problem.line == 0) return text;
  return text + "line=" + std::to_string(problem.line) + ",col=" + std::to_string(problem.column) +
         ",";
}

std::string github_line(const Problem& problem, const std::string& level) {
  const bool placed = !github_place(problem).empty();
  const std::string text = placed ? problem.text : problem.message();
  const std::string_view rule = rule_name(problem.rule);
  return "::" + level + " " + github_place(problem) +
         "title=" + escaped(rule.empty() ? "sidetick" : rule, true) + "::" + escaped(text, false) +
         "\n";
}

}  // namespace

std::string findings_json(const Config& config, bool ok) {
  return std::string("{\"ok\":") + (ok ? "true" : "false") +
         ",\"files\":" + json_array(config.files, json_string) +
         ",\"schedules\":" + std::to_string(config.schedule_names.size()) +
         ",\"errors\":" + json_array(config.problems, problem_json) +
         ",\"warnings\":" + json_array(config.warnings, problem_json) +
         ",\"notes\":" + json_array(config.notes, problem_json) + "}\n";
}

std::string findings_github(const Config& config) {
  std::string out;
  for (const Problem& each : config.problems) out += github_line(each, "error");
  for (const Problem& each : config.warnings) out += github_line(each, "warning");
  for (const Problem& each : config.notes) out += github_line(each, "notice");
  return out;
}

}  // namespace sidetick
