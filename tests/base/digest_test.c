/* SHA-256, against the vectors of FIPS 180. */
#include "base/digest.h"

#include "support/check.h"

static void test_vectors(void **state) {
  static const struct {
    const char *text, *hex;
  } rows[] = {
    {"", "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"},
    {"abc", "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"},
    {"abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq",
     "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1"},
  };
  int failures = 0;
  size_t i;
  (void)state;
  for (i = 0; i < COUNT(rows); i++) {
    char hex[DIGEST_HEX + 1];
    memset(hex, 'z', sizeof hex);
    tthc__digest(rows[i].text, (int64_t)strlen(rows[i].text), hex);
    assert_int_equal(hex[DIGEST_HEX], '\0');
    failures += check_text(rows[i].text, hex, rows[i].hex);
  }
  CHECK_NONE_FAILED(failures);
}

int main(void) {
  const struct CMUnitTest tests[] = {cmocka_unit_test(test_vectors)};
  return cmocka_run_group_tests(tests, NULL, NULL);
}
