/* Cells cut into bodies: atoms between separators, put together again to names. */
#include "document/unit_list.h"

#include "base/text.h"
#include "base/unicode.h"
#include "document/unit_name.h"
#include "tthcplan/unit.h"

#include <string.h>

#define LENGTH(table) (sizeof(table) / sizeof *(table))

enum { ATOMS_MAX = 512, REACH_MAX = 6, NAME_MAX = 400 };

/* --- names known -------------------------------------------------------------------------------------------------- */

static const char *key_of(struct arena *arena, const char *name, int64_t size) {
  struct buffer key = {0};
  const char *copy = tthc__arena_copy(arena, name, (size_t)size), *result = NULL;
  if (copy != NULL) {
    tthc__put_unit_key(&key, copy, 0);
    if (!key.failed) result = tthc__arena_copy(arena, key.size > 0 ? key.data : "", (size_t)key.size);
  }
  tthc__buffer_free(&key);
  return result;
}

int32_t tthc__unit_names_add(struct unit_names *names, const char *name, tthc_error *err) {
  const char *key = key_of(&names->arena, name, (int64_t)strlen(name));
  if (key == NULL) return tthc__fail_memory(err);
  return *key == '\0' || tthc__index_put(&names->keys, key, 0) == TTHC_OK ? TTHC_OK : tthc__fail_memory(err);
}

void tthc__unit_names_free(struct unit_names *names) {
  tthc__index_free(&names->keys);
  tthc__arena_free(&names->arena);
}

/* --- atoms -------------------------------------------------------------------------------------------------------- */

enum separator { SEP_NONE, SEP_COMMA, SEP_AND, SEP_END };

/* Text between separators, and what stands before it. */
struct atom {
  int32_t from;
  int32_t to;
  int32_t before;
  const char *folded;
  int begins_unit;
};

struct cutting {
  const char *text;
  const struct unit_names *names;
  struct arena *arena;
  struct bodies *out;
  struct atom atoms[ATOMS_MAX];
  int32_t count;
  int32_t beyond;   /* where a cell has more atoms than are read; 0: it has not */
  int32_t remarked; /* the body before had words behind its name */
  int failed;
};

static const char *copy_of(struct cutting *c, int32_t from, int32_t to) {
  const char *copy = tthc__arena_copy(c->arena, c->text + from, (size_t)(to > from ? to - from : 0));
  if (copy == NULL) c->failed = 1;
  return copy == NULL ? "" : copy;
}

static const char *folded_of(struct cutting *c, const char *text) {
  struct buffer folded = {0};
  const char *copy;
  tthc__put_folded(&folded, text, FOLD_PLAIN);
  copy = folded.failed ? NULL : tthc__arena_copy(c->arena, folded.size > 0 ? folded.data : "", (size_t)folded.size);
  tthc__buffer_free(&folded);
  if (copy == NULL) c->failed = 1;
  return copy == NULL ? "" : copy;
}

static int begins_unit(struct cutting *c, const char *text) {
  const int begins = tthc__begins_unit(text);
  if (begins < 0) c->failed = 1;
  return begins > 0;
}

static void add_atom(struct cutting *c, int32_t from, int32_t to, int32_t before) {
  struct atom *atom = &c->atoms[c->count];
  while (from < to && strchr(" -.&", c->text[from]) != NULL) from++;
  while (to > from && strchr(" .&", c->text[to - 1]) != NULL) to--;
  if (from == to) return;
  if (c->count == ATOMS_MAX) {
    if (c->beyond == 0) c->beyond = from;
    return;
  }
  atom->from = from;
  atom->to = to;
  atom->before = before;
  atom->folded = folded_of(c, copy_of(c, from, to));
  atom->begins_unit = begins_unit(c, copy_of(c, from, to));
  c->count++;
}

/* The bytes of a separator here; a comma within brackets is none. */
static int32_t separator_at(const char *text, int32_t at, int32_t depth, int32_t *kind) {
  static const struct {
    const char *mark;
    int32_t kind;
  } marks[] = {{";", SEP_END},   {"\n", SEP_END},   {",", SEP_COMMA}, {" và ", SEP_AND},
               {" & ", SEP_AND}, {" va ", SEP_AND}, {". ", SEP_END},  {" VÀ ", SEP_AND}};
  size_t i;
  for (i = 0; depth == 0 && i < LENGTH(marks); i++) {
    const size_t size = strlen(marks[i].mark);
    if (strncmp(text + at, marks[i].mark, size) != 0 || strncmp(text + at, ", chống", strlen(", chống")) == 0) continue;
    *kind = marks[i].kind;
    return (int32_t)size;
  }
  return 0;
}

