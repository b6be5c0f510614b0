#include "cli/output/progress.h"

#include <unistd.h>

#include <cstdio>
#include <string>

#include "io/host/print.h"
#include "io/host/terminal.h"

namespace sidetick {

namespace {

/// One column less than there are: a full line would wrap.
std::size_t bar_width() {
  return terminal_width(STDERR_FILENO) - 1;
}

}  // namespace

Progress::Progress(const Options& options, const Report& report,
                   std::function<std::optional<std::size_t>()> count_left)
    : report_(report),
      style_(options.verbosity == Verbosity::quiet                          ? Style::none
             : options.log == LogFormat::text && is_terminal(STDERR_FILENO) ? Style::bar
                                                                            : Style::lines),
      pace_(style_ == Style::bar ? between_bars : between_lines, std::move(count_left)) {}

Progress::~Progress() {
  clear();
}

void Progress::update(std::size_t done) {
  if (style_ == Style::none) return;
  const auto figures = pace_.figures(done, date::floor<Milliseconds>(Clock::now() - begin_));
  if (!figures) return;
  if (style_ == Style::bar) {
    draw(progress_bar(*figures, bar_width()));
  } else {
    report_.notice(progress_line(*figures));
  }
}

void Progress::clear() {
  if (drawn_) draw("");
  drawn_ = false;
}

/// To the beginning of the line, the text, and nothing behind it.
void Progress::draw(const std::string& bar) {
  const std::string text = "\r" + bar + "\x1b[K";
  flush_printed();
  std::fwrite(text.data(), 1, text.size(), stderr);
  std::fflush(stderr);
  drawn_ = true;
}

}  // namespace sidetick
