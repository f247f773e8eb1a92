/** What speaks against reading more into a picture, in sentences. */
import type { ExplainWarning } from '@shared/areas/explanation';
import styles from './WarningList.module.css';

const tones: Partial<Record<ExplainWarning['code'], 'plain' | 'good'>> = { 'not-cause': 'plain', 'no-help': 'plain', 'few-rows': 'plain', 'direction-kept': 'good' };

export function WarningList({ warnings }: { readonly warnings: readonly ExplainWarning[] }) {
  if (warnings.length === 0) return null;
  return <ul className={styles.warnings}>{warnings.map(({ code, columns, message }) => <li key={`${code} ${columns.join()}`} data-tone={tones[code]}>{message}</li>)}</ul>;
}
