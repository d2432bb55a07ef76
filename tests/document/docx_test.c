/* Word documents as blocks: text, tables, automatic numbers, tracked changes; and files that are bad or mean harm. */
#include "document/docx.h"

#include "document/docx_body.h"
#include "support/check.h"
#include "support/make_docx.h"
#include "support/samples.h"
#include "tthcplan/version.h"

#include <stdio.h>
#include <zip.h>

/* --- making and showing ------------------------------------------------------------------------------------------- */

static void show_text(struct buffer *out, const char *text) {
  for (; *text != '\0'; text++) tthc__put_char(out, *text == '\n' ? '/' : *text);
}

/* A paragraph as "1:text", a row as "1.2|cell|cell", with "/" for a line end and "^" for what goes on from above. */
static char *show(const struct blocks *blocks) {
  struct buffer out = {0};
  int32_t i, k;
  tthc__put(&out, "");
  for (i = 0; i < blocks->count; i++) {
    const struct block *block = &blocks->items[i];
    if (i > 0) tthc__put_char(&out, '\n');
    for (k = 0; k < block->count; k++) {
      const struct piece *piece = tthc__block_piece(blocks, block, k);
      if (block->kind == BLOCK_PARAGRAPH) {
        assert_true(piece->place.table == 0 && piece->place.row == 0 && piece->place.cell == 0);
        tthc__put_int(&out, piece->place.paragraph);
        tthc__put_char(&out, ':');
      } else {
        assert_true(piece->place.paragraph == 0 && piece->place.cell == k + 1);
        if (k == 0) {
          tthc__put_int(&out, piece->place.table);
          tthc__put_char(&out, '.');
          tthc__put_int(&out, piece->place.row);
        }
        tthc__put_char(&out, '|');
      }
      if (piece->goes_on) tthc__put_char(&out, '^');
      show_text(&out, piece->text);
    }
  }
  assert_false(out.failed);
  return out.data;
}

/* The bytes end where they end, so that a sanitizer sees what is read beyond. */
static int32_t read_bytes(const struct buffer *file, struct blocks *blocks, tthc_error *err) {
  char *copy = check_exact_copy(file->data, (size_t)file->size);
  const int32_t rc = tthc__read_docx(copy, file->size, blocks, err);
  free(copy);
  return rc;
}

/* A document of this body; numbering and styles by their content, NULL for none. */
static void make(const char *body, const char *numbering, const char *styles, const char *space, struct buffer *file) {
  struct buffer document = {0}, inner = {0}, numbers = {0}, style = {0};
  tthc__put(&inner, "<w:body>");
  tthc__put(&inner, body);
  tthc__put(&inner, "</w:body>");
  make_part("document", space, inner.data, &document);
  if (numbering != NULL) make_part("numbering", space, numbering, &numbers);
  if (styles != NULL) make_part("styles", space, styles, &style);
  make_docx(document.data, numbers.data, style.data, file);
  tthc__buffer_free(&inner);
  tthc__buffer_free(&document);
  tthc__buffer_free(&numbers);
  tthc__buffer_free(&style);
}

struct row {
  const char *label, *body, *shown;
};

static int check_row(const struct row *row, const char *numbering, const char *styles, const char *space) {
  struct buffer file = {0};
  struct blocks blocks = {0};
  tthc_error *err = tthc_error_new();
  int failures;
  char *shown;
  make(row->body, numbering, styles, space, &file);
  failures = check_int(row->label, read_bytes(&file, &blocks, err), TTHC_OK);
  if (failures > 0) print_error("%s\n", check_show(tthc_error_message(err, "en")));
  shown = show(&blocks);
  failures += check_text(row->label, shown, row->shown);
  free(shown);
  tthc__blocks_free(&blocks);
  tthc__buffer_free(&file);
  tthc_error_free(err);
  return failures;
}

#define P(content) "<w:p>" content "</w:p>"
#define R(content) "<w:r>" content "</w:r>"
#define T(text) "<w:t xml:space=\"preserve\">" text "</w:t>"
#define PT(text) P(R(T(text)))
#define TBL(content) "<w:tbl><w:tblPr/><w:tblGrid><w:gridCol/></w:tblGrid>" content "</w:tbl>"
#define TR(content) "<w:tr>" content "</w:tr>"
#define TC(content) "<w:tc>" content "</w:tc>"
#define TCT(text) TC(PT(text))
#define TCP(properties, content) TC("<w:tcPr>" properties "</w:tcPr>" content)

/* --- text and tables ---------------------------------------------------------------------------------------------- */

