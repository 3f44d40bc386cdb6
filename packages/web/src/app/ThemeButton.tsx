import { applyTheme, THEMES, useTheme } from '../theme/theme.ts';
import { IconButton } from '../ui/Button.tsx';

const ICONS = { system: 'system', light: 'sun', dark: 'moon' } as const;

/** Goes round: as the system, light, dark. */
export function ThemeButton() {
  const theme = useTheme();
  const next = THEMES[(THEMES.indexOf(theme) + 1) % THEMES.length]!;
  return (
    <IconButton
      icon={ICONS[theme]}
      label={`Theme: ${theme}. Change to ${next}`}
      onClick={() => applyTheme(next)}
    />
  );
}
