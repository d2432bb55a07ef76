"""What the example programs share: failures told as the C examples tell them."""
import contextlib
import sys

import tthcplan


def tell(error, what=None):
    """Says what failed, at which file, and where in the document."""
    print(error if what is None else f"{what}: {error}", file=sys.stderr)
    if error.line > 0:
        print(f"  tại {error.path}, dòng {error.line}, cột {error.column}", file=sys.stderr)


@contextlib.contextmanager
def reporting(what=None):
    """Tells what failed, and ends the program."""
    try:
        yield
    except tthcplan.TthcError as error:
        tell(error, what)
        sys.exit(1)


def parse(parser):
    """The arguments; what is printed is UTF-8 from here on."""
    sys.stdout.reconfigure(encoding="utf-8")
    sys.stderr.reconfigure(encoding="utf-8")
    return parser.parse_args()
