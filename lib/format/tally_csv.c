/* Dossiers from a table of cells, as one-stop-shop systems export it: all rows, or none and every bad row reported. */
#include "assess/tally.h"
#include "base/csv.h"
#include "base/row_errors.h"
#include "base/text.h"
#include "base/unicode.h"
#include "calendar/day.h"
#include "format/tally_words.h"
#include "model/plan.h"

#include <stdlib.h>
#include <string.h>

/* --- options ------------------------------------------------------------------------------------------------------ */

/* A text of the table, folded, and what the caller takes it for. */
struct taken {
  const char *name; /* the member, to tell of it */
  const char *folded;
  int32_t number;    /* of a column; of a word */
  int32_t is_result; /* a word of results, else of channels */
  const char *unit;
  int32_t found; /* columns: the heading was there */
};

struct taken_list {
  struct taken *items;
  int32_t count;
};

struct options {
  struct csv_form form;
  struct taken_list columns;
  struct taken_list units;
  struct taken_list words;
  const char *unit; /* of every dossier */
  int32_t channel;  /* of every dossier; 0: that of the column */
  int32_t update;
};

static int32_t fold_into(struct arena *arena, const char *text, enum fold fold, const char **out, tthc_error *err) {
  struct buffer folded = {0};
  tthc__put_folded(&folded, text, fold);
  *out = tthc__buffer_keep(&folded, arena);
  return *out == NULL ? tthc__fail_memory(err) : TTHC_OK;
}

/* A new row for the member at hand, with its name folded. */
static int32_t add_taken(const struct json_at *at, struct taken_list *list, enum fold fold, struct taken **out) {
  struct arena *arena = &at->doc->arena;
  struct taken *grown = tthc__arena_grow(arena, list->items, list->count, sizeof *grown);
  if (grown == NULL) return tthc__fail_memory(at->doc->err);
  list->items = grown;
  *out = memset(&grown[list->count++], 0, sizeof *grown);
  (*out)->name = tthc__arena_copy(arena, at->name, strlen(at->name));
  if ((*out)->name == NULL) return tthc__fail_memory(at->doc->err);
  return fold_into(arena, at->name, fold, &(*out)->folded, at->doc->err);
}

static int32_t number_of(const struct vocabulary *vocabulary, const char *word) {
  int32_t number;
  for (number = 1; tthc__word(vocabulary, number) != NULL; number++)
    if (strcmp(tthc__word(vocabulary, number), word) == 0) return number;
  return 0;
}

static int32_t read_column(const struct json_at *at, void *row) {
  struct taken *taken = NULL;
  const char *word;
  int32_t rc = add_taken(at, &((struct options *)row)->columns, FOLD_PLAIN, &taken);
  if (rc == TTHC_OK) rc = tthc__json_text(at, JSON_LABEL, &word);
  if (rc != TTHC_OK) return rc;
  taken->number = number_of(&tthc__dossier_columns, word);
  if (taken->number > 0) return TTHC_OK;
  return tthc__json_fail(at, TTHC_E_VALUE, word, WORDS(tthc__dossier_columns.listed, tthc__dossier_columns.listed));
}

static int32_t read_unit(const struct json_at *at, void *row) {
  struct taken *taken = NULL;
  const int32_t rc = add_taken(at, &((struct options *)row)->units, FOLD_MARKED, &taken);
  return rc == TTHC_OK ? tthc__json_text(at, JSON_SLUG, &taken->unit) : rc;
}

static int32_t read_word(const struct json_at *at, void *row) {
  static const char listed[] = "online, direct, post, done, returned, withdrawn, in-progress, awaiting-supplement";
  struct taken *taken = NULL;
  const char *word;
  int32_t rc = add_taken(at, &((struct options *)row)->words, FOLD_PLAIN, &taken);
  if (rc == TTHC_OK) rc = tthc__json_text(at, JSON_LABEL, &word);
  if (rc != TTHC_OK) return rc;
  taken->number = number_of(&tthc__tally_channels, word);
  if (taken->number > 0) return TTHC_OK;
  taken->is_result = 1;
  taken->number = number_of(&tthc__tally_results, word);
  return taken->number > 0 ? TTHC_OK : tthc__json_fail(at, TTHC_E_VALUE, word, WORDS(listed, listed));
}

static int32_t read_columns(const struct json_at *at, void *row) {
  return tthc__json_each_member(at, read_column, row);
}

static int32_t read_units(const struct json_at *at, void *row) { return tthc__json_each_member(at, read_unit, row); }

