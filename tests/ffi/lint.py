#!/usr/bin/python3
"""Refuses public declarations that a foreign-function interface could not take.

usage: lint.py FFI_TEXT INCLUDE_DIR

Allowed are `typedef struct x x;`, named enums of plain integers, and functions over void, int32_t, int64_t,
const char *, handle pointers, and int32_t * or int64_t * for columns.
"""
import keyword
import pathlib
import re
import sys

from pycparser import c_ast, c_parser

PRELUDE = "typedef int int32_t; typedef long int64_t;\n"
KEYWORDS = set(keyword.kwlist) | set(keyword.softkwlist) - {"_"} | set(
    """alignas alignof and and_eq asm auto bitand bitor bool break case catch char char8_t char16_t char32_t class compl
    concept const consteval constexpr constinit const_cast continue co_await co_return co_yield decltype default delete
    do double dynamic_cast else enum explicit export extern false float for friend goto if inline int long mutable
    namespace new noexcept not not_eq nullptr operator or or_eq private protected public register reinterpret_cast
    requires return short signed sizeof static static_assert static_cast struct switch template this thread_local throw
    true try typedef typeid typename union unsigned using virtual void volatile wchar_t while xor xor_eq""".split())


def spell(node):
    """A type as text, "const char *"; what has no such spelling gives None."""
    if isinstance(node, c_ast.PtrDecl):
        inner = spell(node.type)
        return None if inner is None or node.quals else inner + ("*" if inner.endswith("*") else " *")
    if isinstance(node, c_ast.TypeDecl) and isinstance(node.type, c_ast.IdentifierType):
        return " ".join(node.quals + node.type.names)
    return None


def lint_enum(enum):
    if not enum.name:
        yield "an enum without a name"
    elif not enum.name.startswith("tthc_"):
        yield f"enum {enum.name}: no prefix tthc_"
    if enum.values is None:
        yield f"enum {enum.name}: declared without values"
        return
    for item in enum.values.enumerators:
        if not item.name.startswith("TTHC_"):
            yield f"{item.name}: no prefix TTHC_"
        value = item.value
        if isinstance(value, c_ast.UnaryOp) and value.op == "-":
            value = value.expr
        if not (isinstance(value, c_ast.Constant) and re.fullmatch("0|[1-9][0-9]*", value.value)
                and int(value.value) < 2**31):
            yield f"{item.name}: its value is not a plain integer of 32 bits"


def lint_function(decl, handles):
    name = decl.name
    if not name.startswith("tthc_"):
        yield f"{name}: no prefix tthc_"
    if decl.storage or decl.funcspec:
        yield f"{name}: {' '.join(decl.storage + decl.funcspec)}"
    pointers = {q + h + " *" for h in handles for q in ("", "const ")}
    result = spell(decl.type.type)
    if result not in pointers | {"void", "int32_t", "int64_t", "const char *"}:
        yield f"{name}: the type that it returns, {result or 'which has no plain name'}"
    if decl.type.args is None:
        yield f"{name}: () in place of (void)"
        return
    parameters = decl.type.args.params
    if len(parameters) == 1 and isinstance(parameters[0], c_ast.Typename) and spell(parameters[0].type) == "void":
        return
    allowed = pointers | {"int32_t", "int64_t", "const char *", "int32_t *", "int64_t *"}
    for place, parameter in enumerate(parameters):
        if isinstance(parameter, c_ast.EllipsisParam):
            yield f"{name}: variable arguments"
            continue
        text = spell(parameter.type)
        if text not in allowed:
            yield f"{name}: the type of parameter {place + 1}, {text or 'which has no plain name'}"
        if not parameter.name:
            yield f"{name}: parameter {place + 1} has no name"
        elif parameter.name in KEYWORDS:
            yield f"{name}: parameter {parameter.name} is a keyword of C++ or Python"
        if text == "tthc_error *":
            if parameter.name != "err":
                yield f"{name}: tthc_error * not named err"
            if place != len(parameters) - 1:
                yield f"{name}: err is not the last parameter"


