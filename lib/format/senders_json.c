/* Which units have reported anything, as JSON. */
#include "base/error.h"
#include "base/json.h"
#include "calendar/day.h"
#include "cascade/senders.h"
#include "tthcplan/cascade.h"

struct options {
  int32_t from;
  int32_t to;
};

static const struct json_field option_fields[] = {
  {DAY_FIELD("from", struct options, from)}, {DAY_FIELD("to", struct options, to)}, {0}};

static void write_sender(struct json_writer *writer, const tthc_plan *plan, const struct sender *row) {
  tthc__json_write_open(writer, '{');
  tthc__json_write_text(writer, "unit", plan->units.items[row->unit].id);
  tthc__json_write_text(writer, "name", plan->units.items[row->unit].name);
  tthc__json_write_int(writer, "facts", row->facts);
  tthc__json_write_day(writer, "last_day", row->last_day);
  tthc__json_write_close(writer);
}

static void write_senders(struct json_writer *writer, const tthc_plan *plan, const struct senders *senders,
                          const struct options *options) {
  int32_t i;
  tthc__json_write_open(writer, '{');
  tthc__json_write_text(writer, "format", "tthcplan-senders/1");
  tthc__json_write_text(writer, "plan", plan->id);
  tthc__json_write_day(writer, "from", options->from);
  tthc__json_write_day(writer, "to", options->to);
  tthc__json_write_int(writer, "units_obliged", senders->rows.count);
  tthc__json_write_int(writer, "units_sent", senders->sent);
  tthc__json_write_name(writer, "units");
  tthc__json_write_open(writer, '[');
  for (i = 0; i < senders->rows.count; i++) {
    tthc__json_write_item(writer);
    write_sender(writer, plan, &senders->rows.items[i]);
  }
  tthc__json_write_close(writer);
  tthc__json_write_close(writer);
}

tthc_text *tthc_plan_senders_json(const tthc_plan *plan, const char *options_json, tthc_error *err) {
  struct options options = {TTHC_NO_DAY, TTHC_NO_DAY};
  struct json_writer writer;
  struct senders senders;
  tthc_text *text = NULL;
  if (tthc__need_plan(plan, err) != TTHC_OK) return NULL;
  if (tthc__json_options(options_json, option_fields, &options, NULL, err) != TTHC_OK) return NULL;
  if (options.from != TTHC_NO_DAY && options.to != TTHC_NO_DAY && options.from > options.to) {
    tthc__fail_at(err, TTHC_E_VALUE, "to", NULL, WORDS("ngày không trước \"from\"", "a day not before \"from\""));
    return NULL;
  }
  if (tthc__list_senders(&senders, plan, options.from, options.to, err) == TTHC_OK) {
    tthc__json_begin(&writer, 2, plan);
    write_senders(&writer, plan, &senders, &options);
    text = tthc__json_end(&writer, err);
  }
  tthc__free_senders(&senders);
  return text;
}
