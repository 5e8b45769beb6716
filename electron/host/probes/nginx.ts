import { nginx, readNginx } from '../../../shared/facts/host/nginx';
import { frameFile } from '../frame-file';
import { defineProbe } from '../probe';
import { whyNot } from '../section-reason';

/**
 * Section `nginx.config`, as the login account: the configuration that the running masters were started with, file by
 * file. Not by `nginx -T`, which creates pid file, logs and temp folders. Output, a line each:
 *
 *     master /etc/nginx/nginx.conf       (each running master's file; `default …` where none runs, `container` where it is in one)
 *     file 648 /etc/nginx/nginx.conf     (then 648 bytes and a newline)
 *     include /etc/nginx/sites-enabled/* (each include, as an absolute pattern)
 *     match /etc/nginx/sites-enabled/shop
 *     file 512 /etc/nginx/sites-enabled/shop
 *     end
 *
 * `unreadable PATH` stands in place of a file or an include that the account may not read. nginx resolves relative
 * includes from the folder of its configuration file, not of the file that includes.
 */
const usualPlaces = '/etc/nginx/nginx.conf /usr/local/nginx/conf/nginx.conf /usr/local/openresty/nginx/conf/nginx.conf';

/** A master's title holds its command line. What runs in a container names files of the container. */
const findRoots = `\
roots=
usual() { for conf in ${usualPlaces}; do [ ! -e "$conf" ] || break; done; }
for cmdline in $(grep -l 'nginx: master process' /proc/[0-9]*/cmdline 2>/dev/null); do
  title=$(tr '\\0' ' ' 2>/dev/null <"$cmdline")
  case $title in 'nginx: master process '*) ;; *) continue ;; esac
  inside='docker|containerd|kubepods|libpod|/lxc'
  if grep -qE "$inside" "\${cmdline%cmdline}cgroup" 2>/dev/null && ! grep -qE "$inside" /proc/self/cgroup; then echo container; continue; fi
  set -f; set -- $title; set +f
  conf=; prefix=
  while [ $# -gt 0 ]; do
    case $1 in -c) conf=$2 ;; -p) prefix=$2 ;; -c?*) conf=\${1#-c} ;; -p?*) prefix=\${1#-p} ;; esac
    shift
  done
  case $conf in '') usual ;; /*) ;; *) [ -z "$prefix" ] || conf=\${prefix%/}/$conf ;; esac
  case $nl$roots in *"$nl$conf$nl"*) ;; *) roots=$roots$conf$nl; printf 'master %s\\n' "$conf" ;; esac
done
if [ -z "$roots" ]; then
  usual
  if [ -e "$conf" ]; then roots=$conf$nl; printf 'default %s\\n' "$conf"; fi
fi`;

/** Includes are found by a plain search; the parser refuses a configuration that has one which this search missed. */
const findIncludes = `tr ';{}' '\\n\\n\\n' <"$file" | sed -n '/^[[:space:]]*include[[:space:]]/{s///;s/^[[:space:]]*//;s/[[:space:]]*$//;s/^["'\\'']//;s/["'\\'']$//;p;}'`;

const followIncludes = `\
IFS=$nl; set -f
for root in $roots; do
  todo=$root$nl; seen=$nl
  while [ -n "$todo" ]; do
    file=\${todo%%"$nl"*}; todo=\${todo#*"$nl"}
    case $seen in *"$nl$file$nl"*) continue ;; esac
    seen=$seen$file$nl
    frame "$file" || continue
    for pattern in $(${findIncludes}); do
      case $pattern in /*) ;; *) pattern=\${root%/*}/$pattern ;; esac
      printf 'include %s\\n' "$pattern"
      any=
      set +f
      for match in $pattern; do
        [ -e "$match" ] || [ -L "$match" ] || continue
        any=1; todo=$todo$match$nl; printf 'match %s\\n' "$match"
      done
      set -f
      [ -z "$any" ] || continue
      folder=\${pattern%%[*?[]*}; folder=\${folder%/*}
      while [ -n "$folder" ] && [ ! -d "$folder" ]; do folder=\${folder%/*}; done
      [ -r "\${folder:-/}" ] && [ -x "\${folder:-/}" ] || printf 'unreadable %s\\n' "$pattern"
    done
  done
done`;

const script = `nl='\n'\n${frameFile}\n${findRoots}\n${followIncludes}\necho end`;

export const nginxProbe = defineProbe({
  fact: nginx,
  roles: ['web'],
  sections: { config: { as: 'user', seconds: 10, sh: () => script } },
  read: ({ config }) => {
    const reason = whyNot(config);
    return reason ? { ok: false, reason } : readNginx(config.stdout);
  },
});
