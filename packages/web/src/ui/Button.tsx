import type { ComponentProps } from 'react';
import { Icon, type IconName } from './Icon.tsx';

interface ButtonProps extends ComponentProps<'button'> {
  icon?: IconName;
  /** `plain` sits in a toolbar; `strong` is the one thing to do here. */
  look?: 'plain' | 'outline' | 'strong';
}

const LOOKS = {
  plain: 'text-ink-soft hover:bg-hover hover:text-ink',
  outline: 'border border-line bg-raised text-ink hover:bg-hover',
  strong: 'bg-accent text-accent-ink hover:opacity-90',
};

export function Button({ icon, look = 'plain', className = '', children, ...rest }: ButtonProps) {
  return (
    <button
      type="button"
      className={`inline-flex h-7 items-center gap-1.5 rounded-md px-2 whitespace-nowrap disabled:opacity-50 ${LOOKS[look]} ${className}`}
      {...rest}
    >
      {icon && <Icon name={icon} />}
      {children}
    </button>
  );
}

/** A button that shows only an icon; its name is read out and shown as a tip. */
export function IconButton({ label, icon, ...rest }: ButtonProps & { label: string; icon: IconName }) {
  return <Button icon={icon} aria-label={label} title={label} {...rest} />;
}
