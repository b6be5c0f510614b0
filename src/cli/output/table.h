// A table as text: columns side by side, by what their texts are wide on a terminal.
//
// Fit:     without a width nothing is cut. With one, first the columns that may shrink do, the
//          widest first; when that is not enough, the least important columns are left out, and the
//          last line names them.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

namespace sidetick {

enum class TextStyle { plain, bold, dim, alert };

struct TableColumn {
  std::string title;
  unsigned importance;        ///< the least important are left out first; 0: none is less
  std::size_t narrowest = 0;  ///< may be cut down to so many columns; 0: is never cut
};

struct TableCell {
  std::string text;
  TextStyle style = TextStyle::plain;
};

class Table {
 public:
  explicit Table(std::vector<TableColumn> columns) : columns_(std::move(columns)) {}

  /// As many cells as there are columns. Their texts have no control characters.
  void add_row(std::vector<TableCell> cells) { rows_.push_back(std::move(cells)); }

  /// `width` in columns of the terminal; `colour`: with escape sequences.
  std::string text(std::optional<std::size_t> width, bool colour) const;

 private:
  /// The columns that are shown, by their place, and how wide each is.
  struct Layout {
    std::vector<std::size_t> shown;
    std::vector<std::size_t> widths;
    std::size_t width() const;
  };

  std::size_t natural_width(std::size_t column) const;
  Layout fit(std::optional<std::size_t> width) const;
  bool shrink_to(std::size_t width, Layout& layout) const;
  void leave_one_out(Layout& layout) const;
  std::string line(const std::vector<TableCell>& cells, const Layout& layout, bool colour) const;
  std::string left_out(const Layout& layout) const;

  std::vector<TableColumn> columns_;
  std::vector<std::vector<TableCell>> rows_;
};

}  // namespace sidetick
