/* SHA-256 (nettle), as hexadecimal text. */
#include "base/digest.h"

#include <nettle/base16.h>
#include <nettle/sha2.h>

void tthc__digest(const char *bytes, int64_t size, char hex[DIGEST_HEX + 1]) {
  struct sha256_ctx context;
  uint8_t digest[SHA256_DIGEST_SIZE];
  sha256_init(&context);
  sha256_update(&context, (size_t)size, (const uint8_t *)bytes);
  sha256_digest(&context, sizeof digest, digest);
  base16_encode_update(hex, sizeof digest, digest);
  hex[DIGEST_HEX] = '\0';
}
