// What a page says in words: its figures, its notes, the key, the queues, the busiest minutes, and the
// table of all schedules.
#pragma once

#include <string>
#include <vector>

#include "cli/output/html/axis.h"
#include "cli/output/html/load.h"
#include "cli/output/html/row.h"

namespace sidetick {

/// How many schedules and jobs, the busiest minute, the zone.
std::string figures(const std::vector<PageRow>& rows, const Axis& axis, const Load& load);

/// What the marks of the picture mean; those that are not in it are left out.
std::string picture_key(const std::vector<PageRow>& rows, const Axis& axis);

/// One sentence a change of the wall clock.
std::vector<std::string> change_notes(const Axis& axis);

/// The colour, the name and the jobs of each queue.
std::string queue_list(const Load& load);

/// The minutes of `named`, each with its schedules.
std::string busiest_list(const std::vector<PageRow>& rows, const Axis& axis, const Load& load,
                         const std::vector<std::size_t>& named);

std::string schedule_table(const std::vector<PageRow>& rows, const Axis& axis, const Load& load);

}  // namespace sidetick
