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

static char *end_line(const struct json_writer *writer, char *to) {
  int i;
  *to++ = '\n';
  for (i = 0; i < writer->depth * 2; i++) *to++ = ' ';
  return to;
}

/* What parts an item from the one before it, and room for so many bytes more; NULL without memory. */
static char *begin_item(struct json_writer *writer, int64_t more) {
  const int fresh = writer->fresh;
  char *to = tthc__room(&writer->out, 2 + writer->depth * 2 + more);
  writer->fresh = 0;
  if (to == NULL) return NULL;
  if (!fresh) *to++ = ',';
  if (is_in_lines(writer)) return end_line(writer, to);
  if (!fresh) *to++ = ' ';
  return to;
}

void tthc__json_write_open(struct json_writer *writer, char bracket) {
  tthc__put_char(&writer->out, bracket);
  writer->open[++writer->depth] = bracket;
  writer->fresh = 1;
}

void tthc__json_write_close(struct json_writer *writer) {
  const char bracket = writer->open[writer->depth];
  const int ends_line = is_in_lines(writer) && !writer->fresh;
  char *to = tthc__room(&writer->out, 2 + writer->depth * 2);
  writer->depth--;
  writer->fresh = 0;
  if (to == NULL) return;
  if (ends_line) to = end_line(writer, to);
  *to++ = bracket == '{' ? '}' : ']';
  tthc__put_until(&writer->out, to);
}

void tthc__json_write_item(struct json_writer *writer) {
  char *to = begin_item(writer, 0);
  if (to != NULL) tthc__put_until(&writer->out, to);
}

void tthc__json_write_name(struct json_writer *writer, const char *name) {
  tthc__json_write_item(writer);
  tthc__put_json(&writer->out, name);
  tthc__put_char(&writer->out, ':');
  tthc__put_char(&writer->out, ' ');
}

static void write_field_name(struct json_writer *writer, const struct json_field *field) {
  char *to = begin_item(writer, sizeof field->written);
  if (to == NULL) return;
  memcpy(to, field->written, sizeof field->written); /* all of it, as copies of a fixed size are fast */
  tthc__put_until(&writer->out, to + field->written_size);
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

void tthc__json_write_flag(struct json_writer *writer, const char *name, int flag) {
  tthc__json_write_name(writer, name);
  tthc__put(&writer->out, flag ? "true" : "false");
}

void tthc__json_write_field_text(struct json_writer *writer, const struct json_field *field, const char *text) {
  if (text == NULL) return;
  write_field_name(writer, field);
  if (field->kind == JSON_DECIMAL)
    tthc__put(&writer->out, text);
  else
    tthc__put_json(&writer->out, text);
}

static void write_as_number(struct json_writer *writer, const struct json_field *field, int64_t number) {
  if (number == field->absent) return;
  write_field_name(writer, field);
  if (field->kind == JSON_FLAG) {
    tthc__put(&writer->out, number != 0 ? "true" : "false");
  } else if (field->kind == JSON_CODED) {
    tthc__put_char(&writer->out, '"');
    field->coding->put(&writer->out, (int32_t)number);
    tthc__put_char(&writer->out, '"');
  } else {
    tthc__put_int(&writer->out, number);
  }
}

static void write_field(struct json_writer *writer, const struct json_field *field, const void *row) {
  const void *source = (const char *)row + field->offset;
  const char *text;
  int64_t wide;
  int32_t number;
  switch (field->kind) {
  case JSON_CUSTOM: field->write(writer, field, row); return;
  case JSON_TEXT:
  case JSON_LABEL:
  case JSON_SLUG:
  case JSON_DECIMAL:
    memcpy(&text, source, sizeof text);
    tthc__json_write_field_text(writer, field, text);
    return;
  case JSON_EXTRA:
    memcpy(&text, source, sizeof text);
    tthc__json_write_extra(writer, text);
    return;
  case JSON_INT64:
    memcpy(&wide, source, sizeof wide);
    write_as_number(writer, field, wide);
    return;
  default: break;
  }
  memcpy(&number, source, sizeof number);
  if (field->kind != JSON_WORD)
    write_as_number(writer, field, number);
  else if (number != field->absent)
    tthc__json_write_field_text(writer, field, tthc__word(field->vocabulary, number));
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
