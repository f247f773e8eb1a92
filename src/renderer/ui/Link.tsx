/** A link to an address of the window. */
import type { ReactNode } from 'react';
import { normaliseAddress } from '../app/router';

interface LinkProps {
  readonly to: string;
  readonly className?: string;
  readonly title?: string;
  readonly children: ReactNode;
}

export function Link({ to, className, title, children }: LinkProps) {
  return (
    <a href={normaliseAddress(to)} className={className} title={title}>
      {children}
    </a>
  );
}
