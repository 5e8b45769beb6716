import { useEffect, useRef, useState } from 'react';
import type { ConnectionTest } from '../../../shared/ipc';
import type { HostTarget } from '../../../shared/target';
import { accepted } from '../../bridge';
import { attempt } from '../../state/notices';

let next = 1;

/** The newest test of one host. Main runs one test at a time: another one ends this. */
export function useConnectionTest() {
  const [test, setTest] = useState<ConnectionTest | null>(null);
  const id = useRef(0);
  useEffect(() => {
    const end = window.gonogo.on('connectionTest', (told) => {
      if (told.id === id.current) setTest(told);
    });
    return () => {
      end();
      if (id.current > 0) void window.gonogo.target.cancelTest();
    };
  }, []);
  return {
    test,
    start: (host: HostTarget, compared: string | null) =>
      attempt(async () => {
        id.current = next++;
        setTest({ id: id.current, state: 'running', steps: [], unknownKey: null });
        await accepted(window.gonogo.target.testConnection({ id: id.current, host, compared })).catch((cause) => {
          setTest(null);
          throw cause;
        });
      }),
    cancel: () => attempt(() => accepted(window.gonogo.target.cancelTest())),
  };
}
