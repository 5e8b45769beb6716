/** What the walk looks at, as `place.at` keeps it: a launch item, a control, a host; `7 backup.recent web-1`, each may be missing. */
export interface At {
  item?: number;
  control?: string;
  /** Null: the finding that is about no host. */
  host?: string | null;
}

export function readAt(text = ''): At {
  const [, item, control, host] = /^(?:(\d{1,3})(?:\s+|$))?(\S+)?(?:\s+(\S+))?$/.exec(text.trim()) ?? [];
  return { ...(item && { item: Number(item) }), ...(control && { control, host: host ?? null }) };
}

export const writeAt = ({ item, control, host }: At): string =>
  [item, control, host].filter((part) => part !== undefined && part !== null).join(' ');
