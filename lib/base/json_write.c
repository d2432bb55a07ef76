/* JSON by tables, writing: text straight from the rows, in a fixed order and layout. */
#include "base/json.h"

#include <string.h>

void tthc__json_begin(struct json_writer *writer, int in_lines, const void *context) {
  memset(writer, 0, sizeof *writer);
  writer->in_lines = in_lines;
  writer->context = context;
}

/* The members of a document have lines of their own, and the rows of its arrays; what is deeper stays on the line. */
static int is_in_lines(const struct json_writer *writer) {
  return writer->depth <= writer->in_lines && (writer->depth == 1 || writer->open[writer->depth] == '[');
}

static void new_line(struct json_writer *writer) {
  int i;
  tthc__put_char(&writer->out, '\n');
  for (i = 0; i < writer->depth * 2; i++) tthc__put_char(&writer->out, ' ');
}

void tthc__json_write_open(struct json_writer *writer, char bracket) {
  tthc__put_char(&writer->out, bracket);
  writer->open[++writer->depth] = bracket;
  writer->fresh = 1;
}

void tthc__json_write_close(struct json_writer *writer) {
  const char bracket = writer->open[writer->depth];
  const int ends_line = is_in_lines(writer) && !writer->fresh;
  writer->depth--;
  if (ends_line) new_line(writer);
  tthc__put_char(&writer->out, bracket == '{' ? '}' : ']');
  writer->fresh = 0;
}

void tthc__json_write_item(struct json_writer *writer) {
  if (!writer->fresh) tthc__put_char(&writer->out, ',');
  if (is_in_lines(writer))
    new_line(writer);
  else if (!writer->fresh)
    tthc__put_char(&writer->out, ' ');
  writer->fresh = 0;
}

void tthc__json_write_name(struct json_writer *writer, const char *name) {
  tthc__json_write_item(writer);
  tthc__put_json(&writer->out, name);
  tthc__put_char(&writer->out, ':');
  tthc__put_char(&writer->out, ' ');
}

void tthc__json_write_text(struct json_writer *writer, const char *name, const char *text) {
  if (text == NULL) return;
  tthc__json_write_name(writer, name);
  tthc__put_json(&writer->out, text);
}

void tthc__json_write_int(struct json_writer *writer, const char *name, int64_t number) {
  tthc__json_write_name(writer, name);
  tthc__put_int(&writer->out, number);
}

/* Where the first of several members ends: at the comma behind it, or at the NUL. */
static const char *member_end(const char *p) {
  int depth = 0, in_string = 0;
  for (; *p != '\0' && (*p != ',' || depth > 0 || in_string); p++) {
    if (in_string && *p == '\\')
      p++;
    else if (*p == '"')
      in_string = !in_string;
    else if (!in_string)
      depth += (*p == '[' || *p == '{') - (*p == ']' || *p == '}');
  }
  return p;
}

void tthc__json_write_extra(struct json_writer *writer, const char *extra) {
  while (extra != NULL) {
    const char *end = member_end(extra);
    tthc__json_write_item(writer);
    tthc__put_bytes(&writer->out, extra, end - extra);
    extra = *end == ',' ? end + 2 : NULL; /* the reading joined them with ", " */
  }
}

static void write_coded(struct json_writer *writer, const struct json_field *field, int32_t number) {
  if (number == field->absent) return;
  tthc__json_write_name(writer, field->name);
  tthc__put_char(&writer->out, '"');
  field->coding->put(&writer->out, number);
  tthc__put_char(&writer->out, '"');
}

static void write_bare(struct json_writer *writer, const char *name, const char *text) {
  if (text == NULL) return;
  tthc__json_write_name(writer, name);
  tthc__put(&writer->out, text);
}

void tthc__json_write_flag(struct json_writer *writer, const char *name, int flag) {
  write_bare(writer, name, flag ? "true" : "false");
}

static void write_field(struct json_writer *writer, const struct json_field *field, const void *row) {
  const void *source = (const char *)row + field->offset;
  const char *text;
  int64_t wide;
  int32_t number;
  switch (field->kind) {
  case JSON_CUSTOM: field->write(writer, field, row); return;
  case JSON_INT64:
    memcpy(&wide, source, sizeof wide);
    if (wide != field->absent) tthc__json_write_int(writer, field->name, wide);
    return;
  case JSON_TEXT:
  case JSON_LABEL:
  case JSON_SLUG:
    memcpy(&text, source, sizeof text);
    tthc__json_write_text(writer, field->name, text);
    return;
  case JSON_DECIMAL:
    memcpy(&text, source, sizeof text);
    write_bare(writer, field->name, text);
    return;
  case JSON_EXTRA:
    memcpy(&text, source, sizeof text);
    tthc__json_write_extra(writer, text);
    return;
  default: break;
  }
  memcpy(&number, source, sizeof number);
  if (field->kind == JSON_CODED)
    write_coded(writer, field, number);
  else if (number == field->absent)
    return;
  else if (field->kind == JSON_WORD)
    tthc__json_write_text(writer, field->name, tthc__word(field->vocabulary, number));
  else if (field->kind == JSON_FLAG)
    tthc__json_write_flag(writer, field->name, number != 0);
  else
    tthc__json_write_int(writer, field->name, number);
}

void tthc__json_write_members(struct json_writer *writer, const struct json_field *fields, const void *row) {
  const struct json_field *field;
  for (field = fields; field->name != NULL; field++) write_field(writer, field, row);
}

void tthc__json_write_row(struct json_writer *writer, const struct json_field *fields, const void *row) {
  tthc__json_write_open(writer, '{');
  tthc__json_write_members(writer, fields, row);
  tthc__json_write_close(writer);
}

void tthc__json_write_rows(struct json_writer *writer, const char *name, const struct json_field *fields,
                           const void *rows, int32_t count, size_t row_size) {
  int32_t i;
  if (count == 0) return;
  tthc__json_write_name(writer, name);
  tthc__json_write_open(writer, '[');
  for (i = 0; i < count; i++) {
    tthc__json_write_item(writer);
    tthc__json_write_row(writer, fields, (const char *)rows + (size_t)i * row_size);
  }
  tthc__json_write_close(writer);
}

void tthc__json_write_texts(struct json_writer *writer, const char *name, const char *const *texts, int32_t count) {
  int32_t i;
  if (count == 0) return;
  tthc__json_write_name(writer, name);
  tthc__json_write_open(writer, '[');
  for (i = 0; i < count; i++) {
    tthc__json_write_item(writer);
    tthc__put_json(&writer->out, texts[i]);
  }
  tthc__json_write_close(writer);
}

tthc_text *tthc__json_end(struct json_writer *writer, tthc_error *err) {
  if (writer->in_lines > 0) tthc__put_char(&writer->out, '\n');
  return tthc__buffer_to_text(&writer->out, err);
}
