/** After a deletion: a notice that can take it back. */
import { Button, Group } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { closeButtonProps } from './notices';

export function offerUndo(message: string, label: string, undo: () => void): void {
  const id = `undo-${message}`;
  notifications.show({
    id,
    closeButtonProps,
    autoClose: 12_000,
    message: (
      <Group justify="space-between" wrap="nowrap">
        <span>{message}</span>
        <Button size="xs" flex="none" onClick={() => { notifications.hide(id); undo(); }}>{label}</Button>
      </Group>
    ),
  });
}
