import { Icon } from './Icon.tsx';

interface FileButtonProps {
  label: string;
  /** What the browser offers: `.json,application/json`. */
  accept: string;
  onFile: (file: File) => void;
}

/** A button that lets people choose a file; the same file can be chosen again. */
export function FileButton({ label, accept, onFile }: FileButtonProps) {
  return (
    <label className="inline-flex h-7 cursor-pointer items-center gap-1.5 rounded-md border border-line bg-raised px-2 focus-within:outline-2 focus-within:outline-accent hover:bg-hover">
      <Icon name="upload" />
      {label}
      <input
        type="file"
        accept={accept}
        className="sr-only"
        onChange={(event) => {
          const file = event.target.files?.[0];
          if (file) onFile(file);
          event.target.value = '';
        }}
      />
    </label>
  );
}
