/**
 * POSIX sh: `frame FILE` prints a regular file with its length in front (shared/facts/host/framed-files.ts reads it), or
 * `unreadable FILE`. At most 1 MiB a file, 500 files and 4 MiB together, then `too-much`. Fails when it printed no content.
 */
export const frameFile = `\
files=0; total=0
frame() {
  if [ ! -f "$1" ] || [ ! -r "$1" ]; then printf 'unreadable %s\\n' "$1"; return 1; fi
  size=$(wc -c <"$1"); files=$((files + 1)); total=$((total + size))
  if [ "$size" -gt 1048576 ] || [ $files -gt 500 ] || [ $total -gt 4194304 ]; then echo too-much; return 1; fi
  printf 'file %d %s\\n' "$size" "$1"; cat <"$1"; echo
}`;
