/* Word's automatic numbers. */
#include "document/docx_numbering.h"

#include <stdlib.h>
#include <string.h>

/* Numbers beyond stay decimal: what a list has in letters or Roman numerals is small. */
enum { ROMAN_MAX = 3999, LETTERS_MAX = 26 * 30, BASES_MAX = 32, COUNT_MAX = 1000000 };

struct docx_level {
  int32_t start;
  int32_t format;  /* a row of `formats` */
  int32_t restart; /* begins anew after a level below this number; 0: never */
  int32_t plain;   /* all its numbers are decimal */
  const char *text;
  const char *style; /* that has this level */
};

void tthc__docx_numbering_free(struct docx_numbering *numbering) {
  free(numbering->counters);
  free(numbering->lists);
  free(numbering->styles);
  tthc__index_free(&numbering->counter_ids);
  tthc__index_free(&numbering->list_ids);
  tthc__index_free(&numbering->style_ids);
  tthc__arena_free(&numbering->arena);
  memset(numbering, 0, sizeof *numbering);
}

/* --- how a number is written -------------------------------------------------------------------------------------- */

static void put_decimal(struct buffer *out, int32_t number) { tthc__put_int(out, number); }

static void put_decimal_zero(struct buffer *out, int32_t number) { tthc__put_padded(out, number, 2); }

static void put_roman(struct buffer *out, int32_t number, int upper) {
  static const struct {
    int32_t value;
    const char *lower, *upper;
  } rows[] = {{1000, "m", "M"}, {900, "cm", "CM"}, {500, "d", "D"},  {400, "cd", "CD"}, {100, "c", "C"},
              {90, "xc", "XC"}, {50, "l", "L"},    {40, "xl", "XL"}, {10, "x", "X"},    {9, "ix", "IX"},
              {5, "v", "V"},    {4, "iv", "IV"},   {1, "i", "I"}};
  size_t i;
  if (number < 1 || number > ROMAN_MAX) {
    put_decimal(out, number);
    return;
  }
  for (i = 0; i < sizeof rows / sizeof *rows; i++)
    for (; number >= rows[i].value; number -= rows[i].value) tthc__put(out, upper ? rows[i].upper : rows[i].lower);
}

static void put_upper_roman(struct buffer *out, int32_t number) { put_roman(out, number, 1); }

static void put_lower_roman(struct buffer *out, int32_t number) { put_roman(out, number, 0); }

/* After z comes aa, then bb. */
static void put_letters(struct buffer *out, int32_t number, char first) {
  int32_t times;
  if (number < 1 || number > LETTERS_MAX) {
    put_decimal(out, number);
    return;
  }
  for (times = (number - 1) / 26; times >= 0; times--) tthc__put_char(out, (char)(first + (number - 1) % 26));
}

static void put_upper_letters(struct buffer *out, int32_t number) { put_letters(out, number, 'A'); }

static void put_lower_letters(struct buffer *out, int32_t number) { put_letters(out, number, 'a'); }

static void put_nothing(struct buffer *out, int32_t number) { (void)out, (void)number; }

/* What is not here is written in decimal. */
enum { DECIMAL, BULLET };

static const struct {
  const char *name;
  void (*put)(struct buffer *out, int32_t number);
} formats[] = {
  [DECIMAL] = {"decimal", put_decimal}, [BULLET] = {"bullet", put_nothing},
  {"decimalZero", put_decimal_zero},    {"upperRoman", put_upper_roman},
  {"lowerRoman", put_lower_roman},      {"upperLetter", put_upper_letters},
  {"lowerLetter", put_lower_letters},   {"none", put_nothing},
};

static int32_t format_of(const char *name) {
  size_t i;
  for (i = 0; name != NULL && i < sizeof formats / sizeof *formats; i++)
    if (strcmp(formats[i].name, name) == 0) return (int32_t)i;
  return DECIMAL;
}

/* --- numbering.xml ------------------------------------------------------------------------------------------------ */

