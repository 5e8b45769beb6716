import { readFix } from '../../../shared/fix';
import { Copy } from '../../parts/copy';
import { words } from '../../words';
import classes from './fix-text.module.css';

/** How to repair it, with the target's own values: a sentence, each command, and what goes into which file. */
export function FixText({ text }: { text: string }) {
  const { say, run = [], config } = readFix(text);
  return (
    <>
      <p>{say}</p>
      {run.map((command) => (
        <div key={command} className={classes.block}>
          <pre>{command}</pre>
          <Copy text={command} label={words.walk.copyCommand(command)} />
        </div>
      ))}
      {config && (
        <figure className={classes.file}>
          <figcaption>{config.file}</figcaption>
          <div className={classes.block}>
            <pre>{config.text}</pre>
            <Copy text={config.text} label={words.walk.copyConfig(config.file)} />
          </div>
        </figure>
      )}
    </>
  );
}