static const struct row texts[] = {
  {"nothing", "", ""},
  {"paragraphs", PT("Một") P("") PT(" hai  ba "), "1:Một\n2:\n3:hai ba"},
  {"runs are one text", P(R(T("Kế ho")) R("<w:rPr><w:b/></w:rPr>" T("ạch"))), "1:Kế hoạch"},
  {"NFC", PT("Kê\u0301"), "1:Kế"},
  {"entities of XML", PT("A &amp; B &#7871; &lt;"), "1:A & B ế <"},
  {"CDATA", PT("<![CDATA[a <b> c]]>"), "1:a <b> c"},
  {"lines of the XML are blanks", P(R("<w:t>\n  a\n  b\t c\n</w:t>")), "1:a b c"},
  {"text between elements is none", P("x" R("y" T("z")) "\n"), "1:z"},
  {"tab and breaks", P(R(T("a") "<w:tab/>" T("b") "<w:br/>" T("c") "<w:cr/>" T("d") "<w:ptab/>" T("e"))),
   "1:a b/c/d e"},
  {"tab stops are no tabs", P("<w:pPr><w:tabs><w:tab w:val=\"left\"/></w:tabs></w:pPr>" R(T("a"))), "1:a"},
  {"hyphens", P(R(T("a") "<w:noBreakHyphen/>" T("b") "<w:softHyphen/>" T("c"))), "1:a-bc"},
  {"signs", P(R("<w:sym w:font=\"Symbol\" w:char=\"F0B7\"/>" T("a") "<w:sym w:char=\"F0E0\"/>"
                "<w:sym w:char=\"2265\"/><w:sym w:char=\"D800\"/><w:sym w:char=\"zz\"/><w:sym/>")), "1:•a≥"},
  {"hyperlink, smart tag, content control, insertion",
   P("<w:hyperlink>" R(T("a")) "</w:hyperlink><w:smartTag>" R(T("b")) "</w:smartTag><w:sdt><w:sdtPr/><w:sdtContent>"
     R(T("c")) "</w:sdtContent></w:sdt><w:ins>" R(T("d")) "</w:ins><w:moveTo>" R(T("e")) "</w:moveTo>"), "1:abcde"},
  {"content control around paragraphs", "<w:sdt><w:sdtContent>" PT("a") PT("b") "</w:sdtContent></w:sdt>",
   "1:a\n2:b"},
  {"deleted and moved away", P(R(T("a")) "<w:del>" R("<w:delText>x</w:delText>" T("y")) "</w:del><w:moveFrom>"
                               R(T("z")) "</w:moveFrom>" R(T("b"))), "1:ab"},
  {"a field shows its result", P(R("<w:fldChar w:fldCharType=\"begin\"/>") R("<w:instrText> PAGE </w:instrText>")
                                 R("<w:fldChar w:fldCharType=\"separate\"/>") R(T("7"))
                                 R("<w:fldChar w:fldCharType=\"end\"/>")), "1:7"},
  {"ruby", P(R("<w:ruby><w:rt>" R(T("x")) "</w:rt><w:rubyBase>" R(T("a")) "</w:rubyBase></w:ruby>")), "1:a"},
  {"another namespace", P(R("<o:t>x</o:t>" T("a"))) "<o:p>" R(T("y")) "</o:p>", "1:a"},
  {"text box once, at its paragraph's place",
   PT("a") P(R(T("b")) R("<mc:AlternateContent><mc:Choice Requires=\"wps\"><w:drawing><w:txbxContent>" PT("box 1")
     PT("box 2") "</w:txbxContent></w:drawing></mc:Choice><mc:Fallback><w:pict><w:txbxContent>" PT("box 1")
     "</w:txbxContent></w:pict></mc:Fallback></mc:AlternateContent>") R(T("c"))) PT("d"),
   "1:a\n2:box 1\n2:box 2\n2:bc\n3:d"},
  {"fallback where there is nothing else",
   P(R("<mc:AlternateContent><mc:Fallback>" T("a") "</mc:Fallback></mc:AlternateContent>")), "1:a"},
  {"the first choice", P(R("<mc:AlternateContent><mc:Choice>" T("a") "</mc:Choice><mc:Choice>" T("b")
                           "</mc:Choice></mc:AlternateContent><mc:AlternateContent><mc:Choice>" T("c")
                           "</mc:Choice></mc:AlternateContent>")), "1:ac"},
  {"table", PT("a") TBL(TR(TCT("1") TCT("2")) TR(TCT("3") TCT("4"))) PT("b") TBL(TR(TCT("5"))),
   "1:a\n1.1|1|2\n1.2|3|4\n2:b\n2.1|5"},
  {"lines of a cell", TBL(TR(TC(PT("a") P("") PT("b") P(R(T("c") "<w:br/>" T("d")))) TC(""))), "1.1|a/b/c/d|"},
  {"spans", TBL(TR(TCP("<w:gridSpan w:val=\"3\"/>", PT("a")) TCT("b"))), "1.1|a|||b"},
  {"columns left out", TBL(TR("<w:trPr><w:gridBefore w:val=\"1\"/><w:gridAfter w:val=\"2\"/></w:trPr>" TCT("a"))),
   "1.1||a||"},
  {"merged with above", TBL(TR(TCP("<w:vMerge w:val=\"restart\"/>", PT("a")) TCT("b"))
                            TR(TCP("<w:vMerge/>", P("")) TCT("c"))
                            TR(TCP("<w:vMerge w:val=\"continue\"/><w:gridSpan w:val=\"2\"/>", P("")))
                            TR(TCP("<w:vMerge/>", PT("own")) TCT("d"))), "1.1|a|b\n1.2|^|c\n1.3|^|\n1.4|own|d"},
  {"merged the old way", TBL(TR(TCP("<w:hMerge w:val=\"restart\"/>", PT("a")) TCP("<w:hMerge/>", P("")) TCT("b"))),
   "1.1|a||b"},
  {"a table in a cell", TBL(TR(TC(PT("a") TBL(TR("<w:trPr><w:gridBefore w:val=\"2\"/></w:trPr>"
                                              TCP("<w:gridSpan w:val=\"2\"/><w:vMerge/>", PT("b")) TCT("c"))) PT("d"))
                               TCT("e"))), "1.1|a/b/c/d|e"},
  {"a text box in a cell", TBL(TR(TC(P(R("<w:pict><w:txbxContent>" PT("box") "</w:txbxContent></w:pict>" T("a")))))),
   "1.1|box/a"},
  {"a table in a text box", P(R("<w:txbxContent>" TBL(TR(TCT("a"))) PT("b") "</w:txbxContent>" T("c"))),
   "1.1|a\n1:b\n1:c"},
  {"content control around rows and cells",
   TBL("<w:sdt><w:sdtContent>" TR("<w:sdt><w:sdtContent>" TCT("a") "</w:sdtContent></w:sdt>" TCT("b"))
       "</w:sdtContent></w:sdt>"), "1.1|a|b"},
  {"a deleted row", TBL(TR(TCT("a")) TR("<w:trPr><w:del/></w:trPr>" TCT("b") TCT("c")) TR(TCT("d"))),
   "1.1|a\n1.3|d"},
  {"a row without cells", TBL(TR("") TR(TCT("a"))), "1.2|a"},
  {"properties of before", TBL(TR(TCP("<w:tcPrChange><w:tcPr><w:gridSpan w:val=\"9\"/></w:tcPr></w:tcPrChange>",
                                      PT("a")))), "1.1|a"},
  {"an absurd column left out", TBL(TR("<w:trPr><w:gridBefore w:val=\"-5\"/></w:trPr>"
                                       TCP("<w:gridSpan w:val=\"-1\"/>", PT("a")))), "1.1|a"},
};

