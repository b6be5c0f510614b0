// The picture of a page: a row a schedule with its ticks, and below it the load, under one axis.
//
// Everything that depends on the page's width is left to the browser: pictures are stretched, the
// width of a line is not (vector-effect), and labels stand at parts of a hundred.
#pragma once

#include <string>
#include <vector>

#include "cli/output/html/axis.h"
#include "cli/output/html/load.h"
#include "cli/output/html/row.h"

namespace sidetick {

/// The lines of the axis, which each picture refers to as #g.
std::string axis_lines(const Axis& axis);

/// The labels of the axis, and where the wall clock jumps.
std::string axis_labels(const Axis& axis);

/// One row: the name, its ticks, how many they are.
std::string tick_row(const PageRow& row, const Axis& axis, const Load& load);

/// "report: 24 ticks, 00:00 to 23:00, disabled"
std::string row_summary(const PageRow& row, const Axis& axis);

/// Jobs a minute, the queues on top of each other; `named` are the minutes with a dot.
std::string load_picture(const Load& load, const Axis& axis, const std::vector<std::size_t>& named);

}  // namespace sidetick
