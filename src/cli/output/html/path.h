// The data of an SVG path, in few bytes: there are hundreds of ticks in a row, and hundreds of rows.
//
// Source:  SVG 2, "9.3 Path data": small letters are relative, and a sign needs no space before it.
#pragma once

#include <string>
#include <vector>

#include "cli/output/html/axis.h"
#include "cli/output/html/tick_runs.h"

namespace sidetick {

/// The height of the picture of a row; a band is narrower than a line, so that they look different.
inline constexpr int row_height = 10;

/// A line from top to bottom at each unit of `places`, which ascend.
std::string line_path(const std::vector<int>& places, int height = row_height);

/// The marks that are ticks by themselves, and those that are bands.
std::string tick_path(const std::vector<TickMark>& marks, const Axis& axis);
std::string band_path(const std::vector<TickMark>& marks, const Axis& axis);

/// A dot, once the line's ends are round.
std::string dot_path(int x, int y);

}  // namespace sidetick
