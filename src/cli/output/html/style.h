// How a page looks: light and dark, on narrow and wide screens, on paper.
//
// Text has a contrast of at least 4.5 to 1 with what it stands on, and marks of 3 to 1 (WCAG 2.2,
// 1.4.3 and 1.4.11), in both. Colours tell queues apart; what they say is in words too.
#pragma once

#include <string_view>

namespace sidetick {

extern const std::string_view page_style;

}  // namespace sidetick