enum {
  E_ABSTRACT_NUM = 1,
  E_NUM,
  E_LVL,
  E_START,
  E_NUM_FMT,
  E_LVL_TEXT,
  E_LVL_RESTART,
  E_IS_LGL,
  E_P_STYLE,
  E_NUM_STYLE_LINK,
  E_ABSTRACT_NUM_ID,
  E_LVL_OVERRIDE,
  E_START_OVERRIDE,
  E_STYLE,
  E_BASED_ON,
  E_NUM_PR,
  E_NUM_ID,
  E_ILVL,
  E_CHANGE
};

static const struct xml_name numbering_names[] = {
  {SPACE_WORD, "abstractNum", E_ABSTRACT_NUM},
  {SPACE_WORD, "num", E_NUM},
  {SPACE_WORD, "lvl", E_LVL},
  {SPACE_WORD, "start", E_START},
  {SPACE_WORD, "numFmt", E_NUM_FMT},
  {SPACE_WORD, "lvlText", E_LVL_TEXT},
  {SPACE_WORD, "lvlRestart", E_LVL_RESTART},
  {SPACE_WORD, "isLgl", E_IS_LGL},
  {SPACE_WORD, "pStyle", E_P_STYLE},
  {SPACE_WORD, "numStyleLink", E_NUM_STYLE_LINK},
  {SPACE_WORD, "abstractNumId", E_ABSTRACT_NUM_ID},
  {SPACE_WORD, "lvlOverride", E_LVL_OVERRIDE},
  {SPACE_WORD, "startOverride", E_START_OVERRIDE},
  {0},
};

/* numbering.xml or styles.xml being read; what is open belongs to the last row. */
struct filling {
  struct docx_numbering *numbering;
  struct docx_level **levels; /* of the row that is open; NULL: of none */
  struct docx_level *level;   /* that is open */
  int32_t overridden;         /* the level that an override is about; -1: none */
  int32_t changed;            /* the depth of a tracked change, which has what was before; 0: none */
  tthc_error *err;
};

/* An attribute, kept; NULL where there is none. */
static int32_t keep(struct filling *filling, const char **attributes, const char *name, const char **out) {
  const char *text = tthc__xml_attribute(attributes, name);
  if (text == NULL) return TTHC_OK;
  *out = tthc__arena_copy(&filling->numbering->arena, text, strlen(text));
  return *out == NULL ? tthc__fail_memory(filling->err) : TTHC_OK;
}

/* A new row under its id, which must be there for anything to find it. */
static int32_t enter(struct filling *filling, struct index *ids, const char **attributes, const char *name,
                     int32_t row) {
  const char *id = NULL;
  const int32_t rc = keep(filling, attributes, name, &id);
  if (rc != TTHC_OK || id == NULL) return rc;
  return tthc__index_put(ids, id, row) == TTHC_OK ? TTHC_OK : tthc__fail_memory(filling->err);
}

static int32_t fail_many(struct filling *filling) {
  return tthc__fail(filling->err, TTHC_E_LIMIT, NULL,
                    WORDS("không quá 32.767 danh sách đánh số và 65.535 kiểu định dạng",
                          "at most 32,767 numbered lists and 65,535 styles"));
}

static int32_t open_counter(struct filling *filling, const char **attributes) {
  struct docx_numbering *numbering = filling->numbering;
  struct docx_counter *grown;
  int32_t i;
  if (numbering->counter_count >= LISTS_MAX) return fail_many(filling);
  grown = tthc__grow(numbering->counters, numbering->counter_count, &numbering->counter_capacity, sizeof *grown);
  if (grown == NULL) return tthc__fail_memory(filling->err);
  numbering->counters = grown;
  grown += numbering->counter_count;
  for (i = 0; i < LEVELS; i++) grown->counts[i] = -1;
  filling->levels = grown->levels;
  return enter(filling, &numbering->counter_ids, attributes, "abstractNumId", numbering->counter_count++);
}

