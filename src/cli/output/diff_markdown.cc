// A comment on a pull request: a table of one line a schedule, the details folded. Both are cut so
// that the whole stays below 65,536 characters, the most that a comment of GitHub has.
#include <algorithm>

#include "cli/output/diff.h"
#include "core/text/quote.h"

namespace sidetick {

namespace {

constexpr std::size_t most_rows = 100;
constexpr std::size_t most_detailed = 30;

/// A code span, in which nothing is markup.
std::string code(const std::string& text) {
  std::size_t longest = 0, run = 0;
  for (const char c : text) {
    run = c == '`' ? run + 1 : 0;
    longest = std::max(longest, run);
  }
  const std::string fence(longest + 1, '`');
  const std::string space = longest > 0 ? " " : "";
  return fence + space + escape_controls(text) + space + fence;
}

/// In a cell of a table a | would end it, in code too.
std::string cell(const std::string& text) {
  std::string escaped;
  for (const char c : text) escaped += c == '|' ? "\\|" : std::string(1, c);
  return escaped;
}

std::string named(const ScheduleChange& change) {
  const std::string name = code(change.schedule().name);
  return change.kind == ChangeKind::renamed ? code(change.before->name) + " → " + name : name;
}

std::string before_and_after(const ValueChange& value) {
  return code(value.key) + ": " + code(shown_value(value.before)) + " → " +
         code(shown_value(value.after));
}

/// "−30 +31"
std::string tick_counts(const TickChange& ticks) {
  std::string text;
  if (ticks.lost.count > 0) text += "−" + std::to_string(ticks.lost.count);
  if (ticks.gained.count > 0) {
    text += (text.empty() ? "+" : " +") + std::to_string(ticks.gained.count);
  }
  return ticks.later ? "later" : text;
}

std::string keys(const ScheduleChange& change) {
  if (change.kind == ChangeKind::renamed) return "begins anew";
  std::string text;
  for (const ValueChange& value : change.values)
    text += (text.empty() ? "" : ", ") + code(value.key);
  return text;
}

std::string row(const ScheduleChange& change) {
  return "| " + std::string(change_name(change.kind)) + " | " + cell(named(change)) + " | " +
         tick_counts(change.ticks) + " | " + cell(keys(change)) + " |\n";
}

std::string and_more(std::size_t all, std::size_t most) {
  return all <= most ? "" : "\nand " + std::to_string(all - most) + " more.\n";
}

std::string table(const Diff& diff) {
  if (diff.changes.empty()) return "";
  std::string text = "\n| | schedule | ticks | keys |\n| --- | --- | --- | --- |\n";
  const std::size_t shown = std::min(diff.changes.size(), most_rows);
  for (std::size_t i = 0; i < shown; ++i) text += row(diff.changes[i]);
  return text + and_more(diff.changes.size(), most_rows);
}

std::string ticks_item(const char* what, const TickSet& ticks, const Schedule* schedule) {
  if (ticks.count == 0) return "";
  return std::string("- ") + what + tick_set_text(ticks, *schedule, TimeStyle::programs) + "\n";
}

std::string detail(const ScheduleChange& change) {
  std::string text = "\n" + named(change) + "\n\n";
  for (const ValueChange& value : change.values) text += "- " + before_and_after(value) + "\n";
  text += ticks_item("lost ", change.ticks.lost, change.before);
  text += ticks_item("gained ", change.ticks.gained, change.after);
  if (change.ticks.later) text += "- " + later_text(change, TimeStyle::programs) + "\n";
  return text;
}

std::string details(const Diff& diff) {
  if (diff.changes.empty()) return "";
  std::string text = "\n<details><summary>Values and ticks from " + format_instant(diff.from) +
                     " to " + format_instant(diff.to) + "</summary>\n";
  const std::size_t shown = std::min(diff.changes.size(), most_detailed);
  for (std::size_t i = 0; i < shown; ++i) text += detail(diff.changes[i]);
  return text + and_more(diff.changes.size(), most_detailed) + "\n</details>\n";
}

}  // namespace

std::string diff_markdown(const ConfigDiff& diff) {
  std::string text = "### sidetick: " + diff_sum(diff) + "\n";
  for (const SettingChange& each : diff.settings) {
    text += "\n" + before_and_after(each.value) +
            (each.effect.empty() ? "" : ": **" + each.effect + "**") + "\n";
  }
  return text + table(diff.schedules) + details(diff.schedules);
}

}  // namespace sidetick
