#include "core/plan/clock.h"

#include "core/error.h"
#include "core/time/duration.h"

namespace sidetick {

ClockTime clamp_clock(ClockTime host, ClockTime redis, Seconds tolerance) {
  return std::clamp<ClockTime>(host, redis - tolerance, redis + tolerance);
}

std::optional<std::string> clock_warning(ClockTime host, ClockTime redis, Seconds tolerance) {
  // With a tolerance of 0s the two never agree: Redis' answer takes its time.
  const bool agree = std::chrono::abs(host - redis) < Seconds{1};
  if (agree || clamp_clock(host, redis, tolerance) == host) return std::nullopt;
  const auto off = date::floor<Seconds>(host - redis);
  return "this host's clock is " + length_text(std::chrono::abs(off)) +
         (off.count() > 0 ? " ahead of" : " behind") +
         " Redis: its time counts, give or take clock_tolerance; synchronise the clocks "
         "(timedatectl, chronyc)";
}

void refuse_wrong_clock(ClockTime host, ClockTime redis) {
  if (std::chrono::abs(host - redis) <= cursor_lead) return;
  const auto text = [](ClockTime time) { return format_instant(date::floor<Seconds>(time)); };
  throw Error(Exit::temporary,
              "this host's clock shows " + text(host) + ", Redis' clock " + text(redis) +
                  ": one of them is wrong: nothing is enqueued until they agree to within " +
                  length_text(cursor_lead) +
                  ", and what is missed is caught up then; set the clocks (timedatectl, chronyc)");
}

}  // namespace sidetick
