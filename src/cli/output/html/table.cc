#include "cli/output/html/lists.h"
#include "cli/output/html/text.h"
#include "cli/output/html/wall_text.h"

namespace sidetick {

namespace {

/// A cell; on a narrow page its label stands before it.
std::string cell(const char* label, const std::string& text, const char* kind = "") {
  return std::string("<td role=\"cell\" data-l=\"") + label + "\"" +
         (*kind == '\0' ? "" : std::string(" class=\"") + kind + "\"") + ">" + text + "</td>";
}

std::string moved_text(const PageRow& row, const Axis& axis) {
  std::string out;
  for (const MovedTick& each : row.moved) {
    out += "<small>" + hour_text(each.skipped) + " is skipped: moved to " + axis.clock(each.tick) +
           "</small>";
  }
  return out;
}

std::string queue_text(const PageRow& row, const Load& load) {
  if (!row.enabled || row.ticks.empty()) return html_name(row.queue);
  return "<i class=\"q" + std::to_string(load.place(row.queue)) + "\"></i>" + html_name(row.queue);
}

std::string table_row(const PageRow& row, const Axis& axis, const Load& load) {
  const bool none = row.ticks.empty();
  std::string out = "<tr role=\"row\"><th role=\"rowheader\" scope=\"row\">" + html_name(row.name) +
                    (row.enabled ? "" : " <em>disabled</em>") + moved_text(row, axis) + "</th>";
  if (!row.queue.empty()) out += cell("Timing", "<code>" + html_text(row.timing) + "</code>");
  out += cell("Zone", html_name(row.zone));
  if (!row.queue.empty()) {
    out += cell("Queue", queue_text(row, load)) + cell("Class", html_name(row.class_name));
  }
  return out + cell("Ticks", grouped(row.ticks.count()), "r") +
         cell("First", none ? "–" : axis.clock(row.ticks.first()), "w") +
         cell("Last", none ? "–" : axis.clock(row.ticks.last()), "w") + "</tr>\n";
}

std::string head(bool of_schedules) {
  std::string out = "<thead role=\"rowgroup\"><tr role=\"row\">";
  const auto add = [&](const char* name, const char* kind = "") {
    out += std::string("<th role=\"columnheader\" scope=\"col\"") + kind + ">" + name + "</th>";
  };
  add(of_schedules ? "Schedule" : "Expression");
  if (of_schedules) add("Timing");
  add("Zone");
  if (of_schedules) add("Queue");
  if (of_schedules) add("Class");
  add("Ticks", " class=\"r\"");
  add("First");
  add("Last");
  return out + "</tr></thead>\n";
}

}  // namespace

std::string schedule_table(const std::vector<PageRow>& rows, const Axis& axis, const Load& load) {
  std::string out = "<table role=\"table\" aria-labelledby=\"all\">" + head(!is_expression(rows)) +
                    "<tbody role=\"rowgroup\">\n";
  for (const PageRow& row : rows) out += table_row(row, axis, load);
  return out + "</tbody></table>\n";
}

}  // namespace sidetick
