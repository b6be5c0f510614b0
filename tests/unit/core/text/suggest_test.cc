// "Did you mean": the nearest word, if any is near.
#include "core/text/suggest.h"

#include <doctest/doctest.h>

#include <string>
#include <vector>

using namespace sidetick;

TEST_CASE("an insertion, a deletion, a substitution and a swap of neighbours each count one") {
  CHECK(edit_distance("class", "class", 2) == 0);
  CHECK(edit_distance("clas", "class", 2) == 1);
  CHECK(edit_distance("classs", "class", 2) == 1);
  CHECK(edit_distance("clazs", "class", 2) == 1);
  CHECK(edit_distance("calss", "class", 2) == 1);
  CHECK(edit_distance("calsz", "class", 2) == 2);
  CHECK(edit_distance("", "", 2) == 0);
  CHECK(edit_distance("", "ab", 2) == 2);
  CHECK(edit_distance("Queue", "queue", 2) == 0);
}

TEST_CASE("a distance above the limit is only known to be above it") {
  CHECK(edit_distance("", "abc", 2) > 2);
  CHECK(edit_distance("abc", "xyz", 2) > 2);
}

TEST_CASE("the nearest word is suggested, the first of equals") {
  const std::vector<std::string> words{"queue", "retry", "args", "at", "cron", "missed"};
  struct Row {
    const char* word;
    const char* suggested;
  };
  const Row rows[]{
      {"queu", "queue"},    {"retri", "retry"}, {"arg", "args"},
      {"corn", "cron"},     {"an", "at"},       {"mised", "missed"},
      {"mysses", "missed"}, {"colour", ""},     {"x", ""},
      {"queue", ""},        {"", ""},           {"Queue", "queue"},
  };
  for (const Row& row : rows) {
    CAPTURE(row.word);
    CHECK(suggest(row.word, words) == row.suggested);
  }
}

TEST_CASE("the suggestion is a question, and nothing when nothing is near") {
  const std::vector<std::string> words{"class"};
  CHECK(did_you_mean("clas", words) == ": did you mean \"class\"?");
  CHECK(did_you_mean("queue", words).empty());
}
