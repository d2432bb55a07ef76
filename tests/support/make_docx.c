/* Zips made in memory. */
#include "support/make_docx.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <zip.h>

#define MUST(condition) \
  do { \
    if (!(condition)) { \
      fprintf(stderr, "%s:%d: %s does not hold\n", __FILE__, __LINE__, #condition); \
      abort(); \
    } \
  } while (0)

static void add(zip_t *zip, const struct docx_entry *entry) {
  const int64_t size = entry->size < 0 ? (int64_t)strlen(entry->bytes) : entry->size;
  zip_source_t *source = zip_source_buffer(zip, entry->bytes, (zip_uint64_t)size, 0);
  zip_int64_t index;
  MUST(source != NULL);
  index = zip_file_add(zip, entry->name, source, ZIP_FL_ENC_UTF_8);
  MUST(index >= 0);
  MUST(zip_set_file_compression(zip, (zip_uint64_t)index, ZIP_CM_DEFLATE, 1) == 0);
  MUST(zip_file_set_mtime(zip, (zip_uint64_t)index, 1600000000, 0) == 0);
  if (entry->encrypt) MUST(zip_file_set_encryption(zip, (zip_uint64_t)index, ZIP_EM_AES_128, "secret") == 0);
}

static void take(zip_source_t *source, struct buffer *out) {
  char chunk[4096];
  zip_int64_t got;
  MUST(zip_source_open(source) == 0);
  while ((got = zip_source_read(source, chunk, sizeof chunk)) > 0) tthc__put_bytes(out, chunk, got);
  MUST(got == 0 && !out->failed);
  zip_source_close(source);
}

void make_zip(const struct docx_entry *entries, int32_t count, struct buffer *out) {
  zip_error_t error;
  zip_source_t *source;
  zip_t *zip;
  int32_t i;
  zip_error_init(&error);
  source = zip_source_buffer_create(NULL, 0, 0, &error);
  MUST(source != NULL);
  zip = zip_open_from_source(source, ZIP_TRUNCATE, &error);
  MUST(zip != NULL);
  zip_source_keep(source);
  for (i = 0; i < count; i++) add(zip, &entries[i]);
  MUST(zip_close(zip) == 0);
  take(source, out);
  zip_source_free(source);
  zip_error_fini(&error);
}

void make_docx(const char *document, const char *numbering, const char *styles, struct buffer *out) {
  static const char relations[] =
    "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\"><Relationship Id=\"a\" "
    "Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument\" "
    "Target=\"word/document.xml\"/></Relationships>";
  struct docx_entry entries[4] = {{"_rels/.rels", relations, -1, 0}, {"word/document.xml", document, -1, 0}};
  int32_t count = 2;
  if (numbering != NULL) entries[count++] = (struct docx_entry){"word/numbering.xml", numbering, -1, 0};
  if (styles != NULL) entries[count++] = (struct docx_entry){"word/styles.xml", styles, -1, 0};
  make_zip(entries, count, out);
}

void make_part(const char *root, const char *space, const char *content, struct buffer *out) {
  tthc__put(out, "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n<w:");
  tthc__put(out, root);
  tthc__put(out, " xmlns:w=\"");
  tthc__put(out, space != NULL ? space : "http://schemas.openxmlformats.org/wordprocessingml/2006/main");
  tthc__put(out, "\" xmlns:mc=\"http://schemas.openxmlformats.org/markup-compatibility/2006\""
                 " xmlns:o=\"urn:other\">");
  tthc__put(out, content);
  tthc__put(out, "</w:");
  tthc__put(out, root);
  tthc__put(out, ">");
  MUST(!out->failed);
}
