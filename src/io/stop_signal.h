// SIGINT and SIGTERM as a wish to stop at the next good moment.
#pragma once

namespace sidetick {

/// Watches from its construction to the end of the program. The first signal is remembered; a
/// second one of its kind ends the program at once. A signal that is ignored stays so (nohup, `&`).
class StopSignal {
 public:
  StopSignal();

  /// "SIGINT", "SIGTERM", or nullptr when there was none.
  const char* received() const;
};

}  // namespace sidetick
