import { readdir, readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import type { Target } from '../../shared/target';
import { ulidPattern } from '../../shared/ulid-pattern';
import { makeFolder, writeDurably } from './durable';
import type { HeadMemory } from './log-head';
import type { OpenReview } from './open-review';
import { StoreError } from './store-error';
import { ulid } from './ulid';

/** Reviews on disk: `<home>/reviews/<ulid>/`, each with its log and its blobs. */

/** Raised when a reader of this version would misread what a later one wrote. */
const format = 1;

/** What this machine notes about a review, beside its log: nothing that decides. */
const labelsSchema = z.object({
  archived: z.boolean().default(false),
  practice: z.boolean().default(false),
  /** The review of the launch before, whose statements are looked at again. */
  follows: z.string().regex(ulidPattern).nullable().default(null),
});
export type ReviewLabels = z.infer<typeof labelsSchema>;

export interface NewReview {
  target: Target;
  openedBy: string;
  enteredBy: string | null;
  now: Date;
}

/** What this machine remembers of a review's log, by the review's id; null where nothing does. */
export type MemoryOf = (id: string) => HeadMemory | null;
export const nothingRemembers: MemoryOf = () => null;

export class ReviewStore {
  private constructor(private readonly home: string) {}

  /** Makes the home folder when it is not there. Throws StoreError when a later version wrote it. */
  static async open(home: string): Promise<ReviewStore> {
    await makeFolder(home);
    const path = join(home, 'format');
    const found = await readFile(path, 'utf8').catch((cause: NodeJS.ErrnoException) => {
      if (cause.code === 'ENOENT') return null;
      throw cause;
    });
    if (found === null) await writeDurably(path, `${format}\n`);
    else if (found.trim() !== String(format)) {
      throw new StoreError(
        'newer-format',
        `${path} says "${found.trim().slice(0, 20)}", and this program reads format ${format}: use the version that wrote it`,
      );
    }
    return new ReviewStore(home);
  }

  /** Ids, oldest first. */
  async list(): Promise<string[]> {
    const names = await readdir(this.reviews).catch(() => []);
    return names.filter((name) => ulidPattern.test(name)).sort();
  }

  async create(
    { target, openedBy, enteredBy, now }: NewReview,
    memoryOf: MemoryOf = nothingRemembers,
  ): Promise<OpenReview> {
    const id = ulid(now);
    await makeFolder(this.folderOf(id));
    const review = await openIn(this.folderOf(id), id, now, memoryOf(id));
    await review.append({
      type: 'opened',
      data: { review: id, target },
      at: now.toISOString(),
      enteredBy,
      statedBy: openedBy,
    });
    return review;
  }

  /** For writing when nobody else does, else for reading: `readOnly` says why. */
  async openReview(id: string, now: Date, memoryOf: MemoryOf = nothingRemembers): Promise<OpenReview> {
    return openIn(await this.existing(id), id, now, memoryOf(id));
  }

  /** To look at: takes no lock, and needs no closing. */
  async readReview(id: string): Promise<OpenReview> {
    const { OpenReview } = await import('./open-review');
    return OpenReview.read(await this.existing(id), id);
  }

  async readLabels(id: string): Promise<ReviewLabels> {
    const text = await readFile(this.labelsOf(id), 'utf8').catch(() => '{}');
    return labelsSchema.catch(labelsSchema.parse({})).parse(JSON.parse(text));
  }

  async writeLabels(id: string, labels: ReviewLabels): Promise<void> {
    await writeDurably(this.labelsOf(id), `${JSON.stringify(labels)}\n`);
  }

  private async existing(id: string): Promise<string> {
    const folder = this.folderOf(id);
    const isThere = (await this.list()).includes(id) && (await stat(folder)).isDirectory();
    if (!isThere) throw new StoreError('no-review', `there is no review ${id} in ${this.reviews}`);
    return folder;
  }

  private labelsOf(id: string): string {
    return join(this.folderOf(id), 'labels.json');
  }
  private get reviews(): string {
    return join(this.home, 'reviews');
  }
  private folderOf(id: string): string {
    return join(this.reviews, id);
  }
}

/** The whole checklist comes with it, so it is loaded with the first review. */
async function openIn(folder: string, id: string, now: Date, memory: HeadMemory | null): Promise<OpenReview> {
  const { OpenReview } = await import('./open-review');
  return OpenReview.open(folder, id, now, memory);
}
