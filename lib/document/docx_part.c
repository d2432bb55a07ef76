/* The parts of a .docx: libzip inflates, expat reads. */
#include "document/docx_part.h"

#include <expat.h>
#include <stdlib.h>
#include <string.h>
#include <zip.h>

enum { CHUNK = 32 * 1024 };

/* Between a name's namespace and the rest; in no URI. */
static const char parting = ' ';

static const int out_of_memory_of_zlib = -4; /* Z_MEM_ERROR; zlib's header is not needed for anything else */

/* --- the zip ------------------------------------------------------------------------------------------------------ */

struct docx_package {
  zip_t *zip;
};

/* libzip passes on that zlib had no memory; a failure of no kind at all is that, too. */
static int is_out_of_memory(const zip_error_t *error) {
  const int code = zip_error_code_zip(error);
  return code == ZIP_ER_OK || code == ZIP_ER_MEMORY ||
         (code == ZIP_ER_ZLIB && zip_error_code_system(error) == out_of_memory_of_zlib);
}

static int32_t fail_zip(const zip_error_t *error, const char *part, tthc_error *err) {
  static const struct {
    int code;
    struct words expected;
  } rows[] = {
    {ZIP_ER_NOPASSWD, {"tệp .docx không đặt mật khẩu", "a .docx without password"}},
    {ZIP_ER_ENCRNOTSUPP, {"tệp .docx không đặt mật khẩu", "a .docx without password"}},
    {ZIP_ER_COMPNOTSUPP,
     {"tệp .docx nén bằng deflate: hãy mở bằng Word rồi lưu lại",
      "a .docx compressed with deflate: open it in Word and save it again"}},
  };
  size_t i;
  if (is_out_of_memory(error)) return tthc__fail_memory(err);
  for (i = 0; i < sizeof rows / sizeof *rows; i++)
    if (rows[i].code == zip_error_code_zip(error)) return tthc__fail(err, TTHC_E_FORMAT, part, rows[i].expected);
  return tthc__fail(err, TTHC_E_FORMAT, part,
                    WORDS("tệp .docx nguyên vẹn; tệp này bị cắt cụt hoặc hỏng: hãy sao chép lại",
                          "an intact .docx; this one is cut off or damaged: copy it again"));
}

static zip_t *open_zip(const char *bytes, int64_t size, zip_error_t *error) {
  zip_source_t *source = zip_source_buffer_create(bytes, (zip_uint64_t)size, 0, error);
  zip_t *zip = source == NULL ? NULL : zip_open_from_source(source, ZIP_RDONLY, error);
  if (zip == NULL && source != NULL) zip_source_free(source);
  return zip;
}

int32_t tthc__docx_open(const char *bytes, int64_t size, struct docx_package **out, tthc_error *err) {
  struct docx_package *package = calloc(1, sizeof *package);
  zip_error_t error;
  int32_t rc = TTHC_OK;
  if (package == NULL) return tthc__fail_memory(err);
  zip_error_init(&error);
  package->zip = open_zip(bytes, size, &error);
  if (package->zip == NULL) {
    rc = fail_zip(&error, NULL, err);
    free(package);
  } else {
    *out = package;
  }
  zip_error_fini(&error);
  return rc;
}

void tthc__docx_close(struct docx_package *package) {
  zip_discard(package->zip);
  free(package);
}

int tthc__docx_has(const struct docx_package *package, const char *name) {
  return zip_name_locate(package->zip, name, ZIP_FL_NOCASE) >= 0;
}

/* --- names and attributes ----------------------------------------------------------------------------------------- */

static enum xml_space space_of(const char *name, const char **local) {
  static const struct {
    const char *uri;
    enum xml_space space;
  } spaces[] = {
    {"http://schemas.openxmlformats.org/wordprocessingml/2006/main", SPACE_WORD},
    {"http://purl.oclc.org/ooxml/wordprocessingml/main", SPACE_WORD},
    {"http://schemas.openxmlformats.org/markup-compatibility/2006", SPACE_MARKUP},
    {"http://schemas.openxmlformats.org/package/2006/relationships", SPACE_RELATIONSHIPS},
  };
  const char *end = strchr(name, parting);
  size_t i;
  *local = end == NULL ? name : end + 1;
  if (end == NULL) return SPACE_NONE;
  for (i = 0; i < sizeof spaces / sizeof *spaces; i++)
    if (strlen(spaces[i].uri) == (size_t)(end - name) && memcmp(spaces[i].uri, name, (size_t)(end - name)) == 0)
      return spaces[i].space;
  return SPACE_OTHER;
}

static uint8_t element_of(const struct xml_name *names, const char *name) {
  const char *local;
  const enum xml_space space = space_of(name, &local);
  for (; names->local != NULL; names++)
    if (names->space == space && strcmp(names->local, local) == 0) return names->element;
  return 0;
}

const char *tthc__xml_attribute(const char **attributes, const char *local) {
  for (; *attributes != NULL; attributes += 2) {
    const char *name;
    const enum xml_space space = space_of(*attributes, &name);
    if ((space == SPACE_WORD || space == SPACE_NONE) && strcmp(name, local) == 0) return attributes[1];
  }
  return NULL;
}

int32_t tthc__xml_number(const char **attributes, const char *local, int32_t min, int32_t max, int32_t absent) {
  const char *text = tthc__xml_attribute(attributes, local);
  char *end;
  long long number;
  if (text == NULL) return absent;
  number = strtoll(text, &end, 10);
  if (end == text) return absent;
  return number < min ? min : number > max ? max : (int32_t)number;
}

