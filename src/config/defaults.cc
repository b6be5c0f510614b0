#include "config/defaults.h"

#include "core/time/duration.h"

namespace sidetick {

std::string shorter_history(Seconds history, Seconds window) {
  return "history \"" + format_duration(history) + "\": is shorter than missed_jobs_window \"" +
         format_duration(window) + "\": make it as long at least";
}

}  // namespace sidetick
