#include "cli/output/ticks_text.h"
#include "core/plan/skips.h"

namespace sidetick {

std::string ticks_text(std::size_t count, Instant first, Instant last) {
  if (count == 1) return format_instant(first);
  auto text = std::to_string(count) + " ticks";
  if (is_skip_count_limit(count)) text = "at least " + text;
  return text + " " + format_instant(first) + " to " + format_instant(last);
}

}  // namespace sidetick
