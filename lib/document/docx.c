/* Word documents: which parts there are, read in the order in which they are needed. */
#include "document/docx.h"

#include "base/buffer.h"
#include "document/docx_body.h"

#include <string.h>

/* --- what a part refers to ---------------------------------------------------------------------------------------- */

enum relation { MAIN, NUMBERING, STYLES, RELATIONS };

static const char *const relation_names[RELATIONS] = {"officeDocument", "numbering", "styles"};

/* The parts that another part refers to, by kind; empty where it does not. */
struct relations {
  const char *folder; /* of the part, with its slash */
  struct buffer targets[RELATIONS];
  tthc_error *err;
};

enum { E_RELATIONSHIP = 1 };

static const struct xml_name relation_elements[] = {{SPACE_RELATIONSHIPS, "Relationship", E_RELATIONSHIP}, {0}};

static int relation_of(const char *type) {
  static const char *const spaces[] = {"http://schemas.openxmlformats.org/officeDocument/2006/relationships/",
                                       "http://purl.oclc.org/ooxml/officeDocument/relationships/"};
  size_t i;
  int relation;
  for (i = 0; i < sizeof spaces / sizeof *spaces; i++)
    for (relation = 0; relation < RELATIONS; relation++)
      if (strncmp(type, spaces[i], strlen(spaces[i])) == 0 &&
          strcmp(type + strlen(spaces[i]), relation_names[relation]) == 0)
        return relation;
  return RELATIONS;
}

/* Takes "." and ".." out of a name. */
static void put_name(struct buffer *out, const char *name) {
  while (*name != '\0') {
    const size_t length = strcspn(name, "/");
    if (length == 2 && memcmp(name, "..", 2) == 0) {
      while (out->size > 0 && out->data[--out->size] != '/') continue;
    } else if (length > 0 && !(length == 1 && *name == '.')) {
      if (out->size > 0) tthc__put_char(out, '/');
      tthc__put_bytes(out, name, (int64_t)length);
    }
    name += length + (name[length] == '/');
  }
  if (out->data != NULL) out->data[out->size] = '\0';
}

static int32_t on_open(void *context, const struct xml_stack *stack, const char **attributes) {
  struct relations *relations = context;
  const char *type = tthc__xml_attribute(attributes, "Type"), *target = tthc__xml_attribute(attributes, "Target");
  const char *mode = tthc__xml_attribute(attributes, "TargetMode");
  struct buffer *out;
  int relation;
  if (stack->open[stack->depth] != E_RELATIONSHIP || type == NULL || target == NULL) return TTHC_OK;
  if (mode != NULL && strcmp(mode, "External") == 0) return TTHC_OK;
  relation = relation_of(type);
  if (relation == RELATIONS || relations->targets[relation].size > 0) return TTHC_OK;
  out = &relations->targets[relation];
  if (*target != '/') put_name(out, relations->folder);
  put_name(out, target);
  return out->failed ? tthc__fail_memory(relations->err) : TTHC_OK;
}

static int32_t on_close(void *context, const struct xml_stack *stack) {
  (void)context, (void)stack;
  return TTHC_OK;
}

static int32_t read_relations(struct docx_package *package, const char *part, struct relations *relations) {
  static const struct xml_form form = {relation_elements, on_open, on_close, NULL};
  if (!tthc__docx_has(package, part)) return TTHC_OK;
  return tthc__docx_read_part(package, part, &form, relations, relations->err);
}

static void free_relations(struct relations *relations) {
  int i;
  for (i = 0; i < RELATIONS; i++) tthc__buffer_free(&relations->targets[i]);
}

/* What a relation leads to, else where the part usually is; NULL when there is neither. */
static const char *part_of(const struct docx_package *package, const struct relations *relations, int relation) {
  static const char *const usual[RELATIONS] = {"word/document.xml", "word/numbering.xml", "word/styles.xml"};
  const struct buffer *target = &relations->targets[relation];
  if (target->size > 0 && tthc__docx_has(package, target->data)) return target->data;
  return tthc__docx_has(package, usual[relation]) ? usual[relation] : NULL;
}

