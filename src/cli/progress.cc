#include "cli/progress.h"

#include <unistd.h>

#include <cstdio>
#include <string>

#include "cli/progress_text.h"
#include "io/terminal.h"

namespace sidetick {

namespace {

constexpr std::chrono::milliseconds between_bars{100};
constexpr std::chrono::minutes between_lines{1};

/// One column less than there are: a full line would wrap.
std::size_t bar_width() {
  return terminal_width(STDERR_FILENO) - 1;
}

}  // namespace

Progress::Progress(const Options& options, const Report& report,
                   std::function<std::optional<std::size_t>()> count_left)
    : report_(report),
      count_left_(std::move(count_left)),
      style_(options.verbosity == Verbosity::quiet                          ? Style::none
             : options.log == LogFormat::text && is_terminal(STDERR_FILENO) ? Style::bar
                                                                            : Style::lines),
      interval_(style_ == Style::bar ? Clock::duration(between_bars)
                                     : Clock::duration(between_lines)),
      next_(begin_ + interval_) {}

Progress::~Progress() {
  clear();
}

void Progress::update(std::size_t done) {
  const auto now = Clock::now();
  if (style_ == Style::none || now < next_) return;
  if (!counted_) {
    const auto left = count_left_();
    if (left) total_ = done + *left;
    counted_ = true;
  }
  const auto elapsed = std::chrono::duration_cast<Milliseconds>(now - begin_);
  const ProgressFigures figures{done, total_, elapsed};
  if (style_ == Style::bar) {
    draw(progress_bar(figures, bar_width()));
  } else {
    report_.notice(progress_line(figures));
  }
  next_ = now + interval_;
}

void Progress::clear() {
  if (drawn_) draw("");
  drawn_ = false;
}

/// To the beginning of the line, the text, and nothing behind it.
void Progress::draw(const std::string& bar) {
  const std::string text = "\r" + bar + "\x1b[K";
  std::fwrite(text.data(), 1, text.size(), stderr);
  std::fflush(stderr);
  drawn_ = true;
}

}  // namespace sidetick
