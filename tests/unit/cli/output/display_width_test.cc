// Widths of texts on a terminal, and texts cut to a width.

#include "cli/output/display_width.h"

#include <doctest/doctest.h>

#include <clocale>

using namespace sidetick;

namespace {

/// As on a terminal, and then as before: the other tests are not on one.
struct Terminal {
  Terminal() { use_terminal_widths(); }
  ~Terminal() { std::setlocale(LC_CTYPE, "C"); }
};

}  // namespace

TEST_CASE("without a terminal, or its locale, each character is one column") {
  CHECK(display_width("report") == 6);
  CHECK(display_width("日本語") == 3);
  CHECK(display_width("Mu\u0308ller") == 7);
  CHECK(display_width("\xe6\x97") == 2);
  CHECK(cut_to_width("日本語", 2) == "日…");
}

TEST_CASE("a text is as wide as a terminal shows it") {
  const Terminal terminal;
  struct {
    const char* text;
    std::size_t width;
  } rows[] = {
      {"", 0},         {"report", 6},   {"Müller", 6},   {"Mu\u0308ller", 6},
      {"日本語", 6},   {"ﾆｯﾎﾟﾝ", 5},    {"Ελλάδα", 6},   {"한국", 4},
      {"😀", 2},        {"👩\u200d💻", 4}, {"a\u200bb", 2}, {"\xff", 1},
      {"\xe6\x97", 2}, {"…", 1},        {"Ａ", 2},       {"➜", 1},
      {"שָׁ", 1},        {"नमस्ते", 4},     {"\u05c4", 0},   {"\u2693", 2},
  };
  for (const auto& row : rows) {
    CAPTURE(row.text);
    CHECK(display_width(row.text) == row.width);
  }
}

TEST_CASE("a text is cut between characters, and never wider than it may be") {
  const Terminal terminal;
  struct {
    const char* text;
    std::size_t width;
    const char* expected;
  } rows[] = {
      {"report", 6, "report"}, {"report", 5, "repo…"},           {"report", 1, "…"},
      {"日本語", 6, "日本語"}, {"日本語", 5, "日本…"},           {"日本語", 4, "日…"},
      {"日本語", 2, "…"},      {"Mu\u0308ller", 3, "Mu\u0308…"},
  };
  for (const auto& row : rows) {
    CAPTURE(row.text);
    CHECK(cut_to_width(row.text, row.width) == row.expected);
  }
}
