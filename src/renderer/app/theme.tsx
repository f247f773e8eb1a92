/** Mantine in the product's clothes: sizes here, colours in tokens.css. */
import { createTheme, type ButtonProps } from '@mantine/core';
import { IconChevronDown } from '@tabler/icons-react';
import { appMessages } from './messages';

const labels = { label: { fontSize: 12, lineHeight: '16px', fontWeight: 400, color: 'var(--text-2)', marginBottom: 4 }, description: { fontSize: 12, lineHeight: '16px', color: 'var(--text-3)', marginTop: 4 } } as const;
const inputOrder = ['label', 'input', 'description', 'error'] as const;
const field = { size: 'xs', inputWrapperOrder: [...inputOrder] } as const;
const chevron = <IconChevronDown size={13} color="var(--text-2)" aria-hidden="true" />;

function buttonHeight({ size }: Pick<ButtonProps, 'size'>): string | undefined {
  if (size === 'xs') return '28px';
  return size === undefined || size === 'sm' ? '32px' : undefined;
}

/** Sizes come from here, colours are CSS variables in tokens.css: one place for both schemes, and nothing to write at start. */
export const theme = createTheme({
  fontFamily: 'var(--font)',
  primaryColor: 'blue',
  defaultRadius: 8,
  focusRing: 'auto',
  respectReducedMotion: true,
  cursorType: 'pointer',
  components: {
    Button: {
      defaultProps: { size: 'sm', variant: 'default' },
      vars: (_: unknown, props: ButtonProps) => ({ root: { '--button-height': buttonHeight(props), '--button-padding-x': props.size === 'xs' ? '10px' : '14px', '--button-fz': props.size === 'xs' ? '12.5px' : '13px' } }),
      styles: { root: { fontWeight: 500 } },
    },
    ActionIcon: { defaultProps: { variant: 'subtle', color: 'gray' } },
    TextInput: { defaultProps: field, styles: labels },
    NumberInput: { defaultProps: field, styles: labels },
    Select: { defaultProps: { ...field, checkIconPosition: 'right', comboboxProps: { shadow: 'md' } }, styles: labels },
    NativeSelect: { defaultProps: { ...field, rightSection: chevron, rightSectionWidth: 26 }, styles: labels },
    Textarea: { defaultProps: field, styles: labels },
    Tooltip: { defaultProps: { openDelay: 350, multiline: true, maw: 320, events: { hover: true, focus: true, touch: false } } },
    Menu: { defaultProps: { shadow: 'md', position: 'bottom-start' } },
    Notification: { defaultProps: { closeButtonProps: { 'aria-label': appMessages.words.closeNotice } }, styles: { description: { color: 'var(--text)' } } },
    Popover: { defaultProps: { shadow: 'md' } },
  },
});
