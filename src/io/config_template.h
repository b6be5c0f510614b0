// The placeholders in a schedule's arguments, checked where they stand.
#pragma once

#include "core/schedule.h"
#include "io/config_reader.h"

namespace sidetick {

/// Reports each string in the args of `table` whose placeholders are wrong, when `schedule`, read
/// from it, has `template = true`.
void check_templates(const TableReader& table, const Schedule& schedule);

}  // namespace sidetick
