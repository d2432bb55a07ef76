/* Files that tests read: those of the tests, and the sample plans, which need not be there. */
#ifndef TTHC_SUPPORT_SAMPLES_H
#define TTHC_SUPPORT_SAMPLES_H

#include "base/buffer.h"
#include "support/check.h"

#include <stdio.h>

/* A whole file, to be freed; 0 when there is none. */
static inline int sample_read_file(const char *path, struct buffer *out) {
  FILE *file = fopen(path, "rb");
  char chunk[4096];
  size_t got;
  if (file == NULL) return 0;
  while ((got = fread(chunk, 1, sizeof chunk, file)) > 0) tthc__put_bytes(out, chunk, (int64_t)got);
  assert_int_equal(ferror(file), 0);
  fclose(file);
  assert_false(out->failed);
  return 1;
}

/* A file by its path below the source; NULL when there is none. */
static inline FILE *sample_open(const char *path) {
  const char *root = getenv("TTHC_TEST_SOURCE_DIR");
  char full[1024];
  snprintf(full, sizeof full, "%s/%s", root == NULL ? "." : root, path);
  return fopen(full, "r");
}

/* Cuts a line at its tabs; gives how many cells it has. */
static inline int sample_cells(char *line, char **cells, int max) {
  int count = 0;
  line[strcspn(line, "\r\n")] = '\0';
  while (count < max && line != NULL) {
    cells[count++] = line;
    line = strchr(line, '\t');
    if (line != NULL) *line++ = '\0';
  }
  return count;
}

/* A sample plan by its name below samples/plans; 0, with a line that says so, where the samples are not. */
static inline int sample_read(const char *name, struct buffer *out) {
  const char *folder = getenv("TTHC_SAMPLES_DIR"), *root = getenv("TTHC_TEST_SOURCE_DIR");
  char path[1024];
  if (folder != NULL)
    snprintf(path, sizeof path, "%s/%s", folder, name);
  else
    snprintf(path, sizeof path, "%s/../shared/samples/plans/%s", root == NULL ? "." : root, name);
  if (sample_read_file(path, out)) return 1;
  print_message("skipped: no sample %s\n", name);
  return 0;
}

#endif
