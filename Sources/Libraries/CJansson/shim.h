#pragma once
#include <jansson.h>

/* json_typeof is a macro, which Swift does not see. */
static inline json_type cj_type(const json_t *value) { return json_typeof(value); }
