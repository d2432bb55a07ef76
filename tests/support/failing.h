/* Allocations of the library that fail when a test says so, in programs that are linked so. */
#ifndef TTHC_SUPPORT_FAILING_H
#define TTHC_SUPPORT_FAILING_H

#include <stdint.h>
#include <stdlib.h>

/* The linker puts these in the way of the library's own calls. */
void *__real_malloc(size_t size);
void *__real_calloc(size_t count, size_t size);
void *__real_realloc(void *memory, size_t size);
void *__wrap_malloc(size_t size);
void *__wrap_calloc(size_t count, size_t size);
void *__wrap_realloc(void *memory, size_t size);

static int64_t calls, failing; /* which call fails; 0: none */
static int failing_for_ever;   /* and each one behind it */

static inline int allocation_fails(void) {
  calls++;
  return failing > 0 && (calls == failing || (failing_for_ever && calls > failing));
}

void *__wrap_malloc(size_t size) { return allocation_fails() ? NULL : __real_malloc(size); }
void *__wrap_calloc(size_t count, size_t size) { return allocation_fails() ? NULL : __real_calloc(count, size); }
void *__wrap_realloc(void *memory, size_t size) { return allocation_fails() ? NULL : __real_realloc(memory, size); }

#endif
