// How `next` shows ticks: a line each, one JSON array for programs. On a terminal a line has the wall
// clock and how far it is; in a pipe RFC 3339 first, and nothing that the present decides.
//
// Source:  sidetick(1).
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "cli/options/options.h"
#include "cli/output/ticks_text.h"
#include "core/schedule/tick_stream.h"

namespace sidetick {

/// What is shown of each tick of a schedule.
struct TickLabel {
  std::string schedule;  ///< "" for an expression of the command line
  bool enabled;
  std::shared_ptr<const Zone> zone;
  const Timing* timing;
  std::shared_ptr<const Zone> own_zone;  ///< in which the ticks are worked out
  std::string hashed;                    ///< the expression with what each H in it became
};

/// Writes to standard output as it goes: there may be millions.
class TickOutput {
 public:
  TickOutput(OutputFormat format, TimeStyle style, Instant now, std::vector<TickLabel> labels);

  void add(const ScheduledTick& tick);
  /// Ends the document.
  void finish();
  bool empty() const { return empty_; }

 private:
  std::string times(Instant tick, const TickLabel& label);
  std::string line(Instant tick, const TickLabel& label);
  std::string element(Instant tick, const TickLabel& label) const;

  OutputFormat format_;
  TimeStyle style_;
  Instant now_;
  std::vector<TickLabel> labels_;
  std::size_t zone_width_ = 0;
  std::size_t time_width_ = 0;      // of the lines so far
  std::size_t distance_width_ = 0;  // likewise
  bool empty_ = true;
};

}  // namespace sidetick
