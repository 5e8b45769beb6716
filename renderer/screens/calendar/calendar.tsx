import { usePlace } from '../../state/place';
import { Calendars } from './calendars';
import { OneCalendar } from './one-calendar';
import { type OpenCalendar, useCalendars } from './use-calendars';

/** What is looked at again after a launch: each task with its day, who did it when, and a file for one's own calendar. */
export default function CalendarScreen() {
  const { calendars, start, say } = useCalendars();
  const at = usePlace(({ place }) => place.at);
  const { go } = usePlace.getState();
  if (!calendars) return null;
  const open = calendars.find((one): one is OpenCalendar => one.id === at && one.state !== null);
  const show = (id?: string): void => go({ screen: 'calendar', review: null, at: id });
  if (open) {
    return (
      <OneCalendar key={open.id} calendar={open} say={(by, saying) => say(open.id, by, saying)} onBack={() => show()} />
    );
  }
  return (
    <Calendars
      calendars={calendars}
      onOpen={show}
      onStart={async (launch, by) => {
        show(await start(launch, by));
      }}
    />
  );
}
