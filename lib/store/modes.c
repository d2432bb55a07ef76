/* Where and how a database may be kept. */
#include "store/modes.h"

#include "base/buffer.h"

#include <string.h>

#ifdef __linux__
#include <sys/statfs.h>
#endif

int tthc__wal_is_safe(int version) {
  static const struct {
    int first;
    int end;
  } fixed[] = {{3051003, INT32_MAX}, {3050007, 3051000}, {3044006, 3045000}};
  size_t i;
  for (i = 0; i < sizeof fixed / sizeof *fixed; i++)
    if (version >= fixed[i].first && version < fixed[i].end) return 1;
  return 0;
}

int tthc__is_network(int64_t type) {
  static const uint32_t types[] = {
    0x6969,     /* NFS */
    0x517b,     /* SMB */
    0xff534d42, /* CIFS */
    0xfe534d42, /* SMB 2 and 3 */
    0x564c,     /* NCP */
    0x5346414f, /* AFS */
    0x6b414653, /* AFS of the kernel */
    0x73757245, /* Coda */
    0x00c36400, /* Ceph */
    0x0bd00bd0, /* Lustre */
  };
  size_t i;
  for (i = 0; i < sizeof types / sizeof *types; i++)
    if ((uint32_t)type == types[i]) return 1; /* on some machines the number is negative */
  return 0;
}

#ifdef __linux__
static int type_of(const char *path, int64_t *type) {
  struct statfs status;
  if (statfs(path, &status) != 0) return 0;
  *type = (int64_t)status.f_type;
  return 1;
}

int tthc__lies_on_network(const char *path) {
  const char *slash = strrchr(path, '/');
  struct buffer parent = {0};
  int64_t type = 0;
  int known = type_of(path, &type);
  if (!known) {
    if (slash == NULL)
      tthc__put(&parent, ".");
    else
      tthc__put_bytes(&parent, path, slash == path ? 1 : slash - path);
    known = !parent.failed && type_of(parent.data, &type);
    tthc__buffer_free(&parent);
  }
  return known && tthc__is_network(type);
}
#else
int tthc__lies_on_network(const char *path) {
  (void)path;
  return 0;
}
#endif
