import { unseen } from '../../../shared/fact';
import { type BackupHead, backupHead, classifyHead, headBytes, parseOd } from '../../../shared/facts/host/backup-head';
import { backups } from '../../../shared/facts/host/backups';
import { defineProbe, type Found, type ProbeContext, type RootSection, type SectionOutput } from '../probe';
import { textOf, whyNot } from '../section-reason';

/**
 * Sections `backup-head.first`, `.second`, `.third`, as root, after `backups`: the first bytes of the three newest backups.
 *
 *     od -An -v -tx1 -N 512 -- /backups/shop-2026-01-31.sql.gpg
 *      84 8c 03 …
 */
export const backupHeadProbe = defineProbe({
  fact: backupHead,
  roles: ['backup'],
  phase: 'look',
  sections: { first: head(0), second: head(1), third: head(2) },
  read: (outputs, context) => {
    const names = newestNames(context.found);
    if (!names) return unseen('not-collected', { fact: backups.id });
    if (!names.every(isPlain)) return unseen('malformed', { what: 'a backup whose name holds unusual characters' });
    const files: BackupHead['files'] = [];
    for (const [index, name] of names.entries()) {
      const section: SectionOutput | undefined = [outputs.first, outputs.second, outputs.third][index];
      if (!section) return unseen('not-collected', { fact: backupHead.id });
      const reason = whyNot(section);
      if (reason) return { ok: false, reason };
      const bytes = parseOd(textOf(section.stdout));
      if (!bytes.ok) return bytes;
      files.push({ name, ...classifyHead(bytes.value) });
    }
    return { ok: true, value: { files } };
  },
});

const od = ['od', '-An', '-v', '-tx1', '-N', String(headBytes), '--'];

/** Names that one sudoers rule can hold without letting another file through: no space, no component that begins with a dot. */
const plainName = '[A-Za-z0-9_][A-Za-z0-9._@:+=-]*';
const isPlain = (name: string): boolean => new RegExp(`^${plainName}(/${plainName})?$`).test(name);

function newestNames(found: Found): string[] | null {
  const seen = found.get(backups);
  return seen?.exists ? seen.newest.slice(0, 3).map(({ name }) => name) : null;
}

function head(index: number): RootSection {
  const folder = ({ target }: ProbeContext): string => target.backups.directory.replace(/\/+$/, '');
  return {
    as: 'root',
    seconds: 5,
    argv: (context, found) => {
      const name = newestNames(found)?.[index];
      return name === undefined || !isPlain(name) ? null : [...od, `${folder(context)}/${name}`];
    },
    pattern: (context) => [...od, `^${escapeRegex(folder(context))}/${plainName}(/${plainName})?$`],
  };
}

const escapeRegex = (text: string): string => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