static int32_t open_list(struct filling *filling, const char **attributes) {
  struct docx_numbering *numbering = filling->numbering;
  struct docx_list *grown;
  int32_t i;
  if (numbering->list_count >= LISTS_MAX) return fail_many(filling);
  grown = tthc__grow(numbering->lists, numbering->list_count, &numbering->list_capacity, sizeof *grown);
  if (grown == NULL) return tthc__fail_memory(filling->err);
  numbering->lists = grown;
  grown += numbering->list_count;
  for (i = 0; i < LEVELS; i++) grown->starts[i] = -1;
  filling->levels = grown->levels;
  filling->overridden = -1;
  return enter(filling, &numbering->list_ids, attributes, "numId", numbering->list_count++);
}

static int32_t open_level(struct filling *filling, const char **attributes) {
  const int32_t n = tthc__xml_number(attributes, "ilvl", -1, LEVELS, -1);
  struct docx_level *level;
  if (filling->levels == NULL || n < 0 || n >= LEVELS) return TTHC_OK;
  level = tthc__arena_alloc(&filling->numbering->arena, sizeof *level);
  if (level == NULL) return tthc__fail_memory(filling->err);
  level->format = DECIMAL;
  level->restart = n;
  filling->levels[n] = level;
  filling->level = level;
  return TTHC_OK;
}

static int32_t keep_text(struct filling *filling, const char **attributes) {
  const char *text = tthc__xml_attribute(attributes, "val");
  if (text != NULL && strlen(text) > NUMBER_MAX)
    return tthc__fail(filling->err, TTHC_E_LIMIT, text,
                      WORDS("số tự động không quá 128 byte", "automatic numbers of at most 128 bytes"));
  return keep(filling, attributes, "val", &filling->level->text);
}

/* What is in the level that is open. */
static int32_t open_in_level(struct filling *filling, int element, const char **attributes) {
  struct docx_level *level = filling->level;
  switch (element) {
  case E_START: level->start = tthc__xml_number(attributes, "val", 0, COUNT_MAX, 0); break;
  case E_NUM_FMT: level->format = format_of(tthc__xml_attribute(attributes, "val")); break;
  case E_LVL_RESTART: level->restart = tthc__xml_number(attributes, "val", 0, LEVELS, level->restart); break;
  case E_IS_LGL: level->plain = tthc__xml_is_on(attributes, "val"); break;
  case E_LVL_TEXT: return keep_text(filling, attributes);
  case E_P_STYLE: return keep(filling, attributes, "val", &level->style);
  default: break;
  }
  return TTHC_OK;
}

static void override_start(struct filling *filling, const char **attributes) {
  struct docx_numbering *numbering = filling->numbering;
  if (numbering->list_count == 0 || filling->overridden < 0 || filling->overridden >= LEVELS) return;
  numbering->lists[numbering->list_count - 1].starts[filling->overridden] =
    tthc__xml_number(attributes, "val", 0, COUNT_MAX, 0);
}

static int32_t numbering_open(void *context, const struct xml_stack *stack, const char **attributes) {
  struct filling *filling = context;
  struct docx_numbering *numbering = filling->numbering;
  const int element = stack->open[stack->depth];
  if (filling->level != NULL) return open_in_level(filling, element, attributes);
  switch (element) {
  case E_ABSTRACT_NUM: return open_counter(filling, attributes);
  case E_NUM: return open_list(filling, attributes);
  case E_LVL: return open_level(filling, attributes);
  case E_LVL_OVERRIDE: filling->overridden = tthc__xml_number(attributes, "ilvl", -1, LEVELS, -1); break;
  case E_START_OVERRIDE: override_start(filling, attributes); break;
  case E_NUM_STYLE_LINK:
    if (numbering->counter_count > 0)
      return keep(filling, attributes, "val", &numbering->counters[numbering->counter_count - 1].style);
    break;
  case E_ABSTRACT_NUM_ID:
    if (numbering->list_count > 0)
      return keep(filling, attributes, "val", &numbering->lists[numbering->list_count - 1].counter);
    break;
  default: break;
  }
  return TTHC_OK;
}

static int32_t numbering_close(void *context, const struct xml_stack *stack) {
  struct filling *filling = context;
  if (stack->open[stack->depth] == E_LVL) filling->level = NULL;
  return TTHC_OK;
}

