#include "io/host/stop_signal.h"

#include <csignal>

namespace sidetick {

namespace {

volatile std::sig_atomic_t received_signal = 0;
bool watching = false;
std::chrono::milliseconds reply_grace{};

void remember(int signal) {
  received_signal = signal;
}

void watch(int signal) {
  struct sigaction action {};
  sigaction(signal, nullptr, &action);
  if (action.sa_handler == SIG_IGN) return;
  action.sa_handler = remember;
  action.sa_flags = static_cast<int>(SA_RESETHAND);
  sigaction(signal, &action, nullptr);
}

}  // namespace

StopSignal::StopSignal(std::chrono::milliseconds grace) {
  reply_grace = grace;
  watch(SIGINT);
  watch(SIGTERM);
  watching = true;
}

bool StopSignal::is_watching() {
  return watching;
}

void StopSignal::check() {
  if (received_signal != 0) throw Stopped{};
}

void StopSignal::check_reply() {
  using Clock = std::chrono::steady_clock;
  if (received_signal == 0) return;
  static const Clock::time_point noticed = Clock::now();
  if (Clock::now() - noticed >= reply_grace) throw Stopped{};
}

const char* StopSignal::received() const {
  if (received_signal == 0) return nullptr;
  return received_signal == SIGINT ? "SIGINT" : "SIGTERM";
}

}  // namespace sidetick
