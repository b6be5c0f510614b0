#include <array>

#include "cli/output/html/path.h"
#include "cli/output/html/picture.h"
#include "cli/output/html/text.h"
#include "cli/output/html/wall_text.h"
#include "core/text/number.h"

namespace sidetick {

namespace {

/// "12.50%"
std::string percent(int unit) {
  const int hundredths = unit * 10'000 / Axis::width;
  std::string text = std::to_string(hundredths / 100) + ".";
  append_decimal(text, hundredths % 100, 2);
  return text + "%";
}

/// A label stands to the right of its line: near the right end there is no room for it, at least on
/// a narrow page.
bool has_room(int unit) {
  return unit < Axis::width * 97 / 100;
}

std::string_view hour_side(int unit) {
  return unit < Axis::width * 91 / 100 ? "" : " e";
}

/// These are longer: in the right half they stand to the left.
std::string_view change_side(int unit) {
  return unit > Axis::width / 2 ? " e" : "";
}

std::string label(int unit, std::string kind, std::string_view side, const std::string& text) {
  return "<span class=\"" + kind.append(side) + "\" style=\"left:" + percent(unit) + "\">" + text +
         "</span>";
}

/// "02:00 → 03:00"; "Fri 30 → Sat 31" where a zone leaves out a whole day.
std::string change_text(const ClockChange& change) {
  const bool whole_days = (change.to - change.from) % date::days{1} == Seconds{0};
  const auto text = [&](WallClock wall) {
    return whole_days ? wall_text("%a %d", wall) : hour_text(wall);
  };
  return text(change.from) + " → " + text(change.to);
}

}  // namespace

std::string axis_lines(const Axis& axis) {
  std::array<std::vector<int>, 3> levels;
  for (const AxisLabel& each : axis.labels()) levels[each.level].push_back(axis.unit(each.at));
  std::string out = "<g id=\"g\">";
  for (std::size_t i = levels.size(); i-- > 0;) {
    if (levels[i].empty()) continue;
    out += "<path class=\"g" + std::to_string(i) + "\" d=\"" + line_path(levels[i]) + "\"/>";
  }
  std::vector<int> changes;
  for (const ClockChange& each : axis.changes()) changes.push_back(axis.unit(each.at));
  if (!changes.empty()) out += "<path class=\"gc\" d=\"" + line_path(changes) + "\"/>";
  return out + "</g>";
}

std::string axis_labels(const Axis& axis) {
  std::string out = "<div class=\"hours\">";
  for (const AxisLabel& each : axis.labels()) {
    const int unit = axis.unit(each.at);
    if (!has_room(unit)) continue;
    out += label(unit, "l" + std::to_string(each.level), hour_side(unit), each.text);
  }
  out += "</div>";
  if (axis.changes().empty()) return out;
  out += "<div class=\"hours changes\">";
  for (const ClockChange& each : axis.changes()) {
    const int unit = axis.unit(each.at);
    out += label(unit, "lc", change_side(unit), change_text(each));
  }
  return out + "</div>";
}

}  // namespace sidetick
