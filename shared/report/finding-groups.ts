import type { Finding } from '../control';

/** Findings that say the same of several hosts, told once. */
export interface FindingGroup {
  /** The first of them, which speaks for all. */
  finding: Finding;
  members: Finding[];
  /** The hosts that they are about; none for site and process controls. */
  hosts: string[];
}

/** In the order of their first member; alike are those for which `words` gives the same. */
export function groupFindings(findings: readonly Finding[], words: (finding: Finding) => string[]): FindingGroup[] {
  const groups = new Map<string, FindingGroup>();
  for (const finding of findings) {
    const key = JSON.stringify(words(finding));
    const group = groups.get(key) ?? { finding, members: [], hosts: [] };
    group.members.push(finding);
    if (finding.host !== null && !group.hosts.includes(finding.host)) group.hosts.push(finding.host);
    groups.set(key, group);
  }
  return [...groups.values()];
}

const named = 4;

/** `before` and `after` around the hosts' names, the first few of them; nothing at all without hosts. */
export function sayHosts(hosts: readonly string[], before: string, after = ''): string {
  if (hosts.length === 0) return '';
  const rest = hosts.length - named;
  const list = rest > 0 ? `${hosts.slice(0, named).join(', ')} and ${rest} more` : hosts.join(', ');
  return `${before}${list}${after}`;
}