def lint(text):
    """The problems of the FFI text."""
    try:
        declarations = c_parser.CParser().parse(PRELUDE + text).ext[2:]
    except Exception as error:  # pycparser's ParseError moved between its versions
        return [f"not readable: {error}"]
    problems, handles, seen = [], [], set()
    for node in declarations:
        if isinstance(node, c_ast.Typedef):
            struct = getattr(node.type, "type", None)
            if (isinstance(node.type, c_ast.TypeDecl) and isinstance(struct, c_ast.Struct) and struct.decls is None
                    and struct.name == node.name and not node.type.quals and node.name.startswith("tthc_")):
                handles.append(node.name)
            else:
                problems.append(f"typedef {node.name}: not of the form typedef struct tthc_x tthc_x;")
        elif isinstance(node, c_ast.Decl) and node.name is None and isinstance(node.type, c_ast.Enum):
            problems += lint_enum(node.type)
        elif isinstance(node, c_ast.Decl) and isinstance(node.type, c_ast.FuncDecl):
            problems += lint_function(node, handles)
        else:
            problems.append(f"{getattr(node, 'name', None) or type(node).__name__}: no function, enum or handle")
        name = getattr(node, "name", None)
        if name in seen:
            problems.append(f"{name}: declared twice")
        if name:
            seen.add(name)
    return problems


def lint_macros(text):
    """Wrappers cannot see macros: only include guards and the export mark are macros."""
    names = re.findall(r"^[ \t]*#[ \t]*define[ \t]+(\w+)", text, re.MULTILINE)
    return [f"macro {name}" for name in names if name != "TTHC_API" and not re.fullmatch(r"TTHCPLAN_(\w+_)?H", name)]


GOOD = """
enum tthc_status { TTHC_OK = 0, TTHC_E_MEMORY = -2, TTHC_NO_DAY = -2147483647 };
typedef struct tthc_error tthc_error;
typedef struct tthc_plan tthc_plan;
const char *tthc_version(void);
tthc_error *tthc_error_new(void);
void tthc_error_free(tthc_error *err);
const char *tthc_error_message(const tthc_error *err, const char *language);
const tthc_plan *tthc_plan_parent(const tthc_plan *plan);
tthc_plan *tthc_plan_read(const char *json, int64_t size, tthc_error *err);
int32_t tthc_plan_days(const tthc_plan *plan, int32_t *days, int32_t capacity);
int32_t tthc_plan_times(const tthc_plan *plan, int64_t *times, int32_t capacity);
"""

