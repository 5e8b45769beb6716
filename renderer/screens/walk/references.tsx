import { Anchor } from '@mantine/core';
import type { Reference } from '../../../shared/control';
import { accepted } from '../../bridge';
import { attempt } from '../../state/notices';
import { words } from '../../words';
import { Section } from './section';

/** Where to read on; opened in the person's browser, by main. */
export function References({ references }: { references: readonly Reference[] }) {
  if (references.length === 0) return null;
  return (
    <Section title={words.walk.sections.references}>
      <ul>
        {references.map(({ source, id, url }) => (
          <li key={`${source} ${id}`}>
            {url ? (
              <Anchor
                component="button"
                type="button"
                aria-label={words.walk.openReference(`${source} ${id}`)}
                onClick={() => attempt(() => accepted(window.gonogo.app.openReference(url)))}
              >
                {source} {id}
              </Anchor>
            ) : (
              `${source} ${id}`
            )}
          </li>
        ))}
      </ul>
    </Section>
  );
}
