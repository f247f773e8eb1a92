/** The rooms of the rail, in the order of the work. A new room is one page and one line here. */
import { IconActivityHeartbeat, IconChartBar, IconClock, IconDatabase, IconHome, IconSettings, IconShare2, IconShieldCheck, IconTrendingUp, type Icon } from '@tabler/icons-react';
import { lazy, type ComponentType } from 'react';
import type { Overview } from '@shared/areas/project';
import { HomePage } from '../features/home/HomePage';
import type { appMessages } from './messages';

export interface Room {
  readonly id: keyof typeof appMessages.rooms;
  readonly icon: Icon;
  readonly Page: ComponentType;
  /** Number beside the word: how many there are, or (attention) how many wait for a decision. */
  readonly count?: (counts: Overview['counts']) => number;
  readonly attention?: boolean;
  /** Below the line of the rail: what belongs to the project or the window rather than to the work. */
  readonly foot?: boolean;
}

const DataPage = lazy(async () => ({ default: (await import('../features/data/DataPage')).DataPage }));
const QualityPage = lazy(async () => ({ default: (await import('../features/quality/QualityPage')).QualityPage }));
const ModelsPage = lazy(async () => ({ default: (await import('../features/models/ModelsPage')).ModelsPage }));
const ForecastPage = lazy(async () => ({ default: (await import('../features/forecast/ForecastPage')).ForecastPage }));
const MonitorPage = lazy(async () => ({ default: (await import('../features/monitor/MonitorPage')).MonitorPage }));
const AutomatePage = lazy(async () => ({ default: (await import('../features/automate/AutomatePage')).AutomatePage }));
const SharePage = lazy(async () => ({ default: (await import('../features/share/SharePage')).SharePage }));
const SettingsPage = lazy(async () => ({ default: (await import('../features/settings/SettingsPage')).SettingsPage }));

export const rooms: readonly Room[] = [
  { id: 'home', icon: IconHome, Page: HomePage },
  { id: 'data', icon: IconDatabase, Page: DataPage, count: (counts) => counts.datasets },
  { id: 'quality', icon: IconShieldCheck, Page: QualityPage, count: (counts) => counts.failingChecks, attention: true },
  { id: 'models', icon: IconChartBar, Page: ModelsPage, count: (counts) => counts.runs },
  { id: 'forecast', icon: IconTrendingUp, Page: ForecastPage, count: (counts) => counts.forecasts },
  { id: 'monitor', icon: IconActivityHeartbeat, Page: MonitorPage, count: (counts) => counts.firingAlerts, attention: true },
  { id: 'automate', icon: IconClock, Page: AutomatePage, count: (counts) => counts.waitingRuns, attention: true },
  { id: 'share', icon: IconShare2, Page: SharePage, count: (counts) => counts.conflicts, attention: true, foot: true },
  { id: 'settings', icon: IconSettings, Page: SettingsPage, foot: true },
];