int tthc__xml_is_on(const char **attributes, const char *local) {
  const char *text = tthc__xml_attribute(attributes, local);
  return text == NULL || (strcmp(text, "0") != 0 && strcmp(text, "false") != 0 && strcmp(text, "off") != 0);
}

/* --- reading ------------------------------------------------------------------------------------------------------ */

struct reading {
  XML_Parser parser;
  const char *part;
  const struct xml_form *form;
  void *context;
  struct xml_stack stack;
  int64_t at; /* the byte where the tag or text being read begins */
  int32_t rc; /* of the failure that stopped the parser */
  tthc_error *err;
};

static void stop(struct reading *reading, int32_t rc) {
  if (rc == TTHC_OK || reading->rc != TTHC_OK) return;
  reading->rc = rc;
  XML_StopParser(reading->parser, XML_FALSE);
}

/* A failure where the parser is. */
static int32_t fail_here(struct reading *reading, int32_t code, struct words expected) {
  const XML_Size line = XML_GetCurrentLineNumber(reading->parser);
  const XML_Size column = XML_GetCurrentColumnNumber(reading->parser) + 1;
  tthc__fail(reading->err, code, reading->part, expected);
  tthc__error_set_place(reading->err, line > INT32_MAX ? 0 : (int32_t)line, column > INT32_MAX ? 0 : (int32_t)column);
  return code;
}

static void on_open(void *data, const XML_Char *name, const XML_Char **attributes) {
  struct reading *reading = data;
  struct xml_stack *stack = &reading->stack;
  if (reading->rc != TTHC_OK) return;
  if (stack->depth == XML_DEPTH_MAX) {
    stop(reading, fail_here(reading, TTHC_E_LIMIT,
                            WORDS("XML lồng nhau không quá 256 bậc", "XML of at most 256 elements within each other")));
    return;
  }
  stack->open[++stack->depth] = element_of(reading->form->names, name);
  stop(reading, reading->form->open(reading->context, stack, attributes));
}

static void on_close(void *data, const XML_Char *name) {
  struct reading *reading = data;
  (void)name;
  if (reading->rc != TTHC_OK) return;
  stop(reading, reading->form->close(reading->context, &reading->stack));
  reading->stack.depth--;
}

static void on_text(void *data, const XML_Char *text, int size) {
  struct reading *reading = data;
  if (reading->rc == TTHC_OK) stop(reading, reading->form->text(reading->context, text, size));
}

/* Entities come with a DOCTYPE, which no Word document has: neither grows, and nothing is fetched. */
static void on_doctype(void *data, const XML_Char *name, const XML_Char *system, const XML_Char *public, int internal) {
  struct reading *reading = data;
  (void)name, (void)system, (void)public, (void)internal;
  stop(reading, fail_here(reading, TTHC_E_FORMAT, WORDS("XML không có DOCTYPE", "XML without DOCTYPE")));
}

static int32_t fail_xml(struct reading *reading) {
  if (reading->rc != TTHC_OK) return reading->rc;
  if (XML_GetErrorCode(reading->parser) == XML_ERROR_NO_MEMORY) return tthc__fail_memory(reading->err);
  return fail_here(reading, TTHC_E_FORMAT, WORDS("XML đúng cú pháp", "well-formed XML"));
}

/* Until it has all of a tag, expat keeps it, and an older one begins it anew with each chunk. */
static int is_tag_too_long(struct reading *reading, int64_t given) {
  const int64_t at = XML_GetCurrentByteIndex(reading->parser);
  if (at >= 0) reading->at = at; /* -1 while it waits for more */
  return given - reading->at > TAG_MAX;
}

static int32_t parse(struct reading *reading, zip_file_t *file) {
  int64_t given = 0, got;
  do {
    void *chunk = XML_GetBuffer(reading->parser, CHUNK);
    if (chunk == NULL) return tthc__fail_memory(reading->err);
    got = zip_fread(file, chunk, CHUNK);
    if (got < 0) return fail_zip(zip_file_get_error(file), reading->part, reading->err);
    given += got;
    if (given > PART_MAX)
      return tthc__fail(reading->err, TTHC_E_LIMIT, reading->part,
                        WORDS("không quá 64 MiB mỗi phần sau khi giải nén", "at most 64 MiB in each part, inflated"));
    if (XML_ParseBuffer(reading->parser, (int)got, got == 0) != XML_STATUS_OK) return fail_xml(reading);
    if (is_tag_too_long(reading, given))
      return fail_here(reading, TTHC_E_LIMIT, WORDS("thẻ XML không quá 4 MiB", "an XML tag of at most 4 MiB"));
  } while (got > 0);
  return TTHC_OK;
}

static int32_t read_file(struct reading *reading, zip_file_t *file) {
  int32_t rc;
  reading->parser = XML_ParserCreateNS(NULL, parting);
  if (reading->parser == NULL) return tthc__fail_memory(reading->err);
  XML_SetUserData(reading->parser, reading);
  XML_SetElementHandler(reading->parser, on_open, on_close);
  if (reading->form->text != NULL) XML_SetCharacterDataHandler(reading->parser, on_text);
  XML_SetStartDoctypeDeclHandler(reading->parser, on_doctype);
  rc = parse(reading, file);
  XML_ParserFree(reading->parser);
  return rc;
}

int32_t tthc__docx_read_part(struct docx_package *package, const char *name, const struct xml_form *form, void *context,
                             tthc_error *err) {
  struct reading reading = {.part = name, .form = form, .context = context, .err = err};
  zip_file_t *file = zip_fopen(package->zip, name, ZIP_FL_NOCASE);
  int32_t rc;
  if (file == NULL) return fail_zip(zip_get_error(package->zip), name, err);
  rc = read_file(&reading, file);
  zip_fclose(file);
  return rc;
}
