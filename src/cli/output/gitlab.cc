// findings_gitlab: the fields that GitLab wants of a report of Code Quality, and no others.
#include <algorithm>
#include <filesystem>
#include <map>

#include "cli/output/findings.h"
#include "core/text/hash.h"
#include "core/text/json.h"

namespace sidetick {

namespace {

class CodeQuality {
 public:
  void append(const std::vector<Problem>& problems, const char* severity, std::string_view rule) {
    for (const Problem& each : problems) {
      // GitLab shows nothing that has no file of the repository.
      if (each.file.empty() || each.file == "-") continue;
      const std::string_view own = rule_name(each.rule);
      append(each, severity, own.empty() ? rule : own);
    }
  }

  std::string text() const { return "[" + text_ + "]\n"; }

 private:
  void append(const Problem& problem, const char* severity, std::string_view rule) {
    const std::string path = std::filesystem::path(problem.file).lexically_normal().string();
    if (!text_.empty()) text_ += ",\n ";
    text_ +=
        "{\"description\":" + json_string(problem.text) + ",\"check_name\":" + json_string(rule) +
        ",\"fingerprint\":" + json_string(fingerprint(path, rule, problem.text)) +
        ",\"severity\":\"" + severity + "\",\"location\":{\"path\":" + json_string(path) +
        ",\"lines\":{\"begin\":" + std::to_string(std::max<std::size_t>(problem.line, 1)) + "}}}";
  }

  /// By it GitLab tells what a change brings: it stays where the line is another, and no two are alike.
  std::string fingerprint(const std::string& path, std::string_view rule, const std::string& text) {
    const std::string key = path + '\0' + std::string(rule) + '\0' + text;
    return hash128_hex(key + '\0' + std::to_string(seen_[key]++));
  }

  std::string text_;
  std::map<std::string, int> seen_;  // how often
};

}  // namespace

std::string findings_gitlab(const Config& config) {
  CodeQuality report;
  report.append(config.problems, "critical", "error");
  report.append(config.warnings, "minor", "");
  report.append(config.notes, "info", "missing-secret");
  return report.text();
}

}  // namespace sidetick
