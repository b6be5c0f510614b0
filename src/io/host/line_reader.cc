#include "io/host/line_reader.h"

#include <cerrno>
#include <cstdlib>
#include <cstring>

#include "core/error.h"

namespace sidetick {

namespace {

int keep_open(std::FILE* /*file*/) {
  return 0;
}

[[noreturn]] void fail_reading(const std::string& path) {
  throw Error(Exit::usage, path + ": " + std::strerror(errno));
}

}  // namespace

LineReader::LineReader(const std::string& path) : path_(path), file_(stdin, &keep_open) {
  if (path == "-") return;
  file_ = {std::fopen(path.c_str(), "rbe"), &std::fclose};
  if (!file_) fail_reading(path_);
}

std::optional<std::string> LineReader::next() {
  char* text = nullptr;
  std::size_t capacity = 0;
  const ssize_t size = getline(&text, &capacity, file_.get());
  const std::unique_ptr<char, void (*)(void*)> owner(text, &std::free);
  if (size < 0 && std::ferror(file_.get()) != 0) fail_reading(path_);
  if (size < 0) return std::nullopt;
  std::string line(text, static_cast<std::size_t>(size));
  if (line.back() == '\n') line.pop_back();
  return line;
}

}  // namespace sidetick
