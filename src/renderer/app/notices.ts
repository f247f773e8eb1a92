/** Short notices at the lower right: what came out, or what went wrong. */
import { notifications } from '@mantine/notifications';
import { errorParts } from '../ui/errorParts';
import { appMessages } from './messages';

export const closeButtonProps = { 'aria-label': appMessages.words.closeNotice };

export function notify(message: string, tone: 'good' | 'neutral' = 'neutral'): void {
  notifications.show({ message, color: tone === 'good' ? 'teal' : 'blue', closeButtonProps });
}

export function reportError(error: unknown): void {
  const { what, why, next } = errorParts(error);
  notifications.show({ title: what, message: [why, next].filter((part) => part !== '').join(' '), color: 'orange', autoClose: 12_000, closeButtonProps });
}
