// The text of a cron expression, cut into its fields and its zone; macros written out.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "core/cron/field.h"

namespace sidetick {

struct CronText {
  std::vector<Piece> fields;  ///< six, seconds first
  std::string zone_name;      ///< "" when there is none
  bool is_macro = false;      ///< then nobody wrote the fields
  bool with_seconds = false;  ///< six are written
};

/// Throws CronError when there are too few or too many fields, or the macro is unknown. The pieces
/// point into `text` or at constants.
CronText cut_cron_text(std::string_view text);

}  // namespace sidetick
