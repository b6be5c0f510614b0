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
      {"queue", ""},        {"que", "queue"},   {"queue_name", "queue"},
      {"ret", "retry"},     {"", ""},           {"Queue", "queue"},
  };
  for (const Row& row : rows) {
    CAPTURE(row.word);
    CHECK(suggest(row.word, words) == row.suggested);
  }
}

TEST_CASE("a word of three letters with one changed is that word alone that can be meant") {
  const std::vector<std::string> words{"EST", "MST", "run", "UTC"};
  CHECK(suggest("rum", words) == "run");
  CHECK(suggest("IST", words).empty());
  CHECK(suggest("rnu", words) == "run");
  CHECK(suggest("ru", words) == "run");
  CHECK(suggest("UTCC", words) == "UTC");
}

TEST_CASE("a word that is the beginning of one alone means that, and of many means none") {
  const std::vector<std::string> words{"Europe/Rome", "Europe/Copenhagen", "password",
                                       "password_file"};
  CHECK(suggest("Europe/Co", words) == "Europe/Copenhagen");
  CHECK(suggest("Europe", words).empty());
  CHECK(suggest("pass", words) == "password");
  CHECK(suggest("password_files", words) == "password_file");
}

TEST_CASE("when nothing is near, all are named if they are few") {
  const std::vector<std::string> words{"b", "a", "b"};
  CHECK(did_you_mean_or_list("nope", words) == ": there are \"a\" and \"b\"");
  CHECK(did_you_mean_or_list("nope", std::vector<std::string>{"a"}) == ": there is \"a\"");
  CHECK(did_you_mean_or_list("nope", std::vector<std::string>{}).empty());
  CHECK(
      did_you_mean_or_list("nope", std::vector<std::string>{"1", "2", "3", "4", "5", "6"}).empty());
}

TEST_CASE("the suggestion is a question, and nothing when nothing is near") {
  const std::vector<std::string> words{"class"};
  CHECK(did_you_mean("clas", words) == ": did you mean \"class\"?");
  CHECK(did_you_mean("queue", words).empty());
}
