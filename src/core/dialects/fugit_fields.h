// The fields of an expression of fugit: lists of items -> the values that they stand for.
//
// Source:  fugit's lib/fugit/cron.rb, as core/dialects/fugit_cron.h says, which is about
// expressions whole.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "core/dialects/cron_writer.h"

namespace sidetick {

/// Reads six fields, the seconds first, without the `&` that the day fields may end in. Throws
/// Untranslatable. `notes`: what seems to be meant, and fugit does otherwise.
void read_fugit_fields(const std::vector<std::string>& fields, CronWriter& sets,
                       std::vector<std::string>& notes);

/// True for a field of weekdays, "mon-fri": a last word that is one is no zone.
bool is_fugit_weekdays(std::string_view text);

}  // namespace sidetick
