import { Stack, Title } from '@mantine/core';
import { words } from '../../words';
import { AboutApp } from './about-app';
import { Signing } from './signing';
import { ThemeChoice } from './theme-choice';
import { Trusted } from './trusted';
import { You } from './you';

/** What this machine keeps of the person, whatever the review. */
export default function Settings() {
  return (
    <Stack p="lg" gap="lg" maw={960}>
      <Title order={1} size="h2">
        {words.settings.title}
      </Title>
      <You />
      <ThemeChoice />
      <Signing />
      <Trusted />
      <AboutApp />
    </Stack>
  );
}