static int32_t read_words(const struct json_at *at, void *row) { return tthc__json_each_member(at, read_word, row); }

static const struct json_field option_fields[] = {
  CSV_FIELDS(struct options, form),
  {.name = "columns", .kind = JSON_CUSTOM, .read = read_columns},
  {.name = "units", .kind = JSON_CUSTOM, .read = read_units},
  {.name = "words", .kind = JSON_CUSTOM, .read = read_words},
  {FIELD("unit", JSON_SLUG, struct options, unit)},
  {FIELD("channel", JSON_WORD, struct options, channel), .vocabulary = &tthc__tally_channels},
  {FIELD("update", JSON_FLAG, struct options, update)},
  {0}};

/* --- what the steps share ----------------------------------------------------------------------------------------- */

struct reading {
  tthc_tally *tally;
  const tthc_plan *plan; /* NULL: units have their ids in the table, or by the options */
  struct options *options;
  struct csv csv;
  int32_t cells[DOSSIER_COLUMNS]; /* of each column; TTHC_NONE: the table does not have it */
  struct index known;             /* what cells mean, by the number of their column and their text */
  struct arena strings;
  struct tally_undo undo;
  struct row_errors errors;
};

/* The cell of a column in the row at hand; one beyond the row's end is empty, and stands at its beginning. */
static struct csv_cell cell_of(const struct reading *reading, int32_t column) {
  const int32_t cell = reading->cells[column];
  struct csv_cell empty = reading->csv.cells[0];
  empty.text = "";
  return cell == TTHC_NONE || cell >= reading->csv.count ? empty : reading->csv.cells[cell];
}

/* A failure of a cell: the column is its path, "/received". */
static int32_t fail_cell(struct reading *reading, int32_t column, int32_t code, struct words expected) {
  const struct csv_cell cell = cell_of(reading, column);
  tthc__csv_fail(&cell, code, *cell.text == '\0' ? NULL : cell.text, expected, reading->errors.row);
  tthc__error_set_path(reading->errors.row, "/%s", tthc__word(&tthc__dossier_columns, column));
  return code;
}

/* --- the heading row ---------------------------------------------------------------------------------------------- */

static int32_t is_taken_by_option(const struct options *options, int32_t column) {
  int32_t i;
  for (i = 0; i < options->columns.count; i++)
    if (options->columns.items[i].number == column) return 1;
  return 0;
}

/* The column of a heading: the caller's word goes before the usual meaning. */
static int32_t column_of(struct options *options, const char *folded) {
  int32_t i, column;
  for (i = 0; i < options->columns.count; i++) {
    struct taken *taken = &options->columns.items[i];
    if (strcmp(taken->folded, folded) != 0) continue;
    taken->found = 1;
    return taken->number;
  }
  column = tthc__dossier_heading(folded);
  return is_taken_by_option(options, column) ? 0 : column;
}

static int32_t take_heading(struct reading *reading, int32_t cell) {
  const struct csv_cell *heading = &reading->csv.cells[cell];
  const char *folded;
  int32_t column, rc = fold_into(&reading->strings, heading->text, FOLD_PLAIN, &folded, reading->errors.row);
  if (rc != TTHC_OK) return rc;
  column = column_of(reading->options, folded);
  if (column == 0) return TTHC_OK;
  if (reading->cells[column] != TTHC_NONE)
    return tthc__csv_fail(heading, TTHC_E_VALUE, heading->text,
                          WORDS("một cột cho mỗi nội dung; hãy chọn bằng tùy chọn \"columns\"",
                                "one column for each thing; choose by the option \"columns\""),
                          reading->errors.row);
  reading->cells[column] = cell;
  return TTHC_OK;
}

/* Silence in a column is an answer, a column that is not there is none: what cannot be counted then is asked for. */
static void check_columns(struct reading *reading) {
  const struct options *options = reading->options;
  int32_t column, i;
  for (column = COLUMN_UNIT; column <= COLUMN_CHANNEL; column++) {
    if (reading->cells[column] != TTHC_NONE || (column == COLUMN_UNIT && options->unit != NULL) ||
        (column == COLUMN_CHANNEL && options->channel != 0))
      continue;
    tthc__row_errors_keep(&reading->errors, fail_cell(reading, column, TTHC_E_MISSING, tthc__dossier_column_wanted(column)));
  }
  for (i = 0; i < options->columns.count; i++) {
    if (options->columns.items[i].found) continue;
    tthc__fail_at(reading->errors.row, TTHC_E_UNKNOWN_ID, options->columns.items[i].name, options->columns.items[i].name,
                  WORDS("tiêu đề của một cột trong bảng", "the heading of a column of the table"));
    tthc__error_prefix_path(reading->errors.row, "/columns");
    tthc__row_errors_keep(&reading->errors, TTHC_E_UNKNOWN_ID);
  }
}

