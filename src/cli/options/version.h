// What --version prints.
//
// Source:  Meson: the versions are those of what it configures with, the commit is that of the clone that it builds.
#pragma once

#include <string>

namespace sidetick {

/// "sidetick 0.2.0" on a line of its own, then "commit:", "hiredis:" and "TLS:", a line each.
std::string version_text();

}  // namespace sidetick
