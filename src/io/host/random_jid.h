// Identities that are nobody else's.
#pragma once

#include <string>

namespace sidetick {

/// 24 hexadecimal digits of the system's randomness, as Sidekiq makes its jids.
std::string random_jid();

}  // namespace sidetick
