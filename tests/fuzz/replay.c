/* Runs a fuzzer's inputs once, without libFuzzer: replay FOLDER. */
#include "fuzz/fuzz.h"

#include <dirent.h>

enum { INPUT_MAX = 1 << 20 };

static void run(const char *path) {
  static uint8_t input[INPUT_MAX];
  FILE *file = fopen(path, "rb");
  size_t size;
  MUST(file != NULL);
  size = fread(input, 1, sizeof input, file);
  MUST(ferror(file) == 0 && size < sizeof input);
  fclose(file);
  LLVMFuzzerTestOneInput(input, size);
}

int main(int argc, char **argv) {
  const struct dirent *entry;
  char path[4096];
  int count = 0;
  DIR *folder = argc == 2 ? opendir(argv[1]) : NULL;
  MUST(folder != NULL);
  while ((entry = readdir(folder)) != NULL) {
    if (entry->d_name[0] == '.') continue;
    MUST((size_t)snprintf(path, sizeof path, "%s/%s", argv[1], entry->d_name) < sizeof path);
    run(path);
    count++;
  }
  closedir(folder);
  printf("%d inputs\n", count);
  return count == 0;
}
