#include "cli/shell/line.h"

#include <cstddef>

namespace sidetick {

namespace {

class LineSplitter {
 public:
  explicit LineSplitter(std::string_view home) : home_(home) {}

  void parse(std::string_view line) {
    for (std::size_t i = 0; i < line.size(); ++i) {
      const char c = line[i];
      const bool escapes = c == '\\' && quote_ != '\'' && i + 1 < line.size();
      if (escapes && (quote_ == 0 || is_special(line[i + 1]))) {
        add(line[++i]);
      } else if (quote_ != 0) {
        if (c == quote_) {
          quote_ = 0;
        } else {
          add(c);
        }
      } else {
        parse_unquoted(c, i + 1 == line.size() || line[i + 1] == '/');
      }
    }
  }

  std::vector<std::string> finish() {
    words_.push_back(word_);
    return std::move(words_);
  }

 private:
  /// What a backslash within double quotes stands before.
  static bool is_special(char c) { return c == '"' || c == '\\' || c == '$' || c == '`'; }

  void add(char c) {
    word_ += c;
    in_word_ = true;
  }

  void parse_unquoted(char c, bool ends_name) {
    if (c == '\'' || c == '"') {
      quote_ = c;
      in_word_ = true;
    } else if (c == ' ' || c == '\t' || c == '\n') {
      if (in_word_) words_.push_back(word_);
      word_.clear();
      in_word_ = false;
    } else if (c == '~' && !in_word_ && ends_name && !home_.empty()) {
      word_ = home_;
      in_word_ = true;
    } else {
      add(c);
    }
  }

  std::string_view home_;
  std::vector<std::string> words_;
  std::string word_;
  bool in_word_ = false;
  char quote_ = 0;
};

}  // namespace

std::vector<std::string> split_typed_line(std::string_view line, std::string_view home) {
  LineSplitter splitter(home);
  splitter.parse(line);
  return splitter.finish();
}

}  // namespace sidetick
