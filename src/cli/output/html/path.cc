#include "cli/output/html/path.h"

#include <algorithm>

namespace sidetick {

namespace {

constexpr int band_top = 2;
constexpr int narrowest_band = 2;

std::string number(int value) {
  return std::to_string(value);
}

/// A number behind another one.
std::string next_number(int value) {
  return (value < 0 ? "" : " ") + number(value);
}

}  // namespace

std::string line_path(const std::vector<int>& places, int height) {
  std::string path;
  for (std::size_t i = 0; i < places.size(); ++i) {
    if (i == 0) {
      path = "M" + number(places[0]) + " 0";
    } else if (places[i] == places[i - 1]) {
      continue;
    } else {
      path += "m" + number(places[i] - places[i - 1]) + next_number(-height);
    }
    path += "v" + number(height);
  }
  return path;
}

std::string tick_path(const std::vector<TickMark>& marks, const Axis& axis) {
  std::vector<int> places;
  for (const TickMark& mark : marks) {
    if (!mark.is_band()) places.push_back(axis.unit(mark.first));
  }
  return line_path(places);
}

std::string band_path(const std::vector<TickMark>& marks, const Axis& axis) {
  std::string path;
  for (const TickMark& mark : marks) {
    if (!mark.is_band()) continue;
    const int x = axis.unit(mark.first);
    const int width = std::max(narrowest_band, axis.unit(mark.last) - x);
    path += "M" + number(x) + next_number(band_top) + "h" + number(width) + "v" +
            number(row_height - 2 * band_top) + "h" + number(-width) + "z";
  }
  return path;
}

std::string dot_path(int x, int y) {
  return "M" + number(x) + next_number(y) + "h0";
}

}  // namespace sidetick
