import { Copy } from './copy';
import classes from './copy-block.module.css';

/** Text for a terminal or a file, with what copies it. */
export function CopyBlock({ text, label }: { text: string; label: string }) {
  return (
    <div className={classes.block}>
      <pre>{text}</pre>
      <Copy text={text} label={label} />
    </div>
  );
}