static void test_texts(void **state) {
  int failures = 0;
  size_t i;
  (void)state;
  for (i = 0; i < COUNT(texts); i++) failures += check_row(&texts[i], NULL, NULL, NULL);
  CHECK_NONE_FAILED(failures);
}

static void test_strict(void **state) {
  int failures = 0;
  size_t i;
  (void)state;
  for (i = 0; i < COUNT(texts); i++)
    failures += check_row(&texts[i], NULL, NULL, "http://purl.oclc.org/ooxml/wordprocessingml/main");
  CHECK_NONE_FAILED(failures);
}

/* A span is cut at the columns that a row may have; a cell beyond them is refused. */
static void test_absurd_span(void **state) {
  static const char cell[] = TCP("<w:gridSpan w:val=\"2000000000\"/>", PT("a"));
  struct buffer file = {0}, body = {0};
  struct blocks blocks = {0};
  tthc_error *err = tthc_error_new();
  (void)state;
  make("<w:tbl>" TR(TCP("<w:gridSpan w:val=\"2000000000\"/>", PT("a"))) "</w:tbl>", NULL, NULL, NULL, &file);
  assert_int_equal(read_bytes(&file, &blocks, err), TTHC_OK);
  assert_int_equal(blocks.items[0].count, COLUMNS_MAX);
  tthc__blocks_free(&blocks);
  tthc__buffer_free(&file);
  tthc__put(&body, "<w:tbl><w:tr>");
  tthc__put(&body, cell);
  tthc__put(&body, cell);
  tthc__put(&body, "</w:tr></w:tbl>");
  make(body.data, NULL, NULL, NULL, &file);
  assert_int_equal(read_bytes(&file, &blocks, err), TTHC_E_LIMIT);
  tthc__blocks_free(&blocks);
  tthc__buffer_free(&file);
  tthc__buffer_free(&body);
  tthc_error_free(err);
}

/* --- automatic numbers -------------------------------------------------------------------------------------------- */

#define LVL(n, format, text) \
  "<w:lvl w:ilvl=\"" n "\"><w:start w:val=\"1\"/><w:numFmt w:val=\"" format "\"/><w:lvlText w:val=\"" text "\"/></w:lvl>"
#define LIST(id, levels) "<w:abstractNum w:abstractNumId=\"" id "\">" levels "</w:abstractNum>"
#define NUM(id, list, more) "<w:num w:numId=\"" id "\"><w:abstractNumId w:val=\"" list "\"/>" more "</w:num>"
#define N(list, level, text) \
  P("<w:pPr><w:numPr><w:ilvl w:val=\"" level "\"/><w:numId w:val=\"" list "\"/></w:numPr></w:pPr>" R(T(text)))
#define S(style, text) P("<w:pPr><w:pStyle w:val=\"" style "\"/></w:pPr>" R(T(text)))
#define RESTART(level, start) \
  "<w:lvlOverride w:ilvl=\"" level "\"><w:startOverride w:val=\"" start "\"/></w:lvlOverride>"