int32_t tthc__docx_read_numbering(struct docx_package *package, const char *part, struct docx_numbering *numbering,
                                  tthc_error *err) {
  static const struct xml_form form = {numbering_names, numbering_open, numbering_close, NULL};
  struct filling filling = {.numbering = numbering, .overridden = -1, .err = err};
  return tthc__docx_read_part(package, part, &form, &filling, err);
}

/* --- styles.xml --------------------------------------------------------------------------------------------------- */

static const struct xml_name style_names[] = {
  {SPACE_WORD, "style", E_STYLE},
  {SPACE_WORD, "basedOn", E_BASED_ON},
  {SPACE_WORD, "numPr", E_NUM_PR},
  {SPACE_WORD, "numId", E_NUM_ID},
  {SPACE_WORD, "ilvl", E_ILVL},
  {SPACE_WORD, "pPrChange", E_CHANGE},
  {0},
};

static int32_t open_style(struct filling *filling, const char **attributes) {
  struct docx_numbering *numbering = filling->numbering;
  struct docx_style *grown;
  if (numbering->style_count >= STYLES_MAX) return fail_many(filling);
  grown = tthc__grow(numbering->styles, numbering->style_count, &numbering->style_capacity, sizeof *grown);
  if (grown == NULL) return tthc__fail_memory(filling->err);
  numbering->styles = grown;
  grown[numbering->style_count].level = -1;
  return enter(filling, &numbering->style_ids, attributes, "styleId", numbering->style_count++);
}

static int32_t styles_open(void *context, const struct xml_stack *stack, const char **attributes) {
  struct filling *filling = context;
  struct docx_numbering *numbering = filling->numbering;
  struct docx_style *style = numbering->style_count == 0 ? NULL : &numbering->styles[numbering->style_count - 1];
  const int element = stack->open[stack->depth], in_num_pr = stack->open[stack->depth - 1] == E_NUM_PR;
  if (filling->changed > 0) return TTHC_OK;
  if (element == E_STYLE) return open_style(filling, attributes);
  if (element == E_CHANGE) filling->changed = stack->depth;
  if (style == NULL) return TTHC_OK;
  if (element == E_BASED_ON) return keep(filling, attributes, "val", &style->base);
  if (element == E_NUM_ID && in_num_pr) return keep(filling, attributes, "val", &style->list);
  if (element == E_ILVL && in_num_pr) style->level = tthc__xml_number(attributes, "val", 0, LEVELS - 1, -1);
  return TTHC_OK;
}

static int32_t styles_close(void *context, const struct xml_stack *stack) {
  struct filling *filling = context;
  if (filling->changed == stack->depth) filling->changed = 0;
  return TTHC_OK;
}

int32_t tthc__docx_read_styles(struct docx_package *package, const char *part, struct docx_numbering *numbering,
                               tthc_error *err) {
  static const struct xml_form form = {style_names, styles_open, styles_close, NULL};
  struct filling filling = {.numbering = numbering, .err = err};
  return tthc__docx_read_part(package, part, &form, &filling, err);
}

/* --- counting ----------------------------------------------------------------------------------------------------- */

static const struct docx_style *find_style(const struct docx_numbering *numbering, const char *id) {
  const int32_t row = id == NULL ? -1 : tthc__index_get(&numbering->style_ids, id);
  return row < 0 ? NULL : &numbering->styles[row];
}

static struct docx_list *find_list(const struct docx_numbering *numbering, const char *id) {
  const int32_t row = id == NULL ? -1 : tthc__index_get(&numbering->list_ids, id);
  return row < 0 ? NULL : &numbering->lists[row];
}

static struct docx_counter *find_counter(const struct docx_numbering *numbering, const struct docx_list *list) {
  const int32_t row =
    list == NULL || list->counter == NULL ? -1 : tthc__index_get(&numbering->counter_ids, list->counter);
  return row < 0 ? NULL : &numbering->counters[row];
}

/* A counter may leave its levels to a list style: that has them, or there are none. */
static struct docx_counter *counter_of(const struct docx_numbering *numbering, const struct docx_list *list) {
  struct docx_counter *counter = find_counter(numbering, list);
  const struct docx_style *style = counter == NULL ? NULL : find_style(numbering, counter->style);
  struct docx_counter *linked = style == NULL ? NULL : find_counter(numbering, find_list(numbering, style->list));
  return linked == NULL ? counter : linked;
}

