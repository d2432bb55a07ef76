#include "document/reading.h"
#include <string.h>
int tthc__begins_unit(const char *folded) { return strncmp(folded,"so ",3)==0||strncmp(folded,"phong ",6)==0||strncmp(folded,"cac ",4)==0||strncmp(folded,"ubnd",4)==0||strncmp(folded,"van phong",9)==0; }
void tthc__read_units(struct reading *r, const tthc_plan *known) { (void)r; (void)known; }
void tthc__read_targets(struct reading *r) { (void)r; }