static void cut_atoms(struct cutting *c) {
  int32_t at = 0, from = 0, before = SEP_END, kind = SEP_NONE, size, depth = 0;
  while (c->text[at] != '\0') {
    if (c->text[at] == '(') depth++;
    if (c->text[at] == ')' && depth > 0) depth--;
    size = separator_at(c->text, at, depth, &kind);
    if (size == 0) {
      at++;
      continue;
    }
    add_atom(c, from, at, before);
    before = from == at && before == SEP_END ? SEP_END : kind;
    at += size;
    from = at;
    /* "; và", ", và": the first one decides */
    if (strncmp(c->text + at, " và ", strlen(" và ")) == 0) from = at += (int32_t)strlen(" và ");
  }
  add_atom(c, from, at, before);
}

/* --- names -------------------------------------------------------------------------------------------------------- */

static int is_known(struct cutting *c, const char *name) {
  const char *key = key_of(c->arena, name, (int64_t)strlen(name));
  if (key == NULL) {
    c->failed = 1;
    return 0;
  }
  return *key != '\0' && tthc__index_get(&c->names->keys, key) != TTHC_NONE;
}

/* How many atoms from the n-th on make the longest known name; 0 when none does. */
static int32_t longest_known(struct cutting *c, int32_t n) {
  int32_t last = n + 1, best = 0;
  for (; last <= c->count && last - n <= REACH_MAX; last++) {
    if (last - 1 > n && c->atoms[last - 1].before == SEP_END) break;
    if (c->atoms[last - 1].to - c->atoms[n].from > NAME_MAX) break;
    if (is_known(c, copy_of(c, c->atoms[n].from, c->atoms[last - 1].to))) best = last - n;
  }
  return best;
}

static int begins_with(const char *folded, const char *words) {
  const size_t size = strlen(words);
  return strncmp(folded, words, size) == 0 && (folded[size] == ' ' || folded[size] == '\0');
}

static int begins_small(const struct cutting *c, const struct atom *atom) {
  int64_t step;
  return tthc__letter_at(c->text + atom->from, &step) == 'l';
}

/* The first word of a name with a noun of its own, "Phòng" of "Phòng Nội vụ". */
static int32_t noun_size(const char *name) {
  const char *space = strchr(name, ' ');
  return space == NULL ? 0 : (int32_t)(space - name);
}

/*
 * "Phòng" and "Văn hóa & Thông tin" as one name, when that is known; of several atoms as many as make one. NULL when none
 * is; *next is the atom behind it.
 */
static const char *with_noun(struct cutting *c, const char *before, int32_t n, int32_t *next) {
  const int32_t noun = noun_size(before);
  const char *found = NULL;
  int32_t last;
  for (last = n + 1; noun > 0 && last <= c->count && last - n <= REACH_MAX; last++) {
    const int32_t from = c->atoms[n].from, size = c->atoms[last - 1].to - from;
    char *name;
    if (last - 1 > n && (c->atoms[last - 1].before == SEP_END || c->atoms[last - 1].begins_unit)) break;
    if (size > NAME_MAX) break;
    name = tthc__arena_alloc(c->arena, (size_t)(noun + 1 + size + 1));
    if (name == NULL) {
      c->failed = 1;
      return NULL;
    }
    memcpy(name, before, (size_t)noun);
    name[noun] = ' ';
    memcpy(name + noun + 1, c->text + from, (size_t)size);
    if (!is_known(c, name)) continue;
    found = name;
    *next = last;
  }
  return found;
}

/* What an atom does behind a body that ends at the atom before. */
enum step { STEP_NEW, STEP_GOES_ON, STEP_DOUBTFUL, STEP_ELLIPSIS, STEP_REMARK };

static int is_group(const char *folded) { return tthc__kind_of_unit(folded) != TTHC_UNIT_SINGLE; }

