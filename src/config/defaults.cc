#include "config/defaults.h"

namespace sidetick {

std::string shorter_history(const std::string& history, const std::string& window) {
  return "history \"" + history + "\": is shorter than missed_jobs_window \"" + window +
         "\": make it as long at least";
}

}  // namespace sidetick
