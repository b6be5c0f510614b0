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

}  // namespace

std::size_t Table::Layout::width() const {
  std::size_t sum = 0;
  for (const std::size_t each : widths) sum += each + gap;
  return sum > 0 ? sum - gap : 0;
}

std::size_t Table::natural_width(std::size_t column) const {
  std::size_t width = display_width(columns_[column].title);
  for (const auto& row : rows_) width = std::max(width, display_width(row[column].text));
  return width;
}

Table::Layout Table::fit(std::optional<std::size_t> width) const {
  Layout layout;
  for (std::size_t i = 0; i < columns_.size(); ++i) {
    layout.shown.push_back(i);
    layout.widths.push_back(natural_width(i));
  }
  while (width && !shrink_to(*width, layout) && layout.shown.size() > 1) leave_one_out(layout);
  return layout;
}

/// False when the columns that may be cut do not make up for it: then none is.
bool Table::shrink_to(std::size_t width, Layout& layout) const {
  std::vector<std::size_t> widths = layout.widths;
  for (std::size_t total = layout.width(); total > width; --total) {
    std::size_t* widest = nullptr;
    for (std::size_t i = 0; i < widths.size(); ++i) {
      const std::size_t narrowest = columns_[layout.shown[i]].narrowest;
      const bool may = narrowest > 0 && widths[i] > narrowest;
      if (may && (widest == nullptr || widths[i] > *widest)) widest = &widths[i];
    }
    if (widest == nullptr) return false;
    --*widest;
  }
  layout.widths = std::move(widths);
  return true;
}

void Table::leave_one_out(Layout& layout) const {
  const auto least = std::ranges::min_element(
      layout.shown, {}, [&](std::size_t column) { return columns_[column].importance; });
  layout.widths.erase(layout.widths.begin() + (least - layout.shown.begin()));
  layout.shown.erase(least);
}

std::string Table::line(const std::vector<TableCell>& cells, const Layout& layout,
                        bool colour) const {
  std::string out;
  for (std::size_t i = 0; i < layout.shown.size(); ++i) {
    const TableCell& cell = cells[layout.shown[i]];
    const std::string text = cut_to_width(cell.text, std::max<std::size_t>(layout.widths[i], 1));
    out += styled(text, cell.style, colour);
    if (i + 1 < layout.shown.size()) {
      out.append(layout.widths[i] + gap - display_width(text), ' ');
    }
  }
  return out + "\n";
}

std::string Table::left_out(const Layout& layout) const {
  std::string names;
  for (std::size_t i = 0; i < columns_.size(); ++i) {
    if (std::ranges::find(layout.shown, i) != layout.shown.end()) continue;
    names += (names.empty() ? "" : ", ") + columns_[i].title;
  }
  return names.empty() ? "" : "(too narrow for " + names + ")\n";
}

std::string Table::text(std::optional<std::size_t> width, bool colour) const {
  const Layout layout = fit(width);
  std::vector<TableCell> titles;
  for (const auto& column : columns_) titles.push_back({column.title, TextStyle::bold});
  std::string out = line(titles, layout, colour);
  for (const auto& row : rows_) out += line(row, layout, colour);
  return out + left_out(layout);
}

}  // namespace sidetick
