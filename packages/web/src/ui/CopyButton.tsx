import { useState } from 'react';
import { Button } from './Button.tsx';

/** Copies a text and says so. */
export function CopyButton({ text, label = 'Copy' }: { text: string; label?: string }) {
  const [done, setDone] = useState(false);
  return (
    <Button
      icon="copy"
      aria-label={label}
      title={label}
      onClick={() => {
        void copyText(text).then((copied) => {
          setDone(copied);
          setTimeout(() => setDone(false), 1500);
        });
      }}
    >
      <span aria-live="polite">{done ? 'Copied' : ''}</span>
    </Button>
  );
}

/** Pages that are not served over HTTPS or from localhost have no clipboard API: the selection then serves. */
export async function copyText(text: string): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    const area = document.createElement('textarea');
    area.value = text;
    document.body.append(area);
    area.select();
    const copied = document.execCommand('copy');
    area.remove();
    return copied;
  }
}
