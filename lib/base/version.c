/* The version, and the library's own declarations. */
#include "tthcplan/version.h"

#include <string.h>

extern const char tthc__data_ffi_cdef[]; /* made by the build from the public headers */

#define TEXT_OF(x) #x
#define VERSION_TEXT(major, minor, patch) TEXT_OF(major) "." TEXT_OF(minor) "." TEXT_OF(patch)

const char *tthc_version(void) {
  return VERSION_TEXT(TTHC_VERSION_MAJOR, TTHC_VERSION_MINOR, TTHC_VERSION_PATCH);
}

int32_t tthc_version_number(void) {
  return TTHC_VERSION_MAJOR * 1000000 + TTHC_VERSION_MINOR * 1000 + TTHC_VERSION_PATCH;
}

int32_t tthc_has(const char *feature) {
  static const char *const built_in[] = {
#ifdef TTHC_HAS_DOCX
    "docx",
#endif
    NULL};
  const char *const *name;
  for (name = built_in; *name != NULL && feature != NULL; name++)
    if (strcmp(*name, feature) == 0) return 1;
  return 0;
}

const char *tthc_ffi_cdef(void) { return tthc__data_ffi_cdef; }