# Each is refused after GOOD, for one reason that holds the text beside it.
BAD = [
    ("int tthc_a(void);", "returns, int"),
    ("double tthc_a(void);", "returns, double"),
    ("char *tthc_a(void);", "returns, char *"),
    ("void *tthc_a(void);", "returns, void *"),
    ("const int32_t tthc_a(void);", "returns, const int32_t"),
    ("int32_t *tthc_a(void);", "returns, int32_t *"),
    ("tthc_plan tthc_a(void);", "returns, tthc_plan"),
    ("tthc_plan **tthc_a(void);", "returns, tthc_plan **"),
    ("enum tthc_status tthc_a(void);", "returns, which has no plain name"),
    ("struct tthc_plan *tthc_a(void);", "returns, which has no plain name"),
    ("void tthc_a(int count);", "parameter 1, int"),
    ("void tthc_a(unsigned count);", "parameter 1, unsigned"),
    ("void tthc_a(unsigned long count);", "parameter 1, unsigned long"),
    ("void tthc_a(size_t count);", "not readable"),
    ("void tthc_a(_Bool on);", "parameter 1, _Bool"),
    ("void tthc_a(double ratio);", "parameter 1, double"),
    ("void tthc_a(char *text);", "parameter 1, char *"),
    ("void tthc_a(const char *const text);", "no plain name"),
    ("void tthc_a(const char **texts);", "parameter 1, const char **"),
    ("void tthc_a(tthc_plan **out);", "parameter 1, tthc_plan **"),
    ("void tthc_a(tthc_plan plan);", "parameter 1, tthc_plan"),
    ("void tthc_a(void *data);", "parameter 1, void *"),
    ("void tthc_a(const int32_t count);", "parameter 1, const int32_t"),
    ("void tthc_a(const int32_t *days);", "parameter 1, const int32_t *"),
    ("void tthc_a(int32_t days[]);", "no plain name"),
    ("void tthc_a(struct tthc_plan *plan);", "no plain name"),
    ("void tthc_a(enum tthc_status status);", "no plain name"),
    ("void tthc_a(void (*call)(int32_t row));", "no plain name"),
    ("void tthc_a(volatile tthc_plan *plan);", "parameter 1, volatile"),
    ("void tthc_a(int32_t);", "has no name"),
    ("void tthc_a(const tthc_plan *, int32_t row);", "parameter 1 has no name"),
    ("void tthc_a();", "(void)"),
    ("void tthc_a(const char *format, ...);", "variable arguments"),
    ("void tthc_a(int32_t class);", "class is a keyword"),
    ("void tthc_a(const char *from);", "from is a keyword"),
    ("void tthc_a(const char *lambda);", "lambda is a keyword"),
    ("void tthc_a(int32_t new);", "new is a keyword"),
    ("void plan_a(void);", "no prefix tthc_"),
    ("static void tthc_a(void);", "static"),
    ("extern void tthc_a(void);", "extern"),
    ("inline void tthc_a(void);", "inline"),
    ("void tthc_a(void) {}", "no function, enum or handle"),
    ("void tthc_a(tthc_error *err, int32_t row);", "err is not the last"),
    ("void tthc_a(tthc_error *error);", "not named err"),
    ("const char *tthc_version(void);", "declared twice"),
    ("int32_t tthc_level;", "no function, enum or handle"),
    ("const char *tthc_names;", "no function, enum or handle"),
    ("extern int32_t tthc_level;", "no function, enum or handle"),
    ("struct tthc_pair { int32_t a; };", "no function, enum or handle"),
    ("union tthc_pair { int32_t a; int64_t b; };", "no function, enum or handle"),
    ("struct tthc_open;", "no function, enum or handle"),
    ("typedef struct tthc_pair { int32_t a; } tthc_pair;", "typedef tthc_pair"),
    ("typedef struct tthc_one tthc_other;", "typedef tthc_other"),
    ("typedef struct tthc_one *tthc_one;", "typedef tthc_one"),
    ("typedef struct plan plan;", "typedef plan"),
    ("typedef int32_t tthc_day;", "typedef tthc_day"),
    ("typedef int32_t (*tthc_call)(int32_t row);", "typedef tthc_call"),
    ("typedef enum tthc_kind { TTHC_A = 1 } tthc_kind;", "typedef tthc_kind"),
    ("enum { TTHC_A = 1 };", "without a name"),
    ("enum kind { TTHC_A = 1 };", "no prefix tthc_"),
    ("enum tthc_kind { A = 1 };", "no prefix TTHC_"),
    ("enum tthc_kind { TTHC_A };", "plain integer"),
    ("enum tthc_kind { TTHC_A = 1 << 2 };", "plain integer"),
    ("enum tthc_kind { TTHC_A = 0x10 };", "plain integer"),
    ("enum tthc_kind { TTHC_A = 010 };", "plain integer"),
    ("enum tthc_kind { TTHC_A = 1u };", "plain integer"),
    ("enum tthc_kind { TTHC_A = 'a' };", "plain integer"),
    ("enum tthc_kind { TTHC_A = TTHC_OK };", "plain integer"),
    ("enum tthc_kind { TTHC_A = 2147483648 };", "plain integer"),
    ("enum tthc_kind;", "without values"),
]

BAD_MACROS = ["#define TTHC_MAX 3\n", "  # define TTHC_FIRST(x) (x)\n", "#define PLAN_H\n"]


def self_test():
    """What the linter itself gets wrong."""
    wrong = [f"good, yet refused: {problem}" for problem in lint(GOOD)]
    for text, reason in BAD:
        problems = lint(GOOD + text)
        if len(problems) != 1 or reason not in problems[0]:
            wrong.append(f"{text} should be refused for \"{reason}\", not for {problems}")
    wrong += [f"good, yet refused: {p}" for p in lint_macros("#define TTHCPLAN_H\n#define TTHCPLAN_DAY_H\n")]
    wrong += [f"not refused: {text.strip()}" for text in BAD_MACROS if len(lint_macros(text)) != 1]
    return wrong


def main():
    if len(sys.argv) != 3:
        sys.exit("usage: lint.py FFI_TEXT INCLUDE_DIR")
    problems = [f"self test: {problem}" for problem in self_test()]
    problems += lint(pathlib.Path(sys.argv[1]).read_text(encoding="utf-8"))
    for header in sorted(pathlib.Path(sys.argv[2]).rglob("*.h")):
        problems += [f"{header.name}: {problem}" for problem in lint_macros(header.read_text(encoding="utf-8"))]
    for problem in problems:
        print(problem, file=sys.stderr)
    sys.exit(1 if problems else 0)


if __name__ == "__main__":
    main()
