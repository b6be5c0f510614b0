#include "cli/output/doctor.h"

#include <algorithm>

#include "core/text/counted.h"
#include "core/text/json.h"
#include "core/text/quote.h"

namespace sidetick {

namespace {

struct StateLook {
  const char* name;
  const char* colour;
};

StateLook look_of(FindingState state) {
  switch (state) {
    case FindingState::ok:
      return {"ok", "\x1b[32m"};
    case FindingState::warning:
      return {"warning", "\x1b[33m"};
    case FindingState::failure:
      return {"failure", "\x1b[31m"};
    case FindingState::unknown:
      break;
  }
  return {"unknown", "\x1b[2m"};
}

constexpr std::size_t state_width = 9;

std::string padded(std::string text, std::size_t width) {
  text.resize(std::max(width, text.size()), ' ');
  return text;
}

std::size_t check_width(const Findings& findings) {
  std::size_t width = 0;
  for (const auto& each : findings.all()) width = std::max(width, each.check.size());
  return width + 2;
}

std::string line(const Finding& finding, std::size_t width, bool colour) {
  const auto look = look_of(finding.state);
  const std::string state = padded(look.name, state_width);
  return (colour ? look.colour + state + "\x1b[0m" : state) + padded(finding.check, width) +
         escape_controls(finding.text) + "\n";
}

/// "9 ok, 1 warning, 2 failures, 1 unknown"
std::string sum(const Findings& findings) {
  const auto warnings = findings.count(FindingState::warning);
  const auto failures = findings.count(FindingState::failure);
  const auto unknown = findings.count(FindingState::unknown);
  std::string text = std::to_string(findings.count(FindingState::ok)) + " ok";
  if (warnings > 0) text += ", " + counted(warnings, "warning");
  if (failures > 0) text += ", " + counted(failures, "failure");
  if (unknown > 0) text += ", " + std::to_string(unknown) + " unknown";
  return text + "\n";
}

std::string finding_json(const Finding& finding) {
  std::string out = "{";
  append_string_member(out, "check", finding.check);
  append_string_member(out, "state", look_of(finding.state).name);
  append_string_member(out, "text", escape_controls(finding.text));
  append_member(out, "advice",
                finding.advice.empty() ? "null" : json_string(escape_controls(finding.advice)));
  append_member(out, "exit", std::to_string(static_cast<int>(finding.exit)));
  return out + "}";
}

}  // namespace

std::string doctor_text(const Findings& findings, bool colour, bool quiet) {
  const std::size_t width = check_width(findings);
  std::vector<Finding> shown = findings.all();
  if (quiet) {
    std::erase_if(shown, [](const auto& each) { return each.state != FindingState::failure; });
  }
  std::string out;
  for (std::size_t i = 0; i < shown.size(); ++i) {
    out += line(shown[i], width, colour);
    const bool again = i + 1 < shown.size() && shown[i + 1].advice == shown[i].advice;
    if (shown[i].advice.empty() || again) continue;
    out += std::string(state_width + width, ' ') + "-> " + escape_controls(shown[i].advice) + "\n";
  }
  return quiet ? out : out + sum(findings);
}

std::string doctor_json(const Findings& findings, const std::string& redis, Instant now) {
  std::string out = "{";
  append_string_member(out, "now", format_instant(now));
  append_member(out, "redis", redis.empty() ? "null" : json_string(redis));
  append_member(out, "ok", findings.has(FindingState::failure) ? "false" : "true");
  append_member(out, "exit", std::to_string(static_cast<int>(findings.exit())));
  for (const auto state : {FindingState::warning, FindingState::failure, FindingState::unknown}) {
    const std::string name = look_of(state).name;
    append_member(out, name + (state == FindingState::unknown ? "" : "s"),
                  std::to_string(findings.count(state)));
  }
  append_key(out, "checks");
  out += '[';
  for (std::size_t i = 0; i < findings.all().size(); ++i) {
    out += (i > 0 ? ",\n " : "") + finding_json(findings.all()[i]);
  }
  return out + "]}\n";
}

}  // namespace sidetick
