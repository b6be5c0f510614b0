#include "cli/output/excerpt.h"

#include <algorithm>

#include "cli/output/display_width.h"
#include "core/text/quote.h"
#include "core/text/utf8.h"

namespace sidetick {

namespace {

constexpr std::size_t most_before = 60;  // columns before the caret
constexpr std::size_t most_after = 40;

/// The bytes of the first `characters` of `text`.
std::string_view first_characters(std::string_view text, std::size_t characters) {
  std::size_t end = 0;
  for (; characters > 0 && end < text.size(); --characters) {
    end += std::max<std::size_t>(utf8_length(text.substr(end)), 1);
  }
  return text.substr(0, end);
}

/// As a terminal shows it: a tab is one column.
std::string shown(std::string_view text) {
  std::string plain(text);
  std::ranges::replace(plain, '\t', ' ');
  return escape_controls(plain);
}

/// The end of `text` that is no wider than `columns`, behind `…` where it is cut.
std::string last_columns(std::string_view text, std::size_t columns) {
  std::size_t width = display_width(shown(text));
  if (width <= columns) return shown(text);
  while (width + 1 > columns) {
    const std::string_view first = first_characters(text, 1);
    width -= display_width(shown(first));
    text.remove_prefix(first.size());
  }
  return "…" + shown(text);
}

}  // namespace

std::string excerpt(const Problem& problem) {
  if (problem.source.empty() || problem.column == 0) return "";
  const std::string_view line = problem.source;
  const std::string_view head = first_characters(line, problem.column - 1);
  const std::string before = last_columns(head, most_before);
  const std::string after = shown(line.substr(head.size()));
  std::string number = std::to_string(problem.line);
  number.insert(0, number.size() < 5 ? 5 - number.size() : 0, ' ');
  return number + " | " + before + cut_to_width(after, most_after) + "\n" +
         std::string(number.size(), ' ') + " | " + std::string(display_width(before), ' ') + "^\n";
}

}  // namespace sidetick
