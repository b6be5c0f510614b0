// What a configuration was read from, for who wants to know when to read it again.
//
// Source:  sidetick(1), --for.
// Pipes:   standard input and what is no regular file can be read once: their text is kept.
#pragma once

#include <map>
#include <string>

#include "io/host/file_stamp.h"
#include "io/host/file_text.h"

namespace sidetick {

class WatchedFiles {
 public:
  /// Called before `path` is read, so that no change after it goes unseen.
  void note(const std::string& path) { stamps_.insert_or_assign(path, file_stamp(path)); }

  /// Keeps what came through a pipe: that is not looked at any more.
  void keep(const std::string& path, const FileText& text);

  /// What was kept of `path`; null when nothing was.
  const FileText* kept(const std::string& path) const;

  /// Whether one of the files is not what it was.
  bool have_changed() const;

  /// Forgets the files, not what was kept.
  void begin_anew() { stamps_.clear(); }

 private:
  std::map<std::string, FileStamp> stamps_;
  std::map<std::string, FileText> kept_;
};

}  // namespace sidetick
