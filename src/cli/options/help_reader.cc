#include "cli/options/help_reader.h"

#include <cstddef>

namespace sidetick {

namespace {

/// The text up to `end`, which is cut off `text` with it; all of it when there is none.
std::string_view cut(std::string_view& text, std::string_view end) {
  const std::size_t length = text.find(end);
  const std::string_view part = text.substr(0, length);
  text.remove_prefix(length == std::string_view::npos ? text.size() : length + end.size());
  return part;
}

void trim(std::string_view& text) {
  while (text.starts_with(' ')) text.remove_prefix(1);
}

HelpOption read_option(std::string_view line) {
  HelpOption option{};
  trim(line);
  if (!line.starts_with("--")) option.letter = cut(line, ", ");
  std::string_view form = cut(line, "  ");
  option.name = cut(form, " ");
  option.value = form;
  trim(line);
  option.summary = line;
  return option;
}

bool is_argument(std::string_view word) {
  return word != "[OPTIONS]" && !word.starts_with("--") && !word.starts_with("[--");
}

}  // namespace

std::vector<HelpOption> help_options(std::string_view page) {
  std::vector<HelpOption> options;
  while (!page.empty()) {
    const std::string_view line = cut(page, "\n");
    if (line.starts_with("  -") || line.starts_with("      --")) {
      options.push_back(read_option(line));
    }
  }
  return options;
}

std::vector<HelpArgument> help_arguments(std::string_view page, std::string_view command) {
  std::vector<HelpArgument> arguments;
  std::string_view usage = cut(page, "\n");
  while (!usage.empty() && cut(usage, " ") != command) {
  }
  bool is_value = false;  // of an option that must be given, as in `--from T`
  while (!usage.empty()) {
    std::string_view word = cut(usage, " ");
    const bool is_option = word.starts_with("--");
    if (is_argument(word) && !is_value) {
      if (word.starts_with('[')) word.remove_prefix(1);
      arguments.push_back({word.substr(0, word.find_first_of("].")), word.ends_with("...")});
    }
    is_value = is_option;
  }
  return arguments;
}

}  // namespace sidetick
