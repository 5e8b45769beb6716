import { type CSSVariablesResolver, createTheme, type MantineColorsTuple, Modal } from '@mantine/core';
import { words } from '../words';

/** A calm blue-grey for what can be pressed. Green, red and amber are for verdicts alone (renderer/parts/verdict.ts). */
const steel: MantineColorsTuple = [
  '#eef3f8',
  '#dbe4ed',
  '#b4c8db',
  '#8babca',
  '#6892bb',
  '#5283b2',
  '#3d6f9f',
  '#2f5d89',
  '#234c73',
  '#143a5e',
];

export const theme = createTheme({
  primaryColor: 'steel',
  // Shade 7 on white and 4 on dark reach 4.5 : 1 (WCAG 1.4.3).
  primaryShade: { light: 7, dark: 7 },
  colors: { steel },
  fontFamily: 'Inter, system-ui, "Segoe UI", "DejaVu Sans", sans-serif',
  fontFamilyMonospace: 'ui-monospace, "DejaVu Sans Mono", Consolas, monospace',
  defaultRadius: 'sm',
  cursorType: 'pointer',
  focusRing: 'auto',
  respectReducedMotion: true,
  components: {
    Modal: Modal.extend({
      defaultProps: {
        // The page itself never scrolls, and the lock is a style element without our nonce (content-security-policy.ts).
        lockScroll: false,
        closeButtonProps: { 'aria-label': words.shell.close },
        // A dialog ends above the notices; its own content scrolls where that leaves too little.
        styles: {
          inner: { paddingBottom: 'calc(var(--modal-y-offset) + var(--notices-height, 0px))' },
          content: { maxHeight: 'calc(100dvh - var(--modal-y-offset) * 2 - var(--notices-height, 0px))' },
        },
      },
    }),
  },
});

/** Mantine mixes the soft colours of the dark scheme from the darkest shade: on dark ground that looks like a hole. */
export const variables: CSSVariablesResolver = () => ({
  variables: {},
  light: {},
  dark: {
    '--mantine-color-steel-light': `color-mix(in srgb, ${steel[4]} 22%, transparent)`,
    '--mantine-color-steel-light-hover': `color-mix(in srgb, ${steel[4]} 32%, transparent)`,
    '--mantine-color-steel-light-color': steel[1],
  },
});
