import { useEffect, useRef, useState } from 'react';
import { whoAmI } from '../state/who';

/** One dialog of a screen, opened for whoever sits here. What had the focus gets it back when the dialog closes. */
export function useDialog<T extends object>() {
  const [opened, setOpened] = useState<(T & { me: string }) | null>(null);
  const opener = useRef<HTMLElement | null>(null);
  useEffect(() => {
    if (opened === null) opener.current?.focus();
  }, [opened]);
  const open = async (what: T): Promise<void> => {
    opener.current = document.activeElement as HTMLElement | null;
    const me = await whoAmI();
    if (me) setOpened({ ...what, me });
    else opener.current?.focus();
  };
  return { opened, open, close: () => setOpened(null) };
}
