#include "cli/output/html/path.h"
#include "cli/output/html/picture.h"
#include "cli/output/html/text.h"

namespace sidetick {

namespace {

std::string path(const char* kind, const std::string& data) {
  return data.empty() ? "" : std::string("<path class=\"") + kind + "\" d=\"" + data + "\"/>";
}

std::string moved_dots(const PageRow& row, const Axis& axis) {
  std::string data;
  for (const MovedTick& each : row.moved) data += dot_path(axis.unit(each.tick), row_height / 2);
  return path("m", data);
}

std::string ticks_picture(const PageRow& row, const Axis& axis, const Load& load) {
  const auto marks = tick_marks(row.ticks, axis.closest());
  const std::string colour = row.enabled ? "q" + std::to_string(load.place(row.queue)) : "off";
  return "<svg class=\"" + colour +
         "\" viewBox=\"0 0 1440 10\" preserveAspectRatio=\"none\" role=\"img\"><title>" +
         html_text(row_summary(row, axis)) + "</title><use href=\"#g\"/>" +
         path("b", band_path(marks, axis)) + path("t", tick_path(marks, axis)) +
         moved_dots(row, axis) + "</svg>";
}

}  // namespace

std::string row_summary(const PageRow& row, const Axis& axis) {
  std::string text = row.name + ": " + grouped(row.ticks.count(), "tick");
  if (!row.ticks.empty()) {
    text += (row.ticks.count() == 1 ? ", " : ", from ") + axis.clock(row.ticks.first());
  }
  if (row.ticks.count() > 1) text += " to " + axis.clock(row.ticks.last());
  if (!row.moved.empty()) text += ", moved by daylight saving";
  return text + (row.enabled ? "" : ", disabled");
}

std::string tick_row(const PageRow& row, const Axis& axis, const Load& load) {
  return "<li><span class=\"n\">" + html_name(row.name) +
         (row.enabled ? "" : " <em>disabled</em>") + "</span>" + ticks_picture(row, axis, load) +
         "<span class=\"c\">" + grouped(row.ticks.count()) + "</span></li>\n";
}

}  // namespace sidetick
