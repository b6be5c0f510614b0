// The whole of an import: a configuration file as text.
//
// Source:  core/import/imported_schedule.h for each table. What a `check` of ours would refuse, and
//          what could not be translated, stands there as a comment with the reason: nothing is left
//          out in silence, and the rest passes `check`.
#pragma once

#include <cstddef>
#include <functional>
#include <string>

#include "core/import/found.h"
#include "core/import/imported_schedule.h"

namespace sidetick {

/// What is wrong with a configuration of one schedule; "" when it is right.
using CheckText = std::function<std::string(const std::string& toml)>;

struct ImportText {
  std::string toml;
  std::size_t carried = 0;   ///< tables that stand
  std::size_t left_out = 0;  ///< tables that are comments
};

/// The schedules of `program` among what was found. `address` is where Redis is, or may be when they
/// are from a file, for the reader.
ImportText import_text(const ImportFound& found, Program program, const std::string& address,
                       const ImportContext& context, const CheckText& check);

}  // namespace sidetick
