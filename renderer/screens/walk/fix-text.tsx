import { readFix } from '../../../shared/fix';
import { CopyBlock } from '../../parts/copy-block';
import { words } from '../../words';
import classes from './fix-text.module.css';

/** How to repair it, with the target's own values: a sentence, each command, and what goes into which file. */
export function FixText({ text }: { text: string }) {
  const { say, run = [], config } = readFix(text);
  return (
    <>
      <p>{say}</p>
      {run.map((command) => (
        <CopyBlock key={command} text={command} label={words.shell.copyCommand(command)} />
      ))}
      {config && (
        <figure className={classes.file}>
          <figcaption>{config.file}</figcaption>
          <CopyBlock text={config.text} label={words.walk.copyConfig(config.file)} />
        </figure>
      )}
    </>
  );
}
