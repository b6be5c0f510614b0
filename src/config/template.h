// The placeholders in a schedule's arguments, checked where they stand.
#pragma once

#include "config/toml/table_reader.h"
#include "core/schedule/schedule.h"

namespace sidetick {

/// Reports each string in the args of `table` whose placeholders are wrong, when `schedule`, read
/// from it, has `template = true`.
void check_templates(const TableReader& table, const Schedule& schedule);

}  // namespace sidetick
