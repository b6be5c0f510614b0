#include "config/toml/parse.h"

#include <string>

#include "config/toml/slips.h"

namespace sidetick {

namespace {

void cut(std::string& text, std::string_view piece) {
  const std::size_t at = text.find(piece);
  if (at != std::string::npos) text.erase(at, piece.size());
}

/// "Error while parsing table header: cannot redefine …" -> "table header: cannot redefine …"
std::string plain_description(std::string_view description) {
  // All other control characters have been turned away before.
  if (description.find("control characters") != std::string_view::npos) {
    return "string: does not end on its line: a quote is missing";
  }
  std::string text(description);
  cut(text, "Error while parsing ");
  cut(text, " (TOML_MAX_NESTED_VALUES)");
  // "expected 'true', saw 'tru\n'": the end of the line is not what is wrong.
  std::erase_if(text, [](char c) { return c == '\n' || c == '\r'; });
  while (!text.empty() && text.back() == '.') text.pop_back();
  return text;
}

/// The text of the lines before `line`.
std::string_view lines_before(std::string_view text, unsigned line) {
  std::size_t at = 0;
  for (unsigned current = 1; current < line; ++current) at = text.find('\n', at) + 1;
  return text.substr(0, at);
}

/// Follows `header`, a table with one key in each level, into `table`: where the last of it stands.
const toml::node* same_in(const toml::table& table, const toml::table& header) {
  const toml::node* found = nullptr;
  const toml::table* level = &table;
  for (const toml::table* part = &header; part != nullptr && !part->empty();) {
    const auto first = part->begin();
    found = level == nullptr ? nullptr : level->get(first->first.str());
    if (found == nullptr) return nullptr;
    level = found->as_table();
    part = first->second.as_table();
  }
  return found;
}

/// ": it is also in line 3" when `line` is a table header that an earlier line has too; toml++ does
/// not say which, so that the lines before are parsed once more.
std::string first_place(std::string_view text, unsigned line) {
  const std::string_view before = lines_before(text, line);
  std::string_view header = text.substr(before.size());
  header = header.substr(0, header.find('\n'));
  const toml::parse_result earlier = toml::parse(before);
  const toml::parse_result alone = toml::parse(header);
  if (!earlier || !alone) return {};
  const toml::node* first = same_in(earlier.table(), alone.table());
  if (first == nullptr || first->source().begin.line >= line) return {};
  return ": it is also in line " + std::to_string(first->source().begin.line);
}

}  // namespace

void parse_toml(std::string_view text, const Scope& scope, toml::table& table) {
  toml::parse_result result = toml::parse(text);
  if (result) {
    table = std::move(result).table();
    return;
  }
  const auto& error = result.error();
  const auto begin = error.source().begin;
  std::string description = plain_description(error.description());
  if (description.find("table header: cannot redefine") == 0) {
    description += first_place(text, begin.line);
  }
  const Place place{begin.line, begin.column};
  const std::string slip = slip_text(text, place, description);
  scope.problem(place, slip.empty() ? description : slip);
}

}  // namespace sidetick