static const char numbering[] =
  LIST("0", LVL("0", "decimal", "%1.") LVL("1", "decimal", "%1.%2.") LVL("2", "lowerLetter", "%3)"))
  LIST("1", LVL("0", "upperRoman", "%1") LVL("1", "lowerRoman", "(%2)") LVL("2", "upperLetter", "%3.")
            LVL("3", "decimalZero", "%4") LVL("4", "bullet", "\uf0b7") LVL("5", "none", "") LVL("6", "none", "Điều")
            LVL("7", "ordinal", "%8") LVL("8", "decimal", "%1-%9"))
  LIST("2", "<w:lvl w:ilvl=\"0\"><w:start w:val=\"26\"/><w:numFmt w:val=\"lowerLetter\"/><w:lvlText w:val=\"%1\"/></w:lvl>"
            "<w:lvl w:ilvl=\"1\"><w:numFmt w:val=\"decimal\"/><w:lvlText w:val=\"%1.%2\"/><w:isLgl/></w:lvl>")
  LIST("3", LVL("0", "decimal", "%1") "<w:lvl w:ilvl=\"1\"><w:start w:val=\"1\"/><w:lvlRestart w:val=\"0\"/>"
            "<w:lvlText w:val=\"%2\"/></w:lvl>" LVL("2", "decimal", "%3"))
  LIST("4", "<w:numStyleLink w:val=\"ListStyle\"/>")
  LIST("5", "<w:lvl w:ilvl=\"0\"><w:start w:val=\"1\"/><w:pStyle w:val=\"H1\"/><w:lvlText w:val=\"%1\"/></w:lvl>"
            "<w:lvl w:ilvl=\"1\"><w:start w:val=\"1\"/><w:pStyle w:val=\"H2\"/><w:lvlText w:val=\"%1.%2\"/></w:lvl>")
  LIST("6", LVL("0", "decimal", "%1"))
  NUM("1", "0", "") NUM("2", "0", "") NUM("3", "0", RESTART("0", "5")) NUM("4", "1", "") NUM("5", "2", "")
  NUM("6", "3", "") NUM("7", "4", "") NUM("8", "5", "") NUM("9", "99", "") NUM("10", "6", "")
  NUM("11", "0", "<w:lvlOverride w:ilvl=\"0\">" LVL("0", "upperLetter", "%1/") "</w:lvlOverride>");

static const char styles[] =
  "<w:style w:type=\"paragraph\" w:styleId=\"Base\"><w:pPr><w:numPr><w:numId w:val=\"1\"/></w:numPr></w:pPr></w:style>"
  "<w:style w:type=\"paragraph\" w:styleId=\"Sub\"><w:basedOn w:val=\"Base\"/><w:pPr><w:numPr><w:ilvl w:val=\"1\"/>"
  "</w:numPr></w:pPr></w:style>"
  "<w:style w:type=\"paragraph\" w:styleId=\"Plain\"><w:basedOn w:val=\"Sub\"/><w:pPr><w:numPr><w:numId w:val=\"0\"/>"
  "</w:numPr></w:pPr></w:style>"
  "<w:style w:type=\"paragraph\" w:styleId=\"LoopA\"><w:basedOn w:val=\"LoopB\"/></w:style>"
  "<w:style w:type=\"paragraph\" w:styleId=\"LoopB\"><w:basedOn w:val=\"LoopA\"/></w:style>"
  "<w:style w:type=\"numbering\" w:styleId=\"ListStyle\"><w:pPr><w:numPr><w:numId w:val=\"10\"/></w:numPr></w:pPr></w:style>"
  "<w:style w:type=\"paragraph\" w:styleId=\"H1\"><w:pPr><w:numPr><w:numId w:val=\"8\"/></w:numPr></w:pPr></w:style>"
  "<w:style w:type=\"paragraph\" w:styleId=\"H2\"><w:basedOn w:val=\"H1\"/></w:style>"
  "<w:style w:type=\"paragraph\" w:styleId=\"Was\"><w:pPr><w:pPrChange><w:pPr><w:numPr><w:numId w:val=\"1\"/></w:numPr>"
  "</w:pPr></w:pPrChange></w:pPr></w:style>";