/* What a paragraph's style says about its list, where the paragraph itself does not. */
static void inherit(const struct docx_numbering *numbering, const char *style_id, const char **list, int32_t *level) {
  const struct docx_style *style = find_style(numbering, style_id);
  int i;
  for (i = 0; i < BASES_MAX && style != NULL && *list == NULL; i++) {
    if (*level < 0) *level = style->level;
    *list = style->list;
    style = find_style(numbering, style->base);
  }
}

static const struct docx_level *level_at(const struct docx_counter *counter, const struct docx_list *list, int32_t n) {
  return list->levels[n] != NULL ? list->levels[n] : counter->levels[n];
}

/* A level may name the style that it is for. */
static int32_t level_of_style(const struct docx_counter *counter, const struct docx_list *list, const char *style) {
  int32_t n;
  for (n = 0; n < LEVELS; n++) {
    const struct docx_level *level = level_at(counter, list, n);
    if (level != NULL && level->style != NULL && style != NULL && strcmp(level->style, style) == 0) return n;
  }
  return 0;
}

static int32_t start_of(const struct docx_counter *counter, const struct docx_list *list, int32_t n) {
  const struct docx_level *level = level_at(counter, list, n);
  return list->starts[n] >= 0 ? list->starts[n] : level == NULL ? 0 : level->start;
}

static void count(struct docx_counter *counter, struct docx_list *list, int32_t n) {
  int32_t i;
  for (i = 0; i < LEVELS && !list->used; i++)
    if (list->starts[i] >= 0) counter->counts[i] = -1;
  list->used = 1;
  counter->counts[n] = counter->counts[n] < 0 ? start_of(counter, list, n) : counter->counts[n] + 1;
  for (i = n + 1; i < LEVELS; i++) {
    const struct docx_level *level = level_at(counter, list, i);
    if (level == NULL || n < level->restart) counter->counts[i] = -1;
  }
}

/* A level above that was not counted yet shows its start. */
static void put_count(const struct docx_counter *counter, const struct docx_list *list, int32_t n, int plain,
                      struct buffer *out) {
  const struct docx_level *level = level_at(counter, list, n);
  const int32_t number = counter->counts[n] < 0 ? start_of(counter, list, n) : counter->counts[n];
  if (level != NULL) formats[plain ? DECIMAL : level->format].put(out, number);
}

static void put_level_text(const struct docx_counter *counter, const struct docx_list *list,
                           const struct docx_level *level, struct buffer *out) {
  const char *p;
  for (p = level->text; *p != '\0'; p++) {
    if (*p == '%' && p[1] >= '1' && p[1] <= '9')
      put_count(counter, list, *++p - '1', level->plain, out);
    else
      tthc__put_char(out, *p);
  }
}

int32_t tthc__docx_put_number(struct docx_numbering *numbering, const char *style, const char *list_id, int32_t n,
                              struct buffer *out, tthc_error *err) {
  const int64_t before = out->size;
  const struct docx_level *level;
  struct docx_counter *counter;
  struct docx_list *list;
  inherit(numbering, style, &list_id, &n);
  list = find_list(numbering, list_id); /* the id 0 takes a style's number away, and no list has it */
  counter = counter_of(numbering, list);
  if (counter == NULL) return TTHC_OK;
  if (n < 0) n = level_of_style(counter, list, style);
  level = level_at(counter, list, n);
  if (level == NULL) return TTHC_OK;
  count(counter, list, n);
  if (level->text == NULL || *level->text == '\0') return TTHC_OK;
  if (level->format == BULLET)
    tthc__put_char(out, '-');
  else
    put_level_text(counter, list, level, out);
  if (out->size - before > NUMBER_MAX)
    return tthc__fail(err, TTHC_E_LIMIT, NULL,
                      WORDS("số tự động không quá 128 byte", "automatic numbers of at most 128 bytes"));
  if (out->size > before) tthc__put_char(out, ' ');
  return out->failed ? tthc__fail_memory(err) : TTHC_OK;
}
