/* What the tests of values, figures and trends share: a plan with one indicator "i", and figures for it. */
#ifndef TTHC_ASSESS_FIGURES_H
#define TTHC_ASSESS_FIGURES_H

#include "assess/cases.h"

#define UNITS                                                                                          \
  "'units': [{'id': 'a', 'name': 'A'}, {'id': 'b', 'name': 'B'}, {'id': 'c', 'name': 'C'}, "           \
  "{'id': 'd', 'name': 'D'}, {'id': 'g', 'name': 'G', 'kind': 'group', 'members': "                    \
  "[{'unit': 'a'}, {'unit': 'b'}, {'unit': 'c', 'first_day': '2021-07-01'}]}], "
#define TASK "'tasks': [{'label': '1', 'title': 'T', 'lead': {'units': ['g']}, 'deadline': {'text': 'Thường xuyên'}}], "
#define INDICATOR(kind, series, more) \
  UNITS TASK "'indicators': [{'id': 'i', 'title': 'I', 'kind': '" kind "', 'series': '" series "'" more "}]"

#define FIGURE(unit, period, figure, day, more)                                                                   \
  "{'kind': 'measurement', 'indicator': 'i', 'unit': '" unit "', 'period': '" period "', " figure ", 'day': '" day \
  "'" more "}"
#define RATIO(n, d) "'numerator': " #n ", 'denominator': " #d
#define AMOUNT(n) "'amount': " #n

#define Q1(unit, figure) FIGURE(unit, "2021-Q1", figure, "2021-03-31", "")
#define Q2(unit, figure) FIGURE(unit, "2021-Q2", figure, "2021-06-30", "")

#define TARGET(comparator, amount, more) "'targets': [{'comparator': '" comparator "', 'amount': " #amount more "}]"

#endif
