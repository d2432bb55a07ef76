/* Which units have reported anything: those that a plan obliges, and the facts of each. */
#include "cascade/senders.h"

#include "base/error.h"
#include "cascade/roles.h"
#include "cascade/roll_up.h"

#include <stdlib.h>
#include <string.h>

static int leads_any(const tthc_plan *plan, const char *stands) {
  int32_t i;
  for (i = 0; i < plan->tasks.count; i++)
    if (tthc__names(&plan->tasks.items[i].lead, stands)) return 1;
  return 0;
}

/* Adds a unit that is obliged; a group is not, nor a set that nobody can list. */
static int32_t add_unit(struct senders *senders, const tthc_plan *plan, int32_t unit, tthc_error *err) {
  const struct sender sender = {unit, 0, TTHC_NO_DAY};
  struct arena arena = {NULL};
  const char *stands;
  void *grown;
  int32_t rc = TTHC_OK;
  if (plan->units.items[unit].kind != TTHC_UNIT_SINGLE) return TTHC_OK;
  stands = tthc__stands_for(plan, unit, &arena, err);
  if (stands == NULL) {
    rc = TTHC_E_MEMORY;
  } else if (leads_any(plan, stands)) {
    if (MAKE_ROOM(senders->rows, grown))
      senders->rows.items[senders->rows.count++] = sender;
    else
      rc = tthc__fail_memory(err);
  }
  tthc__arena_free(&arena);
  return rc;
}

static struct sender *find(const struct senders *senders, int32_t unit) {
  int32_t low = 0, high = senders->rows.count;
  while (low < high) {
    const int32_t middle = low + (high - low) / 2;
    if (senders->rows.items[middle].unit < unit)
      low = middle + 1;
    else
      high = middle;
  }
  return low < senders->rows.count && senders->rows.items[low].unit == unit ? &senders->rows.items[low] : NULL;
}

int32_t tthc__list_senders(struct senders *senders, const tthc_plan *plan, int32_t first_day, int32_t last_day,
                           tthc_error *err) {
  int32_t i, rc = TTHC_OK;
  memset(senders, 0, sizeof *senders);
  for (i = 0; rc == TTHC_OK && i < plan->units.count; i++) rc = add_unit(senders, plan, i, err);
  for (i = 0; rc == TTHC_OK && i < plan->facts.count; i++) {
    const struct fact *fact = &plan->facts.items[i];
    struct sender *sender = find(senders, fact->unit);
    if (sender == NULL || !tthc__is_reported(fact->kind) || !tthc__is_between(fact->day, first_day, last_day)) continue;
    senders->sent += sender->facts == 0;
    sender->facts++;
    if (fact->day > sender->last_day) sender->last_day = fact->day;
  }
  return rc;
}

void tthc__free_senders(struct senders *senders) { free(senders->rows.items); }