static int32_t step_of(struct cutting *c, const char *body, int32_t n) {
  const struct atom *atom = &c->atoms[n];
  const char *folded = folded_of(c, body), *f = atom->folded;
  int32_t next;
  const int collective = is_group(folded) || (tthc__begins_generic(folded) && strchr(folded, ' ') == NULL);
  if (atom->before == SEP_END) return STEP_NEW;
  if (begins_with(f, "cap") || strcmp(f, "tinh") == 0) return STEP_GOES_ON;
  if (begins_small(c, atom)) {
    if (begins_with(f, "cac"))
      return atom->before == SEP_COMMA && begins_with(folded, "cac") && !begins_with(f, "cac don vi") &&
                 !begins_with(f, "cac co quan") && !begins_with(f, "cac xa") && !begins_with(f, "cac phuong")
               ? STEP_GOES_ON
               : STEP_NEW;
    if (tthc__begins_generic(f)) {
      if (collective) return STEP_GOES_ON;
      if (atom->begins_unit || strstr(f, "lien quan") != NULL) return STEP_NEW;
      return STEP_GOES_ON;
    }
    if (atom->begins_unit) return STEP_NEW;
    return c->remarked ? STEP_REMARK : STEP_GOES_ON;
  }
  if (atom->begins_unit) {
    const size_t size = strlen(folded);
    if (begins_with(f, "ubnd cap") && atom->before == SEP_COMMA && begins_with(folded, "cac")) return STEP_DOUBTFUL;
    if (begins_with(f, "ubnd") && atom->before == SEP_AND && size >= 4 && strcmp(folded + size - 4, "hdnd") == 0)
      return STEP_GOES_ON;
    if (collective && strchr(f, ' ') == NULL && tthc__begins_generic(f)) return STEP_GOES_ON; /* "Sở, Ban, Ngành" */
    return STEP_NEW;
  }
  if (with_noun(c, body, n, &next) != NULL) return STEP_ELLIPSIS;
  if (collective && tthc__begins_generic(f)) return STEP_GOES_ON;
  return atom->before == SEP_COMMA && !collective ? STEP_DOUBTFUL : STEP_GOES_ON;
}

/* --- remarks ------------------------------------------------------------------------------------------------------ */

/* Where words that are no part of a name begin: a role, what follows "theo" or "tại", a bracket at the end. */
static int32_t remark_within(const char *name) {
  static const char *const words[] = {
    " chủ trì",      " phối hợp",      " tiến hành",      " có trách nhiệm", " chịu trách nhiệm", " thực hiện",
    " rà soát",      " tham mưu",      " hướng dẫn",      " theo chức năng", " theo lĩnh vực",    " theo nhiệm vụ",
    " theo phạm vi", " theo quy định", " theo phân công", " tại điểm",       " tại khoản",        " tại mục",
    " tham gia",     " đôn đốc",       " là cơ quan",     " là đầu mối",     " làm đầu mối",      " báo cáo về"};
  const size_t size = strlen(name);
  const char *bracket = strstr(name, " (");
  int32_t best = bracket != NULL && size > 0 && name[size - 1] == ')' ? (int32_t)(bracket - name) : -1;
  size_t i;
  for (i = 0; i < LENGTH(words); i++) {
    const char *at = strstr(name, words[i]);
    /* What is left must still be a name: "Phòng chủ trì soạn thảo" is one. */
    if (at != NULL && memchr(name, ' ', (size_t)(at - name)) != NULL && (best < 0 || at - name < best))
      best = (int32_t)(at - name);
  }
  return best;
}

/* Words before a name: "Giao Sở Nội vụ", "mời UBMTTQ". The bytes. */
static int32_t remark_before(const char *name) {
  static const char *const words[] = {"Giao ",     "giao ",     "Đề nghị ",   "đề nghị ",      "mời ",
                                      "Mời ",      "Do ",       "do ",        "phối hợp với ", "Phối hợp với ",
                                      "Chủ trì: ", "chủ trì: ", "Phối hợp: ", "phối hợp: "};
  size_t i;
  for (i = 0; i < LENGTH(words); i++)
    if (strncmp(name, words[i], strlen(words[i])) == 0) return (int32_t)strlen(words[i]);
  return 0;
}

static void add_body(struct cutting *c, const char *name, int32_t doubt, const char *about) {
  struct body *grown = tthc__arena_grow(c->arena, c->out->items, c->out->count, sizeof *grown);
  const struct body body = {name, doubt, about};
  if (grown == NULL) {
    c->failed = 1;
    return;
  }
  c->out->items = grown;
  grown[c->out->count++] = body;
}