static const struct row numbered[] = {
  {"decimal", N("1", "0", "a") PT("-") N("1", "0", "b"), "1:1. a\n2:-\n3:2. b"},
  {"levels", N("1", "0", "a") N("1", "1", "b") N("1", "1", "c") N("1", "2", "d") N("1", "0", "e") N("1", "1", "f")
             N("1", "2", "g"), "1:1. a\n2:1.1. b\n3:1.2. c\n4:a) d\n5:2. e\n6:2.1. f\n7:a) g"},
  {"a level above that was not counted", N("1", "1", "a") N("1", "0", "b"), "1:1.1. a\n2:1. b"},
  {"lists share a counter", N("1", "0", "a") N("2", "0", "b") N("1", "0", "c"), "1:1. a\n2:2. b\n3:3. c"},
  {"a list that starts anew", N("1", "0", "a") N("3", "0", "b") N("3", "0", "c"), "1:1. a\n2:5. b\n3:6. c"},
  {"a level of its own", N("1", "0", "a") N("11", "0", "b"), "1:1. a\n2:B/ b"},
  {"formats", N("4", "0", "a") N("4", "0", "b") N("4", "1", "c") N("4", "1", "d") N("4", "2", "e") N("4", "3", "f")
              N("4", "4", "g") N("4", "5", "h") N("4", "6", "i") N("4", "7", "k") N("4", "8", "l"),
   "1:I a\n2:II b\n3:(i) c\n4:(ii) d\n5:A. e\n6:01 f\n7:- g\n8:h\n9:Điều i\n10:1 k\n11:II-1 l"},
  {"letters beyond z", N("5", "0", "a") N("5", "0", "b") N("5", "0", "c"), "1:z a\n2:aa b\n3:bb c"},
  {"all decimal, from 0", N("5", "0", "a") N("5", "1", "b"), "1:z a\n2:26.0 b"},
  {"a level that never starts anew", N("6", "0", "a") N("6", "1", "b") N("6", "2", "c") N("6", "0", "d")
                                     N("6", "1", "e") N("6", "2", "f"), "1:1 a\n2:1 b\n3:1 c\n4:2 d\n5:2 e\n6:1 f"},
  {"by style", S("Base", "a") S("Sub", "b") S("Plain", "c") S("Sub", "d") S("Nobody", "e"),
   "1:1. a\n2:1.1. b\n3:c\n4:1.2. d\n5:e"},
  {"a loop of styles", S("LoopA", "a"), "1:a"},
  {"taken away from a style", P("<w:pPr><w:pStyle w:val=\"Base\"/><w:numPr><w:numId w:val=\"0\"/></w:numPr></w:pPr>"
                                R(T("a"))) S("Base", "b"), "1:a\n2:1. b"},
  {"level by style", S("H1", "a") S("H2", "b") S("H2", "c"), "1:1 a\n2:1.1 b\n3:1.2 c"},
  {"a list by its style", N("7", "0", "a") N("10", "0", "b"), "1:1 a\n2:2 b"},
  {"lists that are not there", N("9", "0", "a") N("77", "0", "b") N("1", "5", "c"), "1:a\n2:b\n3:c"},
  {"what was before a change", S("Was", "a") P("<w:pPr><w:pPrChange><w:pPr><w:numPr><w:numId w:val=\"1\"/></w:numPr>"
                                               "</w:pPr></w:pPrChange></w:pPr>" R(T("b"))), "1:a\n2:b"},
  {"a deleted paragraph counts not",
   N("1", "0", "a") P("<w:pPr><w:numPr><w:ilvl w:val=\"0\"/><w:numId w:val=\"1\"/></w:numPr><w:rPr><w:del/></w:rPr></w:pPr>"
                      "<w:del>" R("<w:delText>x</w:delText>") "</w:del>") N("1", "0", "b"), "1:1. a\n2:\n3:2. b"},
  {"alone in a cell", TBL(TR(TC(N("1", "0", "")) TCT("a")) TR(TC(N("1", "0", "")) TCT("b"))), "1.1|1.|a\n1.2|2.|b"},
  {"not in a cell that is merged",
   TBL(TR(TCP("<w:vMerge w:val=\"restart\"/>", N("1", "0", ""))) TR(TCP("<w:vMerge/>", N("1", "0", "")))
       TR(TC(N("1", "0", "")))), "1.1|1.\n1.2|^\n1.3|2."},
  {"lines of a cell", TBL(TR(TC(N("4", "4", "a") N("4", "4", "b")))), "1.1|- a/- b"},
};

static void test_numbers(void **state) {
  int failures = 0;
  size_t i;
  (void)state;
  for (i = 0; i < COUNT(numbered); i++) failures += check_row(&numbered[i], numbering, styles, NULL);
  CHECK_NONE_FAILED(failures);
}

/* Without numbering.xml there are no numbers, and styles are not asked. */
static void test_no_numbering(void **state) {
  static const struct row row = {"without", S("Base", "a") N("1", "0", "b"), "1:a\n2:b"};
  (void)state;
  CHECK_NONE_FAILED(check_row(&row, NULL, styles, NULL));
}

/* --- bad files ---------------------------------------------------------------------------------------------------- */

/* 0 when reading the file fails so, and its English message has these words. */
static int check_refused(const char *label, const struct buffer *file, int32_t code, const char *words) {
  struct blocks blocks = {0};
  tthc_error *err = tthc_error_new();
  int failures = check_int(label, read_bytes(file, &blocks, err), code);
  failures += check_int(label, tthc_error_code(err), code);
  if (words != NULL && strstr(check_show(tthc_error_message(err, "en")), words) == NULL) {
    print_error("%s: no <%s> in <%s>\n", label, words, check_show(tthc_error_message(err, "en")));
    failures++;
  }
  tthc__blocks_free(&blocks);
  failures += check_int(label, read_bytes(file, &blocks, NULL), code);
  tthc__blocks_free(&blocks);
  tthc_error_free(err);
  return failures;
}

#define W "xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\""
#define DOCUMENT(body) "<w:document " W "><w:body>" body "</w:body></w:document>"

