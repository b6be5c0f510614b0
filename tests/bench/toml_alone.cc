// What toml++ alone needs for a file, as sidetick compiles it: toml_alone FILE.
#include "config/toml/toml.h"
#include "io/host/file_text.h"

int main(int, char** argv) {
  const std::string text = sidetick::read_file_text(argv[1], 64 << 20).text;
  return toml::parse(text).succeeded() ? 0 : 1;
}
