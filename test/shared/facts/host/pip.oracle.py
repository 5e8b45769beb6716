"""What pip makes of requirement lines, and what PEP 440 says of pairs of versions: JSON on stdin, JSON on stdout."""
import json
import sys

from pip._internal.req.constructors import install_req_from_line
from pip._internal.req.req_file import COMMENT_RE
from pip._vendor.packaging.specifiers import SpecifierSet
from pip._vendor.packaging.utils import canonicalize_name
from pip._vendor.packaging.version import Version


def read(line):
    line = COMMENT_RE.sub('', line).strip()
    try:
        found = install_req_from_line(line)
    except Exception:
        return 'not-read'
    if found.req is None:
        return {'name': None, 'version': None, 'conditional': found.markers is not None}
    exact = [s.version for s in found.req.specifier if s.operator in ('==', '===') and not s.version.endswith('.*')]
    return {
        'name': canonicalize_name(found.req.name),
        'version': exact[0] if exact else None,
        'conditional': found.markers is not None,
    }


given = json.load(sys.stdin)
json.dump(
    {
        'lines': [read(line) for line in given['lines']],
        'same': [SpecifierSet('==' + a).contains(Version(b), prereleases=True) for a, b in given['pairs']],
    },
    sys.stdout,
)
