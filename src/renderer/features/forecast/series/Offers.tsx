/** Closures that were found, each with one button to take it over. */
import { Button } from '@mantine/core';
import type { ClosureOffer } from '@shared/areas/series';
import { Card, Dot } from '@renderer/ui';
import { seriesWords as words } from './messages';
import styles from './Series.module.css';

export function Offers({ offers, onAccept, disabled = false }: { readonly offers: readonly ClosureOffer[]; readonly onAccept: (offer: ClosureOffer) => void; readonly disabled?: boolean }) {
  return (
    <Card label="Closures found">
      <div className={styles.column}>
        {offers.slice(0, 3).map((offer) => (
          <div key={offer.message} className={styles.offer}>
            <Dot tone="attention" />
            <span>{offer.message}</span>
            <Button size="xs" disabled={disabled} onClick={() => onAccept(offer)}>{offer.kind === 'weekday' ? words.addWeekday : words.addClosure}</Button>
          </div>
        ))}
      </div>
    </Card>
  );
}
