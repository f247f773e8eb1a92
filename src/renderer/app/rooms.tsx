/** The rooms of the rail, in the order of the work. A new room is one page and one line here. */
import { IconHome, type Icon } from '@tabler/icons-react';
import type { ComponentType } from 'react';
import type { Overview } from '@shared/areas/project';
import { HomePage } from '../features/home/HomePage';
import { appMessages } from './messages';

export interface Room {
  readonly id: keyof typeof appMessages.rooms;
  readonly icon: Icon;
  readonly Page: ComponentType;
  /** Number beside the word: how many there are, or (attention) how many wait for a decision. */
  readonly count?: (counts: Overview['counts']) => number;
  readonly attention?: boolean;
}

export const rooms: readonly Room[] = [
  { id: 'home', icon: IconHome, Page: HomePage },
];
