// A table as text: columns side by side, by what their texts are wide on a terminal.
//
// Fit:     without a width nothing is cut. With one, and too little room, in this order: columns
//          without anything in them are left out; cells are shown briefly; the columns that may be
//          cut are; the least important columns are left out. The identity, which is the first
//          column, stays whole until it is alone, and is then cut in its middle.
//          The last line names what is left out, but not empty columns.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

namespace sidetick {

enum class TextStyle { plain, bold, dim, alert };

struct TableColumn {
  std::string title;
  unsigned importance;        ///< the least important are left out first
  std::size_t narrowest = 0;  ///< may be cut down to so many columns; 0: is never cut
};

struct TableCell {
  std::string text;  ///< "-": there is nothing
  TextStyle style = TextStyle::plain;
  std::string brief{};  ///< shown instead where there is little room; "": there is no shorter
};

class Table {
 public:
  explicit Table(std::vector<TableColumn> columns) : columns_(std::move(columns)) {}

  /// As many cells as there are columns. Their texts have no control characters.
  void add_row(std::vector<TableCell> cells) { rows_.push_back(std::move(cells)); }

  /// `width` in columns of the terminal; `colour`: with escape sequences.
  std::string text(std::optional<std::size_t> width, bool colour) const;

 private:
  struct Shown {
    std::size_t column;
    std::size_t width;
    bool brief = false;
  };
  /// The columns that are shown, in order.
  using Layout = std::vector<Shown>;

  const std::string& cell_text(const TableCell& cell, bool brief) const;
  std::size_t natural_width(std::size_t column, bool brief) const;
  bool is_empty(std::size_t column) const;
  Layout fit(std::optional<std::size_t> width) const;
  bool shrink_to(std::size_t width, Layout& layout) const;
  void leave_empty_out(std::size_t width, Layout& layout) const;
  void be_brief(std::size_t width, Layout& layout) const;
  Layout::iterator least_important(Layout& layout) const;
  std::string line(const std::vector<TableCell>& cells, const Layout& layout, bool colour) const;
  std::string left_out(const Layout& layout, std::optional<std::size_t> width) const;

  std::vector<TableColumn> columns_;
  std::vector<std::vector<TableCell>> rows_;
};

}  // namespace sidetick
