import { z } from 'zod';
import { type Finding, findingSchema } from '../control';
import { type Fact, factSchema } from '../fact';

/** One run of the checks, as a review keeps it: who ran it, with what, what was reached and how, what was seen, what it meant. */

export const sha256Schema = z.string().regex(/^[0-9a-f]{64}$/, 'a SHA-256 as 64 lower-case hex digits');
/** A date and time in UTC, such as `2027-01-31T18:05:00.000Z`. */
export const instantSchema = z.iso.datetime();
/** Which checklist judged: `sha256` is over its data, so that a change without a new version shows. */
export const checklistSchema = z.strictObject({ id: z.string(), version: z.string(), sha256: sha256Schema });
export type ChecklistIdentity = z.infer<typeof checklistSchema>;

export const runHostSchema = z.strictObject({
  name: z.string(),
  /** Where the connection went, `address:port`; null when there was none. */
  address: z.string().nullable(),
  /** `SHA256:…` as `ssh-keygen -lf` prints. */
  hostKey: z.string().nullable(),
  /** How that key came to be trusted. */
  trustedBy: z.enum(['pin', 'known_hosts', 'accepted-now']).nullable(),
  account: z.string().nullable(),
  sudo: z.enum(['none', 'nopasswd', 'password', 'root']),
  commands: z.array(z.string()),
  error: z.string().nullable(),
});

export const runSiteSchema = z.strictObject({
  url: z.string(),
  /** Where the connection went; null when there was none. */
  address: z.string().nullable(),
  /** The target's override, when it has one: connected here instead of resolving the name. */
  connect: z.string().nullable(),
  /** The target's own CA file, when it has one: trusted beside the system's. */
  ca: z.strictObject({ file: z.string(), sha256: sha256Schema }).nullable(),
  error: z.string().nullable(),
});

export const runSchema = z.strictObject({
  startedAt: instantSchema,
  endedAt: instantSchema,
  tool: z.strictObject({ name: z.string(), version: z.string() }),
  checklist: checklistSchema,
  /** SHA-256 of the canonical form of the target that was checked. */
  target: sha256Schema,
  reviewer: z.strictObject({ user: z.string(), machine: z.string() }),
  hosts: z.array(runHostSchema),
  site: runSiteSchema.nullable(),
  facts: z.array(factSchema),
  findings: z.array(findingSchema),
  /** Some controls were left out, the run was cancelled, or a host could not be reached. */
  partial: z.boolean(),
});
export type Run = Omit<z.infer<typeof runSchema>, 'facts' | 'findings'> & { facts: Fact[]; findings: Finding[] };

/** Runs by the SHA-256 of their canonical form, by which events name them. */
export type Runs = ReadonlyMap<string, Run>;
