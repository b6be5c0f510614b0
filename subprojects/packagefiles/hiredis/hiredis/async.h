#include "../async.h"
