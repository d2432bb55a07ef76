/* SPDX-License-Identifier: MIT */
/* Plans: one issued document with its parts, units, sections, tasks, indicators and facts. */
#ifndef TTHCPLAN_PLAN_H
#define TTHCPLAN_PLAN_H

#include "version.h"
#include "findings.h"
#include "day.h"

#if defined(__cplusplus) && !defined(TTHC_FFI)
extern "C" {
#endif

/*
 * What lives in a plan is addressed by an index, given in the order of making; nothing is ever removed, so an index
 * holds for the plan's life. Texts are trimmed nowhere and kept as given, in NFC. Setters take NULL (or TTHC_NO_DAY)
 * for "none". Every failing adder or setter leaves the plan as it was.
 */

/** A plan in memory. Many readers or one writer. */
typedef struct tthc_plan tthc_plan;

/**
 * An empty plan.
 * @param id ASCII: a-z, 0-9 and single hyphens between, at most 128 bytes, e.g. "vinh-cuu-2021"
 * @param year 1900..2200; the plan's span is that year until tthc_plan_set_span()
 * @return the plan; NULL with TTHC_E_VALUE or TTHC_E_MEMORY
 */
TTHC_API tthc_plan *tthc_plan_new(const char *id, int32_t year, tthc_error *err);

/**
 * Reads a plan document ("format": "tthcplan/1", docs/plan.schema.json), with its facts if it embeds them.
 * @param size bytes, -1 for "up to the NUL"
 * @param options_json {"revision": 3}: the store's revision that the document was made from, for tthc_store_save()
 * @return the plan; NULL with the code, the JSON Pointer, line and column, and what was expected
 */
TTHC_API tthc_plan *tthc_plan_read(const char *json, int64_t size, const char *options_json, tthc_error *err);

/**
 * Reads a plan from the document itself: text with its rows parted by tabs, Markdown tables, or a .docx
 * (tthc_has("docx")); told apart by what is in it. Nothing is dropped: what is not in the plan is in its findings, each
 * with its place in the document (tthc_plan_findings()). What is read are proposals: a person looks at the findings.
 * @param document UTF-8 with or without a byte order mark, UTF-16 with one, or a .docx, of at most 64 MiB
 * @param size bytes, -1 for "up to the NUL"
 * @param known a plan whose units are the register: they are copied, and preferred; NULL for none
 * @param options_json {"id": "vinh-cuu-2021", "year": 2021, "encoding": "windows-1258"}: the id, else made from the number
 *        or the subject; the year, else that of the title, the issue or the deadlines; the encoding, else told ("utf-8",
 *        "utf-16le", "utf-16be") or, for "windows-1258" and "tcvn3", required
 * @return the plan; NULL with TTHC_E_ENCODING at the line and column of the first bad byte, TTHC_E_FORMAT for what is no
 *         such document or holds no task, TTHC_E_MISSING when no year is found, TTHC_E_LIMIT, TTHC_E_UNSUPPORTED
 *         without the component, …
 */
TTHC_API tthc_plan *tthc_plan_read_document(const char *document, int64_t size, const tthc_plan *known,
                                            const char *options_json, tthc_error *err);

/** Frees a plan and all that lives in it; NULL is fine. */
TTHC_API void tthc_plan_free(tthc_plan *plan);

/**
 * The plan as a document. Reading it and writing it again gives the same bytes.
 * @param options_json {"facts": true} embeds the facts
 * @return owned text; NULL with TTHC_E_HANDLE or TTHC_E_MEMORY
 */
TTHC_API tthc_text *tthc_plan_json(const tthc_plan *plan, const char *options_json, tthc_error *err);

/**
 * Adds the facts of a facts document ("format": "tthcplan-facts/1", docs/facts.schema.json). A fact that the plan holds
 * already is passed over. Every bad row is reported, and then none is added.
 * @return how many facts were new; a negative code on failure
 */
TTHC_API int32_t tthc_plan_read_facts(tthc_plan *plan, const char *json, int64_t size, const char *options_json,
                                      tthc_error *err);

/**
 * Adds the facts of a table as spreadsheets write it: CSV (RFC 4180), a row for each fact below a heading row that names
 * members of a fact ("task", "evidence.number", "done_day") or what officers call them ("Mã nhiệm vụ", "Số văn bản",
 * "Ngày hoàn thành"; docs/formats.md has all), in any case, with or without marks. Empty cells are absent members. A unit
 * is told by id or name, a period in any form that tthc_period_canonical() reads, a day as 2021-06-30 or 30/6/2021, a kind
 * or state in words of either language. A fact that the plan holds already, from a table or a document, is passed over.
 * Every bad row is reported, with line and column and a path such as "/3/percent" (rows from 0), and then none is added.
 * @param csv UTF-8 with or without a byte order mark, UTF-16 with one, at most 64 MiB and 1,000,000 rows
 * @param size bytes, -1 for "up to the NUL"
 * @param options_json {"separator": ";", "kind": "progress", "encoding": "windows-1258"}: ";", "," or "\t", else told from
 *        the heading row; the kind of rows that tell none; the encoding as for tthc_plan_read_document()
 * @return how many facts were new; a negative code on failure: TTHC_E_UNKNOWN_MEMBER, with the known ones, for a heading,
 *         TTHC_E_MISSING, TTHC_E_DUPLICATE_MEMBER, TTHC_E_SYNTAX (a quote that is not closed), TTHC_E_ENCODING, those of
 *         the adders in fact.h, …
 */
TTHC_API int32_t tthc_plan_read_facts_csv(tthc_plan *plan, const char *csv, int64_t size, const char *options_json,
                                          tthc_error *err);

/** The facts of the plan as a document, in the order of adding. @return owned text; NULL on failure */
TTHC_API tthc_text *tthc_plan_facts_json(const tthc_plan *plan, const char *options_json, tthc_error *err);

/** What was noticed in the plan as it is now. @return owned findings; NULL with TTHC_E_HANDLE or TTHC_E_MEMORY */
TTHC_API tthc_findings *tthc_plan_findings(const tthc_plan *plan, tthc_error *err);

/** The plan's id; NULL for a wrong handle. */
TTHC_API const char *tthc_plan_id(const tthc_plan *plan);

/** The revision that the plan was loaded or saved as; 0 when never stored. */
TTHC_API int32_t tthc_plan_revision(const tthc_plan *plan);

/** The plan's year; 0 for a wrong handle. */
TTHC_API int32_t tthc_plan_year(const tthc_plan *plan);

/** The first day of the plan's span; TTHC_NO_DAY for a wrong handle. */
TTHC_API int32_t tthc_plan_first_day(const tthc_plan *plan);

/** The last day of the plan's span; TTHC_NO_DAY for a wrong handle. */
TTHC_API int32_t tthc_plan_last_day(const tthc_plan *plan);

/** Sets the span. @return TTHC_OK; TTHC_E_DAY or TTHC_E_VALUE (it ends before it begins, or lasts over 100 years) */
TTHC_API int32_t tthc_plan_set_span(tthc_plan *plan, int32_t first_day, int32_t last_day, tthc_error *err);

/** The regime that names the plan's reporting periods; "kstt" unless set. */
TTHC_API const char *tthc_plan_regime(const tthc_plan *plan);

/** Sets the regime's id; NULL for "kstt". Whether a calendar has it is seen when the plan is assessed. */
TTHC_API int32_t tthc_plan_set_regime(tthc_plan *plan, const char *regime, tthc_error *err);

/** 1, unless set to 0: a due day that is a day off moves to the next working day (Civil Code 2015, art. 148.5). */
TTHC_API int32_t tthc_plan_rolls(const tthc_plan *plan);

/** Sets that; 0 or 1. */
TTHC_API int32_t tthc_plan_set_rolls(tthc_plan *plan, int32_t rolls, tthc_error *err);

/** What the plan is about (trích yếu): "Kiểm soát thủ tục hành chính huyện Vĩnh Cửu năm 2021". NULL when not set. */
TTHC_API const char *tthc_plan_subject(const tthc_plan *plan);

/** Sets the subject; NULL for none. */
TTHC_API int32_t tthc_plan_set_subject(tthc_plan *plan, const char *subject, tthc_error *err);

/** Who issued it (cơ quan ban hành); NULL when not set. */
TTHC_API const char *tthc_plan_authority(const tthc_plan *plan);

/** Sets who issued it; NULL for none. */
TTHC_API int32_t tthc_plan_set_authority(tthc_plan *plan, const char *authority, tthc_error *err);

/** Its number and symbol (số, ký hiệu), "05/KH-UBND"; NULL when not set. */
TTHC_API const char *tthc_plan_number(const tthc_plan *plan);

/** Sets the number and symbol; NULL for none. */
TTHC_API int32_t tthc_plan_set_number(tthc_plan *plan, const char *number, tthc_error *err);

/** Where it was issued (địa danh); NULL when not set. */
TTHC_API const char *tthc_plan_place(const tthc_plan *plan);

/** Sets the place of issue; NULL for none. */
TTHC_API int32_t tthc_plan_set_place(tthc_plan *plan, const char *place, tthc_error *err);

/** The day of issue; TTHC_NO_DAY when not known. */
TTHC_API int32_t tthc_plan_issued_day(const tthc_plan *plan);

/** Sets the day of issue; TTHC_NO_DAY for none. */
TTHC_API int32_t tthc_plan_set_issued_day(tthc_plan *plan, int32_t day, tthc_error *err);

/** The opening paragraph; NULL when not set. */
TTHC_API const char *tthc_plan_preamble(const tthc_plan *plan);

/** Sets the opening paragraph; NULL for none. */
TTHC_API int32_t tthc_plan_set_preamble(tthc_plan *plan, const char *preamble, tthc_error *err);

/** The name of who signed; NULL when not set. */
TTHC_API const char *tthc_plan_signatory(const tthc_plan *plan);

/** The position (chức vụ) of who signed; NULL when not set. */
TTHC_API const char *tthc_plan_signatory_position(const tthc_plan *plan);

/** Sets who signed, name and position; NULL for none. */
TTHC_API int32_t tthc_plan_set_signatory(tthc_plan *plan, const char *name, const char *position, tthc_error *err);

/** The superior's plan that this one was derived from; NULL for none. */
TTHC_API const char *tthc_plan_source_plan(const tthc_plan *plan);

/** The revision of that plan; 0 when not known. */
TTHC_API int32_t tthc_plan_source_revision(const tthc_plan *plan);

/** The unit of that plan for which it was derived; NULL for none. */
TTHC_API const char *tthc_plan_source_unit(const tthc_plan *plan);

/** Sets these three; a plan of NULL for none. */
TTHC_API int32_t tthc_plan_set_source(tthc_plan *plan, const char *source_plan, int32_t source_revision, const char *unit,
                                      tthc_error *err);

/** Adds a document that the plan rests on or cites (căn cứ). Only the number is required. @return its index */
TTHC_API int32_t tthc_plan_add_basis(tthc_plan *plan, const char *number, int32_t day, const char *issuer,
                                     const char *title, tthc_error *err);

/** How many such documents there are; 0 for a wrong handle. */
TTHC_API int32_t tthc_plan_basis_count(const tthc_plan *plan);

/** The number of one, "09/2019/NĐ-CP"; NULL for a wrong index. */
TTHC_API const char *tthc_plan_basis_number(const tthc_plan *plan, int32_t basis);

/** Its day of issue; TTHC_NO_DAY when not known. */
TTHC_API int32_t tthc_plan_basis_day(const tthc_plan *plan, int32_t basis);

/** Who issued it; NULL when not known. */
TTHC_API const char *tthc_plan_basis_issuer(const tthc_plan *plan, int32_t basis);

/** What it is about; NULL when not known. */
TTHC_API const char *tthc_plan_basis_title(const tthc_plan *plan, int32_t basis);

/** Adds a line of "Nơi nhận". @return its index */
TTHC_API int32_t tthc_plan_add_recipient(tthc_plan *plan, const char *recipient, tthc_error *err);

/** How many lines "Nơi nhận" has; 0 for a wrong handle. */
TTHC_API int32_t tthc_plan_recipient_count(const tthc_plan *plan);

/** One line of "Nơi nhận"; NULL for a wrong index. */
TTHC_API const char *tthc_plan_recipient(const tthc_plan *plan, int32_t recipient);

#if defined(__cplusplus) && !defined(TTHC_FFI)
}
#endif

#endif
