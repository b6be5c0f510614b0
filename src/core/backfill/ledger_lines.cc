#include "core/backfill/ledger_lines.h"

#include <algorithm>

#include "core/enqueue/pushes.h"
#include "core/plan/cursor.h"

namespace sidetick {

LedgerLines ledger_lines(const std::optional<std::string>& cursor_text, Instant now,
                         Seconds history) {
  const auto cursor = cursor_text ? parse_cursor(*cursor_text) : std::nullopt;
  const Instant kept = now - history;
  if (!cursor) return {kept - ledger_grace / 2, earliest_instant, std::nullopt};
  const Instant complete = cursor->complete.value_or(kept - ledger_grace / 2);
  const Instant reach = std::min(kept, cursor->resume()) - ledger_grace;
  return {complete, std::max(complete, reach), cursor->resume()};
}

}  // namespace sidetick