/* "Phòng Nội vụ Phòng Tư pháp": where the noun of a name comes again; -1 when it does not. */
static int32_t repeated_noun(const char *name) {
  const int32_t noun = noun_size(name);
  const char *at = name + noun;
  int64_t step;
  if (noun == 0 || tthc__letter_at(name, &step) != 'u') return -1;
  while ((at = strchr(at, ' ')) != NULL) {
    at++;
    if (strncmp(at, name, (size_t)noun) == 0 && at[noun] == ' ' && at - name > noun + 1) return (int32_t)(at - name);
  }
  return -1;
}

/* Two names without anything between them: where the second begins; -1 when there is one. */
static int32_t second_name(struct cutting *c, const char *name) {
  const char *at = name;
  int64_t step;
  if (is_known(c, name)) return -1;
  if (repeated_noun(name) > 0) return repeated_noun(name);
  while ((at = strchr(at, ' ')) != NULL) {
    const char *first, *folded;
    at++;
    if (tthc__letter_at(at, &step) != 'u') continue;
    if (!begins_unit(c, at) || strchr(at, ' ') == NULL) continue;
    folded = folded_of(c, at);
    first = tthc__arena_copy(c->arena, name, (size_t)(at - 1 - name));
    if (first == NULL) {
      c->failed = 1;
      return -1;
    }
    if (is_known(c, first) && is_known(c, at)) return (int32_t)(at - name);
    if (strchr(first, ' ') != NULL && is_group(folded_of(c, first)) &&
        (begins_with(folded, "so") || begins_with(folded, "phong")))
      return (int32_t)(at - name);
  }
  return -1;
}

/* Adds a name without the remarks around it. */
static void add_name(struct cutting *c, const char *name, int32_t doubt, const char *about) {
  const int32_t before = remark_before(name);
  int32_t end, second;
  if (before > 0) add_body(c, NULL, BODY_REMARK, name);
  name += before;
  end = is_known(c, name) ? -1 : remark_within(name);
  c->remarked = end >= 0;
  if (end >= 0) {
    add_body(c, NULL, BODY_REMARK, name + end + 1);
    name = tthc__arena_copy(c->arena, name, (size_t)end);
    if (name == NULL) {
      c->failed = 1;
      return;
    }
  }
  second = strlen(name) > NAME_MAX ? -1 : second_name(c, name);
  if (second > 0) {
    add_body(c, tthc__arena_copy(c->arena, name, (size_t)second - 1), BODY_UNPARTED, name);
    add_body(c, name + second, BODY_SURE, NULL);
  } else if (*name != '\0' && strlen(name) <= NAME_MAX)
    add_body(c, name, doubt, about);
  else
    add_body(c, NULL, BODY_REMARK, name);
}

/* --- the cell ----------------------------------------------------------------------------------------------------- */

/* "Các Sở: Nội vụ, Tài chính": the noun that each name of the list lacks, with a blank; 0 when it is no such list. */
static int32_t list_noun(const char *text, int32_t *names) {
  static const char *const openings[] = {
    "Các Sở: ", "Các sở: ", "các sở: ", "Các phòng: ", "Các Phòng: ", "các phòng: "};
  size_t i;
  for (i = 0; i < LENGTH(openings); i++)
    if (strncmp(text, openings[i], strlen(openings[i])) == 0) {
      *names = (int32_t)strlen(openings[i]);
      return (int32_t)strlen("Các ");
    }
  return 0;
}

/* Gives the first atom behind the list. */
static int32_t read_noun_list(struct cutting *c, int32_t noun, int32_t names) {
  int32_t n;
  const char *word = copy_of(c, noun, names - 2);
  for (n = 0; n < c->count; n++) {
    struct buffer name = {0};
    const char *copy;
    int32_t from = n == 0 ? names : c->atoms[n].from;
    if (c->atoms[n].before == SEP_END && n > 0) break;
    if (!c->atoms[n].begins_unit || n == 0) {
      tthc__put(&name, word);
      tthc__put_char(&name, ' ');
    }
    tthc__put_bytes(&name, c->text + from, c->atoms[n].to - from);
    copy = name.failed ? NULL : tthc__arena_copy(c->arena, name.data, (size_t)name.size);
    tthc__buffer_free(&name);
    if (copy == NULL)
      c->failed = 1;
    else
      add_name(c, copy, n == 0 ? BODY_SURE : BODY_ELLIPSIS, c->text);
  }
  return n;
}

