// What a backfill tells of its progress, at which times. Time is handed in: nothing waits.
#include <doctest/doctest.h>

#include "cli/output/progress_text.h"

using namespace sidetick;
using std::chrono::seconds;

namespace {

/// A backfill of `total` ticks that does `rate` a second, and tells how far it is after each
/// `step`: every line with the second at which it comes.
struct Backfill {
  std::optional<std::size_t> total;
  std::size_t rate;
  seconds step;
  int counted = 0;
  std::size_t done = 0;
  ProgressPace pace{between_lines, [this] {
                      ++counted;
                      return total ? std::optional(*total - done) : std::nullopt;
                    }};

  std::string run(seconds from, seconds to) {
    std::string text;
    for (seconds at = from; at <= to; at += step) {
      done = rate * static_cast<std::size_t>(at.count());
      if (total) done = std::min(done, *total);
      const auto figures = pace.figures(done, at);
      if (figures) text += std::to_string(at.count()) + "s: " + progress_line(*figures) + "\n";
    }
    return text;
  }
};

}  // namespace

TEST_CASE("progress is a line a minute, the first after a minute") {
  Backfill backfill{100'000, 500, seconds{1}};
  CHECK(backfill.run(seconds{0}, seconds{59}).empty());
  CHECK(backfill.counted == 0);
  CHECK(backfill.run(seconds{60}, seconds{200}) ==
        "60s: 30000 of 100000 ticks (30%), 500/s, 2 min 20 s left\n"
        "120s: 60000 of 100000 ticks (60%), 500/s, 1 min 20 s left\n"
        "180s: 90000 of 100000 ticks (90%), 500/s, 20 s left\n");
  CHECK(backfill.counted == 1);
}

TEST_CASE("between two lines there is a minute also where looks at the clock are rare") {
  Backfill backfill{1'000'000, 100, seconds{45}};
  CHECK(backfill.run(seconds{0}, seconds{240}) ==
        "90s: 9000 of 1000000 ticks (0%), 100/s, 2 h 45 min left\n"
        "180s: 18000 of 1000000 ticks (1%), 100/s, 2 h 43 min left\n");
}

TEST_CASE("after a long silence there is one line, not one for each minute of it") {
  Backfill backfill{100'000, 100, seconds{1}};
  CHECK(backfill.run(seconds{600}, seconds{661}) ==
        "600s: 60000 of 100000 ticks (60%), 100/s, 6 min 40 s left\n"
        "660s: 66000 of 100000 ticks (66%), 100/s, 5 min 40 s left\n");
}

TEST_CASE("without a total, or without a tick, a line promises nothing") {
  Backfill endless{std::nullopt, 250, seconds{1}};
  CHECK(endless.run(seconds{0}, seconds{120}) ==
        "60s: 15000 ticks, 250/s\n"
        "120s: 30000 ticks, 250/s\n");
  CHECK(endless.counted == 1);
  Backfill stuck{10, 0, seconds{1}};
  CHECK(stuck.run(seconds{0}, seconds{60}) == "60s: 0 of 10 ticks (0%), 0/s\n");
  Backfill nothing{0, 0, seconds{1}};
  CHECK(nothing.run(seconds{0}, seconds{60}) == "60s: 0 of 0 ticks (0%), 0/s\n");
}

TEST_CASE("a bar is drawn ten times a second, and is no wider than the terminal") {
  ProgressPace pace(between_bars, [] { return std::optional<std::size_t>(75); });
  CHECK_FALSE(pace.figures(20, Milliseconds{99}));
  const auto figures = pace.figures(25, Milliseconds{100});
  REQUIRE(figures);
  CHECK_FALSE(pace.figures(30, Milliseconds{199}));
  CHECK(pace.figures(30, Milliseconds{200}));
  CHECK(progress_bar(*figures, 79) ==
        " 25% [#########                              ] 25 of 100 ticks, 250/s, 0 s left");
  CHECK(progress_bar(*figures, 54) == " 25% [###           ] 25 of 100 ticks, 250/s, 0 s left");
  CHECK(progress_bar(*figures, 50) == " 25% [##        ] 25 of 100 ticks, 250/s, 0 s left");
  CHECK(progress_bar(*figures, 49) == " 25% 25 of 100 ticks, 250/s, 0 s left");
  CHECK(progress_bar(*figures, 20) == " 25% 25 of 100 ticks");
}
