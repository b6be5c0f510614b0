// findings_sarif: as little as SARIF 2.1.0 wants of a document, and all that we know.
#include "cli/output/findings.h"
#include "core/text/ascii.h"
#include "core/text/json.h"

namespace sidetick {

namespace {

/// What every error and every note is filed under: SARIF wants rules for these too.
constexpr std::string_view error_rule = "error";
constexpr std::string_view note_rule = "missing-secret";

std::string rule_json(std::string_view name, std::string_view summary) {
  return "{\"id\":" + json_string(name) +
         ",\"shortDescription\":{\"text\":" + json_string(summary) + "}}";
}

std::string all_rules() {
  std::string text = rule_json(error_rule, "the configuration is wrong") + "," +
                     rule_json(note_rule, "a secret that this host does not have");
  for (const RuleInfo& info : rule_infos) text += "," + rule_json(info.name, info.summary);
  return "[" + text + "]";
}

/// A path as a reference of RFC 3986: all but letters, digits and -._~/ is escaped.
std::string uri_of(const std::string& path) {
  constexpr std::string_view digits = "0123456789ABCDEF";
  std::string uri = path[0] == '/' ? "file://" : "";
  for (const char c : path) {
    const auto byte = static_cast<unsigned char>(c);
    if (is_letter(c) || is_digit(c) || std::string_view("-._~/").find(c) < 5) {
      uri += c;
    } else {
      uri += {'%', digits[byte / 16], digits[byte % 16]};
    }
  }
  return uri;
}

std::string region_json(const Problem& problem) {
  if (problem.line == 0) return "";
  return ",\"region\":{\"startLine\":" + std::to_string(problem.line) +
         ",\"startColumn\":" + std::to_string(problem.column) + "}";
}

std::string locations_json(const Problem& problem) {
  if (problem.file.empty() || problem.file == "-") return "";
  return ",\"locations\":[{\"physicalLocation\":{\"artifactLocation\":{\"uri\":" +
         json_string(uri_of(problem.file)) + "}" + region_json(problem) + "}}]";
}

void append_results(std::string& out, const std::vector<Problem>& problems,
                    const std::string& level, std::string_view rule) {
  for (const Problem& each : problems) {
    const std::string_view own = rule_name(each.rule);
    if (!out.empty()) out += ",\n";
    out += "{\"ruleId\":" + json_string(own.empty() ? rule : own) + ",\"level\":\"" + level +
           "\",\"message\":{\"text\":" + json_string(each.text) + "}" + locations_json(each) + "}";
  }
}

}  // namespace

std::string findings_sarif(const Config& config) {
  std::string results;
  append_results(results, config.problems, "error", error_rule);
  append_results(results, config.warnings, "warning", "");
  append_results(results, config.notes, "note", note_rule);
  return "{\"$schema\":\"https://json.schemastore.org/sarif-2.1.0.json\",\"version\":\"2.1.0\","
         "\"runs\":[{\"tool\":{\"driver\":{\"name\":\"sidetick\",\"rules\":" +
         all_rules() + "}},\"columnKind\":\"unicodeCodePoints\",\"results\":[" + results + "]}]}\n";
}

}  // namespace sidetick