static void test_bad_xml(void **state) {
  static const struct {
    const char *label, *document;
    int32_t code;
    const char *words;
  } rows[] = {
    {"empty", "", TTHC_E_FORMAT, "well-formed XML"},
    {"cut off", "<w:document " W "><w:body><w:p>", TTHC_E_FORMAT, "word/document.xml"},
    {"not closed as opened", DOCUMENT("<w:p></w:r>"), TTHC_E_FORMAT, "well-formed XML"},
    {"an unknown entity", DOCUMENT(PT("&x;")), TTHC_E_FORMAT, "well-formed XML"},
    {"a name without namespace", "<w:document><w:body/></w:document>", TTHC_E_FORMAT, "well-formed XML"},
    {"not UTF-8", DOCUMENT(PT("\xff")), TTHC_E_FORMAT, "well-formed XML"},
    {"two roots", DOCUMENT("") DOCUMENT(""), TTHC_E_FORMAT, "well-formed XML"},
    {"another root", "<html/>", TTHC_E_FORMAT, "no Word document"},
    {"nested entities",
     "<!DOCTYPE x [<!ENTITY a \"aaaaaaaaaa\"><!ENTITY b \"&a;&a;&a;&a;&a;\"><!ENTITY c \"&b;&b;&b;&b;\">]>"
     DOCUMENT(PT("&c;")), TTHC_E_FORMAT, "XML without DOCTYPE"},
    {"an outer entity", "<!DOCTYPE x SYSTEM \"file:///etc/passwd\">" DOCUMENT(""), TTHC_E_FORMAT, "without DOCTYPE"},
    {"a paragraph of a row", DOCUMENT(TBL(TR(PT("a")))), TTHC_E_FORMAT, "paragraphs in cells"},
    {"a paragraph of a table", DOCUMENT(TBL(PT("a"))), TTHC_E_FORMAT, "paragraphs in cells"},
  };
  int failures = 0;
  size_t i;
  (void)state;
  for (i = 0; i < COUNT(rows); i++) {
    struct buffer file = {0};
    make_docx(rows[i].document, NULL, NULL, &file);
    failures += check_refused(rows[i].label, &file, rows[i].code, rows[i].words);
    tthc__buffer_free(&file);
  }
  CHECK_NONE_FAILED(failures);
}

static void test_place_of_bad_xml(void **state) {
  struct buffer file = {0};
  struct blocks blocks = {0};
  tthc_error *err = tthc_error_new();
  (void)state;
  make_docx("<w:document " W ">\n<w:body>\nKế hoạch </w:p>", NULL, NULL, &file);
  assert_int_equal(read_bytes(&file, &blocks, err), TTHC_E_FORMAT);
  CHECK_NONE_FAILED(check_error("place", err, TTHC_E_FORMAT, NULL, 3, 12));
  tthc__blocks_free(&blocks);
  tthc__buffer_free(&file);
  tthc_error_free(err);
}

#define RELATIONS(target) \
  "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">" target "</Relationships>"
#define RELATION(type, target) \
  "<Relationship Id=\"r\" Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/" type \
  "\" Target=\"" target "\"/>"

static void test_bad_zips(void **state) {
  static const char workbook[] = "<workbook/>";
  static const struct {
    const char *label;
    struct docx_entry entries[3];
    int32_t code;
    const char *words;
  } rows[] = {
    {"another zip", {{"photo.jpg", "x", -1, 0}}, TTHC_E_FORMAT, "no Word document"},
    {"a workbook", {{"_rels/.rels", RELATIONS(RELATION("officeDocument", "xl/workbook.xml")), -1, 0},
                    {"xl/workbook.xml", workbook, -1, 0}}, TTHC_E_FORMAT, ".xlsx"},
    {"slides", {{"ppt/presentation.xml", workbook, -1, 0}}, TTHC_E_FORMAT, ".pptx"},
    {"OpenDocument", {{"mimetype", "application/vnd.oasis.opendocument.text", -1, 0}, {"content.xml", "<x/>", -1, 0}},
     TTHC_E_FORMAT, ".odt"},
    {"with a password", {{"word/document.xml", DOCUMENT(""), -1, 1}}, TTHC_E_FORMAT, "without password"},
    {"bad relations", {{"_rels/.rels", "<x", -1, 0}, {"word/document.xml", DOCUMENT(""), -1, 0}}, TTHC_E_FORMAT,
     "_rels/.rels"},
    {"bad numbering", {{"word/numbering.xml", "<x", -1, 0}, {"word/document.xml", DOCUMENT(""), -1, 0}}, TTHC_E_FORMAT,
     "word/numbering.xml"},
  };
  int failures = 0;
  size_t i;
  (void)state;
  for (i = 0; i < COUNT(rows); i++) {
    struct buffer file = {0};
    int32_t count = 0;
    while (count < 3 && rows[i].entries[count].name != NULL) count++;
    make_zip(rows[i].entries, count, &file);
    failures += check_refused(rows[i].label, &file, rows[i].code, rows[i].words);
    tthc__buffer_free(&file);
  }
  CHECK_NONE_FAILED(failures);
}