static void read_headings(struct reading *reading) {
  int32_t i, rc = tthc__csv_next(&reading->csv, reading->errors.row);
  for (i = 0; i < DOSSIER_COLUMNS; i++) reading->cells[i] = TTHC_NONE;
  if (rc == 0)
    rc = tthc__fail(reading->errors.row, TTHC_E_MISSING, NULL, WORDS("hàng tiêu đề của bảng", "the table's heading row"));
  if (rc < 0) {
    tthc__row_errors_keep(&reading->errors, rc);
    return;
  }
  for (i = 0; i < reading->csv.count && tthc__row_errors_go_on(&reading->errors); i++) {
    rc = take_heading(reading, i);
    if (rc != TTHC_OK) tthc__row_errors_keep(&reading->errors, rc);
  }
  if (tthc__row_errors_go_on(&reading->errors)) check_columns(reading);
}

/* --- cells -------------------------------------------------------------------------------------------------------- */

typedef int32_t understand(struct reading *reading, const char *text);

/* What a cell means, which is asked once for all cells that say the same. 0 or less is not kept. */
static int32_t meaning_of(struct reading *reading, int32_t column, const char *text, understand *find) {
  struct buffer key = {0};
  const char *copy = NULL;
  int32_t number = TTHC_E_MEMORY;
  tthc__put_int(&key, column);
  tthc__put(&key, text);
  if (!key.failed) number = tthc__index_get(&reading->known, key.data);
  if (number == TTHC_NONE) {
    number = find(reading, text);
    if (number > 0) copy = tthc__arena_copy(&reading->strings, key.data, (size_t)key.size);
    if (number > 0 && (copy == NULL || tthc__index_put(&reading->known, copy, number) != TTHC_OK))
      number = TTHC_E_MEMORY;
  }
  tthc__buffer_free(&key);
  return number;
}

static int32_t find_word(struct reading *reading, const char *text, int is_result) {
  const struct taken_list *words = &reading->options->words;
  const char *folded;
  int32_t i;
  if (fold_into(&reading->strings, text, FOLD_PLAIN, &folded, NULL) != TTHC_OK) return TTHC_E_MEMORY;
  for (i = 0; i < words->count; i++)
    if (words->items[i].is_result == is_result && strcmp(words->items[i].folded, folded) == 0)
      return words->items[i].number;
  return is_result ? tthc__result_word(folded) : tthc__channel_word(folded);
}

static int32_t find_channel(struct reading *reading, const char *text) { return find_word(reading, text, 0); }

static int32_t find_result(struct reading *reading, const char *text) { return find_word(reading, text, 1); }

/* What the options take a text for, or the text itself. */
static int32_t by_options(struct reading *reading, const char *text, const char **out) {
  const struct taken_list *units = &reading->options->units;
  const char *folded;
  int32_t i;
  *out = text;
  if (units->count == 0) return TTHC_OK;
  if (fold_into(&reading->strings, text, FOLD_MARKED, &folded, NULL) != TTHC_OK) return TTHC_E_MEMORY;
  for (i = 0; i < units->count; i++)
    if (strcmp(units->items[i].folded, folded) == 0) *out = units->items[i].unit;
  return TTHC_OK;
}

/* The plan's unit of an id or name; TTHC_NONE for a group with members, which has no dossiers of its own. */
static int32_t find_in_plan(const tthc_plan *plan, const char *text) {
  int32_t unit = tthc_plan_find_unit(plan, text);
  if (unit == TTHC_NONE) unit = tthc__find_unit_named(plan, text);
  return unit >= 0 && tthc_unit_member_count(plan, unit) > 0 ? TTHC_NONE : unit;
}

/* A unit of the tally, from 1; 0 when the text names none. */
static int32_t find_unit(struct reading *reading, const char *text) {
  const char *id;
  int32_t unit = by_options(reading, text, &id);
  if (unit == TTHC_OK && reading->plan != NULL) {
    unit = find_in_plan(reading->plan, id);
    id = tthc_unit_id(reading->plan, unit);
  }
  if (unit == TTHC_E_MEMORY) return unit;
  if (!tthc__is_slug(id)) return 0;
  unit = tthc__tally_unit(reading->tally, id, reading->errors.row);
  return unit < 0 ? unit : unit + 1;
}

