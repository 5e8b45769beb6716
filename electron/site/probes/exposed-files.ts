import { type FactValue, type Read, seen } from '../../../shared/fact';
import { type exposedFiles, exposedPaths, type FileKind, isFileOfKind } from '../../../shared/facts/site/exposed-files';
import type { Target } from '../../../shared/target';
import type { Answer, HttpClient } from '../http-client';

export async function probeExposedFiles(
  client: HttpClient,
  target: Target,
): Promise<Read<FactValue<typeof exposedFiles>>> {
  const files = await Promise.all(
    exposedPaths(target).map(async ({ path, kind }) => {
      const answer = await client.ask({ path });
      return { path, kind, seen: answer.ok ? seen(reduce(answer.value, kind)) : answer };
    }),
  );
  const [first] = files;
  if (first && !first.seen.ok && files.every((file) => !file.seen.ok)) return first.seen;
  return seen({ files });
}

type Served = { status: number; result: 'withheld' | 'other' | 'served' | 'unclear' };

function reduce({ status, body }: Answer, kind: FileKind): Served {
  // Overload and rate limits hide whether the file is there.
  if (status === 429 || status >= 500) return { status, result: 'unclear' };
  if (status >= 300) return { status, result: 'withheld' };
  return { status, result: isFileOfKind(kind, body) ? 'served' : 'other' };
}
