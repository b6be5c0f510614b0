// The loader and odd bytes: it ends with a configuration or with problems, and no worse.
#include <doctest/doctest.h>

#include <random>
#include <string>
#include <vector>

#include "support/loaded_config.h"

using namespace sidetick;
using namespace std::string_literals;

namespace {

/// "2:6: the byte …", without the file's name.
std::string first_problem(const std::string& text) {
  const Config config = load(text);
  if (config.problems.empty()) return "";
  const Problem& problem = config.problems.front();
  return std::to_string(problem.line) + ":" + std::to_string(problem.column) + ": " + problem.text;
}

std::string utf8(char32_t c) {
  if (c < 0x800) return {static_cast<char>(0xc0 | c >> 6), static_cast<char>(0x80 | (c & 63))};
  if (c < 0x10000) {
    return {static_cast<char>(0xe0 | c >> 12), static_cast<char>(0x80 | (c >> 6 & 63)),
            static_cast<char>(0x80 | (c & 63))};
  }
  return {static_cast<char>(0xf0 | c >> 18), static_cast<char>(0x80 | (c >> 12 & 63)),
          static_cast<char>(0x80 | (c >> 6 & 63)), static_cast<char>(0x80 | (c & 63))};
}

}  // namespace

TEST_CASE("bytes that are no text are refused with their place") {
  CHECK(first_problem("[\0\0\0"s) ==
        "1:2: the control character \\x00 is not allowed: write it as an escape in quotes");
  CHECK(first_problem("# é\xff") ==
        "1:4: the byte \\xff is not UTF-8: save the file in that encoding");
  CHECK(first_problem("a = 1\n\xc0\x80") ==
        "2:1: the byte \\xc0 is not UTF-8: save the file in that encoding");
  CHECK(first_problem("12345678\x0b") ==
        "1:9: the control character \\x0b is not allowed: write it as an escape in quotes");
  CHECK(first_problem("1234567\x7f") ==
        "1:8: the control character \\x7f is not allowed: write it as an escape in quotes");
}

TEST_CASE("a byte that is no text is found wherever it stands") {
  const std::string after(40, 'x');
  for (int before = 0; before < 100; ++before) {
    for (const char* ahead : {"", "é", "\n#", "日本語"}) {
      const std::string text = "#" + std::string(before, 'x') + ahead;
      CAPTURE(text);
      CHECK(first_problem(text + after).starts_with("0:0: has no schedule"));
      for (const char* bad : {"\x0b", "\x1f", "\x7f", "\x80", "\xc3", "\xff"}) {
        const std::string place = std::string_view(ahead) == "\n#" ? "2:2: the " : "1:";
        CHECK(first_problem(text + bad + after).starts_with(place));
      }
    }
  }
}

void expect_answer(char32_t c) {
  if (c >= 0xd800 && c < 0xe000) return;
  CAPTURE(static_cast<unsigned>(c));
  CHECK_FALSE(load("a" + utf8(c) + " = 1\n").problems.empty());
  CHECK(load(right + "description = \"\"\"\\\n" + utf8(c) + "\"\"\"\n").problems.empty());
}

TEST_CASE("every character outside of strings and comments is answered, none trips the parser") {
  // The ends of the ranges in which toml++ 3.3.0 has undefined behaviour, and some of all others.
  for (char32_t c : {0xa1, 0xe9, 0x499, 0x2cfe, 0x3001, 0x30f7, 0xfb26, 0xfefe}) expect_answer(c);
  for (char32_t c = 0x80; c < 0x110000; c += c < 0x10000 ? 37 : 4099) expect_answer(c);
}

TEST_CASE("texts that fuzzing found, or would find soon") {
  std::string deep;
  for (int i = 0; i < 100'000; ++i) deep += "a.";
  const std::vector<std::string> texts{"["s,
                                       "[["s,
                                       "[]"s,
                                       "[[]]"s,
                                       "[a]\n[a]"s,
                                       "[=]"s,
                                       "[a"s,
                                       "\"\"\""s,
                                       "'''"s,
                                       "\"\\"s,
                                       "a"s,
                                       "="s,
                                       "\r"s,
                                       "a.b = 1\na = 2"s,
                                       "a = {"s,
                                       "a = [1,"s,
                                       "a = 1979-05-27T"s,
                                       "a = 0x"s,
                                       "a = -"s,
                                       "a = +inf"s,
                                       "[schedules]\na.b.c = 1"s,
                                       "[[schedules]]"s,
                                       "[[redis]]"s,
                                       "\xef\xbb\xbf"s,
                                       "\xef\xbb"s,
                                       "[" + deep + "a]",
                                       deep + "a = 1",
                                       "x = {" + deep + "a = 1}",
                                       "x = " + std::string(100'000, '['),
                                       "a = \"\"\"\\\n\xef\xbb\xbe\"\"\"",
                                       "schedules.\"\\u0000\" = 1"s,
                                       std::string(100'000, '\n')};
  for (const std::string& text : texts) {
    CAPTURE(text.substr(0, 40));
    CHECK_FALSE(load(text).problems.empty());
  }
}

TEST_CASE("a file with a byte changed here and there ends with problems or without, and no worse") {
  const std::string text =
      "time_zone = \"UTC\"\n[redis]\nurl = \"redis://u:p@[::1]:1/2\"\n[defaults]\nretry = 1\n" +
      right +
      "args = [1, 1.5, 'x', { a = [] }, 2026-03-29T01:00:00Z]\njob.tags = [\"\"\"a\\\n b\"\"\"]\n";
  std::mt19937 random(1);
  const std::string odd = "\0\"'[]{}.=,#\\\n\r\t -+:_0aZ\x7f\x80\xc3\xed\xef\xbb\xbe\xff"s;
  for (int round = 0; round < 3000; ++round) {
    std::string changed = text;
    for (unsigned edits = random() % 3 + 1; edits > 0; --edits) {
      const std::size_t at = random() % changed.size();
      if (random() % 3 == 0) {
        changed.erase(at, random() % 20);
      } else {
        changed[at] = odd[random() % odd.size()];
      }
      if (changed.empty()) changed = "\n";
    }
    CAPTURE(changed);
    const Config config = load(changed);
    CHECK(config.schedules.size() <= config.schedule_names.size());
    CHECK(config.places.size() == config.schedules.size());
  }
}