static int32_t read_unit_cell(struct reading *reading, const char **out) {
  const struct csv_cell cell = cell_of(reading, COLUMN_UNIT);
  int32_t unit = 0;
  *out = reading->options->unit;
  if (*out != NULL) return TTHC_OK;
  if (*cell.text != '\0') unit = meaning_of(reading, COLUMN_UNIT, cell.text, find_unit);
  if (unit == TTHC_E_MEMORY) return tthc__fail_memory(reading->errors.row);
  if (unit < 0) return unit;
  if (unit == 0)
    return fail_cell(reading, COLUMN_UNIT, *cell.text == '\0' ? TTHC_E_MISSING : TTHC_E_UNKNOWN_ID,
                     WORDS("mã hoặc tên của một đơn vị, hay tùy chọn \"units\"",
                           "the id or name of a single unit, or the option \"units\""));
  *out = reading->tally->units[unit - 1].id;
  return TTHC_OK;
}

/* "08:30", "08:30:15.000Z", "PM", "CH" (chiều). */
static int is_time(const char *word) {
  static const char *const halves[] = {"AM", "PM", "SA", "CH"};
  size_t i;
  for (i = 0; i < sizeof halves / sizeof *halves; i++)
    if (strcmp(word, halves[i]) == 0) return 1;
  return strspn(word, "0123456789:.+Z") == strlen(word) && strchr(word, ':') != NULL;
}

/* A day with or without a time behind it, or before it: "15/03/2021 08:30", "2021-03-15T08:30:00Z". */
static int parse_day_cell(const char *text, int32_t *day) {
  int days = 0;
  while (*text != '\0') {
    const size_t size = strcspn(text, " T");
    char word[32];
    if (size >= sizeof word) return 0;
    memcpy(word, text, size);
    word[size] = '\0';
    if (size > 0 && !is_time(word) && (days++ > 0 || !tthc__day_parse_written(word, day))) return 0;
    text += size + (text[size] != '\0');
  }
  return days == 1;
}

static int32_t read_day_cell(struct reading *reading, int32_t column, int32_t *day) {
  const struct csv_cell cell = cell_of(reading, column);
  *day = TTHC_NO_DAY;
  if (*cell.text == '\0' || parse_day_cell(cell.text, day)) return TTHC_OK;
  return fail_cell(reading, column, TTHC_E_DAY,
                   WORDS("ngày như 15/03/2021 hoặc 2021-03-15, có thể kèm giờ",
                         "a day such as 15/03/2021 or 2021-03-15, with or without a time"));
}

/* A word of the column; `absent` where the cell is empty, and an error where that is negative. */
static int32_t read_word_cell(struct reading *reading, int32_t column, understand *find, int32_t absent,
                              struct words expected, int32_t *out) {
  const struct csv_cell cell = cell_of(reading, column);
  *out = *cell.text == '\0' ? absent : meaning_of(reading, column, cell.text, find);
  if (*out == TTHC_E_MEMORY) return tthc__fail_memory(reading->errors.row);
  if (*cell.text == '\0' ? *out >= 0 : *out > 0) return TTHC_OK;
  return fail_cell(reading, column, *cell.text == '\0' ? TTHC_E_MISSING : TTHC_E_VALUE, expected);
}

static int32_t read_channel_cell(struct reading *reading, int32_t *channel) {
  *channel = reading->options->channel;
  if (*channel != 0) return TTHC_OK;
  return read_word_cell(
    reading, COLUMN_CHANNEL, find_channel, TTHC_NONE,
    WORDS("trực tuyến, trực tiếp, bưu chính, hay tùy chọn \"words\"", "online, direct, post, or the option \"words\""),
    channel);
}

static int32_t read_result_cell(struct reading *reading, int32_t *result) {
  return read_word_cell(reading, COLUMN_RESULT, find_result, 0,
                        WORDS("đã giải quyết, trả lại, rút hồ sơ, đang giải quyết, chờ bổ sung, hay tùy chọn "
                              "\"words\"",
                              "done, returned, withdrawn, in-progress, awaiting-supplement, or the option "
                              "\"words\""),
                        result);
}

static int32_t read_level_cell(struct reading *reading, const char **level) {
  const struct csv_cell cell = cell_of(reading, COLUMN_LEVEL);
  *level = *cell.text == '\0' ? NULL : reading->csv.cells[reading->cells[COLUMN_LEVEL]].text;
  if (*level == NULL || strlen(*level) <= LABEL_MAX) return TTHC_OK;
  return fail_cell(reading, COLUMN_LEVEL, TTHC_E_LIMIT, WORDS("không quá 512 byte", "at most 512 bytes"));
}

