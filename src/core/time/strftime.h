// Times by a format of strftime(3)'s letters, as the C locale has them.
//
// Source:  strftime(3) of Linux, all letters that no locale changes and no zone's abbreviations are
//          needed for, and GNU's %:z. Names are the English ones of the C locale. Years have four
//          digits. The program must not set a locale for LC_TIME.
#pragma once

#include <string>
#include <string_view>

#include "core/time/instant.h"

namespace sidetick {

/// The letters that a format may hold, for messages.
inline constexpr std::string_view time_format_letters =
    "%Y %C %y %m %d %e %j %H %k %I %l %M %S %p %P %a %A %b %h %B %u %w %U %W %G %g %V "
    "%F %D %T %R %z %:z %s %n %t %%";

/// The first directive of `format` that is not one of these ("%Q", "%-d", "%" at the end); "" when
/// all are.
std::string_view unknown_directive(std::string_view format);

/// Why such a directive is none, and what to write: `"%r" depends on the locale: write %I:%M:%S %p`.
std::string directive_problem(std::string_view unknown);

/// `instant` as a wall clock `offset` ahead of UTC shows it. `format` has no unknown directive;
/// what is none goes through unchanged.
std::string format_time(std::string_view format, Instant instant, Seconds offset);

}  // namespace sidetick