static void test_where_parts_are(void **state) {
  static const struct {
    const char *label;
    struct docx_entry entries[4];
  } rows[] = {
    {"where they usually are", {{"word/document.xml", DOCUMENT(N("1", "0", "a")), -1, 0}}},
    {"in other letters", {{"WORD/Document.XML", DOCUMENT(N("1", "0", "a")), -1, 0}}},
    {"where the relation leads", {{"_rels/.rels", RELATIONS(RELATION("officeDocument", "/a/./b/../main.xml")), -1, 0},
                                  {"a/main.xml", DOCUMENT(N("1", "0", "a")), -1, 0},
                                  {"a/_rels/main.xml.rels", RELATIONS(RELATION("numbering", "../n/lists.xml")), -1, 0}}},
    {"a relation that leads nowhere", {{"_rels/.rels", RELATIONS(RELATION("officeDocument", "x.xml")), -1, 0},
                                       {"word/document.xml", DOCUMENT(N("1", "0", "a")), -1, 0}}},
    {"beyond the root", {{"_rels/.rels", RELATIONS(RELATION("officeDocument", "../../../main.xml")), -1, 0},
                         {"main.xml", DOCUMENT(N("1", "0", "a")), -1, 0},
                         {"_rels/main.xml.rels", RELATIONS(RELATION("numbering", "n/lists.xml")), -1, 0}}},
  };
  struct buffer numbers = {0};
  int failures = 0;
  size_t i;
  (void)state;
  make_part("numbering", NULL, numbering, &numbers);
  for (i = 0; i < COUNT(rows); i++) {
    struct docx_entry entries[5];
    struct buffer file = {0};
    struct blocks blocks = {0};
    int32_t count = 0;
    char *shown;
    for (; count < 4 && rows[i].entries[count].name != NULL; count++) entries[count] = rows[i].entries[count];
    entries[count] = (struct docx_entry){count > 2 ? "n/lists.xml" : "word/numbering.xml", numbers.data, -1, 0};
    make_zip(entries, count + 1, &file);
    failures += check_int(rows[i].label, read_bytes(&file, &blocks, NULL), TTHC_OK);
    shown = show(&blocks);
    failures += check_text(rows[i].label, shown, "1:1. a");
    free(shown);
    tthc__blocks_free(&blocks);
    tthc__buffer_free(&file);
  }
  tthc__buffer_free(&numbers);
  CHECK_NONE_FAILED(failures);
}

static void test_no_zip(void **state) {
  static const struct {
    const char *label, *bytes, *words;
  } rows[] = {{"nothing", "", NULL},
              {"PDF renamed", "%PDF-1.4 ...", "an intact .docx"},
              {"an image", "\x89PNG\r\n", "an intact .docx"},
              {"a head", "PK\x03\x04", "an intact .docx"}};
  int failures = 0;
  size_t i;
  (void)state;
  for (i = 0; i < COUNT(rows); i++) {
    struct buffer file = {0};
    tthc__put(&file, rows[i].bytes);
    failures += check_refused(rows[i].label, &file, TTHC_E_FORMAT, rows[i].words);
    tthc__buffer_free(&file);
  }
  CHECK_NONE_FAILED(failures);
}

/* Cut off anywhere, or with any byte changed: refused, or read, and nothing else. */
static void test_damaged(void **state) {
  static const char body[] = PT("Kế hoạch") TBL(TR(TCT("1") TCT("2"))) N("1", "0", "a");
  struct buffer file = {0};
  int64_t at;
  (void)state;
  make(body, numbering, styles, NULL, &file);
  for (at = 0; at < file.size; at++) {
    struct buffer cut = {.data = file.data, .size = at};
    struct blocks blocks = {0};
    assert_int_equal(read_bytes(&cut, &blocks, NULL), TTHC_E_FORMAT);
    tthc__blocks_free(&blocks);
    file.data[at] ^= 0x55;
    (void)read_bytes(&file, &blocks, NULL);
    file.data[at] ^= 0x55;
    tthc__blocks_free(&blocks);
  }
  tthc__buffer_free(&file);
}

/* --- limits ------------------------------------------------------------------------------------------------------- */

static void put_times(struct buffer *out, const char *text, int64_t times) {
  while (times-- > 0) tthc__put(out, text);
}

/* A document of something many times over. */
static int check_many(const char *label, const char *before, const char *unit, int64_t times, const char *after,
                      int32_t code, const char *words) {
  struct buffer body = {0}, file = {0};
  struct blocks blocks = {0};
  int failures;
  tthc__put(&body, before);
  put_times(&body, unit, times);
  tthc__put(&body, after);
  make(body.data, NULL, NULL, NULL, &file);
  tthc__buffer_free(&body);
  if (code == TTHC_OK) {
    failures = check_int(label, read_bytes(&file, &blocks, NULL), TTHC_OK);
    tthc__blocks_free(&blocks);
  } else {
    failures = check_refused(label, &file, code, words);
  }
  tthc__buffer_free(&file);
  return failures;
}

static void test_limits(void **state) {
  static const char wide[] = TR(TCP("<w:gridSpan w:val=\"256\"/>", ""));
  int failures = 0;
  (void)state;
  failures += check_many("inflated", "", "<!--                                  -->", 1700000, "", TTHC_E_LIMIT,
                         "at most 64 MiB");
  failures += check_many("depth", "", "<o:x>", XML_DEPTH_MAX - 2, "", TTHC_E_FORMAT, "well-formed");
  failures += check_many("depth beyond", "", "<o:x>", XML_DEPTH_MAX - 1, "", TTHC_E_LIMIT, "at most 256 elements");
  failures += check_many("a long tag", "<w:p o:a='", "abcdefghijklmnop", 400000, "'/>", TTHC_E_LIMIT, "at most 4 MiB");
  failures += check_many("cells", "<w:tbl><w:tr>", TCT("a"), COLUMNS_MAX, "</w:tr></w:tbl>", TTHC_OK, NULL);
  failures += check_many("cells beyond", "<w:tbl><w:tr>", TCT("a"), COLUMNS_MAX + 1, "</w:tr></w:tbl>", TTHC_E_LIMIT,
                         "at most 256 cells");
  failures += check_many("rows", "<w:tbl>", TR(TCT("a")), 100000, "</w:tbl>", TTHC_OK, NULL);
  failures += check_many("wide rows", "<w:tbl>", wide, 8000, "</w:tbl>", TTHC_E_LIMIT, "at most 2,000,000");
  failures += check_many("blocks beyond", "", "<w:p/>", BLOCKS_MAX + 1, "", TTHC_E_LIMIT, "at most 1,000,000");
  failures += check_many("a long text", "<w:p><w:r>", T("abcdefghijklmnop"), 4097, "</w:r></w:p>", TTHC_E_LIMIT,
                         "64 KiB");
  failures += check_many("lines of a cell", "<w:tbl><w:tr><w:tc>", PT("abcdefghijklmnop"), 4000,
                         "</w:tc></w:tr></w:tbl>", TTHC_E_LIMIT, "64 KiB");
  CHECK_NONE_FAILED(failures);
}