/* The atoms from the n-th on that make one body; adds it, and gives the next atom. */
static int32_t read_body(struct cutting *c, int32_t n) {
  int32_t last = n + longest_known(c, n), doubt = BODY_SURE;
  const char *name, *about = NULL;
  if (last > n) { /* known: it ends there, unless small words go on with it */
    name = copy_of(c, c->atoms[n].from, c->atoms[last - 1].to);
  } else {
    last = n + 1;
    name = copy_of(c, c->atoms[n].from, c->atoms[n].to);
  }
  c->remarked = remark_within(name) >= 0;
  while (last < c->count && longest_known(c, last) == 0) {
    const int32_t step = step_of(c, name, last);
    if (step == STEP_NEW || step == STEP_ELLIPSIS) break;
    if (step == STEP_REMARK) {
      add_body(c, NULL, BODY_REMARK, copy_of(c, c->atoms[last].from, c->atoms[last].to));
      last++;
      continue;
    }
    if (step == STEP_DOUBTFUL && is_known(c, name) && doubt == BODY_SURE && !is_group(folded_of(c, name))) break;
    name = copy_of(c, c->atoms[n].from, c->atoms[last].to);
    if (step == STEP_DOUBTFUL) {
      doubt = BODY_AMBIGUOUS;
      about = name;
    }
    last++;
  }
  if (is_known(c, name)) doubt = BODY_SURE;
  add_name(c, name, doubt, about);
  return last;
}

int32_t tthc__split_units(const char *text, const struct unit_names *names, struct arena *arena, struct bodies *out,
                          tthc_error *err) {
  struct cutting c;
  int32_t n = 0, next = 0, noun, names_at = 0;
  memset(&c, 0, offsetof(struct cutting, atoms));
  c.count = c.beyond = c.remarked = c.failed = 0;
  c.text = text;
  c.names = names;
  c.arena = arena;
  c.out = out;
  memset(out, 0, sizeof *out);
  cut_atoms(&c);
  noun = list_noun(text, &names_at);
  if (noun > 0 && c.count > 0 && c.atoms[0].to > names_at) n = read_noun_list(&c, noun, names_at);
  while (n < c.count && !c.failed) {
    const char *before = out->count > 0 ? out->items[out->count - 1].name : NULL;
    const char *whole =
      n > 0 && before != NULL && c.atoms[n].before != SEP_END && longest_known(&c, n) == 0 && !c.atoms[n].begins_unit
        ? with_noun(&c, before, n, &next)
        : NULL;
    if (whole != NULL) {
      add_body(&c, whole, BODY_ELLIPSIS, text);
      n = next;
    } else
      n = read_body(&c, n);
  }
  if (c.beyond > 0) add_body(&c, NULL, BODY_REMARK, copy_of(&c, c.beyond, (int32_t)strlen(text)));
  return c.failed ? tthc__fail_memory(err) : TTHC_OK;
}

/* Whether a text is one name beyond doubt: it begins like one, and nothing in it parts names. -1 without memory. */
static int is_one_name(const char *text) {
  const char *sign = strstr(text, " & ");
  struct buffer folded = {0};
  int begins = tthc__begins_unit(text);
  if (begins <= 0 || strlen(text) > NAME_MAX || strchr(text, ',') != NULL || strstr(text, " và ") != NULL ||
      strstr(text, " va ") != NULL || remark_within(text) >= 0 || repeated_noun(text) >= 0)
    return begins < 0 ? -1 : 0;
  if (sign != NULL && (begins = tthc__begins_unit(sign + 3)) != 0) return begins < 0 ? -1 : 0;
  tthc__put_folded(&folded, text, FOLD_PLAIN);
  begins = folded.failed ? -1 : strchr(folded.data, ' ') != NULL && tthc__kind_of_unit(folded.data) == TTHC_UNIT_SINGLE;
  tthc__buffer_free(&folded);
  return begins;
}

int32_t tthc__learn_units(const char *text, struct unit_names *names, tthc_error *err) {
  int32_t rc = TTHC_OK;
  while (rc == TTHC_OK && *text != '\0') {
    const size_t size = strcspn(text, ";\n");
    const char *name = tthc__arena_copy(&names->arena, text, size);
    const int is_one = name == NULL ? -1 : is_one_name(name);
    if (is_one < 0) return tthc__fail_memory(err);
    if (is_one) rc = tthc__unit_names_add(names, name, err);
    text += size + (text[size] != '\0');
  }
  return rc;
}
