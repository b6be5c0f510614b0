// import FILE: the schedules of an application's file, for which no Redis is asked.
#pragma once

#include "cli/options/options.h"
#include "core/import/found.h"

namespace sidetick {

/// What is in the file that was named, or on standard input. Throws Error for options that do not go
/// with it, and for a file that cannot be read or is none of `program`.
ImportFound read_import_file(const Options& options, std::optional<Program> program);

}  // namespace sidetick
