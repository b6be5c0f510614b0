#include "cli/output/table.h"

#include <algorithm>

#include "cli/output/display_width.h"

namespace sidetick {

namespace {

constexpr std::size_t gap = 2;

const char* escape_sequence(TextStyle style) {
  switch (style) {
    case TextStyle::bold:
      return "\x1b[1m";
    case TextStyle::dim:
      return "\x1b[2m";
    case TextStyle::alert:
      return "\x1b[31m";
    case TextStyle::plain:
      break;
  }
  return "";
}

std::string styled(const std::string& text, TextStyle style, bool colour) {
  if (!colour || style == TextStyle::plain) return text;
  return escape_sequence(style) + text + "\x1b[0m";
}

template <typename Layout>
std::size_t width_of(const Layout& layout) {
  std::size_t sum = 0;
  for (const auto& shown : layout) sum += shown.width + gap;
  return sum > 0 ? sum - gap : 0;
}

}  // namespace

const std::string& Table::cell_text(const TableCell& cell, bool brief) const {
  return brief && !cell.brief.empty() ? cell.brief : cell.text;
}

std::size_t Table::natural_width(std::size_t column, bool brief) const {
  std::size_t width = display_width(columns_[column].title);
  for (const auto& row : rows_) {
    width = std::max(width, display_width(cell_text(row[column], brief)));
  }
  return width;
}

bool Table::is_empty(std::size_t column) const {
  return std::ranges::all_of(rows_, [&](const auto& row) { return row[column].text == "-"; });
}

Table::Layout Table::fit(std::optional<std::size_t> width) const {
  Layout layout;
  for (std::size_t i = 0; i < columns_.size(); ++i) layout.push_back({i, natural_width(i, false)});
  if (!width) return layout;
  leave_empty_out(*width, layout);
  be_brief(*width, layout);
  while (!shrink_to(*width, layout) && layout.size() > 1) layout.erase(least_important(layout));
  layout.front().width = std::min(layout.front().width, std::max<std::size_t>(*width, 1));
  return layout;
}

/// The first column stays.
Table::Layout::iterator Table::least_important(Layout& layout) const {
  return std::ranges::min_element(layout.begin() + 1, layout.end(), {}, [&](const Shown& shown) {
    return columns_[shown.column].importance;
  });
}

void Table::leave_empty_out(std::size_t width, Layout& layout) const {
  Layout empty;
  for (const Shown& shown : layout) {
    if (shown.column > 0 && is_empty(shown.column)) empty.push_back(shown);
  }
  std::ranges::sort(empty, {},
                    [&](const Shown& shown) { return columns_[shown.column].importance; });
  for (const Shown& each : empty) {
    if (width_of(layout) <= width) return;
    std::erase_if(layout, [&](const Shown& shown) { return shown.column == each.column; });
  }
}

void Table::be_brief(std::size_t width, Layout& layout) const {
  if (width_of(layout) <= width) return;
  for (Shown& shown : layout) shown = {shown.column, natural_width(shown.column, true), true};
}

/// False when the columns that may be cut do not make up for it: then none is.
bool Table::shrink_to(std::size_t width, Layout& layout) const {
  Layout shrunk = layout;
  for (std::size_t total = width_of(layout); total > width; --total) {
    Shown* widest = nullptr;
    for (Shown& shown : shrunk) {
      const std::size_t narrowest = columns_[shown.column].narrowest;
      const bool may = narrowest > 0 && shown.width > narrowest;
      if (may && (widest == nullptr || shown.width > widest->width)) widest = &shown;
    }
    if (widest == nullptr) return false;
    --widest->width;
  }
  layout = std::move(shrunk);
  return true;
}

std::string Table::line(const std::vector<TableCell>& cells, const Layout& layout,
                        bool colour) const {
  std::string out;
  for (const Shown& shown : layout) {
    const TableCell& cell = cells[shown.column];
    const std::string& whole = cell_text(cell, shown.brief);
    const std::string text = shown.column == 0 ? cut_middle_to_width(whole, shown.width)
                                               : cut_to_width(whole, shown.width);
    out += styled(text, cell.style, colour);
    if (&shown != &layout.back()) out.append(shown.width + gap - display_width(text), ' ');
  }
  return out + "\n";
}

/// Lines of words no wider than the terminal.
std::string Table::left_out(const Layout& layout, std::optional<std::size_t> width) const {
  std::vector<std::string> words;
  for (std::size_t i = 0; i < columns_.size(); ++i) {
    const bool is_shown = std::ranges::find(layout, i, &Shown::column) != layout.end();
    if (!is_shown && !is_empty(i)) words.push_back(columns_[i].title);
  }
  if (words.empty()) return "";
  std::string out = "(too narrow for";
  std::size_t column = out.size();
  for (const std::string& word : words) {
    const std::string part = word + (&word == &words.back() ? "; see --wide)" : ",");
    const bool fits = column + 1 + part.size() <= *width;
    out += (fits ? " " : "\n") + part;
    column = (fits ? column + 1 : 0) + part.size();
  }
  return out + "\n";
}

std::string Table::text(std::optional<std::size_t> width, bool colour) const {
  const Layout layout = fit(width);
  std::vector<TableCell> titles;
  for (const auto& column : columns_) titles.push_back({column.title, TextStyle::bold});
  std::string out = line(titles, layout, colour);
  for (const auto& row : rows_) out += line(row, layout, colour);
  return out + left_out(layout, width);
}

}  // namespace sidetick