/* --- the document ------------------------------------------------------------------------------------------------- */

/* The part by which a zip of another program is known; NULL when it is none. */
static const char *other_program(const struct docx_package *package, const char **part) {
  static const struct {
    const char *part, *name;
  } rows[] = {{"xl/workbook.xml", ".xlsx"},    {"xl/workbook.bin", ".xlsb"},        {"ppt/presentation.xml", ".pptx"},
              {"content.xml", ".odt/.ods"},    {"META-INF/container.xml", ".epub"}, {"visio/document.xml", ".vsdx"},
              {"Index/Document.iwa", ".pages"}};
  size_t i;
  for (i = 0; i < sizeof rows / sizeof *rows; i++) {
    *part = rows[i].part;
    if (tthc__docx_has(package, *part)) return rows[i].name;
  }
  return NULL;
}

/* Whether there is a main part, and it is not that of another program. */
static int32_t check_main(const struct docx_package *package, const char *main, tthc_error *err) {
  const char *part, *name = other_program(package, &part);
  if (main != NULL && (name == NULL || strcmp(main, part) != 0)) return TTHC_OK;
  if (name != NULL)
    return tthc__fail(err, TTHC_E_FORMAT, name,
                      WORDS("tệp .docx: hãy lưu lại ở dạng .docx, hoặc sao chép rồi dán ở dạng văn bản",
                            "a .docx: save it as .docx, or copy and paste its text"));
  return tthc__fail(err, TTHC_E_FORMAT, "zip",
                    WORDS("tệp .docx; tệp nén này không có văn bản Word: hãy giải nén rồi chọn đúng tệp",
                          "a .docx; this archive has no Word document: unpack it and choose the right file"));
}

static int32_t read_parts(struct docx_package *package, const char *main, const struct relations *relations,
                          struct blocks *out, tthc_error *err) {
  const char *numbers = part_of(package, relations, NUMBERING), *styles = part_of(package, relations, STYLES);
  struct docx_numbering numbering = {0};
  int32_t rc = TTHC_OK;
  if (numbers != NULL) rc = tthc__docx_read_numbering(package, numbers, &numbering, err);
  if (rc == TTHC_OK && numbers != NULL && styles != NULL) rc = tthc__docx_read_styles(package, styles, &numbering, err);
  if (rc == TTHC_OK) rc = tthc__docx_read_body(package, main, &numbering, out, err);
  tthc__docx_numbering_free(&numbering);
  return rc;
}

/* "word/document.xml" refers in "word/_rels/document.xml.rels", and from "word/". */
static int32_t read_main(struct docx_package *package, const char *main, struct blocks *out, tthc_error *err) {
  const char *slash = strrchr(main, '/'), *file = slash == NULL ? main : slash + 1;
  struct buffer folder = {0}, part = {0};
  struct relations relations = {.err = err};
  int32_t rc;
  tthc__put_bytes(&folder, main, file - main);
  tthc__put_bytes(&part, main, file - main);
  tthc__put(&part, "_rels/");
  tthc__put(&part, file);
  tthc__put(&part, ".rels");
  relations.folder = folder.data;
  rc = folder.failed || part.failed ? tthc__fail_memory(err) : read_relations(package, part.data, &relations);
  if (rc == TTHC_OK) rc = read_parts(package, main, &relations, out, err);
  free_relations(&relations);
  tthc__buffer_free(&folder);
  tthc__buffer_free(&part);
  return rc;
}

int32_t tthc__read_docx(const char *bytes, int64_t size, struct blocks *out, tthc_error *err) {
  struct relations relations = {.folder = "", .err = err};
  struct docx_package *package;
  int32_t rc = tthc__docx_open(bytes, size, &package, err);
  if (rc != TTHC_OK) return rc;
  rc = read_relations(package, "_rels/.rels", &relations);
  if (rc == TTHC_OK) {
    const char *main = part_of(package, &relations, MAIN);
    rc = check_main(package, main, err);
    if (rc == TTHC_OK) rc = read_main(package, main, out, err);
  }
  free_relations(&relations);
  tthc__docx_close(package);
  return rc;
}