/* --- rows --------------------------------------------------------------------------------------------------------- */

/* What the tally found wrong: its path begins with the word of a column, "/finished_day". */
static int32_t place_failure(struct reading *reading, int32_t code) {
  const char *path = tthc_error_path(reading->errors.row);
  int32_t column;
  for (column = COLUMN_UNIT; path != NULL && column < DOSSIER_COLUMNS; column++) {
    const char *word = tthc__word(&tthc__dossier_columns, column);
    const struct csv_cell cell = cell_of(reading, column);
    if (strncmp(path + 1, word, strlen(word)) != 0) continue;
    tthc__error_set_place(reading->errors.row, cell.line, cell.column);
    tthc__error_set_path(reading->errors.row, "/%s", word);
    break;
  }
  return code;
}

static int32_t read_row(struct reading *reading) {
  struct dossier dossier = {NULL, 0, TTHC_NO_DAY, TTHC_NO_DAY, TTHC_NO_DAY, 0, 0, NULL};
  const struct csv_cell id = cell_of(reading, COLUMN_DOSSIER);
  const char *unit;
  int32_t rc = read_unit_cell(reading, &unit);
  if (rc == TTHC_OK) rc = read_day_cell(reading, COLUMN_RECEIVED, &dossier.received);
  if (rc == TTHC_OK) rc = read_day_cell(reading, COLUMN_DUE, &dossier.due);
  if (rc == TTHC_OK) rc = read_day_cell(reading, COLUMN_FINISHED, &dossier.finished);
  if (rc == TTHC_OK) rc = read_channel_cell(reading, &dossier.channel);
  if (rc == TTHC_OK) rc = read_result_cell(reading, &dossier.result);
  if (rc == TTHC_OK) rc = read_level_cell(reading, &dossier.level);
  if (rc != TTHC_OK) return rc;
  rc = tthc__tally_add(reading->tally, unit, id.text, &dossier, reading->options->update, &reading->undo,
                       reading->errors.row);
  return rc < 0 ? place_failure(reading, rc) : TTHC_OK;
}

static void read_rows(struct reading *reading) {
  while (tthc__row_errors_go_on(&reading->errors)) {
    int32_t rc = tthc__csv_next(&reading->csv, reading->errors.row);
    if (rc == 0) return;
    if (rc < 0) {
      tthc__row_errors_keep(&reading->errors, rc);
      return;
    }
    rc = read_row(reading);
    if (rc != TTHC_OK) tthc__row_errors_keep(&reading->errors, rc);
  }
}

/* Gives how many rows added or changed a dossier. */
static int32_t read_table(struct reading *reading, tthc_error *err) {
  int32_t count, rc = tthc__row_errors_begin(&reading->errors, err);
  if (rc != TTHC_OK) return rc;
  reading->undo = tthc__tally_mark(reading->tally);
  read_headings(reading);
  if (reading->errors.failure == TTHC_OK) read_rows(reading);
  count = reading->tally->dossier_count - reading->undo.dossiers + reading->undo.change_count;
  rc = tthc__row_errors_end(&reading->errors);
  if (rc != TTHC_OK) tthc__tally_roll_back(reading->tally, &reading->undo);
  tthc__tally_forget(&reading->undo);
  tthc__index_free(&reading->known);
  tthc__arena_free(&reading->strings);
  return rc != TTHC_OK ? rc : count;
}

int32_t tthc_tally_read_csv(tthc_tally *tally, const tthc_plan *plan, const char *csv, int64_t size,
                            const char *options_json, tthc_error *err) {
  struct options options;
  struct reading reading;
  struct arena strings = {NULL};
  int32_t rc = tthc__need_tally(tally, err);
  memset(&options, 0, sizeof options);
  memset(&reading, 0, sizeof reading);
  reading.tally = tally;
  reading.plan = plan;
  reading.options = &options;
  if (rc == TTHC_OK && plan != NULL) rc = tthc__need_plan(plan, err);
  if (rc == TTHC_OK) rc = tthc__json_options(options_json, option_fields, &options, &strings, err);
  if (rc == TTHC_OK) rc = tthc__csv_open(&reading.csv, csv, size, options.form, err);
  if (rc == TTHC_OK) {
    rc = read_table(&reading, err);
    tthc__csv_close(&reading.csv);
  }
  tthc__arena_free(&strings);
  return rc;
}
