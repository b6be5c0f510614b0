// Times by a format of strftime(3)'s letters, as the C locale has them.
//
// Source:  POSIX strftime, and GNU's %:z. Years have four digits. The program must not set a locale
//          for LC_TIME. The letters:
//          %Y %y %m %d %e %j  %H %I %M %S %p  %a %A %b %B %u %w  %G %V  %F %T %R  %z %:z %s  %%
#pragma once

#include <string>
#include <string_view>

#include "core/time/instant.h"

namespace sidetick {

/// The letters that a format may hold, for messages.
inline constexpr std::string_view time_format_letters =
    "%Y %y %m %d %e %j %H %I %M %S %p %a %A %b %B %u %w %G %V %F %T %R %z %:z %s %%";

/// The first directive of `format` that is not one of these ("%Q", "%" at the end); "" when all
/// are.
std::string_view unknown_directive(std::string_view format);

/// `instant` as a wall clock `offset` ahead of UTC shows it. `format` has no unknown directive;
/// what is none goes through unchanged.
std::string format_time(std::string_view format, Instant instant, Seconds offset);

}  // namespace sidetick
