// The unit tests' main, which doctest writes. The first macro alone would do so too, where no other file of the same
// unit has included doctest.h before.
#define DOCTEST_CONFIG_IMPLEMENT_WITH_MAIN
#define DOCTEST_CONFIG_IMPLEMENT
#include <doctest/doctest.h>
