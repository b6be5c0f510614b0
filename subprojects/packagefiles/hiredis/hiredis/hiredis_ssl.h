#include "../hiredis_ssl.h"
