// What is meant by names of zones that the tz database does not have: those of Rails, abbreviations.
//
// Source:  rails/rails, activesupport/lib/active_support/values/time_zone.rb (MAPPING), with names
//          of the tz database as they are today; abbreviations as its zones show them.
// Knows nothing of what zones the machine has. They are answers in an error, and not accepted: one
// spelling is enough, and an abbreviation says nothing of the other half of the year.
#pragma once

#include <string>
#include <string_view>

namespace sidetick {

/// `: Rails' name of "America/New_York": write that`, or `: an abbreviation that "Asia/Kolkata",
/// "Europe/Dublin" and "Asia/Jerusalem" share: write one of them`; "" for other names.
std::string zone_hint(std::string_view name);

}  // namespace sidetick