static void test_limits_of_numbers(void **state) {
  static const struct {
    const char *label, *before, *unit;
    int64_t times;
    const char *after;
  } rows[] = {
    {"a long level", "<w:abstractNum w:abstractNumId=\"0\"><w:lvl w:ilvl=\"0\"><w:lvlText w:val=\"", "abcdefgh", 17,
     "\"/></w:lvl></w:abstractNum>"},
    {"a level that grows", "<w:abstractNum w:abstractNumId=\"0\"><w:lvl w:ilvl=\"0\"><w:start w:val=\"780\"/>"
     "<w:numFmt w:val=\"upperLetter\"/><w:lvlText w:val=\"", "%1", 60,
     "\"/></w:lvl></w:abstractNum><w:num w:numId=\"1\"><w:abstractNumId w:val=\"0\"/></w:num>"},
    {"many lists", "", "<w:abstractNum/>", LISTS_MAX + 1, ""},
    {"many uses", "", "<w:num/>", LISTS_MAX + 1, ""},
  };
  int failures = 0;
  size_t i;
  (void)state;
  for (i = 0; i < COUNT(rows); i++) {
    struct buffer lists = {0}, file = {0};
    tthc__put(&lists, rows[i].before);
    put_times(&lists, rows[i].unit, rows[i].times);
    tthc__put(&lists, rows[i].after);
    make(N("1", "0", "a"), lists.data, NULL, NULL, &file);
    failures += check_refused(rows[i].label, &file, TTHC_E_LIMIT, NULL);
    tthc__buffer_free(&lists);
    tthc__buffer_free(&file);
  }
  CHECK_NONE_FAILED(failures);
}

/* --- the samples -------------------------------------------------------------------------------------------------- */

/* Shown, with the closing dot of a cell taken off; NULL where the sample is not. */
static char *show_sample(const char *name) {
  struct buffer file = {0}, out = {0};
  struct blocks blocks = {0};
  char *shown;
  int64_t i;
  if (!sample_read(name, &file)) return NULL;
  assert_int_equal(read_bytes(&file, &blocks, NULL), TTHC_OK);
  shown = show(&blocks);
  for (i = 0; shown[i] != '\0'; i++)
    if (shown[i] != '.' || strchr("|\n", shown[i + 1]) == NULL) tthc__put_char(&out, shown[i]);
  free(shown);
  tthc__blocks_free(&blocks);
  tthc__buffer_free(&file);
  return out.data;
}

static void test_numbered_sample(void **state) {
  char *typed = show_sample("dong-thap-2045.docx"), *automatic = show_sample("dong-thap-2045-auto-number.docx");
  (void)state;
  if (typed != NULL && automatic != NULL) assert_string_equal(automatic, typed);
  free(typed);
  free(automatic);
}

static void test_samples(void **state) {
  static const struct {
    const char *name, *has;
  } rows[] = {
    {"vinh-cuu-2021.docx", "KẾ HOẠCH"},
    {"vinh-cuu-2021-pages.docx", "KẾ HOẠCH"},
    {"dong-thap-2045.docx", "1|ỦY BAN NHÂN DÂN/TỈNH ĐỒNG THÁP|CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM/Độc lập"},
    {"ha-noi-kh308.docx", "KẾ HOẠCH"},
    {"lai-chau-kh7360.docx", "- Cơ quan chủ trì:"},
    {"nghe-an-phong-thu-dan-su.docx", "KẾ HOẠCH"},
  };
  int failures = 0;
  size_t i;
  (void)state;
  for (i = 0; i < COUNT(rows); i++) {
    char *shown = show_sample(rows[i].name);
    if (shown != NULL && strstr(shown, rows[i].has) == NULL) {
      print_error("%s: no <%s>\n", rows[i].name, rows[i].has);
      failures++;
    }
    free(shown);
  }
  CHECK_NONE_FAILED(failures);
}

int main(void) {
  const struct CMUnitTest tests[] = {
    cmocka_unit_test(test_texts),
    cmocka_unit_test(test_strict),
    cmocka_unit_test(test_absurd_span),
    cmocka_unit_test(test_numbers),
    cmocka_unit_test(test_no_numbering),
    cmocka_unit_test(test_bad_xml),
    cmocka_unit_test(test_place_of_bad_xml),
    cmocka_unit_test(test_bad_zips),
    cmocka_unit_test(test_where_parts_are),
    cmocka_unit_test(test_no_zip),
    cmocka_unit_test(test_damaged),
    cmocka_unit_test(test_limits),
    cmocka_unit_test(test_limits_of_numbers),
    cmocka_unit_test(test_numbered_sample),
    cmocka_unit_test(test_samples),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
