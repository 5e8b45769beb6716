import { YourName } from '../parts/your-name';
import { Palette } from './palette';
import { Prompt } from './prompt';
import { Undo } from './undo';

/** What comes up over any screen when it is asked for. */
export default function Overlays() {
  return (
    <>
      <Palette />
      <Prompt />
      <YourName />
      <Undo />
    </>
  );
}
