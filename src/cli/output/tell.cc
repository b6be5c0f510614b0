#include "cli/output/tell.h"

#include "io/host/print.h"

namespace sidetick {

void tell(const Event& event, const Report& report) {
  if (report.has_events()) {
    report.event(event);
  } else {
    print(event.message + "\n");
  }
}

}  // namespace sidetick
